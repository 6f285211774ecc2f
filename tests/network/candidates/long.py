"""The long form of the tests of candidates: a hundred backtests on random labels, the planted effect, and the cost.

`python -m tests.network.candidates.long` prints a table, and fails where a figure is not what it must be.
"""

from __future__ import annotations

import sys
import time

from graph_service.network.candidates import backtest, candidates
from graph_service.network.keeping.build import projection_of
from graph_service.network.network import Scope
from graph_service.network.projection import Projection
from graph_service.seeding import generator
from tests.network.candidates.random_labels import MOST_OF_A_HUNDRED, verdicts
from tests.network.demonstration import columns_of, demonstration
from tests.network.oracles.planted_effect import planted_effect

MOST_TIMES = 12


def main() -> int:
    """1 where random labels are BETTER too often, the planted effect is not found, or large networks cost too much."""
    good = _cost_grows_with_size()
    for name, projection in (("demonstration", demonstration()), ("planted effect", planted_effect())):
        found = verdicts(projection, 100)
        good &= found["BETTER"] <= MOST_OF_A_HUNDRED
        print(f"random labels on candidates of the {name}, 100 seeds: {dict(found)}")
        told = backtest(projection, Scope(projection.today))
        rules = ", ".join(f"{one.code} {one.auc.value:.3f}" for one in told.baselines)
        print(f"{name}: {told.verdict}, area of the model {told.auc.value:.3f} against {rules}")
        if name == "planted effect":
            good &= told.verdict == "BETTER"
    return 0 if good else 1


def _cost_grows_with_size() -> bool:
    """Whether candidates of ten times the institutions cost twelve times at most, backtest and all."""
    costs = []
    for name, projection in (("seed size", demonstration()), ("ten times", _ten_times())):
        scope = Scope(projection.today)
        costs.append(min(_seconds(projection, scope) for _ in range(3)))
        found = candidates(projection, scope)
        print(f"{name}: {len(projection.institutions.ids)} institutions, {len(found)} pairs, {costs[-1]:.3f} s of CPU")
    print(f"ratio {costs[1] / costs[0]:.1f}, at most {MOST_TIMES}")
    return costs[1] <= MOST_TIMES * costs[0]


def _seconds(projection: Projection, scope: Scope) -> float:
    started = time.process_time()
    candidates(projection, scope)
    return time.process_time() - started


def _ten_times() -> Projection:
    return projection_of(columns_of(generator.generate(9)), 1)


if __name__ == "__main__":
    sys.exit(main())

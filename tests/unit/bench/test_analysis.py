"""The table of network analysis: its bars, its sizes, and that everything in it can be run."""

from __future__ import annotations

import os
import time
from collections.abc import Callable

import numpy as np
import pytest

from bench.analyses import ANALYSES, LOCAL
from bench.analysis import COPIES, HUNDRED, ONE, TEN, Analysis, Case, Table, all_bars, case_of, cpu_milliseconds
from bench.drawn import side_by_side
from bench.holds import Answers, Holds, cpu_seconds
from bench.spread import Spread, spread
from graph_service.network.network import Scope, network_of
from tests.network.demonstration import demonstration


def taken(**by_size: float) -> dict[str, Spread]:
    """Medians by size."""
    names = {"one": ONE, "copies": COPIES, "ten": TEN, "hundred": HUNDRED}
    return {names[size]: spread([value]) for size, value in by_size.items()}


def nothing(case: Case) -> Callable[[], object]:
    """An analysis that does nothing."""
    return lambda: case


def told(*analyses: tuple[Analysis, dict[str, Spread]], work: dict[str, int] | None = None) -> dict[str, bool | None]:
    """Each bar and whether it is met."""
    table = Table(taken={analysis.title: by_size for analysis, by_size in analyses})
    found = all_bars([analysis for analysis, _ in analyses], table, work or {ONE: 1, TEN: 100})
    return {verdict.what: verdict.met for verdict in found}


def test_bars_are_of_the_sizes_that_they_name() -> None:
    gaps = Analysis("gaps", nothing, 150, 12, 1000, (ONE, TEN, HUNDRED))
    assert told((gaps, taken(one=150, ten=1800, hundred=1001))) == {
        "gaps: CPU": True,
        "gaps: CPU, 10× / 1×": True,
        "gaps: CPU at 100×": False,
    }
    assert told((gaps, taken(one=151, ten=1813))) == {"gaps: CPU": False, "gaps: CPU, 10× / 1×": False}


def test_what_walks_ties_is_held_to_copies() -> None:
    degree = Analysis("degree", nothing, None, 12, None, (ONE, COPIES, TEN), COPIES)
    assert told((degree, taken(one=1, copies=12, ten=15))) == {"degree: CPU, 10 copies / 1×": True}


def test_walks_are_held_to_nodes_times_ties() -> None:
    walk = Analysis("betweenness", nothing, is_walk=True)
    assert told((walk, taken(one=1, ten=119)), work={ONE: 3, TEN: 300}) == {
        "betweenness: CPU a node × tie, 10× / 1×": True
    }
    assert told((walk, taken(one=1, ten=121)), work={ONE: 3, TEN: 300}) == {
        "betweenness: CPU a node × tie, 10× / 1×": False
    }


def test_of_a_family_the_worst_is_told() -> None:
    one, other = (Analysis(f"  {name} alone", nothing, None, 12, family="a measure") for name in ("core", "degree"))
    assert told((one, taken(one=1, ten=13)), (other, taken(one=1, ten=2))) == {
        "a measure, most (core): CPU, 10× / 1×": False
    }


def test_the_first_run_does_not_count_and_every_run_is_made_ready() -> None:
    calls: list[str] = []

    def prepare() -> Callable[[], object]:
        calls.append("ready")
        return lambda: calls.append("run")

    assert len(cpu_milliseconds(prepare, 2)) == 2
    assert calls == ["ready", "run"] * 3


def test_copies_have_so_many_times_everything_and_share_nothing() -> None:
    one = demonstration()
    three = side_by_side(one, 3)
    small, large = (network_of(each, Scope(each.today, "CUMULATIVE")) for each in (one, three))
    size = len(small.nodes)
    assert len(large.nodes) == 3 * size
    assert len(large.collaborations) == 3 * len(small.collaborations)
    assert list(three.institutions.ids) == sorted(three.institutions.ids)
    assert list(three.collaborations.ids) == sorted(three.collaborations.ids)
    for copy in range(3):
        part = large.weights[copy * size : (copy + 1) * size, copy * size : (copy + 1) * size]
        assert (part != small.weights).nnz == 0
        assert (large.county[copy * size : (copy + 1) * size] - small.county == copy * len(one.counties.ids)).all()
    assert large.weights.nnz == 3 * small.weights.nnz


def test_every_analysis_of_the_table_can_be_run() -> None:
    case = case_of(demonstration())
    for analysis in ANALYSES:
        assert analysis.run(case)() is not None, analysis.title


def test_each_run_is_of_a_version_of_which_nothing_is_kept() -> None:
    case = case_of(demonstration())
    (one, scope), (other, _) = case.fresh(), case.fresh()
    assert len({one.version, other.version, demonstration().version}) == 3
    assert one.memberships is other.memberships is demonstration().memberships
    assert scope == Scope(demonstration().today)


def test_titles_are_told_apart_and_all_cheap_measures_are_among_them() -> None:
    titles = [analysis.title for analysis in ANALYSES]
    assert len(set(titles)) == len(titles)
    assert {f"  {name} alone" for name in LOCAL} <= set(titles)
    assert len(LOCAL) > 25


def test_the_work_of_walks_is_nodes_times_ties_of_each_component() -> None:
    case = case_of(demonstration())
    degree = np.diff(case.network.weights.indptr)
    assert case.work < len(case.network.nodes) * len(case.network.ties[0])
    assert case.work > degree.sum()


@pytest.mark.parametrize(("cpu", "met"), [(24.9, True), (25.1, False), (float("nan"), None)])
def test_the_loop_is_held_where_the_service_computes_for_long_before_an_answer(cpu: float, met: bool | None) -> None:
    found = Holds(Answers((1.0, 2.0, 10.0), 3.0), Answers((1.0, 2.0, 90.0), cpu), (2_000,), 7_378)
    assert found.verdict("neo4j").met is met


def test_cpu_of_another_process_is_read_from_its_clock() -> None:
    before = cpu_seconds(os.getpid())
    while time.process_time() < before + 0.02:
        pass
    assert 0.02 <= cpu_seconds(os.getpid()) - before < 5
    assert abs(cpu_seconds(os.getpid()) - time.process_time()) < 1

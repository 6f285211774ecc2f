"""The database is killed −9 under 200 requests a second and comes back: what callers are told, and when it is good.

Embedded: the killed process is the engine's own, and the service's supervisor starts it again. Neo4j: the trial starts
it again on the same port and home.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence

from tests.engines import neo4j
from tests.engines.running import Name
from tests.robustness.figures import Figure, Trial
from tests.robustness.outage import Database, Outage, fail_under_load, failing, figures, warm_shapes

_ROUNDS = {"embedded": 6, "neo4j": 3}
_APART_SECONDS = 2.0


def killed(database: Database, rounds: int) -> list[Outage]:
    """So many rounds over one service."""
    shapes = warm_shapes(database.service)

    def kill() -> tuple[float, float]:
        pid = database.pid
        return database.kill(), database.bring_back(pid)

    found = []
    for number in range(rounds):
        time.sleep(_APART_SECONDS if number else 0)
        found.append(fail_under_load(database, shapes, kill))
        print(f"killed, {database.service.engine}: {found[-1].describe()}", file=sys.stderr, flush=True)
    return found


def run(long: bool) -> Sequence[Figure]:
    """On both engines; Neo4j only where it can run."""
    rows: list[Figure] = []
    names: list[Name] = ["embedded"] if neo4j.missing() else ["embedded", "neo4j"]
    for name in names:
        with failing(name) as database:
            rows += figures("database killed", name, killed(database, _ROUNDS[name] if long else 1))
    return rows


TRIAL = Trial("killed", run)

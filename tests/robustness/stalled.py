"""The database stands still for 30 s (SIGSTOP) under 200 requests a second, then goes on: as in `killed`, but its
connections stay open and say nothing."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence

from tests.engines import neo4j
from tests.engines.running import Name
from tests.robustness.figures import Figure, Trial
from tests.robustness.outage import Database, Outage, fail_under_load, failing, figures, warm_shapes

LONG_SECONDS, QUICK_SECONDS = 30.0, 4.0


def stalled(database: Database, seconds: float) -> Outage:
    """One round."""

    def stall() -> tuple[float, float]:
        began = database.stop()
        time.sleep(seconds)
        return began, database.go_on()

    found = fail_under_load(database, warm_shapes(database.service), stall)
    print(f"stalled, {database.service.engine}: {found.describe()}", file=sys.stderr, flush=True)
    return found


def run(long: bool) -> Sequence[Figure]:
    """On both engines; Neo4j only where it can run."""
    rows: list[Figure] = []
    names: list[Name] = ["embedded"] if neo4j.missing() else ["embedded", "neo4j"]
    for name in names:
        with failing(name) as database:
            found = stalled(database, LONG_SECONDS if long else QUICK_SECONDS)
            rows += figures("database stalled", name, [found])
    return rows


TRIAL = Trial("stalled", run)

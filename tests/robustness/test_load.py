"""The quick forms of the trials under load: nothing is wrong or lost; times are told, not asserted."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.engines.running import RunningEngine
from tests.robustness import overload, shutdown, slow_clients, soak, workers
from tests.robustness.load import counted
from tests.robustness.served import FREE_RATE, served

pytestmark = pytest.mark.alone

SOAKED = 750
UNDER_WAY = 3
"""The trial wants ten; a machine that is busy with other tests lets fewer in."""
Told = Callable[[str], None]


def database(engine: RunningEngine) -> RunningEngine | None:
    """A Neo4j is shared; the embedded engine belongs to each service."""
    return engine if engine.name == "neo4j" else None


def test_under_five_times_capacity_nothing_is_wrong_and_the_rest_is_refused(engine: RunningEngine, tell: Told) -> None:
    with served(engine.name, database=database(engine), **FREE_RATE) as service:
        found = overload.overload(service, seconds=4.0, step_seconds=1.0)
    told = ", ".join(f"{figure.name}: {figure.figure}" for figure in overload.rows(engine.name, found))
    tell(told)
    outcomes = counted(found.samples)
    assert found.count("wrong", "lost", "unsent") == 0, outcomes
    assert outcomes["good"] > 0
    assert outcomes["refused"] > outcomes["good"], outcomes
    assert {sample.code for sample in found.samples if sample.outcome == "refused"} <= {
        "OVERLOADED",
        "IN_FLIGHT_EXCEEDED",
    }


def test_sigterm_loses_no_request(engine: RunningEngine) -> None:
    rounds = []
    for _ in range(3):
        rounds.append(shutdown.end_under_load(engine.name, database=database(engine)))
        assert rounds[-1].is_clean, counted(rounds[-1].samples)
        if rounds[-1].under_way >= UNDER_WAY:
            return
    pytest.fail(f"under way at the signal: {[one.under_way for one in rounds]}")


def test_a_killed_worker_is_replaced_and_the_other_answers_on(engine: RunningEngine) -> None:
    found = workers.kill_one(engine.name, database=database(engine))
    assert found.replaced_seconds is not None
    assert not found.lost_beyond, found.lost_beyond
    assert counted(found.samples)["good"] > len(found.samples) / 2


@pytest.mark.embedded
def test_slow_and_silent_clients_of_every_kind_are_closed(tell: Told) -> None:
    with served("embedded", **FREE_RATE) as service:
        closed, canary = slow_clients.slow_clients(service, 20)
    told = ", ".join(f"{figure.name}: {figure.figure}" for figure in slow_clients.rows("embedded", closed, canary))
    tell(told)
    assert {name: seconds.count(None) for name, seconds in closed.items()} == dict.fromkeys(closed, 0)
    assert len(canary.milliseconds) > canary.failed


@pytest.mark.embedded
def test_memory_stays_within_its_bound(tell: Told) -> None:
    with served("embedded", **FREE_RATE) as service:
        found = soak.soak(service, SOAKED, SOAKED)
    tell(", ".join(f"{row.name}: {row.figure}" for row in soak.rows("embedded", found)))
    assert max(found.warm, found.end) <= soak.MOST_MIB
    assert not {name for name in counted(found.samples) if name in ("wrong", "lost", "unsent")}

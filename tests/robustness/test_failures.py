"""The quick forms of `killed`, `stalled` and `cancelled`: one round that counts, over the real service and database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from tests.robustness.cancelled import PATIENT, leave_many, running_statements, seconds_until_gone
from tests.robustness.killed import killed
from tests.robustness.outage import LEAST_IN_FLIGHT, TYPED, Database, Outage, failing, until_one_counts
from tests.robustness.served import FREE_RATE, served
from tests.robustness.stalled import QUICK_SECONDS, stalled

pytestmark = pytest.mark.alone

ENGINES = [
    pytest.param("embedded", marks=pytest.mark.embedded, id="embedded"),
    pytest.param("neo4j", marks=pytest.mark.neo4j, id="neo4j"),
]


@pytest.fixture(scope="module", params=ENGINES)
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """A service with all defaults on, and its database."""
    with failing(request.param, is_brief=True) as started:
        yield started


def told(name: str, rounds: list[Outage]) -> str:
    return f"{name}: {'; '.join(outage.describe() for outage in rounds)}"


def test_a_killed_database_gives_typed_errors_only_and_is_good_again(
    database: Database, tell: Callable[[str], None]
) -> None:
    rounds = until_one_counts(lambda: killed(database, 1)[0])
    tell(told(f"database killed, {database.service.engine}", rounds))
    assert_are_safe(rounds)
    if database.server is None:
        lines = [line for line in database.service.logged() if line.get("logger") == "graph_service.store"]
        assert len(lines) == 2 * len(rounds)  # that it ended, that it serves again


def test_a_database_that_stands_still_gives_typed_errors_only_and_is_good_again(
    database: Database, tell: Callable[[str], None]
) -> None:
    rounds = until_one_counts(lambda: stalled(database, QUICK_SECONDS))
    tell(told(f"database stalled, {database.service.engine}", rounds))
    assert_are_safe(rounds)


def test_a_statement_ends_with_its_client_and_two_hundred_leave_nothing_behind(
    database: Database, tell: Callable[[str], None]
) -> None:
    name = database.service.engine
    settings = {**FREE_RATE, **PATIENT}
    with served(name, database=database.service.database, **settings) as service:
        patient = replace(database, service=service)
        with running_statements(patient) as running:
            gone = seconds_until_gone(service, running)
            tell(f"client left, {name}: its statement is gone after {gone * 1000:.0f} ms")
            assert gone < 8  # of the ten seconds and more that it would take
            leave_many(service, 40)
            give_up = 400
            while running() and give_up:
                give_up -= 1
            assert give_up


def assert_are_safe(rounds: list[Outage]) -> None:
    """What holds on a machine of any speed; the last round must count."""
    assert rounds[-1].in_flight >= LEAST_IN_FLIGHT
    for outage in rounds:
        assert outage.untyped == []
        assert any(outage.codes.get(code) for code in TYPED)
        assert any(one.outcome == "good" and one.done > outage.back for one in outage.samples)

"""A short form of `chaos`: kills of the service and of the engine, aimed behind the commit, within it and anywhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.engines.running import Name
from tests.robustness import chaos

pytestmark = pytest.mark.kills

ROUNDS = 10
"""Of each victim; `make chaos` has twenty."""
MUTATIONS = 10


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("embedded", marks=pytest.mark.embedded, id="embedded"),
        pytest.param("neo4j", marks=pytest.mark.neo4j, id="neo4j"),
    ],
)
def test_what_was_acknowledged_is_there_once_and_whole(name: Name, tell: Callable[[str], None]) -> None:
    with chaos.stage(name) as stage:
        chaos.run_rounds(stage, ROUNDS, MUTATIONS)
    before, after = sum(one.before for one in stage.rounds), sum(one.after for one in stage.rounds)
    tell(f"chaos, {name}: {len(stage.sent.acknowledged)} acknowledged; {before} died before the commit, {after} after")
    assert stage.problems == []
    assert all(one.unanswered for one in stage.rounds)
    assert len(stage.rounds) == 2 * ROUNDS
    assert before >= ROUNDS
    assert after >= ROUNDS
    assert len(stage.sent.acknowledged) >= 2 * ROUNDS * MUTATIONS
    assert not stage.sent.open

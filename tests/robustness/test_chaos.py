"""A short form of `chaos`: kills of the service and of the engine, aimed behind the commit, within it and anywhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.engines.running import Name
from tests.robustness import chaos

pytestmark = pytest.mark.alone

ROUNDS = {"embedded": 10, "neo4j": 3}
"""Of each victim. A Neo4j takes half a minute to come back; `make chaos` has twenty of it, too."""
MUTATIONS = 10


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("embedded", marks=pytest.mark.embedded, id="embedded"),
        pytest.param("neo4j", marks=pytest.mark.neo4j, id="neo4j"),
    ],
)
def test_what_was_acknowledged_is_there_once_and_whole(name: Name, tell: Callable[[str], None]) -> None:
    rounds = ROUNDS[name]
    with chaos.stage(name) as stage:
        chaos.run_rounds(stage, rounds, MUTATIONS)
    before, after = sum(one.before for one in stage.rounds), sum(one.after for one in stage.rounds)
    tell(f"chaos, {name}: {len(stage.sent.acknowledged)} acknowledged; {before} died before the commit, {after} after")
    assert stage.problems == []
    assert all(one.unanswered for one in stage.rounds)
    assert len(stage.rounds) == 2 * rounds
    assert before >= rounds
    assert after >= rounds
    assert len(stage.sent.acknowledged) >= 2 * rounds * MUTATIONS
    assert not stage.sent.open

"""The named questions beside statements by hand: equal answers on both engines and, on Neo4j, the hits of the store.

`pytest tests/test_hits.py --rewrite-hits` writes `hits.json` anew. A question may take a third more than stands there,
for Neo4j's plans follow its statistics; one that takes less than half is to be written anew.

A question about a county has a ceiling besides: ten hits for each row that it returns or counts.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bench.first_pages import rows_of
from bench.hits import our_hits
from bench.questions import Question, named_questions
from bench.questions.shapes import SHAPES
from bench.sides import difference
from graph_service.access.scopes import READ_PEOPLE
from graph_service.cypher import Statement
from tests.answering import Service

pytestmark = pytest.mark.anyio

FILE = Path(__file__).with_name("hits.json")
ABOVE, BELOW = 1.35, 0.5
A_ROW = 10
# What these are about is counted over pairs, or found among much that is not told: hits a row as measured, rounded up.
MORE_A_ROW = {"q01": 17, "q10": 28, "q16": 40, "q18": 33, "q21": 39, "q30": 67}
QUESTIONS = named_questions()


def committed() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(FILE.read_text("utf-8"))
    return found


@pytest.fixture(scope="module")
async def hits(service: Service, request: pytest.FixtureRequest, anyio_backend: str) -> AsyncIterator[dict[str, int]]:
    """Database hits by question, filled by the tests; written to the file at the end when asked for."""
    found: dict[str, int] = {}
    yield found
    if request.config.getoption("--rewrite-hits") and not service.store.embedded:
        kept = {**committed(), **found}
        FILE.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", encoding="utf-8")


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
async def test_ours_and_by_hand_are_one_answer_and_ours_reads_no_more_than_it_did(
    question: Question, service: Service, hits: dict[str, int], request: pytest.FixtureRequest
) -> None:
    # The statement by hand tells small numbers of people, too.
    ours = await service.data(question.document, question.variables, [READ_PEOPLE])
    [answer] = await service.store.read(Statement(question.statement, dict(question.parameters)), seconds=60)
    by_hand = SHAPES[question.name](answer, dict(question.parameters))
    assert difference(question.ours(ours), question.hand(by_hand)) is None
    if service.store.embedded:  # which counts no hits
        return
    hits[question.name] = found = (await our_hits(service.api, service.store, question)).hits
    if not request.config.getoption("--rewrite-hits"):
        known = committed()[question.name]
        assert found <= known * ABOVE, f"{question.name} asks the store {found} times, {known} before"
        assert found >= known * BELOW, f"{question.name} asks {found} times instead of {known}: --rewrite-hits"
    if "county" in question.variables:
        rows = rows_of(ours) + counted(ours)
        assert found <= rows * MORE_A_ROW.get(question.name, A_ROW), f"{found} hits for {rows} rows"


def counted(answer: Any) -> int:
    """How many rows the numbers in an answer stand for."""
    if isinstance(answer, list):
        return sum(map(counted, answer))
    if not isinstance(answer, dict):
        return 0
    own = sum(answer[name] for name in ("totalCount", "count") if isinstance(answer.get(name), int))
    return own + sum(map(counted, answer.values()))


def test_counties_are_asked_about() -> None:
    """The ceiling is that of several questions, and the exceptions are questions about a county."""
    about = {question.name for question in QUESTIONS if "county" in question.variables}
    assert MORE_A_ROW.keys() < about

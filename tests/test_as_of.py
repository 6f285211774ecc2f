"""As of a day: the service's answer equals the one that it gives on a graph which holds only what was live on that day.

The second graph is loaded from the generated rows without the relationships that had not begun or were over; what
was live then had no end yet. Derived ties are derived again from what is left. Nodes and their properties stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest

from graph_service.model import load_model
from graph_service.model.structure import Model
from graph_service.seeding.dataset import Dataset, Tie
from graph_service.seeding.derived import Derived
from graph_service.seeding.generator import generate
from graph_service.seeding.load import load
from graph_service.seeding.seed import datasets
from graph_service.store.store import Store
from graph_service.writes.derive import current_version
from tests.answering import PlainTables, Service
from tests.exported import read_oracle
from tests.fuzz import Drawn, Lists, Values, drawn
from tests.fuzz.asking import TOO_MUCH, code_of, cursors_of
from tests.fuzz.coverage import holds_something
from tests.oracle import cursor_keys

pytestmark = pytest.mark.anyio

DAY = date(2018, 6, 30)
DOCUMENTS = {"embedded": 200, "neo4j": 12}  # Neo4j plans a new text for a second or more, here on two servers
FIRST = 500_000  # numbers that the other test does not draw
# The end of a relationship is not in the second graph, and on that day nobody knew it.
_END = re.compile(r"\bto\b|\bTO\b|\bTO_|To\b")
# The second graph has no index of names.
_SEARCH = ": search("


def is_live(type_: str, tie: Tie, ends: dict[str, dict[str, Any]]) -> bool:
    """Whether a relationship had begun by the day and was not over."""
    first, last = tie.properties.get("from", tie.properties.get("on")), tie.properties.get("to")
    far = ends[tie.to_id]
    if type_ == "PARTICIPATES_IN":
        first, last = first or far["startDate"], last or far.get("endDate")
    if type_ == "ATTENDED":
        first = far["startDate"]
    return (first is None or first <= DAY) and (last is None or last > DAY)


def without_what_was_not_live(dataset: Dataset, ends: dict[str, dict[str, Any]]) -> Dataset:
    def kept(type_: str, ties: list[Tie]) -> list[Tie]:
        return [
            tie._replace(properties={name: value for name, value in tie.properties.items() if name != "to"})
            for tie in ties
            if is_live(type_, tie, ends)
        ]

    return replace(dataset, relationships={name: kept(name, ties) for name, ties in dataset.relationships.items()})


def sliced(model: Model) -> Iterator[Dataset]:
    """The demonstration as it was on the day."""
    tied = {type_ for type_, declared in model.relationships.items() if declared.derived}
    whole = list(datasets())
    ends = {str(row["id"]): row for dataset in whole for rows in dataset.nodes.values() for row in rows}
    for dataset in whole:
        left = {name: ties for name, ties in dataset.relationships.items() if name not in tied}
        yield without_what_was_not_live(replace(dataset, relationships=left), ends)
    derived = Derived()
    for dataset in generate():
        derived.enriched(without_what_was_not_live(dataset, ends))
    yield Dataset({}, {name: ties for name, ties in derived.rest().relationships.items() if name in tied})


def test_the_day_cuts_the_graph() -> None:
    """Some relationships had not begun, some were over, and ties are fewer and weaker than now."""
    model = load_model()
    then = {name: len(ties) for dataset in sliced(model) for name, ties in dataset.relationships.items()}
    now = {name: len(ties) for dataset in datasets() for name, ties in dataset.relationships.items()}
    assert then["IN_COUNTY"] == now["IN_COUNTY"]
    assert 0 < then["MENTORS"] < now["MENTORS"]
    assert 0 < then["COOPERATES_WITH"] < now["COOPERATES_WITH"]


@cache
def _sources() -> tuple[Lists, Values]:
    return Lists(read_oracle()), Values(read_oracle())


def documents(number: int) -> Iterator[Drawn]:
    """So many documents as of the day that neither search nor ask for the end of a relationship."""
    found = 0
    for place in range(FIRST, FIRST + 10 * number):
        document = drawn(*_sources(), place, DAY.isoformat())
        asked = f"{document.text} {document.variables}"
        if found < number and _SEARCH not in asked and not _END.search(asked):
            found += 1
            yield document


# Both fixtures are of the same engine.
BOTH = [pytest.param(name, name, marks=getattr(pytest.mark, name), id=name) for name in DOCUMENTS]


@pytest.mark.parametrize(("engine", "_scratch"), BOTH, indirect=True)
async def test_a_day_is_the_graph_of_that_day(service: Service, bare_store: Store) -> None:
    model = load_model()
    await load(bare_store, model, sliced(model))
    await current_version(bare_store, raised=True)
    then = replace(service, store=bare_store, tables=PlainTables(DAY.isoformat()))
    asked = answered = 0
    for document in documents(DOCUMENTS[service.engine]):
        as_of, plain = await answers(service, document), await answers(then, at_once(document))
        asked += 1
        if as_of is None or plain is None:
            continue  # refused for its size, or too dear for one of the two graphs
        assert as_of == plain, f"{document.text}\n{document.variables}"
        answered += holds_something(as_of[0])
    assert answered >= asked * 0.6


def at_once(document: Drawn) -> Drawn:
    """The document without its day: commas that are left over mean nothing in GraphQL."""
    return replace(document, text=re.sub(r'asOf: "[^"]*"', "", document.text).replace("()", ""))


async def answers(service: Service, document: Drawn) -> list[Any] | None:
    """The first page and the next, without cursors; None where the document is refused for its size."""
    found: list[Any] = []
    variables = document.variables
    for _ in range(2):
        result = await service.execute(document.text, variables)
        if result.errors and {code_of(error) for error in result.errors} <= TOO_MUCH:
            return None
        assert not result.errors, f"{document.text}\n{variables}\n{result.errors}"
        found.append(result.data)
        variables = {**variables, **cursors_of(document.continued, found[0])}
    keys = cursor_keys(document.text)
    return [_without(keys, answer) for answer in found]


def _without(keys: frozenset[str], answer: Any) -> Any:
    if isinstance(answer, dict):
        return {key: _told(value) if key in keys else _without(keys, value) for key, value in answer.items()}
    return [_without(keys, item) for item in answer] if isinstance(answer, list) else answer


def _told(cursor: Any) -> Any:
    """That there is a cursor, not which: a cursor belongs to its own list."""
    return "a cursor" if isinstance(cursor, str) else cursor

"""Every case on both engines: the statement, the answer and the oracle agree, in one trip and without the slow path.

`pytest tests/test_cases.py --rewrite-cases` writes the .cypher and .json files from the service, and refuses where
the oracle disagrees. Read the difference like code.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pytest
from graphql import parse

from graph_service.api.service import Api, build_api
from graph_service.cypher import Statement
from graph_service.model import load_model
from graph_service.query.reading import Limits, Mismatch, Prepared, Reader, Unplanned
from graph_service.writes.aliases import current_ids_of
from tests.answering import Service
from tests.case_files import Case, all_cases, answer_text, statements_text
from tests.oracle import CursorBook, Oracle, cursor_keys

CASES = all_cases()
MOST_BLOCKS = Limits().blocks
NAME_UNKNOWN_IDS = {
    "aggregates/aliases_and_fragments",
    "interfaces/unknown_ids",
    "mixed/introspection",
    "singles/missing_is_null",
}
"""What is not there may have been merged into another node, which one more look tells."""
each_case = pytest.mark.parametrize("case", CASES, ids=str)


def prepared(api: Api, case: Case) -> Sequence[Statement]:
    """The statements of a case; none where graphql-core answers it alone."""
    try:
        return api.reader.prepare(parse(case.document), None, case.variables, case.scopes).statements
    except Unplanned:
        return ()


def is_completed_by_us(case: Case, api: Api) -> bool:
    """Whether the fast path answers the case; what is mixed with introspection is graphql-core's anyway."""
    try:
        return not api.reader.prepare(parse(case.document), None, case.variables, case.scopes).mixed
    except Unplanned:
        return False


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 60


@each_case
def test_statement_is_the_committed_one(case: Case, api: Api, rewrite_cases: bool) -> None:
    if rewrite_cases:
        return  # the answers are written first: cursors come from them
    assert statements_text(prepared(api, case)) == case.statements


@pytest.mark.anyio
@each_case
async def test_answer_is_the_committed_one(
    case: Case, service: Service, request: pytest.FixtureRequest, rewrite_cases: bool
) -> None:
    before = service.api.door.slow_path
    data, seen = await service.counted(case.document, case.variables, case.scopes)
    assert service.api.door.slow_path == before
    statements = prepared(service.api, case)
    looks = [current_ids_of([]).text] if case.name in NAME_UNKNOWN_IDS else []
    assert seen.statements == [*(statement.text for statement in statements), *looks]
    blocks = [statement.text.count("CALL (") for statement in statements]
    assert len(statements) <= 1 or sum(blocks) > MOST_BLOCKS
    assert max(blocks, default=0) <= MOST_BLOCKS
    if rewrite_cases:
        oracle = request.getfixturevalue("oracle")
        assert answer_text(data) == answer_text(oracles_answer(case, data, oracle))
        case.file("json").write_text(answer_text(data), encoding="utf-8")
        case.file("cypher").write_text(statements_text(statements), encoding="utf-8")
    assert answer_text(data) == case.file("json").read_text(encoding="utf-8")


@each_case
def test_oracle_gives_the_committed_answer(case: Case, oracle: Oracle, rewrite_cases: bool) -> None:
    if rewrite_cases:
        return  # asked before anything was written
    assert answer_text(oracles_answer(case, case.answer, oracle)) == case.file("json").read_text(encoding="utf-8")


def oracles_answer(case: Case, ours: Any, oracle: Oracle, book: CursorBook | None = None) -> Any:
    """The oracle's answer, with our cursors where both have one. Cursors in variables are learnt from their cases."""
    book = book or CursorBook()
    for needed in case.needs:
        oracles_answer(needed, needed.answer, oracle, book)
    answer = oracle.answer(
        case.document,
        book.to_oracle(case.variables),
        scopes=case.scopes,
        data_version=ours.get("dataVersion"),
    )
    return book.meet(ours, answer, cursor_keys(case.document))


@pytest.mark.anyio
@each_case
async def test_slow_path_gives_the_same_bytes(case: Case, service: Service, suspicious: Api) -> None:
    """What graphql-core completes over the same rows is what the generated code gives, key for key."""
    ours = await service.data(case.document, case.variables, case.scopes)
    before = suspicious.door.slow_path
    slow = await replace(service, api=suspicious).data(case.document, case.variables, case.scopes)
    assert json.dumps(slow) == json.dumps(ours)
    assert suspicious.door.slow_path == before + is_completed_by_us(case, service.api)


@dataclass(frozen=True)
class _Refused:
    """A prepared operation whose rows never fit."""

    prepared: Prepared

    def __getattr__(self, name: str) -> Any:
        return getattr(self.prepared, name)

    def measured(self, tables: Any) -> _Refused:
        return _Refused(self.prepared.measured(tables))

    def complete(self, rows: Any) -> dict[str, Any]:
        raise Mismatch("refused by the test")


class _Suspicious:
    """A planner that believes no row."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def prepare(self, *arguments: Any, **named: Any) -> _Refused:
        return _Refused(self._reader.prepare(*arguments, **named))


@pytest.fixture(scope="module")
def suspicious() -> Api:
    """The same GraphQL, but for the fast path: graphql-core completes everything."""
    other = build_api(load_model())
    other.door.plans = _Suspicious(other.reader)
    return other

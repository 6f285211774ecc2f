"""Documents that nobody wrote: drawn from the schema, answered by the service and by the oracle, on both engines.

`KALAKA_FUZZ=2000 pytest tests/test_random_documents.py`, or `make fuzz`, draws more; a failure names its seed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from graphql import build_schema, parse, validate

from tests.answering import Service
from tests.case_files import answer_text
from tests.oracle import CursorBook, Oracle, cursor_keys
from tests.random_documents import Draw, Drawn, Values

pytestmark = pytest.mark.anyio

FIRST = int(os.environ.get("KALAKA_FUZZ_FIRST", "0"))
COUNT = int(os.environ.get("KALAKA_FUZZ", "60"))
AT_ONCE = 10


@pytest.fixture(scope="module")
def values(oracle: Oracle) -> Values:
    """Values for conditions, taken from the data."""
    return Values(oracle)


def drawn(values: Values, sdl: str, first: int) -> Iterator[tuple[int, Drawn]]:
    schema = build_schema(sdl)
    for seed in range(first, first + AT_ONCE):
        document = Draw(schema, values, seed).document()
        assert not validate(schema, parse(document.text)), document.text
        yield seed, document


@pytest.mark.parametrize("first", range(FIRST, FIRST + COUNT, AT_ONCE))
async def test_drawn_documents_agree(first: int, service: Service, oracle: Oracle, values: Values, sdl: str) -> None:
    before = service.api.door.slow_path
    for seed, document in drawn(values, sdl, first):
        told = f"seed {seed}\n{document.text}\n{document.variables}"
        ours = await service.execute(document.text, document.variables)
        assert not ours.errors, f"{told}\n{ours.errors}"
        theirs = CursorBook().meet(
            ours.data, oracle.answer(document.text, document.variables), cursor_keys(document.text)
        )
        assert answer_text(ours.data) == answer_text(theirs), told
    assert service.api.door.slow_path == before

"""Questions about the schema: priced, answered beside the loop, and kept."""

from __future__ import annotations

import asyncio

import pytest
from graphql import get_introspection_query

from graph_service.api.introspection import POINTS_A_LIST
from graph_service.api.service import Api
from tests.unit.api.fakes import FakeStore, request

pytestmark = pytest.mark.anyio
STANDARD = get_introspection_query()


async def test_the_whole_schema_is_priced_and_kept(api: Api) -> None:
    first = await api.execute(STANDARD, None, request())
    again = await api.execute(STANDARD, None, request())
    assert first.errors is None
    assert again.data is first.data
    assert first.data is not None
    assert len(first.data["__schema"]["types"]) > 500
    assert first.extensions is not None
    assert first.extensions["cost"]["price"] == 1 + 9 * POINTS_A_LIST


async def test_the_loop_goes_on_meanwhile(api: Api) -> None:
    asked = asyncio.create_task(api.execute(STANDARD + " # another text", None, request()))
    turns = 0
    while not asked.done():
        await asyncio.sleep(0.001)
        turns += 1
    assert turns > 3


@pytest.mark.parametrize(
    "document",
    [
        "{ __schema { queryType { name } } v: dataVersion }",
        "query ($b: Boolean = true) { __schema { queryType { name @include(if: $b) } } }",
        "{ ...F } fragment F on Query { __schema { queryType { name } } }",
        '{ ... on Query { __type(name: "County") { name } } }',
    ],
)
async def test_questions_of_every_form_have_their_answers(api: Api, document: str) -> None:
    result = await api.execute(document, None, request(FakeStore()))
    assert result.errors is None
    assert {"name": "Query"} in _values(result.data) or {"name": "County"} in _values(result.data)


def _values(data: object) -> list[object]:
    inner = list(data.values()) if isinstance(data, dict) else []
    return [*inner, *(found for value in inner for found in _values(value))]

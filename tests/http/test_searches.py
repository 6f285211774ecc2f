"""Searches that cannot be made are refused before the database, each with its code and its place."""

from __future__ import annotations

from typing import Any

import pytest

from graph_service.query.pages import encode_cursor
from tests.http.conftest import Client
from tests.http.fakes import FakeStore

pytestmark = pytest.mark.anyio
ENDS = 'from: "inst:1", to: "inst:2"'
REFUSED = {
    "no hop": (f"paths({ENDS}, maxHops: 0) {{ totalCount }}", "PAGE_SIZE", "1 to 6"),
    "seven hops": (f"paths({ENDS}, maxHops: 7) {{ totalCount }}", "PAGE_SIZE", "1 to 6"),
    "no path": (f"paths({ENDS}, first: 0) {{ totalCount }}", "PAGE_SIZE", "1 to 100"),
    "101 paths": (f"paths({ENDS}, first: 101) {{ totalCount }}", "PAGE_SIZE", "1 to 100"),
    "four hops around": ('neighbourhood(of: "inst:1", hops: 4) { truncated }', "PAGE_SIZE", "1 to 3"),
    "501 nodes": ('neighbourhood(of: "inst:1", first: 501) { truncated }', "PAGE_SIZE", "1 to 500"),
    "two periods": (
        f'paths({ENDS}, activeOn: "2018-01-01", activeBetween: {{from: "2018-01-01", to: "2018-02-01"}}) '
        "{ totalCount }",
        "PERIOD_TWICE",
        "activeOn",
    ),
    "a period turned round": (
        f'paths({ENDS}, activeBetween: {{from: "2018-02-01", to: "2018-01-01"}}) {{ totalCount }}',
        "PERIOD_ORDER",
        "2018-02-01",
    ),
    "nothing to follow": (f"paths({ENDS}, via: []) {{ totalCount }}", "LIST_EMPTY", "via"),
    "a long id": (f'paths(from: "{"x" * 1_001}", to: "inst:1") {{ totalCount }}', "STRING_LENGTH", "from"),
    "too much of each node": (
        f"paths({ENDS}, first: 100, maxHops: 6) "
        "{ nodes { steps { node { ... on Institution { collaborations { nodes { id } } } } } } }",
        "TOO_DEAR",
        "the limit is 10000",
    ),
    "a bad page of a node": (
        f"paths({ENDS}) "
        "{ nodes { steps { node { ... on Institution { collaborations(first: 0) { totalCount } } } } } }",
        "PAGE_SIZE",
        "1 to 100",
    ),
    "changes of a period turned round": (
        'networkChanges(county: "HU223", from: "2018-02-01", to: "2018-02-01") { totalCount }',
        "PERIOD_ORDER",
        "2018-02-01",
    ),
    "changes of a derived tie": (
        'networkChanges(county: "HU223", from: "2018-01-01", to: "2018-02-01", kinds: [COOPERATES_WITH]) '
        "{ totalCount }",
        "KIND_WITHOUT_DAYS",
        "PARTICIPATES_IN",
    ),
    "changes of no kind": (
        'networkChanges(county: "HU223", from: "2018-01-01", to: "2018-02-01", kinds: []) { totalCount }',
        "LIST_EMPTY",
        "kinds",
    ),
    "a page of 101 changes": (
        'networkChanges(county: "HU223", from: "2018-01-01", to: "2018-02-01", first: 101) { totalCount }',
        "PAGE_SIZE",
        "1 to 100",
    ),
    "no cursor of changes": (
        'networkChanges(county: "HU223", from: "2018-01-01", to: "2018-02-01", after: "x") { totalCount }',
        "CURSOR_MALFORMED",
        "after",
    ),
    "a cursor of other changes": (
        'networkChanges(county: "HU223", from: "2018-01-01", to: "2018-02-01", '
        f'after: "{encode_cursor("other", ["x"])}") {{ totalCount }}',
        "CURSOR_ORDER",
        "after",
    ),
    "eleven searches": (
        " ".join(f"s{number}: paths({ENDS}) {{ totalCount }}" for number in range(11)),
        "TOO_MANY_SEARCHES",
        "10",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
async def test_what_cannot_be_searched(client: Client, fake: FakeStore, name: str) -> None:
    field, code, told = REFUSED[name]
    for document in (f"{{ {field} }}", f'{{ county(nuts3: "HU223") {{ nuts3 population }} {field} }}'):
        async with client() as http:
            fake.started = 0
            answer = await http.post(
                "/graphql", json={"query": document}, headers={"Accept": "application/graphql-response+json"}
            )
        [error] = answer.json()["errors"]
        assert (error["extensions"]["code"], told in error["message"]) == (code, True)
        assert error["locations"]
        assert (answer.status_code, "data" in answer.json(), fake.started) == (400, False, 0)


@pytest.mark.parametrize(
    ("declared", "argument", "value"),
    [
        ("$v: [RelationshipKind!]", "via: $v", ["NOPE"]),
        ("$v: Date", "activeOn: $v", "yesterday"),
        ("$v: Int!", "maxHops: $v", "four"),
        ("$v: Interval", "activeBetween: $v", {"from": "2018-01-01"}),
    ],
)
async def test_variables_that_do_not_fit(
    client: Client, fake: FakeStore, declared: str, argument: str, value: Any
) -> None:
    document = f"query Q({declared}) {{ paths({ENDS}, {argument}) {{ totalCount }} }}"
    async with client() as http:
        fake.started = 0
        answer = await http.post("/graphql", json={"query": document, "variables": {"v": value}})
    assert answer.json()["errors"][0]["extensions"]["code"] == "VARIABLES"
    assert fake.started == 0


async def test_the_price_is_that_of_all_roots_together(client: Client, fake: FakeStore) -> None:
    page = "institutions(first: 100) { nodes { collaborations(first: 80) { nodes { id } } } }"
    path = f"paths({ENDS}, first: 100, maxHops: 6) {{ nodes {{ steps {{ node {{ id }} }} }} }}"
    async with client() as http:
        answers = [await http.post("/graphql", json={"query": f"{{ {one} }}"}) for one in (page, path)]
        fake.started = 0
        both = await http.post("/graphql", json={"query": f"{{ {page} a: {path} b: {path} }}"})
    assert all(answer.json()["errors"][0]["extensions"]["code"] != "TOO_DEAR" for answer in answers)
    assert both.json()["errors"][0]["extensions"]["code"] == "TOO_DEAR"
    assert fake.started == 0

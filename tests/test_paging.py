"""Pages, forwards and backwards, of any order: together they are the whole list, each row once, in its order."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from graphql import GraphQLEnumType, GraphQLSchema, build_schema

from graph_service.model import load_model
from graph_service.query.ordering import list_fields
from tests.answering import Service
from tests.engines.seeded import ROOT

pytestmark = pytest.mark.anyio

# Lists small enough to be walked, with keys that are missing here and there; the conditions keep the long ones short.
LISTS: Mapping[str, str] = {
    "counties": "County",
    "events": "Event",
    "collaborations": "Collaboration",
    "institutions": "Institution",
    "settlements": "Settlement",
    "mentors": "Mentor",
    "publications": "Publication",
    "topProjects": "TopProject",
    "indicatorValues": "IndicatorValue",
    "developmentProcesses": "DevelopmentProcess",
    "professionals": "Professional",
    "communities": "Community",
}
CONDITIONS: Mapping[str, str] = {
    "events": 'startDate: {gte: "2019-06-01"}',
    "collaborations": 'startDate: {gte: "2018-10-01"}',
    "institutions": 'county: {nuts3: {in: ["HU223", "HU110"]}}',
    "settlements": "population: {gt: 30000}",
    "professionals": 'county: {nuts3: {eq: "HU223"}}',
    "communities": 'county: {nuts3: {eq: "HU311"}}',
    "developmentProcesses": 'community: {county: {nuts3: {eq: "HU223"}}}',
}


@dataclass(frozen=True)
class Walk:
    """A list in an order, cut into pages of a size."""

    root: str
    order: tuple[tuple[str, str], ...]
    size: int
    backward: bool

    def __str__(self) -> str:
        keys = "+".join(f"{name}-{direction}" for name, direction in self.order) or "ID"
        return f"{self.root}-{keys}-{'last' if self.backward else 'first'}{self.size}"

    def field(self, arguments: str) -> str:
        keys = " ".join(f"{{field: {name}, direction: {direction}}}" for name, direction in self.order)
        where = f"where: {{{CONDITIONS[self.root]}}} " if self.root in CONDITIONS else ""
        edges = "edges { cursor node { id } } totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"
        return f"{self.root}({where}orderBy: [{keys}] {arguments}) {{ {edges} }}"


def orders(schema: GraphQLSchema, type_name: str) -> list[str]:
    """The order fields of a root list: those of a relationship stand only where one is followed."""
    enum = schema.type_map[f"{type_name}Field"]
    assert isinstance(enum, GraphQLEnumType)
    own = list_fields(load_model(), type_name)
    return [name for name in enum.values if name in own]


def walks(schema: GraphQLSchema, seed: int, count: int) -> list[Walk]:
    """Drawn walks: one to three keys in mixed directions, pages of odd sizes, both ways."""
    draw = random.Random(seed)
    found = []
    for number in range(count):
        root = list(LISTS)[number % len(LISTS)]
        fields = orders(schema, LISTS[root])
        keys = draw.sample(fields, draw.randint(1, min(3, len(fields))))
        order = tuple((key, draw.choice(("ASC", "DESC"))) for key in keys)
        found.append(Walk(root, order, draw.choice((3, 7, 11)), draw.random() < 0.5))
    return found


def every_order(schema: GraphQLSchema) -> list[Walk]:
    """Every order of every list once each way, whole pages at a time."""
    return [
        Walk(root, ((field, direction),), 100, backward)
        for root, type_name in LISTS.items()
        for field in orders(schema, type_name)
        for direction, backward in (("ASC", False), ("DESC", True))
    ]


SDL = build_schema((ROOT / "schema" / "schema.graphql").read_text(encoding="utf-8"))


@pytest.mark.parametrize("walk", walks(SDL, 20190915, 27), ids=str)
async def test_pages_make_the_list(walk: Walk, service: Service) -> None:
    whole = await whole_list(walk, service)
    pages = await walked(walk, service)
    assert [edge for page in pages for edge in page["edges"]] == whole
    for place, page in enumerate(pages):
        assert page["totalCount"] == len(whole)
        info = page["pageInfo"]
        assert info["hasNextPage"] == (place < len(pages) - 1)
        assert info["hasPreviousPage"] == (place > 0)
        assert info["startCursor"] == page["edges"][0]["cursor"]
        assert info["endCursor"] == page["edges"][-1]["cursor"]


async def whole_list(walk: Walk, service: Service) -> list[Any]:
    """The list on pages as large as they can be, forwards; its rows are distinct."""
    edges: list[Any] = []
    after = ""
    while True:
        page = (await service.data(f"{{ page: {walk.field(f'first: 100 {after}')} }}"))["page"]
        edges += page["edges"]
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = f'after: "{page["pageInfo"]["endCursor"]}"'
    ids = [edge["node"]["id"] for edge in edges]
    assert len(set(ids)) == len(ids) == page["totalCount"]
    return edges


async def walked(walk: Walk, service: Service) -> list[Any]:
    """All pages from one end to the other, in the order of the list."""
    pages: list[Any] = []
    size, cursor = ("last", "before") if walk.backward else ("first", "after")
    info, more = ("startCursor", "hasPreviousPage") if walk.backward else ("endCursor", "hasNextPage")
    variables: dict[str, str] = {}
    document = f"query Page($cursor: String) {{ page: {walk.field(f'{size}: {walk.size} {cursor}: $cursor')} }}"
    while True:
        page = (await service.data(document, variables))["page"]
        pages.append(page)
        if not page["pageInfo"][more]:
            return pages[::-1] if walk.backward else pages
        variables = {"cursor": page["pageInfo"][info]}


@pytest.mark.parametrize("walks_of_root", list(LISTS))
async def test_every_order_reads_the_same_backwards(walks_of_root: str, service: Service) -> None:
    """ASC forwards and DESC backwards hold each row once; a DESC list is its own pages from the end. Of the orders a
    Neo4j, which plans each text anew, reads every third."""
    every = {"embedded": 1, "neo4j": 3}[service.engine]
    for place, walk in enumerate(every_order(SDL)):
        if walk.root == walks_of_root and place // 2 % every == 0:
            ids = [edge["node"]["id"] for edge in await whole_list(walk, service)]
            back = [edge["node"]["id"] for page in await walked(walk, service) for edge in page["edges"]]
            assert back == ids, str(walk)


async def test_ties_of_a_county_page_by_page(service: Service) -> None:
    def county(arguments: str) -> str:
        order = "orderBy: [{field: SINCE, direction: DESC} {field: WEIGHT}]"
        edges = "edges { cursor node { institutions { id } } } pageInfo { hasNextPage endCursor }"
        return f'{{ county(nuts3: "HU223") {{ cooperation({order} {arguments}) {{ {edges} }} }} }}'

    whole = (await service.data(county("first: 100")))["county"]["cooperation"]
    assert not whole["pageInfo"]["hasNextPage"]
    found: list[Any] = []
    after = ""
    while True:
        page = (await service.data(county(f"first: 9 {after}")))["county"]["cooperation"]
        found += page["edges"]
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = f'after: "{page["pageInfo"]["endCursor"]}"'
    assert found == whole["edges"]
    assert len({_ends(edge) for edge in found}) == len(found) > 18


@pytest.mark.parametrize("backward", [False, True], ids=["first", "last"])
@pytest.mark.parametrize(
    "order",
    [
        "{field: NAME}",
        "{field: NAME, direction: DESC}",
        "{field: SECTOR, direction: DESC} {field: NAME}",
        "{field: ID}",
        "{field: STAFF_COUNT}",
    ],
)
async def test_institutions_of_a_county_page_by_page(order: str, *, backward: bool, service: Service) -> None:
    """The same rows as of the list that is asked for by the county's id, which no index orders."""
    info = "pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"
    size, cursor, end, more = (
        ("last", "before", "startCursor", "hasPreviousPage")
        if backward
        else ("first", "after", "endCursor", "hasNextPage")
    )
    document = (
        f'query Page($cursor: String) {{ county(nuts3: "HU223") {{ '
        f"institutions(orderBy: [{order}] {size}: 6 {cursor}: $cursor) {{ nodes {{ id }} {info} }} }} }}"
    )
    where = '{county: {id: {eq: "county:HU223"}}}'
    listed = await service.data(
        f"{{ institutions(where: {where} orderBy: [{order}] first: 100) {{ nodes {{ id }} }} }}"
    )
    found: list[Any] = []
    variables: dict[str, str] = {}
    while True:
        page = (await service.data(document, variables))["county"]["institutions"]
        found = page["nodes"] + found if backward else found + page["nodes"]
        if not page["pageInfo"][more]:
            break
        variables = {"cursor": page["pageInfo"][end]}
    assert found == listed["institutions"]["nodes"]
    assert len(found) > 18


def _ends(edge: Any) -> tuple[str, ...]:
    ends: Sequence[Any] = edge["node"]["institutions"]
    return tuple(end["id"] for end in ends)

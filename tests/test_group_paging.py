"""Pages of groups, forwards and backwards, in any order: together they are all groups, each once, and all rows."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from graph_service.access.scopes import READ_PEOPLE
from graph_service.model import load_model
from graph_service.query.ordering import list_fields
from tests.answering import Service

pytestmark = pytest.mark.anyio

# Lists whose keys are missing here and there, and an aggregate of each that can be missing too.
LISTS: Mapping[str, tuple[str, str]] = {
    "institutions": ("Institution", "of: SOCIALISED_SINCE, function: LATEST"),
    "collaborations": ("Collaboration", "of: PARTICIPANTS_COUNT, function: AVG"),
    "professionals": ("Professional", "of: UPDATED_AT, function: EARLIEST"),
    "events": ("Event", "of: ATTENDANCE, function: SUM"),
}
INFO = "totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"
SHOWN = f"edges {{ cursor node {{ key {{ value }} count }} }} {INFO}"


@dataclass(frozen=True)
class Walk:
    """Groups of a list by keys, in an order, cut into pages of a size."""

    root: str
    keys: tuple[str, ...]
    order: str
    size: int
    backward: bool

    def __str__(self) -> str:
        return f"{self.root}-{'+'.join(self.keys)}-{'last' if self.backward else 'first'}{self.size}"

    def document(self, arguments: str) -> str:
        keys = f"keys: [{' '.join(self.keys)}] orderBy: [{self.order}]"
        groups = f"groupBy({keys} {arguments}) {{ {SHOWN} }}"
        return f"query Page($cursor: String) {{ page: {self.root} {{ totalCount {groups} }} }}"


def walks(seed: int, count: int) -> list[Walk]:
    """Drawn walks: one or two keys, orders by all that there is to order by."""
    draw, model, found = random.Random(seed), load_model(), []
    for number in range(count):
        root = list(LISTS)[number % len(LISTS)]
        type_name, told = LISTS[root]
        names = [name for name in list_fields(model, type_name) if name not in ("ID", "NAME")]
        keys = tuple(draw.sample(names, draw.randint(1, 2)))
        by = draw.choice(("", "{by: COUNT}", "{by: KEY}", f"{{by: AGGREGATE, {told}}}"))
        turned = by.replace(
            "}", f", direction: {draw.choice(('ASC', 'DESC'))}, nulls: {draw.choice(('FIRST', 'LAST'))}}}"
        )
        found.append(Walk(root, keys, turned, draw.choice((3, 7, 11)), draw.random() < 0.5))
    return found


@pytest.mark.parametrize("walk", walks(20190915, 12), ids=str)
async def test_pages_make_all_groups(walk: Walk, service: Service) -> None:
    whole, rows = await all_groups(walk, service)
    assert len({edge["cursor"] for edge in whole}) == len(whole)
    assert sum(edge["node"]["count"] for edge in whole) == rows
    pages = await walked(walk, service, most=6)
    found = [edge for page in pages for edge in page["edges"]]
    assert found == (whole[-len(found) :] if walk.backward else whole[: len(found)])
    assert {page["totalCount"] for page in pages} == {len(whole)}


async def all_groups(walk: Walk, service: Service) -> tuple[list[Any], int]:
    """All groups on pages as large as they can be, forwards; and how many rows they are of."""
    edges: list[Any] = []
    variables: dict[str, str] = {}
    while True:
        data = (await service.data(walk.document("first: 100 after: $cursor"), variables, [READ_PEOPLE]))["page"]
        edges += data["groupBy"]["edges"]
        info = data["groupBy"]["pageInfo"]
        if not info["hasNextPage"]:
            return edges, data["totalCount"]
        variables = {"cursor": info["endCursor"]}


async def walked(walk: Walk, service: Service, most: int) -> list[Any]:
    """The first pages from one end, in the order of the groups."""
    pages: list[Any] = []
    size, cursor = ("last", "before") if walk.backward else ("first", "after")
    info, more = ("startCursor", "hasPreviousPage") if walk.backward else ("endCursor", "hasNextPage")
    variables: dict[str, str] = {}
    while len(pages) < most:
        data = await service.data(walk.document(f"{size}: {walk.size} {cursor}: $cursor"), variables, [READ_PEOPLE])
        pages.append(data["page"]["groupBy"])
        if not pages[-1]["pageInfo"][more]:
            break
        variables = {"cursor": pages[-1]["pageInfo"][info]}
    return pages[::-1] if walk.backward else pages

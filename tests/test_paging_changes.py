"""Pages while rows come and go between them: what was there all the time is met once, in order, and nothing twice.

Also with equal sort values and missing ones, ordered by numbers of relatives and by properties of relationships, of
rows and of groups, forwards and backwards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from graph_service.api.service import Api
from graph_service.cypher import Statement
from graph_service.model import load_model
from graph_service.seeding.dataset import Dataset, Node, Tie
from graph_service.seeding.load import load
from graph_service.store.store import Store
from graph_service.writes.derive import current_version
from tests.answering import Service

pytestmark = pytest.mark.anyio

MODEL = load_model()
SIZE = 4
ROWS = 30
EVEN = range(2, ROWS, 2)  # those that are there at first
_INFO = "pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"
_REMOVE = "MATCH (n) WHERE n.id IN $ids DETACH DELETE n RETURN count(*) AS n"


@dataclass(frozen=True)
class Scene:
    """A list that is walked: its document, where its page stands, what identifies a row, and what makes a new one."""

    name: str
    document: str
    path: tuple[str, ...]
    identity: Callable[[Any], str]
    made: Callable[[int], Dataset]
    removed: str

    def __str__(self) -> str:
        return self.name


def project(number: int) -> Dataset:
    """A project whose grant is missing in every third, and otherwise one of two."""
    grant = {} if number % 3 == 0 else {"grantHuf": 100 * (number % 2 + 1)}
    return Dataset({"TopProject": [{"id": f"top:{number:03}", **grant}]}, {})


def call(number: int) -> Dataset:
    """A call with none, one or two projects."""
    projects: list[Node] = [{"id": f"top:{number:03}:{place}"} for place in range(number % 3)]
    ties = [Tie(str(row["id"]), "TopProject", f"call:{number:03}", "TopCall", {}) for row in projects]
    return Dataset({"TopCall": [{"id": f"call:{number:03}"}], "TopProject": projects}, {"UNDER_CALL": ties})


def mentored(number: int) -> Dataset:
    """A community whose mentoring ended on one of two days, or goes on."""
    end = {} if number % 3 == 0 else {"to": date(2018, number // 2 % 2 + 1, 1)}
    begun = {"key": str(number), "from": date(2017, 1, 1)}
    tie = Tie("mentor:1", "Mentor", f"comm:{number:03}", "Community", {**begun, **end})
    nodes: dict[str, list[Node]] = {"Mentor": [{"id": "mentor:1"}], "Community": [{"id": f"comm:{number:03}"}]}
    return Dataset(nodes, {"MENTORS": [tie]})


def grouped(number: int) -> Dataset:
    """A project alone in its group, by its grant; one has none."""
    grant = {} if number == 7 else {"grantHuf": number}
    return Dataset({"TopProject": [{"id": f"top:{number:03}", "featured": number % 2 == 0, **grant}]}, {})


def of_node(edge: Any) -> str:
    return str(edge["node"]["id"])


def of_key(edge: Any) -> str:
    return "|".join(str(key["value"]) for key in edge["node"]["key"])


def scene(name: str, document: str, path: str, *rest: Any) -> Scene:
    return Scene(name, document.replace("PAGE", f"edges {{ cursor NODE }} {_INFO}"), tuple(path.split()), *rest)


_BY_GRANT = "topProjects(orderBy: [{field: GRANT_HUF, direction: DIRECTION, nulls: NULLS}] ARGUMENTS) { PAGE }"
_BY_NUMBER = "topCalls(orderBy: [{count: {projects: {some: {}}}, direction: DIRECTION}] ARGUMENTS) { PAGE }"
_BY_END = (
    'mentor(id: "mentor:1") { communities(orderBy: [{field: TO, direction: DIRECTION, nulls: NULLS}] ARGUMENTS) '
    "{ PAGE } }"
)
_GROUPS = (
    "topProjects { groupBy(keys: [GRANT_HUF, FEATURED], orderBy: [{by: COUNT}, {by: KEY, direction: DIRECTION, "
    "nulls: NULLS}] ARGUMENTS) { PAGE } }"
)
SCENES = [
    scene("missing values", _BY_GRANT, "topProjects", of_node, project, "top:{:03}"),
    scene("numbers of relatives", _BY_NUMBER, "topCalls", of_node, call, "call:{:03}"),
    scene("ends of relationships", _BY_END, "mentor communities", of_node, mentored, "comm:{:03}"),
    scene("groups", _GROUPS, "topProjects groupBy", of_key, grouped, "top:{:03}"),
]
WAYS = [("ASC", "FIRST"), ("ASC", "LAST"), ("DESC", "FIRST"), ("DESC", "LAST")]


@dataclass
class Walk:
    """A walk over a scene in one order and direction, by a service on a store of its own."""

    scene: Scene
    way: tuple[str, str]
    backward: bool
    service: Service

    async def page(self, size: int, cursor: str | None) -> Any:
        node = "node { key { value } }" if self.scene.identity is of_key else "node { id }"
        head, place = ("last", "before") if self.backward else ("first", "after")
        arguments = f" {head}: {size} {place}: $cursor"
        text = self.scene.document.replace("DIRECTION", self.way[0]).replace("NULLS", self.way[1])
        text = text.replace("ARGUMENTS", arguments).replace("NODE", node)
        answer: Any = await self.service.data(f"query Walk($cursor: String) {{ {text} }}", {"cursor": cursor})
        for key in self.scene.path:
            answer = answer[key]
        return answer

    async def rows(self, change: Callable[[int], Any]) -> list[str]:
        """The rows of all pages in the order of the walk; `change` is called between two."""
        found: list[str] = []
        info, more = ("startCursor", "hasPreviousPage") if self.backward else ("endCursor", "hasNextPage")
        cursor, number = None, 0
        while True:
            page = await self.page(SIZE, cursor)
            ids = [self.scene.identity(edge) for edge in page["edges"]]
            found += reversed(ids) if self.backward else ids
            if not page["pageInfo"][more]:
                return found
            cursor, number = page["pageInfo"][info], number + 1
            await change(number)

    async def whole(self) -> list[str]:
        ids = [self.scene.identity(edge) for edge in (await self.page(100, None))["edges"]]
        return ids[::-1] if self.backward else ids


@dataclass
class Changing:
    """The rows of a scene in a store: a row more or less between two pages."""

    scene: Scene
    store: Store
    gone: list[int] = field(default_factory=list)
    come: list[int] = field(default_factory=list)

    async def put(self, numbers: Iterable[int]) -> None:
        """Rows with these numbers."""
        await load(self.store, MODEL, [self.scene.made(number) for number in numbers])

    async def take(self, numbers: Iterable[int]) -> None:
        ids = [self.scene.removed.format(number) for number in numbers]
        await self.store.write([Statement(_REMOVE, {"ids": ids})], seconds=30)

    async def change(self, page: int) -> None:
        """A row more, on either side of the cursor, and one less, which was met or was not."""
        self.come.append(page * 5 % ROWS + 1 - page % 2)
        self.gone.append(2 * (page * 5 % (ROWS // 2 - 1)) + 2)
        await self.put(self.come[-1:])
        await self.take(self.gone[-1:])

    async def back(self) -> None:
        """As it was."""
        await self.take(set(self.come) - set(EVEN))
        await self.put(EVEN)
        self.gone, self.come = [], []


@pytest.mark.parametrize("scene", SCENES, ids=str)
async def test_rows_come_and_go_between_pages(scene: Scene, bare_store: Store, api: Api) -> None:
    await current_version(bare_store, raised=True)
    changing = Changing(scene, bare_store)
    await changing.put(EVEN)
    service = Service(api, bare_store, None)  # type: ignore[arg-type]  # nothing is counted
    for way in WAYS:
        for backward in (False, True):
            walk = Walk(scene, way, backward, service)
            before = await walk.whole()
            found = await walk.rows(changing.change)
            stayed = [row for row in before if row in await walk.whole()]
            assert len(set(found)) == len(found), f"{way} {backward}: a row was met twice"
            assert [row for row in found if row in stayed] == stayed, f"{way} {backward}"
            assert ROWS // 5 < len(stayed) < len(before)
            await changing.back()

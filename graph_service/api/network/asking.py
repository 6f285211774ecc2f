"""A root of network analysis as a search: what it asks of the desk, and the answer's tree with ids for nodes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph_service.access.scopes import READ_PEOPLE
from graph_service.api.fields import Annotation, Arguments, derived, with_arguments
from graph_service.api.network.meta import meta_of
from graph_service.api.network.paging import Page, list_of, page_of
from graph_service.api.network.scopes import day_of, scope_of
from graph_service.cypher import VERSION_BLOCK, Statement
from graph_service.errors import RequestError
from graph_service.query.measures import MeasureNeed, Tables
from graph_service.query.pages import DEFAULT_SIZE, page_size
from graph_service.query.selection import SelectedField

if TYPE_CHECKING:
    from graph_service.api.analysis.searches import Reading
    from graph_service.api.network.desk import Desk
    from graph_service.network.jobs.told import Told
    from graph_service.network.keeping.versions import Held
    from graph_service.network.network import Scope
    from graph_service.network.projection import Projection

_NAMES = (
    f"{VERSION_BLOCK} CALL () {{ UNWIND $ids AS id MATCH (n:Node {{id: id}}) "
    "WITH n, coalesce(n.nameHu, n.titleHu, n.id) AS hu "
    "RETURN collect([n.id, hu, coalesce(n.nameEn, n.titleEn, hu)]) AS data } RETURN v0 AS version, data"
)
_ROWS = ("nodes", "edges.node")


@dataclass
class Asked:
    """One root of one request, while it is answered."""

    name: str
    arguments: Mapping[str, Any]
    selected: SelectedField
    reading: Reading
    desk: Desk
    held: Held

    @property
    def may_read_people(self) -> bool:
        """Whether the viewer may read persons."""
        return READ_PEOPLE in self.reading.scopes

    async def names(self, ids: Sequence[str]) -> dict[str, tuple[str, str]]:
        """The Hungarian and English names of nodes, for sentences; one more statement. What has no name has its id."""
        (row,) = await self.reading.rows((Statement(_NAMES, {"ids": list(ids)}),))
        named = {id_: (hu, en) for id_, hu, en in row[1]}
        return {id_: named.get(id_, (id_, id_)) for id_ in ids}

    @property
    def projection(self) -> Projection:
        return self.held.projection

    def scope(self, **instead: Any) -> Scope:
        """The argument `scope`, with what is to replace parts of it. Raises RequestError."""
        return scope_of(self.projection, self.arguments.get("scope"), **instead)

    @property
    def page(self) -> Page:
        """The page asked for. Raises RequestError."""
        return page_of(self.name, self.arguments)

    def list_inside(self, name: str) -> str:
        """What names a list inside the answer, for its cursors."""
        return list_of(f"{self.name} {name}", self.arguments)

    async def job(self, name: str, *arguments: Any) -> Told:
        """What a job of the methods tells; kept for the version. Raises RequestError, AnalysisError."""
        with self.reading.paused():
            return await self.desk.job(self.held, name, arguments)

    def meta(self, told: Told, anchor: str) -> dict[str, Any]:
        """The data of `meta`."""
        return meta_of(told, anchor, stale=self.held.stale)

    def selects(self, *names: str) -> bool:
        """Whether any of `names` (`effect`, `backtest.auc`) is selected of the root or, on a page, of its rows."""
        paths = [*names, *(f"{rows}.{name}" for rows in _ROWS for name in names)]
        return any(_selects(self.selected, path.split(".")) for path in paths)

    def most_of(self, name: str, argument: str, default: int) -> int:
        """The greatest value of an argument of the fields `name` of the rows; `default` where it is left out."""
        found = [_values(self.selected, [*rows.split("."), name], argument) for rows in _ROWS]
        return max((default if value is None else value for values in found for value in values), default=default)


def _values(selected: SelectedField, path: list[str], argument: str) -> list[int | None]:
    """The values of `argument` at the fields of `path`."""
    if not path:
        given = selected.arguments.get(argument)
        return [None if given is None or given.is_null else page_size(given.value, argument)]
    if selected.selection is None:
        return []
    return [
        value
        for field in selected.selection.only
        if field.name == path[0]
        for value in _values(field, path[1:], argument)
    ]


def _most(selected: SelectedField, nodes: frozenset[str]) -> int:
    """The most rows that lists of lists below `selected` can hold; what is below nodes is priced with them."""
    if selected.selection is None or selected.selection.type_name in nodes:
        return 1
    own = 1
    if selected.selection.type_name.endswith("Connection"):
        sizes = [selected.arguments[name] for name in ("first", "last") if name in selected.arguments]
        own = max((page_size(size.value, size.name) for size in sizes if not size.is_null), default=DEFAULT_SIZE)
    return own * max((_most(field, nodes) for field in selected.selection.only), default=1)


def _selects(selected: SelectedField, path: list[str]) -> bool:
    if not path:
        return True
    if selected.selection is None:
        return False
    return any(_selects(field, path[1:]) for field in selected.selection.only if field.name == path[0])


Answer = Callable[[Asked], Awaitable[Any]]


@dataclass(frozen=True)
class Root:
    """A root field: how it looks in the schema, what it costs, and how it is answered.

    `labels` are those of nodes in its answer whose type is an interface; `price` is added to that of its rows.
    """

    name: str
    description: str
    type: Annotation
    arguments: Arguments
    answer: Answer
    price: int
    labels: tuple[str, ...] = ()
    more: Callable[[Mapping[str, Any]], int] = lambda _: 0
    """What its arguments add to the price."""
    nodes: frozenset[str] = frozenset()
    """The types of nodes: what is selected of them is priced with them."""

    def field(self) -> Any:
        """The field of the query root."""
        return derived(
            self.type, f"{self.description}\nPrice: {self.price}, and its rows.", with_arguments(self.arguments)
        )


@dataclass(frozen=True)
class NetworkQuestion:
    """A root as a question of `api.analysis`; its answer is asked of the desk that the reading knows."""

    root: Root
    arguments: Mapping[str, Any]
    selected: SelectedField
    whole: None = None
    is_spared = True

    @property
    def labels(self) -> Collection[str]:
        return self.root.labels

    @property
    def price(self) -> int:
        return self.root.price + self.root.more(self.arguments)

    @property
    def most(self) -> int:
        """The most rows of its page, times those of the lists within each."""
        return _most(self.selected, self.root.nodes)

    def told(self, data: Any) -> Any | None:
        return None

    async def tables(self, read: Reading, needs: Sequence[MeasureNeed]) -> Tables:
        """The tables of measures of institutions in the answer: of the network that this root looks at."""
        desk = read.desk
        if desk is None:
            raise RequestError("EXTRA_MISSING")
        held = await read.held(desk)
        scope = self._scope(held.projection)
        with read.paused():
            return {need.day: await desk.tables_of(held, scope, need.names) for need in needs}

    def _scope(self, projection: Projection) -> Scope:
        """The network looked at; of a comparison that of the second day."""
        day = self.arguments.get("to", self.arguments.get("asOf"))
        instead = {} if day is None else {"day": day_of(projection, day, "to" if "to" in self.arguments else "asOf")}
        return scope_of(projection, self.arguments.get("scope"), **instead)

    async def answer(self, read: Reading) -> Any:
        """The tree of the answer. Raises RequestError, AnalysisError, StoreError."""
        desk = read.desk
        if desk is None:
            raise RequestError("EXTRA_MISSING")
        held = await read.held(desk)
        return await self.root.answer(Asked(self.root.name, self.arguments, self.selected, read, desk, held))

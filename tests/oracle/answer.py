"""Answers documents: graphql-core walks the selection over the printed SDL, every value comes from here."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from graphql import GraphQLResolveInfo, GraphQLSchema, build_schema, execute_sync

from tests.oracle.conditions import Conditions, Measures
from tests.oracle.derived import derive
from tests.oracle.documents import parsed
from tests.oracle.graph import Graph, Rel, Row, read_graph
from tests.oracle.groups import Aggregate, Group, GroupOrder, grouped, kept
from tests.oracle.mapping import EVIDENCE, GUARDED, MEASURED, NETWORK, READ_PEOPLE, TIE, TIE_FIELD, TIE_MEMBERS
from tests.oracle.members import Item, Members
from tests.oracle.order import DEFAULT_PAGE, Pages, RowOrder
from tests.oracle.people import are_people, is_hidden, told
from tests.oracle.search import Search
from tests.oracle.ties import join_ties
from tests.oracle.types import Text, Types

_DAYS_KEPT = 8
"""Graphs as of a day that are kept: one takes some 40 MB, and a run asks for 54 of them, mostly for these."""


@dataclass(frozen=True)
class Seen:
    """A row or a tie, and the graph that it is read in: everything, or what was live on a day."""

    thing: Row | Rel
    world: Conditions

    @property
    def label(self) -> str:
        return self.thing.label if isinstance(self.thing, Row) else TIE


@dataclass(frozen=True)
class Place:
    """The place of an institution in the network."""

    row: Row
    world: Conditions


@dataclass
class Connection(Pages[Item]):
    """A page of rows or ties."""

    members: Members


@dataclass
class Hits(Connection):
    """A page of what a search found."""

    search: Search


@dataclass
class Groups(Pages[Group]):
    """A page of groups of a connection."""

    world: Conditions


@dataclass(frozen=True)
class _Edge:
    connection: Connection
    item: Item


@dataclass(frozen=True)
class _GroupEdge:
    groups: Groups
    group: Group


class Oracle:
    """The second answer. `folder` is what `kalaka seed --out` wrote, `sdl` the text of schema.graphql.

    `measures` and `meta` give what is measured of the network of a day, or of all that was ever shared.
    """

    def __init__(
        self,
        folder: Path,
        sdl: str,
        vocabularies: Path,
        measures: Measures = lambda _: {},
        meta: Callable[[str | None], Mapping[str, Any]] = lambda _: {},
    ) -> None:
        self.schema: GraphQLSchema = build_schema(sdl, assume_valid_sdl=True)
        self.types = Types(self.schema, vocabularies)
        self._folder = folder
        self._days: dict[str, Conditions] = {}
        self._measures = measures
        self._meta = meta

    @cached_property
    def graph(self) -> Graph:
        graph = read_graph(self._folder, self.schema)
        derive(graph)
        return graph

    @cached_property
    def conditions(self) -> Conditions:
        return Conditions(self.graph, self.types, self._measures)

    def as_of(self, day: str | None) -> Conditions:
        """The graph with the relationships that were live on a day, derived ties joined again from them."""
        if day is None:
            return self.conditions
        self._days[day] = self._days.pop(day, None) or self._sliced(day)  # the latest is the last
        if len(self._days) > _DAYS_KEPT:
            del self._days[next(iter(self._days))]
        return self._days[day]

    def _sliced(self, day: str) -> Conditions:
        sliced = self.graph.as_of(day)
        join_ties(sliced)
        return Conditions(sliced, self.types, self._measures, day)

    def answer(
        self,
        document: str,
        variables: dict[str, Any] | None = None,
        *,
        operation: str | None = None,
        scopes: Collection[str] = (),
        data_version: int | None = None,
    ) -> dict[str, Any]:
        """The `data` of an answer. Raises AssertionError where the document has an error of its own."""
        result = execute_sync(
            self.schema,
            parsed(document),
            root_value="root",
            context_value=(frozenset(scopes), data_version),
            variable_values=variables,
            operation_name=operation,
            field_resolver=self._resolve,
            type_resolver=lambda value, info, type_: value.label,
        )
        for world in (self.conditions, *self._days.values()):
            world.forget()
        assert not result.errors, result.errors
        assert result.data is not None
        return dict(result.data)

    def _resolve(self, source: Any, info: GraphQLResolveInfo, **args: Any) -> Any:
        match source:
            case "root":
                return self._root(info, args)
            case Seen(Row() as row, world):
                return self._of_row(row, world, info, args)
            case Seen(Rel() as tie, world):
                return self._of_tie(tie, world, info, args)
            case Place(row, world):
                return self._of_place(row, world, info.field_name)
            case Hits(search=search) if info.field_name in ("facets", "truncated"):
                return search.truncated if info.field_name == "truncated" else _facets(search)
            case Connection() | Groups():
                return _of_pages(source, info, args)
            case _Edge():
                return self._of_edge(source, info, args)
            case _GroupEdge():
                return source.group if info.field_name == "node" else source.groups.cursor(source.group)
            case Group():
                return _of_group(source, info, args)
            case Aggregate():
                return self._of_aggregate(source, info)
            case Text():
                wanted = info.field_name if info.field_name != "text" else args["lang"].lower()
                text = getattr(source, wanted)
                return source.hu if text is None and info.field_name == "text" else text
        return source[info.field_name]

    def _root(self, info: GraphQLResolveInfo, args: dict[str, Any]) -> Any:
        world = self.as_of(args.pop("asOf", None))
        match info.field_name:
            case "node":
                return _seen(world.graph.rows.get(args["id"]), world)
            case "nodes":
                return [_seen(world.graph.rows.get(id_), world) for id_ in args["ids"]]
            case "dataVersion":
                # Nothing was written since the load, which raises the number of everything alone.
                return 0 if any(args.values()) else info.context[1]
            case "derivedAsOf":
                return None  # nobody writes the demonstration
            case "vocabularies":
                return self.types.vocabularies
            case "search":
                search = Search(world, args)
                return Hits(search.order, search.items, args, members=Members(world, "Node"), search=search)
        target = self.types.named("Query", info.field_name)
        rows = [row for label in sorted(self.types.labels(target)) for row in world.graph.labels[label]]
        if self.types.is_many("Query", info.field_name):
            return self._connection(world, target, map(Item, rows), args)
        ((key, value),) = [(name, given) for name, given in args.items() if given is not None]
        return _seen(next((r for r in rows if r.props[self.types.column(r.label, key)] == value), None), world)

    def _of_row(self, row: Row, world: Conditions, info: GraphQLResolveInfo, args: dict[str, Any]) -> Any:
        field = info.field_name
        if (row.label, field) == (MEASURED, NETWORK):
            return Place(row, world)
        if (row.label, field) == TIE_FIELD:
            return self._connection(world, TIE, map(Item, _ties(row, world, args["scope"])), args)
        if self.types.path(row.label, field) is None:
            return self._value(row, info)
        if not self.types.is_many(row.label, field):
            return _seen(world.one(row, field), world)
        target = self.types.named(row.label, field)
        return self._connection(world, target, (Item(far, rel) for rel, far in world.far(row, field)), args)

    def _of_place(self, row: Row, world: Conditions, field: str) -> Any:
        """A measure, or how all of them were made: of the network of the day that the world is read as of."""
        if field in (measured := world.measured(row)):
            return measured[field]
        return self._meta(world.day)

    def _value(self, row: Row, info: GraphQLResolveInfo) -> Any:
        if info.field_name in GUARDED and READ_PEOPLE not in info.context[0]:
            return None
        return self._property(row.label, info.field_name, row.props)

    def _property(self, type_name: str, field: str, props: dict[str, Any]) -> Any:
        column = self.types.column(type_name, field)
        kind = self.types.named(type_name, field)
        if kind == "LocalizedText":
            hu, en = props.get(f"{column}Hu"), props.get(f"{column}En")
            return None if hu is None else Text(hu, en)
        value = props.get(column)
        if value is None:
            return None
        if kind == "GeoPoint":
            return {"longitude": value[0], "latitude": value[1]}
        if self.types.is_enum(kind):
            return (
                [self.types.enum_name(kind, v) for v in value]
                if isinstance(value, list)
                else self.types.enum_name(kind, value)
            )
        return value

    def _of_tie(self, tie: Rel, world: Conditions, info: GraphQLResolveInfo, args: dict[str, Any]) -> Any:
        if info.field_name in tie.props:
            return self._property(TIE, info.field_name, tie.props)
        if info.field_name == TIE_MEMBERS:
            return [Seen(tie.start, world), Seen(tie.end, world)]
        return self._evidence(tie, world, TIE, info.field_name, args)

    def _of_edge(self, edge: _Edge, info: GraphQLResolveInfo, args: dict[str, Any]) -> Any:
        world, item = edge.connection.members.conditions, edge.item
        match info.field_name:
            case "node":
                return Seen(item.thing, world)
            case "cursor":
                return edge.connection.cursor(item)
        assert item.rel
        if item.rel.type in EVIDENCE and EVIDENCE[item.rel.type].field == info.field_name:
            return self._evidence(item.rel, world, info.parent_type.name, info.field_name, args)
        return self._property(info.parent_type.name, info.field_name, item.rel.props)

    def _evidence(self, tie: Rel, world: Conditions, type_name: str, field: str, args: dict[str, Any]) -> Connection:
        return self._connection(world, self.types.named(type_name, field), map(Item, world.evidence(tie)), args)

    def _connection(self, world: Conditions, target: str, items: Iterable[Item], args: dict[str, Any]) -> Connection:
        members = Members(world, self.types.listed(target))
        kept_items = [item for item in items if world.holds(item.thing, args.get("where"), item.rel)]
        return Connection(RowOrder(members, args.get("orderBy") or ()), kept_items, args, members=members)

    def _of_aggregate(self, aggregate: Aggregate, info: GraphQLResolveInfo) -> Any:
        if info.field_name in ("count", "suppressed"):
            return _number(aggregate.count, are_people(aggregate.members.listed), info, "suppressed")
        kind: Any = self.schema.type_map[self.types.named("Aggregate", info.field_name)]
        scopes, people = info.context[0], aggregate.is_of_people(info.field_name)
        values = {name: aggregate.function(info.field_name, name) for name in kind.fields if name != "suppressed"}
        hidden = {name for name, value in values.items() if people and is_hidden(value, scopes)} - {"countDistinct"}
        return {
            **{name: None if name in hidden else value for name, value in values.items()},
            "suppressed": bool(hidden),
        }


def _seen(thing: Row | None, world: Conditions) -> Seen | None:
    return None if thing is None else Seen(thing, world)


def _ties(county: Row, world: Conditions, scope: str) -> list[Rel]:
    inside = {far.id for _, far in world.far(county, TIE_MEMBERS)}
    wanted = 2 if scope == "WITHIN" else 1
    return [tie for tie in world.graph.rels("COOPERATES_WITH") if len({tie.start.id, tie.end.id} & inside) >= wanted]


def _of_pages(pages: Connection | Groups, info: GraphQLResolveInfo, args: dict[str, Any]) -> Any:
    match info.field_name:
        case "totalCount" | "suppressed":
            people = isinstance(pages, Connection) and are_people(pages.members.listed)
            return _number(len(pages.items), people, info, "suppressed")
        case "pageInfo":
            cursors = [pages.cursor(item) for item in pages.page]  # type: ignore[arg-type]  # items of their own pages
            return {
                "hasNextPage": pages.has_next,
                "hasPreviousPage": pages.has_previous,
                "startCursor": cursors[0] if cursors else None,
                "endCursor": cursors[-1] if cursors else None,
            }
    if isinstance(pages, Groups):
        return pages.page if info.field_name == "nodes" else [_GroupEdge(pages, group) for group in pages.page]
    match info.field_name:
        case "nodes":
            return [Seen(item.thing, pages.members.conditions) for item in pages.page]
        case "edges":
            return [_Edge(pages, item) for item in pages.page]
        case "aggregate":
            return Aggregate(pages.members, pages.items)
        case "groupBy":
            return _groups(pages, args)
    raise AssertionError(info.field_name)


def _facets(search: Search) -> dict[str, Any]:
    counties = [{"county": Seen(county, search.world), "count": count} for county, count in search.counties()]
    return {"types": search.types(), "counties": counties}


def _groups(connection: Connection, args: dict[str, Any]) -> Groups:
    groups = grouped(connection.members, connection.all, args["keys"])
    order = GroupOrder(args.get("orderBy") or (), len(args["keys"]))
    found = [group for group in groups if kept(group, args.get("where") or {})]
    return Groups(order, found, args, world=connection.members.conditions)


def _number(number: int, people: bool, info: GraphQLResolveInfo, asks: str) -> Any:
    """A number that may be one of people or, where the field of the name `asks` is read, whether it is hidden."""
    shown = told(number, info.context[0], people=people)
    return shown is None if info.field_name == asks else shown


def _of_group(group: Group, info: GraphQLResolveInfo, args: dict[str, Any]) -> Any:
    match info.field_name:
        case "key":
            return [
                {"field": name, "value": key and key.text, "label": key and key.label}
                for name, key in zip(group.fields, group.keys, strict=True)
            ]
        case "count" | "suppressed":
            return _number(group.aggregate.count, are_people(group.aggregate.members.listed), info, "suppressed")
        case "aggregate":
            return group.aggregate
        case "nodes":
            world = group.aggregate.members.conditions
            return [Seen(item.thing, world) for item in group.aggregate.items[: args.get("first") or DEFAULT_PAGE]]
    raise AssertionError(info.field_name)

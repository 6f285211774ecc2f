"""Answers documents: graphql-core walks the selection over the printed SDL, every value comes from here."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from graphql import GraphQLResolveInfo, GraphQLSchema, build_schema, execute_sync, parse

from tests.oracle.conditions import Conditions
from tests.oracle.derived import derive
from tests.oracle.graph import Graph, Rel, Row, read_graph
from tests.oracle.mapping import GUARDED, READ_PEOPLE, TIE, TIE_FIELD, TIE_MEMBERS
from tests.oracle.order import Connection, Item, Order
from tests.oracle.types import Text, Types


@dataclass(frozen=True)
class _Edge:
    connection: Connection
    item: Item


class Oracle:
    """The second answer. `folder` is what `kalaka seed --out` wrote, `sdl` the text of schema.graphql."""

    def __init__(self, folder: Path, sdl: str, vocabularies: Path) -> None:
        self.schema: GraphQLSchema = build_schema(sdl, assume_valid_sdl=True)
        self.types = Types(self.schema, vocabularies)
        self._folder = folder

    @cached_property
    def graph(self) -> Graph:
        graph = read_graph(self._folder, self.schema)
        derive(graph)
        return graph

    @cached_property
    def conditions(self) -> Conditions:
        return Conditions(self.graph, self.types)

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
            parse(document),
            root_value="root",
            context_value=(frozenset(scopes), data_version),
            variable_values=variables,
            operation_name=operation,
            field_resolver=self._resolve,
            type_resolver=lambda value, info, type_: value.label,
        )
        assert not result.errors, result.errors
        assert result.data is not None
        return dict(result.data)

    def _resolve(self, source: Any, info: GraphQLResolveInfo, **args: Any) -> Any:
        match source:
            case "root":
                return self._root(info, args)
            case Row():
                return self._of_row(source, info, args)
            case Rel():
                return self._of_tie(source, info, args)
            case Connection():
                return _of_connection(source, info.field_name)
            case _Edge():
                return self._of_edge(source, info)
            case Text():
                wanted = info.field_name if info.field_name != "text" else args["lang"].lower()
                text = getattr(source, wanted)
                return source.hu if text is None and info.field_name == "text" else text
        return source[info.field_name]

    def _root(self, info: GraphQLResolveInfo, args: dict[str, Any]) -> Any:
        match info.field_name:
            case "node":
                return self.graph.rows.get(args["id"])
            case "nodes":
                return [self.graph.rows.get(id_) for id_ in args["ids"]]
            case "dataVersion":
                return info.context[1]
            case "vocabularies":
                return self.types.vocabularies
        target = self.types.named("Query", info.field_name)
        rows = [row for label in sorted(self.types.labels(target)) for row in self.graph.labels[label]]
        if self.types.is_many("Query", info.field_name):
            return self._connection([Item(row) for row in rows], args)
        ((key, value),) = [(name, given) for name, given in args.items() if given is not None]
        return next((row for row in rows if row.props[self.types.column(row.label, key)] == value), None)

    def _of_row(self, row: Row, info: GraphQLResolveInfo, args: dict[str, Any]) -> Any:
        field = info.field_name
        if (row.label, field) == TIE_FIELD:
            return self._connection([Item(tie) for tie in self._ties(row, args["scope"])], args)
        if self.types.path(row.label, field) is None:
            return self._value(row, info)
        if not self.types.is_many(row.label, field):
            return self.conditions.one(row, field)
        return self._connection([Item(far, rel) for rel, far in self.conditions.far(row, field)], args)

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

    def _of_tie(self, tie: Rel, info: GraphQLResolveInfo, args: dict[str, Any]) -> Any:
        if info.field_name in tie.props:
            return self._property(TIE, info.field_name, tie.props)
        if info.field_name == TIE_MEMBERS:
            return [tie.start, tie.end]
        of_start, of_end = (self._works(end) for end in (tie.start, tie.end))
        return self._connection([Item(row) for id_, row in of_start.items() if id_ in of_end], args)

    def _works(self, row: Row) -> dict[str, Row]:
        return {far.id: far for _, far in self.conditions.far(row, "collaborations")}

    def _ties(self, county: Row, scope: str) -> list[Rel]:
        inside = {far.id for _, far in self.conditions.far(county, TIE_MEMBERS)}
        wanted = 2 if scope == "WITHIN" else 1
        return [tie for tie in self.graph.rels("COOPERATES_WITH") if len({tie.start.id, tie.end.id} & inside) >= wanted]

    def _of_edge(self, edge: _Edge, info: GraphQLResolveInfo) -> Any:
        match info.field_name:
            case "node":
                return edge.item.thing
            case "cursor":
                return edge.connection.order.cursor(edge.item)
        assert edge.item.rel
        return self._property(info.parent_type.name, info.field_name, edge.item.rel.props)

    def _connection(self, items: list[Item], args: dict[str, Any]) -> Connection:
        kept = [item for item in items if self.conditions.holds(item.thing, args.get("where"))]
        keys = [(key["field"], key.get("direction") == "DESC") for key in args.get("orderBy") or ()]
        return Connection(Order(self.conditions, keys), kept, args)


def _of_connection(connection: Connection, field: str) -> Any:
    page = connection.page
    match field:
        case "totalCount":
            return connection.total
        case "nodes":
            return [item.thing for item in page]
        case "edges":
            return [_Edge(connection, item) for item in page]
        case "pageInfo":
            cursors = [connection.order.cursor(item) for item in page]
            return {
                "hasNextPage": connection.has_next,
                "hasPreviousPage": connection.has_previous,
                "startCursor": cursors[0] if cursors else None,
                "endCursor": cursors[-1] if cursors else None,
            }
    raise AssertionError(field)

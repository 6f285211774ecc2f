"""Output types of the model: a GraphQL type a label, interface, union, connection, edge and tie, and the query root."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Annotated, Any, NamedTuple, Union

import strawberry
from strawberry.types.fields.resolver import StrawberryResolver

from graph_service.api.analysis.types import analysis_fields
from graph_service.api.derive_groups import SUPPRESSED, TOTAL, GroupTypes
from graph_service.api.derive_inputs import Inputs, leaf_of
from graph_service.api.fields import (
    PAGE,
    Annotation,
    Argument,
    Body,
    derived,
    fill,
    many,
    optional,
    shell,
    with_arguments,
)
from graph_service.api.history import FieldChange, TieChange
from graph_service.api.network.asking import Root
from graph_service.api.network.meta import AnalysisMeta
from graph_service.api.network.roots import network_roots
from graph_service.api.scalars import Date, DateTime, GeoPoint, LocalizedText, PageInfo, TieScope
from graph_service.api.search import search_field
from graph_service.api.versions import version_field
from graph_service.api.vocabularies import Vocabulary, vocabularies
from graph_service.model.measures import FIELD, OBJECT
from graph_service.model.searching import COUNTY
from graph_service.model.structure import Kind, Link, Model, NodeType, Property, RelationshipType, TieType
from graph_service.query.measures import META

ROOT = "Node"
OBJECTS: dict[Kind, Annotation] = {
    Kind.LOCALIZED: LocalizedText,
    Kind.POINT: GeoPoint,
    Kind.FIELD_CHANGE: FieldChange,
    Kind.TIE_CHANGE: TieChange,
}


class Derived(NamedTuple):
    """The query root, the object types of the model by label, the roots of network analysis by name, and `Node`."""

    query: type
    objects: Mapping[str, type]
    network: Mapping[str, Root]
    node: type


def derive_query(model: Model) -> Derived:
    """The query root and what belongs to it. All references are real classes, no names."""
    return _Outputs(model).query()


class _Outputs:
    def __init__(self, model: Model) -> None:
        self._model = model
        self._inputs = Inputs(model)
        self._connections: dict[str, type] = {}
        self._resolvers: dict[str, StrawberryResolver[Any]] = {}
        self._unfilled: list[Callable[[], None]] = []

    def query(self) -> Derived:
        for node in self._nodes:
            self._fill_node(node)
        for tie in self._model.ties.values():
            fill(self._ties[tie.name], strawberry.type, tie.description, self._tie_fields(tie))
        query = shell("Query")
        fill(query, strawberry.type, "All that can be asked.", self._root_fields())
        while self._unfilled:
            self._unfilled.pop()()
        self._inputs.finish()
        objects = {label.name: self._types[label.name] for label in self._model.labels}
        return Derived(query, objects, self._network_roots, self._types[ROOT])

    @cached_property
    def _nodes(self) -> list[NodeType]:
        """Interfaces and public labels, each after the interfaces it implements."""
        shown = [node for node in self._model.types.values() if node.abstract or node.public]
        return sorted(shown, key=lambda node: (len(node.interfaces), node.name))

    @cached_property
    def _types(self) -> dict[str, type]:
        made: dict[str, type] = {}
        for node in self._nodes:
            made[node.name] = shell(node.name, tuple(made[name] for name in self._bases(node)))
        return made

    def _bases(self, node: NodeType) -> list[str]:
        """The interfaces that it implements itself, not through another."""
        above = {far for name in node.interfaces for far in self._model.types[name].interfaces}
        return [name for name in node.interfaces if name not in above]

    @cached_property
    def _ties(self) -> dict[str, type]:
        return {name: shell(name) for name in self._model.ties}

    @cached_property
    def _told(self) -> GroupTypes:
        return GroupTypes(self._model, self._inputs, self._types[ROOT])

    @cached_property
    def _unions(self) -> dict[str, Annotation]:
        return {
            union.name: Annotated[
                Union[tuple(self._types[name] for name in union.members)],  # noqa: UP007  # members are data
                strawberry.union(union.name, description="One of several kinds."),
            ]
            for union in self._model.unions.values()
        }

    def _type(self, name: str) -> Annotation:
        return self._unions.get(name) or self._ties.get(name) or self._types[name]

    def _fill_node(self, node: NodeType) -> None:
        bases = [self._model.types[name] for name in self._bases(node)]
        fields = {
            **{p.name: p for p in node.properties.values() if p.public},
            **node.links,
            **node.ties,
        }
        own = {name: field for name, field in fields.items() if not any(_has(base, name, field) for base in bases)}
        made = {name: self._field(field) for name, field in own.items()}
        if node.measures:
            made[FIELD] = derived(optional(self._network(node)), _NETWORK)
        kind = strawberry.interface if node.abstract else strawberry.type
        fill(self._types[node.name], kind, node.description, made, _abstract() if node.abstract else _concrete(node))

    def _network(self, node: NodeType) -> type:
        """The type of what is measured of its place in the network."""
        made = shell(OBJECT)
        fields = {name: derived(value_of(prop), prop.description) for name, prop in node.measures.items()}
        fields[META] = derived(AnalysisMeta, "How these numbers were made.")
        fill(made, strawberry.type, _MEASURES, fields)
        return made

    def _field(self, field: Any) -> Any:
        if isinstance(field, Property):
            return derived(value_of(field), field.description)
        if isinstance(field, Link):
            return self._link(field)
        return derived(self.connection(field.tie), field.description, self._listing(field.tie, "scoped", _SCOPE))

    def _link(self, link: Link) -> Any:
        if link.many:
            connection = self.connection(link.target, link.relationship)
            return derived(connection, link.description, self._listing(link.target))
        target = self._type(link.target)
        return derived(target if link.card == "one" else optional(target), link.description)

    def connection(self, target: str, relationship: RelationshipType | None = None) -> type:
        """The connection to `target`; one that follows a relationship with properties has its own edges."""
        name = f"{relationship.name if relationship else ''}{target}"
        made = self._connections.get(name)
        if made is None:
            made = self._connections[name] = shell(f"{name}Connection")
            edge = shell(f"{name}Edge")
            finished = made
            self._unfilled.append(lambda: self._fill_connection(finished, edge, target, relationship))
        return made

    def _fill_connection(
        self, connection: type, edge: type, target: str, relationship: RelationshipType | None
    ) -> None:
        node = self._type(target)
        extra = relationship.properties.values() if relationship else ()
        edge_fields = {
            "cursor": derived(str, "Its place in the list, for `after` and `before`."),
            **{p.name: derived(value_of(p), p.description) for p in extra if p.public},
            **self._evidence(relationship),
            "node": derived(node, "What it leads to."),
        }
        told = relationship.description if relationship else f"{target} in a list."
        fill(edge, strawberry.type, told, edge_fields)
        fields = {
            "edges": derived(many(edge), "The page, with cursors."),
            "nodes": derived(many(node), "The page."),
            "pageInfo": derived(PageInfo, "Where the page lies."),
            **self._counted(target),
            **self._told.connection_fields(target),
        }
        fill(connection, strawberry.type, f"A page of {target}.", fields)

    def _counted(self, target: str) -> dict[str, Any]:
        """The number of all rows; of persons it can be withheld."""
        node = self._model.types.get(target)
        if node is None or not self._model.are_persons(self._model.members(node.name)):
            return {"totalCount": derived(int, TOTAL)}
        return {"totalCount": derived(optional(int), TOTAL), "suppressed": derived(bool, SUPPRESSED)}

    def _evidence(self, relationship: RelationshipType | None) -> dict[str, Any]:
        """What both ends of a derived relationship share, as a connection on its edge."""
        shared = relationship.evidence if relationship else None
        if shared is None:
            return {}
        return {shared.name: derived(self.connection(shared.target), shared.description, self._listing(shared.target))}

    def _tie_fields(self, tie: TieType) -> dict[str, Any]:
        ends = derived(many(self._type(tie.between)), "The two it joins, smaller id first.")
        shared = {
            field.name: derived(self.connection(field.target), field.description, self._listing(field.target))
            for field in tie.shared.values()
        }
        own = {p.name: derived(value_of(p), p.description) for p in tie.properties.values() if p.public}
        return {tie.ends: ends, **own, **shared}

    def _listing(self, target: str, name: str = "", extra: tuple[Argument, ...] = ()) -> StrawberryResolver[Any]:
        """The resolver of lists of `target`; all fields that take the same arguments share it."""
        key = f"{name}{target}"
        if key not in self._resolvers:
            arguments = (
                *extra,
                Argument("where", optional(self._inputs.where(target)), "Conditions."),
                Argument("orderBy", optional(many(self._inputs.order(target))), _ORDER_BY),
                *PAGE,
            )
            self._resolvers[key] = with_arguments(arguments)
        return self._resolvers[key]

    def _root_fields(self) -> dict[str, Any]:
        node = self._types[ROOT]
        fields = {
            "node": derived(optional(node), "The one with this id; null where there is none.", _BY_ID),
            "nodes": derived(
                many(optional(node)), "Those with these ids, in order; null where there is none.", _BY_IDS
            ),
            "dataVersion": version_field(),
            "derivedAsOf": derived(
                optional(DateTime),
                "Moment of the oldest change that derived data do not follow yet, if any.",
            ),
            "vocabularies": strawberry.field(
                resolver=vocabularies,
                graphql_type=many(Vocabulary),
                description="Vocabularies, with labels of enum values in both languages.",
            ),
        }
        fields |= analysis_fields(self._model, node)
        fields |= {name: root.field() for name, root in self._network_roots.items()}
        if COUNTY in self._types:
            fields["search"] = search_field(self._model, node, self._types[COUNTY], (*PAGE, *_AS_OF))
        for node_type in self._model.listed:
            if not node_type.abstract:
                fields[node_type.single] = self._single(node_type)
            described = f"All {node_type.name} nodes, by page."
            connection, listing = self.connection(node_type.name), self._listing(node_type.name, "asOf", _AS_OF)
            fields[node_type.plural] = derived(connection, described, listing)
        return fields

    @cached_property
    def _network_roots(self) -> Mapping[str, Root]:
        return network_roots(self._types, self._types[ROOT])

    def _single(self, label: NodeType) -> Any:
        keys = [Argument("id", optional(strawberry.ID), "Its id.")]
        keys += [Argument(p.name, optional(leaf_of(p)), p.description) for p in label.keys]
        by = " or ".join(f"`{key.name}`" for key in keys)
        described = f"One {label.name} by {by}; give exactly one. Null where there is none."
        return derived(optional(self._types[label.name]), described, with_arguments((*keys, *_AS_OF)))


def value_of(prop: Property) -> Annotation:
    """The output type of a property. What only some viewers may read is nullable."""
    one = OBJECTS.get(prop.kind) or leaf_of(prop)
    type_ = many(one) if prop.many else one
    return type_ if (prop.required or prop.many) and not prop.guarded else optional(type_)


def _has(base: NodeType, name: str, field: object) -> bool:
    """Whether an interface declares the very same field, so that it is inherited."""
    return field in (base.properties.get(name), base.links.get(name), base.ties.get(name))


def _abstract() -> Body:
    def resolve_type(value: Mapping[str, Any], *_: object) -> Any:
        return value["__typename"]

    return {"resolve_type": staticmethod(resolve_type)}


def _concrete(node: NodeType) -> Body:
    def is_type_of(value: Mapping[str, Any], *_: object) -> bool:
        return bool(value["__typename"] == node.name)

    return {"is_type_of": staticmethod(is_type_of)}


_NETWORK = """\
Its place in the network: of all collaborations ever shared or, below an `asOf`, of those of that day. Null where it \
was added since. Price: 1 a measure, 100 where that takes long."""
_MEASURES = "The place of an institution in the network, where those that share a collaboration are tied."
_ORDER_BY = "By what to order; the id decides between equals."
_SCOPE = (Argument("scope", TieScope, "Whether one end must lie here, or both.", TieScope.TOUCHING),)
_AS_OF = (
    Argument(
        "asOf",
        optional(Date),
        "Relationships below are read as of this day, derived ties included; properties are those of today.",
    ),
)
# Exactly one argument, as Relay's compiler demands; `nodes` and the roots of labels take a day.
_BY_ID = with_arguments((Argument("id", strawberry.ID, "The id."),))
_BY_IDS = with_arguments((Argument("ids", many(strawberry.ID), "The ids, at most 100."), *_AS_OF))

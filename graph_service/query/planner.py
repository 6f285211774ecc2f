"""Selection and model to plan: which property, link or tie each field is, which page each connection asks for."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from graph_service.access.scopes import PUBLIC, READ, READ_PEOPLE
from graph_service.errors import AccessError, RequestError
from graph_service.model.measures import FIELD
from graph_service.model.records import RECORDS, Selected
from graph_service.model.structure import Kind, Model, NodeType, Property, RelationshipType, SharedField, TieType
from graph_service.query import versions
from graph_service.query.filters import Condition, conditions
from graph_service.query.groups import ListedRows
from graph_service.query.inputs import Input, Source, listed
from graph_service.query.measures import META
from graph_service.query.operands import check_operand
from graph_service.query.orders import sort_keys
from graph_service.query.pages import page_arguments, signature_of
from graph_service.query.parameters import check_ids
from graph_service.query.plan import (
    AllOf,
    Along,
    ByIds,
    ByKey,
    EdgeCursor,
    EdgeNode,
    EdgePart,
    Edges,
    Ends,
    FieldPlan,
    Found,
    Freshness,
    Listing,
    Many,
    Network,
    Nodes,
    Nothing,
    ObjectPlan,
    One,
    OperationPlan,
    Origin,
    PageInfo,
    PagePart,
    PagePlan,
    PersonCount,
    PointValue,
    Recorded,
    RootPlan,
    Searched,
    SharedBy,
    Text,
    TiesOf,
    Told,
    TotalCount,
    TypeName,
    Value,
    Withheld,
)
from graph_service.query.search_planner import ROOT, SearchPlanner
from graph_service.query.selection import SelectedField, Selection
from graph_service.query.texts import text_parts

TYPENAME = "__typename"


class Planner:
    """Plans the operations of one viewer: `scopes` decide which guarded properties are withheld."""

    def __init__(self, model: Model, scopes: frozenset[str] = PUBLIC) -> None:
        self._model = model
        self.scopes = scopes
        self._singles = {node.single: node for node in model.labels}
        self._plurals = {node.plural: node for node in model.listed}
        self._known: dict[tuple[int, int, str], FieldPlan] = {}
        self._searches = SearchPlanner(model, self._object, self._search_part)

    def operation(self, selection: Selection) -> OperationPlan:
        """The plan of a query; roots that are not of the model are left to graphql-core.

        Raises RequestError, with the field's nodes, for what the caller can correct, and AccessError for all but
        introspection where the viewer may not read.
        """
        roots: list[RootPlan] = []
        rest: list[str] = []
        for selected in selection.only:
            if READ not in self.scopes and not selected.name.startswith("__"):
                raise AccessError("SCOPE_MISSING", scope=READ)
            root = self._located(selected)
            if root is None:
                rest.append(selected.key)
            else:
                roots.append(root)
        return OperationPlan(tuple(roots), tuple(rest))

    def found(
        self, root: SelectedField, selected: SelectedField, labels: Iterable[str], key: str, ids: Source
    ) -> Found:
        """What `selected`, a field in the answer of the search `root`, asks of nodes with `ids`, of any of `labels`."""
        return Found(key, tuple(sorted(labels)), ids, self._object(_selection(selected), labels), _as_of(root))

    def _located(self, selected: SelectedField) -> RootPlan | None:
        try:
            return self._root(selected)
        except RequestError as error:
            if error.nodes is None:
                error.nodes = selected.nodes
            raise

    def _root(self, selected: SelectedField) -> RootPlan | None:
        if selected.name == TYPENAME:
            return TypeName(selected.key)
        if selected.name == "node":
            return self._node(selected)
        if selected.name == "nodes":
            return self._nodes(selected)
        if selected.name == ROOT:
            return self._searches.root(selected, _as_of(selected))
        if selected.name == versions.ROOT:
            return versions.planned_version(self._model, selected)
        if selected.name == "derivedAsOf":
            return Freshness(selected.key)
        if selected.name in self._singles:
            return self._single(selected, self._singles[selected.name])
        if selected.name in self._plurals:
            node = self._plurals[selected.name]
            page = self._page(selected, AllOf(node.name, self._model.members(node.name)), node)
            return Listing(selected.key, page, _as_of(selected))
        return None

    def _search_part(self, selected: SelectedField, found: Searched) -> PagePart:
        node = self._model.types["Node"]
        rows = ListedRows(self._model, node, None, selected.owner, {}, partial(self._element, found, node), self.scopes)
        return self._part(selected, rows)

    def _node(self, selected: SelectedField) -> RootPlan:
        id_ = selected.arguments["id"]
        check_operand(id_.value, "id")
        node = self._model.label_of(str(id_.value))
        if node is None or not self._model.is_node(node):
            return Nothing(selected.key)
        target = self._object(_selection(selected), (node.name,))
        return ByKey(selected.key, node.name, node.properties["id"], id_.source, target, as_of=_as_of(selected))

    def _nodes(self, selected: SelectedField) -> RootPlan:
        ids = selected.arguments["ids"]
        check_ids(listed(ids.value))
        found = (self._model.label_of(str(item.value)) for item in ids.items())
        labels = tuple(sorted({node.name for node in found if node is not None and self._model.is_node(node)}))
        if not labels:
            return Nothing(selected.key, ids.source)
        return ByIds(selected.key, labels, ids.source, self._object(_selection(selected), labels), _as_of(selected))

    def _single(self, selected: SelectedField, node: NodeType) -> RootPlan:
        keys = {p.name: p for p in (node.properties["id"], *node.keys)}
        given = [(name, value) for name, value in selected.arguments.items() if name in keys and not value.is_null]
        if len(given) != 1:
            names = ", ".join(f"`{name}`" for name in keys)
            raise RequestError("KEY_COUNT", field=selected.name, keys=names)
        name, value = given[0]
        check_operand(value.value, name)
        target = self._object(_selection(selected), (node.name,))
        return ByKey(selected.key, node.name, keys[name], value.source, target, node.plural, _as_of(selected))

    def _object(self, selection: Selection, labels: Iterable[str]) -> ObjectPlan:
        """The fields of a node that can have any of `labels`."""
        fields = {
            label: tuple(self._field(selected, label, selection) for selected in selection.fields[label])
            for label in labels
        }
        return ObjectPlan(selection.type_name, fields)

    def _field(self, selected: SelectedField, label: str, selection: Selection) -> FieldPlan:
        # A field selected on an interface is the interface's: planned once, and all labels share its place in the row.
        owner = self._model.types.get(selected.owner) or self._model.types[label]
        place = (id(selected), id(selection), owner.name)
        known = self._known.get(place)
        if known is None:
            known = self._known[place] = self._field_of(selected, owner, selection)
        return known

    def _field_of(self, selected: SelectedField, owner: NodeType, selection: Selection) -> FieldPlan:
        try:
            return self._planned(selected, owner, selection)
        except RequestError as error:
            if error.nodes is None:
                error.nodes = selected.nodes
            raise

    def _planned(self, selected: SelectedField, owner: NodeType, selection: Selection) -> FieldPlan:
        if selected.name == TYPENAME:
            return TypeName(selected.key)
        if selected.name in owner.properties:
            return self._property(selected, owner.properties[selected.name])
        if selected.name == FIELD and owner.measures:
            return _network(selected, owner)
        if selected.name in owner.ties:
            return self._ties(selected, owner)
        return self._link(selected, owner, selection)

    def _property(self, selected: SelectedField, prop: Property) -> FieldPlan:
        if self._withholds(prop):
            return Withheld(selected.key)
        if prop.kind is Kind.LOCALIZED:
            return Text(selected.key, prop, text_parts(_selection(selected)))
        if prop.kind is Kind.POINT:
            parts = tuple((part.key, _point_part(part)) for part in _selection(selected).only)
            return PointValue(selected.key, prop, parts)
        if prop.kind in RECORDS:
            return Recorded(selected.key, prop, _record_parts(selected))
        return Value(selected.key, prop)

    def _withholds(self, prop: Property) -> bool:
        return prop.guarded and READ_PEOPLE not in self.scopes

    def _plain(self, selected: SelectedField, prop: Property) -> Value | Withheld:
        """A property of a tie or of a relationship."""
        return Withheld(selected.key) if self._withholds(prop) else Value(selected.key, prop)

    def _link(self, selected: SelectedField, owner: NodeType, selection: Selection) -> FieldPlan:
        link = owner.links[selected.name]
        guard = self._guard(owner, selection)
        if link.many:
            target = self._model.types.get(link.target) or self._model.types["Node"]
            return Many(selected.key, self._page(selected, Along(link), target), guard)
        return One(selected.key, link, self._object(_selection(selected), link.labels), guard)

    def _guard(self, owner: NodeType, selection: Selection) -> tuple[str, ...]:
        """The labels that have the field, where the selection can meet others."""
        members = self._model.members(owner.name)
        return () if set(selection.fields) <= set(members) else members

    def _ties(self, selected: SelectedField, owner: NodeType) -> FieldPlan:
        field = owner.ties[selected.name]
        tie = self._model.ties[field.tie]
        scope = selected.arguments.get("scope")
        within = scope is not None and scope.value == "WITHIN"
        return Many(selected.key, self._page(selected, TiesOf(tie, owner.links[field.members], within), tie))

    def _tie_fields(self, selection: Selection, tie: TieType) -> ObjectPlan:
        return ObjectPlan(tie.name, {tie.name: tuple(self._tie_field(field, tie) for field in selection.only)})

    def _tie_field(self, selected: SelectedField, tie: TieType) -> FieldPlan:
        if selected.name == TYPENAME:
            return TypeName(selected.key)
        if selected.name in tie.properties:
            return self._plain(selected, tie.properties[selected.name])
        if selected.name == tie.ends:
            return Ends(selected.key, self._object(_selection(selected), (tie.between,)))
        shared = tie.shared[selected.name]
        return self._evidence(selected, shared)

    def _evidence(self, selected: SelectedField, shared: SharedField) -> Many:
        """What both ends of a tie share."""
        return Many(selected.key, self._page(selected, SharedBy(shared), self._model.types[shared.target]))

    def _page(self, selected: SelectedField, origin: Origin, target: NodeType | TieType) -> PagePlan:
        selection = _selection(selected)
        name, arguments = f"{selected.owner}.{selected.name}", selected.arguments
        relationship = origin.link.relationship if isinstance(origin, Along) else None
        order = sort_keys(self._model, target, arguments.get("orderBy"), relationship)
        signature = signature_of(name, order, arguments)
        keyed = isinstance(origin, Along) and origin.link.is_parallel
        ids = 2 if keyed or isinstance(target, TieType) else 1
        element = partial(self._element, origin, target)
        rows = ListedRows(self._model, target, relationship, name, arguments, element, self.scopes)
        return PagePlan(
            type_name=selection.type_name,
            origin=origin,
            where=self._where(arguments.get("where"), target, relationship),
            order=order,
            arguments=page_arguments(arguments, order, ids, signature),
            parts=tuple(self._part(part, rows) for part in selection.only),
            signature=signature,
            relationship=relationship,
            keyed=keyed,
        )

    def _where(
        self, where: Input | None, target: NodeType | TieType, relationship: RelationshipType | None
    ) -> Condition | None:
        if where is None or where.is_null:
            return None
        return conditions(self._model, target, where, relationship)

    def _part(self, selected: SelectedField, rows: ListedRows) -> PagePart:
        match selected.name:
            case "__typename":
                return TypeName(selected.key)
            case "totalCount":
                return PersonCount(selected.key) if rows.withholds else TotalCount(selected.key)
            case "suppressed":
                return rows.suppressed(selected)
            case "pageInfo":
                return PageInfo(selected.key, tuple((part.key, part.name) for part in _selection(selected).only))
            case "nodes":
                return Nodes(selected.key, rows.element(_selection(selected)))
            case "aggregate":
                return rows.aggregated(selected)
            case "groupBy":
                return rows.grouped(selected)
        selection = _selection(selected)
        parts = tuple(self._edge(part, rows) for part in selection.only)
        return Edges(selected.key, selection.type_name, parts)

    def _edge(self, selected: SelectedField, rows: ListedRows) -> EdgePart:
        if selected.name == TYPENAME:
            return TypeName(selected.key)
        if selected.name == "cursor":
            return EdgeCursor(selected.key)
        if selected.name == "node":
            return EdgeNode(selected.key, rows.element(_selection(selected)))
        assert rows.relationship is not None
        shared = rows.relationship.evidence
        if shared is not None and shared.name == selected.name:
            return self._evidence(selected, shared)
        return self._plain(selected, rows.relationship.properties[selected.name])

    def _element(self, origin: Origin, target: NodeType | TieType, selection: Selection) -> ObjectPlan:
        match origin:
            case TiesOf(tie, _, _):
                return self._tie_fields(selection, tie)
            case Along(link):
                labels = link.labels
            case AllOf(labels=labels) | Searched(labels=labels):
                pass
            case _:
                labels = (target.name,)
        # The nodes of groups are of the interface Node; elsewhere the schema says which labels there can be.
        return self._object(selection, [label for label in self._model.read_as(labels) if label in selection.fields])


def _network(selected: SelectedField, owner: NodeType) -> Network:
    """What is selected of its place in the network."""
    parts: list[Value | Told | TypeName] = []
    for part in _selection(selected).only:
        if part.name in owner.measures:
            parts.append(Value(part.key, owner.measures[part.name]))
        elif part.name == META:
            told = ((one.key, None if one.name == TYPENAME else one.name) for one in _selection(part).only)
            parts.append(Told(part.key, tuple(told)))
        else:
            parts.append(TypeName(part.key))
    return Network(selected.key, tuple(parts))


def _as_of(selected: SelectedField) -> Source | None:
    """The day as of which a root is read; a null is none."""
    given = selected.arguments.get("asOf")
    return None if given is None or given.is_null else given.source


def _selection(selected: SelectedField) -> Selection:
    assert selected.selection is not None
    return selected.selection


def _record_parts(selected: SelectedField) -> Selected:
    inner = selected.selection.only if selected.selection is not None else ()
    return tuple((part.key, part.name, _record_parts(part)) for part in inner)


def _point_part(part: SelectedField) -> str:
    return "typename" if part.name == TYPENAME else part.name

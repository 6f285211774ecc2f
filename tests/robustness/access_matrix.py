"""The access matrix, made from the model's marks: what is guarded × the ways to ask for it × the kinds of viewers.

Every cell is a document with what must become of it. Two schemas are asked: the one that is served, and a forgetful one
that offers guarded properties everywhere, so that only the place which writes accesses can refuse them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from graphql import GraphQLEnumType, GraphQLInputObjectType, GraphQLList, GraphQLNonNull, GraphQLSchema, get_named_type

from graph_service.access.scopes import ADMIN, ANALYSE, PUBLIC, READ, READ_PEOPLE, SCOPES
from graph_service.access.viewer import ANYONE, Viewer
from graph_service.api.network.roots import network_roots
from graph_service.model.build import build_model
from graph_service.model.declare import Label, PropertySpec, Relationship, screaming
from graph_service.model.measures import FIELD
from graph_service.model.records import RECORDS
from graph_service.model.structure import Model, NodeType, Property

SECRET = "Titokfalvi-Xyzzy"
Outcome = Literal["told", "null", "refused", "scope", "nothing", "suppressed", "let in"]
Door = Literal["served", "forgetful"]

VIEWERS: Mapping[str, Viewer] = {
    "no key": ANYONE,
    **{f"key with {scope}": Viewer(frozenset({scope}), key="k") for scope in SCOPES},
    "key with all": Viewer(frozenset(SCOPES), key="k"),
    "key with none": Viewer(frozenset(), key="k"),
    "OIDC": Viewer(PUBLIC, key="oidc:somebody"),
    "OIDC that may read people": Viewer(PUBLIC | {READ_PEOPLE}, key="oidc:reader"),
}


@dataclass(frozen=True)
class Cell:
    """One question of one viewer. `needs` is the scope that opens it, `missing` what becomes of it without that one."""

    subject: str
    way: str
    viewer: str
    door: Door
    document: str
    needs: str | None
    missing: Outcome
    variables: Mapping[str, Any] = field(default_factory=dict)
    opened: Outcome = "told"
    explain: bool = False

    @property
    def expected(self) -> Outcome:
        """What must become of it: without `read` nothing is answered at all, whatever the schema offers."""
        scopes = VIEWERS[self.viewer].scopes
        if self.needs is None or self.missing == "refused" == self.opened:
            return self.missing
        if READ not in scopes and not self.explain:
            return "scope"
        return self.opened if self.needs in scopes else self.missing


@dataclass(frozen=True)
class Ids:
    """Nodes of the graph at hand: one of each label, and how many persons each list of persons is narrowed to."""

    of_label: Mapping[str, str]


@contextmanager
def marked(label: type[Label | Relationship], attribute: str) -> Iterator[Model]:
    """A model in which one more property is guarded: declared so, and built anew. Classes below inherit it."""
    annotation, spec = label.__specs__[attribute]
    assert isinstance(spec, PropertySpec)
    guarded_spec = (annotation, replace(spec, guarded=True, index=False))
    holders = [one for one in _below(label) if one.__specs__.get(attribute, ("", None))[1] is spec]
    kept = [(one, one.__specs__) for one in holders]
    try:
        for one in holders:
            one.__specs__ = {**one.__specs__, attribute: guarded_spec}
        yield build_model()
    finally:
        for one, specs in kept:
            one.__specs__ = specs


def _below(label: type[Label | Relationship]) -> Iterator[type[Label | Relationship]]:
    yield label
    for one in label.__subclasses__():
        yield from _below(one)


def forgetful(model: Model) -> Model:
    """The same model with a schema that offers what is guarded like anything else; the names stay guarded."""

    def offered(p: Property) -> Property:
        is_value = p.kind not in RECORDS  # there are no conditions on what one change did to a field
        return replace(p, guarded=False, filter=is_value, order=is_value) if p.guarded else p

    types = {
        name: replace(node, properties={key: offered(p) for key, p in node.properties.items()})
        for name, node in model.types.items()
    }
    open_ = replace(model, types=types)
    open_.__dict__["guarded"] = model.guarded
    return open_


def guarded(model: Model) -> Iterator[tuple[NodeType, Property]]:
    """Every guarded property of every listed label and interface."""
    for node in model.listed:
        yield from ((node, p) for p in node.properties.values() if p.guarded)


def cells(model: Model, schemas: Mapping[Door, GraphQLSchema], ids: Ids) -> list[Cell]:
    """The whole matrix of a model."""
    found: list[Cell] = []
    for viewer in VIEWERS:
        for node, prop in guarded(model):
            found += _of_property(model, node, prop, viewer, ids)
        for node in model.listed:
            if model.are_persons(model.members(node.name)):
                found += _of_persons(node, viewer, ids)
        found += [cell for node in model.types.values() if not node.public for cell in _of_service(node, viewer, ids)]
        found += _of_analyses(model, schemas["served"], viewer, ids)
        found.append(
            Cell(
                "explain",
                "extensions",
                viewer,
                "served",
                "{ __typename }",
                ADMIN,
                "refused",
                opened="let in",
                explain=True,
            )
        )
    return found


def _of_property(model: Model, node: NodeType, prop: Property, viewer: str, ids: Ids) -> Iterator[Cell]:
    subject = f"{node.name}.{prop.name}"
    for way, document in _reading(model, node, prop, ids):
        yield Cell(subject, way, viewer, "served", document, READ_PEOPLE, "null")
        yield Cell(subject, way, viewer, "forgetful", document, READ_PEOPLE, "scope")
    for way, document, variables in _using(model, node, prop) if prop.kind not in RECORDS else ():
        yield Cell(subject, way, viewer, "served", document, READ, "refused", variables, opened="refused")
        yield Cell(subject, way, viewer, "forgetful", document, READ_PEOPLE, "scope", variables)
    text = f'{{ search(text: "{SECRET}") {{ totalCount nodes {{ id }} facets {{ types {{ count }} }} }} }}'
    yield Cell(subject, "search", viewer, "served", text, READ, "scope", opened="nothing")


def _selected(prop: Property) -> str:
    inner = {"localized": "hu", "point": "longitude", "FieldChange": "name"}.get(prop.kind.value)
    return prop.name if inner is None else f"{prop.name} {{ {inner} }}"


def _reading(model: Model, node: NodeType, prop: Property, ids: Ids) -> Iterator[tuple[str, str]]:
    """Documents that select it."""
    id_, one = ids.of_label[node.name], _selected(prop)
    on = f"... on {node.name} {{ it: {one} }}"
    yield "list", f'{{ {node.plural}(where: {{id: {{eq: "{id_}"}}}}) {{ nodes {{ it: {one} }} }} }}'
    yield "edge", f'{{ {node.plural}(where: {{id: {{eq: "{id_}"}}}}) {{ edges {{ node {{ it: {one} }} }} }} }}'
    if not model.is_node(node):
        yield "single", f'{{ {node.single}(id: "{id_}") {{ it: {one} }} }}'
        return
    yield "node", f'{{ node(id: "{id_}") {{ {on} }} }}'
    yield "fragment", f'query {{ nodes(ids: ["{id_}"]) {{ ...F }} }} fragment F on Node {{ {on} }}'
    members = f"groupBy(keys: [ID]) {{ nodes {{ nodes {{ {on} }} }} }}"
    yield "group", f'{{ {node.plural}(where: {{id: {{eq: "{id_}"}}}}) {{ {members} }} }}'
    yield "path", f'{{ paths(from: "{id_}", to: "{id_}") {{ nodes {{ steps {{ node {{ {on} }} }} }} }} }}'
    yield "neighbourhood", f'{{ neighbourhood(of: "{id_}", first: 1) {{ nodes {{ {on} }} }} }}'


def _using(model: Model, node: NodeType, prop: Property) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Documents that filter, order, group and aggregate by it, at every depth; some through a variable."""
    plural, name, key = node.plural, prop.name, screaming(prop.name)
    condition = f"{{{name}: {{isNull: false}}}}"
    yield "filter", f"{{ {plural}(where: {condition}) {{ totalCount }} }}", {}
    text = f'{{ {plural}(where: {{{name}: {{eq: "{SECRET}"}}}}) {{ nodes {{ id }} }} }}'
    variable = f"query Q($w: {node.name}Where) {{ {plural}(where: $w) {{ nodes {{ id }} }} }}"
    yield "variable", variable, {"w": {name: {"isNull": False}}}
    if prop.kind.value == "string":
        yield "text", text, {}
        yield "secret variable", variable, {"w": {name: {"eq": SECRET}}}
    yield "not", f"{{ {plural}(where: {{NOT: {{OR: [{{AND: [{condition}]}}]}}}}) {{ totalCount }} }}", {}
    yield "order", f"{{ {plural}(orderBy: [{{field: {key}}}], first: 1) {{ nodes {{ id }} }} }}", {}
    yield (
        "group",
        f"{{ {plural} {{ groupBy(keys: [{key}], first: 1) {{ totalCount nodes {{ count key {{ value }} }} }} }} }}",
        {},
    )
    yield "aggregate", f"{{ {plural} {{ aggregate {{ {name} {{ countDistinct }} }} }} }}", {}
    told = f"of: {key}, function: COUNT_DISTINCT"
    by_key = "DATA_ORIGIN" if model.is_node(node) else "ID"
    having = f"groupBy(keys: [{by_key}], where: {{aggregates: [{{{told}, number: {{gt: 0}}}}]}}) {{ totalCount }}"
    yield "having", f"{{ {plural} {{ {having} }} }}", {}
    order = f"groupBy(keys: [{by_key}], orderBy: [{{by: AGGREGATE, {told}}}]) {{ nodes {{ count }} }}"
    yield "group order", f"{{ {plural} {{ {order} }} }}", {}
    for owner, field_name, many in _leading(model, node):
        for quantifier in ("some", "none", "all", "single") if many else ("",):
            inner = f"{{{quantifier}: {condition}}}" if many else condition
            yield f"nested {quantifier}", f"{{ {owner}(where: {{{field_name}: {inner}}}) {{ totalCount }} }}", {}
        if many:
            counted = f"{{count: {{gte: 1, where: {condition}}}}}"
            yield "nested count", f"{{ {owner}(where: {{{field_name}: {counted}}}) {{ totalCount }} }}", {}
            by = f"{{count: {{{field_name}: {{some: {condition}}}}}}}"
            yield "order by count", f"{{ {owner}(orderBy: [{by}], first: 1) {{ nodes {{ id }} }} }}", {}


def _leading(model: Model, node: NodeType) -> Iterator[tuple[str, str, bool]]:
    """One list and one to-one field of another label that leads to nodes of this type, where there are any."""
    found = [
        (owner.plural, link.name, link.many)
        for owner in model.labels
        for link in owner.links.values()
        if link.target == node.name and link.latest is None
    ]
    for many in (True, False):
        yield from [one for one in found if one[2] is many][:1]


def _of_persons(node: NodeType, viewer: str, ids: Ids) -> Iterator[Cell]:
    """Counts of one person."""
    one = f'where: {{id: {{eq: "{ids.of_label[node.name]}"}}}}'
    for way, told in (
        ("total", "it: totalCount suppressed"),
        ("aggregate", "aggregate { it: count suppressed }"),
        ("groups", "groupBy(keys: [ID]) { nodes { it: count suppressed } }"),
    ):
        document = f"{{ {node.plural}({one}) {{ {told} }} }}"
        yield Cell(f"number of {node.name}", way, viewer, "served", document, READ_PEOPLE, "suppressed")


def _of_service(node: NodeType, viewer: str, ids: Ids) -> Iterator[Cell]:
    """Service labels are in no schema, and a node of theirs is like one that is missing."""
    for way, field_name in (("list", node.plural), ("single", node.single)):
        yield Cell(
            node.name, way, viewer, "served", f"{{ {field_name} {{ __typename }} }}", READ, "refused", opened="refused"
        )
    id_ = ids.of_label.get(node.name, f"{node.prefix}:none")
    yield Cell(
        node.name, "node", viewer, "served", f'{{ it: node(id: "{id_}") {{ id }} }}', READ, "scope", opened="null"
    )
    document = f'{{ everything(where: {{id: {{eq: "{id_}"}}}}) {{ nodes {{ id }} }} }}'
    yield Cell(node.name, "everything", viewer, "served", document, READ, "scope", opened="nothing")


def _of_analyses(model: Model, schema: GraphQLSchema, viewer: str, ids: Ids) -> Iterator[Cell]:
    """Roots of network analysis, and the measures in every place that takes a property."""
    assert schema.query_type is not None
    for name in sorted(network_roots({node.name: object for node in model.labels}, object)):
        arguments = ", ".join(f"{key}: {value}" for key, value in _required(schema.query_type.fields[name].args, ids))
        document = f"{{ {name}{f'({arguments})' if arguments else ''} {{ __typename }} }}"
        yield Cell(name, "root", viewer, "served", document, ANALYSE, "scope", opened="let in")
    for node in model.labels:
        for measure in node.measures:
            key, cap = screaming(f"{FIELD}_{measure}"), f"{FIELD}{measure[:1].upper()}{measure[1:]}"
            for way, told in (
                ("list", f"(first: 1) {{ nodes {{ {FIELD} {{ {measure} }} }} }}"),
                ("filter", f"(where: {{{FIELD}: {{{measure}: {{isNull: false}}}}}}) {{ totalCount }}"),
                ("order", f"(first: 1, orderBy: [{{field: {key}}}]) {{ nodes {{ id }} }}"),
                ("group", f" {{ groupBy(keys: [{key}], first: 1) {{ totalCount }} }}"),
                ("aggregate", f" {{ aggregate {{ {cap} {{ countDistinct }} }} }}"),
            ):
                document = f"{{ {node.plural}{told} }}"
                yield Cell(
                    f"{node.name}.{FIELD}.{measure}", way, viewer, "served", document, ANALYSE, "scope", opened="let in"
                )


def _required(arguments: Mapping[str, Any], ids: Ids) -> Iterator[tuple[str, str]]:
    """Values, written down, for what has no default."""
    for name, argument in arguments.items():
        if (
            isinstance(argument.type, GraphQLNonNull)
            and argument.default_value is not None
            and "Undefined" in repr(argument.default_value)
        ):
            yield name, _literal(argument.type.of_type, ids)


def _literal(type_: Any, ids: Ids) -> str:
    if isinstance(type_, GraphQLNonNull):
        return _literal(type_.of_type, ids)
    if isinstance(type_, GraphQLList):
        return f"[{_literal(type_.of_type, ids)}]"
    named = get_named_type(type_)
    if isinstance(named, GraphQLEnumType):
        return next(iter(named.values))
    if isinstance(named, GraphQLInputObjectType):
        inside = ", ".join(
            f"{name}: {_literal(one.type, ids)}"
            for name, one in named.fields.items()
            if isinstance(one.type, GraphQLNonNull)
        )
        return f"{{{inside}}}"
    samples = {"ID": f'"{ids.of_label["Institution"]}"', "Date": '"2018-06-30"', "Boolean": "true", "String": '"x"'}
    return samples.get(named.name, "1")


def names_of(values: Sequence[Cell]) -> str:
    """A few words of cells, for a failure."""
    return "\n".join(f"{c.subject} | {c.way} | {c.viewer} | {c.door} | {c.document}" for c in values[:20])

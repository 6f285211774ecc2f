"""What can be told of many rows at once: the fields of `Aggregate`, the functions of each, and their Cypher.

One table serves the SDL (the fields of all lists together) and the planner (those of the listed thing alone).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from graph_service.errors import RequestError
from graph_service.model.declare import screaming
from graph_service.model.measures import FIELD
from graph_service.model.structure import Kind, Link, Model, NodeType, Property, RelationshipType

Measure = Literal["number", "date", "moment", "distinct"]
Result = Literal["number", "mean", "sum", "whole", "day", "moment"]


@dataclass(frozen=True)
class Function:
    """An aggregate function: its name in `Aggregate`, its Cypher, and what its result is."""

    name: str
    text: str
    result: Result
    description: str


@dataclass(frozen=True)
class Measured:
    """What values of one kind allow; `type_name` is the GraphQL type of the results."""

    type_name: str
    description: str
    functions: tuple[Function, ...]

    def function(self, name: str) -> Function | None:
        return next((f for f in self.functions if f.name == name), None)


_DISTINCT = Function("countDistinct", "count(DISTINCT {value})", "whole", "How many different values there are.")
MEASURES: Mapping[Measure, Measured] = {
    "number": Measured(
        "NumberAggregate",
        "What is told of the numbers of many.",
        (
            Function("min", "min({value})", "number", "The least; null where there is none."),
            Function("max", "max({value})", "number", "The greatest; null where there is none."),
            Function("avg", "avg({value})", "mean", "The mean, to six decimals; null where there is none."),
            Function("sum", "sum({value})", "sum", "The sum, to six decimals; 0 where there is none."),
            _DISTINCT,
        ),
    ),
    "date": Measured(
        "DateAggregate",
        "What is told of the days of many.",
        (
            Function("earliest", "min({value})", "day", "The earliest; null where there is none."),
            Function("latest", "max({value})", "day", "The latest; null where there is none."),
            _DISTINCT,
        ),
    ),
    "moment": Measured(
        "MomentAggregate",
        "What is told of the moments of many.",
        (
            Function("earliest", "min({value})", "moment", "The earliest; null where there is none."),
            Function("latest", "max({value})", "moment", "The latest; null where there is none."),
            _DISTINCT,
        ),
    ),
    "distinct": Measured("DistinctAggregate", "What is told of other values of many.", (_DISTINCT,)),
}
# Functions by the value of `AggregateFunction`.
FUNCTIONS: Mapping[str, str] = {
    screaming(function.name): function.name for measured in MEASURES.values() for function in measured.functions
}
# Without an entry, a kind is not aggregated.
_MEASURE_OF: Mapping[Kind, Measure] = {
    Kind.INT: "number",
    Kind.LONG: "number",
    Kind.FLOAT: "number",
    Kind.DATE: "date",
    Kind.DATETIME: "moment",
    Kind.STRING: "distinct",
    Kind.BOOLEAN: "distinct",
    Kind.ENUM: "distinct",
    Kind.LOCALIZED: "distinct",
}


@dataclass(frozen=True)
class AggregateField:
    """A field of `Aggregate`: a property of what is listed, one of the relationship that the list follows (`on_edge`),
    or the number of nodes that `link` leads to."""

    name: str
    measure: Measure
    description: str
    prop: Property | None = None
    link: Link | None = None
    on_edge: bool = False

    @property
    def measured(self) -> Measured:
        return MEASURES[self.measure]


Fields = dict[str, AggregateField]


def aggregate_fields(model: Model, type_name: str, relationship: RelationshipType | None = None) -> Fields:
    """What can be told of a list of `type_name` (label, interface, tie; unions count as `Node`), by name."""
    if type_name in model.ties:
        return _of_properties(model.ties[type_name].properties.values())
    node = model.types.get(type_name) or model.types["Node"]
    own = {**_of_links(node), **_of_properties(node.properties.values()), **_of_measures(node)}
    return own if relationship is None else {**own, **_of_edges(own, relationship)}


def all_aggregate_fields(model: Model) -> Fields:
    """The fields of `Aggregate`: of all lists together, by name, in the order of the names.

    Raises ValueError where one name would be two kinds of value.
    """
    found: Fields = {}
    for type_name, relationship in _lists(model):
        for name, field in aggregate_fields(model, type_name, relationship).items():
            known = found.setdefault(name, field)
            if known.measure != field.measure:
                raise ValueError(f"{name} of {type_name} is a {field.measure}, elsewhere a {known.measure}")
    return dict(sorted(found.items()))


def checked_field(fields: Fields, name: str, type_name: str) -> AggregateField:
    """The field of that name. Raises RequestError where the listed thing has none."""
    field = fields.get(name)
    if field is None:
        allowed = ", ".join(f"`{known}`" for known in sorted(fields))
        raise RequestError("AGGREGATE_UNKNOWN", field=name, type=type_name, allowed=allowed)
    return field


def checked_function(field: AggregateField, name: str) -> Function:
    """The function of that name. Raises RequestError where the values of the field have none."""
    function = field.measured.function(name)
    if function is None:
        allowed = ", ".join(f"`{screaming(known.name)}`" for known in field.measured.functions)
        raise RequestError("AGGREGATE_FUNCTION", function=screaming(name), field=field.name, allowed=allowed)
    return function


def _lists(model: Model) -> Iterable[tuple[str, RelationshipType | None]]:
    """What lists hold: labels and interfaces, what links with properties lead to, ties."""
    nodes = [node for node in model.types.values() if node.abstract or node.public]
    yield from ((node.name, None) for node in nodes)
    yield from ((name, None) for name in model.ties)
    for node in nodes:
        yield from ((link.target, link.relationship) for link in node.links.values() if link.many and link.relationship)


def _of_properties(properties: Iterable[Property]) -> Fields:
    return {
        p.name: AggregateField(p.name, _MEASURE_OF[p.kind], p.description, p)
        for p in properties
        if p.public and not p.guarded and not p.many and p.kind in _MEASURE_OF
    }


def _of_measures(node: NodeType) -> Fields:
    """What is measured of its place in the network."""
    found = (
        replace(field, name=f"{FIELD}{name[:1].upper()}{name[1:]}", description=f"`{FIELD}.{name}`.")
        for name, field in _of_properties(node.measures.values()).items()
    )
    return {field.name: field for field in found}


def _of_links(node: NodeType) -> Fields:
    """The number of nodes that each list of a node leads to."""
    found = (
        AggregateField(f"{link.name}Count", "number", f"How many `{link.name}` each has.", link=link)
        for link in node.links.values()
        if link.many
    )
    return {field.name: field for field in found}


def _of_edges(own: Fields, relationship: RelationshipType) -> Fields:
    """Properties of the relationship; one that an own field hides is called edge…."""
    found: Fields = {}
    for name, field in _of_properties(relationship.properties.values()).items():
        free = f"edge{name[:1].upper()}{name[1:]}" if name in own else name
        found[free] = replace(field, name=free, on_edge=True)
    return found

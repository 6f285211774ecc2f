"""The operators of `where`, as tables: which an input of each kind of property has, and their texts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from graph_service.model.declare import camel
from graph_service.model.structure import Kind, Model, Property, RelationshipType
from graph_service.model.vocabulary import schemes

ValueShape = Literal["scalar", "list", "pair", "text", "bool", "place"]


@dataclass(frozen=True)
class Operator:
    """An operator of an input: its name, the shape of its value, and its text (`{left}`, `{right}`)."""

    name: str
    value: ValueShape
    text: str
    description: str


_EQ = Operator("eq", "scalar", "{left} = {right}", "Equal.")
_NE = Operator("ne", "scalar", "{left} <> {right}", "There and not equal.")
_IN = Operator("in", "list", "{left} IN {right}", "Equal to one of these; at most 250.")
_NOT_IN = Operator(
    "notIn", "list", "({left} IS NOT NULL AND NOT {left} IN {right})", "There and equal to none of these; at most 250."
)
_LT = Operator("lt", "scalar", "{left} < {right}", "Less, or earlier.")
_LTE = Operator("lte", "scalar", "{left} <= {right}", "At most, or not later.")
_GT = Operator("gt", "scalar", "{left} > {right}", "Greater, or later.")
_GTE = Operator("gte", "scalar", "{left} >= {right}", "At least, or not earlier.")
_NULL = Operator("isNull", "bool", "{left} IS NULL", "Whether it is missing.")
_BETWEEN = Operator("between", "pair", "", "From the first to the second of these two, both included.")
_HAS = Operator("has", "scalar", "{right} IN {left}", "The list holds this.")
# Lists are counted: the embedded engine loses a subquery's variables in `any` and `all` within a function call.
_HAS_ANY = Operator(
    "hasAny",
    "list",
    "size([item IN {right} WHERE item IN {left}]) > 0",
    "The list holds at least one of these; at most 250.",
)
_HAS_ALL = Operator(
    "hasAll",
    "list",
    "size([item IN {right} WHERE NOT item IN coalesce({left}, [])]) = 0",
    "The list holds all of these; at most 250.",
)
_EMPTY = Operator("isEmpty", "bool", "size(coalesce({left}, [])) = 0", "Whether the list holds nothing.")
_WITHIN = Operator("within", "place", "", "Not farther than so many kilometres, by the great circle.")
_STARTS = Operator("startsWith", "text", "{left} STARTS WITH {right}", "Begins with this.")
_CONTAINS = Operator("contains", "text", "{left} CONTAINS {right}", "Holds this somewhere.")
_FOLDED_STARTS = Operator(
    "startsWith", "text", "{left} STARTS WITH {right}", "Begins with this; case and accents do not matter."
)
_FOLDED_CONTAINS = Operator(
    "contains", "text", "{left} CONTAINS {right}", "Holds this somewhere; case and accents do not matter."
)


@dataclass(frozen=True)
class OperatorSet:
    """The operators input of a kind of property. `scalar` names the GraphQL type of its values."""

    input_name: str
    scalar: str
    operators: tuple[Operator, ...]
    # A localized text is asked by its two texts, each with the operators of a string.
    texts: bool = False

    def operator(self, name: str) -> Operator:
        return next(o for o in self.operators if o.name == name)


_RANGE = (_EQ, _NE, _IN, _LT, _LTE, _GT, _GTE, _BETWEEN, _NULL)
_LIST = (_HAS, _HAS_ANY, _HAS_ALL, _EMPTY)
_SETS = {
    Kind.STRING: OperatorSet("StringWhere", "String", (_EQ, _NE, _IN, _NOT_IN, _STARTS, _CONTAINS, _NULL)),
    Kind.INT: OperatorSet("IntWhere", "Int", _RANGE),
    Kind.LONG: OperatorSet("LongWhere", "Long", _RANGE),
    Kind.FLOAT: OperatorSet("FloatWhere", "Float", _RANGE),
    Kind.BOOLEAN: OperatorSet("BooleanWhere", "Boolean", (_EQ, _NE, _NULL)),
    Kind.DATE: OperatorSet("DateWhere", "Date", _RANGE),
    Kind.DATETIME: OperatorSet("DateTimeWhere", "DateTime", _RANGE),
    Kind.LOCALIZED: OperatorSet("LocalizedTextWhere", "String", (_NULL,), texts=True),
    Kind.POINT: OperatorSet("PointWhere", "GeoPoint", (_WITHIN, _NULL)),
}
_ID = OperatorSet("IDWhere", "ID", (_EQ, _NE, _IN, _NOT_IN))
_NAME = OperatorSet("NameWhere", "String", (_EQ, _NE, _IN, _NOT_IN, _FOLDED_STARTS, _FOLDED_CONTAINS, _NULL))
_LOCALIZED_NAME = OperatorSet("LocalizedNameWhere", "String", (_FOLDED_STARTS, _FOLDED_CONTAINS, _NULL), texts=True)
_STRINGS = OperatorSet("StringListWhere", "String", _LIST)
TEXT_OPERATORS = _SETS[Kind.STRING]


def plain_operators(kind: Kind) -> OperatorSet:
    """The operators of a plain value."""
    return _SETS[kind]


def operators_of(prop: Property) -> OperatorSet:
    """The operators that a filterable property allows."""
    if prop.scheme is not None:
        enum = schemes()[prop.scheme].enum
        if prop.many:
            return OperatorSet(f"{enum}ListWhere", enum, _LIST)
        return OperatorSet(f"{enum}Where", enum, (_EQ, _NE, _IN, _NOT_IN, _NULL))
    if prop.many:
        return _STRINGS
    if prop.name == "id":
        return _ID
    if prop.sort is not None:
        return _LOCALIZED_NAME if prop.kind is Kind.LOCALIZED else _NAME
    return _SETS[prop.kind]


# The comparisons of a number of relatives.
COUNT_OPERATORS = (_EQ, _NE, _LT, _LTE, _GT, _GTE)
LEAST, MOST = _GTE, _LTE
FOLDED_OPERATORS = (_FOLDED_STARTS, _FOLDED_CONTAINS)


@dataclass(frozen=True)
class EdgeField:
    """A field of `EdgeWhere`: a property of the relationship `type`."""

    name: str
    type: str
    property: Property


def edge_fields(model: Model) -> Iterator[EdgeField]:
    """What can be asked of relationships. One input serves all of them: a property whose name another relationship
    has for something else is called after its own relationship too."""
    taken: dict[str, str] = {}
    for relationship in model.relationships.values():
        for prop in relationship.properties.values():
            if prop.public and prop.filter:
                kind = operators_of(prop).input_name
                clashes = taken.setdefault(prop.name, kind) != kind
                yield EdgeField(_long_name(relationship, prop) if clashes else prop.name, relationship.type, prop)


def _long_name(relationship: RelationshipType, prop: Property) -> str:
    return f"{camel(relationship.name)}{prop.name[:1].upper()}{prop.name[1:]}"

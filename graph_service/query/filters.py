"""The operators of `where`, as tables, and the conditions that an input becomes.

A condition is a small tree; `lift` chooses where a statement starts from it, the compiler writes it as text.
Null is never a match: `NOT` is true of whatever the condition is not true of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from graph_service.errors import RequestError
from graph_service.model.structure import Kind, Link, Model, NodeType, Property, TieType
from graph_service.model.vocabulary import schemes
from graph_service.query.inputs import Input, Source

ValueShape = Literal["scalar", "list", "text", "bool"]
MOST_DEPTH = 8
MOST_ITEMS = 250
MOST_CHARACTERS = 1_000


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
_HAS = Operator("has", "scalar", "{right} IN {left}", "The list holds this.")
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


_RANGE = (_EQ, _NE, _IN, _LT, _LTE, _GT, _GTE, _NULL)
_SETS = {
    Kind.STRING: OperatorSet("StringWhere", "String", (_EQ, _NE, _IN, _NOT_IN, _STARTS, _CONTAINS, _NULL)),
    Kind.INT: OperatorSet("IntWhere", "Int", _RANGE),
    Kind.LONG: OperatorSet("LongWhere", "Long", _RANGE),
    Kind.FLOAT: OperatorSet("FloatWhere", "Float", _RANGE),
    Kind.BOOLEAN: OperatorSet("BooleanWhere", "Boolean", (_EQ, _NE, _NULL)),
    Kind.DATE: OperatorSet("DateWhere", "Date", _RANGE),
    Kind.DATETIME: OperatorSet("DateTimeWhere", "DateTime", _RANGE),
    Kind.LOCALIZED: OperatorSet("LocalizedTextWhere", "String", (_NULL,), texts=True),
}
_ID = OperatorSet("IDWhere", "ID", (_EQ, _NE, _IN, _NOT_IN))
_NAME = OperatorSet("NameWhere", "String", (_EQ, _NE, _IN, _NOT_IN, _FOLDED_STARTS, _FOLDED_CONTAINS, _NULL))
_LOCALIZED_NAME = OperatorSet("LocalizedNameWhere", "String", (_FOLDED_STARTS, _FOLDED_CONTAINS, _NULL), texts=True)
_STRINGS = OperatorSet("StringListWhere", "String", (_HAS,))
TEXT_OPERATORS = _SETS[Kind.STRING]
_SIDES = {"hu": 0, "en": 1}


def operators_of(prop: Property) -> OperatorSet:
    """The operators that a filterable property allows."""
    if prop.scheme is not None:
        enum = schemes()[prop.scheme].enum
        if prop.many:
            return OperatorSet(f"{enum}ListWhere", enum, (_HAS,))
        return OperatorSet(f"{enum}Where", enum, (_EQ, _NE, _IN, _NOT_IN, _NULL))
    if prop.many:
        return _STRINGS
    if prop.name == "id":
        return _ID
    if prop.sort is not None:
        return _LOCALIZED_NAME if prop.kind is Kind.LOCALIZED else _NAME
    return _SETS[prop.kind]


@dataclass(frozen=True)
class Compare:
    """A comparison of a stored property with a value; `folded` values lose case and accents first."""

    property: Property
    stored: str
    operator: Operator
    source: Source
    folded: bool = False


@dataclass(frozen=True)
class IsNull:
    """Whether a stored property is missing."""

    stored: str
    missing: bool


@dataclass(frozen=True)
class Every:
    """All of these; true when there are none."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class AnyOf:
    """One of these at least; false when there are none."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class Negation:
    """True of whatever `part` is not true of, null included."""

    part: Condition


@dataclass(frozen=True)
class Related:
    """Some, or no, node at the far end of `link` meets `part`. To-one links are `some`."""

    link: Link
    quantifier: Literal["some", "none"]
    part: Condition


@dataclass(frozen=True)
class EndsMeet:
    """Some, or none, of the two ends of a tie meets `part`."""

    quantifier: Literal["some", "none"]
    part: Condition


Condition = Compare | IsNull | Every | AnyOf | Negation | Related | EndsMeet
Target = NodeType | TieType


def conditions(model: Model, target: Target, where: Input, depth: int = 1) -> Condition:
    """The condition that a `where` input of `target` states.

    Raises RequestError for a null where a value must be, too many items, too long a text, or too many levels.
    """
    if depth > MOST_DEPTH:
        raise RequestError("WHERE_DEPTH", most=MOST_DEPTH, value=depth)
    parts: list[Condition] = []
    for name, value in where.fields():
        if value.is_null:
            raise RequestError("NULL_NOT_ALLOWED", argument=value.name)
        if name in _CONNECTIVES:
            parts.append(_CONNECTIVES[name](model, target, value, depth))
        elif name in target.properties:
            parts.extend(_comparisons(target.properties[name], value))
        elif isinstance(target, TieType):
            parts.extend(_ends(model, target, value, depth))
        else:
            parts.extend(_related(model, target.links[name], value, depth))
    return parts[0] if len(parts) == 1 else Every(tuple(parts))


def _every(model: Model, target: Target, value: Input, depth: int) -> Condition:
    return Every(tuple(conditions(model, target, item, depth + 1) for item in _items(value)))


def _any(model: Model, target: Target, value: Input, depth: int) -> Condition:
    return AnyOf(tuple(conditions(model, target, item, depth + 1) for item in _items(value)))


def _not(model: Model, target: Target, value: Input, depth: int) -> Condition:
    return Negation(conditions(model, target, value, depth + 1))


_CONNECTIVES: dict[str, Callable[[Model, Target, Input, int], Condition]] = {"AND": _every, "OR": _any, "NOT": _not}


def _items(value: Input) -> list[Input]:
    items = value.items()
    if len(items) > MOST_ITEMS:
        raise RequestError("LIST_LENGTH", argument=value.name, most=MOST_ITEMS, value=len(items))
    return items


def _comparisons(prop: Property, value: Input) -> Iterator[Condition]:
    known = operators_of(prop)
    for name, operand in value.fields():
        if operand.is_null:
            raise RequestError("NULL_NOT_ALLOWED", argument=operand.name)
        if known.texts and name in _SIDES:
            stored = prop.stored_names[_SIDES[name]]
            for inner, text in operand.fields():
                yield _comparison(prop, stored, TEXT_OPERATORS.operator(inner), text)
        else:
            yield _comparison(prop, prop.stored_names[0], known.operator(name), operand)


def _comparison(prop: Property, stored: str, operator: Operator, operand: Input) -> Condition:
    if operand.is_null:
        raise RequestError("NULL_NOT_ALLOWED", argument=operand.name)
    check_operand(operand.value, operand.name)
    if operator.value == "bool":
        return IsNull(stored, missing=bool(operand.value))
    folded = operator in (_FOLDED_STARTS, _FOLDED_CONTAINS)
    return Compare(prop, "nameFolded" if folded else stored, operator, operand.source, folded)


def check_operand(value: object, argument: str) -> None:
    """Refuses a filter value that is too long, or null. Raises RequestError."""
    if value is None:
        raise RequestError("NULL_NOT_ALLOWED", argument=argument)
    if isinstance(value, str) and len(value) > MOST_CHARACTERS:
        raise RequestError("STRING_LENGTH", argument=argument, most=MOST_CHARACTERS, value=len(value))
    if isinstance(value, list):
        if len(value) > MOST_ITEMS:
            raise RequestError("LIST_LENGTH", argument=argument, most=MOST_ITEMS, value=len(value))
        for item in value:
            check_operand(item, argument)


def _related(model: Model, link: Link, value: Input, depth: int) -> Iterator[Condition]:
    target = model.types.get(link.target) or model.types["Node"]
    if not link.many:
        yield Related(link, "some", conditions(model, target, value, depth + 1))
        return
    for quantifier, inner in value.fields():
        if inner.is_null:
            raise RequestError("NULL_NOT_ALLOWED", argument=inner.name)
        some: Literal["some", "none"] = "some" if quantifier == "some" else "none"
        yield Related(link, some, conditions(model, target, inner, depth + 1))


def _ends(model: Model, tie: TieType, value: Input, depth: int) -> Iterator[Condition]:
    target = model.types[tie.between]
    for quantifier, inner in value.fields():
        if inner.is_null:
            raise RequestError("NULL_NOT_ALLOWED", argument=inner.name)
        some: Literal["some", "none"] = "some" if quantifier == "some" else "none"
        yield EndsMeet(some, conditions(model, target, inner, depth + 1))

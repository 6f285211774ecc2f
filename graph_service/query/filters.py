"""The conditions that a `where` input becomes.

A condition is a small tree; `lift` chooses where a statement starts from it, the compiler writes it as text.
Null is never a match: `NOT` is true of whatever the condition is not true of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal, get_args

from graph_service.errors import RequestError
from graph_service.model.measures import FIELD
from graph_service.model.structure import Kind, Link, Model, NodeType, Property, RelationshipType, SharedField, TieType
from graph_service.query.inputs import Input, Source
from graph_service.query.operands import bounds, check_degrees, check_kilometres, check_operand
from graph_service.query.operators import (
    COUNT_OPERATORS,
    FOLDED_OPERATORS,
    LEAST,
    MOST,
    TEXT_OPERATORS,
    Operator,
    edge_fields,
    operators_of,
)

MOST_DEPTH = 8
EDGE = "edge"
ON = "on"
_SIDES = {"hu": 0, "en": 1}

Quantifier = Literal["some", "none", "all", "single"]


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
    """Whether a property, stored or measured, is missing."""

    stored: str
    missing: bool
    measured: bool = False


@dataclass(frozen=True)
class IsEmpty:
    """Whether a stored list holds nothing."""

    stored: str
    empty: bool


@dataclass(frozen=True)
class AtPoint:
    """A point that the caller gives, in degrees."""

    longitude: Source
    latitude: Source


@dataclass(frozen=True)
class AtNode:
    """The point of a node of `label`, by its id."""

    label: str
    stored: str
    id: Source


@dataclass(frozen=True)
class Within:
    """Whether a stored point lies at most so many kilometres from `centre`."""

    stored: str
    centre: AtPoint | AtNode
    km: Source


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
class OnEdge:
    """The relationship by which the thing was reached meets `part`."""

    part: Condition


@dataclass(frozen=True)
class OfLabel:
    """The node is of `label` and meets `part`."""

    label: str
    part: Condition


@dataclass(frozen=True)
class Ends:
    """Both ends of a tie."""


Relatives = Link | SharedField | Ends


@dataclass(frozen=True)
class Related:
    """Some, none, all or just one of the relatives over `link` meet `part`. To-one links are `some`."""

    link: Relatives
    quantifier: Quantifier
    part: Condition


@dataclass(frozen=True)
class RelatedNumber:
    """How many relatives over `link` meet `part`, compared with a number."""

    link: Relatives
    part: Condition
    operator: Operator
    source: Source


Condition = Compare | IsNull | IsEmpty | Within | Every | AnyOf | Negation | OnEdge | OfLabel | Related | RelatedNumber
Target = NodeType | TieType


def must_hold(condition: Condition | None) -> tuple[Condition, ...]:
    """The conditions that must all hold, nested ANDs opened."""
    if condition is None:
        return ()
    if isinstance(condition, Every):
        return tuple(inner for part in condition.parts for inner in must_hold(part))
    return (condition,)


def conditions(
    model: Model, target: Target, where: Input, relationship: RelationshipType | None = None, depth: int = 1
) -> Condition:
    """The condition that a `where` input of `target`, reached over `relationship`, states.

    Raises RequestError for a null where a value must be, too many items, too long a text, too many levels, or a
    condition on a relationship that is not there.
    """
    return _Reading(model, relationship).condition(target, where, depth)


def asks_edge(condition: Condition) -> bool:
    """Whether a condition is, in part, one on the relationship by which its thing was reached."""
    match condition:
        case OnEdge():
            return True
        case Every(parts) | AnyOf(parts):
            return any(map(asks_edge, parts))
        case Negation(part) | OfLabel(_, part):
            return asks_edge(part)
    return False


def walks(condition: Condition) -> bool:
    """Whether a condition follows relationships, so that what it costs grows with their number."""
    match condition:
        case Related(link, _, part) | RelatedNumber(link, part, _, _):
            return not isinstance(link, Ends) or walks(part)
        case Every(parts) | AnyOf(parts):
            return any(map(walks, parts))
        case Negation(part) | OfLabel(_, part) | OnEdge(part):
            return walks(part)
    return False


@dataclass(frozen=True)
class _Reading:
    """Reads inputs about what was reached over `relationship`, if over one with properties."""

    model: Model
    relationship: RelationshipType | None

    def condition(self, target: Target, where: Input, depth: int) -> Condition:
        if depth > MOST_DEPTH:
            raise RequestError("WHERE_DEPTH", most=MOST_DEPTH, value=depth)
        parts: list[Condition] = []
        for name, value in where.fields():
            _refuse_null(value)
            parts.extend(self._part(target, name, value, depth))
        return parts[0] if len(parts) == 1 else Every(tuple(parts))

    def _part(self, target: Target, name: str, value: Input, depth: int) -> Iterator[Condition]:
        if name in _CONNECTIVES:
            yield _CONNECTIVES[name](self, target, value, depth)
        elif name in target.properties:
            yield from self.comparisons(target.properties[name], value)
        elif name == FIELD and isinstance(target, NodeType) and target.measures:
            yield from self._measured(target.measures, value)
        elif isinstance(target, TieType):
            relatives, far = self._of_tie(target, name)
            yield from self._quantified(relatives, far, value, depth)
        elif name in target.links:
            yield from self._linked(target.links[name], value, depth)
        elif name == EDGE:
            yield from self._edge(value)
        else:
            label = self.model.types[name.removeprefix(ON)]
            yield OfLabel(label.name, self.condition(label, value, depth + 1))

    def every(self, target: Target, value: Input, depth: int) -> Condition:
        return Every(tuple(self.condition(target, item, depth + 1) for item in _items(value)))

    def any(self, target: Target, value: Input, depth: int) -> Condition:
        return AnyOf(tuple(self.condition(target, item, depth + 1) for item in _items(value)))

    def negated(self, target: Target, value: Input, depth: int) -> Condition:
        return Negation(self.condition(target, value, depth + 1))

    def _measured(self, measures: Mapping[str, Property], value: Input) -> Iterator[Condition]:
        """Conditions on its place in the network."""
        for name, operand in value.fields():
            _refuse_null(operand)
            yield from self.comparisons(measures[name], operand)

    def _linked(self, link: Link, value: Input, depth: int) -> Iterator[Condition]:
        target = self.model.types.get(link.target) or self.model.types["Node"]
        if link.many:
            yield from self._quantified(link, target, value, depth)
        else:
            far = replace(self, relationship=link.relationship)
            yield Related(link, "some", far.condition(target, value, depth + 1))

    def _of_tie(self, tie: TieType, name: str) -> tuple[Relatives, NodeType]:
        if name == tie.ends:
            return Ends(), self.model.types[tie.between]
        shared = tie.shared[name]
        return shared, self.model.types[shared.target]

    def _quantified(self, link: Relatives, target: NodeType, value: Input, depth: int) -> Iterator[Condition]:
        """`{some none all single count}` of what a connection leads to."""
        far = replace(self, relationship=link.relationship if isinstance(link, Link) else None)
        quantifiers: dict[str, Quantifier] = {name: name for name in get_args(Quantifier)}
        for name, inner in value.fields():
            _refuse_null(inner)
            if name in quantifiers:
                yield Related(link, quantifiers[name], far.condition(target, inner, depth + 1))
            else:
                yield from far._counted(link, target, inner, depth)

    def _counted(self, link: Relatives, target: NodeType, value: Input, depth: int) -> Iterator[Condition]:
        given = dict(value.fields())
        for item in given.values():
            _refuse_null(item)
        where = given.pop("where", None)
        part = Every(()) if where is None else self.condition(target, where, depth + 1)
        operators = {operator.name: operator for operator in COUNT_OPERATORS}
        for name, operand in given.items():
            yield RelatedNumber(link, part, operators[name], operand.source)

    def _edge(self, value: Input) -> Iterator[Condition]:
        """Conditions on the relationship that was followed; refused where none was, or where it lacks the property."""
        own = {
            field.name: field.property
            for field in edge_fields(self.model)
            if self.relationship is not None and field.type == self.relationship.type
        }
        for name, operand in value.fields():
            _refuse_null(operand)
            if name not in own:
                raise edge_unknown(name, self.relationship, own)
            for part in self.comparisons(own[name], operand):
                yield OnEdge(part)

    def comparisons(self, prop: Property, value: Input) -> Iterator[Condition]:
        known = operators_of(prop)
        for name, operand in value.fields():
            _refuse_null(operand)
            if known.texts and name in _SIDES:
                stored = prop.stored_names[_SIDES[name]]
                for inner, text in operand.fields():
                    yield from self._comparison(prop, stored, TEXT_OPERATORS.operator(inner), text)
            else:
                yield from self._comparison(prop, prop.stored_names[0], known.operator(name), operand)

    def _comparison(self, prop: Property, stored: str, operator: Operator, operand: Input) -> Iterator[Condition]:
        _refuse_null(operand)
        match operator.value:
            case "place":
                yield self._within(stored, operand)
                return
            case "pair":
                yield from _pair(prop, stored, operand)
                return
            case "bool":
                empty = operator.name == "isEmpty"
                holds = bool(operand.value)
                yield IsEmpty(stored, holds) if empty else IsNull(stored, holds, prop.measured)
                return
        check_operand(operand.value, operand.name)
        folded = operator in FOLDED_OPERATORS
        yield Compare(prop, "nameFolded" if folded else stored, operator, operand.source, folded)

    def _within(self, stored: str, value: Input) -> Condition:
        given = dict(value.fields())
        for item in given.values():
            _refuse_null(item)
        if len({"of", "point"} & set(given)) != 1:
            raise RequestError("WITHIN_CENTRE")
        check_kilometres(given["km"].value)
        if "point" in given:
            point = dict(given["point"].fields())
            check_degrees(point["longitude"].value, "longitude")
            check_degrees(point["latitude"].value, "latitude")
            return Within(stored, AtPoint(point["longitude"].source, point["latitude"].source), given["km"].source)
        return Within(stored, self._place(given["of"]), given["km"].source)

    def _place(self, id_: Input) -> AtNode:
        """The node whose point is meant: the prefix of its id names its label."""
        check_operand(id_.value, id_.name)
        label = self.model.label_of(str(id_.value))
        point = located(label)
        if label is None or point is None:
            prefixes = ", ".join(f"`{node.prefix}:…`" for node in self.model.labels if located(node) is not None)
            raise RequestError("WITHIN_PLACE", allowed=prefixes)
        return AtNode(label.name, point.stored, id_.source)


def comparisons(model: Model, prop: Property, value: Input) -> Iterator[Condition]:
    """The conditions that an operators input states of one property, or of a number or day that is computed."""
    return _Reading(model, None).comparisons(prop, value)


def located(label: NodeType | None) -> Property | None:
    """The property that says where nodes of a public label are, if there is one."""
    if label is None or not label.public:
        return None
    return next((p for p in label.properties.values() if p.kind is Kind.POINT and p.public), None)


def edge_unknown(name: str, relationship: RelationshipType | None, allowed: object) -> RequestError:
    """The refusal of a property that the relationship followed does not have."""
    if relationship is None:
        return RequestError("EDGE_NONE", name=name)
    names = ", ".join(f"`{known}`" for known in allowed)  # type: ignore[attr-defined]  # any iterable of names
    return RequestError("EDGE_UNKNOWN", name=name, relationship=relationship.type, allowed=names or "–")


_CONNECTIVES: dict[str, Callable[[_Reading, Target, Input, int], Condition]] = {
    "AND": _Reading.every,
    "OR": _Reading.any,
    "NOT": _Reading.negated,
}


def _pair(prop: Property, stored: str, operand: Input) -> Iterator[Condition]:
    """From the first to the second of two values."""
    items = operand.items()
    if len(items) != 2:
        raise RequestError("PAIR_LENGTH", argument=operand.name, value=len(items))
    for operator, item in zip((LEAST, MOST), items, strict=True):
        check_operand(item.value, operand.name)
        yield Compare(prop, stored, operator, item.source)


def _items(value: Input) -> list[Input]:
    items = value.items()
    if len(items) > bounds().items:
        raise RequestError("LIST_LENGTH", argument=value.name, most=bounds().items, value=len(items))
    return items


def _refuse_null(value: Input) -> None:
    if value.is_null:
        raise RequestError("NULL_NOT_ALLOWED", argument=value.name)

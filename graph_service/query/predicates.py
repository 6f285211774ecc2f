"""Conditions as Cypher predicates. Absent filters are absent from the text; values are only ever parameters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph_service.cypher import identifier, where_cypher
from graph_service.model.structure import Kind, Link, Model, SharedField
from graph_service.query.access import Access
from graph_service.query.distances import distance_cypher
from graph_service.query.filters import (
    AnyOf,
    AtNode,
    AtPoint,
    Compare,
    Condition,
    Ends,
    Every,
    IsEmpty,
    IsNull,
    Negation,
    OfLabel,
    OnEdge,
    Quantifier,
    Related,
    RelatedNumber,
    Relatives,
    Within,
    asks_edge,
    walks,
)
from graph_service.query.negation import negated
from graph_service.query.parameters import Parameters
from graph_service.query.patterns import Patterns
from graph_service.query.steps import Hop, Names

_CASTS = {Kind.DATE: "date", Kind.DATETIME: "datetime"}


@dataclass(frozen=True)
class Subject:
    """What a condition is about: a node variable and its labels; for a tie its relationship and both ends.

    `relationship` is the one by which a node was reached, where conditions ask of it.
    """

    variable: str
    labels: tuple[str, ...]
    ends: tuple[str, ...] = ()
    relationship: str | None = None


@dataclass(frozen=True)
class _Far:
    """Relatives as a pattern from a bound subject: what must hold on the way, and the far end."""

    hop: Hop
    subject: Subject
    repeats: bool

    def matched(self, tests: Sequence[str]) -> str:
        """The clauses, with what else must hold."""
        return f"MATCH {self.hop.pattern}{where_cypher([*self.hop.conditions, *tests])}"


class Predicates:
    """Writes the conditions of one statement."""

    def __init__(self, model: Model, patterns: Patterns, names: Names, parameters: Parameters, access: Access) -> None:
        self._model = model
        self._access = access
        self._patterns = patterns
        self._names = names
        self._parameters = parameters

    def text(self, condition: Condition, subject: Subject) -> str:
        """The predicate; an empty string where it is always true."""
        match condition:
            case Compare():
                return self.comparison(condition, subject.variable)
            case IsNull(stored, missing, measured):
                held = self._access.text(subject.variable, stored, measured=measured)
                return f"{held} IS {'' if missing else 'NOT '}NULL"
            case IsEmpty(stored, empty):
                held = self._access.text(subject.variable, stored)
                return f"size(coalesce({held}, [])) {'=' if empty else '>'} 0"
            case Within():
                return self._within(condition, subject.variable)
            case Every(parts):
                # Not every engine asks first what costs least.
                texts = [text for part in sorted(parts, key=walks) if (text := self.text(part, subject))]
                return " AND ".join(texts) if len(texts) < 2 else f"({' AND '.join(texts)})"
            case AnyOf(parts):
                texts = [self.text(part, subject) or "true" for part in parts]
                return f"({' OR '.join(texts)})" if texts else "false"
            case Negation(part):
                return self._not(part, subject)
            case OnEdge(part):
                assert subject.relationship is not None
                return self.text(part, Subject(subject.relationship, ()))
            case OfLabel(label, part):
                return self._of_label(label, part, subject)
            case Related(link, quantifier, part):
                return self._related(link, quantifier, part, subject)
            case RelatedNumber(link, part, operator, source):
                number = self.number(link, part, subject)
                return operator.text.format(left=number, right=self._parameters.count(source))

    def comparison(self, condition: Compare, variable: str) -> str:
        """`n0.stored = $p0` and its like."""
        measured = condition.property.measured
        return self.compared(condition, self._access.text(variable, condition.stored, measured=measured))

    def compared(self, condition: Compare, left: str) -> str:
        """The comparison of an expression."""
        right = self._parameters.operand(condition)
        cast = _CASTS.get(condition.property.kind)
        if cast is not None:
            many = condition.operator.value == "list"
            right = f"[value IN {right} | {cast}(value)]" if many else f"{cast}({right})"
        return condition.operator.text.format(left=left, right=right)

    def number(self, link: Relatives, part: Condition, subject: Subject) -> str:
        """How many relatives meet `part`, as an expression."""
        if isinstance(link, Ends):
            texts = self._of_ends(part, subject)
            return f"({' + '.join(f'CASE WHEN {text} THEN 1 ELSE 0 END' for text in texts)})"
        far = self._far(link, part, subject)
        matched = far.matched([self.text(part, far.subject)])
        if far.repeats:
            return f"COUNT {{ {matched} RETURN DISTINCT {far.subject.variable} }}"
        return f"COUNT {{ {matched}{_closing(far)} }}"

    def _not(self, part: Condition, subject: Subject) -> str:
        """That a condition is not met: null is never a match."""
        turned = negated(part)
        if not isinstance(turned, Negation):
            return self.text(turned, subject)
        if isinstance(part, Compare | Within):
            return f"NOT coalesce({self.text(part, subject)}, false)"
        if isinstance(part, Related) and isinstance(part.link, Ends):
            one, other = self._both_ways(part.part, subject)
            return f"(({one[0]} AND {other[0]}) OR ({one[1]} AND {other[1]}))"
        return f"NOT {self.text(part, subject)}"

    def _of_label(self, label: str, part: Condition, subject: Subject) -> str:
        inner = self.text(part, Subject(subject.variable, (label,), relationship=subject.relationship))
        is_label = f"{subject.variable}:{identifier(label)}"
        return f"({is_label} AND {inner})" if inner else is_label

    def _related(self, link: Relatives, quantifier: Quantifier, part: Condition, subject: Subject) -> str:
        if isinstance(link, Ends):
            return self._ends(quantifier, part, subject)
        if quantifier == "single":
            return f"{self.number(link, part, subject)} = 1"
        far = self._far(link, part, subject)
        inner = self._not(part, far.subject) if quantifier == "all" else self.text(part, far.subject)
        latest = self._latest(link, subject, far.subject.variable) if isinstance(link, Link) else []
        exists = f"EXISTS {{ {far.matched([inner, *latest])}{_closing(far)} }}"
        return exists if quantifier == "some" else f"NOT {exists}"

    def _far(self, link: Link | SharedField, part: Condition, subject: Subject) -> _Far:
        end = self._names.new("n")
        if isinstance(link, SharedField):
            hop = self._patterns.shared(subject.ends, link, end, self._names)
            return _Far(hop, Subject(end, (link.target,)), repeats=True)
        named = asks_edge(part)
        hop = self._patterns.along(subject.variable, subject.labels, link, end, self._names, named=named)
        far = Subject(end, link.labels, relationship=hop.relationship)
        return _Far(hop, far, repeats=len(link.steps) > 1 or hop.repeats)

    def _latest(self, link: Link, subject: Subject, end: str) -> list[str]:
        """That no other end of the link is later, for links that lead to the latest one only."""
        if link.latest is None:
            return []
        other = self._names.new("n")
        hop = self._patterns.along(subject.variable, subject.labels, link, other, self._names, named=False)
        stored = identifier(link.latest)
        later = f"{other}.{stored} > {end}.{stored} OR ({other}.{stored} = {end}.{stored} AND {other}.id > {end}.id)"
        return [f"NOT EXISTS {{ MATCH {hop.pattern}{where_cypher([*hop.conditions, f'({later})'])} }}"]

    def _ends(self, quantifier: Quantifier, part: Condition, subject: Subject) -> str:
        """Both ends are bound, so a quantifier over them is two predicates."""
        match quantifier:
            case "some":
                return f"({' OR '.join(self._of_ends(part, subject))})"
            case "none":
                return f"({' AND '.join(self._of_ends(Negation(part), subject))})"
            case "all":
                return f"({' AND '.join(self._of_ends(part, subject))})"
            case "single":
                one, other = self._both_ways(part, subject)
                return f"(({one[0]} AND {other[1]}) OR ({one[1]} AND {other[0]}))"

    def _both_ways(self, part: Condition, subject: Subject) -> Sequence[tuple[str, str]]:
        """For each end, that it meets a condition, and that it does not."""
        return list(zip(self._of_ends(part, subject), self._of_ends(Negation(part), subject), strict=True))

    def _of_ends(self, part: Condition, subject: Subject) -> Sequence[str]:
        return [self.text(part, Subject(end, subject.labels)) or "true" for end in subject.ends]

    def _within(self, condition: Within, variable: str) -> str:
        """The haversine in plain Cypher, so that both engines measure alike."""
        here = self._access.text(variable, condition.stored)
        most = self._parameters.kilometres(condition.km)
        match condition.centre:
            case AtPoint(longitude, latitude):
                x = self._parameters.degrees(longitude, "longitude")
                y = self._parameters.degrees(latitude, "latitude")
                return f"{distance_cypher(here, x, y)} <= {most}"
            case AtNode(label, stored, id_):
                centre = self._names.new("n")
                key = self._parameters.key(id_, number=False)
                there = self._access.text(centre, stored)
                distance = distance_cypher(here, f"{there}.x", f"{there}.y")
                return f"EXISTS {{ MATCH ({centre}:{identifier(label)} {{id: {key}}}) WHERE {distance} <= {most} }}"


def _closing(far: _Far) -> str:
    return f" RETURN {far.subject.variable}" if far.hop.closes else ""

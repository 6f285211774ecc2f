"""Conditions as Cypher predicates. Absent filters are absent from the text; values are only ever parameters."""

from __future__ import annotations

from dataclasses import dataclass

from graph_service.cypher import identifier, where_cypher
from graph_service.model.structure import Kind, Link, Model
from graph_service.query.filters import (
    AnyOf,
    Compare,
    Condition,
    EndsMeet,
    Every,
    IsNull,
    Negation,
    Related,
)
from graph_service.query.parameters import Parameters
from graph_service.query.patterns import Names, Patterns

_CASTS = {Kind.DATE: "date", Kind.DATETIME: "datetime"}


@dataclass(frozen=True)
class Subject:
    """What a condition is about: a node variable and its labels; for a tie its relationship and both ends."""

    variable: str
    labels: tuple[str, ...]
    ends: tuple[str, ...] = ()


class Predicates:
    """Writes the conditions of one statement."""

    def __init__(self, model: Model, patterns: Patterns, names: Names, parameters: Parameters) -> None:
        self._model = model
        self._patterns = patterns
        self._names = names
        self._parameters = parameters

    def text(self, condition: Condition, subject: Subject) -> str:
        """The predicate; an empty string where it is always true."""
        match condition:
            case Compare():
                return self.comparison(condition, subject.variable)
            case IsNull(stored, missing):
                return f"{subject.variable}.{identifier(stored)} IS {'' if missing else 'NOT '}NULL"
            case Every(parts):
                texts = [text for part in parts if (text := self.text(part, subject))]
                return " AND ".join(texts) if len(texts) < 2 else f"({' AND '.join(texts)})"
            case AnyOf(parts):
                return self._any(parts, subject)
            case Negation(part):
                return f"NOT coalesce({self.text(part, subject) or 'true'}, false)"
            case Related():
                return self._related(condition, subject)
            case EndsMeet(quantifier, part):
                return self._ends(quantifier == "some", part, subject)

    def comparison(self, condition: Compare, variable: str) -> str:
        """`n0.stored = $p0` and its like."""
        right = self._parameters.operand(condition)
        cast = _CASTS.get(condition.property.kind)
        if cast is not None:
            many = condition.operator.value == "list"
            right = f"[value IN {right} | {cast}(value)]" if many else f"{cast}({right})"
        return condition.operator.text.format(left=f"{variable}.{identifier(condition.stored)}", right=right)

    def _any(self, parts: tuple[Condition, ...], subject: Subject) -> str:
        texts = [self.text(part, subject) or "true" for part in parts]
        return f"({' OR '.join(texts)})" if texts else "false"

    def _related(self, condition: Related, subject: Subject) -> str:
        link = condition.link
        end = self._names.new("n")
        hop = self._patterns.along(subject.variable, subject.labels, link, end, self._names, named=False)
        inner = self.text(condition.part, Subject(end, link.labels))
        tests = [*hop.conditions, inner, *self._latest(condition.link, subject, end)]
        where = where_cypher(tests)
        negated = "NOT " if condition.quantifier == "none" else ""
        return f"{negated}EXISTS {{ MATCH {hop.pattern}{where} }}"

    def _latest(self, link: Link, subject: Subject, end: str) -> list[str]:
        """That no other end of the link is later, for links that lead to the latest one only."""
        if link.latest is None:
            return []
        other = self._names.new("n")
        hop = self._patterns.along(subject.variable, subject.labels, link, other, self._names, named=False)
        stored = identifier(link.latest)
        later = f"{other}.{stored} > {end}.{stored} OR ({other}.{stored} = {end}.{stored} AND {other}.id < {end}.id)"
        return [f"NOT EXISTS {{ MATCH {hop.pattern}{where_cypher([*hop.conditions, f'({later})'])} }}"]

    def _ends(self, some: bool, part: Condition, subject: Subject) -> str:
        """Both ends are bound, so a quantifier over them is two predicates."""
        if not some:
            return f"NOT coalesce({self._ends(True, part, subject)}, false)"
        texts = [self.text(part, Subject(end, subject.labels)) or "true" for end in subject.ends]
        return f"({' OR '.join(texts)})"

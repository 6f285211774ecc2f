"""Derived relationships computed when asked: those that are not stored, and all of them as of a day.

Both ends of a tie reach the same evidence, so the text goes from one end to the evidence and back to the other, in two
MATCH clauses: within one, no relationship may be met twice. Where properties of the tie are asked for, one row a pair
is made, with a map in the place of the relationship: `r0.weight` reads the same of either.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import TYPE_CHECKING

from graph_service.cypher import identifier, where_cypher
from graph_service.model.arrows import arrow, way_back
from graph_service.model.declare import Direction, Step
from graph_service.model.structure import Link, RelationshipType, SharedField
from graph_service.query.distances import distance_cypher
from graph_service.query.moments import start_cypher
from graph_service.query.steps import Hop, Names

if TYPE_CHECKING:
    from graph_service.query.patterns import Patterns


@dataclass(frozen=True)
class LivePairs:
    """The clauses from a member to its ties: `tie` is a map, `ends` are smaller id first."""

    found: str
    merged: str
    other: str


@dataclass
class _Way:
    """MATCH clauses on the way along some steps, the tests of the last, and, where they are `dated`, the first days of
    the relationships that were followed."""

    dated: bool = False
    clauses: list[str] = field(default_factory=list)
    tests: list[str] = field(default_factory=list)
    days: list[str] = field(default_factory=list)

    def then(self, pattern: str, tests: Sequence[str]) -> None:
        """A further MATCH; the tests so far belong to the one before."""
        if self.clauses:
            self.clauses[-1] += where_cypher(self.tests)
        self.clauses.append(pattern)
        self.tests = list(tests)

    @property
    def pattern(self) -> str:
        return " MATCH ".join(self.clauses)


class LiveTies:
    """Writes derived relationships as what they rest on."""

    def __init__(self, patterns: Patterns) -> None:
        self._patterns = patterns

    def along(self, start: str, link: Link, end: str, names: Names, *, named: bool) -> Hop:
        """The way of `link` from `start` to `end`; `named` makes the tie a map of its properties."""
        declared = self._patterns.model.relationships[link.steps[0].type]
        way, shared = self._to_other(start, declared, link.labels, end, names, dated=named)
        apart = self._apart(declared, start, end, names)
        if not named:
            return Hop(way.pattern, end, None, (*way.tests, *apart), repeats=True)
        tie = names.new("r")
        # The start comes along: the embedded engine forgets in WITH even what a subquery imports.
        merged = self._merged(declared, shared, way.days, (start, end), (start, end), link.labels, tie, names, apart)
        return Hop(f"{way.pattern}{where_cypher(way.tests)}{merged}", end, tie, (), closes=True)

    def evidence(self, ends: tuple[str, ...], field: SharedField, end: str, names: Names) -> Hop:
        """What both `ends` reach; met once a way there."""
        one, other = ends
        way = _Way()
        self._follow(way, one, field.steps, end, f":{identifier(field.target)}", names)
        self._back(way, end, field.steps, other, "", names)
        return Hop(way.pattern, end, None, tuple(way.tests), repeats=True)

    def pairs(self, member: str, declared: RelationshipType, label: str, pair: str, names: Names) -> LivePairs:
        """The ties of `member`: `found` finds them, `merged` makes one row a pair of them, called `pair`."""
        other = f"{pair}o"
        way, shared = self._to_other(member, declared, (label,), other, names, dated=True)
        first, last = f"{pair}a", f"{pair}b"
        smaller = f"CASE WHEN {member}.id < {other}.id THEN {member} ELSE {other} END AS {first}"
        larger = f"CASE WHEN {member}.id < {other}.id THEN {other} ELSE {member} END AS {last}"
        day = names.new("k")
        days = reduce(_later, way.days) if way.days else "null"
        apart = self._apart(declared, first, last, names)
        merged = self._merged(declared, shared, [day], (first, last), (first, last), (label,), pair, names, apart)
        ordered = f" WITH {smaller}, {larger}, {shared}, {days} AS {day}"
        return LivePairs(f"MATCH {way.pattern}{where_cypher(way.tests)}", f"{ordered}{merged}", other)

    def _to_other(
        self, start: str, declared: RelationshipType, labels: tuple[str, ...], end: str, names: Names, *, dated: bool
    ) -> tuple[_Way, str]:
        """From one end of a tie to the other, and the name of what they share."""
        assert declared.evidence is not None
        shared = names.new("x")
        way = _Way(dated=dated and "since" in declared.properties)
        steps = declared.evidence.steps
        self._follow(way, start, steps, shared, self._label(steps[-1]), names)
        self._back(way, shared, steps, end, self._patterns.label_text(labels), names)
        way.tests.append(f"{end}.id <> {start}.id")
        return way, shared

    def _apart(self, declared: RelationshipType, start: str, end: str, names: Names) -> tuple[str, ...]:
        """What must not be between the two ends; asked once a pair, where pairs are made."""
        return () if declared.without is None else (self.missing(declared.without, start, end, names),)

    def missing(self, type_: str, start: str, end: str, names: Names) -> str:
        """That two nodes have no tie of `type_`."""
        way = _Way()
        self._follow(way, start, (Step(type_, Direction.BOTH),), end, "", names)
        return f"NOT EXISTS {{ MATCH {way.pattern}{where_cypher(way.tests)} }}"

    def _follow(self, way: _Way, start: str, steps: Sequence[Step], end: str, label: str, names: Names) -> None:
        """Adds the clauses along `steps`, one MATCH a step."""
        here = start
        for place, step in enumerate(steps):
            last = place == len(steps) - 1
            there = end if last else names.new("x")
            self._step(way, here, step, f"{there}{label if last else self._label(step)}", there, names)
            here = there

    def _label(self, step: Step) -> str:
        """The label that a step leads to, where it must be tested: others than a computed tie joins share what it rests
        on, too."""
        declared = self._patterns.model.relationships.get(step.type)
        if declared is None or not self._patterns.is_computed(declared):
            return ""
        return self._patterns.label_text(
            {end for ends in self._patterns.model.relationship_ends[step.type] for end in ends}
        )

    def _back(self, way: _Way, start: str, steps: Sequence[Step], end: str, label: str, names: Names) -> None:
        self._follow(way, start, way_back(steps), end, label, names)

    def _step(self, way: _Way, here: str, step: Step, node: str, there: str, names: Names) -> None:
        model = self._patterns.model
        declared = model.relationships.get(step.type)
        if declared is not None and declared.evidence is not None and self._patterns.is_computed(declared):
            self._tie_step(way, here, declared.evidence, node, there, names)
            return
        spans = [(type_, model.span(type_)) for type_ in step.type.split("|")]
        timed = next((span for _, span in spans if span is not None), None)
        named = timed is not None and (way.dated or self._patterns.moment is not None)
        relationship = names.new("r") if named else None
        way.then(f"({here}){arrow(step, relationship)}({node})", self._patterns.live(step, relationship, here, there))
        if timed is not None and relationship is not None:
            far = here if step.direction is Direction.IN else there
            way.days.append(start_cypher(timed, relationship, far))

    def _tie_step(self, way: _Way, here: str, shared: SharedField, node: str, there: str, names: Names) -> None:
        """A step over a tie that must itself be computed."""
        middle = names.new("x")
        label = node.removeprefix(there)
        self._follow(way, here, shared.steps, middle, "", names)
        self._back(way, middle, shared.steps, there, label, names)
        way.tests.append(f"{there}.id <> {here}.id")

    def _merged(
        self,
        declared: RelationshipType,
        shared: str,
        days: Sequence[str],
        ends: tuple[str, str],
        kept: tuple[str, ...],
        labels: tuple[str, ...],
        tie: str,
        names: Names,
        tests: Sequence[str],
    ) -> str:
        """One row for each `kept` that meets `tests`, with the properties of the tie in a map called `tie`."""
        day = reduce(_later, days) if days else "null"
        known = {name: names.new("k") for name in ("weight", "since", "types")}
        aggregated = {
            "weight": f"count(DISTINCT {shared})",
            "since": f"min({day})",
            "types": f"collect(DISTINCT {shared}.type)",
        }
        asked = [name for name in aggregated if name in declared.properties]
        first = ", ".join([*kept, *(f"{aggregated[name]} AS {known[name]}" for name in asked)])
        values = _Values(self._patterns, ends, labels, names, known)
        entries = ", ".join(f"{identifier(name)}: {_VALUES[name](values)}" for name in declared.properties)
        return f" WITH {first}{where_cypher(tests)} WITH {', '.join(kept)}, {{{entries}}} AS {tie}"


@dataclass(frozen=True)
class _Values:
    """What the properties of a computed tie are made from."""

    patterns: Patterns
    ends: tuple[str, str]
    labels: tuple[str, ...]
    names: Names
    known: dict[str, str]

    def of_both(self, operator: str, name: str) -> str:
        """A comparison of a property of both ends."""
        one, other = (f"{end}.{identifier(name)}" for end in self.ends)
        return f"coalesce({one} {operator} {other}, false)"

    def county(self, end: str) -> str:
        """The id of the county of an end."""
        link = self.patterns.model.types[self.labels[0]].links["county"]
        far = self.names.new("n")
        hop = self.patterns.along(end, self.labels, link, far, self.names, named=False)
        return f"coalesce(head([{hop.pattern} | {far}.id]), '')"

    def km(self) -> str:
        """The distance of the two, with six decimals: the last ones differ by engine."""
        one, other = (f"{end}.location" for end in self.ends)
        return f"round({distance_cypher(one, f'{other}.x', f'{other}.y')} * 1000000.0) / 1000000.0"


# How each property of a computed tie is made; a test holds that the model declares no other.
_VALUES: dict[str, Callable[[_Values], str]] = {
    "weight": lambda values: values.known["weight"],
    "since": lambda values: values.known["since"],
    "types": lambda values: f"COLLECT {{ UNWIND {values.known['types']} AS type RETURN type ORDER BY type }}",
    "crossSector": lambda values: values.of_both("<>", "sector"),
    "crossCounty": lambda values: " <> ".join(values.county(end) for end in values.ends),
    "km": lambda values: values.km(),
}
COMPUTED_PROPERTIES = frozenset(_VALUES)


def _later(one: str, other: str) -> str:
    """The later of two days; a day that is not known decides nothing."""
    return f"CASE WHEN {one} IS NULL OR {other} > {one} THEN {other} ELSE {one} END"

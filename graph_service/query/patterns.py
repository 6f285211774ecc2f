"""Links as Cypher patterns, forwards for a field and hop by hop for a lifted start; labels only where they tell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import count

from graph_service.cypher import identifier
from graph_service.model.declare import Direction, Step
from graph_service.model.structure import Link, Model


class Names:
    """Hands out variable names in the order of traversal, so that equal shapes give equal text."""

    def __init__(self) -> None:
        self._next = {letter: count() for letter in "nrxkf"}

    def new(self, letter: str) -> str:
        """The next name: `n` for nodes, `r` relationships, `x` steps between, `k` keys, `f` fields."""
        return f"{letter}{next(self._next[letter])}"


@dataclass(frozen=True)
class Hop:
    """A pattern from a bound variable to `end`, and what must hold on the way."""

    pattern: str
    end: str
    relationship: str | None
    conditions: tuple[str, ...]


class Patterns:
    """Writes patterns for the links of a model."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._super = {frozenset(model.members(node.name)): node.name for node in model.interfaces if node.super_label}

    def label_text(self, labels: Iterable[str]) -> str:
        """`:A|B` for a set of labels, with super-labels where they cover; sorted, so that equal sets read alike."""
        left = set(labels)
        parts = set()
        for members, name in sorted(self._super.items(), key=lambda item: -len(item[0])):
            if len(members) > 1 and members <= left:
                parts.add(name)
                left -= members
        return ":" + "|".join(identifier(part) for part in sorted(parts | left))

    def along(self, start: str, labels: tuple[str, ...], link: Link, end: str, names: Names, *, named: bool) -> Hop:
        """The pattern of `link` from `start` (of `labels`) to the new variable `end`, in one path."""
        text = f"({start})"
        conditions: list[str] = []
        relationship = None
        for place, step in enumerate(link.steps):
            last = place == len(link.steps) - 1
            variable = names.new("r") if step.open or (last and named) else None
            if step.open:
                conditions.append(f"{variable}.to IS NULL")
            if last and named:
                relationship = variable
            node = f"({end}{self._end_label(labels, link)})" if last else "()"
            text += _arrow(step, variable) + node
        conditions += [f"{end}.{identifier(name)} = '{value}'" for name, value in link.only.items()]
        conditions += _apart(start, end, link)
        return Hop(text, end, relationship, tuple(conditions))

    def shared(self, ends: tuple[str, ...], type_: str, label: str, end: str) -> str:
        """The pattern to what both ends of a tie have a relationship to."""
        one, other = ends
        rel = identifier(type_)
        return f"({one})-[:{rel}]->({end}:{identifier(label)})<-[:{rel}]-({other})"

    def towards(self, far: str, link: Link, start: str, labels: tuple[str, ...], names: Names) -> Hop:
        """The pattern of `link` read from its bound far end: the embedded engine follows the order of the text."""
        steps = tuple(_reversed(step) for step in reversed(link.steps))
        return self.along(far, link.labels, replace(link, steps=steps, labels=labels), start, names, named=False)

    def back(
        self, far: str, labels: tuple[str, ...], link: Link, near: str, names: Names
    ) -> tuple[list[str], list[str]]:
        """The clauses from the far end of `link` back to the new variable `near` of `labels`: one MATCH a step; and
        what is still to be tested after the last.

        Relationships may repeat between clauses but not within one: a node reached back over its own relationship
        stays, as it does in nested EXISTS.
        """
        clauses: list[str] = []
        tests: list[str] = []
        here = far
        for place in range(len(link.steps) - 1, -1, -1):
            step = link.steps[place]
            there = near if place == 0 else names.new("x")
            label = self.label_text(labels) if place == 0 else ""
            variable = names.new("r") if step.open else None
            if tests:
                clauses[-1] += f" WHERE {tests[0]}"
            clauses.append(f"MATCH ({here}){_arrow(_reversed(step), variable)}({there}{label})")
            tests = [f"{variable}.to IS NULL"] if step.open else []
            here = there
        return clauses, [*tests, *_apart(near, far, link)]

    def _end_label(self, labels: tuple[str, ...], link: Link) -> str:
        """The label at the far end; left out where the relationship can only lead to these labels.

        Both ends of every relationship type are declared and the writers hold to it, so a test would only cost a read
        of each node; and a number of relationships can then be read off the node instead of counted.
        """
        here = set(labels)
        for place, step in enumerate(link.steps):
            reached = self._step(here, step) | (here if step.optional else set())
            here = {label for label in reached if self._arrives(label, link, place + 1)}
        return "" if reached <= set(link.labels) else self.label_text(link.labels)

    def _arrives(self, label: str, link: Link, place: int) -> bool:
        """Whether the steps from `place` on can lead from `label` to a label of the link."""
        if place == len(link.steps):
            return label in link.labels
        step = link.steps[place]
        if step.optional and self._arrives(label, link, place + 1):
            return True
        return any(self._arrives(reached, link, place + 1) for reached in self._step({label}, step))

    def _step(self, labels: set[str], step: Step) -> set[str]:
        found: set[str] = set()
        for type_ in step.type.split("|"):
            for start, end in self._model.relationship_ends.get(type_, ()):
                if step.direction is not Direction.IN and start in labels:
                    found.add(end)
                if step.direction is not Direction.OUT and end in labels:
                    found.add(start)
        return found


def _apart(start: str, end: str, link: Link) -> list[str]:
    """What tells the far end of a link from its start, for links that lead to others only."""
    tests = []
    if link.differs:
        tests.append(f"{start}.{identifier(link.differs)} <> {end}.{identifier(link.differs)}")
    elif link.without:
        tests.append(f"{start}.id <> {end}.id")
    if link.without:
        tests.append(f"NOT EXISTS {{ MATCH ({start})-[:{identifier(link.without)}]-({end}) }}")
    return tests


def _reversed(step: Step) -> Step:
    turned = {Direction.OUT: Direction.IN, Direction.IN: Direction.OUT, Direction.BOTH: Direction.BOTH}
    return Step(step.type, turned[step.direction], step.optional, step.open)


def _arrow(step: Step, variable: str | None) -> str:
    types = "|".join(identifier(part) for part in step.type.split("|"))
    inner = f"[{variable or ''}:{types}{'*0..1' if step.optional else ''}]"
    match step.direction:
        case Direction.OUT:
            return f"-{inner}->"
        case Direction.IN:
            return f"<-{inner}-"
        case Direction.BOTH:
            return f"-{inner}-"

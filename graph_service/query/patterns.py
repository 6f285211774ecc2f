"""Links as Cypher patterns, forwards for a field and hop by hop for a lifted start; labels only where they tell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from graph_service.cypher import identifier, where_cypher
from graph_service.model.arrows import arrow, reversed_step, way_back
from graph_service.model.declare import Direction, Step
from graph_service.model.structure import Kept, Link, Model, RelationshipType, SharedField
from graph_service.query.live_ties import LivePairs, LiveTies
from graph_service.query.moments import Moment, is_timed
from graph_service.query.steps import Hop, Names


class Patterns:
    """Writes patterns for the links of a model; relationships as of `moment`, while one is set."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.moment: Moment | None = None
        self._ties = LiveTies(self)
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
        """The pattern of `link` from `start` (of `labels`) to the new variable `end`."""
        if self.is_live(link):
            return self._ties.along(start, link, end, names, named=named)
        text = f"({start})"
        conditions: list[str] = []
        relationship = None
        here = start
        for place, step in enumerate(link.steps):
            last = place == len(link.steps) - 1
            variable = names.new("r") if self.tells(step) or (last and named) else None
            there = end if last else self.between(step, names)
            conditions += self.live(step, variable, here, there)
            if last and named:
                relationship = variable
            text += arrow(step, variable) + (f"({end}{self._end_label(labels, link)})" if last else f"({there})")
            here = there
        conditions += [f"{end}.{identifier(name)} = '{value}'" for name, value in link.only.items()]
        conditions += self._apart(start, end, link, names)
        return Hop(text, end, relationship, tuple(conditions))

    def listed(
        self, start: str, labels: tuple[str, ...], link: Link, end: str, names: Names, *, named: bool = False
    ) -> Hop:
        """As `along`, for the rows of a list: those that keep a property of `start` are found by it, over an index."""
        kept = None if named else self._found_by(link, Direction.IN, link.labels)
        if kept is None:
            return self.along(start, labels, link, end, names, named=named)
        found = f"{end}.{identifier(kept.start)}"
        condition = f"{found} = {start}.{identifier(kept.end)}"
        return Hop(f"({end}{self.label_text(link.labels)})", end, None, (condition,), kept=found)

    def kept_by(self, link: Link, near: tuple[str, ...]) -> Kept | None:
        """What all of `near` keep of where `link` leads from them."""
        return self._kept(link, Direction.OUT, near)

    def _found_by(self, link: Link, direction: Direction, starts: tuple[str, ...]) -> Kept | None:
        """What all of `starts` keep, where it tells one node from all others: that they have it is the relationship."""
        kept = self._kept(link, direction, starts)
        return kept if kept and self.model.is_key(link.steps[0].type) else None

    def _kept(self, link: Link, direction: Direction, starts: tuple[str, ...]) -> Kept | None:
        if link.only or link.latest or [step.direction for step in link.steps] != [direction]:
            return None
        return self.model.kept(link.steps[0].type, starts)

    def is_live(self, link: Link) -> bool:
        """Whether the relationship of a link must be computed: it is not stored, or not as it was on that day."""
        declared = self.model.relationships.get(link.steps[0].type) if len(link.steps) == 1 else None
        return declared is not None and self.is_computed(declared)

    def is_computed(self, declared: RelationshipType) -> bool:
        """Whether a relationship type must be computed from its evidence here."""
        return declared.evidence is not None and (self.moment is not None or not declared.stored)

    def tells(self, step: Step) -> bool:
        """Whether the relationship of a step must be named: it is tested for the day, or for having no end."""
        return is_timed(self.model, step.type) if self.moment is not None else step.open

    def between(self, step: Step, names: Names) -> str:
        """The node in the middle of a path; named where the days of a relationship may stand on it."""
        spans = [self.model.span(type_) for type_ in step.type.split("|")]
        needed = self.moment is not None and any(span is not None and span.start_of_end for span in spans)
        return names.new("x") if needed else ""

    def live(self, step: Step, relationship: str | None, here: str, there: str) -> tuple[str, ...]:
        """What a followed relationship must meet: live on the day, or, for open steps, without an end."""
        if relationship is None:
            return ()
        if self.moment is None:
            return (f"{relationship}.to IS NULL",) if step.open else ()
        end = here if step.direction is Direction.IN else there
        return self.moment.tests(self.model, step.type, relationship, end)

    def shared(self, ends: tuple[str, ...], field: SharedField, end: str, names: Names) -> Hop:
        """The pattern to what both ends of a tie share."""
        return self._ties.evidence(ends, field, end, names)

    def live_pairs(self, member: str, declared: RelationshipType, label: str, pair: str, names: Names) -> LivePairs:
        """The ties of `member` as of the day: clauses that give each pair once."""
        return self._ties.pairs(member, declared, label, pair, names)

    def towards(self, far: str, link: Link, start: str, labels: tuple[str, ...], names: Names) -> Hop:
        """The pattern of `link` read from its bound far end: the embedded engine follows the order of the text."""
        steps = way_back(link.steps)
        return self.along(far, link.labels, replace(link, steps=steps, labels=labels), start, names, named=False)

    def back(
        self, far: str, labels: tuple[str, ...], link: Link, near: str, names: Names
    ) -> tuple[list[str], list[str]]:
        """The clauses from the far end of `link` back to the new variable `near` of `labels`: one MATCH a step; and
        what is still to be tested after the last.

        Relationships may repeat between clauses but not within one: a node reached back over its own relationship
        stays, as it does in nested EXISTS. What keeps a property of the far end is found by it.
        """
        if kept := self._found_by(link, Direction.OUT, labels):
            same = f"{near}.{identifier(kept.start)} = {far}.{identifier(kept.end)}"
            return [f"MATCH ({near}{self.label_text(labels)})"], [same]
        clauses: list[str] = []
        tests: list[str] = []
        here = far
        for place in range(len(link.steps) - 1, -1, -1):
            step = link.steps[place]
            there = near if place == 0 else names.new("x")
            label = self.label_text(labels) if place == 0 else ""
            variable = names.new("r") if self.tells(step) else None
            clauses = [*clauses[:-1], clauses[-1] + where_cypher(tests)] if clauses else []
            turned = reversed_step(step)
            clauses.append(f"MATCH ({here}){arrow(turned, variable)}({there}{label})")
            tests = list(self.live(turned, variable, here, there))
            here = there
        return clauses, [*tests, *self._apart(near, far, link, names)]

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
            for start, end in self.model.relationship_ends.get(type_, ()):
                if step.direction is not Direction.IN and start in labels:
                    found.add(end)
                if step.direction is not Direction.OUT and end in labels:
                    found.add(start)
        return found

    def _apart(self, start: str, end: str, link: Link, names: Names) -> list[str]:
        """What tells the far end of a link from its start, for links that lead to others only."""
        tests = []
        if link.differs:
            tests.append(f"{start}.{identifier(link.differs)} <> {end}.{identifier(link.differs)}")
        elif link.without:
            tests.append(f"{start}.id <> {end}.id")
        if link.without:
            tests.append(self._ties.missing(link.without, start, end, names))
        return tests

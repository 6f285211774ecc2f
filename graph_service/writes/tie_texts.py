"""The statements that read what derived ties of one type rest on, and write them; all names are the model's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from graph_service.cypher import identifier
from graph_service.model.arrows import arrow, reversed_step, way
from graph_service.model.declare import Direction, Step
from graph_service.model.structure import Kind, Model, Property, RelationshipType, SharedField
from graph_service.writes.rests import Rests, Stop, Way

# Properties of ties that say whether both ends differ, and in which property or to-one field of theirs.
OF_ENDS = {"crossSector": "sector", "crossCounty": "county"}
TYPE = "type"
"""The property of what is shared that a tie lists the values of."""

_OF_IDS = "UNWIND $ids AS id MATCH ({0}:Node {{id: id}}) MATCH "
_PAIR = "UNWIND $rows AS r MATCH (a:Node {id: r.a})"


@dataclass(frozen=True)
class TieTexts:
    """Lists come as `found`; slices of ids as `$ids`; rows to write as `$rows`, with both ends as `a` and `b`."""

    model: Model
    type: RelationshipType

    @cached_property
    def _evidence(self) -> SharedField:
        assert self.type.evidence is not None
        return self.type.evidence

    @cached_property
    def _properties(self) -> list[Property]:
        return list(self.type.properties.values())

    @cached_property
    def of_ends(self) -> list[str]:
        """What two ends may differ in."""
        return [OF_ENDS[p.name] for p in self._properties if p.name in OF_ENDS]

    @cached_property
    def _among(self) -> str:
        return self.model.joined_by(self.type.type)

    @cached_property
    def _labels(self) -> str:
        return "|".join(identifier(label) for label in self.model.members(self._among))

    @property
    def ids(self) -> str:
        """The ids of all who could have such a tie."""
        return f"MATCH (n:{self._labels}) RETURN collect(n.id) AS found"

    @property
    def shares(self) -> str:
        """Of each id: what it has, the first days of the way there, and the type of it where that counts."""
        return f"{_OF_IDS.format('n')}{self._way()} RETURN {self._share}"

    @property
    def shares_of_evidence(self) -> str:
        """The same of everybody who has something of what those of `$ids` have."""
        to = way(self._evidence.steps)
        target = identifier(self._evidence.target)
        return f"{_OF_IDS.format('o')}(o){to}(k:{target}) WITH DISTINCT k MATCH {self._way_back()} RETURN {self._share}"

    def _nodes(self) -> list[str]:
        """The nodes of the way, from the member to what it has."""
        return ["n", *(f"x{place}" for place in range(len(self._evidence.steps) - 1)), "k"]

    def _way(self) -> str:
        nodes, steps = self._nodes(), self._evidence.steps
        path = "".join(f"({nodes[place]}){arrow(step, f'r{place}')}" for place, step in enumerate(steps))
        return f"{path}(k:{identifier(self._evidence.target)})"

    def _way_back(self) -> str:
        nodes, steps = self._nodes(), self._evidence.steps
        places = range(len(steps) - 1, -1, -1)
        path = "".join(f"({nodes[place + 1]}){arrow(reversed_step(steps[place]), f'r{place}')}" for place in places)
        return f"{path}(n:{self._labels})"

    @property
    def _share(self) -> str:
        days = ", ".join(f"toString({day})" for day in self._days())
        of_type = f"k.{TYPE}" if self._counts_types else "null"
        return f"collect([n.id, k.id, [{days}], {of_type}]) AS found"

    @property
    def _counts_types(self) -> bool:
        return "types" in self.type.properties

    def _days(self) -> Iterator[str]:
        steps, nodes = self._evidence.steps, self._nodes()
        for place, step in enumerate(steps):
            end = nodes[place + 1] if step.direction is Direction.OUT else nodes[place]
            texts = list(dict.fromkeys(self._first_days(step, f"r{place}", end)))
            if texts:
                yield texts[0] if len(texts) == 1 else f"coalesce({', '.join(texts)})"

    def _first_days(self, step: Step, relationship: str, end: str) -> Iterator[str]:
        """Where the first day of a relationship stands that ends at the node `end`, whichever of the types it is."""
        for type_ in step.type.split("|"):
            span = self.model.span(type_)
            if span and span.start:
                yield f"{relationship}.{identifier(span.start)}"
            if span and span.start_of_end:
                yield f"{end}.{identifier(span.start_of_end)}"

    @property
    def rests(self) -> Rests:
        """On what the ties rest: what two ends may differ in, and the way to what they share."""
        ways = (self._shared_way(), *self._ways_of_ends())
        return Rests((self._among,), own=tuple(self._own()), ways=ways)

    def _own(self) -> Iterator[str]:
        among = self.model.types[self._among]
        return (among.properties[name].stored for name in self.of_ends if name in among.properties)

    def _ways_of_ends(self) -> Iterator[Way]:
        among = self.model.types[self._among]
        for name in self.of_ends:
            if name not in among.properties:
                yield tuple(Stop(step, (among.links[name].target,)) for step in among.links[name].steps)

    def _shared_way(self) -> Way:
        """The first days that stand at nodes, and the type of what is shared, count."""
        steps, nodes = self._evidence.steps, self._nodes()
        counting: dict[str, list[str]] = {node: [] for node in nodes}
        for place, step in enumerate(steps):
            end = nodes[place + 1] if step.direction is Direction.OUT else nodes[place]
            spans = [self.model.span(type_) for type_ in step.type.split("|")]
            counting[end] += [span.start_of_end for span in spans if span and span.start_of_end]
        counting["k"] += [TYPE] if self._counts_types else []
        return tuple(
            Stop(step, self._labels_at(place), tuple(counting[nodes[place + 1]])) for place, step in enumerate(steps)
        )

    def _labels_at(self, place: int) -> tuple[str, ...]:
        """The labels that the step at `place` of the way leads to."""
        step = self._evidence.steps[place]
        if place == len(self._evidence.steps) - 1:
            return (self._evidence.target,)
        far = 1 if step.direction is Direction.OUT else 0
        ends = self.model.relationship_ends
        return tuple(sorted({pair[far] for type_ in step.type.split("|") for pair in ends[type_]}))

    @property
    def members(self) -> str:
        """Of each id, what two ends may differ in."""
        values = ", ".join(["n.id", *map(self._of_end, self.of_ends)])
        return f"UNWIND $ids AS id MATCH (n:Node {{id: id}}) RETURN collect([{values}]) AS found"

    def _of_end(self, name: str) -> str:
        among = self.model.types[self._among]
        if name in among.properties:
            return f"n.{identifier(among.properties[name].stored)}"
        return f"head([(n){way(among.links[name].steps)}(c) | c.id])"

    @property
    def held(self) -> str:
        """The ties that start at one of `$ids`."""
        return f"{_OF_IDS.format('a')}(a)-[e:{identifier(self.type.type)}]->(b) {self._held}"

    @property
    def held_by_ends(self) -> str:
        """The ties that end at one of `$ids`."""
        return f"{_OF_IDS.format('b')}(a)-[e:{identifier(self.type.type)}]->(b) {self._held}"

    @property
    def _held(self) -> str:
        values = [f"e.{identifier(p.stored)}" for p in self._properties]
        texts = [
            f"toString({value})" if p.kind is Kind.DATE else value
            for p, value in zip(self._properties, values, strict=True)
        ]
        return f"RETURN collect([a.id, b.id, {', '.join(texts)}]) AS found"

    @property
    def create(self) -> str:
        """Makes new ties."""
        values = ", ".join(f"{identifier(p.stored)}: r.{p.stored}" for p in self._properties)
        tie = f"-[e:{identifier(self.type.type)} {{{values}}}]->"
        return f"{_PAIR} MATCH (b:Node {{id: r.b}}) CREATE (a){tie}(b) RETURN count(e) AS n"

    @property
    def update(self) -> str:
        """Sets the properties of ties that are there."""
        values = ", ".join(f"e.{identifier(p.stored)} = r.{p.stored}" for p in self._properties)
        return f"{self._pair} SET {values} RETURN count(e) AS n"

    @property
    def remove(self) -> str:
        """Takes ties away."""
        return f"{self._pair} DELETE e RETURN count(*) AS n"

    @property
    def _pair(self) -> str:
        return f"{_PAIR}-[e:{identifier(self.type.type)}]->(b:Node {{id: r.b}})"

"""The statements that read what derived ties of one type rest on, and write them; all names are the model's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from graph_service.cypher import identifier
from graph_service.model.arrows import arrow, way, way_back
from graph_service.model.declare import Direction, Step
from graph_service.model.structure import Kind, Model, Property, RelationshipType, SharedField

# Properties of ties that say whether both ends differ, and in which property or to-one field of theirs.
OF_ENDS = {"crossSector": "sector", "crossCounty": "county"}

_OF_IDS = "MATCH ({0}:Node) WHERE {0}.id IN $ids MATCH "
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
    def sharers(self) -> str:
        """The ids of all who share something with those of `$ids`."""
        steps = self._evidence.steps
        return (
            f"{_OF_IDS.format('n')}(n){way(steps)}(k) WITH DISTINCT k "
            f"MATCH (k){way(way_back(steps))}(m:{self._labels}) RETURN collect(DISTINCT m.id) AS found"
        )

    @property
    def shares(self) -> str:
        """Of each id: what it has, the first days of the way there, and the type of it where that counts."""
        *before, last = (arrow(step, f"r{place}") for place, step in enumerate(self._evidence.steps))
        path = "".join(f"{text}(x{place})" for place, text in enumerate(before))
        days = ", ".join(f"toString({day})" for day in self._days())
        of_type = "k.type" if "types" in self.type.properties else "null"
        end = f"{path}{last}(k:{identifier(self._evidence.target)})"
        return f"{_OF_IDS.format('n')}(n){end} RETURN collect([n.id, k.id, [{days}], {of_type}]) AS found"

    def _days(self) -> Iterator[str]:
        steps = self._evidence.steps
        nodes = ["n", *(f"x{place}" for place in range(len(steps) - 1)), "k"]
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
    def members(self) -> str:
        """Of each id, what two ends may differ in."""
        values = ", ".join(["n.id", *map(self._of_end, self.of_ends)])
        return f"MATCH (n:Node) WHERE n.id IN $ids RETURN collect([{values}]) AS found"

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
    def held_from_others(self) -> str:
        """The ties that end at one of `$ids` and start elsewhere."""
        other = f"(a)-[e:{identifier(self.type.type)}]->(b) WHERE NOT a.id IN $ids"
        return f"{_OF_IDS.format('b')}{other} {self._held}"

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

"""What a write touched, and what is stale by it: the rows of `rests.py` read from their far end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from graph_service.cypher import identifier
from graph_service.model.arrows import way, way_back
from graph_service.model.declare import Direction, Step
from graph_service.model.structure import Model
from graph_service.writes.changes import Change, GraphStore, read_slices
from graph_service.writes.derivations import Derivation
from graph_service.writes.edits import NodeChange
from graph_service.writes.rests import Rests, Stop, Way


@dataclass(frozen=True)
class _Node:
    """A node that changed: its label, and the stored properties that differ."""

    label: str
    properties: frozenset[str]
    is_new: bool = False
    is_gone: bool = False


@dataclass
class Stale:
    """Nodes by id and relationships by type; `wholly` names what was derived without telling where."""

    model: Model
    nodes: dict[str, _Node] = field(default_factory=dict)
    ties: dict[str, set[tuple[str, str]]] = field(default_factory=lambda: defaultdict(set))
    wholly: set[str] = field(default_factory=set)

    @classmethod
    def by(cls, model: Model, changes: Iterable[NodeChange]) -> Stale:
        """What `changes` tell of."""
        stale = cls(model)
        for change in changes:
            before, after = change.before or {}, change.after or {}
            names = {name for name in {*before, *after} if before.get(name) != after.get(name)}
            stale._add(change.id, _Node(change.label, frozenset(names), not before, not after))
            for tie in change.ties:
                stale.ties[tie.type].add((tie.start, tie.end))
        return stale

    def derived(self, derivation: Derivation, changes: Iterable[Change]) -> None:
        """Later derivations rest on what this one changed."""
        for row in (row for change in changes for row in change.rows):
            if derivation.tie is not None:
                self.ties[derivation.tie].add((row["a"], row["b"]))
            elif (label := self.model.label_of(row["id"])) is not None:
                self._add(row["id"], _Node(label.name, frozenset(row["set"])))

    def _add(self, id_: str, node: _Node) -> None:
        known = self.nodes.get(id_)
        if known is not None:
            node = _Node(node.label, known.properties | node.properties, known.is_new or node.is_new, node.is_gone)
        self.nodes[id_] = node

    def concerns(self, rests: Rests) -> bool:
        """Whether anything that `rests` names was touched; told without reading."""
        if any(self._themselves(rests)):
            return True
        return any(
            self._is_stale(stop)
            or any(self._near_ends(rests, way_, place))
            or any(node.is_gone and node.label in self._labels(stop.labels) for node in self.nodes.values())
            for way_ in rests.ways
            for place, stop in enumerate(way_)
        )

    def _is_stale(self, stop: Stop) -> bool:
        given = {f"{label}.{name}" for label in self._labels(stop.labels) for name in stop.properties}
        return bool(any(self._changed(stop)) or self.wholly & {*stop.step.type.split("|"), *given})

    async def subjects(self, store: GraphStore, rests: Rests) -> set[str]:
        """The ids of the nodes that have something derived anew."""
        labels = self._labels(rests.of)
        found = {id_ for id_ in self._themselves(rests) if not self.nodes[id_].is_gone}
        starts: dict[tuple[Step, ...], set[str]] = defaultdict(set)
        for way_ in rests.ways:
            for place, stop in enumerate(way_):
                steps = tuple(one.step for one in way_[: place + 1])
                starts[steps] |= set(self._changed(stop))
                starts[steps[:-1]] |= set(self._near_ends(rests, way_, place))
        for steps, ids in starts.items():
            found |= set(await self._reached(store, sorted(ids), steps, labels)) if ids else set()
        return found

    async def _reached(
        self, store: GraphStore, ids: Sequence[str], steps: Sequence[Step], labels: Collection[str]
    ) -> list[str]:
        """The nodes of `labels` that lead to `ids` over `steps`."""
        if not steps:
            return [id_ for id_ in ids if not (id_ in self.nodes and self.nodes[id_].is_gone)]
        near = "|".join(identifier(label) for label in sorted(labels))
        text = (
            f"UNWIND $ids AS id MATCH (k:Node {{id: id}}) MATCH (k){way(way_back(steps))}(n:{near}) "
            "RETURN collect(DISTINCT n.id) AS found"
        )
        return await read_slices(store, text, ids)

    def _themselves(self, rests: Rests) -> Iterator[str]:
        """The touched nodes that have something derived of what they are themselves."""
        labels = self._labels(rests.of)
        for id_, node in self.nodes.items():
            counts = rests.itself if node.is_new or node.is_gone else node.properties & {*rests.own}
            if counts and node.label in labels:
                yield id_

    def _changed(self, stop: Stop) -> Iterator[str]:
        """The nodes at a stop that were there before and have other properties: others come or go with a relationship
        of theirs."""
        labels = self._labels(stop.labels)
        return (
            id_
            for id_, node in self.nodes.items()
            if node.label in labels and not (node.is_new or node.is_gone) and node.properties & {*stop.properties}
        )

    def _near_ends(self, rests: Rests, way_: Way, place: int) -> Iterator[str]:
        """The ends, on the side of the subject, of touched relationships at a stop."""
        labels = self._labels(way_[place - 1].labels if place else rests.of)
        step = way_[place].step
        for type_ in step.type.split("|"):
            for start, end in self.ties.get(type_, ()):
                for id_ in _near(step.direction, start, end):
                    label = self.model.label_of(id_)
                    if label is not None and label.name in labels:
                        yield id_

    def _labels(self, names: Iterable[str]) -> frozenset[str]:
        return frozenset(label for name in names for label in self.model.members(name))


def _near(direction: Direction, start: str, end: str) -> tuple[str, ...]:
    match direction:
        case Direction.OUT:
            return (start,)
        case Direction.IN:
            return (end,)
        case Direction.BOTH:
            return (start, end)

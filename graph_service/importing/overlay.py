"""The graph as it will be once files were written: what stands there, and what they say."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from graph_service.importing.spool import Spool
from graph_service.importing.spool_places import Placed
from graph_service.model.declare import Direction
from graph_service.writes.edits import TieEdit
from graph_service.writes.shapes import Shapes
from graph_service.writes.view import GraphView, Held, HeldTie, View


class Overlay:
    """A view of the graph with the spooled files over it.

    The nodes in `own` are seen as they stand in the graph: those whose edits are looked at now. Until `is_done`,
    relationships are those of the graph alone; then files count.
    """

    def __init__(self, graph: View, spool: Spool, shapes: Shapes, *, is_done: bool = False) -> None:
        self._graph = graph
        self._spool = spool
        self._shapes = shapes
        self.own: frozenset[str] = frozenset()
        self.is_done = is_done

    async def nodes(self, ids: Collection[str]) -> dict[str, Held]:
        """Those of `ids` that are there, or will be."""
        spooled = self._spool.node([id_ for id_ in ids if id_ not in self.own])
        known = {id_ for id_, one in spooled.items() if one.is_new}
        found = await self._graph.nodes([id_ for id_ in ids if id_ not in known])
        for id_, one in spooled.items():
            if one.is_gone:
                found.pop(id_, None)
                continue
            found[id_] = Held(one.label, _Later(self._spool, id_, found.get(id_)))
        return found

    async def ties(self, type_: str, ids: Collection[str], *, into: bool = False) -> list[HeldTie]:
        """The relationships of a type that start at any of `ids`, or that end there."""
        there = await self._standing(type_, ids, into=into)
        if not self.is_done:
            return there
        there = _all_edited(there, self._spool.ties(type_, ids, into=into))
        links = list(self._spool.links(type_, ids, into=into))
        named = {(start, end) for start, end, _ in links}
        there = [tie for tie in there if (tie.start, tie.end) not in named]
        there += [HeldTie(type_, start, end, {}) for start, end in _standing_links(links)]
        gone = self.leaving({end for tie in there for end in (tie.start, tie.end)})
        return [tie for tie in there if not gone.intersection((tie.start, tie.end))]

    async def _standing(self, type_: str, ids: Collection[str], *, into: bool) -> list[HeldTie]:
        new = {id_ for id_, one in self._spool.node(ids).items() if one.is_new}
        old = [id_ for id_ in ids if id_ not in new]
        return await self._graph.ties(type_, old, into=into) if old else []

    async def all_ties(self, id_: str) -> list[HeldTie]:
        """Every relationship of a node, as the graph has them."""
        return await self._graph.all_ties(id_)

    async def having(self, label: str, stored: str, values: Collection[Any]) -> dict[Any, str]:
        """By value, the id of the node of `label` that has it in the unique property `stored`."""
        found = await self._graph.having(label, stored, values)
        holders = self._spool.holders(label, stored, values)
        # What has it in the graph has it until all is written, even if a file takes it away there.
        return {value: holders[str(value)] for value in values if str(value) in holders} | found

    def leaving(self, ids: Collection[str]) -> set[str]:
        """Those of `ids` that the files delete."""
        return {id_ for id_, one in self._spool.node(ids).items() if one.is_gone}

    def standing(self, type_: str, pairs: Collection[tuple[str, str]]) -> Collection[tuple[str, str]]:
        """Those that are not of new nodes."""
        new = {id_ for id_, one in self._spool.node({id_ for pair in pairs for id_ in pair}).items() if one.is_new}
        return [pair for pair in pairs if new.isdisjoint(pair)]


class _Later(Mapping[str, Any]):
    """The values of a node as files leave it, put together when they are asked for: most never are."""

    def __init__(self, spool: Spool, id_: str, held: Held | None) -> None:
        self._spool, self._id, self._held = spool, id_, held

    @cached_property
    def _values(self) -> Mapping[str, Any]:
        values = {**(self._held.values if self._held else {"id": self._id}), **self._spool.edit(self._id).values}
        return {name: value for name, value in values.items() if value is not None}

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Mapping) and dict(self) == dict(other))

    __hash__ = None  # type: ignore[assignment]  # as any mapping that is compared by what it holds

    def __getitem__(self, name: str) -> Any:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


class Leaving:
    """The graph as a transaction of an import sees it. Of what files delete it is known that it leaves; what the import
    has `placed` is as the files have it, and has the relationships of the files alone."""

    def __init__(self, graph: GraphView, spool: Spool, placed: Placed) -> None:
        self.ties, self.all_ties, self.having = graph.ties, graph.all_ties, graph.having
        self._graph, self._spool, self._placed = graph, spool, placed

    async def nodes(self, ids: Collection[str]) -> dict[str, Held]:
        """Those of `ids` that are there."""
        known = self._spool.node(self._spool.places(ids))
        found = {id_: Held(one.label, _Later(self._spool, id_, None)) for id_, one in known.items()}
        return found | await self._graph.nodes([id_ for id_ in ids if id_ not in found])

    def leaving(self, ids: Collection[str]) -> set[str]:
        """Those of `ids` that the files delete."""
        return {id_ for id_, one in self._spool.node(ids).items() if one.is_gone}

    def standing(self, type_: str, pairs: Collection[tuple[str, str]]) -> Collection[tuple[str, str]]:
        """Those of nodes that were there, or of which files speak elsewhere, too."""
        new = self._placed.of({id_ for pair in pairs for id_ in pair})
        if not new:
            return pairs
        twice = self._spool.told_twice(type_, {start for start, _ in pairs})
        return [pair for pair in pairs if pair in twice or not (pair[0] in new or pair[1] in new)]


def _standing_links(links: Sequence[tuple[str, str, bool]]) -> list[tuple[str, str]]:
    """Those that stay: what one row takes away and another gives is given."""
    return list(dict.fromkeys((start, end) for start, end, is_gone in links if not is_gone))


def _all_edited(there: Sequence[HeldTie], edits: Iterable[TieEdit]) -> list[HeldTie]:
    """By pairs of ends: some nodes have very many relationships."""
    found: dict[tuple[str, str], list[HeldTie]] = {}
    for tie in there:
        found.setdefault((tie.start, tie.end), []).append(tie)
    for edit in edits:
        found[edit.start, edit.end] = _edited(found.get((edit.start, edit.end), []), edit)
    return [tie for ties in found.values() for tie in ties]


def _edited(there: list[HeldTie], edit: TieEdit) -> list[HeldTie]:
    same = [tie for tie in there if edit.key in (None, tie.key)]
    left = [tie for tie in there if tie not in same]
    if edit.action == "remove":
        return left
    values = {**(same[0].values if same else {}), **edit.values, **({} if edit.key is None else {"key": edit.key})}
    return [*left, HeldTie(edit.type, edit.start, edit.end, values)]


def link_ends(shapes: Shapes, label: str, field: str, id_: str, far: str) -> tuple[str, str, str]:
    """The relationship that a to-one field stands for: type, start and end."""
    step = shapes.links(label)[field].steps[0]
    return (step.type, far, id_) if step.direction is Direction.IN else (step.type, id_, far)

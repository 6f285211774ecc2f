"""How two nodes are connected: the shortest paths under conditions, searched hop by hop from both ends.

After so many hops from each end all paths of their sum are known whole; so what is found is always the shortest, also
where a cap ends the search before its last hop. See docs/decisions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Literal

from graph_service.analysis.conditions import Conditions, admitted, settled
from graph_service.analysis.hops import Hop, Hops, Relationship, read_hop
from graph_service.analysis.kinds import labels_joined
from graph_service.analysis.reading import Read, exists, public_label
from graph_service.analysis.shortest import MOST_EQUAL, shortest_cypher
from graph_service.analysis.simple_paths import MOST_STEPS, Path, Walks, first, simple_paths
from graph_service.cypher import Statement, Whole
from graph_service.model.structure import Model

Mode = Literal["SHORTEST", "ALL_SHORTEST", "K_SHORTEST"]
MOST_HOPS = 6
MOST_PATHS = 100


@dataclass(frozen=True)
class PathsQuestion:
    """The `first` shortest simple paths between two nodes, of at most `hops` relationships."""

    model: Model
    start: str
    target: str
    conditions: Conditions
    mode: Mode
    hops: int
    first: int

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels that nodes on the way can have."""
        ends = (public_label(self.model, id_) for id_ in (self.start, self.target))
        return tuple(sorted({*labels_joined(self.conditions.kinds), *(node.name for node in ends if node)}))

    price = 0
    """Added to that of the rows."""
    is_spared = False
    """Whether an error makes it null and leaves its siblings: its type is not nullable."""

    @property
    def most(self) -> int:
        """How many nodes the answer holds at most."""
        return self.first * (self.hops + 1)

    @property
    def whole(self) -> Whole | None:
        """The statement that finds the one path asked for, where it may use all relationships of one kind."""
        conditions = self.conditions
        ends = (self.start, self.target)
        is_free = len(conditions.kinds) == 1 and conditions.period is None and conditions.within is None
        if not is_free or self.wanted != 1 or self.mode == "ALL_SHORTEST" or self.start == self.target:
            return None
        if not all(public_label(self.model, id_) for id_ in ends):
            return None
        text = shortest_cypher(self.model, conditions.kinds[0], directed=conditions.directed, hops=self.hops)
        return Whole(Statement(text, {"from": ends[0], "to": ends[1], "most": MOST_EQUAL + 1}), {"node": "data[1]"})

    def told(self, data: Any) -> Mapping[str, Any] | None:
        """The path that the data of that statement hold; None where too many are equally short to know the first."""
        found, ids, rows = data
        if found > MOST_EQUAL:
            return None
        ways: Ways = {}
        for hop in map(read_hop, rows):
            for near, far in ((hop.near, hop.far), (hop.far, hop.near)):
                ways.setdefault(near, {}).setdefault(far, set()).add(hop.relationship)
        paths = [self._path(tuple(ids), ways)] if ids else []
        return _paths(paths, len(paths), truncated=False)

    @property
    def wanted(self) -> int:
        """How many paths are enough."""
        return 1 if self.mode == "SHORTEST" else self.first

    async def answer(self, read: Read) -> Mapping[str, Any]:
        """The paths, with ids for nodes."""
        if self.start == self.target:
            here = [self._path((self.start,), {})] if await exists(self.model, read, self.start) else []
            return _paths(here, len(here), truncated=False)
        if not all(public_label(self.model, id_) for id_ in (self.start, self.target)):
            return _paths([], 0, truncated=False)
        conditions = await settled(self.model, read, self.conditions)
        search = _Search(self, conditions, Hops(self.model, conditions, read))
        await search.run()
        total = search.shortest if self.mode == "ALL_SHORTEST" else len(search.found)
        return _paths([self._path(path, search.ways) for path in search.found], total, truncated=search.truncated)

    def _path(self, path: Path, ways: Ways) -> Mapping[str, Any]:
        steps: list[Mapping[str, Any]] = [{"relationship": None, "relationships": [], "node": path[0]}]
        for near, far in pairwise(path):
            between = [one.answered() for one in sorted(ways[near][far])]
            steps.append({"relationship": between[0], "relationships": between, "node": far})
        return {"length": len(path) - 1, "steps": steps}


Ways = dict[str, dict[str, set[Relationship]]]


@dataclass
class _Side:
    """What was reached from one end, and from where the next hop goes on."""

    frontier: set[str]
    reached: set[str]


@dataclass
class _Search:
    """One search: `ways` is the part of the graph that is known, `found` what was found in it."""

    question: PathsQuestion
    conditions: Conditions
    hops: Hops
    ways: Ways = field(default_factory=dict)
    found: list[Path] = field(default_factory=list)
    shortest: int = 0
    truncated: bool = False

    def __post_init__(self) -> None:
        ends = (self.question.start, self.question.target)
        self._may_pass = admitted(self.conditions, ends)
        self._from, self._to = (_Side({end}, {end}) for end in ends)

    async def run(self) -> None:
        """Widen both ends in turn until enough was found, nothing is left, or a cap is met."""
        known = 0
        while known < self.question.hops:
            widened = await self._widen(self.question.hops - known)
            if not widened:
                self.truncated = True
                return
            reached = known + widened
            if not (self._from.frontier and self._to.frontier):
                reached = self.question.hops  # one end has seen all that it can reach
            if self._find(range(known + 1, reached + 1)):
                return
            known = reached

    async def _widen(self, left: int) -> int:
        """One hop from each end, or from the narrower one if only one is left: how many were made, 0 beyond a cap."""
        sides = sorted((self._from, self._to), key=lambda side: len(side.frontier))[:left]
        hops, cut = await self.hops.read(set().union(*(side.frontier for side in sides)))
        if cut:
            return 0
        passable = [hop for hop in hops if self._may_pass(hop.far, hop.county)]
        for hop in passable:
            self._learn(hop)
        for side in sides:
            self._advance(side, passable)
        return len(sides)

    def _learn(self, hop: Hop) -> None:
        if self.hops.leads(hop, forward=True):
            self.ways.setdefault(hop.near, {}).setdefault(hop.far, set()).add(hop.relationship)
        if self.hops.leads(hop, forward=False):
            self.ways.setdefault(hop.far, {}).setdefault(hop.near, set()).add(hop.relationship)

    def _advance(self, side: _Side, hops: list[Hop]) -> None:
        forward = side is self._from
        other = self.question.target if forward else self.question.start
        beyond = {hop.far for hop in hops if hop.near in side.frontier and self.hops.leads(hop, forward=forward)}
        side.frontier = beyond - side.reached - {other}  # a simple path ends there
        side.reached |= beyond

    def _find(self, lengths: range) -> bool:
        """Look for paths of these lengths, all of them known; whether that is enough."""
        question = self.question
        walks = Walks(self.ways, question.start, question.target)
        for length in lengths:
            self.shortest = self.shortest or walks.of(length).get(question.start, 0)
            paths = simple_paths(self.ways, walks, question.start, length, MOST_STEPS)
            found, self.truncated = first(paths, question.wanted - len(self.found))
            self.found += found
            if self.truncated or len(self.found) == question.wanted or (found and question.mode != "K_SHORTEST"):
                return True
        return False


def _paths(paths: list[Mapping[str, Any]], total: int, *, truncated: bool) -> Mapping[str, Any]:
    return {"truncated": truncated, "totalCount": total, "nodes": paths}

"""What lies around a node: the nodes within some hops, nearest first, and the relationships among them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from graph_service.analysis.conditions import Conditions, admitted, settled
from graph_service.analysis.hops import Hops
from graph_service.analysis.kinds import labels_joined
from graph_service.analysis.reading import Read, exists, public_label
from graph_service.model.structure import Model

MOST_HOPS = 3
MOST_NODES = 500
_MOST_RELATIONSHIPS = 5_000


@dataclass(frozen=True)
class NeighbourhoodQuestion:
    """The at most `first` nodes that `hops` relationships lead to from `centre`, itself included."""

    model: Model
    centre: str
    conditions: Conditions
    hops: int
    first: int

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels that its nodes can have."""
        centre = public_label(self.model, self.centre)
        return tuple(sorted({*labels_joined(self.conditions.kinds), *([centre.name] if centre else [])}))

    price = 0
    """Added to that of the rows."""
    is_spared = False
    """Whether an error makes it null and leaves its siblings: its type is not nullable."""

    @property
    def most(self) -> int:
        """How many nodes the answer holds at most."""
        return self.first

    @property
    def whole(self) -> None:
        """Each hop decides what the next one reads."""

    def told(self, data: Any) -> None:
        """Nothing: there is no statement that finds all."""

    async def answer(self, read: Read) -> Mapping[str, Any]:
        """The subgraph, with ids for nodes; empty where there is no such node."""
        if not await exists(self.model, read, self.centre):
            return {"truncated": False, "nodes": [], "relationships": []}
        conditions = await settled(self.model, read, self.conditions)
        hops = Hops(self.model, conditions, read)
        nodes, truncated = await self._nodes(hops, admitted(conditions, (self.centre,)))
        found, cut = await hops.read(nodes, among=True)
        relationships = sorted({hop.relationship for hop in found})
        return {
            "truncated": truncated or cut or len(relationships) > _MOST_RELATIONSHIPS,
            "nodes": nodes,
            "relationships": [one.answered() for one in relationships[:_MOST_RELATIONSHIPS]],
        }

    async def _nodes(self, hops: Hops, may_pass: Callable[[str, str | None], bool]) -> tuple[list[str], bool]:
        """The nodes by distance, then by id, and whether there are more."""
        nodes = [self.centre]
        frontier = {self.centre}
        for _ in range(self.hops):
            met, cut = await hops.read(frontier)
            far = {hop.far for hop in met if hops.leads(hop, forward=True) and may_pass(hop.far, hop.county)}
            beyond = sorted(far.difference(nodes))
            room = self.first - len(nodes)
            nodes += beyond[:room]
            if cut or len(beyond) > room:
                return nodes, True
            frontier = set(beyond)
        return nodes, False

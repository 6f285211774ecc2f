"""What one new tie would change for the two institutions that it joins, their counties and their partners."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph_service.network.measures.parts import components, sizes
from graph_service.network.network import Network
from graph_service.network.projection import NONE

Row = dict[int, float]


@dataclass(frozen=True)
class RolesGained:
    """Open pairs that a broker gains in each role, groups by sector."""

    coordinator: int
    itinerant: int
    boundary: int
    liaison: int


@dataclass(frozen=True)
class DensityChange:
    """Ties within a county over pairs of its institutions, in [0, 1]; None if it has fewer than two.

    A tie between two counties leaves both as they are.
    """

    county: int
    before: float | None
    after: float | None


@dataclass(frozen=True)
class TieEffect:
    """What a new collaboration of exactly two nodes would change.

    `joined`: sizes of the two components it joins, descending; None if both ends lie in one already. Constraint is None
    without a tie. `newly_within_two_hops` counts institutions other than the two that come within two hops of at least
    one of them and were farther before. Where the two are tied already only the constraint changes.
    """

    joined: tuple[int, int] | None
    constraint_a: tuple[float | None, float | None]
    constraint_b: tuple[float | None, float | None]
    densities: tuple[DensityChange, ...]
    newly_within_two_hops: int
    roles_a: RolesGained
    roles_b: RolesGained


class TieEffects:
    """The effects of single ties in one network; what all of them need is computed once."""

    def __init__(self, network: Network) -> None:
        self._weights = network.weights
        self._sector = network.sector.tolist()
        self._county = network.county
        self._component = components(network.weights)
        self._sizes = sizes(self._component)
        self._rows: dict[int, Row] = {}
        low, high = network.ties
        inside = network.county[low[network.county[low] == network.county[high]]]
        self._inside, self._members = (dict(zip(*_counted(column), strict=True)) for column in (inside, network.county))

    def of(self, a: int, b: int) -> TieEffect:
        """What a tie between the nodes `a` and `b` would change; ValueError if they are one."""
        if a == b:
            raise ValueError("a tie has two ends")
        apart = self._component[a] != self._component[b]
        joined = sorted((int(self._sizes[a]), int(self._sizes[b])), reverse=True)
        return TieEffect(
            (joined[0], joined[1]) if apart else None,
            (self._constraint(a, None), self._constraint(a, b)),
            (self._constraint(b, None), self._constraint(b, a)),
            self._densities(a, b),
            self._newly_near(a, b),
            self._gained(a, b),
            self._gained(b, a),
        )

    def _row(self, node: int) -> Row:
        """The neighbours of a node with the weights of the ties."""
        if node not in self._rows:
            entries = slice(self._weights.indptr[node], self._weights.indptr[node + 1])
            columns, data = self._weights.indices[entries], self._weights.data[entries]
            self._rows[node] = dict(zip(columns.tolist(), data.tolist(), strict=True))
        return self._rows[node]

    def _constraint(self, node: int, partner: int | None) -> float | None:
        """Burt's constraint of `node`, with one collaboration more with `partner` if one is given."""
        row = self._row(node)
        if partner is not None:
            row = row | {partner: row.get(partner, 0.0) + 1.0}
        if not row:
            return None
        strength = sum(row.values())
        shares = {other: weight / strength for other, weight in row.items()}
        reached = dict(shares)
        for middle, share in shares.items():
            ties = self._row(middle)
            of_middle = sum(ties.values()) + (1.0 if middle == partner else 0.0)
            for other in ties.keys() & shares.keys():
                reached[other] += share * ties[other] / of_middle
        return sum(value * value for value in reached.values())

    def _densities(self, a: int, b: int) -> tuple[DensityChange, ...]:
        counties = sorted({int(self._county[a]), int(self._county[b])} - {NONE})
        more = 1 if self._county[a] == self._county[b] and b not in self._row(a) else 0
        return tuple(self._density(county, more) for county in counties)

    def _density(self, county: int, more: int) -> DensityChange:
        members, ties = self._members[county], self._inside.get(county, 0)
        pairs = members * (members - 1) // 2
        return DensityChange(county, ties / pairs if pairs else None, (ties + more) / pairs if pairs else None)

    def _newly_near(self, a: int, b: int) -> int:
        if b in self._row(a):
            return 0
        new = (self._row(b).keys() - self._near(a)) | (self._row(a).keys() - self._near(b))
        return len(new - {a, b})

    def _near(self, node: int) -> set[int]:
        """What lies within two hops."""
        return set(self._row(node)).union(*(self._row(other) for other in self._row(node)))

    def _gained(self, broker: int, partner: int) -> RolesGained:
        """The roles of `broker` between `partner` and each of its other partners that `partner` is not tied to."""
        if partner in self._row(broker):
            return RolesGained(0, 0, 0, 0)
        count = {"coordinator": 0, "itinerant": 0, "boundary": 0, "liaison": 0}
        for other in self._row(broker).keys() - self._row(partner).keys():
            count[self._role(broker, partner, other)] += 1
        return RolesGained(**count)

    def _role(self, broker: int, one: int, other: int) -> str:
        own, first, second = self._sector[broker], self._sector[one], self._sector[other]
        if first == second:
            return "coordinator" if first == own else "itinerant"
        return "boundary" if own in (first, second) else "liaison"


def tie_effect(network: Network, a: int, b: int) -> TieEffect:
    """What a tie between the nodes `a` and `b` would change. For many ties of one network make one `TieEffects`."""
    return TieEffects(network).of(a, b)


def _counted(column: np.ndarray[tuple[int], np.dtype[np.int32]]) -> tuple[list[int], list[int]]:
    values, count = np.unique(column, return_counts=True)
    return values.tolist(), count.tolist()

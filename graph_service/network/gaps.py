"""Gaps between sectors: do institutions of two sectors meet as often as chance would have them meet (SC2)?

Chance leaves to every collaboration its size in the county, to every institution its activity in expectation, and to
every sector of the county its number of participations. What remains is who meets whom. Regions and the country add up
their counties; a collaboration that joins two sectors in two counties counts in both, as they are two strata.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from graph_service.network.chance.blocks import Block, Method, SectorPair, block_of, blocks_of, sector_pairs, silent
from graph_service.network.chance.law import Law, pooled
from graph_service.network.chance.multiple import Verdict, adjusted, verdict
from graph_service.network.chance.shrinkage import shrunk, strength
from graph_service.network.chance.strata import Changes
from graph_service.network.network import Network
from graph_service.network.projection import Ints

GapLevel = Literal["COUNTRY", "REGION", "COUNTY"]


@dataclass(frozen=True, eq=False)
class Gap:
    """Two sectors in one place. Counts are collaborations of the two, where it is not said that they are ties."""

    id: str
    """Level, place and sectors: the same in every version of the data."""
    region: int | None
    county: int | None
    sector_a: str
    sector_b: str
    verdict: Verdict
    observed: int
    expected: float
    interval: tuple[int, int]
    """2.5 % and 97.5 % quantiles of what chance gives."""
    p_under: float
    p_over: float
    q_under: float | None
    q_over: float | None
    min_attainable_p: float
    """The smallest p_under that this place could have shown."""
    raw_ratio: float | None
    """Observed over expected; None where nothing is expected."""
    shrunk_ratio: float
    shrunk_range: tuple[float, float]
    observed_ties: int
    """Pairs of an A and a B, once for each collaboration that they share."""
    expected_ties: float
    participations_a: int
    participations_b: int
    collaborations: Ints
    """The evidence: rows of the projection that join A and B within a county of the place, ascending."""
    method: Method


@dataclass(frozen=True, eq=False)
class GapFamily:
    """All places and pairs of one level: the tests that are corrected together."""

    rows: tuple[Gap, ...]
    family_size: int
    attainable: int
    """Tests that could have been significant on one side at least."""
    method: Method
    """EXACT only if every law of the family is."""
    strength: float
    """α of the shrunk ratios."""


@dataclass(frozen=True)
class _Place:
    region: int | None
    county: int | None
    counties: tuple[int, ...]
    code: str


@dataclass(frozen=True, eq=False)
class _Pooled:
    place: _Place
    pair: SectorPair
    blocks: Sequence[Block]
    law: Law
    observed: int

    @property
    def totals(self) -> tuple[int, int]:
        each = [block.participations for block in self.blocks]
        return sum(one for one, _ in each), sum(other for _, other in each)


def collaboration_gaps(network: Network, level: GapLevel, blocks: Sequence[Block] | None = None) -> GapFamily:
    """The gaps of all places of `level` with an institution in the network, and of all pairs of its sectors.

    `blocks` may be those of `blocks_of(network)`, found for another level before.
    """
    known = {(block.county, block.sectors): block for block in (blocks_of(network) if blocks is None else blocks)}
    pools = [_pool(place, pair, known) for place in _places(network, level) for pair in sector_pairs(network)]
    under = adjusted([p.law.p_under(p.observed) for p in pools], [p.law.least_under for p in pools])
    over = adjusted([p.law.p_over(p.observed) for p in pools], [p.law.least_over for p in pools])
    alpha = strength(np.array([float(p.observed) for p in pools]), np.array([p.law.mean for p in pools]))
    rows = tuple(_gap(network, *each, alpha) for each in zip(pools, under, over, strict=True))
    reached = sum(one is not None or other is not None for one, other in zip(under, over, strict=True))
    method: Method = "GAUSSIAN" if any(row.method == "GAUSSIAN" for row in rows) else "EXACT"
    return GapFamily(rows, len(rows), reached, method, alpha)


def block(network: Network, county_row: int, sector_a: int, sector_b: int, changes: Changes | None = None) -> Block:
    """One pair of sectors in one county alone, after `changes`: what a tie would change, before and after."""
    return block_of(network, county_row, (min(sector_a, sector_b), max(sector_a, sector_b)), changes)


def _places(network: Network, level: GapLevel) -> list[_Place]:
    """The places with an institution of the network, and those that the scope names."""
    rows = network.projection.counties
    counties = sorted({int(row) for row in network.county if row >= 0} | set(network.scope.counties or ()))
    if level == "COUNTRY":
        return [_Place(None, None, tuple(counties), "country")]
    if level == "COUNTY":
        return [_Place(int(rows.region[row]), row, (row,), f"county:{rows.nuts3[row]}") for row in counties]
    regions = sorted({int(rows.region[row]) for row in counties})
    ids = network.projection.regions.ids
    return [
        _Place(region, None, tuple(row for row in counties if rows.region[row] == region), ids[region])
        for region in regions
    ]


def _pool(place: _Place, pair: SectorPair, known: dict[tuple[int, SectorPair], Block]) -> _Pooled:
    own = [known.get((county, pair)) or silent(county, pair) for county in place.counties]
    return _Pooled(place, pair, own, pooled(block.law for block in own), sum(block.observed for block in own))


def _gap(network: Network, pool: _Pooled, q_under: float | None, q_over: float | None, alpha: float) -> Gap:
    law, observed, totals = pool.law, pool.observed, pool.totals
    sector_a, sector_b = (network.projection.sectors[sector] for sector in pool.pair)
    ratio = shrunk(observed, law.mean, alpha)
    columns = np.unique(np.concatenate([np.zeros(0, dtype=np.int32), *(block.works for block in pool.blocks)]))
    return Gap(
        id=f"gap:{pool.place.code}:{sector_a}:{sector_b}",
        region=pool.place.region,
        county=pool.place.county,
        sector_a=sector_a,
        sector_b=sector_b,
        verdict=verdict(min(totals) > 0, law.is_certain, q_under, q_over),
        observed=observed,
        expected=law.mean,
        interval=(law.quantile(0.025), law.quantile(0.975)),
        p_under=law.p_under(observed),
        p_over=law.p_over(observed),
        q_under=q_under,
        q_over=q_over,
        min_attainable_p=law.least_under,
        raw_ratio=observed / law.mean if law.mean > 0 else None,
        shrunk_ratio=ratio.ratio,
        shrunk_range=(ratio.low, ratio.high),
        observed_ties=sum(block.observed_ties for block in pool.blocks),
        expected_ties=sum(block.expected_ties for block in pool.blocks),
        participations_a=totals[0],
        participations_b=totals[1],
        collaborations=network.collaborations[columns],
        method="GAUSSIAN" if any(block.method == "GAUSSIAN" for block in pool.blocks) else "EXACT",
    )

"""Gaps of activity: do the institutions of a sector in a county take part at all?

If activity had no place, the active institutions of a sector would be spread over its institutions by chance: of those
in a county a hypergeometric number is active. Institutions are counted, not participations, as one busy institution
says nothing of the others.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph_service.network.chance.hypergeometric import hypergeometric
from graph_service.network.chance.law import CERTAIN_ZERO, Law
from graph_service.network.chance.multiple import Verdict, adjusted, verdict
from graph_service.network.network import Network
from graph_service.network.projection import Bools, Ints


@dataclass(frozen=True, eq=False)
class ActivityGap:
    """One sector in one county. Counts are institutions."""

    id: str
    county: int
    sector: str
    verdict: Verdict
    """NO_ACTIVITY where there is no such institution, or none of the sector is active anywhere: nobody could be."""
    institutions: int
    active: int
    expected: float
    interval: tuple[int, int]
    p_under: float
    p_over: float
    q_under: float | None
    q_over: float | None
    min_attainable_p: float
    inactive: Ints
    """The evidence: rows of the projection."""


@dataclass(frozen=True, eq=False)
class ActivityGaps:
    """All counties and sectors, the tests that are corrected together."""

    rows: tuple[ActivityGap, ...]
    family_size: int
    attainable: int


@dataclass(frozen=True, eq=False)
class _Test:
    county: int
    sector: int
    here: Bools
    law: Law
    active: int
    is_active: bool


def activity_gaps(network: Network) -> ActivityGaps:
    """The gaps of every sector in scope in every county with an institution, against all institutions in scope."""
    projection, scope = network.projection, network.scope
    counties = sorted({int(row) for row in network.county if row >= 0} | set(scope.counties or ()))
    sectors = range(len(projection.sectors)) if scope.sectors is None else sorted(set(scope.sectors))
    tests = [_test(network, county, sector) for county in counties for sector in sectors]
    under = adjusted([t.law.p_under(t.active) for t in tests], [t.law.least_under for t in tests])
    over = adjusted([t.law.p_over(t.active) for t in tests], [t.law.least_over for t in tests])
    rows = tuple(_row(network, *each) for each in zip(tests, under, over, strict=True))
    reached = sum(one is not None or other is not None for one, other in zip(under, over, strict=True))
    return ActivityGaps(rows, len(rows), reached)


def _test(network: Network, county: int, sector: int) -> _Test:
    peers, active = network.sector == sector, network.activity > 0
    here = peers & (network.county == county)
    marked, sample = int((peers & active).sum()), int(here.sum())
    is_active = marked > 0 and sample > 0
    law = hypergeometric(int(peers.sum()), marked, sample) if is_active else CERTAIN_ZERO
    return _Test(county, sector, here, law, int((here & active).sum()), is_active)


def _row(network: Network, test: _Test, q_under: float | None, q_over: float | None) -> ActivityGap:
    code, sector = network.projection.counties.nuts3[test.county], network.projection.sectors[test.sector]
    law, inactive = test.law, np.flatnonzero(test.here & (network.activity == 0))
    return ActivityGap(
        id=f"activity:county:{code}:{sector}",
        county=test.county,
        sector=sector,
        verdict=verdict(test.is_active, law.is_certain, q_under, q_over),
        institutions=int(test.here.sum()),
        active=test.active,
        expected=law.mean,
        interval=(law.quantile(0.025), law.quantile(0.975)),
        p_under=law.p_under(test.active),
        p_over=law.p_over(test.active),
        q_under=q_under,
        q_over=q_over,
        min_attainable_p=law.least_under,
        inactive=network.nodes[inactive],
    )

"""Openness of counties: how much of what their institutions do crosses the county's border, and which counties meet.

Collaborations stay at home, so against free mixing every two counties would look under-connected. Each county is
therefore held against the crossing of all others, and two counties against what their own crossing and their distance
give; of two counties nothing is said where fewer than 3 shared collaborations are expected.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from graph_service.network.chance.hypergeometric import hypergeometric
from graph_service.network.chance.law import CERTAIN_ZERO, Law
from graph_service.network.chance.multiple import Verdict, adjusted, verdict
from graph_service.network.county_pairs import CountyPair, county_pairs
from graph_service.network.network import Network, network_of
from graph_service.network.projection import Bools, Ints


@dataclass(frozen=True)
class CountyOpenness:
    """One county. Counts are participations of its institutions in collaborations."""

    id: str
    county: int
    verdict: Verdict
    """UNDER_CONNECTED is more closed than the country, OVER_CONNECTED more open."""
    participations: int
    crossing: int
    """Those in collaborations with an institution of another county."""
    share: float | None
    """crossing / participations, in [0, 1]."""
    expected: float
    interval: tuple[int, int]
    p_under: float
    p_over: float
    q_under: float | None
    q_over: float | None
    min_attainable_p: float
    external_ties: int
    internal_ties: int
    ei: float | None
    """(external - internal)/(external + internal) ties of the county, in [-1, 1]; None without a tie."""


@dataclass(frozen=True, eq=False)
class Openness:
    """The counties in scope, and their pairs; both are tested among the counties of the whole country."""

    counties: tuple[CountyOpenness, ...]
    pairs: tuple[CountyPair, ...]
    family_size: int
    attainable: int


@dataclass(frozen=True, eq=False)
class _Test:
    county: int
    law: Law
    participations: int
    crossing: int


def openness(network: Network) -> Openness:
    """Openness of the counties in scope.

    A scope of a few counties does not know the partners of their institutions elsewhere: the network of the whole
    country on the same day and with the same other filters is taken, and the rows of the scope's counties given.
    """
    chosen = network.scope.counties
    if chosen is not None:
        network = network_of(network.projection, replace(network.scope, counties=None))
    tests = _tests(network)
    under = adjusted([t.law.p_under(t.crossing) for t in tests], [t.law.least_under for t in tests])
    over = adjusted([t.law.p_over(t.crossing) for t in tests], [t.law.least_over for t in tests])
    ties = _ties(network)
    rows = tuple(_row(network, *each, ties) for each in zip(tests, under, over, strict=True))
    reached = sum(one is not None or other is not None for one, other in zip(under, over, strict=True))
    wanted = set(range(len(network.projection.counties.ids)) if chosen is None else chosen)
    pairs = tuple(pair for pair in county_pairs(network) if {pair.county_a, pair.county_b} & wanted)
    return Openness(tuple(row for row in rows if row.county in wanted), pairs, len(rows), reached)


def crossing(network: Network) -> Bools:
    """Which of the network's collaborations have participants of two counties or more."""
    seats = network.incidence.tocoo()
    first = np.full(len(network.collaborations), np.iinfo(np.int32).max, dtype=np.int32)
    last = np.full(len(network.collaborations), -1, dtype=np.int32)
    np.minimum.at(first, seats.col, network.county[seats.row])
    np.maximum.at(last, seats.col, network.county[seats.row])
    return np.asarray(first < last)


def _tests(network: Network) -> list[_Test]:
    """One for each county with an institution: of all participations, those that cross fall on it by chance."""
    seats = network.incidence.tocoo()
    crosses, county = crossing(network)[seats.col], network.county[seats.row]
    tests = []
    for row in sorted({int(one) for one in network.county if one >= 0}):
        here = county == row
        own = int(here.sum())
        law = hypergeometric(len(county), int(crosses.sum()), own) if own else CERTAIN_ZERO
        tests.append(_Test(row, law, own, int((crosses & here).sum())))
    return tests


def _ties(network: Network) -> tuple[Ints, Ints]:
    """Ties of each county to other counties, and within it."""
    count = len(network.projection.counties.ids)
    one, other = (network.county[ends] for ends in network.ties)
    known = (one >= 0) & (other >= 0)
    one, other = one[known], other[known]
    away = one != other
    external = np.bincount(one[away], minlength=count) + np.bincount(other[away], minlength=count)
    return external.astype(np.int32), np.bincount(one[~away], minlength=count).astype(np.int32)


def _row(
    network: Network, test: _Test, q_under: float | None, q_over: float | None, ties: tuple[Ints, Ints]
) -> CountyOpenness:
    law, external, internal = test.law, int(ties[0][test.county]), int(ties[1][test.county])
    return CountyOpenness(
        id=f"openness:county:{network.projection.counties.nuts3[test.county]}",
        county=test.county,
        verdict=verdict(test.participations > 0, law.is_certain, q_under, q_over),
        participations=test.participations,
        crossing=test.crossing,
        share=test.crossing / test.participations if test.participations else None,
        expected=law.mean,
        interval=(law.quantile(0.025), law.quantile(0.975)),
        p_under=law.p_under(test.crossing),
        p_over=law.p_over(test.crossing),
        q_under=q_under,
        q_over=q_over,
        min_attainable_p=law.least_under,
        external_ties=external,
        internal_ties=internal,
        ei=(external - internal) / (external + internal) if external + internal else None,
    )

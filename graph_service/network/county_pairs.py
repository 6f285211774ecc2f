"""Pairs of counties: do two counties share as many collaborations as their own crossing and their distance give?

Quasi-independence: expected = r_c·r_d·f(band of their distance), fitted so that every county keeps its number of shared
collaborations and every band its own; a county is not paired with itself. Counts are then taken as Poisson, which is
rough where one collaboration joins many counties.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph_service.network.chance.law import Law
from graph_service.network.chance.multiple import Verdict, adjusted, verdict
from graph_service.network.chance.poisson import poisson
from graph_service.network.network import Network
from graph_service.network.projection import Floats, Ints
from graph_service.network.sphere import km_between

BANDS_KM = (60.0, 120.0, 200.0)
"""Where one band of distances between county seats ends and the next begins."""
LEAST_EXPECTED = 3.0
"""Below this no pair is tested: with nothing observed it would not be significant, as exp(-3) = 0.0498."""
_TOLERANCE = 1e-10
_ROUNDS = 2_000


@dataclass(frozen=True)
class CountyPair:
    """Two counties. Counts are collaborations with participants of both."""

    id: str
    county_a: int
    county_b: int
    km: float
    """Between the county seats, great circle."""
    verdict: Verdict
    """NO_ACTIVITY where one of them shares no collaboration with any county."""
    observed: int
    expected: float
    interval: tuple[int, int] | None
    """Like p and q, None where too little is expected for a test."""
    p_under: float | None
    p_over: float | None
    q_under: float | None
    q_over: float | None


@dataclass(frozen=True, eq=False)
class _Counties:
    """Counties of a network: rows of the projection, shared collaborations, what is expected of them, distances."""

    rows: Ints
    shared: Ints
    expected: Floats
    km: Floats


def county_pairs(network: Network) -> list[CountyPair]:
    """All pairs of counties with an institution in the network, in order of their rows."""
    rows = np.unique(network.county[network.county >= 0])
    shared, km = _shared(network, rows), _distances(network, rows)
    counties = _Counties(rows, shared, expected_shared(shared, np.digitize(km, BANDS_KM).astype(np.int32)), km)
    places = [(c, d) for c in range(len(rows)) for d in range(c + 1, len(rows))]
    laws = {place: poisson(counties.expected[place]) for place in places if counties.expected[place] >= LEAST_EXPECTED}
    seen = [(int(shared[place]), law) for place, law in laws.items()]
    under = adjusted([law.p_under(h) for h, law in seen], [law.least_under for _, law in seen])
    over = adjusted([law.p_over(h) for h, law in seen], [law.least_over for _, law in seen])
    q = dict(zip(laws, zip(under, over, strict=True), strict=True))
    return [_pair(network, counties, place, laws.get(place), q.get(place, (None, None))) for place in places]


def expected_shared(shared: Ints, band: Ints) -> Floats:
    """Expected collaborations of each two counties, symmetric, the diagonal 0, by iterative proportional fitting.

    `shared` is what was observed, symmetric with an empty diagonal, `band` the band of each pair from 0 on.
    """
    expected = 1.0 - np.eye(len(shared))
    own = np.asarray(shared.sum(axis=1), dtype=np.float64)
    of_band = np.asarray(np.bincount(band.ravel(), weights=shared.ravel()), dtype=np.float64)
    for _ in range(_ROUNDS):
        in_band = np.asarray(np.bincount(band.ravel(), weights=expected.ravel()), dtype=np.float64)
        expected *= _ratio(of_band, in_band)[band]
        # Rows and columns are scaled at once, each by the root of what is missing.
        scale = np.sqrt(_ratio(own, expected.sum(axis=1)))
        expected *= scale[:, None] * scale[None, :]
        if np.abs(expected.sum(axis=1) - own).max(initial=0.0) <= _TOLERANCE * max(1.0, float(own.max(initial=0.0))):
            break
    return expected


def _ratio(wanted: Floats, given: Floats) -> Floats:
    return np.asarray(np.where(given > 0, wanted / np.where(given > 0, given, 1.0), 0.0))


def _shared(network: Network, rows: Ints) -> Ints:
    """Collaborations that each two of the counties share."""
    seats = network.incidence.tocoo()
    known = network.county[seats.row] >= 0
    present = np.zeros((len(rows), len(network.collaborations)))
    present[np.searchsorted(rows, network.county[seats.row[known]]), seats.col[known]] = 1.0
    shared = (present @ present.T).astype(np.int32)
    np.fill_diagonal(shared, 0)
    return shared


def _distances(network: Network, rows: Ints) -> Floats:
    """Kilometres between the seats; nan where a seat has no point, which counts as the furthest band."""
    settlements, seat = network.projection.settlements, network.projection.counties.seat[rows]
    lat = np.where(seat >= 0, settlements.latitude[np.maximum(seat, 0)], np.nan)
    lon = np.where(seat >= 0, settlements.longitude[np.maximum(seat, 0)], np.nan)
    return km_between(lat[:, None], lon[:, None], lat[None, :], lon[None, :])


def _pair(
    network: Network, counties: _Counties, place: tuple[int, int], law: Law | None, q: tuple[float | None, float | None]
) -> CountyPair:
    c, d = (int(counties.rows[one]) for one in place)
    codes, observed = network.projection.counties.nuts3, int(counties.shared[place])
    is_active = all(bool(counties.shared[one].any()) for one in place)
    return CountyPair(
        id=f"openness:pair:{codes[c]}:{codes[d]}",
        county_a=c,
        county_b=d,
        km=float(counties.km[place]),
        verdict=verdict(is_active, law is None, *q),
        observed=observed,
        expected=float(counties.expected[place]),
        interval=None if law is None else (law.quantile(0.025), law.quantile(0.975)),
        p_under=None if law is None else law.p_under(observed),
        p_over=None if law is None else law.p_over(observed),
        q_under=q[0],
        q_over=q[1],
    )

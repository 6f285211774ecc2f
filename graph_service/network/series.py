"""A network by quarters: its size, density, parts and openness at the end of each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from graph_service.errors import RequestError
from graph_service.network.county_states import CountyState, county_states, openness
from graph_service.network.measures.local import Neighbourhoods
from graph_service.network.measures.parts import components
from graph_service.network.mixing import mixing
from graph_service.network.network import Network, Scope
from graph_service.network.projection import Projection
from graph_service.network.snapshots import check_day, network_at
from graph_service.network.summary import Whole, whole_of

QUARTERS = 12
MOST_QUARTERS = 40


@dataclass(frozen=True)
class QuarterNumbers:
    """A network on the last day of a quarter. None where a number is not defined."""

    whole: Whole
    largest_share: float | None
    """Share of the institutions that lie in the largest component, in (0, 1]; None without a tie."""
    ei_sector: float | None
    """E-I index by sector, in [-1, 1]; None without a tie."""
    ei_chance: float | None
    """Its mean when sectors are exchanged among the institutions with a tie."""
    openness: float | None
    """Share of participations in collaborations that join several counties, in [0, 1]; None without one."""
    collaborations: int
    """Collaborations with a participant in the scope: live on the day, or begun by it in mode CUMULATIVE."""
    started: int
    """Of the collaborations begun by the day, those that began in the quarter."""


@dataclass(frozen=True)
class Quarter:
    """A quarter and its numbers; these are None, not nought, where the quarter lies before the data."""

    year: int
    number: int
    """1 to 4."""
    day: int
    """The day that the numbers are of: its last, or that of the scope in the last quarter."""
    numbers: QuarterNumbers | None
    counties: tuple[CountyState, ...] | None
    """By county where asked for, else empty."""

    @property
    def name(self) -> str:
        """Such as 2019-Q3."""
        return f"{self.year}-Q{self.number}"


def quarterly_series(
    projection: Projection, scope: Scope, quarters: int = QUARTERS, by_county: bool = False
) -> tuple[Quarter, ...]:
    """The network of `scope` at the end of each quarter, oldest first; the last one ends on the day of the scope.

    Differences between quarters are not tested. Raises RequestError DAY_OUTSIDE for a day of which the data know
    nothing, NUMBER_RANGE for `quarters` outside 1 to MOST_QUARTERS.
    """
    if not 1 <= quarters <= MOST_QUARTERS:
        raise RequestError("NUMBER_RANGE", argument="quarters", least=1, most=MOST_QUARTERS, value=quarters)
    check_day(projection, scope.day)
    last = _quarter_of(scope.day)
    return tuple(_quarter(projection, scope, at, by_county) for at in range(last - quarters + 1, last + 1))


def _quarter_of(day: int) -> int:
    """Quarters since the beginning of the calendar."""
    at = date.fromordinal(day)
    return 4 * at.year + (at.month - 1) // 3


def _first_day(quarter: int) -> int:
    return date(quarter // 4, 3 * (quarter % 4) + 1, 1).toordinal()


def _quarter(projection: Projection, scope: Scope, quarter: int, by_county: bool) -> Quarter:
    start, day = _first_day(quarter), min(_first_day(quarter + 1) - 1, scope.day)
    if day < projection.first_day:
        return Quarter(quarter // 4, quarter % 4 + 1, day, None, None)
    network = network_at(projection, replace(scope, day=day))
    counties = county_states(network) if by_county else ()
    return Quarter(quarter // 4, quarter % 4 + 1, day, _numbers(network, start), counties)


def _numbers(network: Network, start: int) -> QuarterNumbers:
    near = Neighbourhoods(network.weights)
    whole = whole_of(near, network.activity, components(network.weights))
    mixed = mixing(near, network.sector)
    begun = network_at(network.projection, replace(network.scope, mode="CUMULATIVE")).collaborations
    starts = network.projection.collaborations.start[begun]
    return QuarterNumbers(
        whole=whole,
        largest_share=whole.largest / whole.nodes if whole.ties else None,
        ei_sector=mixed.ei,
        ei_chance=mixed.chance,
        openness=openness(network),
        collaborations=len(network.collaborations),
        started=int(np.count_nonzero(starts >= start)),
    )

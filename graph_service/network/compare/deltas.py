"""Measures of institutions, and numbers of counties, that differ between two networks of the same institutions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from graph_service.network.county_states import CountyState, county_states
from graph_service.network.measures.table import measures_of
from graph_service.network.network import Network

METRICS = (
    "degree",
    "strength",
    "activity",
    "constraint",
    "effectiveSize",
    "clustering",
    "core",
    "componentSize",
    "openPairs",
    "eiSector",
)
"""Measures of `graph_service/model/measures.py` that are compared: all are cheap."""
_EQUAL = 1e-12


@dataclass(frozen=True)
class BeforeAfter:
    """A number at both times; None where it is not defined."""

    before: float | None
    after: float | None


@dataclass(frozen=True)
class InstitutionChange:
    """An institution (row of the projection) of which a measure changed."""

    key: str
    """Its id."""
    institution: int
    values: Mapping[str, BeforeAfter]
    """The measures that changed, in the order of METRICS."""


@dataclass(frozen=True)
class CountyChange:
    """A county (row of the projection) of which a number changed, with all its numbers at both times."""

    key: str
    """Its id."""
    county: int
    before: CountyState
    after: CountyState


def institution_changes(before: Network, after: Network) -> tuple[InstitutionChange, ...]:
    """The institutions of which a measure changed, by id. Differences by rounding alone are none."""
    first, second = (
        np.stack([np.asarray(column, dtype=np.float64) for column in measures_of(network, METRICS).values()])
        for network in (before, after)
    )
    gone = np.isnan(first) != np.isnan(second)
    with np.errstate(invalid="ignore"):
        changed = gone | (np.abs(second - first) > _EQUAL)
    found = []
    for node in np.flatnonzero(changed.any(axis=0)).tolist():
        values = {
            METRICS[place]: BeforeAfter(_known(first[place, node]), _known(second[place, node]))
            for place in np.flatnonzero(changed[:, node]).tolist()
        }
        found.append(InstitutionChange(after.ids[node], int(after.nodes[node]), values))
    return tuple(found)


def county_changes(before: Network, after: Network) -> tuple[CountyChange, ...]:
    """The counties of which a number changed, by id."""
    ids = after.projection.counties.ids
    # Institutions do not come and go, so both have the same counties.
    states = zip(county_states(before), county_states(after), strict=True)
    return tuple(
        CountyChange(ids[first.county], first.county, first, second) for first, second in states if first != second
    )


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)

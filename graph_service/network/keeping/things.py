"""Tables of nodes, each in order of its ids: places, and what lies in them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph_service.network.keeping.columns import Columns, Table
from graph_service.network.keeping.rows import Places, Rows, either, in_order, open_end, places_of, rows_at, rows_of
from graph_service.network.projection import (
    NONE,
    Collaborations,
    Communities,
    Counties,
    Institutions,
    Ints,
    Mentors,
    Practices,
    Regions,
    Sessions,
    Settlements,
    Texts,
)

# The vocabulary settlementDisadvantage by rank: not a beneficiary, one reason, the other, both.
_DISADVANTAGE = {"9": 0, "1": 1, "2": 2, "3": 3}


@dataclass(frozen=True, eq=False)
class Geography:
    """Regions, counties and settlements, and where each place lies."""

    regions: Regions
    counties: Counties
    settlements: Settlements
    places: Places

    def county(self, settlement: Ints) -> Ints:
        """The county of each settlement, NONE for NONE."""
        return np.append(self.settlements.county, np.int32(NONE))[settlement]


def geography_of(columns: Columns) -> Geography:
    """Places of all kinds; a part of a settlement counts as the settlement."""
    regions = in_order(columns["regions"])
    counties = in_order(columns["counties"])
    settlements = in_order(columns["settlements"])
    ids = tuple(settlements.texts("id"))
    towns = Settlements(
        ids,
        tuple(settlements.texts("name")),
        rows_at(rows_of(counties.texts("id")), settlements.texts("county")),
        settlements.floats("latitude"),
        settlements.floats("longitude"),
        settlements.ints("population"),
        rows_at(_DISADVANTAGE, settlements.texts("disadvantage")),
    )
    return Geography(
        Regions(tuple(regions.texts("id")), tuple(regions.texts("hu")), tuple(regions.texts("en"))),
        _counties(counties, rows_of(regions.texts("id")), rows_of(ids)),
        towns,
        places_of(ids, (towns.latitude, towns.longitude), columns["parts"]),
    )


def _counties(table: Table, regions: Rows, settlements: Rows) -> Counties:
    return Counties(
        tuple(table.texts("id")),
        tuple(table.texts("nuts3")),
        tuple(table.texts("hu")),
        tuple(table.texts("en")),
        rows_at(regions, table.texts("region")),
        rows_at(settlements, table.texts("seat")),
        table.truths("in_area"),
    )


def institutions_of(table: Table, sectors: Texts, where: Geography) -> Institutions:
    """Institutions at their own point, else that of their place."""
    table = in_order(table)
    settlement, latitude, longitude = where.places.at(table.texts("place"))
    return Institutions(
        tuple(table.texts("id")),
        rows_at(rows_of(sectors), table.texts("sector")),
        settlement,
        where.county(settlement),
        either(table.floats("latitude"), latitude),
        either(table.floats("longitude"), longitude),
        table.truths("real"),
    )


def collaborations_of(table: Table, types: Texts) -> Collaborations:
    """Collaborations with their days."""
    table = in_order(table)
    return Collaborations(
        tuple(table.texts("id")),
        rows_at(rows_of(types), table.texts("type")),
        table.ints("start"),
        open_end(table.ints("end")),
        table.truths("real"),
    )


def communities_of(table: Table, where: Geography) -> Communities:
    """Communities at the point of their base."""
    table = in_order(table)
    settlement, latitude, longitude = where.places.at(table.texts("place"))
    return Communities(
        tuple(table.texts("id")), settlement, where.county(settlement), latitude, longitude, table.truths("real")
    )


def mentors_of(table: Table) -> Mentors:
    """Mentors."""
    table = in_order(table)
    return Mentors(tuple(table.texts("id")), table.truths("real"))


def practices_of(table: Table) -> Practices:
    """Good practices."""
    table = in_order(table)
    return Practices(tuple(table.texts("id")), table.ints("published"), table.truths("real"))


def sessions_of(table: Table) -> Sessions:
    """Training sessions."""
    table = in_order(table)
    return Sessions(tuple(table.texts("id")), table.ints("day"), table.ints("attendants"))

"""Rows of the official geography: country, regions, counties, districts, settlements and their parts."""

from __future__ import annotations

from graph_service.seeding.dataset import Builder, Value
from graph_service.seeding.dates import GEOGRAPHY
from graph_service.seeding.open_data import OpenData, point
from graph_service.seeding.vocabulary import cite

_OPEN = "real_open"


def add_geography(build: Builder, data: OpenData) -> None:
    """Adds all places; they come from the gazetteer (D1) and the points from GeoNames."""
    _place(build, "Country", "country:HU", code="HU", nameHu="Magyarország", nameEn="Hungary")
    cite(build, "country:HU", ["D1", "D2", "D3", "D4", "D5", "S36", "S46"])
    _add_regions_and_counties(build, data)
    for row in data.rows("districts"):
        _add_district(build, row)
    for row in data.rows("settlements"):
        _add_settlement(build, row)
    for row in data.rows("settlement_parts"):
        _add_part(build, row)
    for row in data.rows("counties"):
        build.join("HAS_SEAT", f"county:{row['nuts3']}", f"settlement:{row['seat_ksh_code']}")


def _place(build: Builder, label: str, id: str, **values: Value | None) -> None:
    build.add_real(label, id, _OPEN, GEOGRAPHY, **values)


def _add_regions_and_counties(build: Builder, data: OpenData) -> None:
    for row in data.rows("counties"):
        region, county = f"region:{row['nuts2']}", f"county:{row['nuts3']}"
        if region not in build.labels:
            _place(
                build,
                "Region",
                region,
                nuts2=row["nuts2"],
                kshCode=row["region_ksh"],
                nameHu=row["region_hu"],
                nameEn=row["region_en"],
            )
            build.join("IN_COUNTRY", region, "country:HU")
            build.join("FROM_SOURCE", region, "source:D1")
        _add_county(build, county, row)
        build.join("IN_REGION", county, region)


def _add_county(build: Builder, id: str, row: dict[str, str]) -> None:
    current = row["name_hu_2020"]
    _place(
        build,
        "County",
        id,
        nuts3=row["nuts3"],
        kshCode=row["county_ksh"],
        iso31662=row["iso_3166_2"],
        nameHu=row["name_hu"],
        nameEn=row["name_en"],
        nameHuCurrent=current if current != row["name_hu"] else None,
        population=int(row["population_2018"]),
        wikidataId=row["wikidata_id"] or None,
        geonamesId=row["geonames_id"] or None,
        inProgrammeArea=row["in_programme_area"] == "1",
    )
    build.join("FROM_SOURCE", id, "source:D1")
    build.join("FROM_SOURCE", id, "source:D5")


def _add_district(build: Builder, row: dict[str, str]) -> None:
    id = f"district:{row['district_code']}"
    _place(
        build,
        "District",
        id,
        kshCode=row["district_code"],
        nameHu=row["name_hu"],
        nameEn=row["name_en"],
        disadvantage=row["disadvantage"],
    )
    build.join("IN_COUNTY", id, f"county:{row['nuts3']}")
    build.join("FROM_SOURCE", id, "source:D1")


def _add_settlement(build: Builder, row: dict[str, str]) -> None:
    id = f"settlement:{row['ksh_code']}"
    _place(
        build,
        "Settlement",
        id,
        kshCode=row["ksh_code"],
        nameHu=row["name"],
        legalStatus=row["legal_status"],
        location=point(row),
        postalCode=row["postal_code"] or None,
        population=int(row["population_2018"]),
        populationYear=2018,
        areaHa=_whole(row["area_ha"]),
        dwellings=_whole(row["dwellings_2018"]),
        disadvantage=row["settlement_disadvantage"],
        geonamesId=row["geonames_id"] or None,
    )
    if f"district:{row['district_code']}" in build.labels:
        build.join("IN_DISTRICT", id, f"district:{row['district_code']}")
    build.join("IN_COUNTY", id, f"county:{row['nuts3']}")
    build.join("FROM_SOURCE", id, "source:D1")


def _add_part(build: Builder, row: dict[str, str]) -> None:
    id = f"part:{row['part_id']}"
    _place(
        build,
        "SettlementPart",
        id,
        partId=row["part_id"],
        nameHu=row["part_name"],
        population=_whole(row["population_2011"]),
        populationYear=2011 if row["population_2011"] else None,
        distanceKm=float(row["distance_km"]) if row["distance_km"] else None,
        location=point(row),
    )
    build.join("PART_OF", id, f"settlement:{row['ksh_code']}")
    build.join("FROM_SOURCE", id, "source:D1")


def _whole(text: str) -> int | None:
    return int(text) if text else None

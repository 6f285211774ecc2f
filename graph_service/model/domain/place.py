"""Places: the official geography of Hungary on 1 January 2018."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_service.model.declare import (
    Localized,
    Point,
    Relationship,
    into,
    out,
    prop,
    step_in,
    term,
    through,
    ties,
)
from graph_service.model.domain.node import Node

if TYPE_CHECKING:
    from graph_service.model.domain.community import Community, Measurement
    from graph_service.model.domain.learning import Event, TrainingSession
    from graph_service.model.domain.organisation import (
        Cooperation,
        CountyOffice,
        Institution,
        Municipality,
        Organisation,
    )
    from graph_service.model.domain.person import Mentor
    from graph_service.model.domain.programme import Programme
    from graph_service.model.domain.undertaking import SampleProject, TopProject


class SitedIn(Relationship, type="SITED_IN", derived=True, keeps=("countyNuts3", "nuts3")):
    """Has its place in a county; a shortcut past settlements and their parts."""


class InSettlement(Relationship, type="IN_SETTLEMENT", derived=True):
    """Has its seat or base in a settlement; a shortcut past its parts."""


class Near(Relationship, type="NEAR", derived=True):
    """Is one of the five nearest settlements, by great-circle distance between their points."""

    km: float = prop("Great-circle distance in kilometres.")


class Place(Node, abstract=True, super_label=True, plural="places", searchable=True, reference=True):
    """A country, region, county, district, settlement or part of a settlement."""


class Country(Place, prefix="country", plural="countries", few=True):
    """A country."""

    code: str = prop("ISO 3166-1 alpha-2 code.", key=True, order=True)
    name: Localized = prop("Name of the country.", sort="nameSort")
    regions: list[Region] = into("IN_COUNTRY", "Its regions.")


class Region(Place, prefix="region", few=True):
    """A statistical region (NUTS 2)."""

    nuts2: str = prop("NUTS 2 code, version 2016.", key=True, order=True)
    ksh_code: str = prop("Code of the Hungarian Central Statistical Office.", index=True, order=True)
    name: Localized = prop("Name of the region.", sort="nameSort")
    country: Country = out("IN_COUNTRY", "Its country.")
    counties: list[County] = into("IN_REGION", "Its counties.")


class County(Place, prefix="county", plural="counties", few=True):
    """A county (NUTS 3), or Budapest."""

    nuts3: str = prop("NUTS 3 code, version 2016.", key=True, order=True)
    ksh_code: str = prop("Code of the Hungarian Central Statistical Office.", index=True, order=True)
    iso31662: str = prop("ISO 3166-2 code.", index=True)
    name: Localized = prop("Name of the county as in 2018.", sort="nameSort")
    name_hu_current: str | None = prop("Hungarian name in use since 2020, where it changed.")
    population: int = prop("Resident population on 1 January 2018.", low=0)
    wikidata_id: str | None = prop("Id in Wikidata.")
    geonames_id: str | None = prop("Id in GeoNames.", unique=True)
    cooperation_rate: float | None = prop(
        "Ties of cooperation of the county per 100,000 inhabitants.", low=0, derived=True
    )
    in_programme_area: bool = prop("Whether the programme could work here: all but Pest and Budapest.", index=True)
    region: Region = out("IN_REGION", "Its region.")
    seat: Settlement = out("HAS_SEAT", "Its seat.")
    districts: list[District] = into("IN_COUNTY", "Its districts.")
    settlements: list[Settlement] = into("IN_COUNTY", "Its settlements.")
    office: CountyOffice | None = into("COVERS", "The county office of the programme.")
    institutions: list[Institution] = into(
        SitedIn, "Institutions whose seat is in the county, parts of settlements included."
    )
    communities: list[Community] = into(SitedIn, "Communities based in the county, parts of settlements included.")
    events: list[Event] = into(SitedIn, "Events held in the county.")
    mentors: list[Mentor] = through(
        "Mentors who work, or worked, at the county office.", step_in("COVERS"), step_in("WORKS_AT")
    )
    sample_projects: list[SampleProject] = through(
        "Sample projects that take place in the county.", step_in("IN_COUNTY"), step_in("TAKES_PLACE_IN")
    )
    cooperation: list[Cooperation] = ties(
        "Pairs of cooperating institutions of the county, with the evidence.", members="institutions"
    )


class District(Place, prefix="district"):
    """A district (járás)."""

    ksh_code: str = prop("District code.", key=True, order=True)
    name: Localized = prop("Name of the district.", sort="nameSort")
    disadvantage: str = term("districtDisadvantage", "Whether the district is a beneficiary one.", index=True)
    county: County = out("IN_COUNTY", "Its county.")
    settlements: list[Settlement] = into("IN_DISTRICT", "Its settlements.")


class Locality(Place, abstract=True, plural="localities"):
    """A settlement, or a part of one: where organisations have their seats and communities their base."""

    name: str = prop("Name; not translated.", column="nameHu", sort="nameSort")
    population: int | None = prop("Resident population; the year stands beside it.", low=0)
    population_year: int | None = prop("Year of the population figure.", low=1800, high=2100)
    location: Point | None = prop("Point of the locality, WGS84.")
    county: County = out("IN_COUNTY|SITED_IN", "Its county.")
    organisations: list[Organisation] = into("LOCATED_IN", "Organisations whose seat is here.")
    institutions: list[Institution] = into("LOCATED_IN", "Institutions whose seat is here.")
    communities: list[Community] = into("BASED_IN", "Communities based here.")
    responsible_mentors: list[Mentor] = into("RESPONSIBLE_FOR", "Mentors responsible for this place.")
    reached_by: list[Programme] = into("REACHED", "Programmes that reached this place.")
    measurements: list[Measurement] = into("OF", "Measurements of this place.")


class Settlement(Locality, prefix="settlement", about=3_155):
    """A settlement of Hungary on 1 January 2018."""

    ksh_code: str = prop("Settlement number of the Hungarian Central Statistical Office.", key=True, order=True)
    population: int = prop("Resident population; the year stands beside it.", low=0)
    population_year: int = prop("Year of the population figure.", low=1800, high=2100)
    location: Point = prop("Point of the settlement, WGS84.")
    legal_status: str = term("settlementStatus", "Legal status.", index=True)
    postal_code: str | None = prop("Postal code of the central built-up area.", index=True)
    area_ha: int | None = prop("Area in hectares.", low=0)
    dwellings: int | None = prop("Number of dwellings.", low=0)
    disadvantage: str = term("settlementDisadvantage", "Whether it is a beneficiary settlement.", index=True)
    geonames_id: str | None = prop("Id in GeoNames.", unique=True)
    wikidata_id: str | None = prop("Id in Wikidata.")
    district: District | None = out("IN_DISTRICT", "Its district; Budapest has none.")
    county: County = out("IN_COUNTY", "Its county.")
    seat_of: list[County] = into("HAS_SEAT", "The county it is the seat of, if any.")
    parts: list[SettlementPart] = into("PART_OF", "Its parts.")
    near: list[Settlement] = out(Near, "The five nearest settlements.")
    near_of: list[Settlement] = into(Near, "Settlements that have this one among their five nearest.")
    municipality: Municipality | None = into("GOVERNS", "The municipality that governs it.")
    training_sessions: list[TrainingSession] = into("HELD_IN", "Training sessions held here.")
    events: list[Event] = into("HELD_IN", "Events held here.")
    sample_projects: list[SampleProject] = into("TAKES_PLACE_IN", "Sample projects that take place here.")
    top_projects: list[TopProject] = into("TAKES_PLACE_IN", "TOP projects that take place here.")


class SettlementPart(Locality, prefix="part"):
    """A part of a settlement that lies apart from its centre."""

    part_id: str = prop("Settlement number and order in the gazetteer.", key=True, order=True)
    distance_km: float | None = prop("Distance from the centre of the settlement in kilometres.", low=0)
    settlement: Settlement = out("PART_OF", "The settlement it is part of.")
    county: County = out(SitedIn, "Its county.")

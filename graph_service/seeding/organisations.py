"""Institutions, municipalities, civil, church and other organisations, and who maintains and operates what."""

from __future__ import annotations

from graph_service.seeding.dataset import Point
from graph_service.seeding.dates import LAST, START
from graph_service.seeding.hashing import Draw
from graph_service.seeding.texts_organisation import (
    CHURCH,
    CIVIL,
    INSTITUTION_NAMES,
    MUNICIPALITY,
    OTHER,
    SQUARES,
    STREETS,
)
from graph_service.seeding.world import CULTURE, LIBRARY, MUSEUM, SHORT, Area, Body, House, Place, Target, World

_TOWN_MUSEUMS, _LIBRARY_POINTS, _EXHIBITIONS = 43, 134, 27
_CULTURE_TYPES = {
    4: (("cultural_centre", 7), ("multifunctional_institution", 2), ("youth_children_house", 1)),
    3: (
        ("cultural_centre", 60),
        ("multifunctional_institution", 15),
        ("leisure_centre", 10),
        ("general_cultural_centre", 10),
        ("youth_children_house", 5),
    ),
    2: (("cultural_house", 1),),
    1: (
        ("community_space", 40),
        ("integrated_community_space", 25),
        ("community_house", 20),
        ("village_house", 15),
    ),
}
# Who looks for "muvelodesi haz gyor" (question 14) is to find the one in Győr.
_TYPES_BY_SETTLEMENT = {"25584": "cultural_house"}
_TOWN_MUSEUM_TYPES = (("public_museum_collection", 5), ("thematic_museum", 3), ("regional_museum", 2))
_OF_LARGE_VILLAGES = "Nagyközségi"
_STAFF = {4: (12, 60), 3: (3, 18), 2: (1, 5), 1: (1, 2)}
_VISITORS = {4: (20000, 120000), 3: (3000, 30000), 2: (800, 6000), 1: (150, 2500)}


def add_organisations(world: World) -> None:
    """Adds all organisations of the areas; institutions last, for the others maintain them."""
    chosen = _optional_houses(world)
    for area in world.areas:
        for target in area.targets:
            _add_municipality(world, area, target)
        _add_bodies(world, area)
        counts: dict[str, int] = {}
        for target in area.targets:
            for sector in _sectors(world, target, chosen):
                counts[sector] = counts.get(sector, 0) + 1
                _add_house(world, area, target, sector, counts[sector])


def _optional_houses(world: World) -> dict[str, set[str]]:
    """The places that have a museum, library point or exhibition where not every place of the kind has one."""
    by_rank: dict[int, list[str]] = {}
    for area in world.areas:
        for target in area.targets:
            by_rank.setdefault(target.rank, []).append(target.place.settlement.code)
    towns, villages = by_rank.get(3, []), by_rank.get(1, [])
    return {
        "museum": set(world.ranked("Settlement", "town museum", towns)[:_TOWN_MUSEUMS]),
        "library": set(world.ranked("Settlement", "library point", villages)[:_LIBRARY_POINTS]),
        "exhibition": set(world.ranked("Settlement", "exhibition", villages)[:_EXHIBITIONS]),
    }


def _sectors(world: World, target: Target, chosen: dict[str, set[str]]) -> list[str]:
    """In a benchmark cohort the first target always has a museum, so that each area has all three sectors."""
    code, rank = target.place.settlement.code, target.rank
    first = not world.is_demonstration and target.number == "T01"
    has_museum = rank == 4 or first or code in chosen["museum"] or code in chosen["exhibition"]
    has_library = rank > 1 or code in chosen["library"]
    return [MUSEUM] * has_museum + [LIBRARY] * has_library + [CULTURE]


def _type(target: Target, sector: str, draw: Draw) -> str:
    rank, seat = target.rank, target.place.settlement.seat
    if sector == CULTURE:
        known = _TYPES_BY_SETTLEMENT.get(target.place.settlement.code)
        return known or draw.weighted("type", _CULTURE_TYPES[rank])
    if sector == LIBRARY:
        by_rank = {4: "county_scope_city_library" if seat else "city_library", 3: "city_library", 2: "village_library"}
        return by_rank.get(rank, "library_service_point")
    if rank == 4:
        return "county_scope_city_museum" if seat else "regional_museum"
    return draw.weighted("type", _TOWN_MUSEUM_TYPES) if rank > 1 else "public_exhibition_place"


def _add_house(world: World, area: Area, target: Target, sector: str, ordinal: int) -> None:
    build = world.build
    id = build.id("inst", area.code, SHORT[sector], f"{ordinal:03d}")
    draw = world.draw("Institution", id)
    in_part = sector == CULTURE and target.rank == 1
    place = target.place if in_part else Place(target.place.settlement)
    type = _type(target, sector, draw)
    options = [
        (f"{place.title} {hu}", en.format(place=place.en))
        for hu, en in INSTITUTION_NAMES[type]
        if target.rank <= 2 or not hu.startswith(_OF_LARGE_VILLAGES)
    ]
    hu, en = world.new_name(draw, options)
    house = House(id, sector, type, place, target, hu, en)
    maintainer, operator = _maintainer(area, house, draw)
    build.add(
        "Institution",
        id,
        START,
        nameHu=hu,
        nameEn=en,
        organisationForm="cultural_institution",
        active=True,
        sector=sector,
        institutionType=type,
        operatorType=operator,
        address=_address(draw),
        location=_beside(place.point, draw),
        staffCount=draw.integer("staff", *_STAFF[target.rank]),
        visitorsPerYear=draw.integer("visitors", *_VISITORS[target.rank]),
    )
    build.join("LOCATED_IN", id, place.id)
    build.join("MAINTAINS", maintainer, id, key="1", from_=draw.day("maintained", START.replace(year=1990), START))
    area.houses.append(house)


def _maintainer(area: Area, house: House, draw: Draw) -> tuple[str, str]:
    """Who maintains an institution: its municipality, or an organisation of the same settlement."""
    code = house.settlement.code
    candidates = [
        *((body.id, "civil") for body in area.civil if house.target.rank == 1),
        *((body.id, "church") for body in area.church if house.sector == MUSEUM),
        *((body.id, "nonprofit_company") for body in area.other if house.sector == CULTURE),
    ]
    here = {body.id for body in (*area.civil, *area.church, *area.other) if body.place.settlement.code == code}
    for id, operator in candidates:
        if id in here and draw.happens("other maintainer", 50):
            return id, operator
    return area.municipalities[code].id, "local_government"


def _address(draw: Draw) -> str:
    street = draw.pick("street", STREETS)
    return f"{street} {'tér' if street in SQUARES else 'utca'} {draw.integer('house number', 1, 120)}."


def _beside(point: Point, draw: Draw) -> Point:
    """A point within some hundred metres, so that institutions of one place do not lie on one another."""
    east, north = draw.integer("east", -400, 400), draw.integer("north", -300, 300)
    return Point(round(point.lon + east / 100_000, 5), round(point.lat + north / 100_000, 5))


def _add_municipality(world: World, area: Area, target: Target) -> None:
    settlement = target.place.settlement
    id = world.build.id("municipality", *(() if world.is_demonstration else (area.code,)), settlement.code)
    hu, en = (text.format(place=settlement.name) for text in MUNICIPALITY[settlement.status])
    world.build.add(
        "Municipality",
        id,
        START,
        nameHu=hu,
        nameEn=en,
        organisationForm="local_government",
        legalFormCode="321",
        active=True,
    )
    world.build.join("LOCATED_IN", id, settlement.id)
    if world.is_demonstration:
        world.build.join("GOVERNS", id, settlement.id)
    area.municipalities[settlement.code] = Body(id, Place(settlement), hu, en)


def _add_bodies(world: World, area: Area) -> None:
    """Eight civil organisations, two churches and one other organisation."""
    order = world.ranked("Settlement", f"bodies {area.code}", [target.number for target in area.targets])
    by_number = {target.number: target for target in area.targets}
    by_size = sorted((by_number[number] for number in order), key=lambda target: -target.rank)
    seat = area.seat()
    for place, target in enumerate([seat, *by_size[:7]]):
        hu_en_code = [(hu, en, code) for hu, en, code in CIVIL]
        area.civil.append(_add_body(world, area, target, ("CivilOrganisation", "civil", place), hu_en_code, "civil"))
    for place, target in enumerate(by_size[3:5]):
        area.church.append(
            _add_body(world, area, target, ("ChurchOrganisation", "church", place), list(CHURCH), "church")
        )
    draw = world.draw("OtherOrganisation", area.code)
    hu, en, form, code = draw.pick("kind", OTHER)
    area.other.append(_add_body(world, area, seat, ("OtherOrganisation", "org", 0), [(hu, en, code)], form))


def _add_body(
    world: World,
    area: Area,
    target: Target,
    identity: tuple[str, str, int],
    kinds: list[tuple[str, str, str]],
    form: str,
) -> Body:
    label, prefix, ordinal = identity
    id = world.build.id(prefix, area.code, f"{ordinal + 1:02d}")
    place = Place(target.place.settlement)
    draw = world.draw(label, id)
    hu, en = world.new_name(
        draw, [(f"{place.title} {name_hu}", name_en.format(place=place.en)) for name_hu, name_en, _ in kinds]
    )
    code = next(code for name_hu, _, code in kinds if hu.endswith(name_hu))
    active = label != "CivilOrganisation" or not draw.happens("dissolved", 4)
    world.build.add(
        label,
        id,
        START,
        LAST if not active else None,
        nameHu=hu,
        nameEn=en,
        organisationForm=form,
        legalFormCode=code,
        active=active,
    )
    world.build.join("LOCATED_IN", id, place.settlement.id)
    return Body(id, place, hu, en)

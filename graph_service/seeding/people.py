"""Mentors with their offices, places and communities; professionals with their employers; trainers."""

from __future__ import annotations

from datetime import date

from graph_service.seeding.dates import START, days, working
from graph_service.seeding.hashing import Draw
from graph_service.seeding.texts_person import FAMILY, GIVEN, POSITIONS
from graph_service.seeding.world import SECTORS, Area, House, Target, World

MENTOR_SLOTS = 4
RESERVE = 12
TRAINERS = 12
UNTRAINED = 6
_JOINING = (
    (date(2016, 10, 17), date(2016, 11, 15)),
    (date(2016, 12, 1), date(2017, 2, 1)),
    (date(2017, 2, 15), date(2017, 9, 1)),
    (date(2017, 9, 15), date(2018, 2, 1)),
)
_RESERVE_JOINING = (date(2017, 1, 15), date(2019, 5, 1))


def add_mentors(world: World) -> None:
    """Adds a county office and four active mentors an area, and the reserve."""
    for area in world.areas:
        _add_office(world, area)
        for slot in range(1, MENTOR_SLOTS + 1):
            _add_mentor(world, area, slot)
    by_code = {area.code: area for area in world.areas}
    for code in world.ranked("Mentor", "reserve", list(by_code))[:RESERVE]:
        _add_reserve(world, by_code[code])


def _add_office(world: World, area: Area) -> None:
    build, seat = world.build, area.seat().place.settlement
    area.office = build.id("office", area.code)
    draw = world.draw("CountyOffice", area.code)
    build.add(
        "CountyOffice",
        area.office,
        date(2016, 10, 10),
        nameHu=f"{area.county.name_hu} megyei iroda",
        nameEn=f"County Office of {area.county.name_hu}",
        organisationForm="other_nonprofit",
        active=True,
        openedOn=draw.day("opened", date(2016, 10, 3), date(2016, 10, 14)),
    )
    build.join("LOCATED_IN", area.office, seat.id)
    if world.is_demonstration:
        build.join("COVERS", area.office, area.county.id)


def _add_mentor(world: World, area: Area, slot: int) -> None:
    build = world.build
    id = build.id("mentor", area.code, str(slot))
    draw = world.draw("Mentor", id)
    joined = working(draw.day("joined", *_JOINING[slot - 1]))
    _add_person(
        world,
        "Mentor",
        id,
        joined,
        mentorStatus="active",
        backgrounds=_backgrounds(world, draw),
        joinedOn=joined,
    )
    build.join("WORKS_AT", id, area.office, from_=joined)
    build.join("BELONGS_TO", id, "concept:targetGroup:d5")
    area.mentors[slot] = (id, joined)
    for target in (target for target in area.targets if target.slot == slot):
        target.reached = _reached(draw, target, joined, on_path=target in area.path)
        responsible = max(joined, target.reached - days(draw.integer(f"before {target.number}", 3, 20)))
        build.join("RESPONSIBLE_FOR", id, target.place.id, key="1", from_=responsible)


def _reached(draw: Draw, target: Target, joined: date, *, on_path: bool) -> date:
    """Places with a community are reached early enough for the community to be mentored by the spring of 2019."""
    last = date(2019, 4, 5) if target.communities else date(2019, 8, 20)
    return working(draw.day(f"reached {target.number}", joined + days(14), date(2017, 11, 30) if on_path else last))


def _add_reserve(world: World, area: Area) -> None:
    build = world.build
    id = build.id("mentor", area.code, "5")
    draw = world.draw("Mentor", id)
    joined = working(draw.day("joined", *_RESERVE_JOINING))
    _add_person(
        world,
        "Mentor",
        id,
        joined,
        mentorStatus="trained_reserve",
        backgrounds=_backgrounds(world, draw),
        joinedOn=joined,
    )
    build.join("BELONGS_TO", id, "concept:targetGroup:d5")
    employer = draw.pick("employer", area.civil)
    build.join("EMPLOYED_BY", id, employer.id, key="1", from_=draw.day("employed", date(2008, 1, 1), START))


def _backgrounds(world: World, draw: Draw) -> list[str]:
    return sorted(draw.some("background", draw.integer("backgrounds", 1, 2), world.data.codes("mentorBackground")))


def _add_person(world: World, label: str, id: str, since: date, **values: object) -> None:
    """Adds a person with a name that no other invented person has."""
    draw = world.draw("Person", id)
    for attempt in range(100):
        family, given = draw.pick(f"family {attempt}", FAMILY), draw.pick(f"given {attempt}", GIVEN)
        if f"{family} {given}" not in world.names:
            break
    world.names.add(f"{family} {given}")
    world.build.add(
        label,
        id,
        since,
        familyName=family,
        givenName=given,
        displayName=f"{family} {given}",
        **values,  # type: ignore[arg-type]  # the callers give property values only
    )


def add_trainers(world: World) -> list[str]:
    """Adds the trainers, each employed by an organisation of the kind that teaches."""
    ids = []
    for ordinal in range(1, TRAINERS + 1):
        id = world.build.id("trainer", f"{ordinal:02d}")
        draw = world.draw("Trainer", id)
        _add_person(world, "Trainer", id, START)
        employer = draw.pick("area", world.areas).other[0]
        world.build.join("EMPLOYED_BY", id, employer.id, key="1", from_=draw.day("employed", date(2005, 1, 1), START))
        ids.append(id)
    return ids


def add_professionals(world: World) -> dict[str, list[str]]:
    """Adds 23 or 24 professionals an area and gives their ids by area; some socialised institutions stay untrained."""
    untrained = _untrained(world)
    more = set(world.ranked("Area", "24 professionals", [area.code for area in world.areas])[:6])
    return {area.code: _add_staff(world, area, 24 if area.code in more else 23, untrained) for area in world.areas}


def _untrained(world: World) -> set[str]:
    """Six socialised institutions of six counties, two a sector, from which nobody goes to a training."""
    codes = world.ranked("Area", "untrained", [area.code for area in world.areas])[:UNTRAINED]
    by_code = {area.code: area for area in world.areas}
    chosen = {by_code[code].socialised[SECTORS[place % 3]].id for place, code in enumerate(codes)}
    world.build.plant("25 socialised institutions without a trained employee", *chosen)
    return chosen


def _add_staff(world: World, area: Area, count: int, untrained: set[str]) -> list[str]:
    houses = [house for house in area.houses if house.id not in untrained]
    first = [house for house in area.socialised.values() if house.id not in untrained]
    return [
        _add_professional(world, area, ordinal, first[ordinal - 1] if ordinal <= len(first) else None, houses)
        for ordinal in range(1, count + 1)
    ]


def _add_professional(world: World, area: Area, ordinal: int, employer: House | None, houses: list[House]) -> str:
    build = world.build
    id = build.id("prof", area.code, f"{ordinal:03d}")
    draw = world.draw("Professional", id)
    weights = [(house, house.target.rank**2) for house in houses]
    house = employer or draw.weighted("employer", weights)
    position = draw.pick("position", POSITIONS[house.sector])
    began = draw.day("employed", date(1998, 1, 1), date(2016, 12, 31))
    _add_person(world, "Professional", id, START, position=position)
    build.join("EMPLOYED_BY", id, house.id, key="1", from_=began, position=position)
    build.join("BELONGS_TO", id, "concept:targetGroup:d4")
    if draw.happens("earlier employer", 15):
        earlier = draw.pick("earlier", houses)
        if earlier.id != house.id:
            start = began - days(draw.integer("earlier years", 1, 9) * 365)
            build.join(
                "EMPLOYED_BY",
                id,
                earlier.id,
                key="1",
                from_=start,
                to=began - days(1),
                position=draw.pick("earlier position", POSITIONS[earlier.sector]),
            )
    return id

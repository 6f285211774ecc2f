"""Events: conferences, meetings, county days, workshops, study trips, weeks of communities, showcases and forums."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from graph_service.seeding.dates import LAST, days, working
from graph_service.seeding.hashing import Draw
from graph_service.seeding.texts_learning import CONFERENCES, DAYS, FORUMS, MEETINGS, WEEK, WORKSHOPS
from graph_service.seeding.world import Area, Place, World

_INTERNATIONAL = 2
_STUDY_TRIPS = 12
_WEEKS = ((2017, date(2017, 5, 8)), (2018, date(2018, 5, 7)), (2019, date(2019, 5, 6)))
_WEEK_EVENTS = 10


@dataclass(frozen=True)
class _Event:
    """An event before it is written."""

    id: str
    area: Area
    place: Place
    type: str
    start: date
    names: tuple[tuple[str, str], ...]
    length: int = 0
    international: bool = False
    size: tuple[int, int] = (20, 80)


def add_events(world: World) -> None:
    """All events; only announced ones lie after the last day."""
    _add_weeks(world)
    _add_conferences(world)
    for area in world.areas:
        _add_professional(world, area)
        _add_week_events(world, area)
        _add_local(world, area)
    _add_study_trips(world)


def _write(world: World, event: _Event) -> str:
    build, draw = world.build, world.draw("Event", event.id)
    hu, en = world.new_name(draw, event.names)
    end = event.start + days(event.length)
    announced = event.start > LAST
    build.add(
        "Event",
        event.id,
        min(event.start, LAST) - days(30 if announced else 0),
        nameHu=hu,
        nameEn=en,
        type=event.type,
        startDate=event.start,
        endDate=end,
        international=event.international,
        attendance=None if announced else draw.integer("attendance", *event.size),
        languages=["en", "hu"] if event.international else ["hu"],
    )
    build.join("HELD_IN", event.id, event.place.settlement.id)
    _take_part(world, event, draw)
    return event.id


def _organise(world: World, organiser: str, event: str) -> None:
    world.build.join("ORGANISES", organiser, event)


def _take_part(world: World, event: _Event, draw: Draw) -> None:
    """A few communities and institutions of the area, those that were there by then."""
    if event.start > LAST:
        return
    groups = [group.id for group in event.area.groups if group.founded <= event.start]
    houses = [house.id for house in event.area.houses]
    guests = draw.some("groups", draw.integer("group count", 1, 3), groups)
    guests += draw.some("houses", draw.integer("house count", 0, 2), houses)
    for guest in guests:
        world.build.join("TOOK_PART_IN", guest, event.id)


def _seat(area: Area) -> Place:
    return Place(area.seat().place.settlement)


def _random_place(area: Area, draw: Draw, field: str = "place") -> Place:
    return Place(draw.pick(field, area.targets).place.settlement)


def _add_conferences(world: World) -> None:
    for ordinal, (hu, en) in enumerate(CONFERENCES, 1):
        id = world.build.id("event", "conference", str(ordinal))
        draw = world.draw("Event", id)
        area = draw.pick("area", world.areas)
        start = working(date(2017, 3, 20) + days((ordinal - 1) * 120 + draw.integer("shift", 0, 40)))
        international = ordinal > len(CONFERENCES) - _INTERNATIONAL
        type = "conference_international" if international else "conference_national"
        event = _Event(id, area, _seat(area), type, start, ((hu, en),), 1, international, (90, 320))
        _organise(world, area.office, _write(world, event))
        fields = world.data.codes("methodologyField") if start >= date(2017, 6, 1) else ["community_development"]
        field = draw.pick("field", fields)
        world.build.join("PROMOTES", id, world.build.id("model", field), on=start)


def _add_professional(world: World, area: Area) -> None:
    """Two meetings, a county day, three workshops and a showcase an area, organised by its office."""
    seat = _seat(area)
    for ordinal in (1, 2):
        draw, id = _new(world, area, f"meeting:{ordinal}")
        names = tuple(
            (f"Szakmai találkozó: {hu} – {seat.hu}", f"Professional meeting: {en} – {seat.en}") for hu, en in MEETINGS
        )
        start = working(draw.day("start", date(2017, 2, 6), date(2019, 8, 2)))
        _organise(world, area.office, _write(world, _Event(id, area, seat, "professional_meeting", start, names)))
    draw, id = _new(world, area, "day")
    county = area.county
    names = tuple(
        (f"{area.adjective} szakmai nap: {hu}", f"Professional day of {county.name_en}: {en}") for hu, en in DAYS
    )
    project_start = world.build.node(area.sample)["startDate"]
    assert isinstance(project_start, date)
    start = working(draw.day("start", max(project_start, date(2018, 3, 1)), date(2019, 8, 8)))
    _organise(world, area.office, _write(world, _Event(id, area, seat, "county_day", start, names, size=(40, 140))))
    world.build.join("PROMOTES", id, area.sample, on=start)
    for ordinal in (1, 2, 3):
        _add_workshop(world, area, ordinal)
    _add_showcase(world, area)


def _new(world: World, area: Area, name: str) -> tuple[Draw, str]:
    id = world.build.id("event", area.code, name)
    return world.draw("Event", id), id


def _add_workshop(world: World, area: Area, ordinal: int) -> None:
    draw, id = _new(world, area, f"workshop:{ordinal}")
    place = _random_place(area, draw)
    names = tuple((f"Műhelymunka: {hu} – {place.hu}", f"Workshop: {en} – {place.en}") for hu, en, _ in WORKSHOPS)
    start = working(draw.day("start", date(2017, 2, 20), date(2019, 8, 9)))
    _organise(world, area.office, _write(world, _Event(id, area, place, "workshop", start, names, size=(8, 30))))
    ready = [
        practice
        for practice in area.practices
        if str(world.build.node(practice).get("publishedOn", "9999")) <= start.isoformat()
    ]
    for practice in draw.some("practice", 1, ready):
        world.build.join("PROMOTES", id, practice, on=start)


def _add_showcase(world: World, area: Area) -> None:
    draw, id = _new(world, area, "showcase")
    seat = _seat(area)
    started = [str(world.build.node(top)["createdAt"])[:10] for top in area.top]
    first = max(date.fromisoformat(max(started)), date(2018, 6, 1))
    start = working(draw.day("start", first + days(7), max(first + days(20), date(2019, 8, 9))))
    names = ((f"TOP nyertes projektek bemutatója – {seat.hu}", f"Showcase of winning TOP projects – {seat.en}"),)
    _organise(world, area.office, _write(world, _Event(id, area, seat, "top_showcase", start, names, size=(30, 110))))
    for top in area.top:
        world.build.join("PROMOTES", id, top, on=start)


def _add_weeks(world: World) -> None:
    """The three weeks themselves are cited facts; a benchmark cohort hangs its events on the same ones."""
    if not world.is_demonstration:
        return
    for row in world.data.facts["weekOfCommunities"]:
        id = f"event:week:{row['year']}"
        start = date.fromisoformat(row["startDate"])
        world.build.add_real(
            "Event",
            id,
            "real_cited",
            start,
            nameHu=f"Közösségek Hete ({row['year']})",
            nameEn=f"Week of Communities ({row['year']})",
            type="week_of_communities",
            startDate=start,
            endDate=date.fromisoformat(row["endDate"]) if row["endDate"] else None,
            international=False,
            languages=["hu"],
        )
        for key in row["sources"]:
            world.build.join("FROM_SOURCE", id, f"source:{key}")


def _add_week_events(world: World, area: Area) -> None:
    """Three, three and four events of the weeks, organised by the municipality or a civil organisation of the place."""
    for ordinal in range(_WEEK_EVENTS):
        year, monday = _WEEKS[min(ordinal // 3, 2)]
        draw, id = _new(world, area, f"week:{ordinal + 1:02d}")
        place = _random_place(area, draw)
        names = tuple(
            (f"Közösségek Hete {year}: {hu} – {place.hu}", f"Week of Communities {year}: {en} – {place.en}")
            for hu, en in WEEK
        )
        start = monday + days(draw.integer("day", 0, 6))
        _write(world, _Event(id, area, place, "week_of_communities", start, names, size=(25, 400)))
        _organise(world, area.municipalities[place.settlement.code].id, id)
        world.build.join("PART_OF_SERIES", id, f"event:week:{year}")


def _add_local(world: World, area: Area) -> None:
    """Two forums an area: one in the last 30 days of the programme, one announced for the 30 days after it."""
    for ordinal, (first, last) in enumerate(((LAST - days(26), LAST - days(2)), (LAST + days(3), LAST + days(28))), 1):
        draw, id = _new(world, area, f"forum:{ordinal}")
        place = _random_place(area, draw)
        names = tuple((f"Helyi fórum: {hu} – {place.hu}", f"Local forum: {en} – {place.en}") for hu, en in FORUMS)
        _write(world, _Event(id, area, place, "local_forum", draw.day("start", first, last), names, size=(12, 90)))
        _organise(world, area.municipalities[place.settlement.code].id, id)


def _add_study_trips(world: World) -> None:
    codes = world.ranked("Area", "study trip", [area.code for area in world.areas])[:_STUDY_TRIPS]
    for area in world.areas:
        if area.code in codes:
            draw, id = _new(world, area, "trip")
            place = _random_place(area, draw)
            names = ((f"Tanulmányút {place.hu} közösségeihez", f"Study trip to the communities of {place.en}"),)
            start = working(draw.day("start", date(2017, 9, 4), date(2019, 6, 14)))
            _organise(
                world, area.office, _write(world, _Event(id, area, place, "study_trip", start, names, size=(15, 45)))
            )

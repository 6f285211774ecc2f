"""Communities: where they are, who mentors them, whose rooms they use; and the planted path of four steps."""

from __future__ import annotations

from datetime import date

from graph_service.model.wording import article, capitalised
from graph_service.seeding.dates import LAST, START, capped, days, working
from graph_service.seeding.hashing import Draw
from graph_service.seeding.texts_community import KINDS, PLANS, RHYTHMS, SUMMARIES
from graph_service.seeding.world import CULTURE, LIBRARY, Area, Group, House, Target, World

PATH_COUNTY = "HU223"
_LATE_AREAS = 6
_LATE = (date(2019, 7, 1), date(2019, 7, 12))
_LAST_START = date(2019, 5, 24)
_FOUNDED_BEFORE = date(2018, 9, 30)


def add_communities(world: World) -> None:
    """Adds the communities of every target, mentored by the mentor of the target's slot."""
    late = set(world.ranked("Area", "late start", [area.code for area in world.areas])[:_LATE_AREAS])
    for area in world.areas:
        for target in area.targets:
            for _ in range(target.communities):
                _add_community(world, area, target, target in area.path)
        if area.code in late:
            _start_late(world, area)
        for group in area.groups:
            _tie(world, area, group)
        if area.path:
            _plant_path(world, area)


def _add_community(world: World, area: Area, target: Target, on_path: bool) -> None:
    id = world.build.id("comm", area.code, f"{len(area.groups) + 1:03d}")
    draw = world.draw("Community", id)
    place = target.place
    options = [(f"{place.title} {kind.hu}", f"{kind.en} of {place.en}") for kind in KINDS]
    hu, en = world.new_name(draw, options)
    kind = next(kind for kind in KINDS if hu == f"{place.title} {kind.hu}")
    first = max(target.reached + days(5), area.mentors[target.slot][1] + days(20))
    last = min(first + days(200), date(2018, 3, 1) if on_path else _LAST_START)
    mentored = working(draw.day("mentored", first, max(first, last)))
    founded = draw.day("founded", date(1985, 1, 1), min(mentored - days(30), _FOUNDED_BEFORE))
    if draw.happens("young", 45):
        founded = draw.day("founded lately", date(2014, 1, 1), min(mentored - days(10), _FOUNDED_BEFORE))
    area.groups.append(Group(id, target, kind, hu, en, founded, mentored))


def _start_late(world: World, area: Area) -> None:
    """One community of the area joins in the last summer."""
    candidates = [group.id for group in area.groups if group.target not in area.path]
    chosen = world.ranked("Community", "late start", candidates)[0]
    group = next(group for group in area.groups if group.id == chosen)
    group.mentored = working(world.draw("Community", chosen).day("late", *_LATE))


def _tie(world: World, area: Area, group: Group) -> None:
    build, draw = world.build, world.draw("Community", group.id)
    group.mentor = area.mentors[group.target.slot][0]
    members = draw.integer("members", 8, 64)
    summary_hu, summary_en = _summary(group, draw, members)
    themes = sorted({group.kind.theme, *_second_theme(draw)})
    build.add(
        "Community",
        group.id,
        max(group.founded, START),
        group.mentored,
        nameHu=group.hu,
        nameEn=group.en,
        summaryHu=summary_hu,
        summaryEn=summary_en,
        formal=draw.happens("formal", group.kind.formal),
        memberCount=members,
        foundedOn=group.founded,
        themes=themes,
    )
    build.join("BASED_IN", group.id, group.target.place.id)
    build.join("BELONGS_TO", group.id, "concept:targetGroup:i1")
    build.join("MENTORS", group.mentor, group.id, key="1", from_=group.mentored)
    if group.target not in area.path:
        _use_rooms(world, area, group, draw)


def _second_theme(draw: Draw) -> list[str]:
    if not draw.happens("second theme", 40):
        return []
    return [draw.pick("theme", KINDS).theme]


def _summary(group: Group, draw: Draw, members: int) -> tuple[str, str]:
    rhythm, plan = draw.pick("rhythm", RHYTHMS), draw.pick("plan", PLANS)
    hu, en = draw.pick("summary", SUMMARIES)
    place = group.target.place
    words = {
        "adj": place.adjective,
        "place": place.en,
        "members": members,
        "work_hu": group.kind.work_hu,
        "work_en": group.kind.work_en,
        "rhythm_hu": rhythm[0],
        "rhythm_en": rhythm[1],
        "plan_hu": plan[0],
        "plan_en": plan[1],
        "The_hu": capitalised(article(place.adjective)),
    }
    return hu.format(**words), en.format(**words)


def _use_rooms(world: World, area: Area, group: Group, draw: Draw) -> None:
    here = [house for house in area.houses if house.settlement.code == group.target.place.settlement.code]
    wishes = ((CULTURE, 75), (LIBRARY, 25))
    for house in here:
        if any(house.sector == sector and draw.happens(f"room {sector}", share) for sector, share in wishes):
            since = draw.day(f"room since {house.sector}", max(group.founded, date(2012, 1, 1)), LAST - days(60))
            _host(world, group, house, capped(since, LAST))


def _host(world: World, group: Group, house: House, since: date) -> None:
    world.build.join("USES_SPACE_OF", group.id, house.id, from_=max(since, group.founded))
    group.hosts.append(house)


def reserve_path(world: World) -> None:
    """Two villages of one mentor in the county of the planted path, each with a community; kept apart from others."""
    for area in world.areas:
        if world.is_demonstration and area.code == PATH_COUNTY:
            area.path = _path_targets(world, area)
            for target in area.path:
                area.reserved |= {house.id for house in _houses_at(area, target)}


def _path_targets(world: World, area: Area) -> list[Target]:
    villages = [target for target in area.targets if target.rank == 1 and target.communities == 1 and target.slot <= 2]
    by_number = {target.number: target for target in villages}
    order = [by_number[number] for number in world.ranked("Target", "path", list(by_number))]
    return [order[0], next(target for target in order[1:] if target.slot == order[0].slot)]


def _houses_at(area: Area, target: Target) -> list[House]:
    return [house for house in area.houses if house.settlement.code == target.place.settlement.code]


def _plant_path(world: World, area: Area) -> None:
    """Institution, community, mentor, community, institution: four steps, all open in 2018, and nothing shorter."""
    ids: list[str] = []
    for target in area.path:
        group = next(group for group in area.groups if group.target is target)
        house = next(house for house in _houses_at(area, target) if house.sector == CULTURE)
        _host(world, group, house, group.mentored)
        ids += [house.id, group.id] if not ids else [group.mentor, group.id, house.id]
    world.build.plant_path("8 path of four steps in HU223", *ids)

"""Socialised operation: which institutions have it, their assessments, and the bodies residents sit in."""

from __future__ import annotations

from datetime import date

from graph_service.seeding.dates import days, working
from graph_service.seeding.hashing import Draw
from graph_service.seeding.texts_organisation import BODIES
from graph_service.seeding.world import CULTURE, LIBRARY, MUSEUM, SECTORS, Area, House, World

FLAT, PASSIVE = 9, 12
_STANCES = ("institution_initiates", "mutual_search", "stakeholders_seek")
_ELEMENTS = ("planning", "implementation", "evaluation")
_FORMS = {
    MUSEUM: ("value_repository_committee", "community_planning", "volunteering"),
    LIBRARY: ("community_planning", "public_forum", "volunteering"),
    CULTURE: ("cultural_roundtable", "public_forum"),
}
_LATE_THIRD = (date(2019, 7, 2), date(2019, 9, 10))


def choose_socialised(world: World) -> None:
    """One museum, one library and one institution of community culture an area."""
    for area in world.areas:
        for sector in SECTORS:
            free = {house.id: house for house in area.of_sector(sector) if house.id not in area.reserved}
            bigger = [id for id, house in free.items() if house.target.rank > 1] or list(free)
            area.socialised[sector] = free[world.ranked("Institution", "socialised", bigger)[0]]


def add_assessments(world: World) -> None:
    """Adds a baseline for every institution and two more for the socialised ones, with their planted gaps."""
    chosen = {house.id for area in world.areas for house in area.socialised.values()}
    rest = [house.id for area in world.areas for house in area.houses if house.id not in chosen]
    flat = set(world.ranked("Institution", "flat", sorted(chosen))[:FLAT])
    passive = set(world.ranked("Institution", "both passive", rest)[:PASSIVE])
    late = set(world.ranked("Institution", "late socialised", sorted(chosen))[:18])
    world.build.plant("26 socialised institutions without a rise", *flat)
    world.build.plant("26 institutions at both passive", *passive)
    for area in world.areas:
        for house in area.houses:
            if house.id in chosen:
                _add_three(world, house, house.id in flat, house.id in late)
                _add_body(world, area, house)
            else:
                _add_baseline(world, house, house.id in passive)


def _add_baseline(world: World, house: House, passive: bool) -> None:
    draw = world.draw("SocialisationAssessment", house.id)
    level = draw.weighted("level", ((1, 4), (2, 4), (3, 1)))
    elements = [] if passive or level == 1 else draw.some("elements", level - 1, _ELEMENTS)
    stance = "both_passive" if passive else draw.pick("stance", _STANCES)
    _add(world, house, 1, _baseline_day(draw), (1 if passive else level, elements, stance))


def _baseline_day(draw: Draw) -> date:
    return working(draw.day("baseline", date(2017, 1, 16), date(2017, 9, 29)))


def _add_three(world: World, house: House, flat: bool, late: bool) -> None:
    """Levels rise with each assessment, unless `flat`; participation is written down at the second, or at the third."""
    draw = world.draw("SocialisationAssessment", house.id)
    level = 3 if flat else draw.integer("level", 1, 2)
    rises = (0, 0, 0) if flat else (0, 1, 2 + draw.integer("second rise", 0, 1))
    second = working(draw.day("second", date(2017, 11, 6), date(2018, 12, 14)))
    third = working(draw.day("third", *(_LATE_THIRD if late else (date(2019, 1, 14), date(2019, 6, 28)))))
    for ordinal, day in enumerate((_baseline_day(draw), second, third)):
        documented = ordinal == 2 or (ordinal == 1 and not late)
        count = min(ordinal + 1, 3) if not flat else 2
        elements = draw.some("elements", count, _ELEMENTS) + ["documented"] * documented
        stance = draw.pick("stance", _STANCES) if ordinal == 0 else "mutual_search"
        _add(world, house, ordinal + 1, day, (level + rises[ordinal], elements, stance))


def _add(world: World, house: House, ordinal: int, day: date, found: tuple[int, list[str], str]) -> None:
    level, elements, stance = found
    id = house.id.replace("inst:", "assess:", 1) + f":{ordinal}"
    degree = ("none", "minimal", "partial", "partial", "optimal")[len(elements)]
    world.build.add(
        "SocialisationAssessment",
        id,
        day,
        assessedOn=day,
        participationLevel=level,
        degree=degree,
        elementsMet=sorted(elements),
        stance=stance,
    )
    world.build.join("HAS_ASSESSMENT", house.id, id)


def _add_body(world: World, area: Area, house: House) -> None:
    build = world.build
    id = house.id.replace("inst:", "body:", 1)
    draw = world.draw("ParticipationBody", id)
    fitting = [(hu, en, form) for hu, en, form in BODIES if form in _FORMS[house.sector]]
    options = [(f"{house.place.title} {hu}", en.format(place=house.place.en)) for hu, en, _ in fitting]
    hu, en = world.new_name(draw, options)
    form = next(form for name, _, form in fitting if hu.endswith(name))
    since = working(draw.day("since", date(2017, 10, 2), date(2018, 11, 30)))
    build.add("ParticipationBody", id, since, nameHu=hu, nameEn=en, form=form)
    build.join("HAS_BODY", house.id, id)
    free = [group for group in area.groups if group.target not in area.path]
    near = sorted(free, key=lambda group: (group.target.place.settlement.distance(house.settlement), group.id))[:5]
    by_id = {group.id: group for group in near}
    for member in draw.some("members", draw.integer("member count", 1, 3), by_id):
        begin = max(since, by_id[member].mentored) + days(draw.integer(f"joined {member}", 3, 40))
        build.join("SITS_IN", member, id, from_=min(begin, date(2019, 9, 12)))

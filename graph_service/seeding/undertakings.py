"""Sample projects, TOP projects, volunteer programmes; good practices and who took them over."""

from __future__ import annotations

from datetime import date

from graph_service.model.wording import article, capitalised, with_article
from graph_service.seeding.dates import LAST, days, working
from graph_service.seeding.hashing import Draw
from graph_service.seeding.texts_work import (
    LESSONS,
    NEEDS,
    PRACTICE_SUMMARIES,
    PRACTICES,
    SAMPLE_PROJECTS,
    TOP_TITLES,
    VOLUNTEERING,
    Practice,
)
from graph_service.seeding.world import SECTORS, Area, House, Place, World

TOP_PROJECTS, PRACTICE_COUNT, VOLUNTEER_COUNT = 4, 6, 5
NEVER_OUTSIDE, UNPUBLISHED = 24, 12
_ADOPTIONS = 12


def add_sample_projects(world: World) -> None:
    """One an area; its partnership is the area's first collaboration."""
    for area in world.areas:
        build = world.build
        area.sample = build.id("sample", area.code)
        partnership = build.node(area.collaborations[0])
        title = str(partnership["nameHu"]).partition(" – ")[0]
        hu, en, theme = next(entry for entry in SAMPLE_PROJECTS if entry[0] == title)
        draw = world.draw("SampleProject", area.sample)
        place = Place(area.socialised[SECTORS[0]].settlement)
        start = partnership["startDate"]
        assert isinstance(start, date)
        summary_hu, summary_en = _sample_summary(world, area, place, theme)
        build.add(
            "SampleProject",
            area.sample,
            start,
            min(LAST, date(2019, 9, 13)),
            nameHu=f"{hu} – {place.adjective} mintaprojekt",
            nameEn=f"{en} – Sample Project of {place.en}",
            summaryHu=summary_hu,
            summaryEn=summary_en,
            startDate=start,
            endDate=partnership.get("endDate"),
            grantHuf=100_000 * draw.integer("grant", 30, 120),
            status="closed",
        )
        for ordinal, partner in enumerate(area.sample_partners):
            build.join("PARTNER_IN", partner, area.sample, role="member" if ordinal else "lead")
        for code in sorted({_settlement_of(area, id) for id in area.sample_partners}):
            build.join("TAKES_PLACE_IN", area.sample, f"settlement:{code}")
        build.join("GAVE_RISE_TO", area.sample, area.collaborations[0])


def _settlement_of(area: Area, id: str) -> str:
    for house in area.houses:
        if house.id == id:
            return house.settlement.code
    return next(code for code, body in area.municipalities.items() if body.id == id)


def _sample_summary(world: World, area: Area, place: Place, theme: str) -> tuple[str, str]:
    """What the three sectors do together."""
    names = [world.build.node(id) for id in area.sample_partners[:3]]
    concept = next(
        concept
        for scheme in world.data.schemes
        if scheme["id"] == "goodPracticeTheme"
        for concept in scheme["concepts"]
        if concept["code"] == theme
    )
    hu = (
        f"A múzeum, a könyvtár és a közművelődés közös munkája "
        f"{with_article(place.adjective)} lakosokkal. "
        f"Partnerek: {', '.join(str(row['nameHu']) for row in names)}. Témája: {concept['hu'].lower()}."
    )
    en = (
        f"Museum, library and community culture at work together with the residents of {place.en}. "
        f"Partners: {', '.join(str(row['nameEn']) for row in names)}. Theme: {concept['en'].lower()}."
    )
    return hu, en


def add_top_projects(world: World) -> None:
    """Four an area: three under TOP-5.3.1-16, one of the seat under TOP-6.9.2-16."""
    for area in world.areas:
        seat = area.seat().place.settlement.code
        towns = world.ranked("Settlement", "top", [code for code in area.municipalities if code != seat])
        first = area.consortium
        leads = [
            first[0],
            *(area.municipalities[code].id for code in towns if area.municipalities[code].id != first[0]),
        ]
        for ordinal in range(1, TOP_PROJECTS + 1):
            last = ordinal == TOP_PROJECTS
            lead = area.municipalities[seat].id if last else leads[ordinal - 1]
            _add_top(world, area, ordinal, lead, first if ordinal == 1 else [lead])


def _add_top(world: World, area: Area, ordinal: int, lead: str, partners: list[str]) -> None:
    build = world.build
    id = build.id("top", area.code, str(ordinal))
    draw = world.draw("TopProject", id)
    code = next(code for code, body in area.municipalities.items() if body.id == lead)
    place = area.municipalities[code].place
    hu, en = world.new_name(draw, [(f"{hu} – {place.hu}", f"{en} – {place.en}") for hu, en in TOP_TITLES])
    start = build.node(area.collaborations[21])["startDate"] if ordinal == 1 else None
    start = start if isinstance(start, date) else working(draw.day("start", date(2017, 10, 2), date(2019, 5, 31)))
    status = draw.weighted("status", (("running", 6), ("closed", 3), ("winning", 1)))
    end = start + days(draw.integer("length", 200, 500))
    status = "running" if status == "closed" and end > LAST else status
    build.add(
        "TopProject",
        id,
        start,
        nameHu=hu,
        nameEn=en,
        grantHuf=500_000 * draw.integer("grant", 40, 200),
        startDate=None if status == "winning" else start,
        endDate=end if status == "closed" else None,
        status=status,
        featured=draw.happens("featured", 35),
    )
    call = "TOP-6.9.2-16" if ordinal == TOP_PROJECTS else "TOP-5.3.1-16"
    build.join("UNDER_CALL", id, f"call:{call}")
    build.join("TAKES_PLACE_IN", id, place.settlement.id)
    here = [house.id for house in area.houses if house.settlement.code == code and house.id not in partners]
    extra = [draw.pick("civil", area.civil).id, *here[:1]] if len(partners) < 2 else []
    for rank, partner in enumerate(dict.fromkeys([*partners, *extra])):
        build.join("PARTNER_IN", partner, id, role="member" if rank else "lead")
    area.top.append(id)


def add_volunteering(world: World) -> None:
    """Three indirect programmes an area, from its volunteer partnerships, and two of the institutions' own."""
    for area in world.areas:
        own = [area.socialised[sector] for sector in world.ranked("Area", f"volunteers {area.code}", SECTORS)]
        for ordinal in range(1, VOLUNTEER_COUNT + 1):
            id = world.build.id("vol", area.code, str(ordinal))
            draw = world.draw("VolunteerProgramme", id)
            if ordinal <= len(area.partnerships):
                house, civil, since = area.partnerships[ordinal - 1]
                _add_volunteers(world, id, house, "indirect", since)
                world.build.join("SUPPLIES_VOLUNTEERS", civil.id, id, from_=since)
            else:
                since = working(draw.day("start", date(2017, 3, 1), date(2019, 3, 29)))
                _add_volunteers(world, id, own[ordinal - 4], "direct", since)


def _add_volunteers(world: World, id: str, house: House, form: str, since: date) -> None:
    draw = world.draw("VolunteerProgramme", id)
    place = house.place
    options = [
        (f"{hu} – {place.hu}", f"{en} – {place.en}") for hu, en, sector in VOLUNTEERING if sector == house.sector
    ]
    hu, en = world.new_name(draw, options)
    end = since + days(draw.integer("length", 200, 600))
    count = draw.integer("volunteers", 3, 40)
    world.build.add(
        "VolunteerProgramme",
        id,
        since,
        nameHu=hu,
        nameEn=en,
        form=form,
        startDate=since,
        endDate=end if end <= LAST and draw.happens("ended", 40) else None,
        volunteerCount=count,
        hoursPerYear=count * draw.integer("hours", 12, 60),
    )
    world.build.join("RUNS_VOLUNTEERING", house.id, id, from_=since)


def add_practices(world: World) -> None:
    """Six good practices an area and twelve adoptions; the first of an area grew out of its sample project."""
    ids = [world.build.id("practice", area.code, str(n)) for area in world.areas for n in range(1, PRACTICE_COUNT + 1)]
    order = world.ranked("GoodPractice", "never outside", ids)
    unpublished, local = order[:UNPUBLISHED], order[UNPUBLISHED:NEVER_OUTSIDE]
    world.build.plant("27 good practices never adopted outside their county", *order[:NEVER_OUTSIDE])
    for area in world.areas:
        for ordinal in range(1, PRACTICE_COUNT + 1):
            id = world.build.id("practice", area.code, str(ordinal))
            area.practices.append(id)
            _add_practice(world, area, id, ordinal, unpublished=id in unpublished)
    _add_adoptions(world, local, order[NEVER_OUTSIDE:])


def _add_practice(world: World, area: Area, id: str, ordinal: int, *, unpublished: bool) -> None:
    build, draw = world.build, world.draw("GoodPractice", id)
    owner, place = _owner(world, area, ordinal, draw)
    hu, en = world.new_name(draw, [(f"{entry.hu} – {place.hu}", f"{entry.en} – {place.en}") for entry in PRACTICES])
    practice = next(entry for entry in PRACTICES if hu == f"{entry.hu} – {place.hu}")
    summary_hu, summary_en = _practice_summary(practice, place, draw)
    started = working(draw.day("published", date(2017, 9, 4), date(2019, 4, 30)))
    status = draw.pick("status", ("draft", "in_review", "in_review")) if unpublished else "published"
    build.add(
        "GoodPractice",
        id,
        started,
        titleHu=hu,
        titleEn=en,
        summaryHu=summary_hu,
        summaryEn=summary_en,
        publishedOn=started if status == "published" else None,
        reviewStatus=status,
        adaptable=draw.happens("adaptable", 80),
    )
    build.join("OWNS_PRACTICE", owner, id)
    themes = {practice.theme} | (
        {draw.pick("second theme", PRACTICES).theme} if draw.happens("two themes", 30) else set()
    )
    for theme in sorted(themes):
        build.join("HAS_THEME", id, f"concept:goodPracticeTheme:{theme}")
    build.join("USES_TOOL", id, f"concept:methodTool:{practice.tool}")
    if ordinal == 1:
        build.join("GAVE_RISE_TO", area.sample, id)


def _owner(world: World, area: Area, ordinal: int, draw: Draw) -> tuple[str, Place]:
    if ordinal <= 3:
        house = area.socialised[SECTORS[ordinal - 1]]
        return house.id, house.place
    if ordinal == 4:
        body = draw.pick("civil owner", area.civil)
        return body.id, body.place
    group = draw.pick("owner", area.groups)
    return group.id, group.target.place


def _practice_summary(practice: Practice, place: Place, draw: Draw) -> tuple[str, str]:
    hu, en = draw.pick("summary", PRACTICE_SUMMARIES)
    need, lesson = draw.pick("need", NEEDS), draw.pick("lesson", LESSONS)
    words = {
        "adj": place.adjective,
        "place": place.en,
        "The_hu": capitalised(article(place.adjective)),
        "how_hu": practice.how_hu,
        "how_en": practice.how_en,
        "need_hu": need[0],
        "need_en": need[1],
        "lesson_hu": lesson[0],
        "lesson_en": lesson[1],
    }
    return hu.format(**words), en.format(**words)


def _add_adoptions(world: World, local: list[str], spread: list[str]) -> None:
    """Twelve adoptions an area: each spread practice at least once outside its own, the local ones only at home."""
    home = {id: area for area in world.areas for id in area.practices}
    room = {area.code: _ADOPTIONS for area in world.areas}
    taken: set[tuple[str, str]] = set()
    for id in local:
        room[home[id].code] -= 1
        _adopt(world, home[id], id, taken)
    for id in spread:
        others = [area for area in world.areas if area.county.nuts3 != home[id].county.nuts3 and room[area.code] > 0]
        chosen = max(others, key=lambda area: (room[area.code], world.draw("GoodPractice", id).number(area.code)))
        room[chosen.code] -= 1
        _adopt(world, chosen, id, taken)
    for area in world.areas:
        order = world.ranked("GoodPractice", f"spread {area.code}", spread)
        for id in order[: room[area.code]]:
            _adopt(world, area, id, taken)


def _adopt(world: World, area: Area, id: str, taken: set[tuple[str, str]]) -> None:
    draw = world.draw("GoodPractice", f"{id}|{area.code}")
    owners = {tie.from_id for tie in world.build.ties["OWNS_PRACTICE"] if tie.to_id == id}
    free = [group.id for group in area.groups] + [house.id for house in area.houses if house.target.rank > 1]
    adopter = draw.some("adopter", 1, [other for other in free if other not in owners and (id, other) not in taken])[0]
    taken.add((id, adopter))
    published = world.build.node(id)["publishedOn"]
    assert isinstance(published, date)
    founded = world.build.node(adopter).get("foundedOn", published)
    assert isinstance(founded, date)
    on = draw.day(f"on {adopter}", max(published, founded) + days(14), date(2019, 9, 10))
    world.build.join("ADOPTED", adopter, id, on=on, adapted=draw.happens("adapted", 55))

"""Collaborations, 24 an area: the planted missing links, the cross-county chain, few museum–library meetings."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from graph_service.seeding.dates import LAST, days, working
from graph_service.seeding.hashing import Draw
from graph_service.seeding.open_data import Settlement
from graph_service.seeding.partners import Choice, Plan, plan_partners
from graph_service.seeding.texts_work import SAMPLE_PROJECTS, TOPICS, TYPE_TOPICS, Topic
from graph_service.seeding.world import CULTURE, LIBRARY, MUSEUM, Area, Body, Group, House, Partnership, World

_INTER, _VOLUNTEER, _JOINT, _CROSS = 13, 3, 2, 2
_SIZES = ((2, 8), (3, 8), (4, 3), (5, 1))
_FIRST, _LAST_START = date(2017, 1, 16), date(2019, 6, 28)
_SAMPLE_LATEST = date(2019, 7, 5)
_HUB_AREAS = 9
_HUB_SIZE = 12


@dataclass
class _Draft:
    """A collaboration before it is written: who takes part, from when, about what."""

    id: str
    type: str
    draw: Draw
    start: date
    houses: list[House] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    settlements: list[Settlement] = field(default_factory=list)


def add_collaborations(world: World) -> None:
    """Adds the collaborations of every area; partners are planned for the whole cohort first."""
    plan = plan_partners(world)
    titles = world.ranked("SampleProject", "title", [hu for hu, _, _ in SAMPLE_PROJECTS])
    drafts: list[_Draft] = []
    for place, area in enumerate(world.areas):
        choice = Choice(world, plan, area)
        own = [
            _sample(world, area, choice),
            *_inter_institution(world, area, choice),
            *(_volunteer(world, area, choice, ordinal) for ordinal in range(_VOLUNTEER)),
            *(_joint(world, area, choice, ordinal) for ordinal in range(_JOINT)),
            _support(world, area, choice),
            _operation(world, area, choice),
            _consortium(world, area, choice),
            *(_cross(world, area, choice, plan, ordinal) for ordinal in range(_CROSS)),
        ]
        _cover(choice, own)
        for draft in own:
            _write(world, area, draft, titles[place % len(titles)])
        drafts += own


def _draft(world: World, area: Area, type: str, start: date | None = None) -> _Draft:
    ordinal = len(area.collaborations) + 1
    id = world.build.id("collab", area.code, f"{ordinal:02d}")
    area.collaborations.append(id)
    draw = world.draw("Collaboration", id)
    return _Draft(id, type, draw, start or working(draw.day("start", _FIRST, _LAST_START)))


def _sample(world: World, area: Area, choice: Choice) -> _Draft:
    """The partnership of the sample project: all three sectors and the municipality of the seat."""
    last = world.ranked("Area", "last sample project", [other.code for other in world.areas])[0] == area.code
    start = (
        _SAMPLE_LATEST
        if last
        else working(world.draw("SampleProject", area.code).day("start", date(2017, 9, 4), date(2019, 4, 12)))
    )
    draft = _draft(world, area, "sample_project", start)
    draft.houses = [area.socialised[MUSEUM], area.socialised[LIBRARY]]
    draft.houses.append(choice.one(draft.draw, draft.houses, sector=CULTURE, any_pair=True))
    municipality = area.municipalities[draft.houses[0].settlement.code]
    draft.others = [municipality.id]
    choice.take(draft.houses)
    area.sample_partners = [*(house.id for house in draft.houses), municipality.id]
    return draft


def _inter_institution(world: World, area: Area, choice: Choice) -> list[_Draft]:
    """Thirteen: first what planted answers need, then free ones until every active institution has a partner."""
    fixed = choice.plan.pairs.get(area.code, [])
    drafts = []
    for ordinal in range(_INTER):
        draft = _draft(world, area, "inter_institution")
        if ordinal < len(fixed):
            draft.houses = list(fixed[ordinal])
        else:
            size = max(draft.draw.weighted("size", _SIZES), choice.pressure(_INTER - ordinal))
            draft.houses = choice.several(draft.draw, [], min(size, 5))
        choice.take(draft.houses)
        drafts.append(draft)
    return drafts


def _volunteer(world: World, area: Area, choice: Choice, ordinal: int) -> _Draft:
    draft = _draft(world, area, "volunteer_partnership")
    draft.houses = choice.several(draft.draw, [], 1)
    civil = draft.draw.pick("civil", [body for body in area.civil if _is_active(world, body)])
    draft.others = [civil.id]
    choice.take(draft.houses)
    area.partnerships.append(Partnership(draft.houses[0], civil, draft.start))
    return draft


def _is_active(world: World, body: Body) -> bool:
    return world.build.node(body.id)["active"] is True


def _joint(world: World, area: Area, choice: Choice, ordinal: int) -> _Draft:
    draft = _draft(world, area, "joint_event")
    draft.houses = choice.several(draft.draw, [], draft.draw.integer("houses", 2, 3))
    draft.others = [group.id for group in _groups(area, draft, draft.houses[0].settlement)[:1]]
    if draft.draw.happens("church", 30):
        draft.others.append(draft.draw.pick("church body", area.church).id)
    choice.take(draft.houses)
    return draft


def _groups(area: Area, draft: _Draft, near: Settlement) -> list[Group]:
    """Communities that exist already, the nearest first; those of the planted path take part in nothing."""
    ready = [group for group in area.groups if group.founded <= draft.start and group.target not in area.path]
    return sorted(ready, key=lambda group: (group.target.place.settlement.distance(near), group.id))


def _support(world: World, area: Area, choice: Choice) -> _Draft:
    """The library of the biggest place helps small ones."""
    draft = _draft(world, area, "methodology_support")
    helper = max(area.of_sector(LIBRARY), key=lambda house: (house.target.rank, house.settlement.population))
    draft.houses = [helper, *choice.several(draft.draw, [helper], draft.draw.integer("helped", 2, 3), most_rank=2)]
    choice.take(draft.houses)
    return draft


def _operation(world: World, area: Area, choice: Choice) -> _Draft:
    """A community, or else a civil organisation, operates a community space on behalf of the municipality."""
    draft = _draft(world, area, "operation_by_community")
    houses = [house for house in choice.free() if house.sector == CULTURE]
    spaces = [house for house in houses if house.target.rank == 1] or houses
    hosts = {
        house.id: group
        for house in spaces
        for group in _groups(area, draft, house.settlement)[:1]
        if group.target.place.settlement.code == house.settlement.code
    }
    chosen = world.ranked("Institution", "operated", list(hosts) or [house.id for house in spaces])[0]
    house = next(house for house in spaces if house.id == chosen)
    operator = hosts[chosen].id if chosen in hosts else area.civil[0].id
    draft.houses = [house]
    draft.others = [operator, area.municipalities[house.settlement.code].id]
    world.build.join("OPERATES", operator, house.id, from_=draft.start)
    choice.take(draft.houses)
    return draft


def _consortium(world: World, area: Area, choice: Choice) -> _Draft:
    draft = _draft(
        world,
        area,
        "top_consortium",
        working(world.draw("TopProject", area.code).day("start", date(2018, 1, 15), date(2018, 12, 3))),
    )
    draft.houses = choice.several(draft.draw, [], 1)
    municipality = area.municipalities[draft.houses[0].settlement.code]
    civil = draft.draw.pick("civil", [body for body in area.civil if _is_active(world, body)])
    draft.others = [municipality.id, civil.id]
    area.consortium = [municipality.id, draft.houses[0].id, civil.id]
    choice.take(draft.houses)
    return draft


def _cross(world: World, area: Area, choice: Choice, plan: Plan, ordinal: int) -> _Draft:
    """Institutions of two counties; in a benchmark cohort some join a hub of the demonstration."""
    draft = _draft(world, area, "inter_institution")
    if ordinal == 0 and area.code in plan.crossing:
        draft.houses = list(plan.crossing[area.code])
        return draft
    own = choice.several(draft.draw, [], draft.draw.integer("own", 1, 2))
    choice.take(own)
    if (
        ordinal == 1
        and world.hubs
        and area.code in world.ranked("Area", "hub", [other.code for other in world.areas])[:_HUB_AREAS]
    ):
        draft.houses = own + choice.several(draft.draw, own, _HUB_SIZE - len(own))
        draft.others = [_hub(world, draft.draw)]
        return draft
    far = Choice(world, plan, choice.neighbour(draft.draw))
    draft.houses = own + far.several(draft.draw, own, draft.draw.integer("far", 1, 2))
    return draft


def _hub(world: World, draw: Draw) -> str:
    weights = [(id, int(1_000_000 / (rank + 1) ** 1.1)) for rank, id in enumerate(world.hubs)]
    return draw.weighted("hub", weights)


def _cover(choice: Choice, drafts: list[_Draft]) -> None:
    """Whoever is still without a collaboration joins the smallest one that may take it."""
    for house in choice.left():
        fitting = [
            draft
            for draft in drafts
            if draft.type in ("inter_institution", "joint_event", "methodology_support")
            and not choice.plan.is_fixed(draft.houses)
            and len(draft.houses) + len(draft.others) < 5
            and choice.may_join(draft.draw, draft.houses, house)
        ]
        if fitting:
            smallest = min(fitting, key=lambda draft: (len(draft.houses), draft.id))
            smallest.houses.append(house)
            choice.take([house])


def _write(world: World, area: Area, draft: _Draft, sample: str) -> None:
    build, draw = world.build, draft.draw
    end = _end(draft)
    hu, en, themes = _words(world, draft, sample)
    build.add(
        "Collaboration",
        draft.id,
        draft.start,
        end,
        nameHu=hu,
        nameEn=en,
        type=draft.type,
        startDate=draft.start,
        endDate=end,
        agreementSigned=draw.happens("signed", 55) or draft.type in ("sample_project", "top_consortium"),
        status="closed" if end else "active",
    )
    for theme in themes:
        build.join("ABOUT", draft.id, f"concept:goodPracticeTheme:{theme}")
    members = [*(house.id for house in draft.houses), *draft.others]
    for ordinal, member in enumerate(members):
        _join(world, draft, member, ordinal, end)


def _end(draft: _Draft) -> date | None:
    if draft.type == "sample_project":
        return min(draft.start + days(draft.draw.integer("length", 150, 420)), date(2019, 9, 13))
    if draft.type in ("operation_by_community", "methodology_support"):
        return None
    length = (
        draft.draw.integer("length", 1, 3) if draft.type == "joint_event" else draft.draw.integer("length", 90, 700)
    )
    end = draft.start + days(length)
    return end if end <= LAST and draft.draw.happens("ends", 70) else None


def _join(world: World, draft: _Draft, member: str, ordinal: int, end: date | None) -> None:
    draw = draft.draw
    role = "initiator" if ordinal == 0 else "host" if ordinal == 1 and draft.type == "joint_event" else "partner"
    last = end or LAST
    room = (last - draft.start).days
    later = ordinal > 1 and room > 120 and draw.happens(f"later {member}", 25)
    since = draft.start + days(draw.integer(f"since {member}", 20, 100)) if later else None
    left = ordinal > 0 and room > 200 and draft.type == "inter_institution" and draw.happens(f"left {member}", 6)
    until = last - days(draw.integer(f"until {member}", 5, 60)) if left else None
    world.build.join("PARTICIPATES_IN", member, draft.id, key="1", role=role, from_=since, to=until)


def _words(world: World, draft: _Draft, sample: str) -> tuple[str, str, list[str]]:
    """The name in both languages and the themes."""
    codes = dict.fromkeys(house.settlement.name for house in draft.houses)
    places = list(codes)[:2]
    if draft.type == "sample_project":
        hu, en, theme = next(title for title in SAMPLE_PROJECTS if title[0] == sample)
        where = places[0]
        return f"{hu} – {where}, mintaprojekt-partnerség", f"{en} – {where}, Sample-Project Partnership", [theme]
    topics: tuple[Topic, ...] = TYPE_TOPICS.get(draft.type, TOPICS)
    options = [(f"{topic.hu} – {' és '.join(places)}", f"{topic.en} – {' and '.join(places)}") for topic in topics]
    hu, en = world.new_name(draft.draw, options)
    theme = next(topic.theme for topic in topics if hu.startswith(f"{topic.hu} – "))
    second = [draft.draw.pick("second", TOPICS).theme] if draft.draw.happens("second theme", 25) else []
    return hu, en, sorted({theme, *second})

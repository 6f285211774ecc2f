"""Models and research, publications, online platforms and the game with its quests."""

from __future__ import annotations

from datetime import date

from graph_service.seeding.dates import START, days
from graph_service.seeding.texts_learning import (
    BADGES,
    GAME,
    MODELS,
    PLATFORMS,
    PUBLICATIONS_EN,
    PUBLICATIONS_HU,
    QUESTS,
    RESEARCH,
)
from graph_service.seeding.world import SECTORS, House, World

_SITE = "https://kalaka.example"
_RELEASED = date(2018, 9, 24)
_QUARTERS = ("2018-Q4", "2019-Q1", "2019-Q2", "2019-Q3")
_FIRST_QUARTER = date(2018, 10, 1)


def add_methods(world: World) -> None:
    """One model a field of methodology, the first from the start of the mentoring, and the research behind them."""
    build = world.build
    for ordinal, (field, (hu, en)) in enumerate(MODELS.items()):
        id = build.id("model", field)
        valid = date(2016, 10, 17) if ordinal == 0 else date(2017, 2, 1) + days(20 * ordinal)
        build.add("MethodologyModel", id, START, valid, nameHu=hu, nameEn=en, version="1.0", validFrom=valid)
        build.join("IN_FIELD", id, f"concept:methodologyField:{field}")
    for ordinal, (hu, en, fields) in enumerate(RESEARCH, 1):
        id = build.id("research", str(ordinal))
        start = START + days(14 * ordinal)
        end = start + days(200 + 150 * ordinal)
        build.add("Research", id, start, end, nameHu=hu, nameEn=en, startDate=start, endDate=end)
        for field in fields:
            build.join("INFORMS", id, build.id("model", field))


def add_publications(world: World) -> None:
    """24 Hungarian and 8 English publications with a publisher among the other organisations."""
    rows: list[tuple[str, str, str | None, str | None, str | None]] = [
        *((type, audience, hu, en, field) for type, audience, hu, en, field in PUBLICATIONS_HU),
        *((type, audience, None, en, field) for type, audience, en, field in PUBLICATIONS_EN),
    ]
    for ordinal, row in enumerate(rows, 1):
        _add_publication(world, ordinal, row)


def _add_publication(world: World, ordinal: int, row: tuple[str, str, str | None, str | None, str | None]) -> None:
    build = world.build
    type, audience, hu, en, field = row
    id = build.id("pub", f"{ordinal:02d}")
    draw = world.draw("Publication", id)
    year = draw.integer("year", 2017, 2019)
    build.add(
        "Publication",
        id,
        draw.day("day", date(year, 1, 9), date(year, 9, 13)),
        titleHu=hu,
        titleEn=en,
        type=type,
        audience=audience,
        year=year,
        languages=["hu"] if hu else ["en"],
        url=f"{_SITE}/kiadvanyok/{ordinal:02d}" if draw.happens("online", 80) else None,
    )
    build.join("PUBLISHED", draw.pick("publisher", world.areas).other[0].id, id)
    published = build.node(id)["createdAt"]
    if field:
        build.join("DESCRIBES", id, build.id("model", field))
        build.join(
            "PROMOTES", id, build.id("model", field), on=draw.day("promoted", date(year, 9, 14), date(year, 9, 15))
        )
    if type == "research_report":
        research = draw.integer("research", 1, len(RESEARCH))
        build.join("DESCRIBES", id, build.id("research", str(research)))
    if type in ("good_practice_collection", "popular") and not field:
        _promote_practices(world, id, str(published)[:10])


def _promote_practices(world: World, id: str, published: str) -> None:
    draw = world.draw("Publication", id)
    day = date.fromisoformat(published)
    ready = [
        practice
        for area in world.areas
        for practice in area.practices
        if str(world.build.node(practice).get("publishedOn", "9999")) <= published
    ]
    for practice in draw.some("practices", 6, ready):
        world.build.join("PROMOTES", id, practice, on=day)
        world.build.join("DESCRIBES", id, practice)
    for project in draw.some("projects", 3, [top for area in world.areas for top in area.top]):
        started = world.build.node(project)["createdAt"]
        if str(started)[:10] <= published:
            world.build.join("PROMOTES", id, project, on=day)


def add_platforms(world: World) -> None:
    """Five platforms and the game with three quests an area."""
    build = world.build
    for key, kind, hu, en in PLATFORMS:
        id = build.id("platform", key)
        build.add("OnlinePlatform", id, date(2017, 1, 16), nameHu=hu, nameEn=en, kind=kind, url=f"{_SITE}/{key}")
    practices = build.id("platform", "practices")
    for area in world.areas:
        for practice in area.practices[:2]:
            published = build.node(practice).get("publishedOn")
            if isinstance(published, date):
                build.join("PROMOTES", practices, practice, on=published)
        started = build.node(area.sample)["startDate"]
        build.join("PROMOTES", build.id("platform", "residents"), area.sample, on=started)
    _add_game(world)


def _add_game(world: World) -> None:
    build = world.build
    game = build.id("game", "app")
    build.add(
        "GameApp",
        game,
        _RELEASED,
        nameHu=GAME[0],
        nameEn=GAME[1],
        kind="game",
        url=f"{_SITE}/jatek",
        releasedOn=_RELEASED,
    )
    badges = []
    for ordinal, (hu, en, threshold) in enumerate(BADGES, 1):
        badges.append(build.id("badge", str(ordinal)))
        build.add("Badge", badges[-1], _RELEASED, nameHu=hu, nameEn=en, threshold=threshold)
    for area in world.areas:
        for ordinal, sector in enumerate(SECTORS, 1):
            house = area.socialised[sector]
            _add_quest(world, build.id("quest", area.code, str(ordinal)), game, house, badges)


def _add_quest(world: World, id: str, game: str, house: House, badges: list[str]) -> None:
    build, draw = world.build, world.draw("Quest", id)
    place = house.place
    hu, en = world.new_name(draw, [(f"{hu} – {place.hu}", f"{en} – {place.en}") for hu, en in QUESTS[house.sector]])
    points = 10 * draw.integer("points", 1, 10)
    active = not draw.happens("paused", 10)
    build.add(
        "Quest",
        id,
        _RELEASED,
        nameHu=hu,
        nameEn=en,
        points=points,
        active=active,
        location=build.node(house.id)["location"],
    )
    build.join("HAS_QUEST", game, id)
    build.join("INTRODUCES", id, house.id)
    build.join("AWARDS", id, badges[-1] if draw.happens("hero", 10) else draw.pick("badge", badges[:-1]))
    for ordinal, quarter in enumerate(_QUARTERS):
        starts = draw.integer(f"starts {quarter}", 8, 60 + 30 * ordinal)
        completions = starts * draw.integer(f"share {quarter}", 35, 90) // 100
        stat = id.replace("quest:", "stat:", 1) + f":{quarter}"
        build.add(
            "QuestStat",
            stat,
            _FIRST_QUARTER,
            period=quarter,
            starts=starts,
            completions=completions,
            teams=max(completions // 3, 1),
        )
        build.join("HAS_STAT", id, stat)

"""Development processes with their phases and tools; mentoring activities; measurements in three waves."""

from __future__ import annotations

from datetime import date

from graph_service.seeding.dates import BUSY_FROM, LAST, QUIET_BEFORE, WAVES, capped, days, working
from graph_service.seeding.hashing import Draw
from graph_service.seeding.world import Area, Group, Target, World

RESPONDENTS = 6856
_PHASES = ("situation_analysis", "historical_exploration", "action", "programme", "evaluation", "sustaining")
_SKIPPED_ANALYSIS = 12
_ACTIVITIES = 6
_EXTERNAL_DIMENSIONS = (
    "relations",
    "network",
    "competence",
    "confidence",
    "trust",
    "openness",
    "activity",
    "volunteering",
    "cohesion",
)
_INTERNAL_DIMENSIONS = ("relations", "confidence", "trust", "activity")


def add_processes(world: World) -> None:
    """Adds one process a community."""
    codes = world.ranked("Area", "action first", [area.code for area in world.areas])[:_SKIPPED_ANALYSIS]
    for area in world.areas:
        early = [group.id for group in area.groups if group.mentored < date(2018, 9, 1)]
        hasty = world.ranked("Community", "action first", early)[0] if area.code in codes else ""
        for group in area.groups:
            _add_process(world, group, group.id == hasty)


def _add_process(world: World, group: Group, hasty: bool) -> None:
    build = world.build
    id = group.id.replace("comm:", "process:", 1)
    draw = world.draw("DevelopmentProcess", id)
    started = working(capped(group.mentored + days(draw.integer("start", 5, 30))))
    steps = _phases(draw, started, hasty)
    ended = steps[-1][1] + days(60) if steps[-1][0] == "sustaining" else None
    ended = ended if ended and ended <= LAST else None
    build.add("DevelopmentProcess", id, started, steps[-1][1], startedOn=started, endedOn=ended)
    build.join("RUNS", group.id, id)
    build.join("FOLLOWS", id, build.id("model", "community_development"))
    if "equal_opportunity" in (group.kind.theme,) and started >= date(2017, 6, 1):
        build.join("FOLLOWS", id, build.id("model", "equal_opportunity"))
    for phase, day in steps:
        build.join("ENTERED", id, f"concept:processPhase:{phase}", key="1", on=day)
    _add_tools(world, id, steps, draw)
    if hasty:
        build.plant("28 action before situation analysis", id)


def _phases(draw: Draw, started: date, hasty: bool) -> list[tuple[str, date]]:
    """The phases entered by the last day, in order; a hasty process acts first and analyses afterwards."""
    order = ("action", "situation_analysis", *_PHASES[3:5]) if hasty else _PHASES
    steps = [(order[0], started)]
    for phase in order[1:]:
        if phase == "historical_exploration" and draw.happens("no history", 25):
            continue
        day = working(steps[-1][1] + days(draw.integer(f"to {phase}", 45, 150)))
        if day > LAST:
            break
        steps.append((phase, day))
    return steps


def _add_tools(world: World, id: str, steps: list[tuple[str, date]], draw: Draw) -> None:
    tools = _tools_by_phase(world)
    for place, (phase, day) in enumerate(steps):
        end = steps[place + 1][1] if place + 1 < len(steps) else LAST
        for tool in draw.some(f"tools {phase}", draw.integer(f"tool count {phase}", 1, 2), tools.get(phase, ())):
            on = draw.day(f"tool {tool}", day, end)
            world.build.join(
                "USED",
                id,
                f"concept:methodTool:{tool}",
                key="1",
                on=on,
                participants=draw.integer(f"participants {tool}", 5, 60),
            )


def _tools_by_phase(world: World) -> dict[str, list[str]]:
    scheme = next(scheme for scheme in world.data.schemes if scheme["id"] == "methodTool")
    found: dict[str, list[str]] = {}
    for concept in scheme["concepts"]:
        found.setdefault(str(concept["broader"]).partition(":")[2], []).append(str(concept["code"]))
    return found


def add_mentoring(world: World) -> None:
    """Adds six activities a community; in one community an area the last is more than 90 days back."""
    for area in world.areas:
        early = [group.id for group in area.groups if group.mentored < date(2018, 10, 1)]
        quiet = world.ranked("Community", "quiet", early)[0]
        world.build.plant("23 communities without an activity in the last 90 days", quiet)
        for group in area.groups:
            _add_activities(world, group, group.id == quiet)


def _add_activities(world: World, group: Group, quiet: bool) -> None:
    build = world.build
    base = group.id.replace("comm:", "activity:", 1)
    draw = world.draw("MentoringActivity", base)
    first = group.mentored + days(draw.integer("first", 1, 6))
    last = (
        draw.day("last", date(2018, 12, 1), QUIET_BEFORE) if quiet else draw.day("last", BUSY_FROM, date(2019, 9, 12))
    )
    last = max(last, first + days(30))
    types = world.data.codes("mentoringActivity")
    for ordinal in range(_ACTIVITIES):
        even = first + (last - first) * ordinal // (_ACTIVITIES - 1)
        middle = 0 < ordinal < _ACTIVITIES - 1
        day = even + days(draw.integer(f"shift {ordinal}", -2, 2)) if middle else even
        id = f"{base}:{ordinal + 1}"
        build.add(
            "MentoringActivity",
            id,
            day,
            date=day,
            type=draw.pick(f"type {ordinal}", types),
            minutes=15 * draw.integer(f"minutes {ordinal}", 3, 16),
        )
        build.join("CARRIED_OUT", group.mentor, id)
        build.join("FOR", id, group.id)


def add_measurements(world: World) -> None:
    """Adds the external measurements of all places in three waves and two internal ones a community."""
    places = [(area, target) for area in world.areas for target in area.targets]
    asked = _respondents(
        world, [(f"{area.code}-{target.number}", wave) for area, target in places for wave in (1, 2, 3)]
    )
    for area, target in places:
        for wave in (1, 2, 3):
            _add_external(world, area, target, wave, asked[f"{area.code}-{target.number}", wave])
    for area in world.areas:
        for group in area.groups:
            _add_internal(world, group)


def _respondents(world: World, rounds: list[tuple[str, int]]) -> dict[tuple[str, int], int]:
    """Numbers of people asked that add up to the published total, six or seven on average and not all alike."""
    order = world.ranked("Measurement", "respondents", [f"{place}|{wave}" for place, wave in rounds])
    base, more = divmod(RESPONDENTS, len(order))
    counts = {key: base + (rank < more) for rank, key in enumerate(order)}
    for one, other in zip(order[0::2], order[1::2], strict=False):
        moved = world.draw("Measurement", one).integer("moved", 0, 3)
        counts[one] -= moved
        counts[other] += moved
    return {(place, wave): counts[f"{place}|{wave}"] for place, wave in rounds}


def _add_external(world: World, area: Area, target: Target, wave: int, asked: int) -> None:
    build = world.build
    id = build.id("measure", area.code, target.number, f"W{wave}")
    place = world.draw("Measurement", build.id("place", area.code, target.number))
    draw = world.draw("Measurement", id)
    taken = working(draw.day("taken", *WAVES[wave - 1]))
    build.add("Measurement", id, taken, perspective="external", takenOn=taken, respondents=asked)
    build.join("INCLUDES", f"wave:{wave}", id)
    build.join("OF", id, target.place.id)
    complex_district = target.place.settlement.district_disadvantage == "3"
    for dimension in _EXTERNAL_DIMENSIONS:
        growth = place.integer(f"growth {dimension}", 1, 4) + (2 if complex_district and dimension == "trust" else 0)
        level = place.integer(f"base {dimension}", 22, 33) + growth * (wave - 1) + draw.integer(dimension, -2, 2)
        build.join("SCORED", id, f"concept:measurementDimension:{dimension}", value=_score(level))


def _add_internal(world: World, group: Group) -> None:
    """A baseline near the start of mentoring and a measurement in the last wave."""
    build = world.build
    people = world.draw("Measurement", group.id)
    first = 1 if group.mentored <= date(2018, 3, 31) else 2
    for ordinal, wave in enumerate((first, 3)):
        id = group.id.replace("comm:", "measure:", 1) + f":{ordinal + 1}"
        draw = world.draw("Measurement", id)
        begin, end = WAVES[wave - 1]
        taken = working(draw.day("taken", max(begin, group.founded + days(3)), end))
        asked = draw.integer("respondents", 4, 12)
        build.add("Measurement", id, taken, perspective="internal", takenOn=taken, respondents=asked)
        build.join("INCLUDES", f"wave:{wave}", id)
        build.join("OF", id, group.id)
        for dimension in _INTERNAL_DIMENSIONS:
            level = people.integer(f"base {dimension}", 24, 36) + ordinal * people.integer(f"growth {dimension}", 0, 9)
            build.join("SCORED", id, f"concept:measurementDimension:{dimension}", value=_score(level))


def _score(tenths: int) -> float:
    return min(max(tenths, 10), 50) / 10

"""Courses and their sessions; who attended and who taught."""

from __future__ import annotations

from datetime import date

from graph_service.seeding.dates import START, days, working
from graph_service.seeding.texts_learning import COURSES
from graph_service.seeding.world import Area, World

_MENTOR_SESSIONS: dict[str, tuple[tuple[date, int], ...]] = {
    "mentor_basic_120": (
        (date(2016, 11, 21), 60),
        (date(2017, 2, 6), 60),
        (date(2017, 9, 4), 60),
        (date(2018, 2, 12), 60),
        (date(2018, 9, 10), 60),
        (date(2019, 5, 13), 60),
    ),
    "mentor_blended_60_1": ((date(2017, 4, 3), 40), (date(2017, 11, 6), 40), (date(2018, 5, 7), 40)),
    "mentor_blended_60_2": ((date(2017, 10, 2), 40), (date(2018, 4, 9), 40), (date(2018, 11, 5), 40)),
    "mentor_nmi_24": ((date(2018, 1, 22), 10), (date(2018, 10, 8), 10), (date(2019, 3, 4), 10)),
}
_GOVERNMENT_SESSIONS = ((date(2017, 6, 12), 2), (date(2018, 4, 16), 2), (date(2019, 3, 18), 2))
_FURTHER = {"mentor_blended_60_1": 75, "mentor_blended_60_2": 55, "mentor_nmi_24": 60}
_NATIONAL = 6
_SECOND_LATE = (date(2018, 6, 4), date(2019, 8, 26))


def add_trainings(world: World, professionals: dict[str, list[str]], trainers: list[str]) -> None:
    """Six courses, sixty sessions: 15 for mentors, 42 for professionals, 3 for local governments."""
    for code, hours in COURSES.items():
        _add_course(world, code, hours)
    _add_mentor_sessions(world, trainers)
    _add_professional_sessions(world, professionals, trainers)
    for ordinal, (start, length) in enumerate(_GOVERNMENT_SESSIONS, 1):
        area = world.draw("TrainingSession", f"government {ordinal}").pick("area", world.areas)
        _add_session(world, "local_government", ordinal, area, (start, length), trainers)


def _add_course(world: World, code: str, hours: int) -> None:
    scheme = next(scheme for scheme in world.data.schemes if scheme["id"] == "trainingType")
    concept = next(concept for concept in scheme["concepts"] if concept["code"] == code)
    prefix = f"B{world.build.cohort:04d}-" if world.build.cohort else ""
    world.build.add(
        "Training",
        world.build.id("training", code),
        START,
        code=f"{prefix}{code}",
        nameHu=concept["hu"],
        nameEn=concept["en"],
        hours=hours,
        blended=code.startswith("mentor_blended"),
        audience=str(concept["broader"]).partition(":")[2],
    )


def _add_session(
    world: World, course: str, ordinal: int, area: Area, when: tuple[date, int], trainers: list[str]
) -> str:
    build = world.build
    id = build.id("session", course, f"{ordinal:02d}")
    draw = world.draw("TrainingSession", id)
    start, length = when
    mode = "blended" if course.startswith("mentor_blended") else "in_person"
    build.add(
        "TrainingSession",
        id,
        start,
        start + days(length),
        startDate=start,
        endDate=start + days(length),
        capacity=draw.integer("capacity", 12, 15) if course == "professional" else draw.integer("capacity", 30, 60),
        mode=mode,
    )
    build.join("HAS_SESSION", build.id("training", course), id)
    build.join("HELD_IN", id, area.seat().place.settlement.id)
    first = trainers[(sum(map(len, (course,))) + ordinal) % len(trainers)]
    others = [trainer for trainer in draw.some("trainers", 1, trainers) if trainer != first]
    for trainer in (first, *others):
        build.join("TAUGHT", trainer, id)
    return id


def _attend(world: World, person: str, session: str, *, completed: bool = True) -> None:
    end = world.build.node(session)["endDate"]
    assert isinstance(end, date)
    certified = end + days(world.draw("Attended", f"{person}|{session}").integer("certified", 0, 2))
    world.build.join("ATTENDED", person, session, completed=completed, certifiedOn=certified if completed else None)


def _add_mentor_sessions(world: World, trainers: list[str]) -> None:
    """Every mentor completes the basic course after joining; some go further."""
    mentors = sorted(world.build.nodes["Mentor"])
    for course, sessions in _MENTOR_SESSIONS.items():
        ids = []
        for ordinal, when in enumerate(sessions, 1):
            area = world.draw("TrainingSession", f"{course} {ordinal}").pick("area", world.areas)
            ids.append(_add_session(world, course, ordinal, area, when, trainers))
        for mentor in mentors:
            _choose_session(world, mentor, course, list(zip(ids, sessions, strict=True)))


def _choose_session(world: World, mentor: str, course: str, sessions: list[tuple[str, tuple[date, int]]]) -> None:
    joined = world.build.node(mentor)["joinedOn"]
    assert isinstance(joined, date)
    open_sessions = [id for id, (start, _) in sessions if start >= joined]
    draw = world.draw("Mentor", mentor)
    if course == "mentor_basic_120":
        _attend(world, mentor, open_sessions[0])
    elif open_sessions and mentor.split(":")[-1] != "5" and draw.happens(course, _FURTHER[course]):
        _attend(
            world, mentor, draw.pick(f"session {course}", open_sessions), completed=draw.happens(f"done {course}", 92)
        )


def _add_professional_sessions(world: World, professionals: dict[str, list[str]], trainers: list[str]) -> None:
    """Two sessions an area with 11 or 12 people and six national ones, which the 60 who attend twice fill."""
    sent: list[str] = []
    ordinal = 0
    for place, area in enumerate(world.areas):
        people = world.ranked("Professional", "session", professionals[area.code])
        stay = people[:23] if len(people) == 23 else people[:22]
        sent += people[len(stay) :]
        half = len(stay) - 11
        for late, group in enumerate((stay[:half], stay[half:])):
            ordinal += 1
            session = _add_session(world, "professional", ordinal, area, _when(world, area, place, late), trainers)
            for person in group:
                _attend(world, person, session)
    _add_national_sessions(world, professionals, (ordinal, sent), trainers)


def _when(world: World, area: Area, place: int, late: int) -> tuple[date, int]:
    """Spread over the years; the last one ends a week before the programme does."""
    draw = world.draw("TrainingSession", f"{area.code} {late}")
    if late:
        first, last = _SECOND_LATE
        return (date(2019, 9, 2), 4) if place == len(world.areas) - 1 else (working(draw.day("start", first, last)), 4)
    return working(draw.day("start", date(2017, 3, 6), date(2018, 5, 21))), 4


def _add_national_sessions(
    world: World, professionals: dict[str, list[str]], so_far: tuple[int, list[str]], trainers: list[str]
) -> None:
    ordinal, sent = so_far
    everyone = [person for people in professionals.values() for person in people]
    again = world.ranked("Professional", "attends twice", [person for person in everyone if person not in sent])[:60]
    for number in range(_NATIONAL):
        draw = world.draw("TrainingSession", f"national {number}")
        start = working(draw.day("start", date(2018, 3, 5), date(2019, 8, 19)))
        area = draw.pick("area", world.areas)
        session = _add_session(world, "professional", ordinal + number + 1, area, (start, 4), trainers)
        for person in (*sent[number * 2 : number * 2 + 2], *again[number * 10 : number * 10 + 10]):
            _attend(world, person, session)

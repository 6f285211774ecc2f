"""Learning and spreading: trainings, events, publications, online platforms and the game."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from graph_service.model.declare import Localized, Point, Relationship, into, out, prop, term
from graph_service.model.domain.node import Node
from graph_service.model.domain.place import SitedIn
from graph_service.model.domain.undertaking import Promotes

if TYPE_CHECKING:
    from graph_service.model.domain.community import Community
    from graph_service.model.domain.method import MethodologyModel, Research
    from graph_service.model.domain.organisation import Institution, Organisation
    from graph_service.model.domain.person import Person, Trainer
    from graph_service.model.domain.place import County, Settlement
    from graph_service.model.domain.programme import ProgrammeActivity
    from graph_service.model.domain.undertaking import GoodPractice, SampleProject, TopProject


class Introduces(Relationship, type="INTRODUCES", keeps=("countyNuts3", "countyNuts3")):
    """Leads to the institution that a quest makes known."""


class Training(Node, prefix="training", searchable=True):
    """A course."""

    code: str = prop("Code of the course.", key=True, order=True)
    name: Localized = prop("Name of the course.", sort="nameSort")
    hours: int = prop("Length in hours.", low=0)
    blended: bool = prop("Whether part of it is online.")
    audience: str = term("trainingAudience", "For whom it is.", index=True)
    sessions: list[TrainingSession] = out("HAS_SESSION", "Its sessions.")
    produced_by: list[ProgrammeActivity] = into("PRODUCED", "Activities of the programme that it came of.")


class TrainingSession(Node, prefix="session"):
    """One holding of a course."""

    start_date: date = prop("First day.")
    end_date: date = prop("Last day.")
    capacity: int | None = prop("Number of places.", low=0)
    mode: str = term("deliveryMode", "Mode of delivery.", index=True)
    training: Training = into("HAS_SESSION", "The course.")
    settlement: Settlement = out("HELD_IN", "Where it is held.")
    attendees: list[Person] = into("ATTENDED", "Who attended.")
    trainers: list[Trainer] = into("TAUGHT", "Who taught.")


class Event(Node, prefix="event", searchable=True):
    """A conference, meeting, study trip or other event."""

    name: Localized = prop("Name.", sort="nameSort")
    type: str = term("eventType", "Type of event.", index=True)
    start_date: date = prop("First day.")
    end_date: date | None = prop("Last day.")
    international: bool = prop("Whether it is international.", index=True)
    attendance: int | None = prop("Number of visitors.", low=0)
    languages: list[str] = prop("Languages, ISO 639-1.")
    settlement: Settlement | None = out("HELD_IN", "Where it is held; a series is held in many places.")
    county: County | None = out(SitedIn, "The county where it is held.")
    organisers: list[Organisation] = into("ORGANISES", "Who organises it.")
    series: Event | None = out("PART_OF_SERIES", "The series it is part of.")
    members: list[Event] = into("PART_OF_SERIES", "Events of the series.")
    participants: list[Community | Institution] = into("TOOK_PART_IN", "Who took part.", union="Adopter")
    promotes: list[TopProject | GoodPractice | SampleProject | MethodologyModel] = out(
        Promotes, "What it makes known.", union="Promoted"
    )
    produced_by: list[ProgrammeActivity] = into("PRODUCED", "Activities of the programme that it came of.")


class Publication(Node, prefix="pub", searchable=True):
    """A book, guide, report, issue or curriculum. At least one of the two titles is there."""

    title_hu: str | None = prop("Hungarian title.", sort="nameSort")
    title_en: str | None = prop("English title.")
    type: str = term("publicationType", "Type of publication.", index=True)
    audience: str | None = term("audience", "Scientific or popular.", index=True)
    year: int | None = prop("Year of publication.")
    languages: list[str] = prop("Languages, ISO 639-1.")
    isbn: str | None = prop("International standard book number.", unique=True)
    url: str | None = prop("Where it can be read.")
    publishers: list[Organisation] = into("PUBLISHED", "Who published it.")
    describes: list[MethodologyModel | Research | GoodPractice] = out(
        "DESCRIBES", "What it describes.", union="PublicationSubject"
    )
    promotes: list[TopProject | GoodPractice | SampleProject | MethodologyModel] = out(
        Promotes, "What it makes known.", union="Promoted"
    )
    produced_by: list[ProgrammeActivity] = into("PRODUCED", "Activities of the programme that it came of.")


class OnlinePlatform(Node, prefix="platform", searchable=True):
    """A site or online tool of the programme."""

    name: Localized = prop("Name.", sort="nameSort")
    kind: str = term("platformKind", "Kind of platform.", index=True)
    url: str | None = prop("Address.")
    promotes: list[TopProject | GoodPractice | SampleProject | MethodologyModel] = out(
        Promotes, "What it makes known.", union="Promoted"
    )
    produced_by: list[ProgrammeActivity] = into("PRODUCED", "Activities of the programme that it came of.")


class GameApp(OnlinePlatform, prefix="game"):
    """The online game of the programme; also an online platform."""

    released_on: date | None = prop("Day of release.")
    quests: list[Quest] = out("HAS_QUEST", "Its quests.")


class Quest(Node, prefix="quest", searchable=True):
    """A task of the game."""

    name: Localized = prop("Name.", sort="nameSort")
    points: int = prop("Points for completing it.", low=0)
    active: bool = prop("Whether it can be played.", index=True)
    location: Point | None = prop("Where it is played, WGS84.")
    app: GameApp = into("HAS_QUEST", "The game.")
    introduces: Institution | None = out("INTRODUCES", "The institution it introduces.")
    awards: list[Badge] = out("AWARDS", "Badges it gives.")
    stats: list[QuestStat] = out("HAS_STAT", "Counts by quarter.")


class Badge(Node, prefix="badge", searchable=True):
    """A badge of the game."""

    name: Localized = prop("Name.", sort="nameSort")
    threshold: int = prop("Points it takes.", low=0)
    quests: list[Quest] = into("AWARDS", "Quests that give it.")


class QuestStat(Node, prefix="stat"):
    """How often a quest was played in a quarter: counts only, no player data."""

    period: str = prop("Quarter, such as 2018-Q2.", index=True, order=True)
    starts: int = prop("Number of starts.", low=0)
    completions: int = prop("Number of completions.", low=0)
    teams: int = prop("Number of teams.", low=0)
    quest: Quest = into("HAS_STAT", "The quest.")

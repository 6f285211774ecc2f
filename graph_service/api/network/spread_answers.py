"""What the room `spread` answers: rows of its jobs as data of its types."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from graph_service.api.network.asking import Asked
from graph_service.api.network.candidate_answers import estimate
from graph_service.api.network.completeness_answers import Reported
from graph_service.api.network.persons import Counted
from graph_service.api.network.scopes import (
    county_rows,
    day_of,
    institution_kinds,
    mentoring_kinds,
    name_of,
    row_of,
    spoken,
)
from graph_service.errors import Language, RequestError
from graph_service.model.labels import GOOD_PRACTICE, SETTLEMENT

if TYPE_CHECKING:
    from graph_service.network.coverage import CountyCover, Evenness, Load, PlaceCover
    from graph_service.network.diffusion import DiffusionRow
    from graph_service.network.diffusion.check import AdoptionBacktest
    from graph_service.network.jobs.spread import CoveragePage
    from graph_service.network.projection import Projection

Names = dict[str, tuple[str, str]]
_LIMITS = (("maxKm", 0, 500), ("staleAfterDays", 1, 3_650))


def _day(asked: Asked) -> int:
    given = asked.arguments.get("asOf")
    return asked.projection.today if given is None else day_of(asked.projection, given, "asOf")


async def answer_diffusion(asked: Asked) -> dict[str, Any]:
    """The data of a page of practices and institutions that could adopt them."""
    projection, arguments = asked.projection, asked.arguments
    told = await asked.job(
        "diffusion",
        _day(asked),
        name_of(arguments["mode"]),
        row_of(projection.practices.ids, arguments.get("practice"), GOOD_PRACTICE, "goodPractices"),
        row_of(projection.settlements.ids, arguments.get("settlement"), SETTLEMENT, "settlements"),
        arguments["minParts"],
        arguments["neverAdoptedElsewhere"],
        institution_kinds(projection, arguments.get("data")),
        asked.selects("backtest"),
        asked.page.window,
    )
    reported, names = await Reported.of(asked), await _names_of_rows(asked, told.value.rows.rows)
    return asked.page.connection(
        told.value.rows,
        lambda row: _diffusion(projection, row, reported, names),
        meta=asked.meta(told, "diffusion"),
        backtest=None if told.value.tested is None else _tested(told.value.tested),
    )


async def _names_of_rows(asked: Asked, rows: tuple[DiffusionRow, ...]) -> Names:
    if not asked.selects("sentence"):
        return {}
    tables = asked.projection
    ids = {tables.practices.ids[row.practice] for row in rows}
    return await asked.names(sorted(ids | {tables.institutions.ids[row.institution] for row in rows}))


def _diffusion(projection: Projection, row: DiffusionRow, reported: Reported, names: Names) -> dict[str, Any]:
    from graph_service.network.rounding import told
    from graph_service.network.sentences import DIFFUSION_LABELS

    def part(code: str, value: float | None) -> dict[str, Any]:
        name = code.upper()
        return {"code": name, "value": told(value), "label": lambda lang: DIFFUSION_LABELS[name].in_(spoken(lang))}

    return {
        "practice": projection.practices.ids[row.practice],
        "institution": projection.institutions.ids[row.institution],
        "score": told(row.score),
        "parts": [part(code, value) for code, value in row.parts.items()],
        "peersAdopted": len(row.adopting_peers),
        "peersExpected": told(row.expected_peers),
        "p": told(row.p),
        "q": told(row.q),
        "nearestKm": told(row.nearest_km),
        "mentorWithAdopter": row.mentors > 0,
        "neverAdoptedElsewhere": row.homebound,
        "sentence": lambda lang: _diffusion_sentence(projection, row, names, spoken(lang)),
        "completeness": reported.institution(row.institution),
    }


def _diffusion_sentence(projection: Projection, row: DiffusionRow, names: Names, language: Language) -> str:
    from graph_service.network.sentences import DiffusionFacts, diffusion_sentence

    side = 0 if language == "hu" else 1
    facts = DiffusionFacts(
        practice=names[projection.practices.ids[row.practice]][side],
        institution=names[projection.institutions.ids[row.institution]][side],
        score=row.score,
        parts=sum(value is not None for value in row.parts.values()),
        peers=len(row.adopting_peers) if row.peers else None,
        peer_count=len(row.peers),
        expected=row.expected_peers,
        q=row.q,
        has_left_county=row.homebound is False,
    )
    return diffusion_sentence(facts, language)


def _tested(tested: AdoptionBacktest) -> dict[str, Any]:
    return {
        "cut": date.fromordinal(tested.cut).isoformat(),
        "horizonDays": tested.horizon,
        "positives": tested.positives,
        "candidates": tested.candidates,
        "verdict": tested.verdict,
        "auc": estimate(tested.auc),
        "rules": [
            {"name": rule.code, "auc": estimate(rule.auc), "difference": estimate(rule.difference)}
            for rule in tested.rules
        ],
    }


async def answer_coverage(asked: Asked) -> dict[str, Any]:
    """The data of a page of reached places, and of all counties. Raises RequestError for limits out of range."""
    arguments = asked.arguments
    for name, least, most in _LIMITS:
        if not least <= arguments[name] <= most:
            raise RequestError("NUMBER_RANGE", argument=name, least=least, most=most, value=arguments[name])
    told = await asked.job(
        "coverage",
        _day(asked),
        name_of(arguments["mode"]),
        county_rows(asked.projection, arguments.get("counties")),
        arguments["maxKm"],
        arguments["staleAfterDays"],
        mentoring_kinds(asked.projection, arguments.get("data")),
        asked.page.window,
    )
    page: CoveragePage = told.value
    reported = await Reported.of(asked)
    places = [asked.projection.reached.ids[row.place] for row in page.places.rows]
    names = await asked.names(places) if asked.selects("sentence") else {}
    return asked.page.connection(
        page.places,
        lambda row: _place(asked, row, reported, names),
        meta=asked.meta(told, "coverage"),
        counties=[_county(asked, row, page.far_mentors.get(row.county, 0)) for row in page.counties],
    )


def _place(asked: Asked, row: PlaceCover, reported: Reported, names: Names) -> dict[str, Any]:
    from graph_service.network.projection import NONE
    from graph_service.network.rounding import told

    mentors = Counted(len(row.mentors), asked.may_read_people)
    return {
        "place": asked.projection.reached.ids[row.place],
        "county": None if row.county == NONE else asked.projection.counties.ids[row.county],
        "mentors": mentors.told,
        "suppressed": mentors.is_suppressed,
        "hasMentor": bool(row.mentors),
        "singleMentor": None if mentors.is_suppressed else row.only_mentor is not None,
        "officeKm": told(row.km_from_office),
        "isFar": None if row.km_from_office is None else row.km_from_office > asked.arguments["maxKm"],
        "otherMentorKm": told(row.km_to_other_mentor),
        "communities": len(row.communities),
        "communitiesWithoutMentor": len(row.unmentored_communities),
        "daysSinceVisit": row.days_since,
        "stale": row.stale,
        "sentence": lambda lang: _place_sentence(asked, row, mentors, names, spoken(lang)),
        "completeness": None if row.county == NONE else reported.county(row.county),
    }


def _place_sentence(asked: Asked, row: PlaceCover, mentors: Counted, names: Names, language: Language) -> str:
    from graph_service.network.sentences import CoverageFacts, coverage_sentence

    facts = CoverageFacts(
        place=names[asked.projection.reached.ids[row.place]][0],
        mentors=mentors.told,
        km_from_office=row.km_from_office,
        communities=len(row.communities),
        communities_without_mentor=len(row.unmentored_communities),
        days_since=row.days_since,
        stale_after=asked.arguments["staleAfterDays"],
    )
    return coverage_sentence(facts, language)


def _county(asked: Asked, row: CountyCover, far: int) -> dict[str, Any]:
    mentors, far_mentors = Counted(row.mentors, asked.may_read_people), Counted(far, asked.may_read_people)
    return {
        "county": asked.projection.counties.ids[row.county],
        "places": row.places,
        "placesWithoutMentor": row.places_without_mentor,
        "placesWithoutMentoredCommunity": row.places_without_mentored_community,
        "communities": row.communities,
        "communitiesWithoutMentor": row.communities_without_mentor,
        "communitiesFar": row.far_communities,
        "communitiesStale": row.stale_communities,
        "mentors": mentors.told,
        "mentorsFar": far_mentors.told,
        "suppressed": mentors.is_suppressed or far_mentors.is_suppressed,
        "median": None if row.team_median is None else _load(row.team_median),
        "gini": _load(row.gini),
    }


def _load(load: Load | Evenness) -> dict[str, Any]:
    from graph_service.network.rounding import told

    return {"communities": told(load.communities), "visits": told(load.activities), "km": told(load.km)}

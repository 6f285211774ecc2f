"""Spread, cover and completeness over the API are those of the methods, row by row."""

from __future__ import annotations

from datetime import date
from functools import cache
from itertools import islice
from typing import Any

import pytest

from graph_service.model import load_model
from graph_service.network.completeness import Completeness, CompletenessTable
from graph_service.network.coverage import Coverage, mentor_coverage
from graph_service.network.diffusion import Diffusion, DiffusionRow, adoption_backtest, practice_diffusion
from graph_service.network.keeping.reports import Reports, read_reports
from graph_service.network.rounding import told
from graph_service.query.planner import READ_PEOPLE
from tests.analysis.walking import rows
from tests.answering import Service
from tests.network.demonstration import demonstration
from tests.store.test_projection import Reading

pytestmark = pytest.mark.anyio
DAY = demonstration().today
ADOPTING = """
    practice { id } institution { id } score parts { code value } peersAdopted peersExpected p q nearestKm
    mentorWithAdopter neverAdoptedElsewhere
"""


@cache
def diffusion(practice: int | None = None, settlement: int | None = None, min_parts: int = 3) -> Diffusion:
    """Where practices of the demonstration could be adopted."""
    return practice_diffusion(demonstration(), DAY, practice, settlement, min_parts)


def adopting(row: DiffusionRow) -> dict[str, Any]:
    """A practice and an institution, as the API tells them."""
    made = demonstration()
    return {
        "practice": {"id": made.practices.ids[row.practice]},
        "institution": {"id": made.institutions.ids[row.institution]},
        "score": told(row.score),
        "parts": [{"code": code.upper(), "value": told(value)} for code, value in row.parts.items()],
        "peersAdopted": len(row.adopting_peers),
        "peersExpected": told(row.expected_peers),
        "p": told(row.p),
        "q": told(row.q),
        "nearestKm": told(row.nearest_km),
        "mentorWithAdopter": row.mentors > 0,
        "neverAdoptedElsewhere": row.homebound,
    }


async def test_the_best_places_for_all_practices_are_those_of_the_method(analysis: Service) -> None:
    asked = f"{{ practiceDiffusion(first: 60) {{ totalCount nodes {{ {ADOPTING} }} }} }}"
    page = (await analysis.data(asked))["practiceDiffusion"]
    assert page["totalCount"] == len(diffusion())
    assert page["nodes"] == [adopting(row) for row in islice(diffusion(), 60)]


async def test_one_practice_has_all_its_places(analysis: Service) -> None:
    row = demonstration().practices.ids.index("practice:HU223:1")
    found = await rows(analysis, "practiceDiffusion", ADOPTING, 'practice: "practice:HU223:1"')
    assert found == [adopting(one) for one in diffusion(practice=row)]
    assert len(found) > 600


async def test_one_settlement_has_the_practices_it_could_adopt(analysis: Service) -> None:
    made = demonstration()
    place = int(made.institutions.settlement[made.institution_rows["inst:HU223:lib:001"]])
    arguments = f'settlement: "{made.settlements.ids[place]}", minParts: 5'
    found = await rows(analysis, "practiceDiffusion", ADOPTING, arguments)
    assert found == [adopting(one) for one in diffusion(settlement=place, min_parts=5)]
    assert found
    assert all(sum(part["value"] is not None for part in one["parts"]) >= 5 for one in found)


async def test_the_past_of_adoptions_is_told_beside_them(analysis: Service) -> None:
    fields = "positives candidates verdict auc { value low high } rules { name auc { value } }"
    data = await analysis.data(f"{{ practiceDiffusion(first: 1) {{ backtest {{ {fields} }} }} }}")
    found, made = data["practiceDiffusion"]["backtest"], adoption_backtest(demonstration(), DAY)
    assert (found["positives"], found["candidates"], found["verdict"]) == (
        made.positives,
        made.candidates,
        made.verdict,
    )
    assert found["auc"] == {name: told(getattr(made.auc, name)) for name in ("value", "low", "high")}
    assert {one["name"] for one in found["rules"]} == {one.code for one in made.rules}


COVERED = """
    place { id } county { id } mentors suppressed hasMentor singleMentor officeKm isFar otherMentorKm communities
    communitiesWithoutMentor daysSinceVisit stale
"""


@pytest.mark.parametrize(("limit", "days"), [(40, 90), (25, 30)])
async def test_every_reached_place_has_the_cover_of_the_method(analysis: Service, limit: int, days: int) -> None:
    made = mentor_coverage(demonstration(), DAY, None, limit, days)
    found = await rows(analysis, "mentorCoverage", COVERED, f"maxKm: {limit}, staleAfterDays: {days}")
    assert found == [covered(made, place, limit) for place in range(len(made.places))]
    assert len(found) == 360


def covered(made: Coverage, place: int, limit: int) -> dict[str, Any]:
    """A place as the API tells it to a viewer who may not read persons."""
    row, tables = made.places[place], demonstration()
    few = 0 < len(row.mentors) < 3
    return {
        "place": {"id": tables.reached.ids[row.place]},
        "county": {"id": tables.counties.ids[row.county]},
        "mentors": None if few else len(row.mentors),
        "suppressed": few,
        "hasMentor": bool(row.mentors),
        "singleMentor": None if few else len(row.mentors) == 1,
        "officeKm": told(row.km_from_office),
        "isFar": None if row.km_from_office is None else row.km_from_office > limit,
        "otherMentorKm": told(row.km_to_other_mentor),
        "communities": len(row.communities),
        "communitiesWithoutMentor": len(row.unmentored_communities),
        "daysSinceVisit": row.days_since,
        "stale": row.stale,
    }


async def test_mentors_are_counted_for_those_who_may_read_persons(analysis: Service) -> None:
    asked = (
        "{ mentorCoverage(first: 100) { nodes { mentors suppressed singleMentor } counties { mentors suppressed } } }"
    )
    page = (await analysis.data(asked, scopes=(READ_PEOPLE,)))["mentorCoverage"]
    made = mentor_coverage(demonstration(), DAY)
    assert [(one["mentors"], one["singleMentor"]) for one in page["nodes"]] == [
        (len(row.mentors), len(row.mentors) == 1) for row in made.places[:100]
    ]
    assert [one["mentors"] for one in page["counties"]] == [row.mentors for row in made.counties]
    assert not any(one["suppressed"] for one in (*page["nodes"], *page["counties"]))


async def test_every_county_has_the_cover_of_the_method_wherever_the_page_lies(analysis: Service) -> None:
    fields = """
        county { id } places placesWithoutMentor placesWithoutMentoredCommunity communities communitiesWithoutMentor
        communitiesFar communitiesStale mentors median { communities visits km } gini { communities visits km }
    """
    page = (await analysis.data(f"{{ mentorCoverage(last: 1) {{ counties {{ {fields} }} }} }}"))["mentorCoverage"]
    made = mentor_coverage(demonstration(), DAY)
    assert page["counties"] == [
        {
            "county": {"id": demonstration().counties.ids[row.county]},
            "places": row.places,
            "placesWithoutMentor": row.places_without_mentor,
            "placesWithoutMentoredCommunity": row.places_without_mentored_community,
            "communities": row.communities,
            "communitiesWithoutMentor": row.communities_without_mentor,
            "communitiesFar": row.far_communities,
            "communitiesStale": row.stale_communities,
            "mentors": row.mentors,
            "median": load(row.team_median),
            "gini": load(row.gini),
        }
        for row in made.counties
    ]
    assert len(page["counties"]) == 18


def load(one: Any) -> dict[str, Any] | None:
    """What a team carries."""
    if one is None:
        return None
    return {"communities": told(one.communities), "visits": told(one.activities), "km": told(one.km)}


@pytest.fixture
async def reports(analysis: Service) -> Reports:
    """What is reported in the demonstration, as the engine has it."""
    return await read_reports(Reading(analysis.store), load_model())


REPORTED = "{ lastReport share isBelow warning }"


def completeness(one: Completeness) -> dict[str, Any]:
    """How well something is reported, as the API tells it."""
    last = None if one.last_report is None else demonstration_day(one.last_report)
    return {"lastReport": last, "share": told(one.share), "isBelow": one.is_below}


def demonstration_day(day: int) -> str:
    """A day as text."""

    return date.fromordinal(day).isoformat()


async def test_every_county_and_label_has_the_completeness_of_the_method(analysis: Service, reports: Reports) -> None:
    found = await rows(analysis, "completeness", f"county {{ id }} label nodes completeness {REPORTED}")
    for row in found:
        assert (row["completeness"].pop("warning") is None) != row["completeness"]["isBelow"]
    assert found == [
        {
            "county": {"id": demonstration().counties.ids[row.county]},
            "label": row.label,
            "nodes": row.completeness.nodes,
            "completeness": completeness(row.completeness),
        }
        for row in CompletenessTable(demonstration(), reports).rows
    ]
    assert len(found) == 72


async def test_gaps_and_rankings_carry_the_completeness_of_their_county_or_institution(
    analysis: Service, reports: Reports
) -> None:
    table, made = CompletenessTable(demonstration(), reports), demonstration()
    asked = f"""{{
        collaborationGaps(level: COUNTY, first: 20) {{ nodes {{ county {{ id }} completeness {REPORTED} }} }}
        activityGaps(first: 20) {{ nodes {{ county {{ id }} completeness {REPORTED} }} }}
        mentorCoverage(first: 20) {{ nodes {{ county {{ id }} completeness {REPORTED} }} }}
        brokerage(first: 20) {{ nodes {{ institution {{ id }} completeness {REPORTED} }} }}
        practiceDiffusion(first: 20) {{ nodes {{ institution {{ id }} completeness {REPORTED} }} }}
        collaborationCandidates(first: 20) {{ nodes {{ a {{ id }} b {{ id }} completeness {REPORTED} }} }}
        national: collaborationGaps {{ nodes {{ completeness {REPORTED} }} }}
    }}"""
    data = await analysis.data(asked)
    for name in ("collaborationGaps", "activityGaps", "mentorCoverage"):
        for row in data[name]["nodes"]:
            county = made.counties.ids.index(row["county"]["id"])
            assert row["completeness"] == {**completeness(table.county(county)), "warning": None}
    for name in ("brokerage", "practiceDiffusion"):
        for row in data[name]["nodes"]:
            place = made.institution_rows[row["institution"]["id"]]
            assert row["completeness"].items() >= completeness(table.institution(place)).items()
    for row in data["collaborationCandidates"]["nodes"]:
        ends = (made.institution_rows[row[name]["id"]] for name in ("a", "b"))
        assert row["completeness"].items() >= completeness(table.lesser(*ends)).items()
    assert [row["completeness"] for row in data["national"]["nodes"]] == [None] * 6

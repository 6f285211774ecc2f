"""What the demonstration holds on purpose is found by the analysis: gaps against chance, cover, practices at home."""

from __future__ import annotations

import json
from typing import Any

import pytest

from graph_service.query.planner import READ_PEOPLE
from tests.analysis.walking import rows
from tests.answering import Service
from tests.exported import exported_files

pytestmark = pytest.mark.anyio
MODES = {"CUMULATIVE": "collaborations: all", "STATE": "collaborations: live on the last day"}


@pytest.fixture(scope="module")
def planted() -> dict[str, list[str]]:
    """What the manifest of the demonstration says was planted."""
    found: dict[str, list[str]] = json.loads((exported_files() / "manifest.json").read_text("utf-8"))["planted"]
    return found


def of(planted: dict[str, list[str]], words: str) -> list[str]:
    """The one entry that has these words."""
    [found] = [ids for name, ids in planted.items() if words in name]
    return found


@pytest.mark.parametrize("mode", MODES)
async def test_the_sector_pairs_of_the_country_have_the_planted_verdicts(
    analysis: Service, planted: dict[str, list[str]], mode: str
) -> None:
    found = await rows(analysis, "collaborationGaps", "sectorA sectorB verdict shrunkRatio", f"scope: {{mode: {mode}}}")
    told = sorted(f"{row['sectorA'].lower()} and {row['sectorB'].lower()}: {row['verdict']}" for row in found)
    assert told == of(planted, MODES[mode])
    assert (found[0]["sectorA"], found[0]["sectorB"], found[0]["verdict"]) == ("LIBRARY", "MUSEUM", "UNDER_CONNECTED")
    assert found[0]["shrunkRatio"] < 0.5


async def counties(analysis: Service, fields: str) -> list[dict[str, Any]]:
    """What mentor coverage tells of every county, to a viewer who may read persons."""
    asked = f"{{ mentorCoverage(first: 1) {{ counties {{ county {{ nuts3 }} {fields} }} }} }}"
    found: list[dict[str, Any]] = (await analysis.data(asked, scopes=(READ_PEOPLE,)))["mentorCoverage"]["counties"]
    return found


async def test_30_reached_places_have_no_mentored_community(analysis: Service) -> None:
    found = await rows(analysis, "mentorCoverage", "place { id } communities communitiesWithoutMentor")
    assert sum(row["communities"] == row["communitiesWithoutMentor"] for row in found) == 30
    assert sum(row["placesWithoutMentoredCommunity"] for row in await counties(analysis, NAMES)) == 30


NAMES = "placesWithoutMentoredCommunity communitiesStale mentorsFar"


async def test_18_communities_one_a_county_were_not_visited_lately(
    analysis: Service, planted: dict[str, list[str]]
) -> None:
    assert [row["communitiesStale"] for row in await counties(analysis, NAMES)] == [1] * 18
    where = "where: {id: {in: $ids}}"
    data = await analysis.data(
        f"query($ids: [ID!]!) {{ communities({where}, first: 100) {{ nodes {{ settlement {{ id }} }} }} }}",
        {"ids": of(planted, "23 ")},
    )
    places = {one["settlement"]["id"] for one in data["communities"]["nodes"]}
    found = await rows(
        analysis,
        "mentorCoverage",
        "stale place { __typename ... on Settlement { id } ... on SettlementPart { settlement { id } } }",
    )
    stale = {row["place"].get("id") or row["place"]["settlement"]["id"] for row in found if row["stale"]}
    assert stale
    assert stale <= places


async def test_42_mentors_have_a_place_far_from_their_office(analysis: Service) -> None:
    assert sum(row["mentorsFar"] for row in await counties(analysis, NAMES)) == 42
    hidden = await analysis.data("{ mentorCoverage(first: 1) { counties { mentorsFar suppressed } } }")
    told = [row["mentorsFar"] for row in hidden["mentorCoverage"]["counties"]]
    assert not {1, 2} & set(told)
    assert [row["suppressed"] for row in hidden["mentorCoverage"]["counties"]] == [one is None for one in told]


async def test_24_good_practices_never_left_their_county(analysis: Service, planted: dict[str, list[str]]) -> None:
    chosen, flagged = set(), set()
    for settlement in ("settlement:02167", "settlement:23694"):
        asked = f'settlement: "{settlement}"'
        found = await rows(analysis, "practiceDiffusion", "practice { id } neverAdoptedElsewhere", asked)
        flagged |= {row["practice"]["id"] for row in found if row["neverAdoptedElsewhere"]}
        found = await rows(analysis, "practiceDiffusion", "practice { id }", f"{asked}, neverAdoptedElsewhere: true")
        chosen |= {row["practice"]["id"] for row in found}
    assert sorted(chosen) == sorted(flagged) == of(planted, "27 ")
    assert len(chosen) == 24

"""Gaps over the API are those of the methods, row by row: sector pairs at three levels, activity, openness."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any, get_args

import pytest

from graph_service.network.activity_gaps import activity_gaps
from graph_service.network.chance.multiple import Verdict
from graph_service.network.gaps import GapLevel, collaboration_gaps
from graph_service.network.network import Scope, network_of
from graph_service.network.openness import openness
from graph_service.network.rounding import told
from tests.analysis.walking import rows
from tests.answering import Service
from tests.network.demonstration import demonstration

pytestmark = pytest.mark.anyio
CUMULATIVE = Scope(demonstration().today, "CUMULATIVE")
DAY_BEFORE = Scope(date(2018, 6, 30).toordinal())
SCOPES = {
    "": Scope(demonstration().today),
    "scope: {mode: CUMULATIVE}": CUMULATIVE,
    'scope: {asOf: "2018-06-30"}': DAY_BEFORE,
}
TESTED = "verdict observed expected interval { low high } pUnder pOver qUnder qOver"


def against_chance(row: Any, observed: int) -> dict[str, Any]:
    """What a test of the methods gives, as the API tells it."""
    return {
        "verdict": row.verdict,
        "observed": observed,
        "expected": told(row.expected),
        "interval": {"low": row.interval[0], "high": row.interval[1]},
        "pUnder": told(row.p_under),
        "pOver": told(row.p_over),
        "qUnder": told(row.q_under),
        "qOver": told(row.q_over),
    }


def county(row: int | None) -> dict[str, str] | None:
    """A county as the API tells it."""
    return None if row is None else {"id": demonstration().counties.ids[row]}


@pytest.mark.parametrize("level", get_args(GapLevel))
@pytest.mark.parametrize("scope", SCOPES)
async def test_every_sector_pair_has_the_numbers_of_the_method(analysis: Service, level: GapLevel, scope: str) -> None:
    family = collaboration_gaps(network_of(demonstration(), SCOPES[scope]), level)
    fields = "minAttainableP shrunkRatio rawRatio observedTies expectedTies participationsA participationsB"
    more = f"id county {{ id }} region {{ id }} sectorA sectorB shrunkRange {{ low high }} {fields}"
    found = await rows(analysis, "collaborationGaps", f"{TESTED} {more}", f"level: {level} {scope}")
    wanted = [
        {
            **against_chance(gap, gap.observed),
            "id": gap.id,
            "county": county(gap.county),
            "region": {"id": demonstration().regions.ids[gap.region]}
            if level == "REGION" and gap.region is not None
            else None,
            "sectorA": gap.sector_a.upper(),
            "sectorB": gap.sector_b.upper(),
            "shrunkRange": {"low": told(gap.shrunk_range[0]), "high": told(gap.shrunk_range[1])},
            "minAttainableP": told(gap.min_attainable_p),
            "shrunkRatio": told(gap.shrunk_ratio),
            "rawRatio": told(gap.raw_ratio),
            "observedTies": gap.observed_ties,
            "expectedTies": told(gap.expected_ties),
            "participationsA": gap.participations_a,
            "participationsB": gap.participations_b,
        }
        for gap in sorted(family.rows, key=lambda gap: (round(gap.shrunk_ratio, 9), gap.id))
    ]
    assert found == wanted
    assert len(found) == {"COUNTRY": 6, "REGION": 36, "COUNTY": 108}[level]


@pytest.mark.parametrize("level", get_args(GapLevel))
async def test_the_family_is_told_whatever_verdicts_are_shown(analysis: Service, level: GapLevel) -> None:
    family = collaboration_gaps(network_of(demonstration(), CUMULATIVE), level)
    shown = set()
    for verdict in get_args(Verdict):
        data = await analysis.data(
            f"{{ collaborationGaps(level: {level}, verdict: [{verdict}], scope: {{mode: CUMULATIVE}}, first: 100) "
            "{ familySize attainable totalCount meta { method mode } nodes { id verdict } } }"
        )
        page = data["collaborationGaps"]
        assert (page["familySize"], page["attainable"]) == (family.family_size, family.attainable)
        assert page["meta"] == {"method": family.method, "mode": "CUMULATIVE"}
        wanted = {gap.id for gap in family.rows if gap.verdict == verdict}
        assert {(gap["id"], gap["verdict"]) for gap in page["nodes"]} == {(id_, verdict) for id_ in wanted}
        assert page["totalCount"] == len(wanted)
        shown |= wanted
    assert len(shown) == len(family.rows)


ORDERS = {
    "SHRUNK_RATIO_DESC": lambda gap: -gap.shrunk_ratio,
    "P_UNDER_ASC": lambda gap: gap.p_under,
    "P_OVER_ASC": lambda gap: gap.p_over,
    "OBSERVED_DESC": lambda gap: -gap.observed,
    "EXPECTED_DESC": lambda gap: -gap.expected,
    "PLACE_ASC": lambda gap: 0,
}


@pytest.mark.parametrize("order", ORDERS)
async def test_gaps_come_in_the_order_that_is_asked_for(analysis: Service, order: str) -> None:
    family = collaboration_gaps(network_of(demonstration(), CUMULATIVE), "COUNTY")
    arguments = f"level: COUNTY, orderBy: {order}, scope: {{mode: CUMULATIVE}}"
    found = await rows(analysis, "collaborationGaps", "id", arguments)
    wanted = sorted(family.rows, key=lambda gap: (round(ORDERS[order](gap), 9), gap.id))
    assert [gap["id"] for gap in found] == [gap.id for gap in wanted]


@pytest.mark.parametrize("scope", SCOPES)
async def test_every_county_and_sector_has_the_activity_of_the_method(analysis: Service, scope: str) -> None:
    family = activity_gaps(network_of(demonstration(), SCOPES[scope]))
    found = await rows(
        analysis, "activityGaps", f"{TESTED} id county {{ id }} sector institutions minAttainableP", scope
    )
    wanted = [
        {
            **against_chance(gap, gap.active),
            "id": gap.id,
            "county": county(gap.county),
            "sector": gap.sector.upper(),
            "institutions": gap.institutions,
            "minAttainableP": told(gap.min_attainable_p),
        }
        for gap in sorted(family.rows, key=lambda gap: (round(gap.p_under, 9), gap.id))
    ]
    assert found == wanted
    assert len(found) == 54


@pytest.mark.parametrize("scope", SCOPES)
async def test_every_county_and_pair_of_counties_has_the_openness_of_the_method(analysis: Service, scope: str) -> None:
    whole = openness(network_of(demonstration(), SCOPES[scope]))
    found = await rows(analysis, "countyOpenness", f"{TESTED} county {{ id }} participations share ei", scope)
    assert found == [
        {
            **against_chance(row, row.crossing),
            "county": county(row.county),
            "participations": row.participations,
            "share": told(row.share),
            "ei": told(row.ei),
        }
        for row in sorted(whole.counties, key=lambda row: (round(row.p_under, 9), row.id))
    ]
    assert len(found) == 18
    pairs = "a { id } b { id } verdict observed expected interval { low high } pUnder pOver km"
    data = await analysis.data(f"{{ countyOpenness({scope or 'first: 1'}) {{ untested pairs {{ {pairs} }} }} }}")
    tested_pairs = [pair for pair in whole.pairs if pair.interval is not None]
    assert data["countyOpenness"]["untested"] == len(whole.pairs) - len(tested_pairs)
    assert data["countyOpenness"]["pairs"] == [
        {
            **{key: value for key, value in against_chance(pair, pair.observed).items() if not key.startswith("q")},
            "a": county(pair.county_a),
            "b": county(pair.county_b),
            "km": told(pair.km),
        }
        for pair in tested_pairs
    ]


async def test_the_evidence_of_a_gap_is_its_collaborations_each_counted_in_the_counties_where_it_joins(
    analysis: Service,
) -> None:
    members = "institutions(first: 20) { nodes { sector county { id } } }"
    data = await analysis.data(
        "{ collaborationGaps(first: 2, scope: {mode: CUMULATIVE}) { nodes { observed sectorA sectorB "
        f"collaborations(first: 50) {{ totalCount nodes {{ id {members} }} }} }} }} }}"
    )
    for gap in data["collaborationGaps"]["nodes"]:
        works = gap["collaborations"]
        joined = [
            counties_joined(work["institutions"]["nodes"], gap["sectorA"], gap["sectorB"]) for work in works["nodes"]
        ]
        assert min(joined) >= 1
        assert works["totalCount"] <= gap["observed"]
        if works["totalCount"] == len(works["nodes"]):
            assert sum(joined) == gap["observed"]
    assert min(len(gap["collaborations"]["nodes"]) for gap in data["collaborationGaps"]["nodes"]) < 50


def counties_joined(members: list[dict[str, Any]], one: str, other: str) -> int:
    """In how many counties members of both sectors take part, two where they are the same."""
    counted = Counter((member["county"]["id"], member["sector"]) for member in members)
    enough = 2 if one == other else 1
    places = {place for place, _ in counted}
    return sum(min(counted[place, one], counted[place, other]) >= enough for place in places)

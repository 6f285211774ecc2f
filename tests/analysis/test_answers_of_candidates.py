"""Candidates over the API are those of the method: order, parts, what a tie would change, the backtest beside them."""

from __future__ import annotations

from functools import cache
from itertools import islice
from typing import Any

import numpy as np
import pytest

from graph_service.network.candidates import Backtest, Candidate, Candidates, Estimate, backtest, candidates
from graph_service.network.gaps import block
from graph_service.network.hypothetical import applied, edit_of
from graph_service.network.network import Network, Scope, network_of
from graph_service.network.rounding import told
from graph_service.network.tie_effect import tie_effect
from graph_service.query.planner import READ_PEOPLE
from tests.analysis.walking import rows
from tests.answering import Service
from tests.network.demonstration import demonstration

pytestmark = pytest.mark.anyio
TODAY = Scope(demonstration().today)
IDS = demonstration().institutions.ids
FIELDS = "a { id } b { id } rank probability distanceKm parts { code raw contribution }"
MORE = """
    commonPartners(first: 20) { totalCount nodes { id } } sharedMentorCount suppressed mentorOffices { id }
    sharedTrainings { id } sharedThemes { id }
"""


@cache
def backtested() -> Backtest:
    """The backtest of the demonstration."""
    return backtest(demonstration(), TODAY)


@cache
def ranking(*, cross: bool = False, institution: int | None = None, max_km: float = 25.0) -> Candidates:
    """The candidates of the demonstration."""
    known = backtested() if max_km == 25.0 else None
    return candidates(demonstration(), TODAY, max_km, cross, institution, tested=known)


def pair(row: Candidate) -> dict[str, Any]:
    """What the API tells first of a candidate."""
    return {
        "a": {"id": IDS[row.a]},
        "b": {"id": IDS[row.b]},
        "rank": row.rank,
        "probability": row.probability,
        "distanceKm": told(row.km),
        "parts": [{"code": part.code, "raw": told(part.raw), "contribution": part.contribution} for part in row.parts],
    }


def test_no_backtest_of_the_demonstration_supports_a_probability() -> None:
    assert backtested().verdict != "BETTER"
    assert ranking().model is None


@pytest.mark.parametrize("cross", [False, True])
async def test_candidates_of_one_county_come_in_the_order_of_the_method(analysis: Service, cross: bool) -> None:
    county = demonstration().county_rows["HU223"]
    made = candidates(demonstration(), Scope(demonstration().today, counties=(county,)), 25.0, cross)
    arguments = f'scope: {{counties: ["HU223"]}}, crossSectorOnly: {str(cross).lower()}'
    found = await rows(analysis, "collaborationCandidates", FIELDS, arguments)
    assert found == [pair(row) for row in made]
    assert len(found) > 200


async def test_the_first_candidates_of_the_country_carry_every_reason(analysis: Service) -> None:
    page = await first(analysis, f"{FIELDS} {MORE}", "first: 20")
    assert page["totalCount"] == len(ranking())
    assert page["nodes"] == [{**pair(row), **reasons(row)} for row in islice(ranking(), 20)]
    assert page["ranking"] == ranking().ranking
    assert any(row["sharedThemes"] for row in page["nodes"])


def reasons(row: Candidate) -> dict[str, Any]:
    """The nodes behind the parts of a candidate, for a viewer who may not read persons."""
    made = demonstration()
    partners = sorted(IDS[one] for one in row.common_partners)
    told_count = None if 0 < row.shared_mentors < 3 else row.shared_mentors
    return {
        "commonPartners": {"totalCount": len(partners), "nodes": [{"id": id_} for id_ in partners]},
        "sharedMentorCount": told_count,
        "suppressed": told_count is None,
        "mentorOffices": [{"id": made.counties.ids[one]} for one in row.mentor_counties],
        "sharedTrainings": [{"id": made.sessions.ids[one]} for one in row.sessions],
        "sharedThemes": [{"id": f"concept:goodPracticeTheme:{made.themes[one]}"} for one in row.themes],
    }


async def test_few_shared_mentors_are_counted_for_those_who_may_read_persons_only(analysis: Service) -> None:
    asked = "{ collaborationCandidates(first: 100) { nodes { sharedMentorCount suppressed } } }"
    hidden, open_ = [
        (await analysis.data(asked, scopes=scopes))["collaborationCandidates"]["nodes"]
        for scopes in ((), (READ_PEOPLE,))
    ]
    counts = [row.shared_mentors for row in islice(ranking(), 100)]
    assert [row["sharedMentorCount"] for row in open_] == counts
    assert not any(row["suppressed"] for row in open_)
    assert [row["sharedMentorCount"] for row in hidden] == [None if 0 < one < 3 else one for one in counts]
    assert [row["suppressed"] for row in hidden] == [0 < one < 3 for one in counts]
    assert 1 in counts


async def first(analysis: Service, fields: str, arguments: str) -> dict[str, Any]:
    """The first page."""
    data = await analysis.data(
        f"{{ collaborationCandidates({arguments}) {{ ranking intercept totalCount nodes {{ {fields} }} }} }}"
    )
    found: dict[str, Any] = data["collaborationCandidates"]
    return found


async def test_candidates_of_one_institution_keep_their_rank_in_the_whole(analysis: Service) -> None:
    row = demonstration().institutions.ids.index("inst:HU331:lib:001")
    found = await rows(analysis, "collaborationCandidates", FIELDS, 'institution: "inst:HU331:lib:001"')
    assert found == [pair(one) for one in ranking(institution=row)]
    assert len(found) > 10
    assert all("inst:HU331:lib:001" in (one["a"]["id"], one["b"]["id"]) for one in found)


async def test_a_greater_distance_brings_more_candidates(analysis: Service) -> None:
    far = await first(analysis, FIELDS, "first: 5, maxKm: 60")
    assert far["totalCount"] == len(ranking(max_km=60.0)) > len(ranking())
    assert far["nodes"] == [pair(one) for one in islice(ranking(max_km=60.0), 5)]


EFFECT = """
    a { id } b { id }
    effect {
        componentsJoined newlyWithinTwoHops constraintA { before after } constraintB { before after }
        countyDensity { county { id } density { before after } } rolesGained { institution { id } role gained }
        gap { county { id } observed { before after } pUnder { before after } }
    }
"""


async def test_what_a_tie_would_change_is_what_the_method_says(analysis: Service) -> None:
    page = await first(analysis, EFFECT, "first: 10")
    network = network_of(demonstration(), TODAY)
    assert [row["effect"] for row in page["nodes"]] == [effect(network, row) for row in islice(ranking(), 10)]


def effect(network: Network, row: Candidate) -> dict[str, Any]:
    """What one tie would change, as the API tells it."""
    made, ends = demonstration(), (IDS[row.a], IDS[row.b])
    found = tie_effect(network, network.places[ends[0]], network.places[ends[1]])
    roles = [(ends[0], found.roles_a), (ends[1], found.roles_b)]
    return {
        "componentsJoined": None if found.joined is None else list(found.joined),
        "newlyWithinTwoHops": found.newly_within_two_hops,
        "constraintA": change(*found.constraint_a),
        "constraintB": change(*found.constraint_b),
        "countyDensity": [
            {"county": {"id": made.counties.ids[one.county]}, "density": change(one.before, one.after)}
            for one in found.densities
        ],
        "rolesGained": [
            {"institution": {"id": id_}, "role": role.upper(), "gained": gained}
            for id_, gains in roles
            for role, gained in vars(gains).items()
            if gained
        ],
        "gap": gap(network, row),
    }


def gap(network: Network, row: Candidate) -> dict[str, Any] | None:
    """The sector pair of a county before and after a tie within it."""
    made = demonstration().institutions
    if made.county[row.a] != made.county[row.b]:
        return None
    county = int(made.county[row.a])
    sectors = sorted((int(made.sector[row.a]), int(made.sector[row.b])))
    after = applied(network, edit_of(network, [[IDS[row.a], IDS[row.b]]], []))
    before, then = (block(one, county, *sectors) for one in (network, after))
    return {
        "county": {"id": demonstration().counties.ids[county]},
        "observed": change(before.observed, then.observed),
        "pUnder": change(before.p_under, then.p_under),
    }


def change(before: float | None, after: float | None) -> dict[str, float | None]:
    """A number before and after."""
    return {"before": told(before), "after": told(after)}


async def test_the_backtest_is_told_beside_the_ranking(analysis: Service) -> None:
    estimate = "{ value low high level method }"
    fields = f"""
        cut horizonDays positives candidates verdict auc {estimate} precisionAtK {estimate} k recallAt100 {estimate}
        difference {estimate} baselines {{ name auc {estimate} difference {estimate} }}
        calibration {{ low high pairs expected observed }} weights {{ code weight }} intercept
    """
    data = await analysis.data(f"{{ collaborationCandidates(first: 1) {{ intercept backtest {{ {fields} }} }} }}")
    found, made = data["collaborationCandidates"]["backtest"], backtested()
    assert data["collaborationCandidates"]["intercept"] is None
    assert (found["verdict"], found["positives"], found["candidates"]) == (
        made.verdict,
        made.positives,
        made.candidates,
    )
    assert (found["horizonDays"], found["k"], found["cut"]) == (183, made.k, "2019-03-16")
    assert found["auc"] == estimated(made.auc)
    assert found["precisionAtK"] == estimated(made.precision)
    assert found["recallAt100"] == estimated(made.recall)
    assert found["difference"] == estimated(made.against.difference)
    assert found["baselines"] == [
        {"name": one.code, "auc": estimated(one.auc), "difference": estimated(one.difference)} for one in made.baselines
    ]
    assert [one["pairs"] for one in found["calibration"]] == [one.pairs for one in made.calibration]
    assert made.newest is not None
    assert [one["weight"] for one in found["weights"]] == made.newest.weights.tolist()


def estimated(one: Estimate) -> dict[str, Any] | None:
    """An estimate as the API tells it."""
    if told(one.value) is None:
        return None
    return {
        "value": told(one.value),
        "low": told(one.low),
        "high": told(one.high),
        "level": 0.95,
        "method": one.method,
    }


@pytest.mark.parametrize("level", ["COUNTRY", "COUNTY"])
async def test_candidates_of_a_gap_are_those_of_the_whole_that_lie_in_it(analysis: Service, level: str) -> None:
    asked = f"{{ collaborationGaps(level: {level}, first: 6) {{ nodes {{ id sectorA sectorB county {{ id }} "
    asked += "candidates(first: 5) { totalCount pageInfo { hasNextPage } nodes { a { id } b { id } rank } } } } }"
    for gap_ in (await analysis.data(asked))["collaborationGaps"]["nodes"]:
        sectors = sorted(demonstration().sectors.index(gap_[name].lower()) for name in ("sectorA", "sectorB"))
        made = ranking(cross=sectors[0] != sectors[1])
        county = None if gap_["county"] is None else demonstration().counties.ids.index(gap_["county"]["id"])
        wanted = [made.row(int(place)) for place in places(made, sectors, county)]
        assert gap_["candidates"] == {
            "totalCount": len(wanted),
            "pageInfo": {"hasNextPage": len(wanted) > 5},
            "nodes": [{"a": {"id": IDS[row.a]}, "b": {"id": IDS[row.b]}, "rank": row.rank} for row in wanted[:5]],
        }


def places(made: Candidates, sectors: list[int], county: int | None) -> Any:
    """Where in a ranking the pairs of two sectors stand, of one county or of the country."""
    nodes, pairs = made.features.known.network.nodes, made.features.pairs
    ends = np.stack((nodes[pairs.a[made.order]], nodes[pairs.b[made.order]]))
    rows_ = demonstration().institutions
    of_both = (np.sort(rows_.sector[ends], axis=0) == np.array(sectors)[:, None]).all(axis=0)
    there = True if county is None else (rows_.county[ends] == county).all(axis=0)
    return np.flatnonzero(of_both & there)


async def test_the_gap_of_a_candidate_is_that_of_the_sector_pair_of_its_county(analysis: Service) -> None:
    gap_ = "id verdict observed pUnder shrunkRatio completeness { share }"
    page = await first(analysis, f"a {{ id }} b {{ id }} gap {{ {gap_} }}", "first: 100")
    whole = {row["id"]: row for row in await rows(analysis, "collaborationGaps", gap_, "level: COUNTY")}
    counties = demonstration().institutions.county
    inside = [counties[row.a] == counties[row.b] for row in islice(ranking(), 100)]
    assert [row["gap"] is not None for row in page["nodes"]] == inside
    assert any(inside)
    for row in page["nodes"]:
        if row["gap"] is not None:
            assert row["gap"] == whole[row["gap"]["id"]]
            assert row["gap"]["completeness"] is not None

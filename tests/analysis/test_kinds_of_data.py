"""Real and invented data are never mixed unasked; what is of no known county is in no county's numbers."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import numpy as np
import pytest

from graph_service.api.service import Api
from graph_service.network.projection import NONE, Projection
from graph_service.store.store import Store
from tests.analysis.drawn import drawn_desk
from tests.answering import Service
from tests.network.demonstration import demonstration
from tests.network.small import projection

pytestmark = pytest.mark.anyio


def mixed() -> Projection:
    """Three real institutions in a real collaboration, two invented ones in an invented one, one that joins both."""
    places = {name: ("library", "HU001") for name in ("r1", "r2", "r3", "s1", "s2")}
    made = projection(places, {"joint": ["r1", "s1"], "real": ["r1", "r2", "r3"], "invented": ["s1", "s2"]})
    real = np.array([id_.startswith("r") for id_ in made.institutions.ids])
    works = np.array([id_ == "real" for id_ in made.collaborations.ids])
    return replace(
        made,
        institutions=replace(made.institutions, real=real),
        collaborations=replace(made.collaborations, real=works),
    )


@pytest.fixture
async def both(api: Api, store: Store) -> AsyncIterator[Service]:
    """The service over data of both kinds."""
    desk = drawn_desk(store)
    desk.given = mixed()
    yield Service(api, store, tables=desk)
    await desk.close()


SUMMARY = "{ institutions ties collaborations meta { nodes ties synthetic } }"


async def test_real_data_stand_alone_unless_the_invented_are_asked_for(both: Service) -> None:
    scopes = {"unasked": "", "REAL": "data: REAL", "SYNTHETIC": "data: SYNTHETIC", "MIXED": "data: MIXED"}
    roots = " ".join(f"{name}: networkSummary(scope: {{{scope}}}) {SUMMARY}" for name, scope in scopes.items())
    data = await both.data(f"{{ {roots} bare: networkSummary {SUMMARY} }}")
    real = {"institutions": 3, "ties": 3, "collaborations": 1, "meta": {"nodes": 3, "ties": 3, "synthetic": False}}
    assert data["unasked"] == data["bare"] == data["REAL"] == real
    assert data["SYNTHETIC"] == {
        "institutions": 2,
        "ties": 1,
        "collaborations": 2,
        "meta": {"nodes": 2, "ties": 1, "synthetic": True},
    }
    assert data["MIXED"] == {
        "institutions": 5,
        "ties": 5,
        "collaborations": 3,
        "meta": {"nodes": 5, "ties": 5, "synthetic": True},
    }


async def test_every_root_with_a_scope_keeps_to_the_real_ones(both: Service) -> None:
    told = "{ meta { nodes synthetic } }"
    day = "2018-01-01"
    data = await both.data(f"""{{
        collaborationGaps {told} activityGaps {told} countyOpenness {told} collaborationCandidates {told}
        networkSummary {told} brokerage {told} fragility {told} networkSeries {told}
        whatIf(add: [{{institutions: ["r1", "r2"]}}]) {told}
        compare(from: "{day}", to: "{day}") {{ meta: after {{ nodes synthetic }} }}
    }}""")
    assert len(data) == 10
    for root, answer in data.items():
        assert answer["meta"] == {"nodes": 3, "synthetic": False}, root


async def test_an_invented_institution_is_not_in_the_network_of_the_real_ones(both: Service) -> None:
    result = await both.execute('{ whatIf(add: [{institutions: ["r1", "s1"]}]) { tieCount { after } } }')
    assert [(error.extensions or {})["code"] for error in result.errors or ()] == ["WHAT_IF_UNKNOWN"]


@pytest.fixture
async def homeless(api: Api, store: Store) -> AsyncIterator[Service]:
    """The demonstration, but for two institutions of which no county is known."""
    made = demonstration()
    county = made.institutions.county.copy()
    county[[made.institution_rows[id_] for id_ in UNPLACED]] = NONE
    desk = drawn_desk(store)
    desk.given = replace(made, institutions=replace(made.institutions, county=county))
    yield Service(api, store, tables=desk)
    await desk.close()


UNPLACED = ("inst:HU211:com:002", "inst:HU211:lib:002")


async def test_institutions_of_no_known_county_are_in_no_countys_numbers(homeless: Service) -> None:
    data = await homeless.data(
        "{ networkSummary(groupBy: COUNTY) { institutions groups { a b density } } "
        'collaborationCandidates(institution: "inst:HU211:lib:002", first: 100) { nodes { a { id } b { id } '
        "gap { id } effect { gap { county { id } } countyDensity { county { nuts3 } } } } } }"
    )
    summary = data["networkSummary"]
    assert summary["institutions"] == 720
    named = {group[end] for group in summary["groups"] for end in ("a", "b")}
    assert named == {f"HU{region}{place}" for region in (21, 22, 23, 31, 32, 33) for place in (1, 2, 3)}
    assert len({(group["a"], group["b"]) for group in summary["groups"]}) == len(summary["groups"])
    found = data["collaborationCandidates"]["nodes"]
    pairs = {tuple(sorted(row[end]["id"] for end in ("a", "b"))): row for row in found}
    assert UNPLACED in pairs
    for ends, row in pairs.items():
        others = {id_.split(":")[1] for id_ in ends if id_ not in UNPLACED}
        assert {one["county"]["nuts3"] for one in row["effect"]["countyDensity"]} == others
        assert (row["gap"], row["effect"]["gap"]) == (None, None)

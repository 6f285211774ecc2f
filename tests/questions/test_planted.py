"""The gaps that the demonstration holds on purpose, found by the questions; and question 29 on projects of its own."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from graph_service.api.service import Api
from graph_service.cypher import Statement
from graph_service.model import load_model
from graph_service.questions import find_question
from graph_service.store.open import open_store
from graph_service.store.store import Store
from tests.answering import Service
from tests.engines.bolt_proxy import BoltProxy
from tests.engines.running import RunningEngine
from tests.exported import exported_files

pytestmark = pytest.mark.anyio

COUNTIES = [f"HU{region}{county}" for region in (21, 22, 23, 31, 32, 33) for county in (1, 2, 3)]


@pytest.fixture(scope="module")
def planted() -> dict[str, list[str]]:
    """What the manifest of the demonstration says was planted, by its beginning."""
    manifest = json.loads((exported_files() / "manifest.json").read_text(encoding="utf-8"))
    found: dict[str, list[str]] = manifest["planted"]
    return found


def of(planted: dict[str, list[str]], beginning: str) -> list[str]:
    """The one entry that begins so."""
    [found] = [ids for name, ids in planted.items() if name.startswith(beginning)]
    return found


async def nodes(service: Service, number: int, **variables: Any) -> list[dict[str, Any]]:
    """The nodes of the main list of a question, on one page of 100."""
    question = find_question(str(number))
    found: Any = await service.data(question.document, {"first": 100, **variables})
    for step in question.main:
        found = found[step]
    listed: list[dict[str, Any]] = found["nodes"] if "nodes" in found else [edge["node"] for edge in found["edges"]]
    assert len(listed) == found["totalCount"]
    return listed


def ids(found: list[dict[str, Any]]) -> list[str]:
    """Their ids, sorted."""
    return sorted(one["id"] for one in found)


async def test_40_towns_lack_a_link_of_library_and_cultural_centre(
    service: Service, planted: dict[str, list[str]]
) -> None:
    towns = set()
    for county in COUNTIES:
        for one in await nodes(service, 21, county=county):
            pair = {one["sector"], *(other["sector"] for other in one["unlinkedNeighbours"]["nodes"])}
            if (
                one["sector"] == "LIBRARY"
                and "COMMUNITY_CULTURE" in pair
                and one["settlement"]["legalStatus"] == "VAROS"
            ):
                towns.add(one["settlement"]["id"])
    assert sorted(towns) == of(planted, "21 ")
    assert len(towns) == 40


async def test_30_places_have_no_mentored_community(service: Service) -> None:
    assert len(await nodes(service, 22)) == 30


async def test_18_communities_were_not_visited_lately(service: Service, planted: dict[str, list[str]]) -> None:
    found = await nodes(service, 23)
    assert ids(found) == of(planted, "23 ")
    assert sorted(one["county"]["id"] for one in found) == [f"county:{nuts3}" for nuts3 in COUNTIES]


async def test_42_mentors_travel_far_and_all_carry_five_communities(service: Service) -> None:
    found = await nodes(service, 24)
    assert len(found) == 42
    assert all(one["farthestKm"] > 40 and one["communities"]["totalCount"] == 5 for one in found)
    assert len(await nodes(service, 24, load=4)) == 72


async def test_6_socialised_institutions_have_no_trained_employee(
    service: Service, planted: dict[str, list[str]]
) -> None:
    found = ids(await nodes(service, 25))
    assert found == of(planted, "25 ")
    assert len(found) == 6


async def test_9_institutions_did_not_rise_and_12_stand_at_both_passive(
    service: Service, planted: dict[str, list[str]]
) -> None:
    found = await nodes(service, 26)
    flat = [one for one in found if (one["participationLevelChange"] or 1) <= 0 or one["participationLevelChange"] == 0]
    passive = [one for one in found if one["latestAssessment"]["stance"] == "BOTH_PASSIVE"]
    assert ids(flat) == of(planted, "26 socialised institutions without a rise")
    assert ids(passive) == of(planted, "26 institutions at both passive")
    assert (len(flat), len(passive)) == (9, 12)


async def test_24_good_practices_were_never_adopted_elsewhere(service: Service, planted: dict[str, list[str]]) -> None:
    found = ids(await nodes(service, 27))
    assert found == of(planted, "27 ")
    assert len(found) == 24


async def test_12_processes_went_to_action_without_analysis(service: Service, planted: dict[str, list[str]]) -> None:
    found = ids(await nodes(service, 28))
    assert found == of(planted, "28 ")
    assert len(found) == 12


async def test_the_planted_chain_crosses_the_county(service: Service, planted: dict[str, list[str]]) -> None:
    chain = of(planted, "8 cross-county chain")
    data = await service.data(find_question("8").document, {"from": chain[0], "to": chain[-1]})
    [path] = data["paths"]["nodes"]
    assert [step["node"]["id"] for step in path["steps"]] == chain


_MADE = (
    "dataOrigin: 'synthetic', createdAt: datetime('2018-01-01T00:00:00Z'), updatedAt: datetime('2018-01-01T00:00:00Z')"
)


def project(label: str, id_: str, *partners: str) -> Statement:
    """A project of partners given as `library`, `museum`, … for institutions, and as `municipality`."""
    text = (
        f"CREATE (p:{_labels(label)} {{id: $id, nameHu: $id, nameSort: $id, startDate: date('2018-02-01'), {_MADE}}})"
    )
    for at, partner in enumerate(partners):
        label, prefix = ("Municipality", "municipality") if partner == "municipality" else ("Institution", "inst")
        text += (
            f" CREATE (:{_labels(label)} {{id: '{prefix}:' + $id + '-{at}', sector: '{partner}', nameHu: '{partner}', "
        )
        text += f"nameSort: '{partner}', {_MADE}}})-[:PARTNER_IN {{role: 'member'}}]->(p)"
    return Statement(text, {"id": id_})


def _labels(name: str) -> str:
    [found] = [label for label in load_model().labels if label.name == name]
    return ":".join(found.node_labels)


PROJECTS = [
    project("SampleProject", "sample:good", "museum", "library", "community_culture", "municipality"),
    project("SampleProject", "sample:bad", "museum", "museum", "community_culture", "municipality"),
    project("TopProject", "top:good", "library", "municipality"),
    project("TopProject", "top:bad", "municipality"),
]


@pytest.fixture
async def invalid(scratch_engine: RunningEngine, bare_store: Store, api: Api, tmp_path: Path) -> AsyncIterator[Service]:
    """A service on two projects that keep the rule and two that break it."""
    with BoltProxy(scratch_engine.uri) as proxy:
        behind = scratch_engine.through(proxy.uri, tmp_path / "through").options
        async with open_store(replace(behind, notifications=False), run_migrations=False) as store:
            await store.write([*PROJECTS, Statement("CREATE (:DataVersion {id: 'current', number: 1})")], seconds=30)
            yield Service(api, store, proxy)


@pytest.mark.parametrize(
    ("least", "few"), [(1, []), (2, ["top:bad"]), (3, ["top:bad", "top:good"])], ids=["one", "two", "three"]
)
async def test_projects_that_break_the_partner_rule_are_found(least: int, few: list[str], invalid: Service) -> None:
    data = await invalid.data(find_question("29").document, {"least": least})
    [lacking] = data["sampleProjects"]["nodes"]
    assert lacking["id"] == "sample:bad"
    assert {one.get("sector") for one in lacking["partners"]["nodes"]} == {"MUSEUM", "COMMUNITY_CULTURE", None}
    assert ids(data["topProjects"]["nodes"]) == few
    assert (data["sampleProjects"]["totalCount"], data["topProjects"]["totalCount"]) == (1, len(few))


async def test_one_more_filter_on_projects_that_break_the_rule(invalid: Service) -> None:
    document = find_question("29").document.replace("where: {", 'where: {startDate: {gt: "2018-02-01"}, ', 1)
    data = await invalid.data(document)
    assert (data["sampleProjects"]["nodes"], len(data["topProjects"]["nodes"])) == ([], 1)

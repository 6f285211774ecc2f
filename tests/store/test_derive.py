"""Derived data is rebuilt alike on both engines, only where something differs, and equals that of a fresh seed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from graph_service.cypher import Statement
from graph_service.model import load_model
from graph_service.seeding.dataset import Dataset
from graph_service.seeding.derived import derived_rows
from graph_service.seeding.generator import demonstration
from graph_service.seeding.load import dataset_digest, load
from graph_service.store.open import open_store
from graph_service.store.store import Store
from graph_service.writes.adoptions import adoption_changes
from graph_service.writes.changes import write_changes
from graph_service.writes.derive import DeriveReport, derive
from graph_service.writes.digest import graph_digest
from graph_service.writes.indicators import indicator_changes
from graph_service.writes.names import name_changes
from graph_service.writes.nearest import nearest_changes
from graph_service.writes.phases import phase_changes
from graph_service.writes.rates import rate_changes
from graph_service.writes.socialisation import socialisation_changes
from graph_service.writes.ties import tie_changes
from graph_service.writes.travel import travel_changes
from tests.engines.running import RunningEngine

pytestmark = pytest.mark.anyio

MODEL = load_model()
COOPERATION = MODEL.relationships["COOPERATES_WITH"]


@pytest.fixture
def empty(bare_store: Store) -> Store:
    """A store on an empty engine with the constraints only."""
    return bare_store


async def run(store: Store, text: str, **parameters: Any) -> list[dict[str, Any]]:
    [records] = await store.write([Statement(text, parameters)], seconds=30)
    return records


def changed(report: DeriveReport) -> dict[str, tuple[int, int, int]]:
    return {step.name: (step.created, step.updated, step.removed) for step in report.steps if step.changed}


# A small graph in one county: two museums and a library, two collaborations, a community with its mentor.
_SMALL = (
    "CREATE (h:County:Place:Searchable:Node {id: 'county:1', nuts3: 'HU1'}) "
    "CREATE (s:Settlement:Place:Searchable:Node {id: 'settlement:1', nameHu: 'Ősi', "
    "location: point({longitude: 18, latitude: 47})})-[:IN_COUNTY]->(h) "
    "CREATE (p:SettlementPart:Place:Searchable:Node {id: 'part:1', nameHu: 'Újtelep'})-[:PART_OF]->(s) "
    "CREATE (a:Institution:Organisation:Searchable:Node {id: 'inst:a', sector: 'museum', nameHu: 'Múzeum'})"
    "-[:LOCATED_IN]->(s) "
    "CREATE (b:Institution:Organisation:Searchable:Node {id: 'inst:b', sector: 'museum', nameHu: 'Tár'})"
    "-[:LOCATED_IN]->(p) "
    "CREATE (c:Institution:Organisation:Searchable:Node {id: 'inst:c', sector: 'library', nameHu: 'Könyvtár'}) "
    "CREATE (k:Collaboration:Node {id: 'collab:1', type: 'joint_event', startDate: date('2018-01-01')}) "
    "CREATE (l:Collaboration:Node {id: 'collab:2', type: 'methodology_support', startDate: date('2017-01-01')}) "
    "CREATE (a)-[:PARTICIPATES_IN {key: '1'}]->(k) "
    "CREATE (b)-[:PARTICIPATES_IN {key: '1', from: date('2018-03-01')}]->(k) "
    "CREATE (c)-[:PARTICIPATES_IN {key: '1'}]->(l) CREATE (b)-[:PARTICIPATES_IN {key: '1'}]->(l)"
)
_TIES = (
    "MATCH (a:Institution)-[e:COOPERATES_WITH]->(b:Institution) RETURN a.id + ' ' + b.id AS pair, e.weight AS weight, "
    "toString(e.since) AS since, e.types AS types, e.crossSector AS sector, e.crossCounty AS county ORDER BY pair"
)


async def ties(store: Store) -> dict[str, tuple[Any, ...]]:
    return {row.pop("pair"): tuple(row.values()) for row in await run(store, _TIES)}


A_B = (1, "2018-03-01", ["joint_event"], False, False)
B_C = (1, "2017-01-01", ["methodology_support"], True, True)


@pytest.fixture
async def small(empty: Store) -> Store:
    """A store with the small graph, derived once."""
    await run(empty, _SMALL)
    await derive(empty, MODEL)
    return empty


async def test_small_graph_gets_its_ties_and_keeps_them(empty: Store) -> None:
    await run(empty, _SMALL)
    first = await derive(empty, MODEL)
    assert await ties(empty) == {"inst:a inst:b": A_B, "inst:b inst:c": B_C}
    assert changed(first) == {
        "names": (0, 5, 0),
        "sited in": (3, 0, 0),
        "in settlement": (2, 0, 0),
        "kept by sited in": (0, 2, 0),
        "socialisation": (0, 3, 0),
        "cooperates with": (2, 0, 0),
    }
    assert first.version == 1
    second = await derive(empty, MODEL)
    assert (changed(second), second.changed, second.version) == ({}, False, 1)


async def test_wrong_ties_of_every_kind_are_put_right(small: Store) -> None:
    await run(
        small,
        "MATCH (a:Institution {id: 'inst:a'}) MATCH (b:Institution {id: 'inst:b'}) "
        "MATCH (c:Institution {id: 'inst:c'}) "
        "CREATE (a)-[:COOPERATES_WITH {weight: 9}]->(b) CREATE (c)-[:COOPERATES_WITH {weight: 1}]->(b) "
        "CREATE (a)-[:COOPERATES_WITH {weight: 1}]->(c) CREATE (a)-[:COOPERATES_WITH {weight: 1}]->(a)",
    )
    await run(small, "MATCH (:Institution {id: 'inst:b'})-[e:COOPERATES_WITH]->() SET e.weight = 7")
    await derive(small, MODEL)
    assert await ties(small) == {"inst:a inst:b": A_B, "inst:b inst:c": B_C}
    [[edges]] = [
        list(row.values()) for row in await run(small, "MATCH ()-[e:COOPERATES_WITH]->() RETURN count(e) AS n")
    ]
    assert edges == 2


async def test_everything_follows_its_place_to_another_county(small: Store) -> None:
    """Also from a county that it had twice."""
    await run(small, "MATCH (a:Institution {id: 'inst:a'})-[:SITED_IN]->(h:County) CREATE (a)-[:SITED_IN]->(h)")
    await run(
        small,
        "MATCH (s:Settlement)-[r:IN_COUNTY]->(:County) DELETE r "
        "CREATE (s)-[:IN_COUNTY]->(:County:Place:Searchable:Node {id: 'county:2', nuts3: 'HU2'})",
    )
    found = changed(await derive(small, MODEL))
    assert (found["sited in"], found["kept by sited in"]) == ((3, 0, 3), (0, 2, 0))
    sited = await run(small, "MATCH (n)-[:SITED_IN]->(c:County) RETURN n.id AS id, c.id AS county ORDER BY id")
    assert [tuple(row.values()) for row in sited] == [(id_, "county:2") for id_ in ("inst:a", "inst:b", "part:1")]
    assert await kept(small) == {"inst:a": "HU2", "inst:b": "HU2", "inst:c": None}


async def test_what_is_kept_of_a_county_follows_its_code_and_goes_with_the_place(small: Store) -> None:
    assert await kept(small) == {"inst:a": "HU1", "inst:b": "HU1", "inst:c": None}
    await run(small, "MATCH (h:County) SET h.nuts3 = 'HU9' WITH h MATCH (a {id: 'inst:a'})-[r:LOCATED_IN]->() DELETE r")
    await run(
        small, "MATCH (b:Institution {id: 'inst:b'}) CREATE (:Quest:Searchable:Node {id: 'quest:1'})-[:INTRODUCES]->(b)"
    )
    found = changed(await derive(small, MODEL))
    assert (found["kept by sited in"], found["kept by introduces"]) == ((0, 2, 0), (0, 1, 0))
    assert await kept(small) == {"inst:a": None, "inst:b": "HU9", "inst:c": None, "quest:1": "HU9"}


async def kept(store: Store) -> dict[str, Any]:
    rows = await run(store, "MATCH (n:Institution|Quest) RETURN n.id AS id, n.countyNuts3 AS code")
    return {row["id"]: row["code"] for row in rows}


async def test_everything_follows_its_seat_to_another_settlement(small: Store) -> None:
    """A part of a settlement rolls up."""
    await run(
        small,
        "MATCH (p:SettlementPart)-[r:PART_OF]->(s:Settlement) MATCH (s)-[:IN_COUNTY]->(c:County) DELETE r "
        "CREATE (p)-[:PART_OF]->(:Settlement:Place:Searchable:Node {id: 'settlement:2'})-[:IN_COUNTY]->(c)",
    )
    assert changed(await derive(small, MODEL))["in settlement"] == (1, 0, 1)
    seats = await run(small, "MATCH (n)-[:IN_SETTLEMENT]->(s:Settlement) RETURN n.id AS id, s.id AS seat ORDER BY id")
    assert dict(tuple(row.values()) for row in seats)["inst:b"] == "settlement:2"


async def test_refresh_of_touched_institutions_leaves_others_alone(small: Store) -> None:
    await run(small, "MATCH (:Institution {id: 'inst:a'})-[r:PARTICIPATES_IN]->() DELETE r")
    await run(small, "MATCH (:Institution {id: 'inst:b'})-[e:COOPERATES_WITH]->() SET e.weight = 7")
    await write_changes(small, await tie_changes(small, MODEL, COOPERATION, {"inst:a"}))
    assert await ties(small) == {"inst:b inst:c": (7, *B_C[1:])}
    await write_changes(small, await tie_changes(small, MODEL, COOPERATION, {"inst:c"}))
    assert await ties(small) == {"inst:b inst:c": B_C}


async def test_an_empty_graph_has_nothing_to_derive(empty: Store) -> None:
    assert (await derive(empty, MODEL)).version == 1
    report = await derive(empty, MODEL)
    assert (report.changed, report.version) == (False, 1)


_VALUES = (
    "MATCH (i:Indicator {code: $code})-[:HAS_VALUE]->(v:IndicatorValue {method: 'computed'}) "
    "RETURN i.target AS target, toString(v.asOf) AS day, v.value AS value ORDER BY day DESC LIMIT 1"
)
_REPORTED = "MATCH (v:IndicatorValue {method: 'reported'}) RETURN v.id AS id, v.value AS value ORDER BY id"
_SINGLE = (
    "MATCH (:Mentor)-[r:MENTORS]->(c:Community) WITH c, count(r) AS ties WHERE ties = 1 "
    "RETURN c.id AS id ORDER BY id LIMIT 1"
)


# What derived data rests on: the rest of the demonstration would only make the test longer.
_NEEDED = (
    *("LOCATED_IN", "PART_OF", "IN_COUNTY", "PARTICIPATES_IN", "HAS_ASSESSMENT", "ENTERED", "MENTORS", "REACHED"),
    *("WORKS_AT", "ATTENDED", "OF_PROGRAMME", "HAS_VALUE", "TAKES_PLACE_IN"),
    *("BASED_IN", "RESPONSIBLE_FOR", "OWNS_PRACTICE", "ADOPTED", "EMPLOYED_BY"),
)


_PLACED = ("LOCATED_IN", "BASED_IN", "RESPONSIBLE_FOR", "REACHED", "TAKES_PLACE_IN")


def needed(dataset: Dataset) -> Dataset:
    """The part of the demonstration that derived data rests on, with the illustrative source."""
    ties = {type_: dataset.relationships[type_] for type_ in _NEEDED}
    seats = {tie.to_id for type_ in _PLACED for tie in ties[type_]}
    ties["PART_OF"] = [tie for tie in ties["PART_OF"] if tie.from_id in seats]
    seats |= {tie.to_id for tie in ties["PART_OF"]}
    ties["IN_COUNTY"] = [tie for tie in ties["IN_COUNTY"] if tie.from_id in seats]
    ends = {id_ for found in ties.values() for tie in found for id_ in (tie.from_id, tie.to_id)}
    nodes = {label: [row for row in rows if row["id"] in ends] for label, rows in dataset.nodes.items()}
    nodes["Source"] = [row for row in dataset.nodes["Source"] if row["key"] == "illustrative"]
    return Dataset({label: rows for label, rows in nodes.items() if rows}, ties)


def without_kept_names(dataset: Dataset) -> Dataset:
    kept = ("nameFolded", "nameSort")
    bare = [{name: value for name, value in row.items() if name not in kept} for row in dataset.nodes["Institution"]]
    return replace(dataset, nodes={**dataset.nodes, "Institution": bare})


async def test_the_demonstration_derived_in_the_graph_equals_its_seed(empty: Store) -> None:
    raw = needed(demonstration())
    await load(empty, MODEL, [without_kept_names(raw)])
    first = await derive(empty, MODEL)
    seeded = derived_rows(raw)
    assert await graph_digest(empty, MODEL) == dataset_digest(MODEL, [seeded])
    assert changed(first)["names"] == (0, 720, 0)
    assert changed(first)["nearest"] == (5 * len(raw.nodes["Settlement"]), 0, 0)
    for type_ in MODEL.stored_ties:
        name = type_.type.replace("_", " ").lower()
        assert changed(first)[name] == (len(seeded.relationships[type_.type]), 0, 0)
    assert changed(await derive(empty, MODEL)) == {}
    targets = {"I1": 360, "R1": 360, "R2": 72, "R3": 84, "R4": 54, "R5": 420, "O1": 18}
    for code, target in targets.items():
        assert await run(empty, _VALUES, code=code) == [{"target": target, "day": "2019-09-15", "value": float(target)}]
    await _one_mentor_leaves(empty, first.version)


async def test_a_fresh_seed_leaves_nothing_to_derive(engine: RunningEngine) -> None:
    # Without cohorts the graph does not know the property `benchmark`, and Neo4j says so.
    async with open_store(replace(engine.options, notifications=False)) as store:
        assert await name_changes(store, MODEL) == []
        assert await socialisation_changes(store) == []
        assert await phase_changes(store) == []
        for type_ in MODEL.stored_ties:
            assert await tie_changes(store, MODEL, type_) == []
        assert await rate_changes(store) == []
        assert await travel_changes(store) == []
        assert await adoption_changes(store) == []
        assert await nearest_changes(store) == []
        assert await indicator_changes(store) == []


async def _one_mentor_leaves(store: Store, version: int) -> None:
    """Removing the only mentor of a community: 359 computed, target and reported values unchanged."""
    reported = await run(store, _REPORTED)
    [community] = await run(store, _SINGLE)
    await run(store, "MATCH (:Mentor)-[r:MENTORS]->(:Community {id: $id}) DELETE r", id=community["id"])
    report = await derive(store, MODEL)
    assert await run(store, _VALUES, code="I1") == [{"target": 360, "day": "2019-09-15", "value": 359.0}]
    assert await run(store, _REPORTED) == reported != []
    assert list(changed(report)) == ["shares mentor with", "indicators"]
    assert report.version == version + 1
    [touched] = await run(store, "MATCH (v:IndicatorValue {id: 'value:I1:2019-Q3'}) RETURN v.updatedAt AS at")
    assert touched["at"].to_native() == datetime(2019, 9, 15, tzinfo=UTC)


async def test_progress_names_each_step_once(empty: Store) -> None:
    told: list[tuple[str, int, int]] = []
    await derive(empty, MODEL, lambda *step: told.append(step))
    assert [name for name, _, _ in told] == [
        *("names", "sited in", "in settlement", "kept by sited in", "kept by introduces", "socialisation", "phases"),
        *("cooperates with", "shares mentor with", "shares practice with", "shares training with"),
        *("rates", "travel", "adoptions", "nearest", "indicators", ""),
    ]
    assert told[-1][1:] == (16, 16)

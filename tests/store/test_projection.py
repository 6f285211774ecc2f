"""The projection as both engines give it: equal to the demonstration in memory, and right after a real edit."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest

from graph_service.cypher import Statement
from graph_service.model import load_model
from graph_service.network.completeness import CompletenessTable
from graph_service.network.keeping.delta import Loaded, load
from graph_service.network.keeping.reading import Row, read_steadily, table_statements, tables_of
from graph_service.network.keeping.reports import REPORTED, read_reports
from graph_service.network.keeping.statements import SOURCES
from graph_service.seeding.dataset import Dataset
from graph_service.seeding.generator import demonstration as generated
from graph_service.seeding.load import load as load_dataset
from graph_service.store.store import Store
from tests.network.demonstration import columns_of, demonstration, demonstration_columns
from tests.network.keeping.same import differences, sorted_rows

pytestmark = pytest.mark.anyio


@dataclass
class Reading:
    """Reads of a store, and how often."""

    store: Store
    transactions: int = 0

    async def __call__(self, statements: Sequence[Statement]) -> list[Row]:
        self.transactions += 1
        return await self.store.read_all(statements, seconds=60)


async def test_every_table_equals_the_demonstration_in_memory(store: Store) -> None:
    _, rows = await read_steadily(Reading(store), table_statements(SOURCES))
    tables, touched = tables_of(SOURCES, rows)
    wanted = demonstration_columns()
    for name in SOURCES:
        assert sorted_rows(tables[name]) == sorted_rows(wanted[name]), name
    assert touched.keys() == {name for name, source in SOURCES.items() if source.touched}


async def test_the_projection_is_that_of_the_demonstration_read_in_one_transaction(
    store: Store, request: pytest.FixtureRequest
) -> None:
    reading = Reading(store)
    await load(reading)
    wall, cpu = time.perf_counter(), time.process_time()
    loaded = await load(reading)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    assert reading.transactions == 2
    assert differences(loaded.projection, demonstration()) == []
    assert loaded.projection.version >= 1
    told = f"projection: {loaded.rows_loaded} rows in {wall * 1e3:.0f} ms, {cpu * 1e3:.0f} ms of CPU in this process"
    request.node.user_properties.append(("told", f"{told} ({request.node.callspec.id})"))


async def test_a_projection_that_is_up_to_date_reads_no_rows(store: Store) -> None:
    reading = Reading(store)
    held = await load(reading)
    again = await load(reading, held)
    assert again.rows_loaded == 0
    assert again.projection.memberships is held.projection.memberships


_NODES = ("Concept", "ConceptScheme", "Region", "County", "Institution", "Collaboration", "Mentor", "Community")
_TIES = ("IN_SCHEME", "IN_REGION", "IN_COUNTY", "LOCATED_IN", "BASED_IN", "PARTICIPATES_IN", "ABOUT", "MENTORS")


def part_of_the_demonstration() -> Dataset:
    """Enough of it to write quickly: who takes part in what, and where."""
    made = generated()
    places = {tie.to_id for type_ in ("LOCATED_IN", "BASED_IN") for tie in made.relationships[type_]}
    nodes = {label: made.nodes[label] for label in _NODES}
    nodes["Settlement"] = [row for row in made.nodes["Settlement"] if row["id"] in places]
    there = {row["id"] for rows in nodes.values() for row in rows}
    ties = {type_: [tie for tie in made.relationships[type_] if {tie.from_id, tie.to_id} <= there] for type_ in _TIES}
    return replace(made, nodes=nodes, relationships=ties)


async def changed(store: Store, text: str) -> None:
    raised = Statement("MERGE (v:DataVersion {id: 'current'}) SET v.number = coalesce(v.number, 0) + 1")
    await store.write([Statement(text), raised], seconds=30)


async def updated(store: Store, held: Loaded) -> Loaded:
    """The projection brought up to date; it must equal the one loaded anew."""
    after, anew = await load(Reading(store), held), await load(Reading(store))
    assert differences(after.projection, anew.projection) == []
    assert after.projection.version == anew.projection.version == held.projection.version + 1
    return after


async def test_edits_of_a_graph_reach_the_projection_as_deltas(
    bare_store: Store, request: pytest.FixtureRequest
) -> None:
    store = bare_store
    part = part_of_the_demonstration()
    await load_dataset(store, load_model(), [part])
    held = await load(Reading(store))
    wanted = columns_of([part])
    for name in ("institutions", "collaborations", "memberships", "collaboration_themes", "mentorings"):
        assert sorted_rows(held.columns[name]) == sorted_rows(wanted[name]), name

    await changed(
        store,
        "MATCH (k:Collaboration {id: 'collab:HU211:01'}) SET k.endDate = date('2019-08-01'), k.updatedAt = datetime() "
        "WITH k MATCH (i:Institution {id: 'inst:HU211:com:001'}) CREATE (i)-[:PARTICIPATES_IN {key: '9', "
        "from: date('2019-02-03'), role: 'partner'}]->(k)",
    )
    after = await updated(store, held)
    row = after.projection.collaborations.ids.index("collab:HU211:01")
    members = after.projection.memberships
    assert 1 <= after.rows_loaded <= held.rows_loaded / 100
    assert len(members.collaboration) == len(held.projection.memberships.collaboration) + 1
    assert after.projection.institution_rows["inst:HU211:com:001"] in members.institution[members.collaboration == row]
    request.node.user_properties.append(
        ("told", f"one changed collaboration: {after.rows_loaded} rows read of {held.rows_loaded}")
    )

    await changed(
        store,
        "MATCH (i:Institution {id: 'inst:HU211:com:001'})-[r:LOCATED_IN]->() DELETE r WITH i "
        "MATCH (s:Settlement) WHERE s.id <> 'settlement:01508' WITH i, max(s.id) AS last "
        "MATCH (t:Settlement {id: last}) CREATE (i)-[:LOCATED_IN]->(t) SET i.updatedAt = datetime(), i.location = null",
    )
    moved = await updated(store, after)
    place = moved.projection.institution_rows["inst:HU211:com:001"]
    assert moved.projection.institutions.settlement[place] == len(moved.projection.settlements.ids) - 1

    await changed(store, "MATCH (k:Collaboration {id: 'collab:HU211:02'}) DETACH DELETE k")
    without = await updated(store, moved)
    assert "collab:HU211:02" not in without.projection.collaborations.ids

    await changed(store, "MATCH (:Mentor)-[r:MENTORS]->(:Community) SET r.to = date('2019-09-01')")
    ended = await updated(store, without)
    assert set(ended.projection.mentorings.end.tolist()) == {737303}


async def test_reports_are_read_as_the_demonstration_has_them(store: Store) -> None:
    reports = await read_reports(Reading(store), load_model())
    table = CompletenessTable(demonstration(), reports)
    made = generated()
    for label in REPORTED:
        rows = {str(row["id"]): row for row in made.nodes[reports.labels[label]]}
        filled = dict(
            zip(reports.tables[label].texts("id"), reports.tables[label].ints("filled").tolist(), strict=True)
        )
        assert filled == {
            id_: sum(2**place for place, field in enumerate(reports.fields[label]) if row.get(field) not in (None, []))
            for id_, row in rows.items()
        }
    assert len(table.rows) == 18 * len(REPORTED)
    assert table.warned_counties == ()
    assert table.county(2).last_report == max(
        row.completeness.last_report or 0 for row in table.rows if row.county == 2
    )

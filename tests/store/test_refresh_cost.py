"""What one edit reads and writes of derived data depends on what lies near it, not on how much there is."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from graph_service.cypher import Statement
from graph_service.model.structure import Model
from graph_service.store.store import Store
from graph_service.writes.changes import Run
from graph_service.writes.edits import Edit, NodeChange, NodeEdit, TieEdit
from graph_service.writes.pending import catch_up
from graph_service.writes.refresh import refresh
from graph_service.writes.writing import Writing
from tests.store.edited import MODEL, SHAPES, Drawn, World, in_sector

pytestmark = pytest.mark.anyio

# Twice as many strangers each time: `KALAKA_STRANGERS=50000` makes the larger graph one of 100,000 nodes.
STRANGERS = int(os.environ.get("KALAKA_STRANGERS", "1500"))
# Institutions in the same settlements and counties as those that are edited, each pair with a collaboration of its own.
_STRANGERS = (
    "UNWIND $rows AS r MATCH (s:Settlement {id: r.place})-[:IN_COUNTY]->(c:County) "
    "CREATE (i:Institution:Organisation:Searchable:Node {id: r.id, sector: 'museum', nameHu: r.id, socialised: false, "
    "countyNuts3: c.nuts3})-[:LOCATED_IN]->(s) CREATE (i)-[:IN_SETTLEMENT]->(s) CREATE (i)-[:SITED_IN]->(c) "
    "CREATE (k:Collaboration:Undertaking:Searchable:Node {id: r.other, type: 'joint_event', "
    "startDate: date('2018-01-01')})<-[:PARTICIPATES_IN {key: '1'}]-(i) RETURN count(i) AS n"
)


@dataclass
class Counted:
    """Statements that were run, rows that they gave, and rows that they took to write."""

    statements: int = 0
    read: int = 0
    written: int = 0
    asked: list[Statement] = field(default_factory=list)

    def of(self, run: Run) -> Run:
        async def counting(statement: Statement) -> list[dict[str, Any]]:
            records = await run(statement)
            self.statements += 1
            rows = statement.parameters.get("rows")
            if rows is None:
                self.read += sum(len(one) for record in records for one in record.values() if isinstance(one, list))
                self.asked += [] if "MERGE" in statement.text else [statement]
            else:
                self.written += len(rows)
            return records

        return counting

    @property
    def numbers(self) -> tuple[int, int, int]:
        return self.statements, self.read, self.written


class _Back(Exception):
    """The transaction is taken back."""


async def counted(store: Store, edits: Sequence[Edit], patch: pytest.MonkeyPatch) -> Counted:
    """What refreshing after `edits` costs; nothing of it stays."""
    told = Counted()

    async def counting(run: Run, model: Model, changes: Sequence[NodeChange], *, at_once: bool = True) -> object:
        nonlocal told
        told = Counted()
        return await refresh(told.of(run), model, changes, at_once=at_once)

    async def work(run: Run) -> None:
        writing = Writing(run, SHAPES)
        for edit in edits:
            assert not (await writing.apply([edit])).problems
        await writing.settle(checks=False)
        raise _Back

    patch.setattr("graph_service.writes.writing.refresh", counting)
    with pytest.raises(_Back):
        await store.transact(work, seconds=60)
    return told


def edits_of(world: World) -> Mapping[str, list[Edit]]:
    """One edit of each kind that has far-reaching consequences."""
    start, end, key = next(t for t in world.ties["PARTICIPATES_IN"] if t[0].startswith("inst:"))
    prof, session, _ = world.ties["ATTENDED"][0]
    assessment = world.new_node("SocialisationAssessment")
    other = next(
        id_
        for id_ in world.nodes["Collaboration"]
        if (start, id_) not in {t[:2] for t in world.ties["PARTICIPATES_IN"]}
    )
    return {
        "name": [NodeEdit("update", "Institution", start, {"nameHu": "Másik név"})],
        "sector": [in_sector(start, "museum")],
        "settlement": [NodeEdit("update", "Institution", start, {}, {"place": "settlement:7"})],
        "participant added": [
            TieEdit("add", "PARTICIPATES_IN", start, other, None, world.tie_values("PARTICIPATES_IN"))
        ],
        "participant removed": [TieEdit("remove", "PARTICIPATES_IN", start, end, key)],
        "assessment": [NodeEdit("create", assessment.label, assessment.id, assessment.values, {"institution": start})],
        "attendance": [TieEdit("remove", "ATTENDED", prof, session)],
        "deletion": [NodeEdit("delete", "Collaboration", end, cascades=True)],
    }


async def strangers(store: Store, first: int, number: int) -> None:
    """So many institutions, and as many collaborations."""
    rows = [
        {"id": f"inst:s{n}", "other": f"collab:s{n}", "place": f"settlement:{n % 9}"}
        for n in range(first, first + number)
    ]
    for at in range(0, len(rows), 500):
        await store.write([Statement(_STRANGERS, {"rows": rows[at : at + 500]})], seconds=60)


async def hits(store: Store, told: Counted) -> int:
    """What the database touches for the reads, where it tells."""
    if store.embedded:
        return 0
    plans = [await store.database_plan(statement, profile=True) for statement in told.asked]
    return sum(plan.total_hits() for plan in plans)


async def test_one_edit_costs_no_more_in_a_larger_graph(
    bare_store: Store, tell: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    world = World(3)
    await world.found(bare_store)
    await catch_up(bare_store, MODEL)
    edits = edits_of(world)
    [sector] = edits["sector"]
    assert isinstance(sector, NodeEdit)
    await world.write(bare_store, Drawn("sector", [in_sector(sector.id, "library")]))
    sizes = []
    for place in range(2):
        await strangers(bare_store, place * STRANGERS, STRANGERS)
        costs = {name: await counted(bare_store, one, monkeypatch) for name, one in edits.items()}
        sizes.append(
            (
                {name: told.numbers for name, told in costs.items()},
                {n: await hits(bare_store, t) for n, t in costs.items()},
            )
        )
    (small, small_hits), (large, large_hits) = sizes
    for name, (statements, read, written) in large.items():
        tell(f"{name}: {statements} statements, {read} values read, {written} rows written, {large_hits[name]} hits")
    assert large == small
    assert small["name"] == (0, 0, 0), "nothing derived rests on it but what is written with it"
    assert all(statements for name, (statements, _, _) in small.items() if name != "name")
    for name, number in large_hits.items():
        assert number <= 1.2 * small_hits[name] + 20, (name, small_hits[name], number)

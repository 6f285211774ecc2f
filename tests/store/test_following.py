"""What writes leave is noted with them, caught up once whoever does it, and told of by `derivedAsOf`."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime
from typing import Any

import pytest

from graph_service.cypher import PENDING_BLOCK, Statement
from graph_service.store.store import Store
from graph_service.writes.changes import Run
from graph_service.writes.derive import current_version, derive
from graph_service.writes.edits import NodeEdit, TieEdit
from graph_service.writes.following import followed
from graph_service.writes.pending import Left, catch_up, leave, waiting_ids
from graph_service.writes.writing import Writing
from tests.store.edited import MODEL, SHAPES, Drawn, World
from tests.waiting import until

pytestmark = pytest.mark.anyio

_VALUES = Statement(
    "MATCH (:Indicator {code: 'R4'})-[:HAS_VALUE]->(v:IndicatorValue) RETURN collect(properties(v)) AS found"
)
_OLDEST = Statement(f"CALL () {{ RETURN 1 AS one }} {PENDING_BLOCK} AS oldest }} RETURN oldest")


@pytest.fixture
async def world(bare_store: Store) -> World:
    """A small world, derived."""
    made = World(11)
    await made.found(bare_store)
    await catch_up(bare_store, MODEL)
    return made


@pytest.fixture
def store(bare_store: Store) -> Store:
    return bare_store


async def values(store: Store) -> dict[str, tuple[float, str, str]]:
    """The computed values of one indicator, with when they came into being."""
    [found] = await store.read(_VALUES, seconds=30)
    return {v["id"]: (v["value"], str(v["createdAt"]), str(v["updatedAt"])) for v in found}


async def notes(store: Store) -> dict[str, list[str]]:
    """What waits, and for which subjects."""
    [found] = await store.read(Statement("MATCH (p:Pending) RETURN collect([p.kind, p.subjects]) AS found"), seconds=30)
    return dict(found)


def socialised(world: World) -> Drawn:
    """An institution that has no assessment yet is run with its residents from the first day on."""
    institution = world.new_node("Institution")
    assessment = world.new_node("SocialisationAssessment")
    given = {
        **assessment.values,
        "assessedOn": date(2018, 1, 1),
        "degree": "minimal",
        "elementsMet": ["documented"],
    }
    linked = NodeEdit("create", assessment.label, assessment.id, given, {"institution": institution.id})
    return Drawn("create", [institution, linked])


async def test_a_note_comes_with_the_write_and_goes_with_what_it_asked_for(store: Store, world: World) -> None:
    before, number = await values(store), await current_version(store, raised=False)
    drawn = socialised(world)
    await world.write(store, drawn)
    assert await notes(store) == {"rates": [], "indicators": ["R4"]}
    assert await values(store) == before
    written = await current_version(store, raised=False)
    assert await catch_up(store, MODEL) == ("indicators",)
    assert await waiting_ids(store) == []
    after = await values(store)
    assert {id_: value - before[id_][0] for id_, (value, _, _) in after.items()} == dict.fromkeys(before, 1.0)
    assert await current_version(store, raised=False) == written + 1 == number + 2
    # Taken back, the graph is as it was: a derived node tells of the data alone, not of when it was computed.
    await world.write(
        store, Drawn("delete", [NodeEdit("delete", edit.label, edit.id) for edit in reversed(drawn.edits)])
    )
    await catch_up(store, MODEL)
    assert await values(store) == before


async def test_a_note_that_changes_nothing_raises_no_number(store: Store, world: World) -> None:
    number = await current_version(store, raised=False)
    await noted(store, Left("rates"), Left("nearest"))
    assert await catch_up(store, MODEL) == ()
    assert (await waiting_ids(store), await current_version(store, raised=False)) == ([], number)


async def noted(store: Store, *left: Left, at: datetime | None = None) -> None:
    async def work(run: Run) -> None:
        await leave(run, left, at)

    await store.transact(work, seconds=30)


async def test_the_oldest_note_tells_as_of_when(store: Store, world: World) -> None:
    assert await store.read(_OLDEST, seconds=30) == [None]
    await noted(store, Left("rates"), at=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))
    await noted(store, Left("rates"), at=datetime(2026, 1, 2, 3, 4, 6, tzinfo=UTC))
    [oldest] = await store.read(_OLDEST, seconds=30)
    assert oldest.to_native() == datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


async def test_a_rebuild_does_what_all_notes_ask(store: Store, world: World) -> None:
    await world.write(store, socialised(world))
    await noted(store, Left("a kind of a later release"))
    assert await catch_up(store, MODEL) == ("indicators",)
    assert len(await waiting_ids(store)) == 1, "of a kind that this release does not know"
    await derive(store, MODEL)
    assert await waiting_ids(store) == []


async def test_what_many_leave_is_done_once_by_many(store: Store, world: World) -> None:
    """Also where it makes relationships, which would otherwise be doubled."""
    await store.write([Statement("MATCH (:Settlement)-[e:NEAR]->() DELETE e")], seconds=30)
    await world.write(store, socialised(world))
    await noted(store, Left("nearest"))
    done = await asyncio.gather(*(catch_up(store, MODEL) for _ in range(4)))
    assert {name for names in done for name in names} == {"nearest", "indicators"}
    assert not (await derive(store, MODEL)).changed


async def test_many_changes_can_all_be_left(store: Store, world: World) -> None:
    """What rests on what is left is left, too."""
    edits: list[Any] = [world.new_node("Institution"), *(world.new_tie("PARTICIPATES_IN") for _ in range(3))]

    async def work(run: Run) -> None:
        writing = Writing(run, SHAPES)
        for edit in edits:
            assert not (await writing.apply([edit])).problems
        await writing.settle(checks=False, at_once=False)

    await store.transact(work, seconds=30)
    kinds = (await notes(store)).keys()
    assert {"sited in", "in settlement", "kept by sited in", "cooperates with", "rates", "adoptions"} <= kinds
    await catch_up(store, MODEL)
    assert not (await derive(store, MODEL)).changed


async def test_a_service_follows_its_own_writes_and_those_of_others(store: Store, world: World) -> None:
    async with followed(store, MODEL, seconds=3600.0) as writes:

        async def idle() -> bool:
            return not await waiting_ids(store)

        async def work(run: Run) -> None:
            await leave(run, [Left("rates")])

        await until(idle)
        await writes.transact(work, seconds=30)  # wakes it: nobody looks for an hour
        await until(idle)
    async with followed(store, MODEL, seconds=0.05):
        await noted(store, Left("rates"))  # by somebody else
        await until(idle)
    await noted(store, Left("rates"))
    assert len(await waiting_ids(store)) == 1, "nobody follows any more"


async def test_two_writers_of_one_collaboration_see_each_other(store: Store, world: World) -> None:
    """Each brings another institution: their tie rests on what neither of them saw before it was written."""
    one, other = world.nodes["Institution"][:2]
    for number in range(4):
        collaboration = world.new_node("Collaboration")
        await world.write(store, Drawn("create", [collaboration]))
        edits = [
            TieEdit("add", "PARTICIPATES_IN", id_, collaboration.id, None, world.tie_values("PARTICIPATES_IN"))
            for id_ in (one, other)
        ]
        await asyncio.gather(*(world.write(store, Drawn("add", [edit])) for edit in edits))
        await catch_up(store, MODEL)
        assert not (await derive(store, MODEL)).changed, number

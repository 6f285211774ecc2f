"""Writers on the same nodes at once: no lost update, no half one, and nobody is told of a conflict of transactions."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from graph_service.store.open import open_store
from tests.engines.running import RunningEngine
from tests.mutations.world import NEAR, World

pytestmark = pytest.mark.anyio

TIMES = 6
"""How often each writer adds one; `make chaos` does so for a minute."""


@pytest.fixture
async def writers(world: World, written_engine: RunningEngine) -> AsyncIterator[list[World]]:
    """Four writers: two of one process, and two of processes that know nothing of each other's turns."""
    options = replace(written_engine.options, notifications=False)
    async with open_store(options, run_migrations=False) as one, open_store(options, run_migrations=False) as other:
        yield [world, world, replace(world, store=one), replace(world, store=other)]


async def count_up(world: World, id_: str) -> None:
    """Adds one to a field so often, as careful callers do: read, write what was seen, or else again."""
    done = 0
    while done < TIMES:
        seen = (await world.data('{ node(id: "' + id_ + '") { ... on Institution { staffCount revision } } }'))["node"]
        input_ = {"id": id_, "staffCount": seen["staffCount"] + 1, "expectedVersion": seen["revision"]}
        errors = (await world.send("institutionUpdate", input_))["errors"]
        assert {error["code"] for error in errors} <= {"VERSION_CONFLICT"}
        done += not errors


async def test_no_update_is_lost_of_writers_who_say_what_they_have_seen(world: World, writers: list[World]) -> None:
    id_ = await world.institution("MUSEUM", staffCount=0)
    before = await world.number()
    await asyncio.gather(*(count_up(writer, id_) for writer in writers))
    total = TIMES * len(writers)
    stored = await world.stored(id_)
    assert stored is not None
    assert stored["staffCount"] == total
    assert stored["revision"] == total + 1
    assert len(await world.changes(id_)) == total + 1
    assert await world.number() == before + total


async def test_blind_updates_of_different_fields_of_one_node_all_stay(world: World, writers: list[World]) -> None:
    id_ = await world.institution("MUSEUM", staffCount=0, visitorsPerYear=0)
    before = await world.number()
    fields = ("staffCount", "visitorsPerYear", "address", "registerStatus")
    rounds = 8

    async def write(writer: World, field: str) -> None:
        for n in range(1, rounds + 1):
            value = n if field in fields[:2] else str(n)
            payload = await writer.send("institutionUpdate", {"id": id_, field: value})
            assert payload["errors"] == []

    await asyncio.gather(*(write(writer, field) for writer, field in zip(writers, fields, strict=True)))
    stored = await world.stored(id_)
    assert stored is not None
    assert [str(stored[field]) for field in fields] == [str(rounds)] * len(fields)
    assert stored["revision"] == len(fields) * rounds + 1
    assert await world.number() == before + len(fields) * rounds


async def test_relationships_of_one_node_added_from_both_ends_at_once_are_all_there(
    world: World, writers: list[World]
) -> None:
    """Each touches both of its ends; in turn, for whoever locked them in another order would wait for ever."""
    app = await world.node("GameApp")
    quests, badges = [], [await world.node("Badge") for _ in range(4)]
    for _ in range(2):
        input_ = {**await world.least("Quest"), "app": app}
        quests.append((await world.make("Quest", "questCreate", input_))["id"])

    async def write(writer: World, number: int) -> None:
        for badge in badges if number % 2 else badges[::-1]:
            for quest in quests if number < 2 else quests[::-1]:
                input_ = {"quest": quest, "awards": badge}
                codes = {error["code"] for error in (await writer.send("questAddAwards", input_))["errors"]}
                assert codes <= {"TIE_EXISTS"}

    await asyncio.gather(*(write(writer, number) for number, writer in enumerate(writers)))
    for quest in quests:
        for badge in badges:
            assert len(await world.ties("AWARDS", quest, badge)) == 1


async def test_of_two_that_take_the_last_place_one_is_refused(world: World, writers: list[World]) -> None:
    """A rule over what the other one writes: what is checked is not changed meanwhile."""
    for _ in range(3):
        institution = await world.institution("MUSEUM", NEAR)
        owners = [await world.node("Municipality") for _ in writers]
        sent = [
            writer.send("institutionAddMaintainer", {"institution": institution, "maintainer": owner})
            for writer, owner in zip(writers, owners, strict=True)
        ]
        codes = sorted(str([error["code"] for error in payload["errors"]]) for payload in await asyncio.gather(*sent))
        assert codes == ["['LINK_MANY']"] * 3 + ["[]"]

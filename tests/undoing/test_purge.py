"""`kalaka purge` takes the demonstration away and nothing else; `kalaka undo` brings it back, or neither does."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator

import pytest

from graph_service.cypher import Statement
from graph_service.store.open import open_store
from graph_service.store.store import Store
from graph_service.writes.edits import NodeEdit
from graph_service.writes.pending import catch_up
from tests.conftest import ENGINES
from tests.engines import neo4j
from tests.engines.running import RunningEngine
from tests.engines.seeded import running_part
from tests.undoing.edits import MODEL, Held, held
from tests.undoing.test_undo import made, name_of, renamed, some

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module", params=ENGINES)
async def purged(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, anyio_backend: str
) -> AsyncIterator[tuple[RunningEngine, Store]]:
    """A part of the demonstration, to be taken away."""
    if request.param == "neo4j" and neo4j.missing():
        pytest.skip(f"Neo4j not run: {neo4j.missing()}")
    with running_part(request.param, tmp_path_factory.mktemp("purged")) as running:
        async with open_store(running.options) as store:
            yield running, store


async def kalaka(engine: RunningEngine, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "LC_ALL": "C.UTF-8", **engine.environment}
    command = [sys.executable, "-m", "graph_service", *arguments]
    return await asyncio.to_thread(
        subprocess.run, command, env=environment, input="", capture_output=True, text=True, check=False
    )


async def origins(store: Store) -> dict[str, int]:
    text = (
        "MATCH (n:Node) WHERE NOT n:IndicatorValue OR n.method <> 'computed' "
        "RETURN n.dataOrigin AS origin, count(n) AS number"
    )
    return {row["origin"]: row["number"] for row in await store.records(Statement(text), seconds=60)}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--origin", "synthetic"), "nobody can be asked here"),
        (("--origin", "real_open", "--yes"), "--force"),
        (("--origin", "none", "--yes"), "synthetic"),
    ],
)
async def test_what_is_not_meant_is_refused(
    purged: tuple[RunningEngine, Store], arguments: tuple[str, ...], told: str
) -> None:
    before = await origins(purged[1])
    result = await kalaka(purged[0], "purge", *arguments)
    assert result.returncode == 2
    assert told in result.stderr
    assert await origins(purged[1]) == before


async def test_the_demonstration_goes_and_comes_back(purged: tuple[RunningEngine, Store]) -> None:
    engine, store = purged
    # One institution is real by now, in a place of the demonstration.
    [real] = await some(store, "Institution", 1)
    await made(store, [NodeEdit("update", "Institution", real, {"dataOrigin": "real_open"})])
    await catch_up(store, MODEL)
    before, count = await held(store), await origins(store)
    dry = json.loads((await kalaka(engine, "purge", "--origin", "synthetic", "--dry-run", "--json")).stdout)
    assert sum(dry["nodes"].values()) == count["synthetic"]
    assert (dry["import"], await origins(store)) == (None, count)
    done = json.loads((await kalaka(engine, "purge", "--origin", "synthetic", "--yes", "--json")).stdout)
    assert (done["nodes"], done["orphans"]) == (dry["nodes"], dry["orphans"])
    left = await origins(store)
    lost = sum(done["orphans"].values())
    assert "synthetic" not in left
    assert sum(left.values()) == sum(count.values()) - count["synthetic"] - lost
    assert real in (await held(store)).nodes
    undone = await kalaka(engine, "undo", done["import"], "--json")
    told = json.loads(undone.stdout)
    assert (undone.returncode, told["blocked"], told["errors"]) == (0, [], [])
    await catch_up(store, MODEL)
    again = await held(store)
    assert differing(before, again) == {}
    assert again.nodes == before.nodes
    assert again.ties == before.ties


def differing(before: Held, after: Held) -> dict[str, list[str]]:
    """By node, which of its values are others now."""
    found = {}
    for id_ in before.nodes.keys() | after.nodes.keys():
        one, other = before.nodes.get(id_, {}), after.nodes.get(id_, {})
        if names := [f"{n}: {one.get(n)} / {other.get(n)}" for n in one | other if one.get(n) != other.get(n)]:
            found[id_] = names
    return found


async def test_undo_tells_and_refuses_on_the_command_line(purged: tuple[RunningEngine, Store]) -> None:
    engine, store = purged
    a, *_ = await some(store, "Institution")
    old = await name_of(store, a)
    first, later = await made(store, [renamed(a, "A1")]), await made(store, [renamed(a, "A2")])
    refused = await kalaka(engine, "undo", str(first))
    assert refused.returncode == 1
    assert f"change:{later:012d}" in refused.stdout
    assert await name_of(store, a) == "A2"
    unknown = await kalaka(engine, "undo", "import:none")
    assert unknown.returncode != 0
    assert "import:none" in unknown.stderr
    assert (await kalaka(engine, "undo", "nonsense")).returncode == 2
    for number in (later, first):
        assert (await kalaka(engine, "undo", str(number), "--comment", "wrong")).returncode == 0
    assert await name_of(store, a) == old
    text = "MATCH (c:Change) WHERE c.undoes = $n RETURN c.changeComment AS why, c.madeBy AS who"
    [row] = await store.records(Statement(text, {"n": str(first)}), seconds=60)
    assert row == {"why": f"undo of {first}: wrong", "who": "command:undo"}


async def test_what_is_forgotten_leaves_no_history(purged: tuple[RunningEngine, Store]) -> None:
    engine, store = purged
    done = json.loads((await kalaka(engine, "purge", "--origin", "synthetic", "--yes", "--forget", "--json")).stdout)
    assert done["import"] is None
    assert "synthetic" not in await origins(store)
    text = "MATCH (c:Change) WHERE NOT (c)-[:CHANGED]->() RETURN count(c) AS number"
    [row] = await store.records(Statement(text), seconds=60)
    assert row["number"] == 0
    again = json.loads((await kalaka(engine, "purge", "--origin", "synthetic", "--yes", "--json")).stdout)
    assert (again["nodes"], again["dataVersion"]) == ({}, None)

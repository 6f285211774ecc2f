"""`kalaka person`: everything that is held on a person is told, and nothing of it is left once it is erased."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from typing import Any

import pytest

from graph_service.api.service import build_api
from graph_service.cypher import Statement
from graph_service.errors import RequestError
from graph_service.model import load_model
from graph_service.store.store import Store
from graph_service.writes.persons import PLACES, erase, held_on, rows_of
from tests.answering import Service
from tests.engines.running import RunningEngine

pytestmark = pytest.mark.anyio

MODEL = load_model()
NAMES = {"familyName": "Zzyxvári-Erasure", "givenName": "Qwertzina", "displayName": "Zzyxvári-Erasure Qwertzina"}
NOTE = "Wrote down by hand: Zzyxvári-Erasure was here"
_LIMIT = 60.0


async def run(engine: RunningEngine, *arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    """The result of `kalaka person …`."""
    environment = {**os.environ, "LC_ALL": "C.UTF-8", **engine.environment}
    command = [sys.executable, "-m", "graph_service", "person", *arguments]
    return await asyncio.to_thread(
        subprocess.run, command, env=environment, input=given, capture_output=True, text=True, check=False
    )


async def records(store: Store, text: str, **parameters: Any) -> list[dict[str, Any]]:
    return await store.records(Statement(text, parameters), seconds=_LIMIT)


async def dump(store: Store) -> list[str]:
    """Every node and every relationship as text."""
    nodes = await records(store, "MATCH (n) RETURN labels(n) AS labels, properties(n) AS properties")
    ties = await records(
        store, "MATCH (a)-[r]->(b) RETURN type(r) AS type, properties(r) AS properties, a.id AS a, b.id AS b"
    )
    return [repr(one) for one in (*nodes, *ties)]


HISTORY = "change:000000000001:00000"


async def accounted(store: Store, id_: str) -> dict[str, int]:
    """Leaves in the account of the work on the data what a person leaves there: how much of each kind."""
    named = json.dumps({"n": "familyName", "a": NAMES["familyName"]}, ensure_ascii=False)
    tie = json.dumps({"t": "MENTORS", "k": "added", "f": id_, "o": "comm:x"})
    touched = json.dumps({"n": f"@{id_}", "b": [1, None], "a": [2, None]})
    other = json.dumps({"t": "MENTORS", "k": "added", "f": "mentor:other", "o": "comm:x"})
    change = {"number": 1, "action": "updated", "label": "Mentor", "counties": [], "fields": [], "hidden": []}
    own = {**change, "subject": id_, "personalFields": [named], "relationships": [tie]}
    theirs = {**change, "subject": "comm:x", "personalFields": [], "hidden": [touched], "relationships": [tie, other]}
    old = {**change, "subject": "mentor:old", "personalFields": [named], "relationships": []}
    changes = [{**one, "id": f"{HISTORY}{place}"} for place, one in enumerate((own, theirs, old))]
    rows = {
        "changes": changes,
        "id": id_,
        "name": json.dumps({"displayName": NAMES["displayName"]}, ensure_ascii=False),
    }
    texts = (
        "UNWIND $changes AS c MERGE (n:Change {id: c.id}) SET n = c, n.at = datetime('2026-01-02T03:04:05Z')",
        "MATCH (c:Change) WHERE c.subject IN [$id, 'comm:x'] MATCH (n:Node {id: $id}) CREATE (c)-[:CHANGED]->(n)",
        "CREATE (a:Alias {id: 'mentor:old', of: $id})",
        "CREATE (k:IdempotencyKey {id: 'once:' + $id, request: 'r', outcome: $name, subjects: []})",
        "CREATE (k:IdempotencyKey {id: 'once:2', request: 'r', outcome: '{}', subjects: [$id]})",
    )
    await store.write([Statement(text, rows) for text in texts], seconds=_LIMIT)
    return {"changes": 2, "mentions": 1, "answers": 2, "aliases": 1}


async def number(store: Store) -> int:
    """How many nodes there are."""
    return int((await records(store, "MATCH (n) RETURN count(n) AS number"))[0]["number"])


async def named(store: Store, label: str, *, skip: int = 0, condition: str = "true") -> str:
    """The id of a person of that label who has names that nobody else has, and whose activities have a note."""
    [found] = await records(
        store, f"MATCH (n:{label}) WHERE {condition} RETURN n.id AS id ORDER BY id SKIP {skip} LIMIT 1"
    )
    texts = [
        Statement("MATCH (n:Node {id: $id}) SET n += $names", {"id": found["id"], "names": NAMES}),
        Statement("MATCH (n:Node {id: $id})-[:CARRIED_OUT]->(a) SET a.note = $note", {"id": found["id"], "note": NOTE}),
    ]
    await store.write(texts, seconds=_LIMIT)
    return str(found["id"])


async def test_nothing_is_left_of_who_was_erased(own_store: Store) -> None:
    gone = []
    for label in sorted(MODEL.members("Person")):
        id_ = await named(own_store, label)
        account = await accounted(own_store, id_)
        holding = await held_on(own_store, MODEL, id_)
        [was] = await records(own_store, "MATCH (v:DataVersion {id: 'current'}) RETURN v.number AS number")
        done = await erase(own_store, MODEL, id_)
        taken = {"notes": len(holding.notes), "relationships": len(holding.relationships), "nodes": 1}
        assert done.taken == taken | account
        [left] = await records(own_store, "MATCH (c:Change {subject: 'comm:x'}) RETURN c.relationships AS ties")
        assert len(left["ties"]) == 1
        assert "mentor:other" in left["ties"][0]
        assert (done.version or 0) > was["number"]
        gone.append(id_)
        with pytest.raises(RequestError, match="no person"):
            await erase(own_store, MODEL, id_)
    secrets = [*gone, *NAMES.values(), NOTE]
    everything = await dump(own_store)
    assert len(everything) > 20_000
    assert [text for text in everything if any(secret in text for secret in secrets)] == []


async def test_the_dump_would_show_who_is_still_there(own_store: Store) -> None:
    id_ = await named(own_store, "Mentor")
    holding = await held_on(own_store, MODEL, id_)
    found = [text for text in await dump(own_store) if id_ in text]
    assert len(found) == 1 + len(holding.relationships)
    await erase(own_store, MODEL, id_)


async def test_what_counted_the_person_is_derived_anew(own_store: Store) -> None:
    text = "MATCH (a:Community)-[r:SHARES_MENTOR_WITH]-(b:Community) RETURN count(r) AS number"
    busy = "size([(n)-[:MENTORS]->(c) | c]) > 2"
    id_ = await named(own_store, "Mentor", condition=busy)
    [before] = await records(own_store, text)
    done = await erase(own_store, MODEL, id_)
    [after] = await records(own_store, text)
    assert after["number"] < before["number"]
    assert "shares mentor with" in done.derived


async def test_activities_outlive_their_mentor_and_can_be_read(own_store: Store) -> None:
    id_ = await named(own_store, "Mentor", condition="size([(n)-[:CARRIED_OUT]->(a) | a]) > 0")
    [first] = await records(
        own_store, "MATCH (n:Node {id: $id})-[:CARRIED_OUT]->(a) RETURN a.id AS id ORDER BY id LIMIT 1", id=id_
    )
    await erase(own_store, MODEL, id_)
    api = build_api(MODEL)
    document = "query Q($id: ID!) { mentoringActivity(id: $id) { id mentor { id } } }"
    data = await Service(api, own_store).data(document, first)
    assert data == {"mentoringActivity": {"id": first["id"], "mentor": None}}
    assert api.door.slow_path == 0


async def test_export_tells_names_relationships_with_their_ends_and_what_is_derived(own_store: Store) -> None:
    id_ = await named(own_store, "Mentor", condition="n.farthestKm IS NOT NULL")
    holding = await held_on(own_store, MODEL, id_)
    assert holding.label == "Mentor"
    assert NAMES.items() <= holding.properties.items()
    assert "farthestKm" in holding.derived
    assert "farthestKm" not in holding.properties
    stored = (await records(own_store, "MATCH (n:Node {id: $id}) RETURN keys(n) AS keys", id=id_))[0]["keys"]
    assert sorted(stored) == sorted({*holding.properties, *holding.derived, *holding.search_keys})
    [office] = [one for one in holding.relationships if one["type"] == "WORKS_AT"]
    assert (office["direction"], office["properties"]["from"][:2]) == ("out", "20")
    assert office["end"]["name"]
    assert office["end"]["id"].startswith("office:")
    assert {note["note"] for note in holding.notes} <= {NOTE}
    assert len(list(rows_of(holding))) == len(stored) + len(holding.relationships) + len(holding.notes)


async def test_every_place_of_the_table_is_seen_by_export(own_store: Store) -> None:
    id_ = await named(own_store, "Mentor", condition="size([(n)-[:CARRIED_OUT]->(a) | a]) > 0")
    account = await accounted(own_store, id_)
    holding = await held_on(own_store, MODEL, id_)
    assert NAMES["familyName"] in str(holding.changes)
    told = {name: len(getattr(holding, name)) for name in ("changes", "mentions", "answers", "aliases")}
    assert told == account
    told |= {"notes": len(holding.notes), "relationships": len(holding.relationships), "nodes": 1}
    dry = await erase(own_store, MODEL, id_, dry=True)
    assert dry.taken == told
    assert set(told) == {place.name for place in PLACES}
    assert all(told.values())


async def test_commands_tell_ask_and_erase(own_store: Store, own_engine: RunningEngine) -> None:
    id_ = await named(own_store, "Professional")
    exported = await run(own_engine, "export", id_, "--json")
    assert json.loads(exported.stdout)["properties"]["familyName"] == NAMES["familyName"]
    table = await run(own_engine, "export", id_)
    assert NAMES["displayName"] in table.stdout
    assert "EMPLOYED_BY" in table.stdout
    size = await number(own_store)
    dry = json.loads((await run(own_engine, "erase", id_, "--dry-run", "--json")).stdout)
    assert (dry["dryRun"], dry["version"], dry["taken"]["nodes"]) == (True, None, 1)
    refused = await run(own_engine, "erase", id_, given="n\n")
    assert refused.returncode == 1
    assert await number(own_store) == size
    done = json.loads((await run(own_engine, "erase", id_, "--yes", "--json")).stdout)
    assert done["taken"] == dry["taken"]
    assert done["version"]
    # What named the same made-up person was left by tests before.
    assert await number(own_store) == size - sum(
        done["taken"][name] for name in ("nodes", "changes", "answers", "aliases")
    )


@pytest.mark.parametrize("action", [("export",), ("erase", "--yes"), ("erase", "--dry-run")])
@pytest.mark.parametrize("id_", ["mentor:none", "key:abc"])
async def test_who_is_no_person_is_refused_and_nothing_changes(
    own_store: Store, own_engine: RunningEngine, id_: str, action: tuple[str, ...]
) -> None:
    size = await number(own_store)
    result = await run(own_engine, action[0], id_, *action[1:])
    assert result.returncode != 0
    assert "mentor:…, prof:…, trainer:…" in result.stderr
    assert await number(own_store) == size

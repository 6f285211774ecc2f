"""Any one value that changes, if only its type, changes the digest; the order of reading and of names does not."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import pytest

from graph_service.cypher import Statement
from graph_service.model import load_model
from graph_service.seeding.dataset import Dataset
from graph_service.seeding.derived import derived_rows
from graph_service.seeding.generator import demonstration
from graph_service.seeding.load import load
from graph_service.store.store import Store
from graph_service.writes.digest import Digest, digest_graph
from graph_service.writes.exact import exact, moment_text, tag
from graph_service.writes.whole import taken_labels, whole_graph
from tests.engines.running import Name, RunningEngine
from tests.importing.planted import RECORDS

pytestmark = pytest.mark.anyio
MODEL = load_model()
SAMPLE: Mapping[Name, int] = {"embedded": 200, "neo4j": 70}
_NO_DATA = "CREATE (k:ApiKey {id: 'key:a'}), (v:DataVersion {id: 'restoring'})"


class Place(NamedTuple):
    """One value in the graph: how its holder is matched as `x`, and what it is now."""

    match: str
    parameters: Mapping[str, Any]
    kind: tuple[str, str, str]
    name: str
    value: Any


def small() -> Dataset:
    """A node of each label and a relationship of each type of the demonstration, with their ends."""
    whole = derived_rows(demonstration())
    ties = {type_: found[:1] for type_, found in whole.relationships.items()}
    wanted = {rows[0]["id"] for rows in whole.nodes.values()}
    wanted |= {id_ for found in ties.values() for tie in found for id_ in (tie.from_id, tie.to_id)}
    nodes = {label: [row for row in rows if row["id"] in wanted] for label, rows in whole.nodes.items()}
    return Dataset(nodes, ties)


async def places(store: Store) -> list[Place]:
    found = []
    async for held in whole_graph(store, MODEL, taken_labels(MODEL)):
        match = f"MATCH (x:{held.label.name} {{id: $a}})"
        for name, value in held.properties.items():
            if name != "id":
                kind = ("node", held.label.name, tag(value))
                found.append(Place(match, {"a": held.id}, kind, name, value))
        for tie in held.out:
            match = f"MATCH (:{held.label.name} {{id: $a}})-[x:{tie.type}]->(:{tie.to_label} {{id: $b}})"
            for name, value in tie.properties.items():
                kind = ("relationship", tie.type, tag(value))
                found.append(Place(match, {"a": held.id, "b": tie.to_id}, kind, name, value))
    return found


def drawn(every: Sequence[Place], number: int) -> list[Place]:
    """Of each label or type and each type of value in turn, until there are enough."""
    chance = random.Random(7)
    groups: dict[tuple[str, str, str], list[Place]] = {}
    for place in every:
        groups.setdefault(place.kind, []).append(place)
    for group in groups.values():
        chance.shuffle(group)
    order = sorted(groups)
    chance.shuffle(order)
    taken: list[Place] = []
    while len(taken) < number:
        taken += [groups[kind].pop() for kind in order if groups[kind]][: number - len(taken)]
    return taken


def changes(value: Any) -> Iterator[tuple[str, Any]]:
    """Ways to change a value by Cypher over `$v`: another of its type, another type that says the same."""
    match tag(value):
        case "text":
            yield from (("$v", f"{value} "), ("$v", [value]))
        case "int":
            yield from (("$v", value + 1), ("$v", float(value)), ("$v", str(value)))
        case "float":
            yield from (("$v", value * (1 + 2**-51) or 5e-324), ("$v", str(value)))
        case "truth":
            yield from (("$v", not value), ("$v", str(value).lower()))
        case "day":
            yield from (("date($v) + duration('P1D')", str(value)), ("$v", str(value)), ("datetime($v)", str(value)))
        case "moment":
            text = moment_text(value)
            yield from (("datetime($v) + duration({nanoseconds: 1})", text), ("$v", text), ("date($v)", text[:10]))
        case "point":
            lon, lat = value
            yield ("point({longitude: $v[0], latitude: $v[1]})", [lon * (1 + 2**-51), lat])
            yield ("$v", [lon, lat])
        case "list":
            yield from (("$v", [*value, ""]), ("$v", json.dumps(value)))
        case other:
            raise AssertionError(other)
    yield "null", None


async def test_any_one_value_that_changes_changes_the_digest(bare_store: Store, scratch_engine: RunningEngine) -> None:
    await load(bare_store, MODEL, [small()])
    for statement in RECORDS:
        assert (await bare_store.write([statement], seconds=30))[0][0]["written"]
    sample = drawn(await places(bare_store), SAMPLE[scratch_engine.name])
    kinds = {place.kind for place in sample}
    assert {kind[0] for kind in kinds} == {"node", "relationship"}
    assert {kind[2] for kind in kinds} == {"text", "int", "float", "truth", "day", "moment", "point", "list"}
    assert len({kind[1] for kind in kinds}) > min(60, len(sample) / 2)

    seen = {(await digest_graph(bare_store, MODEL)).whole}
    for number, place in enumerate(sample):
        ways = list(changes(place.value))
        cypher, value = ways[number % len(ways)]
        text = f"{place.match} SET x.{place.name} = {cypher} RETURN count(x) AS written"
        await bare_store.write([Statement(text, {**place.parameters, "v": value})], seconds=30)
        digest = (await digest_graph(bare_store, MODEL)).whole
        assert digest not in seen, (place, cypher, value)
        seen.add(digest)
    assert len(seen) == SAMPLE[scratch_engine.name] + 1


async def test_ends_and_ids_and_labels_and_types_count(bare_store: Store) -> None:
    start = (
        "CREATE (a:Source:Node:Searchable {id: 'source:a'})-[:FROM_SOURCE]->(b:Source:Node:Searchable {id: 'source:b'})"
    )
    await bare_store.write([Statement(start)], seconds=30)
    first = await digest_graph(bare_store, MODEL)
    seen = [first.whole]
    for text in (
        "MATCH (a:Source {id: 'source:a'})-[r]->(b) DELETE r CREATE (b)-[:FROM_SOURCE]->(a)",
        "MATCH (b:Source {id: 'source:b'})-[r]->(a) CREATE (b)-[:FROM_SOURCE]->(a)",
        "MATCH (a:Source {id: 'source:a'}) SET a.id = 'source:c'",
        "MATCH (a:Source {id: 'source:c'})-[r]-() DELETE r",
        "CREATE (a:Alias {id: 'source:a', of: 'source:c'})",
        "MATCH (a:Alias) DELETE a",
    ):
        await bare_store.write([Statement(text)], seconds=30)
        seen.append((await digest_graph(bare_store, MODEL)).whole)
    assert len(set(seen)) == len(seen) - 1
    assert seen[-1] == seen[-3]  # the alias came and went


async def test_the_account_of_changes_is_no_part_of_the_data(bare_store: Store) -> None:
    await bare_store.write([Statement("CREATE (a:Source:Node:Searchable {id: 'source:a'})")], seconds=30)
    before = await digest_graph(bare_store, MODEL)
    noted = "MATCH (a:Source) CREATE (c:Change {id: 'change:1'})-[:CHANGED]->(a) CREATE (v:DataVersion {id: 'current'})"
    await bare_store.write([Statement(noted)], seconds=30)
    after = await digest_graph(bare_store, MODEL)
    assert (after.data, after.whole != before.whole) == (before.data, True)
    await bare_store.write([Statement(_NO_DATA)], seconds=30)
    assert await digest_graph(bare_store, MODEL) == after


def test_neither_the_order_of_names_nor_that_of_nodes_counts() -> None:
    one, other = Digest(MODEL), Digest(MODEL)
    rows = [{"id": "source:a", "title": "a", "revision": 1}, {"id": "source:b", "url": None}]
    for row in rows:
        one.add_node("Source", row)
    for row in reversed(rows):
        other.add_node("Source", dict(reversed(row.items())))
    assert one.done() == other.done()
    other.add_node("Source", rows[0])
    assert one.done().whole != other.done().whole
    assert exact(rows[0]["revision"]) == "int:1"

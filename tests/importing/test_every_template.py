"""For every label and relationship type that clients write: template, filled in, dry run, import, read back."""

from __future__ import annotations

from typing import Any

import pytest

from graph_service.cypher import Statement
from graph_service.importing.sources import Format
from graph_service.model.writable import writable_labels, writable_ties, written_links
from graph_service.seeding.dataset import Point
from graph_service.store.store import Store
from graph_service.writes.upserts import create_nodes, node_row
from graph_service.writes.view import natives
from tests.importing.filled import MODEL, SCHEMAS, SHAPES, Filling, Row, files
from tests.importing.imported import asked, bring, unchanged
from tests.mutations.world import SECONDS, plain_values

pytestmark = pytest.mark.anyio
LABELS = {label.name for label in writable_labels(MODEL)}
TYPES = {tie.type for tie in writable_ties(MODEL)}


async def put_official(store: Store, filling: Filling) -> None:
    """The official nodes that are named, each settlement in a county of the programme's area."""
    for label, ids in filling.official.items():
        points = {"location": Point(17.5, 46.5)} if label == "Settlement" else {}
        rows = [node_row(plain_values(MODEL, label, id_), points) for id_ in ids]
        await store.write([Statement(create_nodes(MODEL, label), {"rows": rows})], seconds=SECONDS)
    text = (
        "MATCH (c:County {id: 'county:1'}) MATCH (s:Settlement) WHERE s.id IN $ids "
        "CREATE (s)-[:IN_COUNTY]->(c) RETURN count(s) AS n"
    )
    await store.write([Statement(text, {"ids": filling.official.get("Settlement", [])})], seconds=SECONDS)
    parts = "MATCH (s:Settlement {id: 'settlement:1'}) MATCH (p:SettlementPart) WHERE p.id IN $ids "
    text = f"{parts} CREATE (p)-[:PART_OF]->(s) RETURN count(p) AS n"
    await store.write([Statement(text, {"ids": filling.official.get("SettlementPart", [])})], seconds=SECONDS)


@pytest.mark.parametrize("format_", Format)
async def test_every_template_comes_in_and_is_read_back(ground: Store, format_: Format) -> None:
    filling = Filling(format_.value[0], every_pair=format_ is Format.JSONL)
    await put_official(ground, filling)
    sources = files(filling, format_)
    assert len(sources) == len(filling.rows) == len(SCHEMAS.by_name) == len(LABELS) + len(TYPES)
    rows = sum(map(len, filling.rows.values()))
    async with unchanged(ground):
        dry = await bring(ground, *sources, dry_run=True)
    assert dry.counts == {"created": rows}, dry.csv[:3_000]
    told = await bring(ground, *sources)
    assert told.lines == dry.lines
    tested = {label for label in LABELS for row in filling.rows[label] if await node_is_right(ground, label, row)}
    tested |= {type_ for type_ in TYPES for row in filling.rows[type_] if await tie_is_right(ground, type_, row)}
    assert tested == LABELS | TYPES
    async with unchanged(ground):
        again = await bring(ground, *sources)
    assert again.counts == {"unchanged": rows}


async def node_is_right(store: Store, label: str, row: Row) -> bool:
    """Whether the node has the values of its row, and leads where that says."""
    [record] = await asked(store, f"MATCH (n:{label} {{id: $id}}) RETURN properties(n) AS p", id=row["id"])
    held = natives(record["p"])
    links = {link.name: link for link in written_links(MODEL, MODEL.types[label])}
    wanted = joined({name: value for name, value in row.items() if name not in links})
    assert {name: held.get(name) for name in wanted} == wanted
    assert held["revision"] == 1
    for name, far in row.items():
        if name in links:
            single = next(one for one in SHAPES.singles[label] if one.field == name)
            start, end = (far, row["id"]) if single.into else (row["id"], far)
            assert await between(store, single.type, start, end) == [{}]
    return True


def joined(values: Row) -> Row:
    """The two columns of a point as one value."""
    whole = {name: value for name, value in values.items() if "." not in name}
    points = {name.partition(".")[0] for name in values if "." in name}
    return whole | {name: (values[f"{name}.lon"], values[f"{name}.lat"]) for name in points}


async def tie_is_right(store: Store, type_: str, row: Row) -> bool:
    """Whether the relationship is there once, with the values of its row."""
    wanted = {name: value for name, value in row.items() if name not in ("from_id", "to_id")}
    held = await between(store, type_, row["from_id"], row["to_id"])
    assert [one for one in held if one.get("key") == row.get("key")] == [wanted], (type_, row)
    return True


async def between(store: Store, type_: str, start: str, end: str) -> list[dict[str, Any]]:
    """The properties of the relationships of a type between two nodes."""
    text = f"MATCH (:Node {{id: $a}})-[r:{type_}]->(:Node {{id: $b}}) RETURN properties(r) AS p"
    return [natives(one["p"]) for one in await asked(store, text, a=start, b=end)]

"""Operations that nobody wrote, one after the other: payloads and graph are what a plain model of the data says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from graph_service.api.mutations.named import ONE_BY_ONE
from graph_service.cypher import Statement
from graph_service.model import load_model
from tests.engines.running import RunningEngine
from tests.mutations.drawn import told
from tests.mutations.plain import FEW, LABELS, Answer, Drawing, Ends, Plain, Step, answers
from tests.mutations.world import World, everything_of, operation

pytestmark = pytest.mark.anyio

MODEL = load_model()
OPERATIONS = {"embedded": 400, "neo4j": 100}
LOOK_EVERY = 100


async def test_drawn_operations_come_to_what_the_plain_model_says(
    world: World, written_engine: RunningEngine, tell: Callable[[str], None]
) -> None:
    drawing = Drawing(MODEL, 7, FEW if written_engine.name == "neo4j" else LABELS)
    plain, seen = Plain(MODEL), Counter[str]()
    for label in [*drawing.labels] * 2:
        plain = await sent(world, plain, [drawing.create(plain, label)], seen)
    for number in range(1, OPERATIONS[written_engine.name] + 1):
        steps, one_by_one = drawing.operation(plain)
        plain = await sent(world, plain, steps, seen, one_by_one=one_by_one)
        if number % LOOK_EVERY == 0:
            await compare(world, plain, drawing)
    tell(f"{sum(seen.values())} drawn mutations on {written_engine.name}: {dict(seen.most_common())}")
    assert seen.keys() >= {"", "ROLLED_BACK", "NODE_UNKNOWN", "TIE_EXISTS", "TIE_UNKNOWN", "REQUIRED_MISSING"}
    assert seen[""] > sum(seen.values()) / 3


async def sent(world: World, plain: Plain, steps: list[Step], seen: Counter[str], *, one_by_one: bool = False) -> Plain:
    """The plain model after an operation whose payloads say what it says."""
    after, expected = answers(plain, steps, one_by_one=one_by_one)
    asked = [(step.name, step.input, "deleted" if step.name.endswith("Delete") else "") for step in steps]
    document, variables = operation(*asked, directive=f"@{ONE_BY_ONE}" if one_by_one else "")
    data = await world.data(document, variables)
    found = [answer_of(data[f"m{place}"]) for place in range(len(steps))]
    assert found == expected, [(step.name, step.input) for step in steps]
    seen.update(code for codes, _ in found for code in codes or {""})
    return after


def answer_of(payload: dict[str, Any]) -> Answer:
    return frozenset(error["code"] for error in payload["errors"]), frozenset(payload.get("deleted") or ())


async def compare(world: World, plain: Plain, drawing: Drawing) -> None:
    """Every node of the labels and every relationship of the types, as queries and statements read them."""
    for label in drawing.labels:
        text = f"MATCH (n:{label}) RETURN collect(n.id) AS ids"
        [record] = await world.store.records(Statement(text))
        assert set(record["ids"]) == set(plain.of(label))
        select = everything_of(MODEL, MODEL.types[label])
        asked = f"query ($ids: [ID!]!) {{ nodes(ids: $ids) {{ ... on {label} {{ {select} }} }} }}"
        nodes = (await world.data(asked, {"ids": record["ids"]}))["nodes"]
        for id_, node in zip(record["ids"], nodes, strict=True):
            links = {name: node[name] and node[name]["id"] for name in plain.links(label)}
            assert {**{name: node[name] for name in plain.properties(label)}, **links} == plain.nodes[id_], id_
    assert await ties_of(world, drawing) == {
        ends: {name: told(value) for name, value in values.items() if value is not None}
        for ends, values in plain.ties.items()
    }


async def ties_of(world: World, drawing: Drawing) -> dict[Ends, dict[str, Any]]:
    """The relationships between nodes of the labels, with what clients give of them."""
    found: dict[Ends, dict[str, Any]] = {}
    for tie in drawing.ties:
        names = {p.stored: p.name for p in tie.properties}
        text = f"MATCH (a:Node)-[e:{tie.type}]->(b:Node) RETURN collect([a.id, b.id, properties(e)]) AS rows"
        [record] = await world.store.records(Statement(text), quiet=True)
        for start, end, values in record["rows"]:
            given = {names[stored]: told(value) for stored, value in values.items() if stored in names}
            found[tie.type, start, end, values.get("key")] = given
    return found

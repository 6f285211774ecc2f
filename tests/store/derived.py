"""What follows from the data, as text that two states are compared by."""

from __future__ import annotations

import json
from typing import Any

from graph_service.cypher import Statement
from graph_service.store.store import Store
from graph_service.writes.derivations import Derivation


async def state(store: Store, derivation: Derivation) -> str:
    """All that a derivation gives, as text."""
    if derivation.tie is not None:
        text = f"MATCH (a)-[e:{derivation.tie}]->(b) RETURN collect([a.id, b.id, properties(e)]) AS found"
        [found] = await store.read(Statement(text), seconds=30)
        return told(found)
    every = []
    for label in sorted({name.partition(".")[0] for name in derivation.gives}):
        names = [name.partition(".")[2] for name in derivation.gives if name.startswith(f"{label}.")]
        values = ", ".join(f"n.{name}" for name in names) or "properties(n)"
        [found] = await store.read(
            Statement(f"MATCH (n:{label}) RETURN collect([n.id, {values}]) AS found"), seconds=30
        )
        every.append(told(found))
    return " ".join(every)


def told(rows: list[Any]) -> str:
    return json.dumps(sorted(json.dumps(row, default=str, sort_keys=True) for row in rows))

"""What nodes keep of where a relationship leads, so that an index can begin with it."""

from __future__ import annotations

from collections.abc import Collection

from graph_service.cypher import identifier
from graph_service.model.declare import step_out
from graph_service.model.structure import Model, RelationshipType
from graph_service.writes.changes import Change, GraphStore, dropped, read_rows, read_slices
from graph_service.writes.rests import Rests, Stop


def kept_rests(model: Model, declared: RelationshipType) -> Rests:
    """What is kept rests on where the relationship leads, and on the property there."""
    assert declared.keeps is not None
    far = tuple(sorted({end for _, end in model.relationship_ends[declared.type]}))
    way = (Stop(step_out(declared.type), far, (declared.keeps.end,)),)
    return Rests(tuple(sorted(model.keeping(declared))), ways=(way,))


async def kept_changes(
    store: GraphStore, model: Model, declared: RelationshipType, only: Collection[str] | None = None
) -> list[Change]:
    """What to change so that each start, or each of `only`, keeps the value of its end, and nothing without one."""
    assert declared.keeps is not None
    start, end = (identifier(name) for name in declared.keeps)
    near = "|".join(identifier(label) for label in sorted(model.keeping(declared)))
    ids = sorted(await read_rows(store, f"MATCH (n:{near}) RETURN collect(n.id) AS found") if only is None else only)
    found = (
        "UNWIND $ids AS id MATCH (n:Node {id: id}) "
        f"WITH n, head([(n)-[:{identifier(declared.type)}]->(p) | p.{end}]) AS right "
        f"RETURN collect([n.id, n.{start}, right]) AS found"
    )
    rows = [
        {"id": id_, "set": {start: right}} for id_, held, right in await read_slices(store, found, ids) if held != right
    ]
    text = "UNWIND $rows AS r MATCH (n:Node {id: r.id}) SET n += r.set RETURN count(*) AS n"
    return dropped([Change("updated", text, rows)])

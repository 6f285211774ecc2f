"""What nodes keep of where a relationship leads, so that an index can begin with it."""

from __future__ import annotations

from graph_service.cypher import identifier
from graph_service.model.structure import Model, RelationshipType
from graph_service.writes.changes import Change, GraphStore, dropped, read_rows, read_slices


async def kept_changes(store: GraphStore, model: Model, declared: RelationshipType) -> list[Change]:
    """What to change so that each start keeps the value of its end, and nothing where it has none."""
    assert declared.keeps is not None
    start, end = (identifier(name) for name in declared.keeps)
    near = "|".join(identifier(label) for label in sorted(model.keeping(declared)))
    ids = sorted(await read_rows(store, f"MATCH (n:{near}) RETURN collect(n.id) AS found"))
    found = (
        f"MATCH (n:{near}) WHERE n.id IN $ids "
        f"WITH n, head([(n)-[:{identifier(declared.type)}]->(p) | p.{end}]) AS right "
        f"RETURN collect([n.id, n.{start}, right]) AS found"
    )
    rows = [{"id": id_, "set": right} for id_, held, right in await read_slices(store, found, ids) if held != right]
    text = f"UNWIND $rows AS r MATCH (n:Node {{id: r.id}}) SET n.{start} = r.set RETURN count(*) AS n"
    return dropped([Change("updated", text, rows)])

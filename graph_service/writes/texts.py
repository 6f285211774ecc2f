"""Statement texts of edits: rows by id, every name in them the model's."""

from __future__ import annotations

from graph_service.cypher import identifier
from graph_service.model.structure import Kind, Model

TOUCH = (
    "UNWIND $rows AS r MATCH (n:Node {id: r.id}) "
    "SET n.updatedAt = CASE WHEN r.at IS NULL THEN null ELSE datetime(r.at) END, n.revision = r.revision "
    "RETURN count(n) AS written"
)

MOVE_CHANGES = (
    "MATCH (c:Change) WHERE c.subject IN $ids MATCH (n:Node {id: $to}) WHERE NOT (c)-[:CHANGED]->(n) "
    "CREATE (c)-[e:CHANGED]->(n) RETURN count(e) AS written"
)
UNMOVE_CHANGES = (
    "MATCH (c:Change) WHERE c.subject IN $ids MATCH (c)-[e:CHANGED]->(n:Node {id: $to}) "
    "WHERE none(told IN c.relationships WHERE told CONTAINS $quoted) DELETE e RETURN count(*) AS written"
)
MAKE_ALIASES = "UNWIND $rows AS r CREATE (a:Alias {id: r.id, of: r.of}) RETURN count(a) AS written"
DROP_ALIASES = "UNWIND $rows AS r MATCH (a:Alias {id: r.id}) DELETE a RETURN count(*) AS written"


def update_nodes(model: Model, label: str) -> str:
    """Sets properties of nodes that are there; what is null or `gone` is taken away. Gives how many were `written`."""
    apart = "".join(
        f", n.{name} = CASE WHEN row.{part}.{name} IS NOT NULL THEN {made}(row.{part}.{name}) "
        f"WHEN '{name}' IN row.gone THEN null ELSE n.{name} END"
        for kind, part, made in ((Kind.POINT, "points", "point"), (Kind.DATETIME, "moments", "datetime"))
        for name in (identifier(p.stored) for p in model.types[label].properties.values() if p.kind is kind)
    )
    match = f"MATCH (n:{identifier(label)} {{id: row.id}})"
    return f"UNWIND $rows AS row {match} SET n += row.properties{apart} RETURN count(n) AS written"


def delete_nodes(label: str) -> str:
    """Deletes nodes with all their relationships."""
    return (
        f"UNWIND $rows AS row MATCH (n:{identifier(label)} {{id: row.id}}) DETACH DELETE n RETURN count(*) AS written"
    )


def link_changes(label: str) -> str:
    """Leads from changes to nodes of `label` that they changed."""
    return (
        f"UNWIND $rows AS r MATCH (c:Change {{id: r.change}}) MATCH (n:{identifier(label)} {{id: r.node}}) "
        "CREATE (c)-[e:CHANGED]->(n) RETURN count(e) AS written"
    )


def relink_changes(label: str) -> str:
    """Leads from the changes of nodes of `label` to these, where they are there again."""
    return (
        f"MATCH (n:{identifier(label)}) WHERE n.id IN $ids MATCH (c:Change {{subject: n.id}}) "
        "WHERE NOT (c)-[:CHANGED]->(n) CREATE (c)-[e:CHANGED]->(n) RETURN count(e) AS written"
    )


def create_ties(type_: str, start: str) -> str:
    """Creates relationships between nodes that are there, from ones of the label `start`."""
    ends = f"MATCH (a:{identifier(start)} {{id: r.start}}) MATCH (b:Node {{id: r.end}})"
    made = f"CREATE (a)-[e:{identifier(type_)}]->(b) SET e = r.properties"
    return f"UNWIND $rows AS r {ends} {made} RETURN count(e) AS written"


def update_ties(type_: str, start: str, *, keyed: bool) -> str:
    """Sets properties of relationships that are there; those given as null go."""
    return f"UNWIND $rows AS r {_tie(type_, start, keyed=keyed)} SET e += r.properties RETURN count(e) AS written"


def remove_ties(type_: str, start: str, *, keyed: bool) -> str:
    """Takes relationships away: found first, because the embedded engine loses its way in a list that it shortens."""
    found = f"UNWIND $rows AS r {_tie(type_, start, keyed=keyed)} WITH collect(e) AS found"
    return f"{found} UNWIND found AS e DELETE e RETURN count(*) AS written"


def _tie(type_: str, start: str, *, keyed: bool) -> str:
    key = " {key: r.key}" if keyed else ""
    return f"MATCH (a:{identifier(start)} {{id: r.start}})-[e:{identifier(type_)}{key}]->(b:Node {{id: r.end}})"

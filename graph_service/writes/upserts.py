"""Statement texts that create or merge batches of nodes and relationships; every name in them is the model's.

Rows come as `$rows`. A node's row is `{id, properties, points}`, a relationship's `{from, to, key, properties}`; points
stand apart because only Cypher can make one without the driver's types.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple, Protocol

from graph_service.cypher import identifier
from graph_service.model.structure import Kind, Model, NodeType

Row = dict[str, Any]


class Located(Protocol):
    """A point as a caller has it."""

    @property
    def lon(self) -> float: ...

    @property
    def lat(self) -> float: ...


class Ends(NamedTuple):
    """A relationship type with the labels of its ends."""

    type: str
    from_label: str
    to_label: str


def create_nodes(model: Model, label: str) -> str:
    """Creates new nodes of `label` with its super-labels; the ids must be free."""
    node = _label(model, label)
    labels = ":".join(identifier(name) for name in node.node_labels)
    return f"UNWIND $rows AS row CREATE (n:{labels}) SET n = row.properties{_points(node)} RETURN count(*) AS written"


def merge_nodes(model: Model, label: str) -> str:
    """Creates nodes of `label`, or sets the properties of those that exist; other properties stay."""
    node = _label(model, label)
    labels = ":".join(identifier(name) for name in node.node_labels)
    return (
        f"UNWIND $rows AS row MERGE (n:{labels} {{id: row.id}}) "
        f"SET n += row.properties{_points(node)} RETURN count(*) AS written"
    )


def create_relationships(model: Model, ends: Ends) -> str:
    """Creates new relationships between nodes that exist."""
    _check_ends(model, ends)
    return (
        f"{_match(ends)} CREATE (a)-[r:{identifier(ends.type)}]->(b) SET r = row.properties RETURN count(*) AS written"
    )


def merge_relationships(model: Model, ends: Ends) -> str:
    """Creates relationships, or sets the properties of those that exist; a keyed type is told apart by its key."""
    _check_ends(model, ends)
    declared = model.relationships.get(ends.type)
    key = " {key: row.key}" if declared is not None and declared.keyed else ""
    return (
        f"{_match(ends)} MERGE (a)-[r:{identifier(ends.type)}{key}]->(b) "
        "SET r += row.properties RETURN count(*) AS written"
    )


def node_row(properties: Mapping[str, Any], points: Mapping[str, Located]) -> Row:
    """The row of a node; `properties` holds everything but the points."""
    places = {name: {"longitude": point.lon, "latitude": point.lat} for name, point in points.items()}
    return {"id": properties["id"], "properties": dict(properties), "points": places}


def relationship_row(from_id: str, to_id: str, properties: Mapping[str, Any]) -> Row:
    """The row of a relationship."""
    return {"from": from_id, "to": to_id, "key": properties.get("key"), "properties": dict(properties)}


def _match(ends: Ends) -> str:
    return (
        f"UNWIND $rows AS row MATCH (a:{identifier(ends.from_label)} {{id: row.from}}) "
        f"MATCH (b:{identifier(ends.to_label)} {{id: row.to}})"
    )


def _label(model: Model, label: str) -> NodeType:
    node = model.types.get(label)
    if node is None or node.abstract:
        raise ValueError(f"the model has no label {label!r} that a node could carry")
    return node


def _check_ends(model: Model, ends: Ends) -> None:
    if (ends.from_label, ends.to_label) not in model.relationship_ends.get(ends.type, ()):
        raise ValueError(f"the model has no ({ends.from_label})-[:{ends.type}]->({ends.to_label})")


def _points(node: NodeType) -> str:
    names = [identifier(p.stored) for p in node.properties.values() if p.kind is Kind.POINT]
    return "".join(
        f", n.{name} = CASE WHEN row.points.{name} IS NULL THEN n.{name} ELSE point(row.points.{name}) END"
        for name in names
    )

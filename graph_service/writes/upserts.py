"""Statement texts that create or merge batches of nodes and relationships; every name in them is the model's.

Rows come as `$rows`. A node's row is `{id, properties, points, moments}`; points stand apart because only Cypher can
make one without the driver's types, moments because the driver takes 0.15 ms to pack one and next to nothing for a
text. A relationship's row is `{from, to, key, properties}`, its ends given by the element ids that the statement of the
nodes returned: one text a type, not one a pair of labels, each of which Neo4j would have to plan, and no look-up in an
index.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from graph_service.cypher import identifier
from graph_service.model.structure import Kind, Model, NodeType
from graph_service.writes.exact import Moment, moment_text

Row = dict[str, Any]

_RETURN_NODES = "RETURN collect([row.id, elementId(n)]) AS elements"
_MATCH_ENDS = "UNWIND $rows AS row MATCH (a) WHERE elementId(a) = row.from MATCH (b) WHERE elementId(b) = row.to"
_RETURN_COUNT = "RETURN count(*) AS written"


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
    """Creates new nodes of `label` with its super-labels; the ids must be free. Gives `[id, element id]` pairs."""
    node = _label(model, label)
    return f"UNWIND $rows AS row CREATE (n:{_labels(node)}) SET n = row.properties{_apart(node)} {_RETURN_NODES}"


def update_nodes(model: Model, label: str) -> str:
    """Sets properties of the nodes of `label` that exist; other properties stay. Gives `[id, element id]` pairs.

    With `create_nodes` for the ids that it does not give, this is MERGE. The embedded engine scans for a MERGE over
    several labels (9 s for 500 rows), and one label alone would leave out the super-labels.
    """
    node = _label(model, label)
    return (
        f"UNWIND $rows AS row MATCH (n:{identifier(label)} {{id: row.id}}) "
        f"SET n += row.properties{_apart(node)} {_RETURN_NODES}"
    )


def create_relationships(model: Model, type_: str) -> str:
    """Creates new relationships of one type between nodes that exist. Gives how many were `written`."""
    return f"{_MATCH_ENDS} CREATE (a)-[r:{_type(model, type_)}]->(b) SET r = row.properties {_RETURN_COUNT}"


def merge_relationships(model: Model, type_: str) -> str:
    """Creates relationships, or sets the properties of those that exist; a keyed type is told apart by its key."""
    declared = model.relationships.get(type_)
    key = " {key: row.key}" if declared is not None and declared.keyed else ""
    return f"{_MATCH_ENDS} MERGE (a)-[r:{_type(model, type_)}{key}]->(b) SET r += row.properties {_RETURN_COUNT}"


def check_ends(model: Model, ends: Ends) -> None:
    """Raises ValueError where the model knows no such relationship between such labels."""
    if (ends.from_label, ends.to_label) not in model.relationship_ends.get(ends.type, ()):
        raise ValueError(f"the model has no ({ends.from_label})-[:{ends.type}]->({ends.to_label})")


def node_row(properties: Mapping[str, Any], points: Mapping[str, Located]) -> Row:
    """The row of a node; `properties` holds everything but the points."""
    places = {name: {"longitude": point.lon, "latitude": point.lat} for name, point in points.items()}
    moments = {name: value for name, value in properties.items() if isinstance(value, datetime | Moment)}
    return {
        "id": properties["id"],
        "properties": {name: value for name, value in properties.items() if name not in moments},
        "points": places,
        "moments": {name: moment_text(value) for name, value in moments.items()},
    }


def relationship_row(from_element: str, to_element: str, properties: Mapping[str, Any]) -> Row:
    """The row of a relationship."""
    return {"from": from_element, "to": to_element, "key": properties.get("key"), "properties": dict(properties)}


def _label(model: Model, label: str) -> NodeType:
    node = model.types.get(label)
    if node is None or node.abstract:
        raise ValueError(f"the model has no label {label!r} that a node could carry")
    return node


def _labels(node: NodeType) -> str:
    return ":".join(identifier(name) for name in node.node_labels)


def _type(model: Model, type_: str) -> str:
    if type_ not in model.relationship_ends:
        raise ValueError(f"the model has no relationship type {type_!r}")
    return identifier(type_)


def _apart(node: NodeType) -> str:
    """Sets what only Cypher makes, where the row has it."""
    return "".join(
        f", n.{name} = CASE WHEN row.{part}.{name} IS NULL THEN n.{name} ELSE {made}(row.{part}.{name}) END"
        for kind, part, made in ((Kind.POINT, "points", "point"), (Kind.DATETIME, "moments", "datetime"))
        for name in (identifier(p.stored) for p in node.properties.values() if p.kind is kind)
    )

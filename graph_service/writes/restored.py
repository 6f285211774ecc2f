"""The marks that a restore leaves in the graph, which are no data: `store/restoring.py` looks for them."""

from __future__ import annotations

from graph_service.cypher import Statement

VERSIONS = "DataVersion"
RESTORING, RESTORED = "restoring", "restored"
"""Ids of the marks: of a restore that is not done, and of one since which the graph was not served."""
MARK_RESTORED = Statement(f"MERGE (r:DataVersion {{id: '{RESTORED}'}}) SET r.number = 0 RETURN r.id AS id")


def is_mark(label: str, id_: object) -> bool:
    """Whether a node is such a mark."""
    return label == VERSIONS and id_ in (RESTORING, RESTORED)


def is_half(label: str, id_: object) -> bool:
    """Whether a node is the mark of half a graph."""
    return label == VERSIONS and id_ == RESTORING

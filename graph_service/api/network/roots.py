"""All roots of network analysis, and their fields of the query root."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from graph_service.api.fields import shell
from graph_service.api.network import candidates, changes, completeness, gaps, spread, structure, worklist
from graph_service.api.network.asking import Root
from graph_service.model.labels import INSTITUTION

Types = Mapping[str, Any]


def network_roots(types: Types, node: type) -> dict[str, Root]:
    """The roots by name; `types` are the GraphQL types of labels, `node` the interface of all."""
    if INSTITUTION not in types:
        return {}
    reported = completeness.Completeness
    gap = shell("Gap")  # gaps have candidates, and candidates a gap
    pairs = candidates.connection_of(types, reported, gap)
    rooms = (
        *gaps.roots(types, pairs, reported, gap),
        *candidates.roots(types, pairs),
        *structure.roots(types, node, reported),
        *changes.roots(types),
        *spread.roots(types, node, reported),
        *completeness.roots(types),
        *worklist.roots(types),
    )
    nodes = frozenset({*types, node.__name__})
    return {root.name: replace(root, nodes=nodes) for root in rooms}

"""The two kept forms of a node's name: which texts they are made from, and their values."""

from __future__ import annotations

from collections.abc import Mapping

from graph_service.model.structure import Kind, NodeType
from graph_service.model.text import folded, sort_key

FOLDED = "nameFolded"


def name_columns(label: NodeType) -> tuple[str, ...]:
    """The stored texts that name a node of `label`, the first that is there counting: Hungarian, then English."""
    named = label.named_by
    if named is None:
        return ()
    if named.kind is Kind.LOCALIZED:
        return named.stored_names
    english = named.stored.removesuffix("Hu") + "En"
    stored = {name for p in label.properties.values() for name in p.stored_names}
    return (named.stored, english) if english in stored else (named.stored,)


def name_keys(label: NodeType, row: Mapping[str, object]) -> dict[str, str]:
    """The kept forms for a row of stored properties; empty where nothing names it."""
    named = label.named_by
    for column in name_columns(label):
        text = row.get(column)
        if named is not None and named.sort is not None and isinstance(text, str) and text:
            return {FOLDED: folded(text), named.sort: sort_key(text)}
    return {}

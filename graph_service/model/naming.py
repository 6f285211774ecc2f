"""The kept forms of a node's name: which texts they are made from, and their values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph_service.model.structure import Kind, NodeType
from graph_service.model.text import folded, search_words, sort_key

FOLDED = "nameFolded"
SEARCHED = "searchFolded"
NAME_EDGE = "|"
"""Stands before the first and after the last word of a name in `SEARCHED`; no word can hold it."""


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
    texts = [text for column in name_columns(label) if isinstance(text := row.get(column), str) and text]
    if named is None or named.sort is None or not texts:
        return {}
    return {FOLDED: folded(texts[0]), named.sort: sort_key(texts[0]), SEARCHED: searched(texts)}


def searched(texts: Sequence[str]) -> str:
    """The words of a name in all its languages, each name between two edges, all parted by single spaces.

    >>> searched(["Győr", "Town of Győr"])
    '| gyor | town of gyor |'
    """
    names = [" ".join(words) for text in texts if (words := search_words(text))]
    return "".join(f"{NAME_EDGE} {name} " for name in names) + NAME_EDGE

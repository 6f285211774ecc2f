"""Cypher text and its parameters, and the only way an identifier may enter a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

VERSION_BLOCK = "CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }"
"""The first block of every read: the version before anything else, so that a mixed answer carries the older one."""

PENDING_BLOCK = "CALL () { MATCH (p:Pending) RETURN min(p.queuedAt)"
"""The beginning of a block: when the oldest write was whose derived data wait to be caught up."""

_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")


@dataclass(frozen=True)
class Statement:
    """One Cypher statement: its text and its values, which never meet before the database."""

    text: str
    parameters: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Whole:
    """A search that needs one statement: a block that leaves `data`.

    `ids` is Cypher that lists the ids in `data`, by the name of the field that answers with their nodes.
    """

    statement: Statement
    ids: Mapping[str, str]


def identifier(name: str) -> str:
    """`name` if it can stand unquoted as a label, type, property or variable.

    Raises ValueError otherwise: identifiers come from the model, never from a caller.
    """
    if _IDENTIFIER.match(name) is None:
        raise ValueError(f"not a plain Cypher identifier: {name!r}")
    return name


def where_cypher(tests: Iterable[str]) -> str:
    """` WHERE a AND b`, empty where there is nothing to test; empty texts are always true."""
    present = [test for test in tests if test]
    return f" WHERE {' AND '.join(present)}" if present else ""

"""The one module that knows which migration statements the embedded engine takes only as SQL."""

from __future__ import annotations

import re

from graph_service.cypher import identifier
from graph_service.errors import SettingsError

_FULLTEXT = re.compile(
    r"CREATE\s+FULLTEXT\s+INDEX\s+(?P<name>\w+)\s+IF\s+NOT\s+EXISTS\s+FOR\s+\(\s*(?P<node>\w+)\s*:\s*(?P<label>\w+)\s*\)"
    r"\s+ON\s+EACH\s+\[(?P<properties>[^\]]+)\](?:\s+OPTIONS\s+\{.*\})?",
    re.IGNORECASE | re.DOTALL,
)
_SQL_ONLY = re.compile(r"\s*CREATE\s+(FULLTEXT|VECTOR)\s+INDEX\b", re.IGNORECASE)
# The engine keeps nodes by label anyway, and builds indexes before it answers.
_NEEDLESS = re.compile(r"\s*(CREATE\s+LOOKUP\s+INDEX\b|CALL\s+db\.awaitIndex)", re.IGNORECASE)


def embedded_sql(statement: str) -> tuple[str, ...] | None:
    """The SQL that stands for `statement` on the embedded engine, or None where it takes the Cypher.

    >>> embedded_sql("CREATE INDEX a IF NOT EXISTS FOR (n:Place) ON (n.name)") is None
    True
    """
    if _NEEDLESS.match(statement):
        return ()
    if not _SQL_ONLY.match(statement):
        return None
    found = _FULLTEXT.fullmatch(statement.strip())
    if found is None:  # several labels, relationships, vectors
        raise SettingsError("MIGRATION_UNSUPPORTED", statement=statement.strip())
    properties = [_property(text, found["node"], statement) for text in found["properties"].split(",")]
    return tuple(_fulltext_sql(found["name"], found["label"], properties))


def _property(text: str, node: str, statement: str) -> str:
    owner, _, name = text.strip().partition(".")
    if owner != node:
        raise SettingsError("MIGRATION_UNSUPPORTED", statement=statement.strip())
    return identifier(name.strip("`"))


def _fulltext_sql(name: str, label: str, properties: list[str]) -> list[str]:
    # A full-text index wants the properties declared, and as text.
    declared = [f"CREATE PROPERTY {label}.{prop} IF NOT EXISTS STRING" for prop in properties]
    return [
        f"CREATE VERTEX TYPE {label} IF NOT EXISTS",
        *declared,
        f"CREATE INDEX {name} IF NOT EXISTS ON {label} ({', '.join(properties)}) FULL_TEXT",
    ]

"""A store of keys in memory, which counts how often it is asked."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from graph_service.access.keys import Key, KeyText, create_statement, new_key_text
from graph_service.access.new_keys import Wish, new_key
from graph_service.cypher import Statement
from graph_service.errors import KalakaError
from tests.http.fakes import FakeStore

COUNTIES = ["HU222", "HU223"]


@dataclass
class KeyStore(FakeStore):
    """Answers looks for keys from `kept`, and all else as the fake store does."""

    kept: dict[str, Key] = field(default_factory=dict)
    looks: list[str] = field(default_factory=list)
    trouble: KalakaError | None = None
    """What looks for keys raise."""
    look_seconds: float = 0.0

    def add(self, *scopes: str, **wish: Any) -> KeyText:
        """Keep a key; its text."""
        text = new_key_text()
        self.kept[text.id] = new_key(Wish("test", scopes or ("read",), **wish), text, COUNTIES, datetime.now(UTC))
        return text

    def change(self, text: KeyText, **values: Any) -> None:
        """Change what is kept."""
        self.kept[text.id] = replace(self.kept[text.id], **values)

    async def read(
        self, statement: Statement, *, seconds: float, metadata: Mapping[str, str] | None = None
    ) -> list[Any]:
        if ":ApiKey" not in statement.text:
            return await super().read(statement, seconds=seconds, metadata=metadata)
        self.looks.append(statement.parameters["id"])
        await asyncio.sleep(self.look_seconds)
        if self.trouble is not None:
            raise self.trouble
        key = self.kept.get(statement.parameters["id"])
        return [_row(key) if key is not None else None]

    async def read_all(
        self, statements: Sequence[Statement], *, seconds: float, metadata: Mapping[str, str] | None = None
    ) -> list[list[Any]]:
        return [await self.read(one, seconds=seconds, metadata=metadata) for one in statements]


def _row(key: Key) -> dict[str, Any]:
    row = {**create_statement(key).parameters, "revokedAt": key.revoked_at}
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in row.items()}

"""Writes as an import does, without mutations: transactions of edits, numbered and told in the history."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime

from graph_service.access.keys import create_statement, new_key_text
from graph_service.access.new_keys import Wish, new_key
from graph_service.errors import StoreError
from graph_service.model import load_model
from graph_service.store.store import Store
from graph_service.writes.edits import Edit, NodeEdit, TieEdit
from graph_service.writes.shapes import Shapes
from graph_service.writes.view import Run
from graph_service.writes.writing import Writing

SECONDS = 60.0
SHAPES = Shapes(load_model())


def badge(name: str) -> NodeEdit:
    """A new node that needs no other."""
    return NodeEdit("create", "Badge", f"badge:{name}", {"dataOrigin": "synthetic", "nameHu": name, "threshold": 3})


def tied(action: str, type_: str, start: str, end: str) -> TieEdit:
    """A relationship to add or remove."""
    return TieEdit(action, type_, start, end)  # type: ignore[arg-type]  # one of its actions


async def write(store: Store, edits: Sequence[Edit]) -> int:
    """The number of the data after a transaction of `edits`; rules of the domain have tests of their own."""

    async def work(run: Run) -> int:
        writing = Writing(run, SHAPES)
        examined = await writing.apply(edits)
        assert examined.problems == [], examined.problems
        written = await writing.settle(checks=False)
        assert written.number is not None
        return written.number

    return await store.transact(work, seconds=SECONDS)


async def write_until_done(store: Store, edits: Sequence[Edit]) -> int:
    """The same among other writers: on the embedded engine all want the same number, and a store tries three times."""
    while True:
        try:
            return await write(store, edits)
        except StoreError as error:
            if error.code not in ("STORE_CONSTRAINT", "STORE_BUSY", "STORE_UNAVAILABLE"):
                raise
            await asyncio.sleep(0.01)


async def key_to_write(store: Store) -> str:
    """What a client says to be let write: the header of a new key."""
    text = new_key_text()
    key = new_key(Wish("test", ("read", "write")), text, None, datetime.now(UTC))
    await store.write([create_statement(key)], seconds=SECONDS)
    return f"Bearer {text.reveal()}"

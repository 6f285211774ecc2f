"""Brings the worklist in step with collaborations that came another way than by edits, as a whole."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Protocol, TypeVar

from graph_service.model.structure import Model
from graph_service.writes.history import Author
from graph_service.writes.shapes import Shapes
from graph_service.writes.view import Run
from graph_service.writes.worklist import changes_of, followed
from graph_service.writes.writing import Writing

T = TypeVar("T")
_SECONDS = 60.0
_AUTHOR = Author("derive")


class Transacting(Protocol):
    """Where a transaction of several statements is written."""

    async def transact(self, work: Callable[[Run], Awaitable[T]], *, seconds: float) -> T: ...


async def follow_collaborations(store: Transacting, model: Model) -> int:
    """Close and reopen the items that call for it, with history and number; how many there were."""

    async def work(run: Run) -> int:
        if not await followed(run):
            return 0
        writing = Writing(run, Shapes(model), _AUTHOR, now=datetime.now(UTC))
        await writing.begin()
        changes = await changes_of(run, await followed(run), writing.now)
        await writing.follow(changes)
        await writing.settle(checks=False)
        return len(changes)

    return await store.transact(work, seconds=_SECONDS)

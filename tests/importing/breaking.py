"""A store that breaks, or does something else, before or within one of its transactions; run by itself, it waits there.

`python -m tests.importing.breaking FOLDER FILE…` imports files in parts of 10 rows, tells of each transaction that is
about to be committed, and waits for a line on its standard input: whoever reads that can kill it in the middle.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graph_service.cypher import Statement
from graph_service.importing.importer import ImportStore
from graph_service.importing.sources import Source
from graph_service.store.open import StoreOptions, open_store
from graph_service.writes.view import Run
from tests.importing.imported import bring

Hook = Callable[[int], Awaitable[None]]


class Broken(Exception):
    """What a break is told by here."""


async def nothing(number: int) -> None:
    """Nothing happens."""


@dataclass
class Breaking:
    """The store, with what happens before and at the end of its transactions, counted from 1."""

    store: ImportStore
    before: Hook = nothing
    within: Hook = nothing
    number: int = field(default=0)

    async def records(
        self, statement: Statement, *, seconds: float = 60.0, quiet: bool = False
    ) -> list[dict[str, Any]]:
        return await self.store.records(statement, seconds=seconds, quiet=quiet)

    async def transact(
        self, work: Callable[[Run], Any], *, seconds: float, metadata: Mapping[str, str] | None = None
    ) -> Any:
        self.number += 1
        await self.before(self.number)

        async def worked(run: Run) -> Any:
            done = await work(run)
            await self.within(self.number)
            return done

        return await self.store.transact(worked, seconds=seconds, metadata=metadata)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.store, name)


def breaks_at(place: int) -> Hook:
    """Breaks at one transaction."""

    async def hook(number: int) -> None:
        if number == place:
            raise Broken(str(number))

    return hook


async def _tell_and_wait(number: int) -> None:
    print(number, flush=True)
    await asyncio.to_thread(sys.stdin.readline)


async def _main(folder: Path, files: list[Path]) -> None:
    async with open_store(StoreOptions(data_dir=folder)) as store:
        waiting = Breaking(store, within=_tell_and_wait)
        told = await bring(waiting, *(Source(path.name, path) for path in files), at_once=10, part=10)
        print("done", told.report.resumed, flush=True)


if __name__ == "__main__":
    asyncio.run(_main(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]]))

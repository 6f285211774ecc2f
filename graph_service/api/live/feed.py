"""The feed of changes of one process: all who follow it share one look at the database, and the changes told last.

Numbers are given under the lock of the data's number, so whoever sees a number sees everything of the ones before it.
Of the number itself a database may show the node before the index has its changes: each change tells how many its
transaction made, and the feed goes no further than what is there as a whole.
"""

from __future__ import annotations

import asyncio
from bisect import bisect_right
from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice

from graph_service.api.live.heads import (
    Head,
    Piece,
    Read,
    Wanted,
    has_history,
    read_found,
    read_piece,
    read_present,
)
from graph_service.api.live.marks import cursor_of, mark_after, version_of
from graph_service.api.subscriptions import Versions
from graph_service.errors import RequestError

MOST_KEPT = 2_000
"""Changes kept in memory for those who keep up; up to half as many again before the oldest are let go."""
MOST_READING = 4
"""Followers that read from the database at once: requests come first."""
_EMPTY_LOOKS = 4
"""Looks after which a number without changes is believed to have none: 0.35 s later, and the seed has none."""


@dataclass(frozen=True)
class Page:
    """Some changes that were wanted, and the mark up to which there are no others."""

    heads: Sequence[Head]
    mark: str
    is_read: bool = False
    """Whether it was read from the database for one follower alone."""

    @property
    def cursor(self) -> str:
        """What to go on after."""
        return cursor_of(self.mark)

    @property
    def version(self) -> int:
        """The number of the data up to which everything wanted is told."""
        return version_of(self.mark)


class Feed:
    """Followers, and the changes between two marks that are kept for them."""

    def __init__(self, versions: Versions, read: Read) -> None:
        self._versions = versions
        self._read = read
        self._heads: list[Head] = []
        self._begin = ""
        self._horizon: str | None = None
        self._whole: int | None = None
        self._empty = (0, 0)
        self._followers = 0
        self._news = asyncio.Event()
        self._is_over = False
        self.reading = asyncio.Semaphore(MOST_READING)
        versions.followed_by(self.catch_up)

    async def pages(self, since: str | None, wanted: Wanted, most: int) -> AsyncGenerator[Page, None]:
        """The changes after the mark `since`, at most so many a page; without it, an empty page and those from now on.

        Ends when the service does. Raises StoreError while the database is away, to be asked again then, and
        RequestError where `since` cannot be gone on from.
        """
        with self._following():
            if not await self._begun():
                return
            mark = since or self._horizon or ""
            if since is None:
                yield Page((), mark)
            else:
                await self._check(mark)
            while not self._is_over:
                news = self._news
                page = self._kept(mark, wanted, most) or await self._older(mark, wanted, most)
                mark = page.mark
                if page.heads or page.is_read:
                    yield page
                elif mark >= (self._horizon or mark):
                    await news.wait()

    def close(self) -> None:
        """Let every follower end."""
        self._is_over = True
        self._news.set()

    async def catch_up(self, number: int) -> bool:
        """Read what came up to `number`; False where not all of it is there yet. Raises StoreError."""
        if not self._followers or self._whole == number:
            return True
        is_whole, before = await self._is_whole(number), self._horizon
        horizon = mark_after(number if is_whole else number - 1)
        piece = None
        if before is None:
            if not is_whole:
                return False
        elif horizon > before:
            piece = await read_piece(self._read, before, horizon)
        if self._horizon != before:
            return False  # everybody left meanwhile, and somebody came
        if before is None or piece is not None:
            self._keep(piece, horizon)
        self._whole = number if is_whole else None
        return is_whole

    async def _is_whole(self, number: int) -> bool:
        if not number:
            return True
        found, total = await read_found(self._read, number)
        if found:
            return found >= total
        looks = self._empty[1] + 1 if self._empty[0] == number else 1
        self._empty = (number, looks)
        return looks >= _EMPTY_LOOKS

    def _keep(self, piece: Piece | None, horizon: str) -> None:
        """Keep what came up to the new horizon, if it is known and all there is."""
        if piece is None or piece.end < horizon:
            self._heads.clear()  # whoever wants what is not kept reads it
            self._begin = horizon
        else:
            self._heads.extend(piece.heads)
            if len(self._heads) > MOST_KEPT * 3 // 2:
                more = len(self._heads) - MOST_KEPT
                self._begin = self._heads[more - 1].id
                del self._heads[:more]
        self._horizon = horizon
        self._tell()

    def _tell(self) -> None:
        news, self._news = self._news, asyncio.Event()
        news.set()

    @contextmanager
    def _following(self) -> Iterator[None]:
        self._followers += 1
        try:
            with self._versions.watched():
                yield
        finally:
            self._followers -= 1
            if not self._followers:
                self._heads.clear()
                self._horizon = self._whole = None

    async def _begun(self) -> bool:
        """Wait until the end of the history is known; False once the service ends."""
        while self._horizon is None and not self._is_over:
            await self._news.wait()
        return not self._is_over

    async def _check(self, since: str) -> None:
        """Raise RequestError where `since` lies before what is kept, or behind what there is."""
        version, present = version_of(since), await read_present(self._read)
        if version > present:
            raise RequestError("CHANGES_AHEAD", value=version, present=present)
        if version < present and not await has_history(self._read, version):
            raise RequestError("CHANGES_GONE", value=version, present=present)

    def _kept(self, mark: str, wanted: Wanted, most: int) -> Page | None:
        """A page of what is kept in memory; None where some of it no longer is."""
        if self._horizon is None or mark < self._begin:
            return None
        first = bisect_right(self._heads, mark, key=lambda head: head.id)
        later = (head for head in islice(self._heads, first, None) if wanted.has(head))
        return _page(list(islice(later, most + 1)), max(mark, self._horizon), most)

    async def _older(self, mark: str, wanted: Wanted, most: int) -> Page:
        """A page of what is in the database alone: of the next changes those that are wanted, often none."""
        horizon = self._horizon or mark
        async with self.reading:
            piece = await read_piece(self._read, mark, horizon)
        page = _page([head for head in piece.heads if wanted.has(head)], piece.end, most)
        return Page(page.heads, page.mark, is_read=True)


def _page(found: Sequence[Head], end: str, most: int) -> Page:
    """The first `most` of what was found up to `end`: whole transactions, unless the first one is longer."""
    if len(found) <= most:
        return Page(found, end)
    taken = list(found[:most])
    following = found[most].number
    if taken[-1].number == following:
        whole = [head for head in taken if head.number != following]
        if not whole:
            return Page(taken, taken[-1].id)
        taken = whole
    return Page(taken, mark_after(taken[-1].number))

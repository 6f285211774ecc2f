"""The feed of changes over a history that a test holds: what is told, in which order, and what is held back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from typing import Any

import pytest

from graph_service.api.live import feed as feeds
from graph_service.api.live import heads
from graph_service.api.live.feed import Feed, Page
from graph_service.api.live.heads import Wanted
from graph_service.api.live.marks import cursor_of, mark_after, mark_of
from graph_service.api.subscriptions import Versions
from graph_service.cypher import Statement
from graph_service.errors import RequestError, StoreError
from graph_service.writes.history import change_id
from tests.waiting import until

pytestmark = pytest.mark.anyio
LOOK = 0.01
ALL = Wanted()


class History:
    """Transactions of changes. What is in `unseen` is committed, and the index does not have it yet."""

    def __init__(self) -> None:
        self.number: int | None = 0
        self.rows: list[tuple[str, str, list[str], int]] = []
        self.unseen: set[str] = set()
        self.error: Exception | None = None
        self.statements: list[str] = []
        self.versions = Versions(self.look, LOOK)
        self.feed = Feed(self.versions, self.read)

    def write(self, *changes: str, total: int | None = None) -> list[str]:
        """A transaction of changes, each `Label` or `Label/county`; their ids."""
        self.number = (self.number or 0) + 1
        ids = [change_id(self.number, place) for place in range(len(changes))]
        for id_, change in zip(ids, changes, strict=True):
            label, _, county = change.partition("/")
            self.rows.append((id_, label, [county] if county else [], total or len(changes)))
        return ids

    async def look(self) -> int | None:
        if self.error is not None:
            raise self.error
        return self.number

    async def read(self, statement: Statement) -> Sequence[Any]:
        if self.error is not None:
            raise self.error
        await asyncio.sleep(0)
        given, wants_whole = statement.parameters, "total" in statement.text
        self.statements.append("whole" if wants_whole else "heads" if "most" in given else "other")
        if not given:
            return [self.number]
        seen = [row for row in self.rows if row[0] not in self.unseen]
        between = [row for row in seen if given["after"] < row[0] < given["until"]]
        if "most" in given:
            return [[row[:3] for row in between[: given["most"]]]]
        if wants_whole:
            return [len(between), max((row[3] for row in between), default=None)]
        return [min(1, len(between))]

    def pages(self, since: str | None = None, wanted: Wanted = ALL, most: int = 100) -> AsyncGenerator[Page, None]:
        return self.feed.pages(None if since is None else mark_of(since), wanted, most)


@pytest.fixture
def history() -> History:
    """One with a change, so that there is a number."""
    made = History()
    made.write("Badge")
    return made


async def told(pages: AsyncGenerator[Page, None]) -> tuple[list[str], str]:
    """The ids of the next page that has any, and its cursor."""
    async with asyncio.timeout(20):
        while True:
            page = await anext(pages)
            if page.heads:
                return [head.id for head in page.heads], page.cursor


async def begun(pages: AsyncGenerator[Page, None]) -> str:
    async with asyncio.timeout(20):
        page = await anext(pages)
    assert not page.heads
    return page.cursor


async def test_the_first_page_says_where_it_begins_and_the_next_ones_what_came(history: History) -> None:
    async with aclosing(history.pages()) as pages:
        assert await begun(pages) == "1"
        first, second = history.write("Badge", "Event"), history.write("Badge")
        assert await told(pages) == (first + second, "3")
        third = history.write("Badge")
        assert await told(pages) == (third, "4")


async def test_a_number_whose_changes_are_not_all_seen_is_held_back(history: History) -> None:
    async with aclosing(history.pages()) as pages:
        await begun(pages)
        ids = history.write("Badge", "Badge", "Badge")
        history.unseen = {ids[0]}
        waiting = asyncio.ensure_future(told(pages))
        await until(lambda: history.statements.count("whole") > 5)
        assert not waiting.done()
        history.unseen = set()
        assert await waiting == (ids, "2")


async def test_a_number_of_which_nothing_is_seen_yet_holds_back_itself_alone(history: History) -> None:
    async with aclosing(history.pages()) as pages:
        await begun(pages)
        before, unseen = history.write("Badge"), history.write("Event")
        history.unseen = set(unseen)
        assert await told(pages) == (before, "2")
        history.unseen = set()
        assert await told(pages) == (unseen, "3")


async def test_a_number_without_changes_is_passed(history: History) -> None:
    """As the seed raises it, and a derivation."""
    history.number = 5
    async with aclosing(history.pages()) as pages:
        assert await begun(pages) == "5"
        history.number = 6
        ids = history.write("Badge")
        assert await told(pages) == (ids, "7")


async def test_the_first_change_of_an_empty_graph_is_told(history: History) -> None:
    history.number = None
    history.rows.clear()
    async with aclosing(history.pages()) as pages:
        assert await begun(pages) == "0"
        ids = history.write("Badge")
        assert await told(pages) == (ids, "1")
    async with aclosing(history.pages("0")) as pages:
        assert await told(pages) == (ids, "1")


async def test_filters_let_pass_what_is_wanted_and_the_cursor_goes_on(history: History) -> None:
    async with aclosing(history.pages(wanted=Wanted("HU223", {"Badge"}))) as pages:
        await begun(pages)
        history.write("Badge/HU232", "Event/HU223", "Badge")
        mine = history.write("Badge/HU223")
        history.write("Badge/HU232")
        assert await told(pages) == (mine, "4")


async def test_pages_end_where_transactions_do_unless_one_is_longer(history: History) -> None:
    one, two, long = history.write(*["Badge"] * 3), history.write(*["Badge"] * 3), history.write(*["Badge"] * 9)
    async with aclosing(history.pages("1", most=5)) as pages:
        found = [await told(pages) for _ in range(4)]
    assert found == [(one, "2"), (two, "3"), (long[:5], "4:4"), (long[5:], "4")]


async def test_every_cursor_goes_on_behind_its_page(history: History) -> None:
    ids = [id_ for size in (1, 7, 2, 1) for id_ in history.write(*["Badge"] * size)]
    found: list[str] = []
    since = "1"
    while len(found) < len(ids):
        async with aclosing(history.pages(since, most=3)) as pages:
            more, since = await told(pages)
            found += more
    assert found == ids


async def test_history_is_read_in_pieces_and_those_who_keep_up_read_nothing(
    history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heads, "MOST_HEADS", 10)
    ids = [id_ for _ in range(30) for id_ in history.write("Badge", "Event")]
    async with aclosing(history.pages("1", Wanted(labels={"Event"}))) as pages:
        found: list[str] = []
        while len(found) < 30:
            found += (await told(pages))[0]
        assert found == ids[1::2]
        assert history.statements.count("heads") >= 6
        async with aclosing(history.pages()) as others:
            await begun(others)
            for _ in range(2):
                before = history.statements.count("heads")
                last = history.write("Event")
                assert (await told(pages))[0] == (await told(others))[0] == last
        assert history.statements.count("heads") == before + 1


async def test_a_filter_that_keeps_back_thousands_goes_on_number_by_number(
    history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heads, "MOST_NUMBERS", 7)
    for _ in range(50):
        history.write("Event")
    last = history.write("Badge")
    async with aclosing(history.pages("1", Wanted(labels={"Badge"}))) as pages:
        assert await told(pages) == (last, "52")
    assert history.statements.count("heads") == 8


async def test_what_is_kept_in_memory_is_bounded_and_who_is_slow_reads_on(
    history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeds, "MOST_KEPT", 20)
    async with aclosing(history.pages()) as slow, aclosing(history.pages()) as quick:
        await begun(slow)
        await begun(quick)
        ids: list[str] = []
        for _ in range(30):
            new = history.write("Badge", "Badge")
            ids += new
            assert (await told(quick))[0] == new
            assert len(history.feed._heads) <= 30
        found: list[str] = []
        while len(found) < len(ids):
            found += (await told(slow))[0]
        assert found == ids


async def test_more_than_one_piece_at_once_is_left_to_who_wants_it(
    history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heads, "MOST_HEADS", 10)
    async with aclosing(history.pages(most=4)) as pages:
        await begun(pages)
        ids = history.write(*["Badge"] * 35)
        found: list[str] = []
        while len(found) < len(ids):
            found += (await told(pages))[0]
        assert found == ids
        assert not history.feed._heads


@pytest.mark.parametrize(
    ("since", "code"), [("1", "CHANGES_GONE"), ("9", "CHANGES_AHEAD"), ("2", None), ("3", None), ("4", None)]
)
async def test_what_is_gone_or_not_there_yet_is_told(history: History, since: str, code: str | None) -> None:
    """The oldest change that is kept has the number 3: whoever knows of 2 has missed nothing."""
    for _ in range(3):
        history.write("Badge")
    del history.rows[:2]
    async with aclosing(history.pages(since)) as pages:
        if code is not None:
            with pytest.raises(RequestError) as refused:
                await told(pages)
            assert refused.value.code == code
        else:
            history.write("Event")
            assert (await told(pages))[0][-1] == change_id(5, 0)


async def test_nothing_is_gone_of_a_graph_without_history_at_its_own_number(history: History) -> None:
    history.rows.clear()
    async with aclosing(history.pages("1")) as pages:
        new = history.write("Badge")
        assert await told(pages) == (new, "2")
    history.rows.clear()
    async with aclosing(history.pages("1")) as pages:
        with pytest.raises(RequestError):
            await told(pages)


async def test_a_number_that_this_process_has_not_seen_yet_is_gone_on_from(history: History) -> None:
    """A client may have it of another process."""
    async with aclosing(history.pages()) as first:
        await begun(first)
        for _ in range(3):
            history.write("Badge")
        async with aclosing(history.pages("4")) as pages:
            waiting = asyncio.ensure_future(told(pages))
            await told(first)
            new = history.write("Event")
            assert await waiting == (new, "5")


async def test_a_database_that_is_away_ends_nothing_that_waits(history: History) -> None:
    async with aclosing(history.pages()) as pages:
        await begun(pages)
        waiting = asyncio.ensure_future(told(pages))
        history.error = StoreError("STORE_UNAVAILABLE")
        await asyncio.sleep(5 * LOOK)
        history.error = None
        new = history.write("Badge")
        assert await waiting == (new, "2")


async def test_nobody_looks_once_nobody_follows_and_who_comes_back_misses_nothing(history: History) -> None:
    async with aclosing(history.pages()) as pages:
        since = await begun(pages)
    await until(lambda: history.versions._looking is None or history.versions._looking.done())
    asked = len(history.statements)
    ids = history.write("Badge") + history.write("Badge")
    await asyncio.sleep(5 * LOOK)
    assert len(history.statements) == asked
    async with aclosing(history.pages(since)) as pages:
        assert await told(pages) == (ids, "3")


async def test_the_end_ends_who_waits_and_who_comes(history: History) -> None:
    async with aclosing(history.pages()) as pages:
        await begun(pages)
        waiting = asyncio.ensure_future(anext(pages, None))
        await asyncio.sleep(0)
        history.versions.close()
        history.feed.close()
        assert await asyncio.wait_for(waiting, 20) is None
    assert [page async for page in history.pages()] == []


def test_marks_stand_in_the_order_of_changes() -> None:
    marks = [mark_after(7), change_id(8, 0), change_id(8, 1), change_id(8, 12), mark_after(8), change_id(9, 0)]
    assert sorted(marks) == marks
    assert [mark_of(cursor_of(mark)) for mark in marks] == marks


@pytest.mark.parametrize("text", ["", "-1", "8:", ":3", "8:3:1", "eight", "8 ", "٣", "99999999999"])
def test_what_is_no_cursor(text: str) -> None:
    assert mark_of(text) is None

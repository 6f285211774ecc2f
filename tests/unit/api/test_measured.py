"""Operations with measures: tables and rows of one version, got again where the data changed, stale ones told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from graph_service.api.context import MeasureTables, RequestContext
from graph_service.api.measured import Measured, read_measured
from graph_service.cypher import Statement
from graph_service.errors import RequestError, StoreError
from graph_service.query.measures import MeasureNeed
from tests.unit.api.fakes import FakePrepared, FakeStore

pytestmark = pytest.mark.anyio

NEED = MeasureNeed(frozenset({"degree"}), None)
OF_A_DAY = MeasureNeed(frozenset({"core"}), "2018-06-30")


@dataclass
class FakeTables:
    """Gives tables of these versions one after another, the last one ever after."""

    versions: list[int]
    stale: bool = False
    asked: list[tuple[frozenset[str], str | None, int | None]] = field(default_factory=list)

    async def measures(self, names: frozenset[str], day: str | None, seen: int | None = None) -> MeasureTables:
        self.asked.append((names, day, seen))
        version = self.versions.pop(0) if len(self.versions) > 1 else self.versions[0]
        return MeasureTables(version, {"stale": self.stale}, {name: {} for name in names})


@dataclass
class FakeRows:
    """Gives rows of these versions of the data one after another."""

    versions: list[int | None]
    reads: int = 0

    async def __call__(self, statements: Sequence[Statement]) -> list[list[Any]]:
        self.reads += 1
        return [[self.versions.pop(0), []]]


async def read(
    tables: FakeTables | None, rows: FakeRows, *needs: MeasureNeed, **context: Any
) -> Measured[FakePrepared]:
    prepared = FakePrepared(needs=needs or (NEED,))
    return await read_measured(prepared, RequestContext(FakeStore(), "r", tables=tables, **context), rows)


async def test_tables_of_the_version_that_was_read_are_taken() -> None:
    tables, rows = FakeTables([7]), FakeRows([7])
    told = await read(tables, rows, NEED, OF_A_DAY)
    assert tables.asked == [(NEED.names, None, None), (OF_A_DAY.names, "2018-06-30", None)]
    assert set(told.prepared.tables) == {None, "2018-06-30"}
    assert (told.version, told.extensions, rows.reads) == (7, {}, 1)


async def test_the_version_decides_an_answer_from_tables_of_it_at_the_first_try() -> None:
    at_once = await read(FakeTables([7]), FakeRows([7]))
    twice = await read(FakeTables([7, 8]), FakeRows([8, 8]))
    stale = await read(FakeTables([7], stale=True), FakeRows([8]))
    unseeded = await read(FakeTables([0]), FakeRows([None]))
    assert [told.decided_by for told in (at_once, twice, stale, unseeded)] == [7, None, None, None]


async def test_before_the_first_seed_the_version_is_0() -> None:
    assert (await read(FakeTables([0]), FakeRows([None]))).extensions == {}


async def test_after_a_change_both_are_got_again() -> None:
    tables, rows = FakeTables([7, 8]), FakeRows([8, 8])
    told = await read(tables, rows)
    assert [seen for _, _, seen in tables.asked] == [None, 8]
    assert told.prepared.tables[None].version == told.version == 8
    assert (told.extensions, rows.reads) == ({}, 2)


async def test_after_three_times_the_answer_says_that_they_are_stale() -> None:
    tables, rows = FakeTables([1, 2, 3]), FakeRows([2, 3, 4])
    told = await read(tables, rows)
    assert rows.reads == 3
    assert told.version == 4
    assert told.extensions == {"analysis": {"stale": True, "dataVersion": 3}}
    assert told.prepared.tables[None].meta["stale"] is True


async def test_tables_that_are_said_to_be_stale_are_not_waited_for_again() -> None:
    rows = FakeRows([8])
    told = await read(FakeTables([7], stale=True), rows)
    assert rows.reads == 1
    assert told.extensions == {"analysis": {"stale": True, "dataVersion": 7}}


async def test_of_two_days_only_the_stale_one_is_said_to_be() -> None:
    told = await read(FakeTables([7, 8, 7, 8, 7, 8]), FakeRows([8, 8, 8]), NEED, OF_A_DAY)
    assert {day: table.is_stale for day, table in told.prepared.tables.items()} == {None: True, "2018-06-30": False}
    assert told.extensions == {"analysis": {"stale": True, "dataVersion": 7}}


async def test_where_nothing_computes_them_they_are_refused() -> None:
    rows = FakeRows([7])
    with pytest.raises(RequestError) as refused:
        await read(None, rows)
    assert refused.value.code == "EXTRA_MISSING"
    assert rows.reads == 0


async def test_an_operation_without_measures_needs_no_tables() -> None:
    rows = FakeRows([7])
    told = await read_measured(FakePrepared(), RequestContext(FakeStore(), "r"), rows)
    assert (told.version, told.tables, rows.reads) == (7, {}, 1)


async def test_what_the_short_way_read_is_taken_with_its_tables() -> None:
    tables = FakeTables([9])
    ahead = {None: MeasureTables(7, {"stale": False}, {"degree": {"inst:1": 4}})}
    told = await read(tables, FakeRows([7]), tables_ahead=ahead)
    assert told.prepared.tables == ahead
    assert tables.asked == []


async def test_what_the_short_way_met_is_raised_without_tables() -> None:
    async def rows(_: Sequence[Statement]) -> list[list[Any]]:
        raise StoreError("STORE_TIMEOUT", seconds=1)

    tables = FakeTables([7])
    context = RequestContext(FakeStore(), "r", tables=tables, ahead=StoreError("STORE_TIMEOUT", seconds=1))
    with pytest.raises(StoreError):
        await read_measured(FakePrepared(needs=(NEED,)), context, rows)
    assert tables.asked == []

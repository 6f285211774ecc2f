"""The table of rates: never more than the rate in any minute, whatever is asked when, from whichever process."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_service.access.buckets import WINDOW_SECONDS, Buckets

pytestmark = pytest.mark.static
RATE = 100


class Clock:
    """A clock that tests move."""

    def __init__(self, now: float = 1_000.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


def table(slots: int = 64) -> tuple[Buckets, Clock]:
    buckets, clock = Buckets.alone(slots), Clock()
    buckets.clock = clock
    return buckets, clock


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 30), st.integers(0, 60), st.booleans()), min_size=1, max_size=80))
def test_no_minute_has_more_than_the_rate(asked: list[tuple[float, int, bool]]) -> None:
    buckets, clock = table()
    spent: list[tuple[float, int]] = []
    for pause, points, partly in asked:
        clock.now += pause
        before = buckets.take("a", 0, RATE).remaining
        after = buckets.take("a", points, RATE, partly=partly).remaining
        spent.append((clock.now, before - after))
    for start, _ in spent:
        assert sum(points for at, points in spent if start <= at < start + WINDOW_SECONDS) <= RATE


def test_steady_demand_gets_nearly_the_whole_rate() -> None:
    buckets, clock = table()
    granted = 0
    for _ in range(10 * WINDOW_SECONDS * 10):
        clock.now += 0.1
        granted += buckets.take("a", 1, RATE).granted
    assert 0.9 * 10 * RATE <= granted <= 10 * RATE + RATE


def test_what_is_not_left_is_refused_whole() -> None:
    buckets, _ = table()
    assert buckets.take("a", 60, RATE).remaining == 40
    refused = buckets.take("a", 41, RATE)
    assert (refused.granted, refused.remaining) == (False, 40)
    assert buckets.take("a", 40, RATE).granted


def test_a_part_is_taken_where_that_is_asked_for() -> None:
    buckets, _ = table()
    buckets.take("a", 95, RATE)
    assert buckets.take("a", 10, RATE, partly=True).remaining == 0
    assert not buckets.take("a", 1, RATE).granted


@pytest.mark.parametrize("first", [0.0, 0.1, 3.0, 4.9])
def test_the_wait_told_is_the_wait_needed(first: float) -> None:
    buckets, clock = table()
    clock.now += first
    buckets.take("a", 70, RATE)
    clock.now += 20
    buckets.take("a", 30, RATE)
    wait = buckets.take("a", 80, RATE).reset_seconds
    clock.now += wait - 1
    assert not buckets.take("a", 80, RATE).granted
    clock.now += 1
    assert buckets.take("a", 80, RATE).granted


def test_callers_do_not_share_and_a_given_back_point_is_there_again() -> None:
    buckets, _ = table()
    buckets.take("a", RATE, RATE)
    assert buckets.take("b", RATE, RATE).granted
    buckets.give_back("a", 10)
    assert buckets.take("a", 10, RATE).granted
    assert not buckets.take("a", 1, RATE).granted


def test_a_full_table_forgets_who_spent_least() -> None:
    buckets, _ = table(slots=8)
    buckets.take("heavy", RATE, RATE)
    for number in range(1_000):
        assert buckets.take(f"light {number}", 1, RATE).granted
    assert not buckets.take("heavy", 1, RATE).granted


def test_the_table_names_nobody() -> None:
    buckets = Buckets.alone(64)
    buckets.take("address 192.0.2.7", 1, RATE)
    assert b"192.0.2.7" not in bytes(buckets._memory)
    other = Buckets.alone(64)
    other.take("address 192.0.2.7", 1, RATE)
    assert bytes(buckets._memory)[64:] != bytes(other._memory)[64:], "the hash has a key of its own"


def test_two_tables_of_one_name_are_one() -> None:
    one = Buckets.create(64)
    try:
        assert one.name is not None
        other = Buckets.attach(one.name)
        one.take("a", 60, RATE)
        assert other.take("a", 41, RATE).granted is False
        assert other.take("a", 40, RATE).granted
    finally:
        one.remove()
    assert not os.path.exists(one.name)


_HOLDER = """
import sys, time
from graph_service.access.buckets import Buckets
buckets = Buckets.attach(sys.argv[1])
buckets._lock.__enter__()
print("held", flush=True)
time.sleep(60)
"""


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGSTOP])
def test_a_process_that_ends_or_stops_with_the_lock_holds_nobody_up(end: signal.Signals) -> None:
    buckets = Buckets.create(64)
    assert buckets.name is not None
    holder = subprocess.Popen([sys.executable, "-c", _HOLDER, buckets.name], stdout=subprocess.PIPE, text=True)
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        holder.send_signal(end)
        if end is signal.SIGKILL:
            holder.wait()
        began = time.monotonic()
        assert buckets.take("a", 1, RATE).granted
        assert time.monotonic() - began < 20, "it waits for milliseconds, not for the holder"
    finally:
        holder.kill()
        holder.wait()
        assert holder.stdout is not None
        holder.stdout.close()
        buckets.remove()


def test_many_callers_at_random_are_counted_apart() -> None:
    buckets, clock = table(slots=4_096)
    drawn, spent, asked = random.Random(7), dict.fromkeys(range(200), 0), dict.fromkeys(range(200), 0)
    for _ in range(4_000):
        who = drawn.randrange(200)
        clock.now += 0.001
        asked[who] += 3
        spent[who] += buckets.take(f"caller {who}", 3, 60).granted * 3
    assert spent == {who: min(60, points) for who, points in asked.items()}
    assert max(asked.values()) > 60


def test_a_table_of_a_killed_process_is_removed_by_the_next(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("graph_service.access.buckets._SHARED_MEMORY", tmp_path)
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    (tmp_path / f"kalaka-rates-{ended.pid}-abc").write_bytes(b"")
    mine = Buckets.create(slots=16)
    again = Buckets.create(slots=16)
    assert {path.name for path in tmp_path.iterdir()} == {Path(str(one.name)).name for one in (mine, again)}

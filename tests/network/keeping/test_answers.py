"""Answers are computed once, kept within bounds, and forgotten with their version."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import numpy as np
import pytest

from graph_service.network.keeping.answers import Answers, Key, size_of

pytestmark = pytest.mark.anyio


@dataclass
class Work:
    """Gives how often it was done."""

    done: int = 0
    fails: int = 0

    async def __call__(self) -> int:
        await asyncio.sleep(0)
        if self.fails:
            self.fails -= 1
            raise ValueError("no luck")
        self.done += 1
        return self.done


def key(version: int, *arguments: object) -> Key:
    return Key(version, "gaps/1", arguments)


async def test_twenty_who_ask_at_once_have_it_computed_once() -> None:
    answers, work = Answers(), Work()
    assert await asyncio.gather(*(answers.get(key(1, "HU1"), work) for _ in range(20))) == [1] * 20
    assert await answers.get(key(1, "HU1"), work) == 1
    assert work.done == 1


async def test_version_method_and_arguments_tell_answers_apart() -> None:
    answers, work = Answers(), Work()
    keys = [key(1, "HU1"), key(1, "HU2"), key(2, "HU1"), Key(1, "gaps/2", ("HU1",))]
    assert [await answers.get(each, work) for each in keys] == [1, 2, 3, 4]
    assert len(answers) == 4


async def test_answers_of_two_versions_are_kept() -> None:
    answers, work = Answers(), Work()
    for version in (1, 2, 3):
        await answers.get(key(version), work)
    assert len(answers) == 2
    assert await answers.get(key(3), work) == 3
    assert await answers.get(key(2), work) == 2
    assert await answers.get(key(1), work) == 4


async def test_the_least_recently_used_goes_first() -> None:
    answers, work = Answers(entries=2), Work()
    for argument in ("a", "b", "a", "c"):
        await answers.get(key(1, argument), work)
    assert await answers.get(key(1, "a"), work) == 1
    assert await answers.get(key(1, "b"), work) == 4


async def test_bytes_are_bounded_and_what_is_larger_than_all_is_not_kept() -> None:
    answers = Answers(size=3_000)

    async def thousand() -> bytes:
        return bytes(1_000)

    async def million() -> bytes:
        return bytes(1_000_000)

    for argument in range(5):
        await answers.get(key(1, argument), thousand)
    assert len(answers) == 2
    assert answers.used_size <= 3_000
    assert len(await answers.get(key(1, "large"), million)) == 1_000_000
    assert len(answers) == 2


async def test_the_caller_may_tell_the_size() -> None:
    answers, work = Answers(size=100), Work()
    await answers.get(key(1), work, lambda _: 60)
    assert answers.used_size == 60
    await answers.get(key(2), work, lambda _: 60)
    assert (len(answers), answers.used_size) == (1, 60)


async def test_a_failure_is_told_to_all_and_not_kept() -> None:
    answers, work = Answers(), Work(fails=1)
    found = await asyncio.gather(*(answers.get(key(1), work) for _ in range(3)), return_exceptions=True)
    assert [str(one) for one in found] == ["no luck"] * 3
    assert len(answers) == 0
    assert await answers.get(key(1), work) == 1


async def test_who_leaves_does_not_end_the_work_for_the_others() -> None:
    answers, work = Answers(), Work()
    first = asyncio.create_task(answers.get(key(1), work))
    second = asyncio.create_task(answers.get(key(1), work))
    await asyncio.sleep(0)
    first.cancel()
    assert await second == 1
    assert first.cancelled()


async def test_an_answer_of_a_version_left_behind_is_given_but_not_kept() -> None:
    answers, work = Answers(), Work()
    old = asyncio.create_task(answers.get(key(1), work))
    await asyncio.sleep(0)
    await asyncio.gather(answers.get(key(2), work), answers.get(key(3), work))
    assert await old == 1
    assert len(answers) == 2


def test_size_counts_arrays_and_what_containers_hold() -> None:
    assert size_of(np.zeros(1_000)) >= 8_000
    assert size_of({"a": [np.zeros(1_000)], "b": (np.zeros(1_000),)}) >= 16_000
    assert size_of("a" * 1_000) >= 1_000

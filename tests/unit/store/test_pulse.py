"""When a database counts as down: only if the question has no answer and nobody else gets one either."""

import asyncio

import pytest

from graph_service.store import pulse
from graph_service.store.pulse import Pulse
from tests.waiting import until

pytestmark = pytest.mark.anyio


class Silent(Pulse):
    """A pulse whose question has no answer until `speaks`; nor does it end before `thought`."""

    def __init__(self) -> None:
        super().__init__(None, "kalaka")
        self.speaks = False
        self.thought = asyncio.Event()
        self.thought.set()
        self.asked = 0

    async def _answers(self) -> bool:
        self.asked += 1
        await asyncio.sleep(0.01)
        await self.thought.wait()
        return self.speaks


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setattr(pulse, "_PAUSE_SECONDS", 0.01)


async def test_a_silent_database_is_down_until_it_speaks():
    listening = Silent()
    listening.suspect()
    await until(lambda: listening.is_down)
    listening.speaks = True
    await until(lambda: not listening.is_down)
    asked = listening.asked
    await asyncio.sleep(0.05)
    assert listening.asked == asked  # nobody asks while nobody doubts


async def test_a_database_that_answers_anybody_is_not_down():
    listening = Silent()
    listening.suspect()
    for _ in range(50):
        listening.hear()
        assert not listening.is_down
        await asyncio.sleep(0.001)
    await listening.close()
    assert not listening.is_down


async def test_doubts_of_many_ask_once_at_a_time():
    listening = Silent()
    listening.thought.clear()
    for _ in range(100):
        listening.suspect()
    await until(lambda: listening.asked)
    listening.suspect()
    await asyncio.sleep(0.05)
    assert listening.asked == 1
    await listening.close()

"""A worker that dies, is too slow or too busy, as seen over HTTP: a typed error, and the next request works."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, NamedTuple

import httpx
import pytest

import graph_service.app
from graph_service.api.service import Api
from graph_service.app import create_app
from graph_service.settings import Settings
from graph_service.store.store import Store
from tests.analysis.drawn import HEAVY, QUICK, QUICK_ANSWER, DrawnDesk, drawn_desk
from tests.network.worker.drawn import ten_times
from tests.waiting import until

pytestmark = pytest.mark.anyio
SIBLINGS = f'county(nuts3: "HU211") {{ nts: nuts3 }} quick: {QUICK}'


class Serving(NamedTuple):
    """A client of a started application, and the application's desk."""

    http: httpx.AsyncClient
    desk: DrawnDesk

    async def ask(self, document: str, language: str = "en") -> httpx.Response:
        """The answer to a document."""
        headers = {"accept-language": language}
        return await self.http.post("/graphql", json={"query": document}, headers=headers, timeout=120)

    async def begun(self, *, waiting: int = 0) -> None:
        """Waits until the worker has a job and so many others wait."""
        await until(lambda: self.desk.is_busy and self.desk.waiting == waiting, seconds=60)
        await asyncio.sleep(0.1)  # until the order has reached it


Start = Callable[..., AbstractAsyncContextManager[Serving]]


@pytest.fixture
def serving(api: Api, store: Store, monkeypatch: pytest.MonkeyPatch) -> Start:
    """Starts an application over the demonstration whose desk holds the drawn network."""
    desks: list[DrawnDesk] = []

    def opened(store: Any, model: object, *, seconds: float, queue: int) -> DrawnDesk:
        desks.append(drawn_desk(store, seconds=seconds, queue=queue))
        return desks[-1]

    monkeypatch.setattr(graph_service.app, "open_desk", opened)
    monkeypatch.setattr(graph_service.app, "api_of", lambda settings: api)

    @asynccontextmanager
    async def start(**variables: str) -> AsyncIterator[Serving]:
        app = create_app(Settings.from_environment({"KALAKA_READ_SECONDS": "60", **variables}), store)
        async with app.router.lifespan_context(app):
            transport = httpx.ASGITransport(app)
            async with httpx.AsyncClient(transport=transport, base_url="http://test") as http:
                yield Serving(http, desks[-1])

    return start


def error_of(answer: httpx.Response) -> dict[str, Any]:
    """The one error of an answer, its text and request id apart."""
    [error] = answer.json()["errors"]
    assert error["extensions"].pop("requestId")
    assert error.pop("message")
    found: dict[str, Any] = error
    return found


async def test_a_worker_that_is_killed_in_a_job_fails_that_request_only(serving: Start) -> None:
    async with serving() as service:
        assert (await service.ask(f"{{ {QUICK} }}")).json()["data"] == {"networkSeries": QUICK_ANSWER}
        asked = asyncio.create_task(service.ask(f"{{ {SIBLINGS} {HEAVY} }}"))
        await service.begun()
        killed = service.desk.worker_pid
        assert killed is not None
        os.kill(killed, signal.SIGKILL)
        answer = await asked
        error = error_of(answer)
        assert (error["path"], error["extensions"]["code"]) == (["brokerage"], "ANALYSIS_FAILED")
        assert answer.headers["retry-after"] == str(error["extensions"]["retryAfter"])
        data = answer.json()["data"]
        assert data == {"county": {"nts": "HU211"}, "quick": QUICK_ANSWER, "brokerage": None}
        again = (await service.ask(f"{{ {HEAVY} }}")).json()
        assert again["data"]["brokerage"]["totalCount"] > 0
        assert "errors" not in again
        assert service.desk.worker_pid not in (None, killed)


async def test_a_job_that_takes_too_long_is_stopped_and_spares_its_siblings(serving: Start) -> None:
    async with serving(KALAKA_ANALYSIS_SECONDS="0.5", KALAKA_READ_SECONDS="5") as service:
        await service.ask(f"{{ {QUICK} }}")
        answer = await service.ask(f"{{ {HEAVY} {SIBLINGS} }}", "hu")
        [told] = answer.json()["errors"]
        assert told["message"].startswith("Az elemzés 0.5 másodperc alatt nem készült el")
        error = error_of(answer)
        assert (error["path"], error["extensions"]["code"]) == (["brokerage"], "ANALYSIS_TIMEOUT")
        assert answer.headers["retry-after"] == str(error["extensions"]["retryAfter"])
        assert answer.json()["data"]["quick"] == QUICK_ANSWER
        assert answer.json()["data"]["county"] == {"nts": "HU211"}
        assert (await service.ask(f"{{ {QUICK} }}")).json()["data"] == {"networkSeries": QUICK_ANSWER}


async def test_one_more_than_may_wait_is_told_when_to_come_back(serving: Start) -> None:
    async with serving(KALAKA_ANALYSIS_QUEUE="1") as service:
        await service.ask(f"{{ {QUICK} }}")
        first = asyncio.create_task(service.ask(f"{{ {HEAVY} }}"))
        await service.begun()
        second = asyncio.create_task(service.ask(f"{{ {HEAVY.replace('first: 1', 'first: 2')} }}"))
        await service.begun(waiting=1)
        answer = await service.ask("{ fragility(first: 1) { totalCount } }")
        error = error_of(answer)
        assert (error["path"], error["extensions"]["code"]) == (["fragility"], "ANALYSIS_BUSY")
        assert int(answer.headers["retry-after"]) == error["extensions"]["retryAfter"] >= 1
        done = [one.json()["data"]["brokerage"]["totalCount"] for one in await asyncio.gather(first, second)]
        assert done[0] == done[1] > 0
        assert "errors" not in (await service.ask(f"{{ {QUICK.replace('1', '2')} }}")).json()


async def test_what_is_too_large_says_by_how_much_and_what_would_make_it_smaller(serving: Start) -> None:
    async with serving() as service:
        service.desk.given = ten_times(12_000, 6_000)
        edit = 'add: [{institutions: ["inst:00001", "inst:00002"]}]'
        answer = await service.ask(f"{{ whatIf({edit}, withBetweenness: true) {{ tieCount {{ after }} }} }}")
        [error] = answer.json()["errors"]
        assert error["extensions"]["code"] == "SCOPE_TOO_LARGE"
        assert error["extensions"]["cost"] > error["extensions"]["limit"] == 7_200
        assert answer.headers["retry-after"] == "3600"
        assert "withBetweenness: false" in error["message"]
        answer = await service.ask(f"{{ whatIf({edit}) {{ tieCount {{ before after }} }} }}")
        counted = answer.json()["data"]["whatIf"]["tieCount"]
        assert counted["after"] == counted["before"] + 1


async def test_equal_requests_at_once_are_one_job(serving: Start) -> None:
    async with serving(KALAKA_ANALYSIS_QUEUE="1") as service:
        answers = await asyncio.gather(*(service.ask(f"{{ {HEAVY} }}") for _ in range(6)))
    assert len({str(one.json()["data"]) for one in answers}) == 1
    assert not any("errors" in one.json() for one in answers)


async def test_measures_of_planned_roots_are_refused_alike(serving: Start) -> None:
    async with serving(KALAKA_ANALYSIS_SECONDS="0.5") as service:
        await service.ask(f"{{ {QUICK} }}")
        answer = await service.ask("{ institutions(first: 1) { nodes { id network { betweenness } } } }")
        assert error_of(answer)["extensions"]["code"] == "ANALYSIS_TIMEOUT"
        assert int(answer.headers["retry-after"]) >= 1

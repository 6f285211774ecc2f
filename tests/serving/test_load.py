"""How many requests are let in: by the lag of the loop, and by how many are answered in time."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graph_service.app import create_app
from graph_service.errors import LoadError
from graph_service.settings import Settings
from graph_service.web.at_once import RefusedAtOnce, bare_refusal
from graph_service.web.ending import Ending
from graph_service.web.gates import LET_IN, Gates
from graph_service.web.load import InFlight, Load, OpenByAddress, Stay
from tests.http.fakes import FakeStore

pytestmark = pytest.mark.anyio
STATE = {"language": "en", "request_id": "0123456789abcdef"}


def scope(path: str = "/graphql", method: str = "POST", kind: str = "http") -> Scope:
    return {
        "type": kind,
        "path": path,
        "method": method,
        "headers": [],
        "state": dict(STATE),
        "client": ("192.0.2.1", 1),
    }


async def sent_by(gates: ASGIApp, asked: Scope, body: Message | None = None) -> list[Message]:
    """What `gates` sends for a request whose body is in one piece."""
    sent: list[Message] = []

    async def receive() -> Message:
        return body or {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    await gates(asked, receive, send)
    return sent


def gates_before(app: Any, load: Load) -> Gates:
    return Gates(app, load, OpenByAddress(2), Ending())


async def answering(scope: Scope, receive: Receive, send: Send) -> None:
    await receive()
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"ok"})


class LoopByHand:
    """A loop on which time passes only as a test says, so that no pause of the machine is taken for lag."""

    def __init__(self) -> None:
        self.now = 1_000.0
        self._timers: list[asyncio.TimerHandle] = []

    def time(self) -> float:
        return self.now

    def call_at(self, when: float, callback: Callable[..., None], *arguments: Any) -> asyncio.TimerHandle:
        timer = asyncio.TimerHandle(when, callback, arguments, self)
        self._timers.append(timer)
        return timer

    def get_debug(self) -> bool:
        return False

    def _timer_handle_cancelled(self, _: asyncio.TimerHandle) -> None: ...

    def held_up(self, seconds: float) -> None:
        """Time passes and nothing that is due is done."""
        self.now += seconds

    def passes(self, seconds: float) -> None:
        """Time passes, and what is due is done when it is due; what is overdue at once."""
        until = self.now + seconds
        while due := [timer for timer in self._timers if not timer.cancelled() and timer.when() <= until]:
            timer = min(due, key=asyncio.TimerHandle.when)
            self._timers.remove(timer)
            self.now = max(self.now, timer.when())
            timer._run()
        self.now = until


@pytest.fixture
def loop() -> LoopByHand:
    return LoopByHand()


@contextmanager
def ticking(loop: Any, lag_ms: int, most: int = 64, is_down: Callable[[], bool] = bool) -> Iterator[Load]:
    """A load that ticks on `loop` while inside."""
    load = Load(lag_ms, most)
    load.start(loop, is_down)
    try:
        yield load
    finally:
        load.stop()


async def test_a_load_ticks_on_a_real_loop_until_it_is_stopped() -> None:
    ticked = asyncio.Event()
    with ticking(asyncio.get_running_loop(), lag_ms=100, is_down=lambda: bool(ticked.set())) as load:
        await ticked.wait()
        assert load.lets_in()
    assert load._collected not in gc.callbacks


def test_a_loop_that_comes_late_lets_nothing_in_and_soon_does_again(loop: LoopByHand) -> None:
    with ticking(loop, lag_ms=50) as load:
        load.under_way = 1
        loop.passes(0.05)
        assert load.lets_in()
        loop.held_up(0.2)
        assert not load.lets_in()
        loop.passes(0.001)
        assert load.lag == pytest.approx(0.19)
        assert not load.lets_in()
        loop.passes(0.02)
        assert load.lets_in()


async def test_a_late_loop_is_answered_with_503_and_a_time_to_wait_and_the_application_sees_nothing(
    loop: LoopByHand,
) -> None:
    with ticking(loop, lag_ms=50) as load:
        load.under_way = 1
        loop.held_up(0.2)
        [start, body] = await sent_by(gates_before(None, load), scope())
    assert start["status"] == 503
    assert (b"retry-after", b"1") in start["headers"]
    assert b'"code":"OVERLOADED"' in body["body"]


def test_a_loop_that_is_late_while_nobody_asks_is_not_late_for_load(loop: LoopByHand) -> None:
    with ticking(loop, lag_ms=50) as load:
        loop.held_up(0.2)
        assert load.lets_in()
        assert not load.lets_in()


class _SlowGarbage:
    """Reaches itself, so that only a look for garbage finds it, and makes that look long."""

    def __init__(self, loop: LoopByHand) -> None:
        self.itself = self
        self._loop = loop

    def __del__(self) -> None:
        self._loop.held_up(0.3)


def test_a_look_for_garbage_is_no_load(loop: LoopByHand) -> None:
    with ticking(loop, lag_ms=100) as load:
        load.under_way = 1
        began = loop.now
        _SlowGarbage(loop)
        gc.collect()
        assert loop.now == began + 0.3
        assert load.lets_in()
        loop.passes(0.02)
        assert load.lets_in()
        assert load.lag == pytest.approx(0)


def test_a_loop_that_is_late_does_not_learn_to_let_more_in_though_none_had_to_wait_outside(loop: LoopByHand) -> None:
    with ticking(loop, lag_ms=100) as load:
        load.under_way = 1
        load._limit = 5.0
        for _ in range(10):
            loop.held_up(0.06)
            loop.passes(0.001)
        assert load.limit == 5
        loop.passes(0.3)
        assert load.limit > 5


def test_at_rest_the_requests_of_three_pages_may_come_at_the_same_moment() -> None:
    """A browser opens up to six connections to a host."""
    load = Load(lag_ms=50, most=64)
    assert all(load.lets_in() for _ in range(18))


def test_of_a_crowd_that_comes_at_once_only_as_many_are_let_in_as_may_be_under_way() -> None:
    load = Load(lag_ms=50, most=8)
    assert sum(load.lets_in() for _ in range(100)) == 8


@pytest.mark.parametrize("path", ["/health", "/ready", "/metrics"])
async def test_whoever_looks_after_the_service_is_let_in_under_load(path: str) -> None:
    load = Load(lag_ms=50, most=64)
    load.under_way = 1_000
    [start, _] = await sent_by(gates_before(answering, load), scope(path, "GET"))
    assert start["status"] == 200


async def test_a_request_counts_while_it_is_worked_on_once_it_is_whole() -> None:
    load, seen = Load(lag_ms=100, most=64), []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append(load.under_way)
        await receive()
        seen.append(load.under_way)

    await sent_by(gates_before(app, load), scope())
    assert seen == [0, 1]
    assert load.under_way == 0


async def test_who_is_refused_before_the_body_is_read_holds_no_place() -> None:
    load = Load(lag_ms=100, most=64)

    async def refusing(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 415, "headers": []})
        await send({"type": "http.response.body", "body": b"no"})

    for _ in range(100):
        assert (await sent_by(gates_before(refusing, load), scope()))[0]["status"] == 415


async def test_who_is_refused_in_front_of_the_gates_holds_no_place() -> None:
    app = create_app(Settings.from_environment({}), FakeStore())
    for _ in range(100):
        assert app.refused_at_once("POST", "/graphql", [], is_last=False) is None
        without_host = scope()
        without_host["state"] = {LET_IN: True}
        assert (await sent_by(app, without_host))[0]["status"] == 400


async def test_a_slow_body_does_not_count() -> None:
    load, seen = Load(lag_ms=100, most=64), []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        seen.append(load.under_way)

    part: Message = {"type": "http.request", "body": b"[", "more_body": True}
    await sent_by(gates_before(app, load), scope(), part)
    assert seen == [0]


async def test_a_stream_of_events_counts_until_it_begins() -> None:
    load, seen = Load(lag_ms=100, most=64), []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append(load.under_way)
        headers = [(b"content-type", b"text/event-stream; charset=utf-8")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        seen.append(load.under_way)

    await sent_by(gates_before(app, load), scope(method="GET"))
    assert seen == [1, 0]


def test_where_many_wait_as_many_are_let_in_as_are_answered_in_time(loop: LoopByHand) -> None:
    """Each request takes 5 ms of a processor of its own: 200 a second, of which 0.06 s hold twelve."""
    stays: list[Any] = []
    with ticking(loop, lag_ms=100, most=500) as load:
        for _ in range(400):
            while load.lets_in():
                stays.append(load_stay(load))
            loop.passes(0.005)
            stays.pop(0).end()
        assert load.limit == pytest.approx(12, abs=1)
        for stay in stays:
            stay.end()
    assert load.under_way == 0


def test_a_database_that_comes_back_is_asked_one_thing_at_a_time_until_it_is_quick_again(loop: LoopByHand) -> None:
    is_down, limits = True, []

    def crowd(load: Load, seconds: float) -> None:
        """Somebody wants to come in all the time, and each request takes so long."""
        stay = load_stay(load)
        for _ in range(round(seconds / 0.001)):
            load.lets_in()
            limits.append(load.limit)
            loop.passes(0.001)
        stay.end()

    with ticking(loop, lag_ms=100, most=500, is_down=lambda: is_down) as load:
        loop.passes(0.1)
        crowd(load, 0.1)
        is_down = False
        for _ in range(4):
            crowd(load, 0.15)
        assert set(limits) == {1}
        for _ in range(200):
            crowd(load, 0.005)
        assert load.limit >= 6


def load_stay(load: Load) -> Any:
    stay = Stay(load)
    stay.begin()
    return stay


async def test_an_address_holds_so_many_sockets_open_and_another_one_its_own() -> None:
    held = OpenByAddress(2)
    with held.one_more("a"), held.one_more("a"):
        with pytest.raises(LoadError) as refused, held.one_more("a"):
            pass
        assert refused.value.code == "SOCKETS_EXCEEDED"
        with held.one_more("b"):
            pass
    with held.one_more("a"):
        pass


async def test_a_websocket_too_many_is_refused_with_a_status_before_it_is_one() -> None:
    load, began = Load(lag_ms=100, most=64), asyncio.Event()

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        began.set()
        await asyncio.Event().wait()

    gates = Gates(app, load, OpenByAddress(1), Ending())
    asked = {**scope(kind="websocket"), "extensions": {"websocket.http.response": {}}}
    first = asyncio.create_task(sent_by(gates, asked))
    await began.wait()
    [start, body] = await sent_by(gates, asked)
    first.cancel()
    assert (start["type"], start["status"]) == ("websocket.http.response.start", 503)
    assert b"SOCKETS_EXCEEDED" in body["body"]


def test_operations_too_many_at_once_are_refused() -> None:
    gate = InFlight(1)
    with gate.one_more(), pytest.raises(LoadError) as refused, gate.one_more():
        pass
    assert refused.value.code == "IN_FLIGHT_EXCEEDED"
    assert gate.now == 0


def test_what_is_refused_at_once_has_language_page_and_id() -> None:
    refused = RefusedAtOnce(["https://a.example"])
    told = refused.answer([(b"accept-language", b"hu"), (b"origin", b"https://a.example")], "f" * 16)
    head, _, body = told.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 503 Service Unavailable\r\n")
    assert b"access-control-allow-origin: https://a.example" in head
    assert "túlterhelt".encode() in body
    assert head.count(b"f" * 16) == 1
    assert body.count(b"f" * 16) == 1
    assert b"content-length: %d" % len(body) in head
    assert b"connection: close" not in head
    other = refused.answer([(b"origin", b"https://b.example")], "f" * 16, is_last=True)
    assert b"allow-origin" not in other
    assert b"\r\nconnection: close\r\n" in other
    assert b"too much to do" in other


@pytest.mark.parametrize(
    ("code", "status"), [("HTTP_MALFORMED", b"400"), ("HEAD_TOO_LARGE", b"431"), ("CONNECTIONS_EXCEEDED", b"503")]
)
def test_what_never_became_a_request_is_refused_with_a_code(code: str, status: bytes) -> None:
    head, _, body = bare_refusal(code, most=1, fields=1).partition(b"\r\n\r\n")
    assert head.split(b" ")[1] == status
    assert b"connection: close" in head
    assert code.encode() in body

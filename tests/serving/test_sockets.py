"""The service at its socket, in raw bytes: framing, caps, deadlines, connections of an address, its end."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from http.client import HTTPResponse
from pathlib import Path

import pytest

from graph_service.access.scopes import IMPORT
from tests.robustness.served import ROOT, Served, served
from tests.robustness.slow_clients import HANDSHAKE

pytestmark = pytest.mark.embedded

POST = b"POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
QUERY = b'{"query":"{ counties { totalCount } }"}'
HEALTH = b"GET /health HTTP/1.1\r\nHost: a\r\n\r\n"
HEALTH_AND_CLOSE = b"GET /health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
LINES_OF_A_FULL_PIPE = 2_000
LONG = {"KALAKA_REQUEST_SECONDS": "60", "KALAKA_IDLE_SECONDS": "600", "KALAKA_LAG_MS": "5000"}
SHORT = {"KALAKA_REQUEST_SECONDS": "1", "KALAKA_IDLE_SECONDS": "1", "KALAKA_LAG_MS": "5000"}
END_LATE = {"KALAKA_ANALYSIS_SECONDS": "60"}
"""An end may take as long as a job of the analysis."""
SOON = 20.0
"""Seconds: far more than what is done at once takes, far less than the deadlines of the patient service."""


@pytest.fixture(scope="module")
def service() -> Iterator[Served]:
    """A patient service: what it closes, it does not close for being late."""
    with served("embedded", **LONG, KALAKA_CONNECTIONS_PER_ADDRESS="20") as running:
        yield running


@pytest.fixture(scope="module")
def hasty() -> Iterator[Served]:
    """A service with short deadlines, so that tests of being late need not wait."""
    with served("embedded", **SHORT) as running:
        yield running


def connected(service: Served) -> socket.socket:
    return socket.create_connection((service.host, service.port), timeout=SOON)


def answer_to(service: Served, request: bytes) -> tuple[int, bytes]:
    """Status and all bytes until the service closes the connection."""
    with connected(service) as peer:
        got = b""
        with contextlib.suppress(ConnectionError):
            peer.sendall(request)
            while data := peer.recv(65_536):
                got += data
    return (int(got[9:12]) if got else 0), got


def answers_to_a_crowd(service: Served, request: bytes, peers: ExitStack) -> list[tuple[HTTPResponse, socket.socket]]:
    """The answers to a hundred requests that come at the same moment, from many addresses, and their connections."""
    crowd = []
    for number in range(1, 101):
        own = (f"127.0.1.{number}", 0)
        peer = socket.create_connection((service.host, service.port), timeout=SOON, source_address=own)
        crowd.append(peers.enter_context(peer))
    for peer in crowd:
        peer.sendall(request)
    return [(whole_answer(peer)[0], peer) for peer in crowd]


def whole_answer(peer: socket.socket) -> tuple[HTTPResponse, bytes]:
    """Head and body of one answer, however many packets it comes in."""
    answer = HTTPResponse(peer)
    answer.begin()
    return answer, answer.read()


def is_closed(peer: socket.socket) -> bool:
    """Whether the service closes the connection soon, with nothing more to say."""
    peer.settimeout(SOON)
    try:
        return peer.recv(65_536) == b""
    except ConnectionError:
        return True
    except TimeoutError:
        return False


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"nonsense\r\n\r\n", "HTTP_MALFORMED"),
        (b"GET / HTTP/9.9\r\nHost: a\r\n\r\n", "HTTP_MALFORMED"),
        (POST + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\n{}", "HTTP_MALFORMED"),
        (POST + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "HTTP_MALFORMED"),
        (POST + b"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n", "HTTP_MALFORMED"),
        (POST + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", "HTTP_MALFORMED"),
        (POST + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n", "HTTP_MALFORMED"),
        (POST + b"Content-Length: -1\r\n\r\n", "HTTP_MALFORMED"),
        (POST + b"Content-Length: 1e3\r\n\r\n", "HTTP_MALFORMED"),
        (b"GET / HTTP/1.1\r\nHost: a\r\nX : a\r\n\r\n", "HTTP_MALFORMED"),
        (b"GET / HTTP/1.1\r\nHost: a\r\nX: a\x00b\r\n\r\n", "HTTP_MALFORMED"),
        (b"GET /" + b"a" * 40_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n", "HEAD_TOO_LARGE"),
        (b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"a" * 40_000 + b"\r\n\r\n", "HEAD_TOO_LARGE"),
        (b"GET / HTTP/1.1\r\nHost: a\r\n" + b"X: a\r\n" * 150 + b"\r\n", "HEAD_TOO_LARGE"),
        (b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"a" * 40_000, "HEAD_TOO_LARGE"),
    ],
)
def test_what_is_no_request_is_refused_with_a_code_and_closed(service: Served, raw: bytes, code: str) -> None:
    status, got = answer_to(service, raw)
    assert status == (431 if code == "HEAD_TOO_LARGE" else 400)
    head, _, body = got.partition(b"\r\n\r\n")
    assert json.loads(body)["errors"][0]["extensions"]["code"] == code
    assert b"connection: close" in head.lower()
    assert b"content-security-policy:" in head.lower()


def test_a_websocket_that_is_refused_is_told_why_and_is_no_error_of_the_service(service: Served) -> None:
    of_elsewhere = HANDSHAKE.replace(b"Host: a\r\n", b"Host: a\r\nOrigin: https://elsewhere.example\r\n")
    status, got = answer_to(service, of_elsewhere)
    assert status == 403
    assert b"ORIGIN_DENIED" in got
    assert answer_to(service, HEALTH_AND_CLOSE)[0] == 200
    time.sleep(0.2)  # the last lines of the log
    assert [line for line in service.logged() if line.get("level") == "error"] == []


def test_requests_in_a_row_on_one_connection_are_answered_in_order(service: Served) -> None:
    one = POST + b"Content-Length: %d\r\n\r\n%s" % (len(QUERY), QUERY)
    last = one.replace(b"Host: a", b"Host: a\r\nConnection: close")
    status, got = answer_to(service, one + HEALTH + last)
    assert status == 200
    assert [b"totalCount" in part for part in got.split(b"HTTP/1.1 200 OK")[1:]] == [True, False, True]


@pytest.mark.parametrize(
    ("name", "first", "again"),
    [
        ("silent", b"", b""),
        ("empty lines", b"\r\n", b"\r\n"),
        ("slow head", b"GET / HTTP/1.1\r\nX: ", b"a"),
        ("slow body", POST + b"Content-Length: 5000\r\n\r\n", b"["),
        ("slow chunks", POST + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\n[\r\n"),
        ("idle", HEALTH, b""),
        ("empty lines after an answer", HEALTH, b"\r\n"),
    ],
)
def test_slow_and_silent_clients_are_closed(hasty: Served, name: str, first: bytes, again: bytes) -> None:
    with connected(hasty) as peer:
        peer.sendall(first)
        began = time.monotonic()
        peer.settimeout(0.2)
        while time.monotonic() - began < SOON:
            try:
                if again:
                    peer.sendall(again)
                if not peer.recv(65_536):
                    return
            except TimeoutError:
                continue
            except ConnectionError:
                return
    pytest.fail(f"a client of the kind {name!r} was kept")


def test_a_body_that_does_not_come_is_told_before_the_connection_is_closed(hasty: Served) -> None:
    status, got = answer_to(hasty, POST + b"Content-Length: 5000\r\n\r\n[")
    assert status == 408
    assert b"BODY_SLOW" in got


def test_an_upload_may_come_more_slowly_than_other_bodies(hasty: Served) -> None:
    head = f"POST /import?name=Badge.csv HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {hasty.new_key(IMPORT)}\r\n"
    with connected(hasty) as peer:
        peer.sendall(head.encode() + b"Content-Length: 6\r\n\r\nid\n")
        assert answer_to(hasty, POST + b"Content-Length: 5000\r\n\r\n[")[0] == 408
        peer.sendall(b"id2")
        answer, body = whole_answer(peer)
    assert answer.status == 200
    assert [line["verdict"] for line in json.loads(body)["lines"]] == ["refused"]


@pytest.mark.parametrize("pages", [1, 8])
def test_an_answer_that_nobody_reads_is_cut_off(hasty: Served, pages: int) -> None:
    """One page is all with the kernel, and for the service done with; of eight it keeps some itself."""
    with socket.socket() as peer:
        peer.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        peer.settimeout(SOON)
        peer.connect((hasty.host, hasty.port))
        peer.sendall(b"GET /graphql/schema HTTP/1.1\r\nHost: a\r\n\r\n" * pages)
        poll = select.poll()
        poll.register(peer, select.POLLRDHUP)
        assert poll.poll(SOON * 1_000), "it was kept"


def test_a_busy_connection_is_kept_though_its_last_answer_is_never_acknowledged_in_time(hasty: Served) -> None:
    """Whoever reads late, but reads, and asks again is answered for longer than an idle connection is kept."""
    with connected(hasty) as peer:
        asked = POST + b"Content-Length: %d\r\n\r\n%s" % (len(QUERY), QUERY)
        give_up = time.monotonic() + 3.5
        while time.monotonic() < give_up:
            peer.sendall(asked)
            time.sleep(0.03)  # shorter than the kernel waits before it acknowledges
            assert b'"totalCount":' in whole_answer(peer)[1]


def test_more_connections_than_an_address_may_hold_are_refused_and_others_are_not(service: Served) -> None:
    with contextlib.ExitStack() as stack:
        for _ in range(20):
            stack.enter_context(connected(service))
        status, got = answer_to(service, HEALTH)
        assert status == 503
        assert b"CONNECTIONS_EXCEEDED" in got
        with socket.create_connection((service.host, service.port), SOON, ("127.0.0.9", 0)) as other:
            other.sendall(HEALTH_AND_CLOSE)
            assert whole_answer(other)[0].status == 200
    assert answered_in_the_end(lambda: answer_to(service, HEALTH_AND_CLOSE)[0]) == 200


def answered_in_the_end(status: Callable[[], int]) -> int:
    """The status of the first answer that is no refusal for load."""
    give_up = time.monotonic() + SOON
    while (found := status()) == 503 and time.monotonic() < give_up:
        time.sleep(0.05)
    return found


@pytest.mark.parametrize("kind", ["kept", "to be closed", "of HTTP/1.0"])
def test_a_refusal_for_load_says_whether_its_connection_is_kept(service: Served, kind: str) -> None:
    head = POST.replace(b"/1.1", b"/1.0") if kind == "of HTTP/1.0" else POST
    if kind == "to be closed":
        head += b"Connection: close\r\n"
    request = head + b"Content-Length: %d\r\n\r\n%s" % (len(QUERY), QUERY)
    with ExitStack() as peers:
        answers = answers_to_a_crowd(service, request, peers)
        refused = [(answer, peer) for answer, peer in answers if answer.status == 503]
        assert refused, "nobody was refused"
        for answer, peer in refused:
            assert answer.getheader("connection") == (None if kind == "kept" else "close")
            if kind != "kept":
                assert is_closed(peer)
        if kind == "kept":
            assert answered_in_the_end(lambda: asked_again(refused[-1][1], request)) == 200


def asked_again(peer: socket.socket, request: bytes) -> int:
    """The status of the answer to one more request on the same connection."""
    peer.sendall(request)
    return whole_answer(peer)[0].status


def test_the_end_answers_what_is_asked_and_says_so_to_whoever_is_connected() -> None:
    with ExitStack() as stack:
        service = stack.enter_context(served("embedded", **LONG))
        idle, slow, watching = (stack.enter_context(connected(service)) for _ in range(3))
        slow.sendall(POST + b"Content-Length: %d\r\n\r\n%s" % (len(QUERY), QUERY[:10]))
        assert asked_again(watching, HEALTH) == 200  # what came before it has been read too
        service.process.send_signal(signal.SIGTERM)
        wait_for_the_end(watching)
        slow.sendall(QUERY[10:])
        idle.sendall(POST + b"Content-Length: %d\r\n\r\n%s" % (len(QUERY), QUERY))
        for peer in (slow, idle):
            answer, body = whole_answer(peer)
            assert (answer.status, answer.getheader("connection")) == (200, "close"), body
            assert is_closed(peer)
        assert service.process.wait(SOON) == 0


def wait_for_the_end(peer: socket.socket) -> None:
    """Returns when the service says on an open connection that it is about to end."""
    answer: HTTPResponse | None = None
    while answer is None or answer.getheader("connection") != "close":
        time.sleep(0.01)
        peer.sendall(HEALTH)
        answer = whole_answer(peer)[0]
        assert answer.status == 200


def test_a_second_signal_ends_at_once() -> None:
    with served("embedded", **LONG, **END_LATE) as service, connected(service) as peer, connected(service) as watching:
        peer.sendall(POST + b"Content-Length: 500\r\n\r\n[")
        assert asked_again(watching, HEALTH) == 200
        service.process.send_signal(signal.SIGTERM)
        wait_for_the_end(watching)
        service.process.send_signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            service.process.wait(SOON)
        assert service.process.poll() is not None


def test_a_log_that_nobody_reads_does_not_stop_the_service(tmp_path: Path) -> None:
    variables = {name: value for name, value in os.environ.items() if not name.startswith(("NEO4J_", "KALAKA_"))}
    variables |= {"KALAKA_DATA_DIR": str(tmp_path / "data"), "KALAKA_PORT": "0", "KALAKA_SEED": "none"}
    process = subprocess.Popen(
        [sys.executable, "-m", "graph_service", "serve", "--json"],
        env=variables,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    try:
        url = next(line["listening"] for line in map(json.loads, process.stdout) if "listening" in line)
        port = int(url.rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port), timeout=20) as peer:
            for _ in range(LINES_OF_A_FULL_PIPE):
                assert asked_again(peer, HEALTH) == 200
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
        process.stderr.close()

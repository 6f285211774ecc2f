"""What abusers hold open: connections that say little, or read nothing, and WebSockets with much on each."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidMessage, InvalidStatus
from websockets.typing import Subprotocol

from tests.robustness.abuses import PATIENCE, PAUSE, SHED, TRIES, Answer, Harm, Visitor, address, own_cpu_ms
from tests.robustness.served import Served

_LOOK = 0.5
_ESTABLISHED = "01"
_SUBSCRIPTION = "subscription { dataVersion }"
_SLOW = (
    (b"POST /graphql HTTP/1.1\r\nHost: a\r\nX-A: ", b"a"),
    (
        b"POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 60000\r\n\r\n",
        b"[",
    ),
)
_PAGE = b"GET /graphql/schema HTTP/1.1\r\nHost: a\r\n\r\n"


def slow_senders(service: Served, seconds: float, each: int = 40) -> Harm:
    """Clients that send a head, or a body, a byte a second: those that are still connected after so many seconds."""
    return asyncio.run(_slow_senders(service, seconds, each))


async def _slow_senders(service: Served, seconds: float, each: int) -> Harm:
    own, ends = address(), asyncio.get_running_loop().time() + seconds
    lines = []
    for first, again in _SLOW:
        for _ in range(each):
            reader, writer = await asyncio.open_connection(service.host, service.port, local_addr=(own, 0))
            writer.write(first)
            lines.append((reader, writer, again))
    while asyncio.get_running_loop().time() < ends:
        await asyncio.sleep(1.0)
        for _, writer, again in lines:
            if not writer.is_closing():
                writer.write(again)
    return await _held([(reader, writer) for reader, writer, _ in lines])


async def _held(lines: Sequence[tuple[asyncio.StreamReader, asyncio.StreamWriter]]) -> Harm:
    """Those that are still connected; what the others were told. All are ended."""
    said = await asyncio.gather(*(_told(reader) for reader, _ in lines))
    for _, writer in lines:
        writer.transport.abort()
    bodies = [told.partition(b"\r\n\r\n")[2] for told in said if told is not None]
    return Harm(said.count(None), Counter(Answer(0, body).code or "closed" for body in bodies))


async def _told(reader: asyncio.StreamReader) -> bytes | None:
    """What was said before the connection was closed; None where it is still open."""
    try:
        async with asyncio.timeout(_LOOK):
            return await reader.read(-1)
    except TimeoutError:
        return None
    except ConnectionError:
        return b""


def unread_answers(service: Served, seconds: float, number: int = 60) -> Harm:
    """Clients that ask for pages and do not read: those that the service still holds after so many seconds."""
    own, lines = address(), []
    Visitor(service).asks("{ dataVersion }")
    with contextlib.ExitStack() as stack:
        for _ in range(number):
            peer = stack.enter_context(socket.socket())
            peer.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
            peer.bind((own, 0))
            peer.connect((service.host, service.port))
            peer.sendall(_PAGE * 6)
            lines.append(peer)
            time.sleep(0.02)  # a page is none of what load refuses here
        time.sleep(seconds)
        held = _held_by(service)
    return Harm(held, {"closed": number - held} if held < number else {})


def _held_by(service: Served) -> int:
    """Connections that the process has open (Linux): what the kernel still sends is no longer its own."""
    lines = [line.split() for line in Path(f"/proc/{service.pid}/net/tcp").read_text("ascii").splitlines()[1:]]
    at_port = [line for line in lines if int(line[1].rpartition(":")[2], 16) == service.port]
    return sum(state == _ESTABLISHED and inode != "0" for state, inode in ((line[3], line[9]) for line in at_port))


def many_connections(service: Served, number: int = 800) -> Harm:
    """Connections of one address that have begun a request: those that are held at the same time."""
    return asyncio.run(_many_connections(service, number))


async def _many_connections(service: Served, number: int) -> Harm:
    own, lines = address(), []
    for _ in range(number):
        reader, writer = await asyncio.open_connection(service.host, service.port, local_addr=(own, 0))
        writer.write(b"GET /health HTTP/1.1\r\nHost: a\r\nX-A: ")
        lines.append((reader, writer))
    await asyncio.sleep(1.0)
    return await _held(lines)


def many_sockets(service: Served, number: int = 180) -> Harm:
    """WebSockets of one address that have been initialised: those that are open at the same time."""
    return asyncio.run(_many_sockets(service, number))


async def _many_sockets(service: Served, number: int) -> Harm:
    codes = Counter[str]()
    async with contextlib.AsyncExitStack() as stack:
        opened = await _opened(service, stack, number, codes)
        return Harm(len(opened), codes)


async def _opened(
    service: Served, stack: contextlib.AsyncExitStack, number: int, codes: Counter[str]
) -> Sequence[ClientConnection]:
    """So many sockets of one address, as far as they are let in."""
    own, opened = address(), []
    for _ in range(number):
        for _ in range(TRIES):
            try:
                line = await stack.enter_async_context(
                    connect(
                        f"ws://{service.host}:{service.port}/graphql",
                        subprotocols=[Subprotocol("graphql-transport-ws")],
                        local_addr=(own, 0),
                        compression=None,
                        proxy=None,
                        open_timeout=PATIENCE,
                        close_timeout=0.1,
                    )
                )
            except (TimeoutError, InvalidMessage) as error:
                error.add_note(f"socket {len(opened) + 1} of {number}; the service said last: {service.lines[-20:]}")
                raise
            except InvalidStatus as error:
                code = Answer(error.response.status_code, bytes(error.response.body)).code
                if code == SHED:
                    await asyncio.sleep(PAUSE)
                    continue
                codes[code] += 1
            else:
                await line.send('{"type": "connection_init"}')
                await line.recv()
                opened.append(line)
            break
    return opened


def many_subscriptions(service: Served, number: int = 200) -> Harm:
    """Subscriptions on one socket: the messages that one number of the data is told in."""
    return asyncio.run(_many_subscriptions(service, number))


async def _many_subscriptions(service: Served, number: int) -> Harm:
    codes, told = Counter[str](), 0
    async with contextlib.AsyncExitStack() as stack:
        [line] = await _opened(service, stack, 1, codes)
        for id_ in range(number):
            await line.send(_subscribe(id_, _SUBSCRIPTION))
        for _ in range(number):
            async with asyncio.timeout(PATIENCE):
                message = json.loads(await line.recv())
            told += message["type"] == "next"
            if message["type"] == "error":
                codes[message["payload"][0]["extensions"]["code"]] += 1
    return Harm(told, codes)


def operations_at_once(service: Served, document: str, sockets: int = 48, each: int = 10) -> Harm:
    """Operations over many sockets at the same time, each a text of its own: milliseconds of the service."""
    return asyncio.run(_operations_at_once(service, document, sockets, each))


async def _operations_at_once(service: Served, document: str, sockets: int, each: int) -> Harm:
    codes = Counter[str]()
    async with contextlib.AsyncExitStack() as stack:
        lines = await _opened(service, stack, sockets, codes)
        before = own_cpu_ms(service)
        for number, line in enumerate(lines):
            for id_ in range(each):
                await line.send(_subscribe(id_, document.replace("NUMBER", f"{number}_{id_}_{before:.0f}")))
        await asyncio.gather(*(_until_told(line, each, codes) for line in lines))
        return Harm(own_cpu_ms(service) - before, codes)


async def _until_told(line: ClientConnection, number: int, codes: Counter[str]) -> None:
    """Read until so many operations have ended."""
    with contextlib.suppress(ConnectionClosed):
        while number:
            message = json.loads(await line.recv())
            number -= message["type"] in ("complete", "error")
            errors = message["payload"] if message["type"] == "error" else message.get("payload", {}).get("errors", ())
            if errors:
                codes[errors[0]["extensions"]["code"]] += 1


def _subscribe(id_: int, document: str) -> str:
    return json.dumps({"id": str(id_), "type": "subscribe", "payload": {"query": document}})

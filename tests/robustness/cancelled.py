"""A client leaves while its statement runs: how long the database goes on with it, and what 200 who left leave behind.

The statement takes ten seconds and more; it is started over HTTP by an ordinary document, with a deadline that allows
it. What runs is asked of the database itself: SHOW TRANSACTIONS, and the embedded engine's list of queries.
"""

from __future__ import annotations

import base64
import http.client
import json
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import neo4j as driver_library

from tests.engines import neo4j
from tests.engines.running import Name
from tests.robustness.figures import Figure, Trial
from tests.robustness.outage import Database, failing, walk
from tests.robustness.served import Served

BAR_SECONDS = 0.25
_SLOW = walk(7)
PATIENT = {"KALAKA_READ_SECONDS": "60"}
_MARK = "CONTAINS"  # in the text of no other statement that runs meanwhile
_AT_ONCE = 8
Running = Callable[[], int]


@contextmanager
def running_statements(database: Database) -> Iterator[Running]:
    """A function that asks the database how many statements of the trial it runs."""
    if database.server is None:
        yield lambda: _running_embedded(database.service.folder)
        return
    auth = (neo4j.USERNAME, neo4j.PASSWORD)
    with (
        driver_library.GraphDatabase.driver(database.server.uri, auth=auth) as driver,
        driver.session(database="neo4j") as session,
    ):
        query = (
            "SHOW TRANSACTIONS YIELD currentQuery "
            "WHERE currentQuery CONTAINS $mark AND NOT currentQuery STARTS WITH 'SHOW' RETURN count(*) AS running"
        )
        yield lambda: int(session.run(query, mark=_MARK).single(strict=True)["running"])


def _running_embedded(folder: Path) -> int:
    port = json.loads((folder / "engine.json").read_text("utf-8"))["http_port"]
    password = (folder / "root.password").read_text("ascii")
    token = base64.b64encode(f"root:{password}".encode()).decode()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        body = json.dumps({"command": "list queries database graph"})
        headers = {"Content-Type": "application/json", "Authorization": f"Basic {token}"}
        connection.request("POST", "/api/v1/server", body, headers)
        listed = json.loads(connection.getresponse().read())["result"]
    finally:
        connection.close()
    return sum(_MARK in query["text"] for query in listed)


def seconds_until_gone(service: Served, running: Running) -> float:
    """Start the slow statement over HTTP, leave when the database runs it, and wait until it does not."""
    client = _let_in(service, running)
    time.sleep(0.5)
    if running() != 1:
        raise AssertionError("the statement was too quick to be left")
    client.close()
    left = time.monotonic()
    _wait(lambda: running() == 0)
    return time.monotonic() - left


def _let_in(service: Served, running: Running) -> http.client.HTTPConnection:
    """The slow request, once the database runs it; one that was shed is repeated."""
    for _ in range(20):
        client = _started(service, _SLOW)
        client.sock.settimeout(0.3)
        try:
            told = client.getresponse().read()
        except TimeoutError:
            _wait(lambda: running() == 1)
            return client
        client.close()
        time.sleep(0.2)
    raise AssertionError(f"the service never let the request in: {told[:200]!r}")


def _started(service: Served, document: str) -> http.client.HTTPConnection:
    client = http.client.HTTPConnection(service.host, service.port, timeout=30)
    client.request("POST", "/graphql", json.dumps({"query": document}), {"Content-Type": "application/json"})
    return client


def _wait(condition: Callable[[], bool], seconds: float = 30.0) -> None:
    give_up = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > give_up:
            raise AssertionError("the database did not come to it")
        time.sleep(0.005)


def leave_many(service: Served, number: int) -> None:
    """So many requests that were let in and whose clients left after 100 to 300 ms, eight at a time."""
    chosen = random.Random(6)

    def leave(seconds: float) -> bool:
        client = _started(service, _SLOW)
        client.sock.settimeout(seconds)
        try:
            client.getresponse().read()  # shed: the service had too much to do
        except TimeoutError:
            return True
        finally:
            client.close()
        time.sleep(0.2)
        return False

    left = 0
    give_up = time.monotonic() + 120
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        while left < number:
            if time.monotonic() > give_up:
                raise AssertionError(f"only {left} requests were let in")
            left += sum(pool.map(leave, [chosen.uniform(0.1, 0.3) for _ in range(min(_AT_ONCE, number - left))]))


def connections(service: Served, port: int) -> int:
    """How many connections `service` holds to the port of its database (Linux)."""
    lines = [line.split() for line in Path(f"/proc/{service.pid}/net/tcp").read_text("ascii").splitlines()[1:]]
    sockets = {line[9] for line in lines if line[3] == "01" and int(line[2].rpartition(":")[2], 16) == port}
    held = {path.readlink().name for path in Path(f"/proc/{service.pid}/fd").iterdir() if path.is_symlink()}
    return sum(f"socket:[{inode}]" in held for inode in sockets)


def cancelled(database: Database, rounds: int, many: int) -> list[Figure]:
    """The rows of one engine."""
    name, service = database.service.engine, database.service
    with running_statements(database) as running:
        gone = max(seconds_until_gone(service, running) for _ in range(rounds))
        leave_many(service, many)
        time.sleep(1.0)
        left, held = running(), connections(service, database.bolt_port)
    print(f"cancelled, {name}: gone after {gone * 1000:.0f} ms, {left} left, {held} held", file=sys.stderr, flush=True)
    answered = _is_answered(service)
    return [
        Figure(
            f"client left, {name}: its statement is gone from the database",
            f"{BAR_SECONDS * 1000:.0f} ms",
            f"{gone * 1000:.0f} ms",
            is_met=gone <= BAR_SECONDS,
        ),
        Figure(f"{many} clients left, {name}: statements still running", "0", str(left), is_met=left == 0),
        Figure(f"{many} clients left, {name}: connections held", "at most 33", str(held), is_met=held <= 33),
        Figure(f"{many} clients left, {name}: the next is answered", "yes", "yes" if answered else "no", answered),
    ]


def _is_answered(service: Served) -> bool:
    client = _started(service, "{ counties { totalCount } }")
    try:
        return bool(json.loads(client.getresponse().read())["data"]["counties"]["totalCount"] > 0)
    finally:
        client.close()


def run(long: bool) -> Sequence[Figure]:
    """On both engines; Neo4j only where it can run."""
    rows: list[Figure] = []
    names: list[Name] = ["embedded"] if neo4j.missing() else ["embedded", "neo4j"]
    for name in names:
        with failing(name, **PATIENT) as database:
            rows += cancelled(database, 10 if long else 2, 200)
    return rows


TRIAL = Trial("cancelled", run)

"""Several processes on one database: what one writes, the others tell in order; one is killed, another goes on."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import pytest

from graph_service.store.open import open_store
from tests.clients.conftest import PATIENT
from tests.engines.running import RunningEngine, running_neo4j
from tests.live.following import SECONDS, streamed, subjects_of
from tests.live.writer import named, writer
from tests.live.writing import key_to_write
from tests.robustness.served import ROOT, Served, served
from tests.subscribing import subscribed, told
from tests.waiting import until

NEWS = "subscription { changed { dataVersion cursor changes { number subject } } }"
BATCHES, SIZE = 20, 25
SETTINGS = {**PATIENT, "KALAKA_SEED": "none", "KALAKA_WRITE_SECONDS": "60"}


class Follower(threading.Thread):
    """Follows a service for as long as that lives."""

    def __init__(self, service: Served, last: str | None = None) -> None:
        super().__init__(daemon=True)
        self._url = graphql(service)
        self.last = last
        self.seen: list[str] = []
        self.error: Exception | None = None

    def run(self) -> None:
        try:
            with suppress(httpx.HTTPError), streamed(self._url, NEWS, self.last) as events:
                while True:
                    last, subjects = following(events)
                    self.seen += subjects
                    self.last = last
        except Exception as error:
            self.error = error

    def has(self, count: int) -> None:
        """Return once so many changes were told."""
        asyncio.run(until(lambda: len(self.seen) >= count or self.error, 2 * SECONDS))
        assert self.error is None


@pytest.mark.neo4j
def test_a_thousand_changes_of_two_processes_arrive_at_another_and_after_its_death_at_the_next(tmp_path: Path) -> None:
    """Half of them by mutations of one service, half by `kalaka import` beside it, both at once."""
    with (
        migrated(tmp_path / "neo4j") as (database, key),
        served("neo4j", database=database, **SETTINGS) as first,
        served("neo4j", database=database, **SETTINGS) as second,
        served("neo4j", database=database, **SETTINGS) as third,
    ):
        follower = Follower(second)
        follower.start()
        asyncio.run(until(lambda: follower.last, SECONDS))
        operations = named("m", BATCHES, SIZE)
        with imports(tmp_path, database.environment):
            for names in operations[:8]:
                mutated(first, key, names)
            follower.has(200)
            os.kill(second.pid, signal.SIGKILL)
            for names in operations[8:]:
                mutated(first, key, names)
        follower.join(SECONDS)
        assert not follower.is_alive()
        assert 200 <= len(follower.seen) < 2 * BATCHES * SIZE
        next_one = Follower(third, follower.last)
        next_one.start()
        next_one.has(2 * BATCHES * SIZE - len(follower.seen))
        seen = follower.seen + next_one.seen
    assert len(seen) == 2 * BATCHES * SIZE
    for source in "mw":
        own = [subject for subject in seen if subject.startswith(f"badge:{source}-")]
        assert own == written(source)


@pytest.mark.embedded
def test_what_another_process_writes_is_told_on_both_transports(tmp_path: Path) -> None:
    with (
        served("embedded", folder=tmp_path / "data", **SETTINGS) as service,
        subscribed(graphql(service), NEWS, SECONDS) as socket,
        streamed(graphql(service), NEWS) as events,
    ):
        assert subjects_of(told(socket, SECONDS)["payload"]) == following(events)[1] == []
        with writer({"KALAKA_DATA_DIR": str(tmp_path / "data")}, BATCHES, SIZE):
            by_stream: list[str] = []
            by_socket: list[str] = []
            while len(by_stream) < BATCHES * SIZE:
                by_stream += following(events)[1]
            while len(by_socket) < BATCHES * SIZE:
                by_socket += subjects_of(told(socket, SECONDS)["payload"])
    assert by_stream == by_socket == written("w")


@pytest.mark.embedded
def test_a_database_that_is_lost_for_a_while_ends_no_stream(tmp_path: Path) -> None:
    """The engine is killed; the service starts it again, and the stream goes on with what is written then."""
    with (
        served("embedded", folder=tmp_path / "data", **SETTINGS) as service,
        streamed(graphql(service), NEWS) as events,
    ):
        following(events)
        engine = service.engine_pid
        assert engine is not None
        os.kill(engine, signal.SIGKILL)
        asyncio.run(until(lambda: service.engine_pid != engine, SECONDS))
        with writer({"KALAKA_DATA_DIR": str(tmp_path / "data")}, BATCHES, SIZE):
            found: list[str] = []
            while len(found) < BATCHES * SIZE:
                found += following(events)[1]
    assert found == written("w")


@contextmanager
def imports(folder: Path, environment: Mapping[str, str]) -> Iterator[None]:
    """Four imports, one after the other, while the block runs, of what `written("w")` names."""
    rows = [f"badge:{name};{name};1;synthetic\n" for names in named("w", BATCHES, SIZE) for name in names]
    files = [folder / f"badges{number}.csv" for number in range(4)]
    for number, file in enumerate(files):
        part = rows[number * len(rows) // 4 : (number + 1) * len(rows) // 4]
        file.write_text(f"id;Név;Szükséges pontszám;Az adat eredete\n{''.join(part)}", encoding="utf-8")
    command = [sys.executable, "-m", "graph_service", "import", "--as", "Badge"]
    done: list[subprocess.CompletedProcess[str]] = []

    def run() -> None:
        for file in files:
            environ = {**os.environ, **environment}
            done.append(
                subprocess.run(
                    [*command, str(file)], cwd=ROOT, env=environ, capture_output=True, text=True, check=False
                )
            )

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield
    finally:
        thread.join(4 * SECONDS)
    assert [one.returncode for one in done] == [0] * len(files), [one.stdout + one.stderr for one in done]


def graphql(service: Served) -> str:
    return f"{service.url}/graphql"


def following(events: Iterator[tuple[str | None, Any]]) -> tuple[str, list[str]]:
    """The id of the next event, and the nodes of its changes in order."""
    id_, content = next(events)
    told = content["data"]["changed"]
    assert id_ == told["cursor"]
    numbers = [change["number"] for change in told["changes"]]
    assert numbers == sorted(numbers)
    return told["cursor"], subjects_of(content)


def written(source: str) -> list[str]:
    return [f"badge:{name}" for names in named(source, BATCHES, SIZE) for name in names]


def mutated(service: Served, key: str, names: list[str]) -> None:
    """One operation with a mutation for each name."""
    parts = [
        f'm{place}: badgeCreate(input: {{id: "badge:{name}", dataOrigin: SYNTHETIC, name: {{hu: "{name}"}}, '
        "threshold: 1}) { errors { code } }"
        for place, name in enumerate(names)
    ]
    body = {"query": f"mutation {{ {' '.join(parts)} }}"}
    answer = httpx.post(graphql(service), json=body, headers={"Authorization": key}, timeout=SECONDS).json()
    assert answer.get("data") == {f"m{place}": {"errors": []} for place in range(len(names))}, answer


@contextmanager
def migrated(home: Path) -> Iterator[tuple[RunningEngine, str]]:
    """An empty Neo4j with everything that services would make of it first, and the header of a key that may write."""

    async def prepare(database: RunningEngine) -> str:
        async with open_store(database.options) as store:
            return await key_to_write(store)

    with running_neo4j(home, is_brief=True) as database:
        yield database, asyncio.run(prepare(database))

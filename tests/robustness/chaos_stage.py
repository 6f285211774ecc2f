"""The stage of `chaos`: a database behind a proxy, the service over it, and what is known of what was sent."""

from __future__ import annotations

import contextlib
import itertools
import json
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from neo4j import GraphDatabase

from tests.engines import neo4j, seeded
from tests.engines.bolt_proxy import BoltProxy
from tests.engines.running import Name, RunningEngine, neo4j_engine, running_embedded
from tests.robustness.served import FREE_RATE, Served, served

Victim = Literal["service", "engine"]
Aim = Literal["after", "within", "random"]
BACK_SECONDS = 120.0


@dataclass
class Sent:
    """What was sent so far, by number: the payload of what was acknowledged, and what was not answered well."""

    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    acknowledged: dict[int, str] = field(default_factory=dict)
    open: set[int] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)


@dataclass
class Round:
    """One kill, and what was known of the open mutations afterwards."""

    victim: Victim
    aim: Aim
    unanswered: int = 0
    before: int = 0
    after: int = 0


@dataclass
class Stage:
    """A database behind a proxy, and the service that runs over it just now."""

    name: Name
    proxy: BoltProxy
    engine: RunningEngine
    behind: RunningEngine
    server: neo4j.Neo4jServer | None = None
    place: str = ""
    key: str = ""
    service: Served | None = None
    sent: Sent = field(default_factory=Sent)
    rounds: list[Round] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    since: float = field(default_factory=time.monotonic)
    """Since when the database is there, or there again."""

    def ask(self, text: str, **parameters: Any) -> list[dict[str, Any]]:
        """Records, by a way of its own past service and proxy."""
        engine = self.engine
        with GraphDatabase.driver(self.uri, auth=(engine.username, engine.password)) as driver:
            records, _, _ = driver.execute_query(text, parameters, database_=engine.database)  # type: ignore[arg-type]
            return [record.data() for record in records]

    @property
    def uri(self) -> str:
        """Where the database listens; the embedded engine may be on another port after each start."""
        if self.name == "neo4j":
            return self.engine.uri
        announced = json.loads((self.engine.options.data_dir / "engine.json").read_text("utf-8"))
        return f"bolt://127.0.0.1:{announced['bolt_port']}"

    @property
    def engine_pid(self) -> int:
        if self.server is not None:
            return self.server.process.pid
        return int(json.loads((self.engine.options.data_dir / "engine.json").read_text("utf-8"))["pid"])

    @contextmanager
    def serving(self) -> Iterator[Served]:
        """A service over the proxy."""
        folder = None if self.name == "neo4j" else self.behind.options.data_dir
        database = self.behind if self.name == "neo4j" else None
        with served(self.name, folder=folder, database=database, **FREE_RATE) as service:
            self.service = service
            yield service

    def bring_back(self, old: int) -> None:
        """Wait for the embedded engine, which its owner starts again, or start Neo4j on its port and home."""
        if self.server is not None:
            self.server.stop()
            self.server = neo4j.start(self.server.home, urlsplit(self.server.uri).port, is_brief=True)
        give_up = time.monotonic() + BACK_SECONDS
        while time.monotonic() < give_up:
            with contextlib.suppress(Exception):
                if self.engine_pid != old and self.ask("RETURN 1 AS one"):
                    self.proxy.forward_to(self.uri)
                    self.since = time.monotonic()
                    return
            time.sleep(0.05)
        raise AssertionError("the database did not come back")


@contextmanager
def stage(name: Name) -> Iterator[Stage]:
    """A copy of the demonstration, in an engine of its own."""
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kalaka-chaos-")))
        home = seeded.seeded_copy(name, scratch / "data")
        server = None
        if name == "embedded":
            engine = stack.enter_context(running_embedded(home))
        else:
            server = neo4j.start(home, neo4j.free_port(), is_brief=True)
            engine = neo4j_engine(server.uri, neo4j.USERNAME, neo4j.PASSWORD, neo4j.DATABASE)
        proxy = stack.enter_context(BoltProxy(engine.uri))
        behind = engine.through(proxy.uri, scratch / "behind")
        if name == "embedded":
            _hide_lists(behind.options.data_dir)
        made = Stage(name, proxy, engine, behind, server)
        try:
            made.place = made.ask("MATCH (s:Settlement) RETURN min(s.id) AS id")[0]["id"]
            yield made
        finally:
            if made.server is not None:
                made.server.stop()


def _hide_lists(folder: Path) -> None:
    """Through a proxy every client looks as if it had left, and the service would end their statements (it asks the
    engine over HTTP which run, and the kernel who is connected): here it finds nobody to ask."""
    path = folder / "engine.json"
    announced = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps({**announced, "http_port": neo4j.free_port()}), "utf-8")

"""The processes under measurement: each is started on a free port, awaited, watched for memory, and ended by its id."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from bench.client import BadAnswer, Client

_FREE_RATE = {"KALAKA_RATE": "100000000", "KALAKA_KEY_RATE": "100000000", "KALAKA_KEY_SECONDS": "600"}
"""All load comes from one address; a key is looked for once."""
ROOT = Path(__file__).resolve().parents[1]
RIVAL = ROOT / "bench" / "rival"
_START_SECONDS = 60.0
_STOP_SECONDS = 15.0


class NotRun(Exception):
    """A side cannot take part; the text says what is missing and what to do."""


@dataclass(frozen=True)
class Running:
    """A server of the comparison."""

    name: str
    port: int
    process: subprocess.Popen[bytes]
    log: Path
    engine: Mapping[str, str] = field(default_factory=dict)
    """The settings by which a command uses the same database."""

    def memory_mb(self) -> float:
        """Resident memory now, in MB."""
        status = Path(f"/proc/{self.process.pid}/status")
        if not status.exists():
            return float("nan")
        found = re.search(r"VmRSS:\s+(\d+) kB", status.read_text())
        return int(found[1]) / 1024 if found else float("nan")

    def last_words(self) -> str:
        """The end of what it printed."""
        return "\n".join(self.log.read_text("utf-8", "replace").splitlines()[-12:])


@contextmanager
def service(engine: Mapping[str, str], folder: Path) -> Iterator[Running]:
    """`kalaka serve` on `engine`, as a user starts it."""
    port = free_port()
    environment = {**engine, "KALAKA_HOST": "127.0.0.1", "KALAKA_PORT": str(port), **_FREE_RATE}
    with _started("ours", [sys.executable, "-m", "graph_service", "serve"], port, environment, folder) as running:
        yield replace(running, engine=engine)


def new_key(running: Running) -> str:
    """A key that may read small numbers of people, made beside a running service of ours."""
    command = [sys.executable, "-m", "graph_service", "keys", "create", "bench", "--scope", "read:people", "--json"]
    made = subprocess.run(command, env=_clean(running.engine), cwd=ROOT, capture_output=True, text=True, check=True)
    return str(json.loads(made.stdout)["key"])


@contextmanager
def handwritten(engine: Mapping[str, str], folder: Path) -> Iterator[Running]:
    """The hand-written endpoint on the same database."""
    port = free_port()
    with _started("hand", [sys.executable, "-m", "bench.handwritten", str(port)], port, engine, folder) as running:
        await_port(running)
        yield running


@contextmanager
def rival(engine: Mapping[str, str], folder: Path) -> Iterator[Running]:
    """@neo4j/graphql in production mode; its packages are installed from its lock file when they are not there."""
    install_rival()
    port = free_port()
    environment = {**engine, "NODE_ENV": "production"}
    with _started("rival", ["node", str(RIVAL / "server.mjs"), str(port)], port, environment, folder) as running:
        await_port(running)
        yield running


def install_rival() -> None:
    """`npm ci` in bench/rival unless done since the lock file changed. Raises NotRun without Node 20."""
    if not shutil.which("node") or not shutil.which("npm"):
        raise NotRun("Node 20 and npm are missing: install them to compare with @neo4j/graphql")
    installed, lock = RIVAL / "node_modules" / ".package-lock.json", RIVAL / "package-lock.json"
    if installed.exists() and installed.stat().st_mtime >= lock.stat().st_mtime:
        return
    done = subprocess.run(["npm", "ci", "--ignore-scripts"], cwd=RIVAL, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise NotRun(f"`npm ci` failed in bench/rival: {(done.stderr or done.stdout).strip()[-400:]}")
    installed.touch()


def free_port() -> int:
    """A loopback port that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def await_port(running: Running) -> None:
    """Wait until it listens."""
    _poll(running, lambda: Client(running.port).close())


def await_answer(running: Running, path: str, body: bytes) -> None:
    """Wait until it answers this question with 200."""

    def ask() -> None:
        with Client(running.port) as client:
            client.send(client.request(path, body))

    _poll(running, ask)


def _poll(running: Running, attempt: object) -> None:
    assert callable(attempt)
    end = time.monotonic() + _START_SECONDS
    while True:
        try:
            attempt()
            return
        except (OSError, BadAnswer) as error:
            if running.process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"{running.name} does not answer ({error}):\n{running.last_words()}") from error
        time.sleep(0.01)


def _clean(environment: Mapping[str, str]) -> dict[str, str]:
    """Our environment with these settings and no others."""
    ours = {key: value for key, value in os.environ.items() if not key.startswith(("NEO4J_", "KALAKA_", "DEBUG"))}
    return {**ours, **environment}


@contextmanager
def _started(
    name: str, command: list[str], port: int, environment: Mapping[str, str], folder: Path
) -> Iterator[Running]:
    log = folder / f"{name}-{port}.log"
    with log.open("wb") as sink:
        process = subprocess.Popen(
            command, env=_clean(environment), cwd=ROOT, stdin=subprocess.PIPE, stdout=sink, stderr=sink
        )
        try:
            yield Running(name, port, process, log)
        finally:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    try:
        process.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdin:
        process.stdin.close()

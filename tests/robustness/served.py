"""The real service as a process of its own, over a copy of the demonstration: what every trial talks to.

`with served("embedded", KALAKA_RATE="100000000") as service:` starts `kalaka serve --json` on a free port and ends it
with SIGTERM. Everything on standard error is kept in `service.lines`, told apart by `service.logged()`.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.engines import seeded
from tests.engines.running import Name, RunningEngine, running_neo4j

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 90
STOP_SECONDS = 40
FREE_RATE = {"KALAKA_RATE": "100000000"}
"""All load of a trial comes from one address, which may spend 60,000 points in a minute: `served(…, **FREE_RATE)`."""


class NotServing(Exception):
    """The service ended, or took too long, before it listened."""


@dataclass
class Served:
    """A service that listens. `environment` runs further `kalaka` commands over the same database."""

    engine: Name
    url: str
    process: subprocess.Popen[str]
    folder: Path
    environment: dict[str, str]
    phases: list[dict[str, Any]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    database: RunningEngine | None = None
    """The Neo4j; None for the embedded engine, which the service starts by itself."""

    @property
    def pid(self) -> int:
        """The process that was started: the one that serves, or the parent of the workers."""
        return self.process.pid

    @property
    def host(self) -> str:
        return str(urlsplit(self.url).hostname)

    @property
    def port(self) -> int:
        return int(urlsplit(self.url).port or 0)

    @property
    def engine_pid(self) -> int | None:
        """The process that the database runs in; None for a Neo4j that somebody else started.

        The embedded engine announces itself in its folder; asked again after each restart.
        """
        if self.engine == "neo4j":
            return neo4j_pid(self.database) if self.database else None
        announced = json.loads((self.folder / "engine.json").read_text("utf-8"))
        return int(announced["pid"])

    @property
    def descendants(self) -> list[int]:
        """The processes below the one that was started: workers, the engine's, that of network analysis."""
        return descendants(self.pid)

    def logged(self) -> list[dict[str, Any]]:
        """The lines of the log so far, decoded; what is no JSON is left out."""
        found = []
        for line in tuple(self.lines):
            with contextlib.suppress(ValueError):
                found.append(json.loads(line))
        return [line for line in found if isinstance(line, dict)]

    def new_key(self, *scopes: str) -> str:
        """A key with these scopes, made by the command."""
        command = [sys.executable, "-m", "graph_service", "keys", "create", "trial", "--scope", ",".join(scopes)]
        made = subprocess.run(
            [*command, "--json"], env=self.environment, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
        )
        return str(json.loads(made.stdout)["key"])

    def stop(self, seconds: float = STOP_SECONDS) -> int:
        """End it with SIGTERM, and with SIGKILL when it takes longer than `seconds`; its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            below = self.descendants
            self.process.kill()
            for pid in below:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            return self.process.wait(10)


@contextmanager
def served(
    engine: Name,
    *arguments: str,
    database: RunningEngine | None = None,
    folder: Path | None = None,
    without: tuple[str, ...] = (),
    patched: tuple[str, ...] = (),
    **settings: str,
) -> Iterator[Served]:
    """A running service over the demonstration, all defaults on but for `settings` (variables by name).

    `arguments` come after `kalaka serve`; `database` is a Neo4j that runs already and holds the demonstration; `folder`
    is a data folder to use as it is; `without` names variables of the defaults to leave out; `patched` are constants to
    change, as `tests.robustness.patched` takes them.
    """
    with contextlib.ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kalaka-served-")))
        data = folder or scratch / "data"
        if engine == "neo4j" and database is None:
            database = stack.enter_context(running_neo4j(seeded.seeded_copy("neo4j", scratch / "neo4j")))
        elif engine == "embedded" and folder is None:
            seeded.seeded_copy("embedded", data)
        variables = _environment(data, database, without, settings)
        command = ("tests.robustness.patched", *patched, "--") if patched else ("graph_service",)
        service = _started(engine, (*command, "serve", "--json", *arguments), data, variables, database)
        stack.callback(_closed, service)
        yield service


def _environment(
    data: Path, database: RunningEngine | None, without: tuple[str, ...], settings: dict[str, str]
) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("NEO4J_", "KALAKA_"))}
    ours = {"KALAKA_DATA_DIR": str(data), "KALAKA_PORT": "0", "LC_ALL": "C.UTF-8"}
    named = database.environment if database else {}
    return {name: value for name, value in {**kept, **ours, **named, **settings}.items() if name not in without}


def _started(
    engine: Name, command: tuple[str, ...], data: Path, variables: dict[str, str], database: RunningEngine | None
) -> Served:
    process = subprocess.Popen(
        [sys.executable, "-m", *command],
        env=variables,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
    )
    service = Served(engine, "", process, data, variables, database=database)
    threading.Thread(target=_collect, args=(process.stderr, service.lines), daemon=True).start()
    watchdog = threading.Timer(START_SECONDS, process.kill)
    watchdog.start()
    try:
        _wait_until_listening(service)
    except BaseException:
        service.stop(5)
        raise
    finally:
        watchdog.cancel()
    threading.Thread(target=_collect, args=(process.stdout, []), daemon=True).start()
    return service


def _wait_until_listening(service: Served) -> None:
    assert service.process.stdout is not None
    for text in service.process.stdout:
        line = json.loads(text)
        if "listening" in line:
            service.url = line["listening"]
            return
        service.phases.append(line)
    service.process.wait(10)
    time.sleep(0.1)  # the last lines of the log
    tail = "\n".join(service.lines[-15:])
    raise NotServing(f"`kalaka serve` ended with {service.process.returncode}:\n{tail}")


def _collect(stream: Any, into: list[str]) -> None:
    with contextlib.suppress(ValueError, OSError):  # closed while it was read
        for line in stream:
            into.append(line)


def _closed(service: Served) -> None:
    service.stop()
    for stream in (service.process.stdout, service.process.stderr):
        if stream is not None:
            with contextlib.suppress(OSError):
                stream.close()


def descendants(pid: int) -> list[int]:
    """The processes below `pid`, nearest first (Linux)."""
    found: list[int] = []
    waiting = [pid]
    while waiting:
        for path in Path(f"/proc/{waiting.pop(0)}/task").glob("*/children"):
            with contextlib.suppress(OSError):
                children = [int(word) for word in path.read_text("ascii").split()]
                found += children
                waiting += children
    return found


def neo4j_pid(database: RunningEngine) -> int | None:
    """The process that listens at the port of a Neo4j that these tests started."""
    port = str(urlsplit(database.uri).port)
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            words = path.read_bytes().decode("utf-8", "replace").split("\0")
            if "Neo4jForTests" in words and port in words:
                return int(path.parent.name)
    return None


def resident_mib(pid: int) -> float:
    """The memory of `pid` that is in RAM now, shared pages included, in MiB (Linux)."""
    for line in Path(f"/proc/{pid}/status").read_text("ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0

"""A real Neo4j for tests and benchmarks, assembled from Maven artefacts and run on the loopback address.

It runs with the settings that docker-compose.yml gives the real one, but for its memory. TESTS_NEO4J=latest
chooses the newest line that pom.xml names.

By hand: `python -m tests.engines.neo4j --port 7688 --home /tmp/some-folder`. Ctrl-C ends it.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import neo4j as driver_library
import yaml

from tests.engines.jdk import java_tool

HERE = Path(__file__).resolve().parent
CACHE = HERE.parents[1] / ".cache"
USERNAME = "neo4j"
PASSWORD = "kalaka-tests"  # of a throwaway server that listens on 127.0.0.1 only
DATABASE = "neo4j"
START_SECONDS = 180
COMPOSE = HERE.parents[1] / "docker-compose.yml"
CHOICE = "TESTS_NEO4J"
_STARTER, _ARCHIVE = "starter.jar", "classes.jsa"
_BRIEF = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
_BRIEF_SETTINGS = {"dbms.cypher.statistics_divergence_threshold": "0.99"}
"""Tests fill and empty a graph over and over, and each statement would be planned again and again: now only where there
is a hundred times more of something, as when the demonstration is loaded."""
MEMORY = "server.memory."  # sized for a machine of its own, not for one that runs tests


class NotAvailable(Exception):
    """Neo4j cannot be assembled or started here; the text says what is missing and what to do."""


@dataclass
class Neo4jServer:
    """A running server. `stop()` kills it; `stop(clean=True)` writes everything down first (10 s)."""

    uri: str
    home: Path
    process: subprocess.Popen[str]

    def stop(self, *, clean: bool = False) -> None:
        """End the server. Repeating it is harmless."""
        if self.process.stdin:
            self.process.stdin.close()
        if not clean:
            self.process.kill()
        self.process.wait(timeout=60)
        if self.process.stdout:
            self.process.stdout.close()


def version() -> str:
    """The version of Neo4j that is chosen, from the one place that names it."""
    name = "neo4j.latest" if os.environ.get(CHOICE) == "latest" else "neo4j.version"
    found = re.search(rf"<{re.escape(name)}>([^<]+)<", (HERE / "pom.xml").read_text("utf-8"))
    assert found, f"pom.xml has no <{name}>"
    return found[1]


def java_number() -> int:
    """The oldest Java that runs this version: since 2025 Neo4j counts in years and needs 21."""
    return 17 if version().startswith("5.") else 21


def server_settings() -> dict[str, str]:
    """What docker-compose.yml sets on the real server, by the names that `SHOW SETTINGS` gives; memory left out."""
    service = yaml.safe_load(COMPOSE.read_text("utf-8"))["services"]["neo4j"]
    every = {_setting_name(name): str(value) for name, value in service["environment"].items()}
    return {name: value for name, value in every.items() if not name.startswith(MEMORY)}


def _setting_name(variable: str) -> str:
    """The image spells a dot as one underscore and an underscore as two."""
    return variable.removeprefix("NEO4J_").replace("__", "\0").replace("_", ".").replace("\0", "_")


def missing() -> str | None:
    """What this machine lacks to run Neo4j, in one line; None when nothing."""
    least = java_number()
    jdk = f"openjdk-{least}-jdk-headless"
    if assembled().exists():
        return None if _java("java") else f"Java {least} or newer is missing: install {jdk}, or set JAVA_HOME"
    lacks = [
        name
        for name, found in ((f"a JDK {least}+ (javac)", _java("javac")), ("Maven", shutil.which("mvn")))
        if not found
    ]
    if lacks:
        return f"{' and '.join(lacks)} missing: install {jdk} and maven, set JAVA_HOME, or set TEST_NEO4J_URI"
    return None


def assembled() -> Path:
    """The folder that holds the jars and our compiled starter."""
    return CACHE / f"neo4j-{version()}"


def assemble() -> Path:
    """Fetch the jars once (about a minute) and compile the starter; later calls return at once."""
    reason = missing()
    if reason:
        raise NotAvailable(reason)
    target = assembled()
    with locked(CACHE / "neo4j.lock"):
        if not target.exists():
            partial = target.with_suffix(".partial")
            shutil.rmtree(partial, ignore_errors=True)
            goal = ["dependency:copy-dependencies", f"-DoutputDirectory={partial / 'lib'}", "-DincludeScope=runtime"]
            _run(["mvn", "-B", "-q", "-f", str(HERE / "pom.xml"), f"-Dneo4j.version={version()}", *goal])
            partial.rename(target)
        _compile_starter(target)
        _archive_classes(target)
    return target


def start(
    home: Path, port: int | None = None, *, heap: str = "1g", page_cache_mb: int = 128, is_brief: bool = False
) -> Neo4jServer:
    """Start a server on `home` (made when absent) and wait until it answers. One `is_brief` that few statements are
    sent twice to: it compiles quickly instead of well, keeps its plans, and takes half the time of processors."""
    flags = [f"-Xmx{heap}", *(_BRIEF if is_brief else ())]
    folder = assemble()
    if (folder / _ARCHIVE).exists():
        flags.append(f"-XX:SharedArchiveFile={folder / _ARCHIVE}")
    settings = server_settings() | (_BRIEF_SETTINGS if is_brief else {})
    return _started(folder, home, port or free_port(), page_cache_mb, flags, settings)


def _started(
    folder: Path, home: Path, port: int, page_cache_mb: int, flags: list[str], settings: Mapping[str, str]
) -> Neo4jServer:
    home.mkdir(parents=True, exist_ok=True)
    written = home / "server.conf"
    written.write_text("".join(f"{name}={value}\n" for name, value in settings.items()), "utf-8")
    command = [str(_java("java")), *flags]
    command += ["--add-opens=java.base/java.nio=ALL-UNNAMED", "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED"]
    command += ["-cp", f"{folder}/lib/*:{folder / _STARTER}", "Neo4jForTests"]
    command += [str(home), str(port), str(page_cache_mb), str(written)]
    with (home / "console.log").open("w") as log:
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            start_new_session=True,  # Ctrl-C in a test run must not end it before the tests do
            env={**os.environ, "KALAKA_TEST_PASSWORD": PASSWORD},
        )
    _wait_until_ready(process, home)
    server = Neo4jServer(f"bolt://127.0.0.1:{port}", home, process)
    _warm(server)
    return server


def _warm(server: Neo4jServer) -> None:
    """A first statement, waited for: on a busy machine it takes longer than the service waits for anything."""
    seconds = float(START_SECONDS)
    patient = {"connection_timeout": seconds, "connection_acquisition_timeout": seconds}
    with driver_library.GraphDatabase.driver(server.uri, auth=(USERNAME, PASSWORD), **patient) as driver:
        driver.execute_query("CALL dbms.components() YIELD name RETURN name", database_=DATABASE)


def free_port() -> int:
    """A loopback port that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_ready(process: subprocess.Popen[str], home: Path) -> None:
    assert process.stdout
    watchdog = threading.Timer(START_SECONDS, process.kill)
    watchdog.start()
    try:
        for line in process.stdout:
            if line.strip() == "READY":
                return
    finally:
        watchdog.cancel()
    process.kill()
    process.wait()
    tail = "\n".join((home / "console.log").read_text("utf-8", "replace").splitlines()[-12:])
    raise NotAvailable(f"Neo4j in {home} did not start within {START_SECONDS} s. Its last words:\n{tail}")


def _compile_starter(folder: Path) -> None:
    source, starter = HERE / "Neo4jForTests.java", folder / _STARTER
    if starter.exists() and starter.stat().st_mtime >= source.stat().st_mtime:
        return
    javac = _java("javac")
    if javac is None:
        least = java_number()
        raise NotAvailable(f"javac of Java {least} or newer is missing: install openjdk-{least}-jdk-headless")
    with TemporaryDirectory() as classes:
        _run([str(javac), "-cp", f"{folder}/lib/*", "-d", classes, str(source)])
        shutil.make_archive(str(starter), "zip", classes)
    starter.with_suffix(".jar.zip").rename(starter)


def _archive_classes(folder: Path) -> None:
    """What a server has loaded when it first answers, in Java's own form: with it one starts in half the time."""
    archive, starter = folder / _ARCHIVE, folder / _STARTER
    if archive.exists() and archive.stat().st_mtime >= starter.stat().st_mtime:
        return
    partial = archive.with_suffix(".partial")
    # It would tell of hundreds of classes that cannot be archived, to a pipe that nobody reads.
    flags = [f"-XX:ArchiveClassesAtExit={partial}", "-Xlog:disable", *_BRIEF]
    with TemporaryDirectory() as home:
        _started(folder, Path(home), free_port(), 16, flags, server_settings()).stop(clean=True)
    if partial.exists():
        partial.rename(archive)


def _java(tool: str) -> str | None:
    """The path of `java` or `javac`, when it is new enough for this version."""
    return java_tool(tool, java_number())


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        tail = "\n".join((done.stdout + done.stderr).splitlines()[-12:])
        raise NotAvailable(f"`{command[0]}` failed while Neo4j was put together:\n{tail}")


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """One process at a time; others wait."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def main(arguments: list[str] | None = None) -> int:
    """Run one server until Ctrl-C, TERM or the end of its own process."""
    parser = argparse.ArgumentParser(prog="python -m tests.engines.neo4j", description=__doc__)
    parser.add_argument("--port", type=int, help="Bolt port on 127.0.0.1; a free one when left out")
    parser.add_argument("--home", type=Path, help="folder of the data; made when absent, kept afterwards")
    parser.add_argument("--assemble", action="store_true", help="only fetch what is needed, once, and end")
    parser.add_argument("--latest", action="store_true", help=f"the newest line, as {CHOICE}=latest chooses")
    parser.add_argument("--heap", default="1g", help="Java heap, for example 1g (default)")
    chosen = parser.parse_args(arguments)
    if chosen.home is None and not chosen.assemble:
        parser.error("--home is missing")
    if chosen.latest:
        os.environ[CHOICE] = "latest"
    began = time.monotonic()
    try:
        if chosen.assemble:
            print(f"{assemble().name} is there after {time.monotonic() - began:.1f} s")
            return 0
        server = start(chosen.home, chosen.port, heap=chosen.heap)
    except NotAvailable as reason:
        print(reason, file=sys.stderr)
        return 1
    print(f"READY {server.uri} {USERNAME} {PASSWORD} after {time.monotonic() - began:.1f} s", flush=True)
    ended = threading.Event()
    for wanted in (signal.SIGINT, signal.SIGTERM):
        signal.signal(wanted, lambda *_: ended.set())
    while not ended.is_set() and server.process.poll() is None:
        ended.wait(0.5)
    server.stop(clean=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""`kalaka serve` as a process of its own: phases, a shared engine, raw requests, a port in use, a graceful end."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.embedded
ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-m", "graph_service"]


@dataclass(frozen=True)
class Running:
    """A service that listens."""

    process: subprocess.Popen[str]
    environment: dict[str, str]
    url: str
    phases: list[dict[str, Any]]

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])


def environment(folder: Path, **variables: str) -> dict[str, str]:
    """This process's variables without settings, and those of a test."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("NEO4J_", "KALAKA_"))}
    return {**kept, "KALAKA_DATA_DIR": str(folder), "KALAKA_SEED": "none", "KALAKA_PORT": "0", **variables}


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """An empty service on a free port."""
    variables = environment(tmp_path_factory.mktemp("serve") / "data")
    process = subprocess.Popen(
        [*COMMAND, "serve", "--json"],
        env=variables,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    try:
        lines = []
        for line in process.stdout:
            lines.append(json.loads(line))
            if "listening" in lines[-1]:
                break
        assert lines, "the service ended at once"
        yield Running(process, variables, lines[-1]["listening"], lines[:-1])
    finally:
        if process.poll() is None:
            process.kill()
        process.wait(timeout=20)
        process.stdout.close()


def kalaka(*arguments: str, variables: dict[str, str], given: str = "") -> subprocess.CompletedProcess[str]:
    """A command beside the service."""
    return subprocess.run(
        [*COMMAND, *arguments],
        env=variables,
        cwd=ROOT,
        input=given,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_phases_are_told_with_their_seconds(running: Running) -> None:
    assert [line["phase"] for line in running.phases] == ["environment", "engine", "migrations", "schema", "warm-up"]
    assert all(line["seconds"] >= 0 for line in running.phases)


def test_it_answers(running: Running) -> None:
    body = json.dumps({"query": "{ counties { totalCount } }"}).encode()
    request = urllib.request.Request(f"{running.url}/graphql", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=20) as answer:
        assert json.load(answer)["data"] == {"counties": {"totalCount": 0}}
        assert answer.headers["server"] is None


def test_a_second_process_shares_the_engine(running: Running) -> None:
    done = kalaka("query", "-", "--json", variables=running.environment, given="{ counties { totalCount } }")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["data"] == {"counties": {"totalCount": 0}}


def test_errors_of_a_document_end_with_2(running: Running) -> None:
    done = kalaka("query", "-", "--json", variables=running.environment, given="{ nope }")
    assert done.returncode == 2
    assert json.loads(done.stdout)["errors"][0]["extensions"]["code"] == "FIELD_UNKNOWN"


def test_a_port_in_use_is_named_before_anything_starts(running: Running, tmp_path: Path) -> None:
    variables = environment(tmp_path / "other", KALAKA_PORT=str(running.port), LC_ALL="C.UTF-8")
    done = kalaka("serve", variables=variables)
    assert done.returncode == 2
    assert f"127.0.0.1:{running.port} is in use" in done.stderr
    assert "KALAKA_PORT" in done.stderr
    assert not (tmp_path / "other").exists()


def test_an_address_that_is_not_ours(tmp_path: Path) -> None:
    done = kalaka("serve", "--json", variables=environment(tmp_path / "data", KALAKA_HOST="192.0.2.1"))
    assert done.returncode == 2
    assert json.loads(done.stderr)["error"]["code"] == "ADDRESS_UNUSABLE"


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (b"GET /health HTTP/1.1\r\n\r\n", b"400"),
        (b"GET /health HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", b"400"),
        (b"GET /health HTTP/1.0\r\n\r\n", b"200"),
        (b"nonsense\r\n\r\n", b"400"),
    ],
)
def test_raw_requests(running: Running, raw: bytes, status: bytes) -> None:
    """httptools, unlike h11, would serve a request without Host."""
    with socket.create_connection(("127.0.0.1", running.port), timeout=10) as connection:
        connection.sendall(raw)
        assert connection.recv(4096).split(b" ")[1] == status


def test_sigterm_ends_it_gracefully_and_leaves_the_folder_usable(running: Running) -> None:
    """The last test of this module: the service is gone afterwards."""
    running.process.send_signal(signal.SIGTERM)
    assert running.process.wait(timeout=30) == 0
    done = kalaka("migrate", "--pending", "--json", variables=running.environment)
    assert (done.returncode, json.loads(done.stdout)) == (0, {"pending": []}), done.stderr

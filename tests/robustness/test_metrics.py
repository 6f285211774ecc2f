"""What a scraper gets of a service as it runs: with a key only, of all workers, and no less when one is killed."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engines.running import RunningEngine
from tests.robustness.served import ROOT, Served, served

pytestmark = pytest.mark.alone

PATIENT = {"KALAKA_READ_SECONDS": "60", "KALAKA_LAG_MS": "60000"}
QUERY = json.dumps({"query": 'query Asked { county(nuts3: "HU223") { nuts3 } }'}).encode()


@pytest.fixture
def service(engine: RunningEngine) -> Iterator[Served]:
    """A service with two workers."""
    database = engine if engine.name == "neo4j" else None
    with served(engine.name, database=database, KALAKA_WORKERS="2", **PATIENT) as running:
        yield running
    assert not (Path(tempfile.gettempdir()) / f"kalaka-metrics-{running.pid}").exists()


def test_metrics_of_all_workers_outlive_one_that_is_killed(service: Served) -> None:
    assert _status(service, None) == 401
    assert _status(service, "kalaka_aaaaaaaaaaaa_" + "A" * 43) == 401
    assert _status(service, _key(service, "read")) == 403
    key = _key(service, "admin")
    for _ in range(40):
        _ask(service)
    _wait_for(service, key, 40, route="/graphql", code="ok")
    content = _scraped(service, key)
    assert _number(content, "kalaka_phase_seconds_count", phase="database") >= 40
    assert _number(content, "kalaka_cache_total", cache="plan", result="hit") >= 36
    workers = _workers(content)
    assert len(workers) == 2
    os.kill(_worker_pids(service)[0], signal.SIGKILL)
    for _ in range(10):
        _ask(service)
    _wait_for(service, key, 50, route="/graphql", code="ok")
    assert _number(_scraped(service, key), "kalaka_requests_total", status="401") == 2
    _send(service, b"NONSENSE\r\n\r\n")
    _send(service, b"GET /" + b"a" * 40_000 + b" HTTP/1.1\r\nHost: here\r\n\r\n")
    for code in ("HTTP_MALFORMED", "HEAD_TOO_LARGE"):
        _wait_for(service, key, 1, code=code)
        assert _logged(service, code) == 1


def _ask(service: Served) -> None:
    """One good answer; a connection that the killed worker held is none of our business."""
    asked = urllib.request.Request(f"{service.url}/graphql", QUERY, {"Content-Type": "application/json"})
    for attempt in range(20):
        try:
            with urllib.request.urlopen(asked, timeout=30) as answer:
                assert "data" in json.load(answer)
                return
        except OSError:
            time.sleep(0.1 * attempt)
    raise AssertionError("no answer")


def _logged(service: Served, code: str) -> int:
    """Lines of this outcome, waited for: a thread writes them soon after."""
    end = time.monotonic() + 10
    while time.monotonic() < end:
        if count := [line.get("outcome") for line in service.logged()].count(code):
            return count
        time.sleep(0.1)
    return 0


def _send(service: Served, content: bytes) -> None:
    """What never becomes a request."""
    with socket.create_connection((service.host, service.port), 10) as connection:
        connection.sendall(content)
        assert connection.recv(12).startswith(b"HTTP/1.1 4")


def _status(service: Served, key: str | None) -> int:
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    try:
        with urllib.request.urlopen(urllib.request.Request(f"{service.url}/metrics", headers=headers)) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def _scraped(service: Served, key: str) -> str:
    asked = urllib.request.Request(f"{service.url}/metrics", headers={"Authorization": f"Bearer {key}"})
    with urllib.request.urlopen(asked, timeout=30) as answer:
        return str(answer.read().decode())


def _number(content: str, name: str, **labels: str) -> float:
    """The sum of what has these labels."""
    rows = re.findall(rf"^{name}\{{([^}}]*)\}} (\S+)$", content, re.MULTILINE)
    wanted = {f'{label}="{value}"' for label, value in labels.items()}
    return sum(float(value) for told, value in rows if wanted <= set(told.split(",")))


def _workers(content: str) -> set[str]:
    return set(re.findall(r'^kalaka_in_flight\{worker="(\d+)"\}', content, re.MULTILINE))


def _wait_for(service: Served, key: str, answers: int, **labels: str) -> None:
    """Until so many requests with these labels are counted. Workers tell each other what they counted once a second."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        counted = _number(_scraped(service, key), "kalaka_requests_total", **labels)
        if counted >= answers:
            return
        time.sleep(0.2)
    raise AssertionError(f"{counted:.0f} of {answers} answers are counted")


def _worker_pids(service: Served) -> list[int]:
    return [line["worker"] for line in service.logged() if line.get("message") == "worker serves"]


def _key(service: Served, scope: str) -> str:
    command = [sys.executable, "-m", "graph_service", "keys", "create", scope, "--scope", scope, "--json"]
    done = subprocess.run(command, env=service.environment, cwd=ROOT, capture_output=True, text=True, check=True)
    return str(json.loads(done.stdout)["key"])

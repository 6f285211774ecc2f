"""One served process for all clients, and a way to run a script of one."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.clients.environments import environment, node_project, python_of_clients
from tests.robustness.served import FREE_RATE, Served, served

HERE = Path(__file__).resolve().parent
PATIENT = {**FREE_RATE, "KALAKA_LAG_MS": "60000", "KALAKA_READ_SECONDS": "60"}
"""These tests are about what is said, not how soon: a busy machine must not have the service refuse load."""
_SECONDS = 120

RunClient = Callable[..., Any]


@pytest.fixture(scope="session")
def service() -> Iterator[Served]:
    """The service over the demonstration."""
    with served("embedded", **PATIENT) as running:
        yield running


@pytest.fixture(scope="session")
def project() -> Path:
    """The npm project with its packages."""
    return node_project()


@pytest.fixture(scope="session")
def node(project: Path) -> RunClient:
    """Run a script of the npm project; what it prints, decoded."""

    def run(script: str, *arguments: str) -> Any:
        return decoded(["node", str(project / script), *arguments], project)

    return run


@pytest.fixture(scope="session")
def python_client() -> RunClient:
    """Run a script with the clients of Python; what it prints, decoded."""
    python = python_of_clients()

    def run(script: str, *arguments: str) -> Any:
        return decoded([str(python), str(HERE / script), *arguments], HERE)

    return run


def decoded(command: list[str], folder: Path) -> Any:
    """What a command prints, which must be JSON; it must say nothing on standard error."""
    done = run_quietly(command, folder)
    assert done.stderr == ""
    return json.loads(done.stdout)


def run_quietly(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command that must end well; else all it said is shown."""
    done = subprocess.run(
        command, cwd=folder, env=environment(), capture_output=True, text=True, check=False, timeout=_SECONDS
    )
    assert done.returncode == 0, f"{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
    return done

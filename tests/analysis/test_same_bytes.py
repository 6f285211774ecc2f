"""The same request in two processes gives equal bytes, whatever order their sets and dictionaries have."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import orjson

from tests.analysis.answered import DOCUMENTS
from tests.engines.running import RunningEngine

ROOT = Path(__file__).resolve().parents[2]


def begun(engine: RunningEngine, hash_seed: str) -> subprocess.Popen[bytes]:
    """A process that answers all documents."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("NEO4J_", "KALAKA_"))}
    return subprocess.Popen(
        [sys.executable, "-m", "tests.analysis.answered"],
        env={**kept, **engine.environment, "PYTHONHASHSEED": hash_seed},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def test_two_processes_answer_every_root_with_equal_bytes(engine: RunningEngine) -> None:
    answers = []
    for process in [begun(engine, "1"), begun(engine, "2")]:
        output, errors = process.communicate(timeout=240)
        assert process.returncode == 0, errors.decode()
        answers.append(output)
    assert answers[0] == answers[1]
    told = [orjson.loads(line) for line in answers[0].splitlines()]
    assert len(told) == len(DOCUMENTS)
    for one in told:
        [root] = one.values()
        assert root is not None

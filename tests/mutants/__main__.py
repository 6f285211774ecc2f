"""`python -m tests.mutants [words]`: breaks the compiler in each named way, in a copy, and runs what should notice.

Ends with 1 if a mutant lives, or if its tests fail without it. Words choose mutants by name. With `--fuzz` drawn
documents are asked instead of tests (`tests/mutants/fuzz.py`).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import Queue

from tests.engines import neo4j
from tests.engines.seeded import ROOT
from tests.mutants import fuzz
from tests.mutants.catalogue import Mutant, chosen

_COPIED = ("graph_service", "tests", "schema", "seed", "requirements", "examples", "pyproject.toml")
_SECONDS = 300


@dataclass(frozen=True)
class Outcome:
    """What became of a mutant: the test that failed, or None."""

    mutant: Mutant
    killer: str | None
    seconds: float


def main(words: Sequence[str]) -> int:
    """Runs the chosen mutants one after the other and tells the list."""
    mutants = chosen(words)
    with tempfile.TemporaryDirectory(prefix="kalaka-mutants-") as name:
        copy = _copy(Path(name) / "copy")
        unbroken = _run(copy, sorted({test for mutant in mutants for test in mutant.tests}))
        if unbroken is not None:
            print(f"without any mutant this test fails: {unbroken}")
            return 1
        spare = _copy(Path(name) / "spare")
        outcomes = _outcomes(mutants, [copy, spare])
    alive = [outcome.mutant.name for outcome in outcomes if outcome.killer is None]
    print(f"{len(outcomes) - len(alive)} of {len(outcomes)} mutants fail a test; {len(alive)} live")
    return 1 if alive else 0


def _copy(folder: Path) -> Path:
    """The repository without what tests do not need; made databases are shared."""
    folder.mkdir()
    for entry in _COPIED:
        source, target = ROOT / entry, folder / entry
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        elif source.exists():
            shutil.copy2(source, target)
    neo4j.CACHE.mkdir(exist_ok=True)
    (folder / ".cache").symlink_to(neo4j.CACHE)
    return folder


def _outcomes(mutants: Sequence[Mutant], copies: Sequence[Path]) -> list[Outcome]:
    """One mutant a copy at a time, as many at once as there are copies."""
    free: Queue[Path] = Queue()
    for copy in copies:
        free.put(copy)

    def run(mutant: Mutant) -> Outcome:
        copy = free.get()
        try:
            return _outcome(copy, mutant)
        finally:
            free.put(copy)

    with ThreadPoolExecutor(len(copies)) as pool:
        return list(pool.map(run, mutants))


def _outcome(copy: Path, mutant: Mutant) -> Outcome:
    began = time.monotonic()
    path = copy / "graph_service" / "query" / mutant.file
    source = path.read_text(encoding="utf-8")
    path.write_text(mutant.applied(source), encoding="utf-8")
    try:
        outcome = Outcome(mutant, _run(copy, mutant.tests), time.monotonic() - began)
    finally:
        path.write_text(source, encoding="utf-8")
    told = f"killed by {outcome.killer}" if outcome.killer else "LIVES"
    print(f"{mutant.name} ({mutant.file}; {mutant.reason}): {told}, {outcome.seconds:.0f} s", flush=True)
    return outcome


def _run(copy: Path, tests: Sequence[str]) -> str | None:
    """The first of `tests` that fails on the copy; None when all pass."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-m", "not neo4j", *tests]
    environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        command, cwd=copy, env=environment, capture_output=True, text=True, check=False, timeout=_SECONDS
    )
    if done.returncode == 0:
        return None
    failed = [line for line in done.stdout.splitlines() if line.startswith(("FAILED tests/", "ERROR tests/"))]
    if done.returncode != 1 or not failed:
        # Nothing collected, or a fault of the run: that is no killing.
        raise RuntimeError(f"pytest ended with {done.returncode}:\n{done.stdout[-3000:]}{done.stderr[-1000:]}")
    return failed[0].split(" ", 1)[1].split(" - ", 1)[0]


if __name__ == "__main__":
    words = sys.argv[1:]
    raise SystemExit(fuzz.main([word for word in words if word != "--fuzz"]) if "--fuzz" in words else main(words))

"""Databases that hold the demonstration or a part: made once, kept in .cache/seeded/, copied for each run.

The key is a digest of everything the demonstration is made from, so a change of it makes a new one.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

from graph_service.store.open import open_store
from tests.engines import neo4j
from tests.engines.part import load_part
from tests.engines.running import Name, RunningEngine, apart, neo4j_engine, running, running_embedded

ROOT = Path(__file__).resolve().parents[2]
SEEDED = neo4j.CACHE / "seeded"
SOURCES = (
    "graph_service/model/**/*.py",
    "graph_service/seeding/**/*.py",
    "graph_service/writes/**/*.py",
    "graph_service/store/migrations.py",
    "graph_service/store/dialect.py",
    "graph_service/store/_folder.py",
    "schema/migrations/*",
    "seed/**/*",
    "requirements/run.lock",
    "tests/engines/part.py",
)
KEPT = 2  # digests a branch switch away stay quick


def seeded_copy(name: Name, target: Path, cohorts: int = 0) -> Path:
    """A folder at `target` with the demonstration and so many cohorts: a Neo4j home or an embedded data folder."""
    kind = f"with-{cohorts}-cohorts-{_engine(name)}" if cohorts else _engine(name)
    return _copy(name, kind, target, partial(seed, cohorts=cohorts), 1 if cohorts else KEPT)


def running_part(name: Name, folder: Path) -> AbstractContextManager[RunningEngine]:
    """An engine of a test's own, in `folder`, with the part of `tests.engines.part`."""
    return running(name, _copy(name, f"part-{_engine(name)}", folder / name, _load_part, KEPT), is_brief=True)


def _engine(name: Name) -> str:
    """A store that one Neo4j wrote is not for another: each version keeps its own."""
    return f"{name}-{neo4j.version()}" if name == "neo4j" else name


def _copy(name: Name, kind: str, target: Path, fill: Callable[[RunningEngine], None], keep: int) -> Path:
    kept = SEEDED / f"{kind}-{digest()}"
    with neo4j.locked(SEEDED / f"{kind}.lock"):
        if not kept.exists():
            unfinished = SEEDED / f"{kind}.partial"
            shutil.rmtree(unfinished, ignore_errors=True)
            _MAKERS[name](unfinished, fill)
            unfinished.rename(kept)
        os.utime(kept)
        _forget_old(kind, keep)
        shutil.copytree(kept, target, symlinks=True)
    return target


def seed(engine: RunningEngine, cohorts: int = 0) -> None:
    """Load the demonstration into a running, empty engine with the public command."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("NEO4J_", "KALAKA_"))}
    command = [sys.executable, "-m", "graph_service", "seed", "--cohorts", str(cohorts)]
    done = subprocess.run(
        command,
        env={**environment, **engine.environment},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=600 * (1 + cohorts),
    )
    if done.returncode != 0:
        tail = "\n".join((done.stdout + done.stderr).splitlines()[-15:])
        raise RuntimeError(f"`kalaka seed` ended with {done.returncode}:\n{tail}")


def _load_part(engine: RunningEngine) -> None:
    async def load() -> None:
        async with open_store(engine.options) as store:
            await load_part(store)

    apart(load())


def digest() -> str:
    """Sixteen hex digits over the names and bytes of SOURCES."""
    sink = hashlib.blake2b(digest_size=8)
    for path in sorted({path for pattern in SOURCES for path in ROOT.glob(pattern) if path.is_file()}):
        if "__pycache__" not in path.parts:
            sink.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes() + b"\0")
    return sink.hexdigest()


def _make_embedded(folder: Path, fill: Callable[[RunningEngine], None]) -> None:
    with running_embedded(folder) as engine:
        fill(engine)


def _make_neo4j(folder: Path, fill: Callable[[RunningEngine], None]) -> None:
    server = neo4j.start(folder, is_brief=True)
    try:
        fill(neo4j_engine(server.uri, neo4j.USERNAME, neo4j.PASSWORD, neo4j.DATABASE))
    except BaseException:
        server.stop()
        raise
    server.stop(clean=True)


_MAKERS: dict[Name, Callable[[Path, Callable[[RunningEngine], None]], None]] = {
    "embedded": _make_embedded,
    "neo4j": _make_neo4j,
}


def _forget_old(kind: str, kept: int) -> None:
    made = [path for path in SEEDED.glob(f"{kind}-*") if path.is_dir()]
    for old in sorted(made, key=lambda path: path.stat().st_mtime, reverse=True)[kept:]:
        shutil.rmtree(old)

"""What it takes to bring the demonstration in: by the public import, and by the fastest driver form of the same graph.

`python -m bench.bringing` prints both engines; `--rows 1000000` imports so many invented institutions instead, into
`--engine neo4j`, say, after the demonstration. Each side runs in a process of its own, on a database of its own.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from bench.bars import Verdict, at_most
from bench.importing import most_memory, write
from graph_service.importing.collecting import rare_collections
from graph_service.importing.importer import Wanted, import_files
from graph_service.importing.sources import Caps, Source
from graph_service.importing.spool import Spool
from graph_service.model import load_model
from graph_service.seeding.export import export
from graph_service.seeding.load import load
from graph_service.seeding.seed import datasets
from graph_service.settings import Settings
from graph_service.store.open import open_store
from graph_service.store.store import Store
from graph_service.writes.digest import Digest
from graph_service.writes.pending import catch_up
from graph_service.writes.whole import taken_labels, whole_graph
from tests.engines import neo4j
from tests.engines.running import Name, running_embedded, running_neo4j

BAR = 3
MOST_MEMORY = 300
_NO_CAPS = Caps(file_bytes=1 << 40, unpacked_bytes=1 << 40, rows=1 << 30)
_BOOKKEEPING = frozenset({"createdAt", "updatedAt", "revision", "benchmark"})
ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Bringing:
    """One engine: seconds of the driver form and of the import; of the latter, what catching up took; memory in MB."""

    load: float
    imported: float
    derived: float
    rows: int
    memory: float

    @property
    def ratio(self) -> float:
        """How many times the driver form the import takes, with all that follows from the data caught up."""
        return (self.imported + self.derived) / self.load

    def line(self) -> str:
        """For people."""
        took = f"import of {self.rows:,} rows {self.imported:.1f} s, derived {self.derived:.1f} s"
        return f"driver {self.load:.1f} s; {took}: {self.ratio:.2f} times; {self.memory:.0f} MB"

    def verdicts(self, name: str) -> list[Verdict]:
        """The bars."""
        return [
            at_most(f"demonstration, {name}: import and derived data / driver", BAR, self.ratio, " times"),
            at_most(f"demonstration, {name}: memory of the importing process", MOST_MEMORY, self.memory, " MB"),
        ]


class Different(Exception):
    """The two sides left different data: nothing may be compared."""


def bringing(name: Name, folder: Path) -> Bringing:
    """Measure one engine. Raises Different where the import does not leave the data that the driver form leaves."""
    files = folder / "demonstration"
    if not files.exists():
        export(datasets(0), files)
    home = Path(tempfile.mkdtemp(dir=folder))
    loaded = _apart(name, home / "loaded", "load")
    brought = _apart(name, home / "imported", "import", str(files))
    one, other = loaded["digests"], brought["digests"]
    if differing := sorted(key for key in {*one, *other} if one.get(key) != other.get(key)):
        raise Different(f"{name}: {', '.join(differing)}")
    return Bringing(loaded["seconds"], brought["seconds"], brought["derived"], brought["rows"], brought["MB"])


def many_rows(name: Name, folder: Path, number: int) -> dict[str, Any]:
    """Import so many rows of one label, beside the demonstration."""
    path = folder / "Intézmény.csv"
    write(path, number)
    return _apart(name, folder / f"{name}-rows", "rows", str(path))


def _apart(name: Name, home: Path, *what: str) -> dict[str, Any]:
    """What a process measured that does `what` on an empty database."""
    with (running_embedded if name == "embedded" else running_neo4j)(home) as engine:
        command = [sys.executable, "-m", "bench.bringing", "--child", *what]
        environment = {**os.environ, **engine.environment}
        told = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        if told.returncode:
            raise RuntimeError(told.stderr)
        found: dict[str, Any] = json.loads(told.stdout.splitlines()[-1])
        return found


async def _child(what: str, path: str | None) -> dict[str, Any]:
    async with open_store(Settings.from_environment(os.environ).store_options()) as store:
        if what == "rows":
            await load(store, load_model(), datasets(0))
        found = await (_load(store) if what == "load" else _import(store, Path(str(path)), official=what == "import"))
        if what != "rows":
            found["digests"] = await _digests(store)
        return found


async def _digests(store: Store) -> dict[str, str]:
    """The digest of each label and relationship type, without the bookkeeping of nodes, which each side does anew."""
    model = load_model()
    found: dict[str, Digest] = defaultdict(lambda: Digest(model))
    async for held in whole_graph(store, model, [label for label in taken_labels(model) if model.is_node(label)]):
        values = {name: value for name, value in held.properties.items() if name not in _BOOKKEEPING}
        found[held.label.name].add_node(held.label.name, values)
        for tie in held.out:
            ends = (held.label.name, held.id), (tie.to_label, tie.to_id)
            found[tie.type].add_relationship(tie.type, *ends, tie.properties)
    return {name: digest.done().data for name, digest in found.items()}


async def _load(store: Store) -> dict[str, Any]:
    made = list(datasets(0))
    started = time.perf_counter()
    await load(store, load_model(), made)
    return {"seconds": time.perf_counter() - started}


async def _import(store: Store, path: Path, *, official: bool) -> dict[str, Any]:
    model, sources = load_model(), _sources(path)
    started = time.perf_counter()
    with Spool() as spool:
        with rare_collections():  # as the command does
            report = await import_files(store, model, sources, spool, Wanted(official=official, caps=_NO_CAPS))
        if report.refused or not report.is_written:
            raise RuntimeError(str(report.summary()))
        imported = time.perf_counter()
        await catch_up(store, model)
        derived = time.perf_counter() - imported
        return {"seconds": imported - started, "derived": derived, "rows": report.rows, "MB": most_memory()}


def _sources(path: Path) -> list[Source]:
    if not path.is_dir():
        return [Source(path.name, path)]
    return [Source(str(one.relative_to(path)), one) for one in sorted(path.rglob("*.csv"))]


def main(arguments: Sequence[str] | None = None) -> None:
    """Print what was measured, a line an engine."""
    parser = argparse.ArgumentParser(prog="python -m bench.bringing", description=__doc__)
    parser.add_argument("--child", nargs="+", help=argparse.SUPPRESS)
    parser.add_argument("--rows", type=int, help="import so many rows of one label")
    parser.add_argument("--engine", choices=["embedded", "neo4j"], action="append", help="both by default")
    parser.add_argument("--times", type=int, default=1, help="measure so often, and tell the median (1)")
    chosen = parser.parse_args(arguments)
    if chosen.child:
        print(json.dumps(asyncio.run(_child(chosen.child[0], chosen.child[1] if len(chosen.child) > 1 else None))))
        return
    names: list[Name] = chosen.engine or ["embedded", *(["neo4j"] if not neo4j.missing() else [])]
    with tempfile.TemporaryDirectory(prefix="kalaka-bench-") as folder:
        for name in names:
            if chosen.rows:
                print(name, json.dumps(many_rows(name, Path(folder), chosen.rows)))
                continue
            found = [_told(name, bringing(name, Path(folder))) for _ in range(chosen.times)]
            if len(found) > 1:
                print(name, f"median of {len(found)}: {median(one.ratio for one in found):.2f} times")


def _told(name: Name, one: Bringing) -> Bringing:
    print(name, one.line(), flush=True)
    return one


if __name__ == "__main__":
    main()

"""The demonstration as files: what `kalaka seed --out` writes, kept in .cache/seeded/ while its sources stay.

And the oracle that reads them. Nothing here imports the compiler, which mutants change (`tests/mutants/fuzz.py`).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

from tests.engines import neo4j
from tests.engines.seeded import ROOT, SEEDED, digest
from tests.measures import plain_meta, plain_table
from tests.oracle import Oracle


def exported_files() -> Path:
    """The folder with the files; made by the public command where it is not there yet."""
    kept = SEEDED / f"files-{digest()}"
    with neo4j.locked(SEEDED / "files.lock"):
        if not kept.exists():
            for old in SEEDED.glob("files-*"):
                shutil.rmtree(old)
            partial = SEEDED / "files.partial"
            shutil.rmtree(partial, ignore_errors=True)
            command = [sys.executable, "-m", "graph_service", "seed", "--out", str(partial)]
            plain = {name: value for name, value in os.environ.items() if not name.startswith(("NEO4J_", "KALAKA_"))}
            subprocess.run(command, cwd=ROOT, env=plain, check=True, capture_output=True, timeout=300)
            partial.rename(kept)
    return kept


@cache
def read_sdl() -> str:
    """The committed SDL: what the oracle reads the types from."""
    return (ROOT / "schema" / "schema.graphql").read_text(encoding="utf-8")


@cache
def read_oracle() -> Oracle:
    """The one oracle of a run, for what cannot take a fixture."""
    return Oracle(exported_files(), read_sdl(), ROOT / "seed" / "vocabularies.json", plain_table, plain_meta)

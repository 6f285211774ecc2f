"""How much memory an importing process takes: `python -m bench.import_memory ROWS` writes so many rows of one label.

The file, the embedded engine's folder and the spool are in a folder that goes with the run; the engine is a process of
its own and is not counted.
"""

from __future__ import annotations

import asyncio
import json
import resource
import sys
import tempfile
import time
from pathlib import Path

from graph_service.importing.importer import Wanted, import_files
from graph_service.importing.sources import Caps, Source
from graph_service.importing.spool import Spool
from graph_service.model import load_model
from graph_service.store.open import StoreOptions, open_store


def file_of(rows: int, folder: Path) -> Path:
    """A file of badges in JSON Lines."""
    path = folder / "Badge.jsonl"
    with path.open("w", encoding="utf-8") as sink:
        for number in range(rows):
            row = {"nameHu": f"Jelvény {number}", "threshold": number % 100 + 1, "dataOrigin": "synthetic"}
            sink.write(json.dumps({"id": f"badge:m{number}", **row}, ensure_ascii=False) + "\n")
    return path


async def measured(rows: int) -> dict[str, float]:
    """Seconds, and the most memory that this process took (MB)."""
    with tempfile.TemporaryDirectory() as home:
        path = file_of(rows, Path(home))
        began = time.perf_counter()
        async with open_store(StoreOptions(data_dir=Path(home) / "data")) as store:
            with Spool() as spool:
                wanted = Wanted(caps=Caps(file_bytes=1 << 30))
                report = await import_files(store, load_model(), [Source(path.name, path)], spool, wanted)
                assert report.counts == {"created": rows}, report.summary()
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        return {"rows": rows, "seconds": round(time.perf_counter() - began, 1), "MB": round(most)}


if __name__ == "__main__":
    print(json.dumps(asyncio.run(measured(int(sys.argv[1])))))

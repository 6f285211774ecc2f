"""What reading a file costs the importing process: seconds and memory, by format and number of rows.

`python -m bench.importing 1000000 csv` makes the file in a temporary folder and reads it in a process of its own.
"""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from graph_service.importing.reading import rows_of
from graph_service.importing.sources import Caps, Source
from graph_service.model import load_model

HEADINGS = ("id", "Név", "Szervezeti forma", "Működik", "Ágazat", "Intézménytípus", "Fenntartó típusa", "Település")
HEADINGS += ("Az adat eredete", "Dolgozók száma", "Hely (szélesség)", "Hely (hosszúság)", "Cím")
FORMATS = ("csv", "jsonl", "xlsx")


def rows(number: int) -> Iterator[tuple[str, ...]]:
    """Invented institutions, every name another."""
    same = ("igen", "library", "Városi könyvtár", "local_government", "Zalaegerszeg", "synthetic")
    for place in range(number):
        name, staff = f"{place}. szintetikus könyvtár", f"{place % 300}"
        yield (f"inst:s-{place}", name, "cultural_institution", *same, staff, "46,84", "16,84", f"Fő utca {place}.")


def write(path: Path, number: int) -> None:
    """A file of `number` rows in the format that its ending names."""
    if path.suffix == ".xlsx":
        from openpyxl import Workbook

        book = Workbook(write_only=True)
        sheet = book.create_sheet("Intézmény")
        sheet.append(HEADINGS)
        for row in rows(number):
            sheet.append(row)
        book.save(path)
        return
    with path.open("w", encoding="utf-8", newline="") as stream:
        if path.suffix == ".csv":
            writer = csv.writer(stream, delimiter=";")
            writer.writerow(HEADINGS)
            writer.writerows(rows(number))
        else:
            stream.writelines(json.dumps(dict(zip(HEADINGS, row, strict=True))) + "\n" for row in rows(number))


def read(path: Path) -> dict[str, float]:
    """Read a file and forget it: rows by kind, seconds, and the most memory that this process had, in MB."""
    model, started = load_model(), time.perf_counter()
    caps = Caps(file_bytes=1 << 40, unpacked_bytes=1 << 40)
    counts = Counter(type(one).__name__ for one in rows_of(Source(f"Intézmény{path.suffix}", path), model, caps))
    seconds = time.perf_counter() - started
    return {**counts, "seconds": round(seconds, 1), "MB": round(most_memory(), 1)}


def most_memory() -> float:
    """Of this program, in MB; what the system counts for a process has that of its parent in it, before it began."""
    status = Path("/proc/self/status")
    if status.exists():
        found = re.search(r"VmHWM:\s*(\d+) kB", status.read_text("utf-8"))
        return int(found[1]) / 1024 if found else 0.0
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def measured(number: int, format_: str, folder: Path) -> dict[str, float]:
    """What a process of its own measured, so that making the file is none of it."""
    path = folder / f"rows.{format_}"
    write(path, number)
    told = subprocess.run(
        [sys.executable, "-m", "bench.importing", "--read", str(path)], capture_output=True, text=True, check=True
    )
    path.unlink()
    found: dict[str, float] = json.loads(told.stdout)
    return found


def main(arguments: list[str]) -> None:
    """Print what was measured, a line of JSON a format."""
    if arguments[:1] == ["--read"]:
        print(json.dumps(read(Path(arguments[1]))))
        return
    number = int(arguments[0]) if arguments else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        for format_ in arguments[1:] or FORMATS:
            print(json.dumps({"format": format_, "rows": number, **measured(number, format_, Path(folder))}))


if __name__ == "__main__":
    main(sys.argv[1:])

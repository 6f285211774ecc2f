"""Writes datasets as files: one CSV a label and a relationship type, and a manifest with counts and SHA-256."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from graph_service.seeding.dataset import Dataset, Node, Point, Tie, Value
from graph_service.seeding.hashing import SEED, VERSION

_ENDS = ("from_id", "from_label", "to_id", "to_label")


@dataclass
class _Sheet:
    """The columns and rows of one file."""

    first: Sequence[str]
    columns: set[str] = field(default_factory=set)
    rows: dict[str | int, dict[str, str]] = field(default_factory=dict)

    def add(self, row: dict[str, str], id: str | None = None) -> None:
        """Adds a row; one of an `id` that is there already adds to that row."""
        self.columns.update(row)
        self.rows.setdefault(id or len(self.rows), {}).update(row)

    def bytes(self) -> bytes:
        """The file: UTF-8, LF, columns in a fixed order, rows by their ids, whichever dataset they came from."""
        columns = [*self.first, *sorted(self.columns - set(self.first))]
        sink = io.StringIO()
        writer = csv.DictWriter(sink, columns, restval="", lineterminator="\n")
        writer.writeheader()
        keys = (*self.first, "key")
        writer.writerows(sorted(self.rows.values(), key=lambda row: [row.get(name, "") for name in keys]))
        return sink.getvalue().encode()


def export(datasets: Iterable[Dataset], target: Path) -> dict[str, Any]:
    """Write `datasets` into the folder `target`; the manifest, which is written too."""
    files, manifest = _files(datasets)
    for name, content in files.items():
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    (target / "manifest.json").write_text(manifest_text(manifest), encoding="utf-8", newline="\n")
    return manifest


def manifest_of(datasets: Iterable[Dataset]) -> dict[str, Any]:
    """The manifest that `export` would write."""
    return _files(datasets)[1]


def manifest_text(manifest: dict[str, Any]) -> str:
    """The manifest as the text of its file."""
    return json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _files(datasets: Iterable[Dataset]) -> tuple[dict[str, bytes], dict[str, Any]]:
    sheets: dict[str, _Sheet] = {}
    planted: dict[str, list[str]] = {}
    for dataset in datasets:
        for label, rows in dataset.nodes.items():
            sheet = sheets.setdefault(f"nodes/{label}.csv", _Sheet(("id",)))
            for row in rows:
                sheet.add(_node_cells(row), str(row["id"]))
        for type_, ties in dataset.relationships.items():
            sheet = sheets.setdefault(f"relationships/{type_}.csv", _Sheet(_ENDS))
            for tie in ties:
                sheet.add(_tie_cells(tie))
        planted = planted or dataset.planted
    files = {name: sheet.bytes() for name, sheet in sorted(sheets.items())}
    return files, _manifest(sheets, files, planted)


def _manifest(sheets: dict[str, _Sheet], files: dict[str, bytes], planted: dict[str, list[str]]) -> dict[str, Any]:
    counts = {name: len(sheet.rows) for name, sheet in sheets.items()}
    return {
        "seed": SEED,
        "version": VERSION,
        "nodes": sum(count for name, count in counts.items() if name.startswith("nodes/")),
        "relationships": sum(count for name, count in counts.items() if name.startswith("relationships/")),
        "files": {
            name: {"rows": counts[name], "sha256": hashlib.sha256(content).hexdigest()}
            for name, content in files.items()
        },
        "planted": planted,
    }


def _node_cells(row: Node) -> dict[str, str]:
    cells: dict[str, str] = {}
    for name, value in row.items():
        if isinstance(value, Point):
            cells[f"{name}.lon"], cells[f"{name}.lat"] = f"{value.lon:.5f}", f"{value.lat:.5f}"
        else:
            cells[name] = _cell(value)
    return cells


def _tie_cells(tie: Tie) -> dict[str, str]:
    ends = dict(zip(_ENDS, tie[:4], strict=True))
    return {**ends, **{name: _cell(value) for name, value in tie.properties.items()}}


def _cell(value: Value) -> str:
    """Booleans in lower case, lists as JSON, moments with `Z`, floats with a fixed point."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, float):
        short = f"{value:.1f}"
        return short if float(short) == value else f"{value:.6f}"
    return str(value)

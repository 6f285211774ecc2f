"""The manifest of a take-out: what is in it, what is left out and why, and whether its files are as it says."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from graph_service import __version__
from graph_service.errors import RequestError

NAME = "manifest.json"
FORMAT, FORMAT_VERSION = "kalaka-export", 1
FOLDERS = ("nodes", "relationships")


@dataclass(frozen=True)
class TakenFile:
    """A file of a take-out: its rows, and what its bytes come to."""

    rows: int
    sha256: str


@dataclass(frozen=True)
class LeftOut:
    """Something that is in the graph and not in the files."""

    what: str
    count: int
    why: str


@dataclass(frozen=True)
class Manifest:
    """What stands in `manifest.json`. `digest` is that of the whole, `data_digest` without the account of changes."""

    files: Mapping[str, TakenFile]
    nodes: int
    relationships: int
    digest: str
    data_digest: str
    data_version: int | None
    left_out: Sequence[LeftOut] = ()
    format: str = FORMAT
    format_version: int = FORMAT_VERSION
    service: str = field(default=__version__)

    @property
    def rows(self) -> int:
        return sum(file.rows for file in self.files.values())


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write it, last of all: a folder without one is no take-out."""
    text = json.dumps(asdict(manifest), ensure_ascii=False, indent=1, sort_keys=True)
    (folder / NAME).write_text(f"{text}\n", encoding="utf-8", newline="\n")


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a take-out. Raises RequestError where there is none that this version reads."""
    path = folder / NAME
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        if (found["format"], found["format_version"]) != (FORMAT, FORMAT_VERSION):
            readable = f"{FORMAT} {FORMAT_VERSION}"
            raise RequestError(
                "EXPORT_VERSION", file=path, found=f"{found['format']} {found['format_version']}", allowed=readable
            )
        return _manifest(found)
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        reason = error.strerror if isinstance(error, OSError) else type(error).__name__
        raise RequestError("EXPORT_MANIFEST", file=path, reason=reason) from None


def _manifest(found: dict[str, Any]) -> Manifest:
    files = {name: TakenFile(**file) for name, file in found.pop("files").items()}
    left_out = tuple(LeftOut(**one) for one in found.pop("left_out"))
    return Manifest(files=files, left_out=left_out, **found)


def check_files(folder: Path, manifest: Manifest, known: Sequence[str]) -> None:
    """Raise RequestError unless the files are those of the manifest, to the byte, and all of them are `known`."""
    there = {path.relative_to(folder).as_posix() for name in FOLDERS for path in (folder / name).rglob("*")}
    for name in sorted(manifest.files.keys() - there):
        raise RequestError("EXPORT_FILE_MISSING", file=name)
    for name in sorted(there - manifest.files.keys()):
        raise RequestError("EXPORT_FILE_EXTRA", file=name)
    for name in sorted(manifest.files.keys() - set(known)):
        raise RequestError("EXPORT_FILE_UNKNOWN", file=name)
    for name, file in sorted(manifest.files.items()):
        if sha256_of(folder / name) != file.sha256:
            raise RequestError("EXPORT_FILE_EDITED", file=name)

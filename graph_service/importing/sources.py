"""A file as it was given: its name, its bytes, what kind of file it is, and how large it may be.

Only bytes at hand are read: a path, bytes in memory, or a stream that can be sought. No address is ever fetched.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from graph_service.importing.problems import refusal

_ZIP, _OLE = b"PK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Format(Enum):
    """A kind of file that is read."""

    CSV = "csv"
    XLSX = "xlsx"
    JSONL = "jsonl"


_BY_ENDING = {
    ".csv": Format.CSV,
    ".tsv": Format.CSV,
    ".txt": Format.CSV,
    ".xlsx": Format.XLSX,
    ".xlsm": Format.XLSX,
    ".xls": Format.XLSX,
    ".jsonl": Format.JSONL,
    ".ndjson": Format.JSONL,
}


@dataclass(frozen=True)
class Caps:
    """How large things may be; what is larger is refused before it fills memory or time."""

    file_bytes: int = 52_428_800
    unpacked_bytes: int = 1_073_741_824
    ratio: int = 200
    rows: int = 1_048_576
    columns: int = 200


@dataclass(frozen=True)
class Source:
    """A file by its name, which may have folders: `nodes/Institution.csv`."""

    name: str
    content: Path | bytes | BinaryIO

    @property
    def stem(self) -> str:
        """The name without folders and ending."""
        return PurePosixPath(self.name.replace("\\", "/")).stem

    @contextmanager
    def opened(self) -> Iterator[BinaryIO]:
        """Its bytes from the beginning; a stream that was given stays open. Raises OSError for a path without."""
        if isinstance(self.content, Path):
            with self.content.open("rb") as stream:
                yield io.BufferedReader(_Lent(stream))  # whoever reads text of it leaves it open
        elif isinstance(self.content, bytes):
            yield io.BytesIO(self.content)
        else:
            self.content.seek(0)
            yield io.BufferedReader(_Lent(self.content))


class _Lent(io.RawIOBase):
    """A stream of somebody else's, which is not closed with whatever reads it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._stream.seek(offset, whence)

    def readinto(self, buffer: Any) -> int:
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def format_of(source: Source, stream: BinaryIO, caps: Caps) -> Format:
    """What the file is by its name, where size and first bytes agree. Raises FileRefused."""
    place = (source.name,)
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    if size == 0:
        raise refusal("FILE_EMPTY", place)
    if size > caps.file_bytes:
        raise refusal("FILE_TOO_LARGE", place, most=caps.file_bytes)
    ending = PurePosixPath(source.name.lower()).suffix
    if ending not in _BY_ENDING:
        raise refusal("FILE_FORMAT", place, ending or source.name)
    found = _BY_ENDING[ending]
    first = stream.read(8)
    stream.seek(0)
    if first == _OLE:
        raise refusal("FILE_OLD_EXCEL", place)
    if found is Format.XLSX and not first.startswith(_ZIP):
        raise refusal("FILE_NOT_ZIP", place)
    if found is not Format.XLSX and first.startswith(_ZIP + b"\x03\x04"):
        raise refusal("FILE_NOT_TEXT", place)
    return found

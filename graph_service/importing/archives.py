"""Zip archives that nobody vouches for: what they would unpack to is bounded before any of it is parsed.

The directory is looked at first; then every part is unpacked once, in pieces that are thrown away: it must be as long
as the directory says and whole, and XML must be plain: in UTF-8, without definitions of its own (no entities, nothing
fetched).
"""

from __future__ import annotations

import re
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import BinaryIO

from graph_service.importing.problems import refusal
from graph_service.importing.sources import Caps, Source

_CHUNK = 1 << 18
_OVERLAP = 256
_MOST_PARTS = 1_000
_SMALL = 1 << 20
_LARGEST_OTHER = 1 << 24
"""Parts that the library reads whole: all but sheets, texts and pictures."""
_STREAMED = re.compile(r"xl/(worksheets/[^/]*|sharedStrings)\.xml|xl/(media|embeddings)/.*|.*\.bin", re.IGNORECASE)
_DEFINITION = re.compile(rb"<!(DOCTYPE|ENTITY)")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]{0,200}?ref=[\"']([A-Za-z0-9:$]+)[\"']")
_ENCODING = re.compile(rb"^(?:\xef\xbb\xbf)?<\?xml[^>]*encoding=[\"']([^\"']+)[\"']")
_PLAIN = frozenset({b"utf-8", b"utf8", b"us-ascii", b"ascii"})


@dataclass
class Archive:
    """An archive that was looked through; `merged` is the first merged range of each part that has one."""

    parts: zipfile.ZipFile
    merged: dict[str, str] = field(default_factory=dict)


def opened_archive(source: Source, stream: BinaryIO, caps: Caps) -> Archive:
    """The archive, looked through. Raises FileRefused."""
    try:
        archive = Archive(zipfile.ZipFile(stream))
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        # It begins as an archive does, and has no directory: that stands at the end.
        raise refusal("FILE_CUT", (source.name,)) from None
    _check_directory(source, archive.parts.infolist(), caps)
    for part in archive.parts.infolist():
        try:
            _look_through(source, archive, part, caps)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError):
            raise refusal("FILE_BROKEN", (source.name,), part.filename) from None
    return archive


def _check_directory(source: Source, parts: list[zipfile.ZipInfo], caps: Caps) -> None:
    """Refuses what says of itself that it is too large."""
    unpacked = sum(part.file_size for part in parts)
    found = next((part.filename for part in parts if _is_swollen(part, caps)), None)
    if len(parts) > _MOST_PARTS:
        found = f"{len(parts)} > {_MOST_PARTS}"
    if unpacked > caps.unpacked_bytes:
        found = f"{unpacked}"
    if found is not None:
        raise _bomb(source, found, caps)


def _is_swollen(part: zipfile.ZipInfo, caps: Caps) -> bool:
    if part.file_size > _LARGEST_OTHER and not _STREAMED.fullmatch(part.filename):
        return True
    return part.file_size > _SMALL and part.file_size > caps.ratio * max(part.compress_size, 1)


def _look_through(source: Source, archive: Archive, part: zipfile.ZipInfo, caps: Caps) -> None:
    """Unpack a part and let it go; zipfile itself compares the check sum at its end."""
    tail, size = b"", 0
    with archive.parts.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            if not size:
                _check_encoding(source, part, chunk)
            size += len(chunk)
            # A directory that lies about a part is no reason to unpack more of it.
            if size > part.file_size:
                raise _bomb(source, part.filename, caps)
            piece = tail + chunk
            if definition := _DEFINITION.search(piece):
                raise refusal("FILE_UNSAFE", (source.name,), f"{part.filename}: {definition[0].decode()}")
            if part.filename not in archive.merged and (merged := _MERGED.search(piece)):
                archive.merged[part.filename] = merged[1].decode().replace("$", "")
            tail = piece[-_OVERLAP:]


def _check_encoding(source: Source, part: zipfile.ZipInfo, beginning: bytes) -> None:
    """Another encoding would hide definitions from the search for them."""
    if not part.filename.lower().endswith((".xml", ".rels", ".vml")):
        return
    named = _ENCODING.match(beginning)
    is_wide = beginning[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in beginning[:64]
    if is_wide or (named and named[1].lower() not in _PLAIN):
        raise refusal("FILE_UNSAFE", (source.name,), f"{part.filename}: encoding")


def _bomb(source: Source, value: str, caps: Caps) -> Exception:
    return refusal("FILE_BOMB", (source.name,), value, most=caps.unpacked_bytes, ratio=caps.ratio)

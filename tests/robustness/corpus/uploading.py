"""Uploads that nobody may send, that are asked for wrongly, or whose file is none that can be read; each as an import.

The files are some of the broken ones that the importer is tested with, small and as they come over the wire.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from tests.importing.broken import FILES
from tests.robustness.corpus.entry import HOST, KEY, Entry, lines

_NAME = {"name": "Közösség.csv"}
_FILES = (
    "nothing in it",
    "no ending",
    "workbook named CSV",
    "UTF-16 without mark",
    "DOS encoding",
    "half a letter",
    "no workbook",
    "broken sheet",
    "zip bomb of the default size",
    "a thousand parts",
    "entities",
    "official data",
    "no headings",
    "formula as heading",
    "deep JSON",
)


def _upload(content: bytes, asked: Mapping[str, str], method: str = "POST", key: str = KEY) -> bytes:
    rows = [f"{method} /import?{urlencode(asked)} HTTP/1.1", f"Host: {HOST}", "Connection: close"]
    rows += [f"Content-Length: {len(content)}", *([f"Authorization: Bearer {key}"] if key else [])]
    return lines(*rows, content=content)


def _asked(code: str, status: int = 400, secrets: tuple[str, ...] = (), **asked: str) -> Entry:
    """An upload of a few bytes with these parameters."""
    return Entry(_upload(b"id\n", asked), code, status, secrets)


def _file(name: str) -> Entry:
    """A broken file: nothing of it is written."""
    broken = FILES[name]
    content = broken.content()
    return Entry(_upload(content, {"name": broken.name, "mode": "import"}), broken.code, 422)


ENTRIES = {
    "an upload without a key": Entry(_upload(b"id\n", _NAME, key=""), "SCOPE_MISSING", 403),
    "an upload with a key of nobody": Entry(_upload(b"id\n", _NAME, key="kalaka_nobody"), "KEY_UNKNOWN", 401),
    "an upload by GET": Entry(_upload(b"", _NAME, "GET"), "METHOD_NOT_ALLOWED", 405),
    "an upload by PUT": Entry(_upload(b"id\n", _NAME, "PUT"), "METHOD_NOT_ALLOWED", 405),
    "a file without a name": _asked("PARAMETER_MISSING", mode="import"),
    "a name of 1,001": _asked("STRING_LENGTH", name="a" * 1_001),
    "a mode of nobody": _asked("PARAMETER_VALUE", **_NAME, mode="write"),
    "an origin of nobody": _asked("PARAMETER_VALUE", **_NAME, origin="real"),
    "a file of the machine": _asked("PARAMETER_UNKNOWN", secrets=("root:",), **_NAME, file="/etc/passwd"),
    "an address to fetch": _asked("PARAMETER_UNKNOWN", **_NAME, url="http://192.0.2.1:8000/metrics"),
    "a name that climbs": _asked("FILE_FORMAT", 422, ("root:",), name="../../etc/passwd", mode="import"),
    "a name that is an address": _asked("FILE_FORMAT", 422, name="http://192.0.2.1:8000/metrics", mode="import"),
} | {f"a file: {name}": _file(name) for name in _FILES}

"""Which encoding a text file is in: UTF-8 where its bytes are valid as that, Windows-1250 where they read as Hungarian.

The same bytes always give the same answer; a file that is neither is refused, never guessed at.
"""

from __future__ import annotations

import codecs
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

from graph_service.importing.problems import refusal
from graph_service.importing.sources import Source

_CHUNK = 1 << 20
_ASCII = bytes(range(128))
_LETTERS = frozenset("áéíóöőúüűÁÉÍÓÖŐÚÜŰ")
_MARKS = frozenset("„”“’‘–—…»«§°€·•×½²³ \u00a0\u00ad")
_FEWEST_LETTERS, _FEWEST_PLAUSIBLE = 0.5, 0.8


def charset_of(source: Source, stream: BinaryIO) -> str:
    """The name of the codec; `stream` is then at its beginning again. Raises FileRefused."""
    place = (source.name,)
    if stream.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        raise refusal("FILE_UTF16", place)
    _refuse_nul(source, stream)
    state = _utf8_state(stream)
    if state == "cut":
        raise refusal("FILE_CUT", place)
    if state == "invalid" and not _is_hungarian(stream):
        raise refusal("FILE_ENCODING", place)
    stream.seek(0)
    return "utf-8-sig" if state == "valid" else "cp1250"


def _refuse_nul(source: Source, stream: BinaryIO) -> None:
    """Text has no zero bytes; where every second byte of the beginning is one, it is UTF-16 without its mark."""
    for place, chunk in enumerate(_chunks(stream)):
        if b"\0" not in chunk:
            continue
        halves = chunk[::2], chunk[1::2]
        is_wide = place == 0 and any(half.count(0) * 2 > len(half) for half in halves)
        raise refusal("FILE_UTF16" if is_wide else "FILE_NOT_TEXT", (source.name,))


def _utf8_state(stream: BinaryIO) -> str:
    """`valid`, `invalid`, or `cut`: valid up to half a letter at the end."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    has_letters = False
    try:
        for chunk in _chunks(stream):
            text = decoder.decode(chunk)
            has_letters = has_letters or not text.isascii()
    except UnicodeDecodeError:
        return "invalid"
    if not decoder.getstate()[0]:
        return "valid"
    # One byte above ASCII at the very end, and none before: as well the last letter of a text in Windows-1250.
    return "cut" if has_letters else "invalid"


def _is_hungarian(stream: BinaryIO) -> bool:
    """Whether the bytes above ASCII are, as Windows-1250, mostly letters and marks of Hungarian texts."""
    counts: Counter[int] = Counter()
    for chunk in _chunks(stream):
        counts.update(chunk.translate(None, _ASCII))
    try:
        letters = {bytes([byte]).decode("cp1250"): count for byte, count in counts.items()}
    except UnicodeDecodeError:
        return False
    whole = sum(letters.values())
    hungarian = sum(count for letter, count in letters.items() if letter in _LETTERS)
    marks = sum(count for letter, count in letters.items() if letter in _MARKS)
    return hungarian >= _FEWEST_LETTERS * whole and hungarian + marks >= _FEWEST_PLAUSIBLE * whole


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    stream.seek(0)
    while chunk := stream.read(_CHUNK):
        yield chunk

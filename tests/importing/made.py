"""Makes files for tests: CSV, JSON Lines, workbooks, and archives that are none."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterator

from openpyxl import Workbook

Content = bytes
SHEET = "xl/worksheets/sheet1.xml"
COMMUNITY = "Azonosító;Név;Bejegyzett;Témák;Tagok száma;Alapítás napja;Település"
FINE = "comm:1;Hímzőkör;nem;tradition;12;2001-05-06;"


def csv_of(*lines: str, encoding: str = "utf-8") -> Callable[[], Content]:
    """A file of lines."""
    return lambda: ("\n".join(lines) + "\n").encode(encoding)


def xlsx_of(
    *rows: tuple[object, ...], sheet: str = "Közösség", change: Callable[[Workbook], None] | None = None
) -> Callable[[], Content]:
    """A workbook with one sheet, and what else is done to it."""

    def made() -> Content:
        book = Workbook()
        book.active.title = sheet
        for row in rows:
            book.active.append(row)
        if change is not None:
            change(book)
        sink = io.BytesIO()
        book.save(sink)
        return sink.getvalue()

    return made


def repacked(made: Callable[[], Content], part: str, change: Callable[[bytes], bytes]) -> Callable[[], Content]:
    """A workbook with one part changed."""

    def changed() -> Content:
        source, sink = zipfile.ZipFile(io.BytesIO(made())), io.BytesIO()
        with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as target:
            for info in source.infolist():
                data = source.read(info)
                target.writestr(info.filename, change(data) if info.filename == part else data)
        return sink.getvalue()

    return changed


def with_texts(made: Callable[[], Content], *texts: str) -> Callable[[], Content]:
    """A workbook that keeps texts apart, as Excel does."""
    items = "".join(f"<si><t>{text}</t></si>" for text in texts)
    part = f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{items}</sst>'
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    named = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'.encode()
    changed = repacked(made, "[Content_Types].xml", lambda data: data.replace(b"</Types>", named))

    def added() -> Content:
        sink = io.BytesIO(changed())
        with zipfile.ZipFile(sink, "a", zipfile.ZIP_DEFLATED) as target:
            target.writestr("xl/sharedStrings.xml", part)
        return sink.getvalue()

    return added


def bomb() -> Content:
    """A small archive that would unpack to 64 MiB of zeros."""
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("xl/worksheets/sheet1.xml", b"0" * (64 << 20))
    return sink.getvalue()


def lying_bomb() -> Content:
    """One whose directory says that it is small."""
    data = bytearray(bomb())
    size = (64 << 20).to_bytes(4, "little")
    for place in _places(bytes(data), size):
        data[place : place + 4] = (1_000).to_bytes(4, "little")
    return bytes(data)


def _places(data: bytes, part: bytes) -> Iterator[int]:
    place = data.find(part)
    while place >= 0:
        yield place
        place = data.find(part, place + 1)


def row(**cells: object) -> Callable[[], Content]:
    """JSON Lines with one object."""
    return lambda: (json.dumps(cells, ensure_ascii=False) + "\n").encode()


def community(column: int, text: str) -> Callable[[], Content]:
    """A file with one wrong cell, in its third row."""
    cells = FINE.replace("comm:1", "comm:2").split(";")
    cells[column] = text
    return csv_of(COMMUNITY, FINE, ";".join(cells))


def archive(*parts: str | bytes) -> Content:
    """An archive of parts: names and contents by turns."""
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as target:
        for place in range(0, len(parts), 2):
            target.writestr(f"{place}{parts[place]!s}", parts[place + 1])
    return sink.getvalue()

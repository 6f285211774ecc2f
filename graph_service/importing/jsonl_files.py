"""JSON Lines: one object a line, its keys are the headings; cells are texts, numbers, truth, or lists of these."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import BinaryIO

from graph_service.importing.charsets import charset_of
from graph_service.importing.problems import problem, refusal
from graph_service.importing.sheets import Cell, Heading, Row, Sheet, letter_of
from graph_service.importing.sources import Caps, Source
from graph_service.writes.problems import Problem

_LONGEST_LINE = 4_194_304


class _KeyDoubled(ValueError):
    pass


def jsonl_sheet(source: Source, stream: BinaryIO, caps: Caps) -> Sheet:
    """The one sheet of a file of JSON Lines; a heading is known from the first row that has it."""
    text = io.TextIOWrapper(stream, encoding=charset_of(source, stream), newline="\n")
    headings: list[Heading] = []
    return Sheet(source.name, (source.stem,), headings, _rows(source, text, headings, caps), is_open=True)


def _rows(source: Source, text: io.TextIOWrapper, headings: list[Heading], caps: Caps) -> Iterator[Row | Problem]:
    index: dict[str, int] = {}
    number = 0
    while line := text.readline(_LONGEST_LINE):
        number += 1
        place = (source.name, number, "")
        if len(line) == _LONGEST_LINE and not line.endswith("\n"):
            raise refusal("ROW_JSON", place, reason=f"> {_LONGEST_LINE}")
        if not line.strip():
            continue
        found = _object(line, place)
        if isinstance(found, Problem):
            # Half a line at the end: the file was cut off there.
            is_cut = found.code == "ROW_JSON" and not line.endswith("\n")
            yield problem("FILE_CUT", place) if is_cut else found
            continue
        for key in found:
            if key not in index:
                index[key] = len(headings)
                headings.append(Heading(key, letter_of(len(headings))))
        if len(headings) > caps.columns:
            raise refusal("COLUMNS_TOO_MANY", (source.name, number, letter_of(caps.columns)), most=caps.columns)
        yield _row(number, found, index)


def _object(line: str, place: tuple[str | int, ...]) -> dict[str, Cell] | Problem:
    try:
        found = json.loads(line, object_pairs_hook=_pairs, parse_constant=_refuse_constant)
    except _KeyDoubled as error:
        return problem("ROW_KEY_DOUBLED", (*place[:2], str(error)), str(error))
    except (ValueError, RecursionError) as error:
        return problem("ROW_JSON", place, reason=getattr(error, "msg", type(error).__name__))
    if not isinstance(found, dict):
        return problem("ROW_NOT_OBJECT", place)
    for key, value in found.items():
        if isinstance(value, dict) or (isinstance(value, list) and any(isinstance(one, dict | list) for one in value)):
            return problem("ROW_NESTED", (*place[:2], key))
    return found


def _pairs(pairs: list[tuple[str, Cell]]) -> dict[str, Cell]:
    found: dict[str, Cell] = {}
    for key, value in pairs:
        if key in found:
            raise _KeyDoubled(key)
        found[key] = value
    return found


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def _row(number: int, found: dict[str, Cell], index: dict[str, int]) -> Row:
    cells: list[Cell] = [None] * len(index)
    for key, value in found.items():
        cells[index[key]] = value
    return Row(number, cells)

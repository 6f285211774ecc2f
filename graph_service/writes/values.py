"""Single values of an edit: whether a property can hold them, and what is allowed where it cannot."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from math import isfinite
from typing import Any

from graph_service.model.structure import Kind, Property
from graph_service.model.vocabulary import schemes
from graph_service.writes.edits import Place, Values
from graph_service.writes.problems import Problem
from graph_service.writes.seats import Spot

LONGEST = 10_000
"""Characters of a text."""
MOST_ITEMS = 250
_INT, _LONG = 2**31, 2**53
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_PATTERNS = {
    "isil": (re.compile(r"HU-[A-Za-z0-9:/-]{1,11}\Z"), "HU-…"),
    "url": (re.compile(r"https?://[^\s<>\"]{1,2000}\Z"), "https://…"),
    "website": (re.compile(r"https?://[^\s<>\"]{1,2000}\Z"), "https://…"),
}
_TYPES: dict[Kind, type | tuple[type, ...]] = {
    Kind.STRING: str,
    Kind.LOCALIZED: str,
    Kind.ENUM: str,
    Kind.INT: int,
    Kind.LONG: int,
    Kind.FLOAT: (int, float),
    Kind.BOOLEAN: bool,
    Kind.DATE: date,
    Kind.DATETIME: datetime,
    Kind.POINT: Spot,
}
_NUMBERS = (Kind.INT, Kind.LONG, Kind.FLOAT)


def value_problems(prop: Property, values: Values, place: Place) -> Iterator[Problem]:
    """What is wrong with the values that an edit gives to a property, absent ones aside."""
    for stored in prop.stored_names:
        yield from stored_problems(prop, stored, values.get(stored), place)


def stored_problems(prop: Property, stored: str, value: Any, place: Place) -> Iterator[Problem]:
    """The same of one stored name; None is never wrong."""
    if value is None:
        return
    if prop.many:
        yield from _list_problems(prop, stored, value, place)
    else:
        yield from _one(prop, stored, value, place)


def _list_problems(prop: Property, stored: str, value: Any, place: Place) -> Iterator[Problem]:
    if not isinstance(value, list):
        yield _mismatch(prop, stored, place)
        return
    if len(value) > MOST_ITEMS:
        yield Problem("VALUE_ITEMS", (*place, stored), {"field": stored, "most": MOST_ITEMS, "value": len(value)})
        return
    for number, item in enumerate(value):
        yield from _one(prop, stored, item, (*place, stored, number), is_item=True)


def _one(prop: Property, stored: str, value: Any, place: Place, *, is_item: bool = False) -> Iterator[Problem]:
    at = place if is_item else (*place, stored)
    if not _fits(prop.kind, value):
        yield _mismatch(prop, stored, place)
    elif prop.kind is Kind.ENUM:
        codes = _codes(prop.scheme or "")
        if value not in codes:
            yield Problem("VALUE_CODE", at, {"field": stored, "allowed": ", ".join(codes)}, codes)
    elif isinstance(value, str):
        yield from _text(stored, value, at)
    elif prop.kind in _NUMBERS:
        yield from _number(prop, stored, value, at)
    elif prop.kind is Kind.POINT and not (-180 <= value.lon <= 180 and -90 <= value.lat <= 90):
        yield Problem("VALUE_POINT", at, {"field": stored})
    elif prop.kind is Kind.DATE and not 1 <= value.year <= 9999:  # pragma: no cover - Python has no other days
        yield _mismatch(prop, stored, place)


@cache
def _codes(scheme: str) -> tuple[str, ...]:
    return tuple(term.code for term in schemes()[scheme].terms)


def _fits(kind: Kind, value: Any) -> bool:
    if kind is not Kind.BOOLEAN and isinstance(value, bool):
        return False
    if kind is Kind.DATE and isinstance(value, datetime):
        return False
    return isinstance(value, _TYPES[kind])


def _text(stored: str, value: str, at: Place) -> Iterator[Problem]:
    if not value.strip():
        yield Problem("VALUE_EMPTY", at, {"field": stored})
    elif len(value) > LONGEST:
        yield Problem("VALUE_LENGTH", at, {"field": stored, "most": LONGEST, "value": len(value)})
    elif _CONTROL.search(value):
        yield Problem("VALUE_CONTROL", at, {"field": stored})
    elif stored in _PATTERNS and not _PATTERNS[stored][0].match(value):
        yield Problem("VALUE_PATTERN", at, {"field": stored, "allowed": _PATTERNS[stored][1]}, (_PATTERNS[stored][1],))


def _number(prop: Property, stored: str, value: float, at: Place) -> Iterator[Problem]:
    bound = {Kind.INT: _INT - 1, Kind.LONG: _LONG, Kind.FLOAT: None}[prop.kind]
    low = prop.low if prop.low is not None else -bound if bound is not None else None
    high = prop.high if prop.high is not None else bound
    if not isfinite(value) or (low is not None and value < low) or (high is not None and value > high):
        allowed = f"{'' if low is None else low} … {'' if high is None else high}".strip()
        yield Problem("VALUE_BOUNDS", at, {"field": stored, "allowed": allowed}, (allowed,))


def _mismatch(prop: Property, stored: str, place: Place) -> Problem:
    kind = f"[{prop.kind.value}]" if prop.many else prop.kind.value
    return Problem("VALUE_KIND", (*place, stored), {"field": stored, "allowed": kind}, (kind,))

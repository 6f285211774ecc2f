"""Pages: sizes and directions of `first/after/last/before`, and cursors that hold the sort values of a row."""

from __future__ import annotations

import base64
import binascii
import re
import sys
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Protocol

import orjson

from graph_service.errors import RequestError
from graph_service.model.structure import Kind
from graph_service.query.inputs import Constant, Input
from graph_service.query.ordering import Direction, Nulls, RelativeCount
from graph_service.query.plan import PageArguments
from graph_service.query.signature import Signature

DEFAULT_SIZE = 20
MOST = 100
MOST_CURSOR = 8_000
# Arguments that decide which list it is that a cursor points into.
_SIGNED = ("where", "orderBy", "scope", "asOf", "text", "types", "county")
_CLASHES = (("first", "last"), ("first", "before"), ("after", "last"), ("after", "before"))
_DATE = re.compile(r"\d{4}-\d\d-\d\d\Z")
_DATETIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)\Z")
_FARTHEST_ZONE = timedelta(hours=18)
_MOST_FLOAT = sys.float_info.max


class SortValue(Protocol):
    """A value that a cursor holds: its name, its type, and whether it can be null."""

    @property
    def kind(self) -> Kind: ...
    @property
    def nullable(self) -> bool: ...
    @property
    def name(self) -> str: ...


class Sorted(Protocol):
    """A sort key, of rows or of groups."""

    @property
    def field(self) -> SortValue: ...
    @property
    def direction(self) -> Direction: ...
    @property
    def nulls(self) -> Nulls | None: ...


def page_arguments(
    arguments: Mapping[str, Input], order: Sequence[Sorted], ids: int, signature: Signature
) -> PageArguments:
    """The page that the arguments of a connection ask for; `ids` is the number of ids that end its sort values.

    Raises RequestError for a size outside 1 to 100, two directions at once, or a cursor that is not of this list.
    """
    given = {name: value for name, value in arguments.items() if not value.is_null}
    for one, other in _CLASHES:
        if one in given and other in given:
            raise RequestError("PAGE_DIRECTION", one=one, other=other)
    backward = "last" in given or "before" in given
    size_name = "last" if backward else "first"
    size = given[size_name].source if size_name in given else Constant(None)
    if size_name in given:
        page_size(given[size_name].value, size_name)
    cursor_name = "before" if backward else "after"
    if cursor_name not in given:
        return PageArguments(size, backward)
    cursor = given[cursor_name]
    values = decode_cursor(cursor.value, signature.of(cursor.variables), order, ids, cursor_name)
    return PageArguments(size, backward, given[cursor_name].source, tuple(value is None for value in values))


def page_size(value: Any, argument: str = "first") -> int:
    """The number of rows of a page; null is the default of 20. Raises RequestError outside 1 to 100."""
    if value is None:
        return DEFAULT_SIZE
    # JSON does not tell 20 from 20.0, and GraphQL takes both for an integer.
    whole = value if isinstance(value, (int, float)) and not isinstance(value, bool) else 0
    if not 1 <= whole <= MOST or whole != int(whole):
        raise RequestError("PAGE_SIZE", argument=argument, most=MOST, value=value)
    return int(whole)


def signature_of(name: str, order: Sequence[Sorted], arguments: Mapping[str, Input]) -> Signature:
    """Names a list, its order and its filter, so that a cursor of another one is refused."""
    text = "|".join([name, *(f"{key.field.name} {key.direction} {key.nulls}" for key in order)])
    values = [arguments[which] for which in _SIGNED if which in arguments and not arguments[which].is_null]
    if not any(isinstance(key.field, RelativeCount) for key in order):
        values = [value for value in values if value.name != "orderBy"]
    return Signature(text, tuple(value.source for value in values))


def encode_cursor(signature: str, values: Sequence[Any]) -> str:
    """The cursor of a row: opaque to clients, url-safe."""
    return base64.urlsafe_b64encode(orjson.dumps([signature, *values])).rstrip(b"=").decode()


def open_cursor(text: Any) -> list[Any] | None:
    """The values inside a cursor, its signature first; None where it is not one."""
    if not isinstance(text, str) or not 0 < len(text) <= MOST_CURSOR:
        return None
    try:
        raw = base64.b64decode(text.encode("ascii") + b"=" * (-len(text) % 4), altchars=b"-_", validate=True)
        values = orjson.loads(raw)
    except (binascii.Error, UnicodeEncodeError, orjson.JSONDecodeError):
        return None
    return values if isinstance(values, list) and len(values) > 1 else None


def decode_cursor(text: Any, signature: str, order: Sequence[Sorted], ids: int, argument: str) -> list[Any]:
    """The sort values of a cursor, ids last. Raises RequestError if it is none, or of another order."""
    values = open_cursor(text)
    if values is None or not isinstance(values[0], str):
        raise RequestError("CURSOR_MALFORMED", argument=argument)
    if values[0] != signature:
        raise RequestError("CURSOR_ORDER", argument=argument)
    values = values[1:]
    if len(values) != len(order) + ids or not all(_fits(v, k) for v, k in zip(values, order, strict=False)):
        raise RequestError("CURSOR_MALFORMED", argument=argument)
    if not all(isinstance(value, str) for value in values[len(order) :]):
        raise RequestError("CURSOR_MALFORMED", argument=argument)
    return values


def _fits(value: Any, key: Sorted) -> bool:
    if value is None:
        return key.field.nullable
    match key.field.kind:
        case Kind.INT | Kind.LONG:
            return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= 2**53
        case Kind.FLOAT:
            return isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) <= _MOST_FLOAT
        case Kind.BOOLEAN:
            return isinstance(value, bool)
        case Kind.DATE:
            return isinstance(value, str) and _DATE.match(value) is not None and _is_day(value)
        case Kind.DATETIME:
            return isinstance(value, str) and _DATETIME.match(value) is not None and _is_moment(value)
        case _:
            return isinstance(value, str)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _is_moment(text: str) -> bool:
    """Whether it is a moment of the calendar, in a zone that the database takes (18 hours at most)."""
    try:
        offset = datetime.fromisoformat(text).utcoffset()
    except ValueError:
        return False
    return offset is not None and abs(offset) <= _FARTHEST_ZONE

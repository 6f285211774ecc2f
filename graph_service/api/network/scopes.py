"""The argument `scope` to a `Scope` of the projection, checked. Raises RequestError; no scope is silently empty."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any

from graph_service.errors import Language, RequestError
from graph_service.model.labels import CONCEPT, COUNTY

if TYPE_CHECKING:
    from graph_service.network.network import Scope
    from graph_service.network.projection import Projection

Given = Mapping[str, Any]
_MOST = 100


def scope_of(projection: Projection, given: Given | None, **instead: Any) -> Scope:
    """The scope that the argument states; `instead` replaces fields of it, such as the day of a comparison."""
    from graph_service.network.network import Scope

    asked = {key: value for key, value in (given or {}).items() if value is not None}
    day = asked.get("asOf")
    return Scope(
        day=instead.get("day", projection.today if day is None else day_of(projection, day, "asOf")),
        mode=name_of(asked.get("mode", "STATE")),
        counties=_rows(asked, "counties", lambda key: county_row(projection, key)),
        sectors=_rows(asked, "sectors", lambda code: projection.sectors.index(code)),
        types=_rows(asked, "collaborationTypes", lambda code: projection.collaboration_types.index(code)),
        themes=_rows(asked, "themes", lambda key: _theme(projection, key)),
        real=institution_kinds(projection, asked.get("data")),
    )


def day_of(projection: Projection, day: date, argument: str) -> int:
    """The day as an ordinal. Raises RequestError outside the days that the data tell of."""
    from graph_service.network.snapshots import check_day

    check_day(projection, day.toordinal(), argument)
    return day.toordinal()


def county_row(projection: Projection, key: str) -> int:
    """The county of an id or NUTS 3 code."""
    row = projection.county_rows.get(str(key))
    if row is None:
        raise RequestError("NOT_FOUND", label=COUNTY, key="nuts3", plural="counties")
    return row


def county_rows(projection: Projection, keys: list[Any] | None) -> tuple[int, ...] | None:
    """The counties of ids or NUTS 3 codes, sorted; None for all."""
    return _rows({} if keys is None else {"counties": keys}, "counties", lambda key: county_row(projection, key))


def row_of(ids: tuple[str, ...], id_: object | None, label: str, plural: str) -> int | None:
    """The row of an id in a table of sorted ids; None where none is asked for. Raises RequestError NOT_FOUND."""
    if id_ is None:
        return None
    row = bisect_left(ids, str(id_))
    if row == len(ids) or ids[row] != str(id_):
        raise RequestError("NOT_FOUND", label=label, key="id", plural=plural)
    return row


def institution_kinds(projection: Projection, data: object) -> bool | None:
    """Whether real or invented data are asked for; None for both, which unasked they never are together."""
    return _kind_of(data, (projection.institutions.real, projection.collaborations.real))


def name_of(value: object) -> Any:
    """The name of an enum value, however it was given."""
    return str(value.value if isinstance(value, Enum) else value)


def spoken(lang: object) -> Language:
    """The language of an argument `lang`."""
    return "en" if name_of(lang) == "EN" else "hu"


def mentoring_kinds(projection: Projection, data: object) -> bool | None:
    """Likewise for mentors and communities."""
    return _kind_of(data, (projection.mentors.real, projection.communities.real))


def _rows(asked: Given, name: str, row: Callable[[str], int]) -> tuple[int, ...] | None:
    keys = asked.get(name)
    if keys is None:
        return None
    if not keys:
        raise RequestError("LIST_EMPTY", argument=name)
    if len(keys) > _MOST:
        raise RequestError("LIST_LENGTH", argument=name, most=_MOST, value=len(keys))
    return tuple(sorted({row(name_of(key)) for key in keys}))


def _theme(projection: Projection, key: str) -> int:
    code = key.rpartition(":")[2]
    if code not in projection.themes:
        raise RequestError("NOT_FOUND", label=CONCEPT, key="code", plural="concepts")
    return projection.themes.index(code)


def _kind_of(data: object, columns: Iterable[Any]) -> bool | None:
    """Whether real or invented data are kept; None for both. Unasked, real data are never mixed with invented."""
    match None if data is None else name_of(data):
        case "REAL":
            return True
        case "SYNTHETIC":
            return False
        case "MIXED":
            return None
    return True if _has_both(columns) else None


def _has_both(columns: Iterable[Any]) -> bool:
    seen = {bool(value) for column in columns for value in (column.any(), column.all()) if len(column)}
    return seen == {True, False}

"""A value of the graph as text with its type: equal for equal values of either engine, different for all others."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

WGS84 = 4326


class Moment(str):
    """A moment as its text, in UTC with `Z`; up to nine digits of a second, which Python's own cannot hold."""

    __slots__ = ()


def exact(value: Any) -> str:
    """The text of `value`: its type, a colon, and all of it. 1, 1.0 and "1" have three; moments are instants."""
    made = _BY_TYPE.get(type(value))
    return made(value) if made is not None else _of_another(value)


def tag(value: Any) -> str:
    """The type of a value by the word that `exact` begins with."""
    return exact(value).partition(":")[0]


def point_degrees(value: Any) -> tuple[float, float] | None:
    """Longitude and latitude of a point in WGS84; None for anything else."""
    if not isinstance(value, tuple) or len(value) != 2 or getattr(value, "srid", WGS84) != WGS84:
        return None
    return float(value[0]), float(value[1])


def moment_text(value: Any) -> str:
    """A moment with a zone, in UTC: `2020-01-02T03:04:05.000000006Z`, without what is zero of the second."""
    if isinstance(value, Moment):
        return str.__str__(value)
    native: datetime = value.to_native() if hasattr(value, "to_native") else value
    nanoseconds = getattr(value, "nanosecond", native.microsecond * 1_000)
    fraction = f".{nanoseconds:09d}".rstrip("0").rstrip(".")
    return f"{native.replace(microsecond=0).astimezone(UTC).replace(tzinfo=None).isoformat()}{fraction}Z"


def _of_another(value: Any) -> str:
    """What the driver has types of its own for, which this layer does not know."""
    native = value.to_native() if hasattr(value, "to_native") else value
    if isinstance(native, datetime) and native.tzinfo is not None:
        return f"moment:{moment_text(value)}"
    if isinstance(native, date) and not isinstance(native, datetime):
        return f"day:{native.isoformat()}"
    degrees = point_degrees(value)
    if degrees is not None:
        return f"point:{degrees[0]!r} {degrees[1]!r}"
    return f"{type(value).__name__}:{value!r}"


def _list(value: list[Any]) -> str:
    return f"list:{json.dumps([exact(item) for item in value])}"


_BY_TYPE: dict[type, Callable[[Any], str]] = {
    str: lambda value: f"text:{value}",
    bool: lambda value: "truth:true" if value else "truth:false",
    int: lambda value: f"int:{value}",
    float: lambda value: f"float:{value!r}",
    date: lambda value: f"day:{value.isoformat()}",
    Moment: lambda value: f"moment:{moment_text(value)}",
    list: _list,
}

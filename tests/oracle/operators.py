"""What each operator of `where` means, value by value. Whatever is not there meets only `isNull` and `isEmpty`."""

from __future__ import annotations

import unicodedata
from datetime import datetime
from math import asin, cos, radians, sin, sqrt
from typing import Any

EARTH_KM = 6371.0088
Point = tuple[float, float]


def folded(text: str) -> str:
    """Without accents, in lower case."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).lower()


def kilometres(one: Point, other: Point) -> float:
    """The great-circle distance of two points (longitude, latitude)."""
    (lon0, lat0), (lon1, lat1) = one, other
    half = (
        sin(radians(lat1 - lat0) / 2) ** 2
        + cos(radians(lat0)) * cos(radians(lat1)) * sin(radians(lon1 - lon0) / 2) ** 2
    )
    return 2 * EARTH_KM * asin(sqrt(half))


def comparable(value: Any, kind: str, codes: dict[str, str]) -> Any:
    """A value of a document as the graph has it: codes for enum values, moments for their texts."""
    if isinstance(value, list):
        return [comparable(item, kind, codes) for item in value]
    if codes and isinstance(value, str):
        return codes[value]
    if kind == "DateTime" and isinstance(value, str):
        return datetime.fromisoformat(value)
    return float(value) if kind == "Float" and not isinstance(value, bool) else value


def meets(operator: str, stored: Any, value: Any, *, folding: bool = False) -> bool:
    """One operator on one stored value."""
    if operator == "isNull":
        return (stored is None) == bool(value)
    if operator == "isEmpty":
        return (not stored) == bool(value)
    if stored is None:
        return False
    if folding and operator in ("startsWith", "contains"):
        stored, value = folded(stored), folded(value)
    return bool(_OPERATORS[operator](stored, value))


_OPERATORS = {
    "eq": lambda stored, value: stored == value,
    "ne": lambda stored, value: stored != value,
    "in": lambda stored, value: stored in value,
    "notIn": lambda stored, value: stored not in value,
    "lt": lambda stored, value: stored < value,
    "lte": lambda stored, value: stored <= value,
    "gt": lambda stored, value: stored > value,
    "gte": lambda stored, value: stored >= value,
    "between": lambda stored, value: value[0] <= stored <= value[1],
    "has": lambda stored, value: value in stored,
    "hasAny": lambda stored, value: any(item in stored for item in value),
    "hasAll": lambda stored, value: all(item in stored for item in value),
    "startsWith": lambda stored, value: stored.startswith(value),
    "contains": lambda stored, value: value in stored,
}

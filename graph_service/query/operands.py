"""The values of conditions, keys and distances: how many, how long and how large they may be."""

from __future__ import annotations

from graph_service.errors import RequestError

MOST_ITEMS = 250
MOST_CHARACTERS = 1_000
_FARTHEST_KM = 20_038
_MOST_DEGREES = {"longitude": 180, "latitude": 90}


def check_kilometres(value: float) -> float:
    """A distance; half the girth of the Earth reaches everything. Raises RequestError."""
    return _checked_number(value, 0, _FARTHEST_KM, "km")


def check_degrees(value: float, argument: str) -> float:
    """A longitude or latitude. Raises RequestError."""
    most = _MOST_DEGREES[argument]
    return _checked_number(value, -most, most, argument)


def _checked_number(value: float, least: int, most: int, argument: str) -> float:
    number = float(value)
    if not least <= number <= most:
        raise RequestError("NUMBER_RANGE", argument=argument, least=least, most=most, value=value)
    return number


def check_operand(value: object, argument: str) -> None:
    """Refuses a filter value that is too long, or null. Raises RequestError."""
    if value is None:
        raise RequestError("NULL_NOT_ALLOWED", argument=argument)
    if isinstance(value, str) and len(value) > MOST_CHARACTERS:
        raise RequestError("STRING_LENGTH", argument=argument, most=MOST_CHARACTERS, value=len(value))
    if isinstance(value, list):
        if len(value) > MOST_ITEMS:
            raise RequestError("LIST_LENGTH", argument=argument, most=MOST_ITEMS, value=len(value))
        for item in value:
            check_operand(item, argument)

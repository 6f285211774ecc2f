"""The values of conditions, keys and distances: how many, how long and how large they may be."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass

from graph_service.errors import RequestError

MOST_ITEMS = 250
MOST_CHARACTERS = 1_000
MOST_SEARCH_CHARACTERS = 200
MOST_SEARCH_WORDS = 8
_FARTHEST_KM = 20_038
_MOST_DEGREES = {"longitude": 180, "latitude": 90}


@dataclass(frozen=True)
class Bounds:
    """The most that the values of a request may hold."""

    items: int = MOST_ITEMS
    characters: int = MOST_CHARACTERS
    search_characters: int = MOST_SEARCH_CHARACTERS
    search_words: int = MOST_SEARCH_WORDS


# Values are checked deep inside plans and their binds: handing bounds down to all of them would say them everywhere.
_BOUNDS: ContextVar[Bounds] = ContextVar("bounds", default=Bounds())  # noqa: B039  # frozen


def bound_by(bounds: Bounds) -> None:
    """From here on, in this task, values may hold that much."""
    _BOUNDS.set(bounds)


def bounds() -> Bounds:
    """The bounds of the present request."""
    return _BOUNDS.get()


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
    if isinstance(value, str) and len(value) > bounds().characters:
        raise RequestError("STRING_LENGTH", argument=argument, most=bounds().characters, value=len(value))
    if isinstance(value, list):
        if len(value) > bounds().items:
            raise RequestError("LIST_LENGTH", argument=argument, most=bounds().items, value=len(value))
        for item in value:
            check_operand(item, argument)

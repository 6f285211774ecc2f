"""Single values of an answer: their names, forms and checks, strict and lenient, for the generated code to call."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import floor
from typing import Any

from graph_service.model.records import Selected, records_of
from graph_service.model.structure import Kind
from graph_service.model.vocabulary import schemes
from graph_service.query.pages import encode_cursor

_INT = 2**31
_LONG = 2**53
# Greater numbers have no sixth decimal.
_SIX_DECIMALS = 2**53 / 1_000_000


class Mismatch(Exception):
    """The data is not what the schema says; graphql-core completes it and reports where."""


# What a stored value must not be, by kind.
TESTS = {
    Kind.STRING: "{a}.__class__ is not str",
    Kind.DATE: "{a}.__class__ is not str",
    Kind.BOOLEAN: "{a}.__class__ is not bool",
    Kind.INT: f"{{a}}.__class__ is not int or not -{_INT} <= {{a}} < {_INT}",
    Kind.LONG: f"{{a}}.__class__ is not int or not -{_LONG} <= {{a}} <= {_LONG}",
    Kind.FLOAT: "({a}.__class__ is not float and {a}.__class__ is not int) or {a} - {a} != 0",
}


def formatted(value: Any) -> str:
    """A native date-time as ISO 8601, UTC as `Z`. Raises Mismatch for anything without date, time and zone."""
    if getattr(value, "tzinfo", None) is None or not hasattr(value, "year"):
        raise Mismatch
    text: str = value.iso_format()
    moment, zone = text[:-6], text[-6:]
    if "." in moment:
        moment = moment.rstrip("0").rstrip(".")
    return moment + ("Z" if zone == "+00:00" else zone)


def lenient_datetime(value: Any) -> Any:
    """The same, or what cannot be formatted as it is: graphql-core tells what is wrong with it."""
    try:
        return formatted(value)
    except Mismatch:
        return value


def lenient_cursor(signature: str, values: Sequence[Any]) -> str:
    return encode_cursor(signature, [v if isinstance(v, (int, float, type(None))) else str(v) for v in values])


def checked_list(values: Any) -> list[Any]:
    if values.__class__ is not list:
        raise Mismatch
    items: list[Any] = values
    return items


def checked_texts(values: Any) -> list[str]:
    if any(value.__class__ is not str for value in checked_list(values)):
        raise Mismatch
    texts: list[str] = values
    return texts


def checked_records(kind: Kind, selected: Selected, texts: Any) -> list[dict[str, Any]]:
    try:
        return records_of(kind, selected, [] if texts is None else checked_texts(texts))
    except (ValueError, KeyError, TypeError) as fault:
        raise Mismatch from fault


def lenient_records(kind: Kind, selected: Selected, texts: Any) -> Any:
    """The same, or what cannot be read as it is: graphql-core tells what is wrong with it."""
    try:
        return checked_records(kind, selected, texts)
    except Mismatch:
        return texts


def checked_number(value: Any) -> float:
    if value.__class__ not in (float, int) or value - value != 0:
        raise Mismatch
    return float(value)


_NAMES: dict[str, dict[str, str]] = {}


def enum_names(scheme: str) -> dict[str, str]:
    """Stored code to GraphQL value; one dictionary a vocabulary, so that completers share it."""
    return _NAMES.setdefault(scheme, schemes()[scheme].names)


def _nullable(check: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else check(value)


def rounded(value: float) -> float:
    """To six decimals, halves up: the order in which a database adds is not fixed, and so are not the last digits."""
    return floor(value * 1_000_000 + 0.5) / 1_000_000 if abs(value) < _SIX_DECIMALS else float(value)


def _lenient_rounded(value: Any) -> Any:
    return rounded(value) if value.__class__ in (float, int) and value - value == 0 else value


def _whole(value: Any) -> int:
    if value.__class__ is not int or not 0 <= value < _INT:
        raise Mismatch
    number: int = value
    return number


def _day(value: Any) -> str:
    if value.__class__ is not str:
        raise Mismatch
    text: str = value
    return text


# What becomes of the results of aggregate functions, by `Function.result`.
STRICT_RESULTS: Mapping[str, Callable[[Any], Any]] = {
    "number": _nullable(checked_number),
    "mean": _nullable(lambda value: rounded(checked_number(value))),
    "sum": lambda value: rounded(checked_number(value)),
    "whole": _whole,
    "day": _nullable(_day),
    "moment": _nullable(formatted),
}
LENIENT_RESULTS: Mapping[str, Callable[[Any], Any]] = {
    "number": lambda value: value,
    "mean": _lenient_rounded,
    "sum": _lenient_rounded,
    "whole": lambda value: value,
    "day": lambda value: value,
    "moment": _nullable(lenient_datetime),
}


def key_text(value: Any) -> str | None:
    """The key of a group as text. Raises Mismatch for what is neither text, number, boolean nor moment."""
    if value is None or value.__class__ is str:
        text: str | None = value
        return text
    if value.__class__ is bool:
        return "true" if value else "false"
    return str(value) if value.__class__ in (int, float) else formatted(value)


def lenient_key_text(value: Any) -> Any:
    try:
        return key_text(value)
    except Mismatch:
        return value


_WORDS: dict[str, dict[str, tuple[str, str]]] = {}


def enum_words(scheme: str) -> dict[str, tuple[str, str]]:
    """Stored code to its words in Hungarian and English; one dictionary a vocabulary, as `enum_names`."""
    return _WORDS.setdefault(scheme, {term.code: (term.hu, term.en) for term in schemes()[scheme].terms})

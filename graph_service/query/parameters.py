"""The parameters of a statement: a name each, and the function that reads its value from a request's variables."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from itertools import count
from typing import Any

from graph_service.errors import RequestError
from graph_service.model.structure import Kind
from graph_service.model.text import folded
from graph_service.model.vocabulary import schemes
from graph_service.query.filters import Compare
from graph_service.query.inputs import Source, Variables, getter, listed
from graph_service.query.measures import MeasureBind
from graph_service.query.operands import check_degrees, check_kilometres, check_operand
from graph_service.query.pages import MOST, Sorted, decode_cursor, page_size
from graph_service.query.signature import Signature

Bind = Callable[[Variables], Any]


class Parameters:
    """Collects the parameters of a statement in the order of its text."""

    def __init__(self) -> None:
        self.binds: dict[str, Bind] = {}
        self._numbers = count()
        self._days: list[Source] = []

    def add(self, bind: Bind) -> str:
        """A new parameter, as `$p0`."""
        name = f"p{next(self._numbers)}"
        self.binds[name] = bind
        return f"${name}"

    def measure(self, name: str, day: Source | None) -> str:
        """The table of a measure, as `$m_degree`; of the network of the first `day` that is asked for, `$m0_degree`."""
        if day is not None and day not in self._days:
            self._days.append(day)
        parameter = f"m{'' if day is None else self._days.index(day)}_{name}"
        self.binds[parameter] = MeasureBind(name, day)
        return f"${parameter}"

    def size(self, source: Source, argument: str) -> str:
        """The size of a page."""
        get = getter(source)
        return self.add(lambda variables: page_size(get(variables), argument))

    def key(self, source: Source, *, number: bool) -> str:
        """An id or natural key."""
        get = getter(source)

        def bind(variables: Variables) -> Any:
            value = get(variables)
            check_operand(value, "id")
            return int(value) if number else str(value)

        return self.add(bind)

    def ids(self, source: Source) -> str:
        """A list of ids; a single one counts as a list."""
        get = getter(source)

        def bind(variables: Variables) -> list[str]:
            values = listed(get(variables))
            check_ids(values)
            return [str(value) for value in values]

        return self.add(bind)

    def operand(self, condition: Compare) -> str:
        """The right-hand side of a comparison, as the graph stores it."""
        get = getter(condition.source)
        convert = _conversion(condition)
        many = condition.operator.value == "list"
        name = condition.property.name

        def bind(variables: Variables) -> Any:
            value = get(variables)
            check_operand(value, name)
            try:
                return [convert(item) for item in listed(value)] if many else convert(value)
            except (OverflowError, ValueError) as fault:
                raise RequestError("VALUE_RANGE", argument=name) from fault

        return self.add(bind)

    def day(self, source: Source) -> str:
        """A day, as an expression of a statement."""
        get = getter(source)
        return f"date({self.add(lambda variables: str(get(variables)))})"

    def count(self, source: Source) -> str:
        """A number of relatives."""
        get = getter(source)
        return self.add(lambda variables: int(get(variables)))

    def kilometres(self, source: Source) -> str:
        """A distance."""
        get = getter(source)
        return self.add(lambda variables: check_kilometres(get(variables)))

    def degrees(self, source: Source, argument: str) -> str:
        """A longitude or latitude."""
        get = getter(source)
        return self.add(lambda variables: check_degrees(get(variables), argument))

    def cursor(
        self, source: Source, signature: Signature, order: Sequence[Sorted], ids: int, argument: str
    ) -> list[Bind]:
        """Functions for the sort values of a cursor, ids last."""
        get = getter(source)

        def value(place: int) -> Bind:
            return lambda variables: decode_cursor(get(variables), signature.of(variables), order, ids, argument)[place]

        return [value(place) for place in range(len(order) + ids)]

    def signature(self, signature: Signature) -> str:
        """The signature of a list whose filter holds variables: it comes along for the cursors of the answer."""
        return self.add(signature.of)


def _conversion(condition: Compare) -> Callable[[Any], Any]:
    prop = condition.property
    if condition.folded:
        return folded
    if prop.scheme is not None:
        codes = {term.enum: term.code for term in schemes()[prop.scheme].terms}
        return lambda value: codes[value]
    if prop.kind is Kind.FLOAT:
        return _finite
    if prop.kind in (Kind.INT, Kind.LONG):
        return int
    if prop.kind is Kind.DATETIME:
        return _in_utc
    if prop.kind in (Kind.STRING, Kind.LOCALIZED):
        return str
    return lambda value: value


def check_ids(ids: list[Any]) -> None:
    """Refuses too many ids at once, or one that is too long. Raises RequestError."""
    if len(ids) > MOST:
        raise RequestError("LIST_LENGTH", argument="ids", most=MOST, value=len(ids))
    check_operand(ids, "ids")


def _finite(value: Any) -> float:
    number = float(value)
    if not math.isfinite(number):
        raise ValueError("not a number that JSON can hold")
    return number


def _in_utc(value: str) -> str:
    """A moment in UTC, as the graph stores it: both engines take the same moment in another zone for a later one."""
    return datetime.fromisoformat(value).astimezone(UTC).isoformat()

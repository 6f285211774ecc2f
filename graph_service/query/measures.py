"""Measures in statements: an institution's value is a look-up by its id, `$m_degree[n0.id]`, in a parameter.

Such a parameter is a table, id to value, of one measure in the network of one moment. The tables are bound last: they
belong to one version of the data, and only a read tells which version it met.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from graph_service.errors import RequestError
from graph_service.model.measures import BY_NAME
from graph_service.query.inputs import Source, Variables, getter

MOST_DAYS = 4
META = "meta"
TABLES = "$tables"
"""Where the tables stand among the variables of a request: a name that no variable of a document can have."""
_HEAVY, _CHEAP = 100, 1


@dataclass(frozen=True)
class MeasureTables:
    """The tables of one network: measures by name, each institution id to value; what has no value is not in them.

    `meta` says how they were made, by the fields of `AnalysisMeta`.
    """

    version: int
    meta: Mapping[str, Any]
    columns: Mapping[str, Mapping[str, Any]]

    @property
    def is_stale(self) -> bool:
        """Whether the data are known to have changed since, and newer tables were not ready in time."""
        return bool(self.meta.get("stale"))

    def told_stale(self) -> MeasureTables:
        """The same tables, said to be stale."""
        return replace(self, meta={**self.meta, "stale": True})


Tables = Mapping[str | None, MeasureTables]
"""Tables by the day of their network; None is all that was ever shared, up to the last day of the data."""


class _NoTable(dict[str, Mapping[str, Any]]):
    def __missing__(self, _: str) -> Mapping[str, Any]:
        return {}


class _NoTables(dict[str | None, MeasureTables]):
    def __missing__(self, _: str | None) -> MeasureTables:
        return MeasureTables(0, {}, _NoTable())


UNBOUND: Tables = _NoTables()
"""Tables that hold nothing: for statements that are only looked at."""


@dataclass(frozen=True)
class MeasureNeed:
    """The tables that an operation needs of the network of one day; `names` is empty where only `meta` is asked."""

    names: frozenset[str]
    day: str | None


@dataclass(frozen=True)
class MeasureBind:
    """The table of a measure, or `meta`, in the network of the day that `day` gives; without one, of all that was
    ever shared."""

    name: str
    day: Source | None

    @property
    def price(self) -> int:
        """What it adds to the price of an operation."""
        return 0 if self.name == META else _HEAVY if BY_NAME[self.name].heavy else _CHEAP

    def day_of(self, variables: Variables) -> str | None:
        """The day that a request means."""
        return None if self.day is None else str(getter(self.day)(variables))

    def __call__(self, variables: Variables) -> Any:
        """The table, among the variables of a request. Raises RequestError where there is none."""
        if TABLES not in variables:
            raise RequestError("EXTRA_MISSING")
        return self.table(variables[TABLES], variables)

    def table(self, tables: Tables, variables: Variables) -> Mapping[str, Any]:
        """The table, among all that a request got."""
        found = tables[self.day_of(variables)]
        return found.meta if self.name == META else found.columns[self.name]


def needs_of(binds: Iterable[Callable[..., Any]], variables: Variables) -> tuple[MeasureNeed, ...]:
    """The tables that parameters need, by day. Raises RequestError for more days than an operation may have."""
    names: dict[str | None, set[str]] = {}
    for bind in binds:
        if isinstance(bind, MeasureBind):
            names.setdefault(bind.day_of(variables), set()).update({bind.name} - {META})
    days = len(names)
    if days > MOST_DAYS:
        raise RequestError("LIST_LENGTH", argument="asOf", most=MOST_DAYS, value=days)
    return tuple(MeasureNeed(frozenset(asked), day) for day, asked in names.items())


def measures_price(binds: Iterable[Callable[..., Any]]) -> int:
    """What the tables add to the price of an operation: 1 for each, 100 where it takes long to compute."""
    return sum(bind.price for bind in {bind for bind in binds if isinstance(bind, MeasureBind)})

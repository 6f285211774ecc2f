"""What lists are ordered and grouped by: own values, years, quarters, relatives and what they lend, relationships."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from tests.oracle.conditions import Conditions
from tests.oracle.graph import Rel, Row
from tests.oracle.mapping import MEASURED, NETWORK, SORTED_BY_NAME, TIE
from tests.oracle.types import Text

_MEASURE = f"{NETWORK.upper()}_"
# Relatives of relatives that are two steps away from some of those that have them.
_FARTHER = {"REGION": "county", "DISTRICT": "settlement"}


@dataclass(frozen=True)
class Item:
    """An entry of a list: a row or a tie, and the relationship it was reached by."""

    thing: Row | Rel
    rel: Rel | None = None


@dataclass(frozen=True)
class Value:
    """A value as lists are ordered by it, as a group tells it, and its words where it has any."""

    sort: Any
    text: str | None
    label: Text | None = None


@dataclass(frozen=True)
class Members:
    """The members of `XField` over the entries of lists of X."""

    conditions: Conditions
    listed: str

    def value(self, item: Item, name: str) -> Value | None:
        """The value of a member; None where it is missing."""
        known = self.conditions.known_values[self.listed, name]
        key = (id(item.thing), id(item.rel))
        if key not in known:
            known[key] = self._value(item, name)
        found: Value | None = known[key]
        return found

    def _value(self, item: Item, name: str) -> Value | None:
        thing, rel = item.thing, item.rel
        if isinstance(thing, Rel):
            return self._property(TIE, name, thing.props)
        if measure := self.measure(name):
            value = self.conditions.measured(thing)[measure]
            return None if value is None else Value(value, _text(value))
        if self.is_own(name):
            return self._own(self.listed, thing, name)
        assert rel, f"{name}: no member of {self.listed}, and no relationship was followed"
        name = name.removeprefix("EDGE_")
        return self._property(self.conditions.types.edge_type(rel), name, rel.props)

    def measure(self, name: str) -> str:
        """The measure that a member is; nothing where it is none."""
        return camel(name.removeprefix(_MEASURE)) if self.listed == MEASURED and name.startswith(_MEASURE) else ""

    def is_own(self, name: str) -> bool:
        """Whether a member is of the listed thing, and not of the relationship that a list follows."""
        if self.measure(name):
            return True
        fields, (dated, _) = self._fields(self.listed), _dated(name)
        linked = (camel(head) for head in _heads(name))
        return bool({camel(name), camel(dated)} & set(fields)) or any(
            field in fields and self._leads(self.listed, field) for field in linked
        )

    def kind(self, name: str) -> str:
        """What sort of thing a member is, in words."""
        if self.measure(name):
            return "a measure"
        fields, (dated, part) = self._fields(self.listed), _dated(name)
        if camel(name) in fields:
            return "a relative" if self._leads(self.listed, camel(name)) else "an own value"
        if camel(dated) in fields:
            return f"a {part.lower()}"
        return "a relative's value" if self.is_own(name) else "a property of the relationship"

    def _fields(self, type_name: str) -> Any:
        return self.conditions.types.schema.type_map[type_name].fields  # type: ignore[attr-defined]

    def _leads(self, type_name: str, field: str) -> bool:
        types = self.conditions.types
        return types.path(type_name, field) is not None and not types.is_many(type_name, field)

    def _own(self, type_name: str, row: Row, name: str) -> Value | None:
        """A value of a row, or of a relative of it; what a label lacks is missing."""
        fields = self._fields(type_name)
        if self._leads(type_name, camel(name)):
            return self._relative(self.conditions.one(row, camel(name)))
        if {camel(name), camel(_dated(name)[0])} & set(fields):
            return self._property(row.label, name, row.props)
        for head in _heads(name):
            if camel(head) in fields and self._leads(type_name, camel(head)):
                far = self.conditions.one(row, camel(head))
                return None if far is None else self._own(far.label, far, name[len(head) + 1 :])
        between = self.conditions.one(row, _FARTHER[name]) if _FARTHER.get(name) in fields else None
        return None if between is None else self._own(between.label, between, name)

    def _relative(self, row: Row | None) -> Value | None:
        return None if row is None else Value(row.id, row.id, self.conditions.types.name_of(row))

    def _property(self, type_name: str, name: str, props: dict[str, Any]) -> Value | None:
        types = self.conditions.types
        name, part = (name, "") if camel(name) in self._fields(type_name) else _dated(name)
        field = camel(name)
        column, kind = types.column(type_name, field), types.named(type_name, field)
        stored = props.get(column)
        if kind == "LocalizedText":
            stored = props.get(f"{column}Hu")
        if field in SORTED_BY_NAME:
            return Value(props["nameSort"], stored)
        if stored is None:
            return None
        if part:
            return _of_date(stored, part)
        if types.is_enum(kind):
            return Value(stored, types.enum_name(kind, stored), types.label(kind, stored))
        return Value(stored, _text(stored))


@cache
def camel(name: str) -> str:
    """The field that an enum value is named after."""
    head, *rest = name.lower().split("_")
    return head + "".join(part.capitalize() for part in rest)


@cache
def _heads(name: str) -> list[str]:
    """A name and its beginnings, longest first."""
    parts = name.split("_")
    return ["_".join(parts[:length]) for length in range(len(parts), 0, -1)]


@cache
def _dated(name: str) -> tuple[str, str]:
    """A name without `_YEAR` or `_QUARTER`, and which of the two it had."""
    for part in ("YEAR", "QUARTER"):
        if name.endswith(f"_{part}"):
            return name.removesuffix(f"_{part}"), part
    return name, ""


def _of_date(stored: str, part: str) -> Value:
    year, month = int(stored[:4]), int(stored[5:7])
    if part == "YEAR":
        return Value(year, str(year))
    quarter = (month - 1) // 3
    return Value(f"{year}-{quarter * 3 + 1:02}-01", f"{year}-Q{quarter + 1}")


def _text(stored: Any) -> str:
    return {True: "true", False: "false"}[stored] if isinstance(stored, bool) else str(stored)

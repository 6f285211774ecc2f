"""`orderBy`, cursors and pages: every list as a sorted list of (sort key, item), cut by place."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property, total_ordering
from typing import Any

from tests.oracle.conditions import Conditions
from tests.oracle.graph import Rel, Row
from tests.oracle.mapping import SORTED_BY_NAME

DEFAULT_PAGE = 20


@dataclass(frozen=True)
class Item:
    """An entry of a list: a row or a tie, and the relationship it was reached by."""

    thing: Row | Rel
    rel: Rel | None = None


@total_ordering
class _Key:
    """A sort value: nulls last ascending, first descending."""

    def __init__(self, value: Any, descending: bool) -> None:
        self._value = value
        self._descending = descending

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self._value == other._value

    def __lt__(self, other: _Key) -> bool:
        if self._value is None or other._value is None:
            return self._value is not other._value and (self._value is None) == self._descending
        return bool(other._value < self._value if self._descending else self._value < other._value)


@dataclass
class Order:
    """The sort keys of a list: (enum value, descending), then the id."""

    conditions: Conditions
    keys: list[tuple[str, bool]]

    def values(self, item: Item) -> list[Any]:
        """What a cursor of this item stands for."""
        return [*(self._value(item.thing, name) for name, _ in self.keys), *_ids(item)]

    def key(self, values: list[Any]) -> list[_Key]:
        down = [descending for _, descending in self.keys]
        return [_Key(value, descending) for value, descending in zip(values, [*down, *[False] * 9], strict=False)]

    def sorted(self, items: list[Item]) -> list[Item]:
        return sorted(items, key=lambda item: self.key(self.values(item)))

    def cursor(self, item: Item) -> str:
        return json.dumps([self.keys, self.values(item)], ensure_ascii=False)

    def at(self, cursor: str) -> list[_Key]:
        keys, values = json.loads(cursor)
        assert [tuple(key) for key in keys] == self.keys, "a cursor of another order"
        return self.key(values)

    def _value(self, thing: Row | Rel, name: str) -> Any:
        if isinstance(thing, Rel):
            return thing.props[_camel(name)]
        for cut in range(len(name), 0, -1):
            if cut < len(name) and name[cut] != "_":
                continue
            field = _camel(name[:cut])
            if not self._has(thing.label, field):
                continue
            if cut == len(name):
                return self._own(thing, field)
            far = self.conditions.one(thing, field)
            return None if far is None else self._own(far, _camel(name[cut + 1 :]))
        raise AssertionError(f"no field of {thing.label} for the order {name}")

    def _has(self, label: str, field: str) -> bool:
        return field in self.conditions.types.schema.type_map[label].fields  # type: ignore[attr-defined]

    def _own(self, row: Row, field: str) -> Any:
        if field in SORTED_BY_NAME:
            return row.props["nameSort"]
        return row.props.get(self.conditions.types.column(row.label, field))


def _ids(item: Item) -> list[str]:
    if isinstance(item.thing, Rel):
        return [item.thing.start.id, item.thing.end.id]
    key = item.rel.props.get("key") if item.rel else None
    return [item.thing.id, key or ""]


def _camel(name: str) -> str:
    head, *rest = name.lower().split("_")
    return head + "".join(part.capitalize() for part in rest)


@dataclass
class Connection:
    """One connection field with its arguments: all its items in order, and the page asked for."""

    order: Order
    items: list[Item]
    args: dict[str, Any]

    @cached_property
    def _all(self) -> list[Item]:
        return self.order.sorted(self.items)

    @property
    def total(self) -> int:
        return len(self.items)

    @cached_property
    def page(self) -> list[Item]:
        rows = self._rest
        if self._backward:
            return rows[max(len(rows) - self._size, 0) :]
        return rows[: self._size]

    @property
    def has_next(self) -> bool:
        return self.args.get("before") is not None if self._backward else len(self._rest) > self._size

    @property
    def has_previous(self) -> bool:
        return len(self._rest) > self._size if self._backward else self.args.get("after") is not None

    @property
    def _backward(self) -> bool:
        return self.args.get("last") is not None or self.args.get("before") is not None

    @property
    def _size(self) -> int:
        return int(self.args.get("last") or self.args.get("first") or DEFAULT_PAGE)

    @cached_property
    def _rest(self) -> list[Item]:
        rows = self._all
        if (after := self.args.get("after")) is not None:
            bound = self.order.at(after)
            rows = [item for item in rows if self.order.key(self.order.values(item)) > bound]
        if (before := self.args.get("before")) is not None:
            bound = self.order.at(before)
            rows = [item for item in rows if self.order.key(self.order.values(item)) < bound]
        return rows

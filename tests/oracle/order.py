"""`orderBy`, cursors and pages: every list as a sorted list of (sort key, item), cut by place."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property, total_ordering
from typing import Any, Generic, Protocol, TypeVar

from tests.oracle.graph import Rel, Row
from tests.oracle.members import Item, Members

DEFAULT_PAGE = 20
T = TypeVar("T")


@dataclass(frozen=True)
class Way:
    """How one key is compared: nulls last ascending and first descending, where nothing else is said."""

    descending: bool = False
    nulls_first: bool = False

    @classmethod
    def of(cls, asked: dict[str, Any]) -> Way:
        """The way that an order input asks for."""
        descending = asked.get("direction") == "DESC"
        return cls(descending, {"FIRST": True, "LAST": False}.get(str(asked.get("nulls")), descending))


@total_ordering
class _Key:
    """A sort value."""

    def __init__(self, value: Any, way: Way) -> None:
        self._value = value
        self._way = way

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self._value == other._value

    def __lt__(self, other: _Key) -> bool:
        if self._value is None or other._value is None:
            return self._value is not other._value and (self._value is None) == self._way.nulls_first
        return bool(other._value < self._value if self._way.descending else self._value < other._value)


class Order(Protocol[T]):
    """The sort keys of a list. `asked` is what stands in the document: a cursor fits only its own order."""

    asked: Sequence[dict[str, Any]]

    def values(self, item: T) -> list[Any]:
        """What a cursor of this item stands for."""

    @property
    def ways(self) -> list[Way]:
        """How those values are compared."""


@dataclass
class RowOrder:
    """The keys that `orderBy` of a connection names, then the id."""

    members: Members
    asked: Sequence[dict[str, Any]]

    @property
    def ways(self) -> list[Way]:
        return [*map(Way.of, self.asked), Way(), Way()]

    def values(self, item: Item) -> list[Any]:
        return [*(self._value(item, key) for key in self.asked), *_ids(item)]

    def _value(self, item: Item, asked: dict[str, Any]) -> Any:
        if (count := asked.get("count")) is None:
            value = self.members.value(item, asked["field"])
            return None if value is None else value.sort
        ((link, quantifiers),) = count.items()
        (where,) = quantifiers.values()
        assert isinstance(item.thing, Row)
        return self.members.conditions.number(self.members.conditions.far(item.thing, link), where)


def _ids(item: Item) -> list[str]:
    if isinstance(item.thing, Rel):
        return [item.thing.start.id, item.thing.end.id]
    key = item.rel.props.get("key") if item.rel else None
    return [item.thing.id, key or ""]


@dataclass
class Pages(Generic[T]):
    """A list with the arguments of its field: all its items in order, and the page asked for."""

    order: Order[T]
    items: list[T]
    args: dict[str, Any]
    _values: dict[int, list[Any]] = field(default_factory=dict, init=False)

    def cursor(self, item: T) -> str:
        """The oracle's own cursor of an item: its order and its sort values."""
        return json.dumps([self.order.asked, self._of(item)], ensure_ascii=False)

    def _of(self, item: T) -> list[Any]:
        if id(item) not in self._values:
            self._values[id(item)] = self.order.values(item)
        return self._values[id(item)]

    def _key(self, values: list[Any]) -> list[_Key]:
        return [_Key(value, way) for value, way in zip(values, self.order.ways, strict=True)]

    def _at(self, cursor: str) -> list[_Key]:
        asked, values = json.loads(cursor)
        assert asked == list(self.order.asked), "a cursor of another order"
        return self._key(values)

    @cached_property
    def all(self) -> list[T]:
        """Sorted by each key, the last one first: a sort keeps the order of what is equal to it."""
        rows = [(self._of(item), item) for item in self.items]
        for place, way in reversed(list(enumerate(self.order.ways))):
            there = [row for row in rows if row[0][place] is not None]
            there.sort(key=lambda row: row[0][place], reverse=way.descending)
            missing = [row for row in rows if row[0][place] is None]
            rows = missing + there if way.nulls_first else there + missing
        return [item for _, item in rows]

    @cached_property
    def page(self) -> list[T]:
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
    def _rest(self) -> list[T]:
        rows = self.all
        if (after := self.args.get("after")) is not None:
            bound = self._at(after)
            rows = [item for item in rows if self._key(self._of(item)) > bound]
        if (before := self.args.get("before")) is not None:
            bound = self._at(before)
            rows = [item for item in rows if self._key(self._of(item)) < bound]
        return rows

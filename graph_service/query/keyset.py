"""Orders and keyset bounds as Cypher. Both engines put null last ascending and first descending."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph_service.model.structure import Kind
from graph_service.query.ordering import Direction

_CASTS = {Kind.DATE: "date", Kind.DATETIME: "datetime"}


@dataclass(frozen=True)
class Key:
    """A sort key in the text: an expression or alias, its direction on this page, and whether it can be null.

    `nulls_last` says where this page meets the nulls; by itself, last ascending and first descending.
    """

    text: str
    direction: Direction
    kind: Kind
    nullable: bool
    nulls_last: bool | None = None

    @property
    def is_null_last(self) -> bool:
        return self.direction == "ASC" if self.nulls_last is None else self.nulls_last

    @property
    def order(self) -> str:
        own = f"{self.text} DESC" if self.direction == "DESC" else self.text
        if not self.nullable or self.is_null_last == (self.direction == "ASC"):
            return own
        return f"{self.text} IS {'' if self.is_null_last else 'NOT '}NULL, {own}"

    @property
    def returned(self) -> str:
        """The key as a value of a row: dates travel as text."""
        return f"toString({self.text})" if self.kind is Kind.DATE else self.text

    def bound(self, parameter: str) -> str:
        """The cursor's value as the key's type."""
        cast = _CASTS.get(self.kind)
        return f"{cast}({parameter})" if cast else parameter


def turned(direction: Direction, *, backward: bool) -> Direction:
    """The direction in which a page reads a key."""
    if not backward:
        return direction
    return "ASC" if direction == "DESC" else "DESC"


def order_by(keys: Sequence[Key]) -> str:
    """`ORDER BY` with all keys; the id comes last. A key that decided before cannot decide again."""
    orders: dict[str, str] = {}
    for key in keys:
        orders.setdefault(key.text, key.order)
    return f"ORDER BY {', '.join(orders.values())}"


def after(keys: Sequence[Key], values: Sequence[str | None]) -> str:
    """What rows after the cursor meet; `values` are parameters, None where the cursor's value is null.

    `k >= $a AND (k > $a OR …)` instead of the textbook's `k > $a OR (k = $a AND …)`: one bound that an index serves.
    """
    key, value = keys[0], values[0]
    rest = after(keys[1:], values[1:]) if len(keys) > 1 else None
    if value is None:
        return _after_null(key, rest)
    bound = key.bound(value)
    sign = ">" if key.direction == "ASC" else "<"
    beyond = f"{key.text} {sign} {bound}"
    if rest is None:
        return f"({beyond} OR {key.text} IS NULL)" if key.nullable and key.is_null_last else beyond
    if key.nullable and key.is_null_last:
        return f"({beyond} OR {key.text} IS NULL OR ({key.text} = {bound} AND {rest}))"
    return f"{key.text} {sign}= {bound} AND ({beyond} OR {rest})"


def _after_null(key: Key, rest: str | None) -> str:
    """Where null is last only rows that are null too can follow; where it is first, all others do."""
    among = f"({key.text} IS NULL AND {rest})" if rest else "false"
    return among if key.is_null_last else f"({key.text} IS NOT NULL OR {among})"

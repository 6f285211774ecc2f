"""The bound of a cursor: its texts, and its truth against sorting in Python for every small list."""

from __future__ import annotations

import re
from functools import cmp_to_key
from itertools import product
from typing import Any

import pytest

from graph_service.model.structure import Kind
from graph_service.query.keyset import Key, after, order_by, turned
from graph_service.query.ordering import Direction

DIRECTIONS: tuple[Direction, ...] = ("ASC", "DESC")


def key(
    name: str,
    direction: Direction = "ASC",
    *,
    nullable: bool = False,
    kind: Kind = Kind.STRING,
    nulls_last: bool | None = None,
) -> Key:
    return Key(name, direction, kind, nullable, nulls_last)


ID = key("i")


@pytest.mark.parametrize(
    ("direction", "nullable", "null", "text"),
    [
        ("ASC", False, False, "k >= $a AND (k > $a OR i > $b)"),
        ("DESC", False, False, "k <= $a AND (k < $a OR i > $b)"),
        ("ASC", True, False, "(k > $a OR k IS NULL OR (k = $a AND i > $b))"),
        ("DESC", True, False, "k <= $a AND (k < $a OR i > $b)"),
        ("ASC", True, True, "(k IS NULL AND i > $b)"),
        ("DESC", True, True, "(k IS NOT NULL OR (k IS NULL AND i > $b))"),
    ],
)
def test_texts(direction: Direction, nullable: bool, null: bool, text: str) -> None:
    assert after([key("k", direction, nullable=nullable), ID], [None if null else "$a", "$b"]) == text


def test_dates_and_moments_are_cast() -> None:
    assert after([key("k", kind=Kind.DATE), ID], ["$a", "$b"]).startswith("k >= date($a)")
    assert after([key("k", kind=Kind.DATETIME), ID], ["$a", "$b"]).startswith("k >= datetime($a)")
    assert key("k", kind=Kind.DATE).returned == "toString(k)"
    assert key("k", kind=Kind.DATETIME).returned == "k"


def test_order_and_turning() -> None:
    assert order_by([key("k", "DESC"), ID]) == "ORDER BY k DESC, i"
    assert turned("ASC", backward=False) == "ASC"
    assert turned("ASC", backward=True) == "DESC"
    assert turned("DESC", backward=True) == "ASC"


@pytest.mark.parametrize(
    ("direction", "nulls_last", "order"),
    [
        ("ASC", None, "k"),
        ("ASC", True, "k"),
        ("ASC", False, "k IS NOT NULL, k"),
        ("DESC", False, "k DESC"),
        ("DESC", True, "k IS NULL, k DESC"),
    ],
)
def test_nulls_stand_where_they_are_asked_for(direction: Direction, nulls_last: bool | None, order: str) -> None:
    assert key("k", direction, nullable=True, nulls_last=nulls_last).order == order
    assert key("k", direction, nulls_last=nulls_last).order in ("k", "k DESC")


class Three:
    """Cypher's three-valued comparison, for `eval` of a translated predicate."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def _with(self, other: Three, test: Any) -> Three:
        known = self.value is not None and other.value is not None
        return Three(test(self.value, other.value) if known else None)

    def __gt__(self, other: Three) -> Three:
        return self._with(other, lambda a, b: a > b)

    def __lt__(self, other: Three) -> Three:
        return self._with(other, lambda a, b: a < b)

    def __ge__(self, other: Three) -> Three:
        return self._with(other, lambda a, b: a >= b)

    def __le__(self, other: Three) -> Three:
        return self._with(other, lambda a, b: a <= b)

    def __matmul__(self, other: Three) -> Three:
        return self._with(other, lambda a, b: a == b)

    def __and__(self, other: Three) -> Three:
        values = (self.value, other.value)
        return Three(False if False in values else None if None in values else True)

    def __or__(self, other: Three) -> Three:
        values = (self.value, other.value)
        return Three(True if True in values else None if None in values else False)


def holds(predicate: str, values: dict[str, Any]) -> bool:
    """Whether a predicate of keys, parameters, AND, OR and IS NULL is true."""
    text = re.sub(r"(\w+) IS NOT NULL", r"T(\1.value is not None)", predicate.replace("$", "p_"))
    text = re.sub(r"(\w+) IS NULL", r"T(\1.value is None)", text)
    text = re.sub(r"(\w+) (>=|<=|>|<|=) (\w+)", lambda m: f"({m[1]} {m[2] if m[2] != '=' else '@'} {m[3]})", text)
    text = text.replace(" AND ", " & ").replace(" OR ", " | ").replace("false", "T(False)")
    names: dict[str, Any] = {name.replace("$", "p_"): Three(value) for name, value in values.items()}
    result: Three = eval(text, {"T": Three, **names})
    return result.value is True


def compared(keys: list[Key], one: tuple[Any, ...], other: tuple[Any, ...]) -> int:
    """Nulls where the key says; otherwise last ascending and first descending, as both engines sort."""
    for item, a, b in zip(keys, one, other, strict=True):
        if None in (a, b) and a is not b:
            return 1 if (a is None) == item.is_null_last else -1
        if a != b:
            return (1 if a > b else -1) * (1 if item.direction == "ASC" else -1)
    return 0


def nullable_patterns() -> list[list[Key]]:
    found = []
    for length in (0, 1, 2):
        for directions in product(DIRECTIONS, repeat=length + 1):
            for nulls in product((False, None, "first", "last"), repeat=length):
                own = [
                    key(
                        f"k{i}",
                        directions[i],
                        nullable=nulls[i] is not False,
                        nulls_last={"first": False, "last": True}.get(str(nulls[i])),
                    )
                    for i in range(length)
                ]
                found.append([*own, key("i", directions[-1])])
    return found


@pytest.mark.parametrize(
    "keys", nullable_patterns(), ids=lambda ks: " ".join(f"{k.direction}{k.nullable:d}{k.nulls_last}" for k in ks)
)
def test_the_bound_is_what_follows_in_the_order(keys: list[Key]) -> None:
    choices = [[1, 2, None] if item.nullable else [1, 2] for item in keys]
    rows = sorted(product(*choices), key=cmp_to_key(lambda a, b: compared(keys, a, b)))
    for place, cursor in enumerate(rows):
        parameters = [f"$c{i}" if value is not None else None for i, value in enumerate(cursor)]
        predicate = after(keys, parameters)
        given = {f"$c{i}": value for i, value in enumerate(cursor)}
        follow = [row for row in rows if holds(predicate, given | {k.text: v for k, v in zip(keys, row, strict=True)})]
        assert follow == rows[place + 1 :], (predicate, cursor)

"""`search`, read anew: which names hold the words of a text, in which order, counted by what.

A word of the text is met by a word of a name that is it, or begins with it (as typed), or is one slip away from it:
one letter more, fewer or other, or two neighbours swapped.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from graphql import GraphQLEnumType

from tests.oracle.conditions import Conditions
from tests.oracle.graph import Row
from tests.oracle.members import Item
from tests.oracle.operators import folded
from tests.oracle.order import Way
from tests.oracle.types import Text

NAMES = (("nameHu", "nameEn"), ("titleHu", "titleEn"), ("prefLabelHu", "prefLabelEn"), ("title",))
MOST, ENOUGH, COUNTIES = 2000, 5, 25
SLIPS = range(2, 41)
_LATIN = {
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "ħ": "h",
    "ı": "i",
    "ł": "l",
    "þ": "th",
    "ŧ": "t",
}


def words(text: str) -> list[str]:
    """Runs of plain letters and digits."""
    plain = "".join(_LATIN.get(letter, letter) for letter in folded(text))
    return re.findall("[a-z0-9]+", plain)


def one_slip(typed: str, meant: str) -> bool:
    """Whether at most one slip leads from one word to the other."""
    start = 0
    while start < min(len(typed), len(meant)) and typed[start] == meant[start]:
        start += 1
    left, right = typed[start:], meant[start:]
    swapped = left[1::-1] + left[2:] == right if len(left) > 1 else False
    return left[1:] == right[1:] or left[1:] == right or left == right[1:] or swapped


def type_of(row: Row) -> str:
    """The value of `SearchType` for a row."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", row.label).upper()


@dataclass(frozen=True)
class Name:
    """The names of a row, as lists of words."""

    names: tuple[tuple[str, ...], ...]

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(word for name in self.names for word in name)

    def typed(self, word: str) -> bool:
        return any(own.startswith(word) for own in self.words)

    def slipped(self, word: str) -> bool:
        return len(word) in SLIPS and any(one_slip(word, own) for own in self.words)

    def place(self, asked: Sequence[str]) -> int:
        """0 the whole name, 1 its beginning, 2 from one of its words on, 3 here and there."""
        if tuple(asked) in self.names:
            return 0
        text = " ".join(asked)
        tails = [(start, " ".join(name[start:])) for name in self.names for start in range(len(name))]
        return min((1 if start == 0 else 2 for start, tail in tails if tail.startswith(text)), default=3)

    @property
    def length(self) -> int:
        """All letters and spaces, and three for each name; the one at the end is the same everywhere."""
        return sum(len(" ".join(name)) + 3 for name in self.names) + 1


@cache
def name_of(row: Row) -> Name:
    """The names of a row, read once: every search asks every row."""
    columns = next((found for found in NAMES if any(row.props.get(name) for name in found)), ())
    texts = [words(row.props[name]) for name in columns if row.props.get(name)]
    return Name(tuple(tuple(text) for text in texts if text))


@dataclass(frozen=True)
class SearchOrder:
    """The order of the hits of a text."""

    asked: Sequence[dict[str, Any]]
    text: tuple[str, ...]

    @property
    def ways(self) -> list[Way]:
        return [Way()] * 4

    def values(self, item: Item) -> list[Any]:
        assert isinstance(item.thing, Row)
        name = name_of(item.thing)
        slips = sum(not name.typed(word) for word in self.text)
        unfinished = sum(word not in name.words for word in self.text)
        rank = 100 * slips + 10 * name.place(self.text) + unfinished
        return [rank, name.length, item.thing.props["nameSort"], item.thing.id]


@dataclass
class Search:
    """One search in one graph."""

    world: Conditions
    args: dict[str, Any]

    @cached_property
    def order(self) -> SearchOrder:
        asked = [{name: self.args.get(name) for name in ("text", "types", "county")}]
        return SearchOrder(asked, tuple(words(self.args["text"])))

    @cached_property
    def hits(self) -> list[Item]:
        """All hits, best first."""
        if not self.order.text:
            return []
        rows = [(row, name_of(row)) for row in self._rows]
        found = [row for row, name in rows if all(map(name.typed, self.order.text))]
        if len(found) < ENOUGH:
            found = [
                row for row, name in rows if all(name.typed(word) or name.slipped(word) for word in self.order.text)
            ]
        return sorted(map(Item, found), key=self.order.values)

    @property
    def items(self) -> list[Item]:
        """What is listed and counted."""
        return self.hits[:MOST]

    @property
    def truncated(self) -> bool:
        return len(self.hits) > MOST

    @property
    def _rows(self) -> list[Row]:
        types: Any = self.world.types.schema.type_map["SearchType"]
        wanted = types.values if self.args.get("types") is None else self.args["types"]
        rows = [row for row in self.world.graph.rows.values() if type_of(row) in wanted]
        county = self.args.get("county")
        return rows if county is None else [row for row in rows if county in self._codes(row)]

    def _codes(self, row: Row) -> tuple[str, ...]:
        county = self.county(row)
        return () if county is None else (county.id, county.props["nuts3"])

    def county(self, row: Row) -> Row | None:
        """The county that a row is or lies in."""
        if row.label == "County":
            return row
        has_one = self.world.types.path(row.label, "county") is not None
        return self.world.one(row, "county") if has_one else None

    def types(self) -> list[dict[str, Any]]:
        """The facet of types; what people call one is in the SDL."""
        rows = [item.thing for item in self.items if isinstance(item.thing, Row)]
        numbers = Counter((row.id.split(":")[0], type_of(row)) for row in rows)
        ordered = sorted(numbers.items(), key=lambda found: (-found[1], found[0]))
        return [{"value": value, "label": self._called(value), "count": count} for (_, value), count in ordered]

    def _called(self, value: str) -> Text:
        """The printed SDL leaves a description out that a value of the same name had before."""
        types = self.world.types.schema.type_map
        enums = [types["SearchType"], *(type_ for type_ in types.values() if isinstance(type_, GraphQLEnumType))]
        told = (getattr(enum, "values", {}).get(value) for enum in enums)
        described = [found.description for found in told if found is not None and found.description]
        return Text(*next(text for text in described if " / " in text).split(" / "))

    def counties(self) -> list[tuple[Row, int]]:
        """The facet of counties."""
        lying = [self.county(item.thing) for item in self.items if isinstance(item.thing, Row)]
        numbers = Counter(county.id for county in lying if county is not None)
        ordered = sorted(numbers.items(), key=lambda found: (-found[1], found[0]))
        return [(self.world.graph.rows[id_], count) for id_, count in ordered[:COUNTIES]]

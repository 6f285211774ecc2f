"""Texts to search for, drawn with a seed from the names of the demonstration: with a slip of one letter, or cut short.

A slip is one letter changed, missing, doubled or swapped with its neighbour, anywhere in the name, first letters too.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from tests.oracle.graph import Row
from tests.oracle.search import NAMES, words

LETTERS = "aábcdeéfghiíjklmnoóöőpqrstuúüűvwxyz"
MOST_WORDS, MOST_CHARACTERS = 8, 200


@dataclass(frozen=True)
class Slip:
    """A name with a slip: `kind` of it, at `place`."""

    name: str
    text: str
    kind: str
    place: int


def searchable_names(rows: Iterable[Row]) -> list[str]:
    """All names that can be searched for as they are, each once."""
    texts = {row.props[column] for row in rows for columns in NAMES for column in columns if row.props.get(column)}
    return sorted(text for text in texts if 0 < len(words(text)) <= MOST_WORDS and len(text) <= MOST_CHARACTERS)


def slips(names: list[str], seed: int, count: int) -> Iterator[Slip]:
    """So many names, each with a slip; every kind equally often, every fifth in the first letter."""
    chance = random.Random(seed)
    for number in range(count):
        kind = list(_KINDS)[number % len(_KINDS)]
        name = chance.choice(names)
        places = [i for i, pair in enumerate(zip(name, name[1:] + " ", strict=True)) if _may_slip(kind, *pair)]
        if not places:
            continue
        place = places[0] if number % 5 == 0 else chance.choice(places)
        yield Slip(name, _KINDS[kind](name, place, chance), kind, place)


def cut_short(name: str, chance: random.Random) -> str:
    """The beginning of a name, as it is typed letter by letter."""
    return name[: chance.randint(2, len(name))] if len(name) > 2 else name


def _may_slip(kind: str, letter: str, following: str) -> bool:
    if kind != "swapped":
        return letter.isalpha()
    return letter.isalpha() and following.isalpha() and words(letter) != words(following)


def _changed(name: str, place: int, chance: random.Random) -> str:
    others = [letter for letter in LETTERS if words(letter) != words(name[place])]
    return name[:place] + chance.choice(others) + name[place + 1 :]


def _missing(name: str, place: int, _: random.Random) -> str:
    return name[:place] + name[place + 1 :]


def _doubled(name: str, place: int, _: random.Random) -> str:
    return name[: place + 1] + name[place:]


def _swapped(name: str, place: int, _: random.Random) -> str:
    return name[:place] + name[place + 1] + name[place] + name[place + 2 :]


_KINDS: dict[str, Callable[[str, int, random.Random], str]] = {
    "changed": _changed,
    "missing": _missing,
    "doubled": _doubled,
    "swapped": _swapped,
}

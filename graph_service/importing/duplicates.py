"""Which new rows may be things that are there already, or that another row brings: for a person to decide.

Two things of one label in one settlement are compared by their names. Names are first made alike: case, accents and
punctuation go, abbreviations become words, what says nothing (legal forms, the settlement's own name) is left out. What
tells things apart for certain, numbers and words such as *Kis* and *Nagy*, must agree. What then differs is at most a
slip of the hand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from graph_service.importing.name_words import PREFIXES, ROMAN, SAYS_NOTHING, SHORT, TELLING
from graph_service.model.text import search_words

Why = Literal["same", "near"]
_LONGEST_SLIP = 2
_LETTERS_PER_SLIP = 5


@dataclass(frozen=True, slots=True)
class Named:
    """A thing by its name; `settlement` is an id or whatever else is the same for the same settlement."""

    id: str
    label: str
    name: str
    settlement: str | None = None
    settlement_name: str = ""


class Duplicate(NamedTuple):
    """Two things that may be one: the new one, what it may be, why, and how alike their names are, up to 1."""

    new: Named
    other: Named
    why: Why
    likeness: float


class _Key(NamedTuple):
    """A name made alike: its words as they stand and in the order of the alphabet, and what tells it from others."""

    text: str
    turned: str
    telling: frozenset[str]


def possible_duplicates(new: Iterable[Named], there: Iterable[Named] = ()) -> Iterator[Duplicate]:
    """What new things may be: of those that are there, and of the new ones before them; the likeliest first.

    Only what could be the same is compared: the same label, settlement and telling words. A thing is no duplicate of
    itself.
    """
    known: dict[tuple[str, str | None, frozenset[str]], _Block] = defaultdict(_Block)
    for one in there:
        key = _key(one.name, one.settlement_name)
        known[one.label, one.settlement, key.telling].add(one, key)
    for one in new:
        key = _key(one.name, one.settlement_name)
        block = known[one.label, one.settlement, key.telling]
        yield from block.like(one, key)
        block.add(one, key)


class _Block:
    """Things that could be the same, with the two forms of their names."""

    def __init__(self) -> None:
        self._things: list[Named] = []
        self._texts: list[str] = []
        self._turned: list[str] = []

    def add(self, one: Named, key: _Key) -> None:
        """Take a thing up; one whose name says nothing is like no other."""
        if key.text:
            self._things.append(one)
            self._texts.append(key.text)
            self._turned.append(key.turned)

    def like(self, one: Named, key: _Key) -> Iterator[Duplicate]:
        """The things whose names are a slip away, in either form: a slip in a first letter turns words around."""
        if not key.text:
            return
        most = min(_LONGEST_SLIP, len(key.text) // _LETTERS_PER_SLIP)
        distances: dict[int, int] = {}
        for text, texts in ((key.text, self._texts), (key.turned, self._turned)):
            for _, distance, place in process.extract(text, texts, scorer=OSA.distance, score_cutoff=most, limit=None):
                distances[place] = min(distance, distances.get(place, distance))
        for place in sorted(distances, key=lambda place: (distances[place], place)):
            other, distance = self._things[place], distances[place]
            if other.id != one.id:
                likeness = 1 - distance / max(len(key.text), len(self._texts[place]))
                yield Duplicate(one, other, "near" if distance else "same", round(likeness, 3))


@lru_cache(maxsize=65_536)
def _key(name: str, settlement: str) -> _Key:
    """The words of a name that say who it is."""
    own = {form for word in search_words(settlement) for form in (word, f"{word}i", f"{word}ei")}
    words: list[str] = []
    for word in search_words(name):
        if word in own or word.removesuffix("i") in own or word in SAYS_NOTHING:
            continue
        words += [one for one in SHORT.get(word, word).split() if one not in SAYS_NOTHING]
    words = [ROMAN.get(word, word) for word in words]
    telling = {word for word in words if word.isdigit() or word in TELLING}
    telling |= {prefix for word in words for prefix in PREFIXES if word.startswith(prefix) and word != prefix}
    return _Key(" ".join(words), " ".join(sorted(words)), frozenset(telling))

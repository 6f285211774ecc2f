"""The stored forms of a name: folded, as the words that search knows, and a Hungarian collation key.

`sort_key` follows the alphabet a/á b c cs d dz dzs e/é … o/ó ö/ő … u/ú ü/ű … z zs. Digraphs are letters, doubled ones
(ssz, ccs) count as two; accents and case decide only between names that are equal without them.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ALPHABET = [
    "a",
    "b",
    "c",
    "cs",
    "d",
    "dz",
    "dzs",
    "e",
    "f",
    "g",
    "gy",
    "h",
    "i",
    "j",
    "k",
    "l",
    "ly",
    "m",
    "n",
    "ny",
    "o",
    "ö",
    "p",
    "q",
    "r",
    "s",
    "sz",
    "t",
    "ty",
    "u",
    "ü",
    "v",
    "w",
    "x",
    "y",
    "z",
    "zs",
]
_RANK = {letter: chr(ord("A") + place) for place, letter in enumerate(_ALPHABET)}
_DIGRAPHS = tuple(letter for letter in _ALPHABET if len(letter) > 1)
_DOUBLED = {letter[0] + letter: letter for letter in _DIGRAPHS}
_CLUSTERS = sorted((*_DIGRAPHS, *_DOUBLED), key=len, reverse=True)
_CLUSTER_STARTS = frozenset(cluster[0] for cluster in _CLUSTERS)
_ACCENTED = {"á": "a", "é": "e", "í": "i", "ó": "o", "ő": "ö", "ú": "u", "ű": "ü"}
_LEVEL = "!"
_SPACE, _DASH, _MARK, _FOREIGN = "#", "$", "%", "~"
_DASHES = frozenset("-‐‑–—")


def folded(text: str) -> str:
    """`text` without accents, in lower case: what a search without accents compares with."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).lower()


# Latin letters that have no decomposition: what people type for them without the key.
_PLAIN = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ł": "l", "þ": "th", "ŧ": "t"}
)
_WORD = re.compile(r"[0-9a-z]+")


def search_words(text: str) -> list[str]:
    """The words of `text` as search knows them: runs of `0-9a-z` without accents; other scripts have none.

    >>> search_words("Győri „Łódź” utca 12/B")
    ['gyori', 'lodz', 'utca', '12', 'b']
    """
    return _WORD.findall(folded(text).translate(_PLAIN))


@lru_cache(maxsize=65536)
def sort_key(text: str) -> str:
    """A string whose order by code point is the Hungarian order of `text`; primary, accents, case."""
    primary: list[str] = []
    accents: list[str] = []
    cases: list[str] = []
    composed = unicodedata.normalize("NFC", text)
    lower = composed.lower()
    place = 0
    while place < len(lower):
        cluster = _cluster_at(lower, place)
        keys, accent = _weights(cluster)
        primary.append(keys)
        accents.append(accent)
        cases.append("1" if composed[place : place + len(cluster)] != cluster else "0")
        place += len(cluster)
    return _LEVEL.join(("".join(primary), "".join(accents).rstrip("0"), "".join(cases).rstrip("0")))


def _cluster_at(lower: str, place: int) -> str:
    if lower[place] in _CLUSTER_STARTS:
        for cluster in _CLUSTERS:
            if lower.startswith(cluster, place):
                return cluster
    return lower[place]


def _weights(cluster: str) -> tuple[str, str]:
    """The primary weight of a cluster and whether it differs by an accent."""
    if cluster in _DOUBLED:
        return _RANK[_DOUBLED[cluster]] * 2, "00"
    if cluster in _RANK:
        return _RANK[cluster], "0"
    if cluster in _ACCENTED:
        return _RANK[_ACCENTED[cluster]], "1"
    return _other_weight(cluster)


def _other_weight(character: str) -> tuple[str, str]:
    if character.isspace():
        return _SPACE, "0"
    if character in _DASHES:
        return _DASH, "0"
    if character.isascii() and character.isdigit():
        return character, "0"
    base = folded(character)
    if base != character and base and all(letter in _RANK for letter in base):
        return "".join(_RANK[letter] for letter in base), "2"
    if character.isalpha():
        return _FOREIGN + character, "0"
    return _MARK + character if character.isascii() else _MARK, "0"

"""Terms of vocabularies by what people write for them: code, name of the enum value, or label in either language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from rapidfuzz import fuzz, process

from graph_service.importing.problems import CellRefused
from graph_service.model.text import folded
from graph_service.model.vocabulary import schemes

_MOST_SHOWN = 5


def plain(text: str) -> str:
    """A text without case, accents, spaces and punctuation: what headings, codes and names are told apart by.

    >>> plain("Név (magyarul)"), plain("name_hu")
    ('nevmagyarul', 'namehu')
    """
    return "".join(letter for letter in folded(text) if letter.isalnum())


def code_of(text: str, scheme: str) -> str:
    """The code of the term that a text names. Raises CellRefused with the nearest ones."""
    known = _known(scheme)
    if text in known:
        return known[text]
    found = known.get(plain(text))
    if found is None:
        raise CellRefused("CELL_CODE", text, nearest_codes(text, scheme))
    return found


def nearest_codes(text: str, scheme: str) -> tuple[str, ...]:
    """Up to five codes of a scheme that are written most like a text, the nearest first; all where they are few."""
    codes = [term.code for term in schemes()[scheme].terms]
    if len(codes) <= _MOST_SHOWN:
        return tuple(codes)
    return nearest(text, _known(scheme))


def nearest(text: str, known: Mapping[str, str]) -> tuple[str, ...]:
    """Up to five values of `known` whose keys are written most like a text, the nearest first."""
    found = process.extract(plain(text), list(known), scorer=fuzz.ratio, limit=4 * _MOST_SHOWN)
    return tuple(dict.fromkeys(known[key] for key, _, _ in found))[:_MOST_SHOWN]


@cache
def _known(scheme: str) -> dict[str, str]:
    """What terms may be called, to their codes; a label that two terms share names neither."""
    terms = schemes()[scheme].terms
    known: dict[str, str] = {}
    for names in ([term.hu for term in terms], [term.en for term in terms]):
        keys = [plain(name) for name in names]
        known |= {key: term.code for key, term in zip(keys, terms, strict=True) if key and keys.count(key) == 1}
    known |= {plain(term.enum): term.code for term in terms}
    known |= {plain(term.code): term.code for term in terms}
    return known | {term.code: term.code for term in terms}

"""What people type as a full-text query that no text of theirs can break, and the rank of what it finds.

A text is read as its words: runs of `0-9a-z` without accents (`search_words`). All must be in the name, in any order
and language: as a word or the beginning of one or, where little is found so, with a slip of one letter. Scores of
engines differ, so hits are ranked by keys of our own (docs/decisions/search-ranks-by-itself.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from graph_service.errors import RequestError
from graph_service.model.naming import NAME_EDGE
from graph_service.model.structure import Kind, Property
from graph_service.model.text import search_words
from graph_service.query.inputs import listed
from graph_service.query.operands import bounds
from graph_service.query.ordering import ListField, SortKey

MOST_TYPES = 100
MOST_HITS = 2_000
"""Of so many, the best, pages, counts and facets are made; `truncated` tells that there were more."""
ENOUGH = 5
"""Where as many are found as typed, slips are not looked for: they cost the embedded engine a scan of all words."""
NOTHING = "+a -a"
"""A query that finds nothing: a procedure is called, whatever it is called with."""
MOST_COUNTIES = 25
# Of a single letter a slip is anything; longer words are none.
_SLIPS_FROM, _SLIPS_TO = 2, 40


def checked_words(text: Any) -> list[str]:
    """The words of a text. Raises RequestError where it is too long or has too many."""
    if text is None:
        raise RequestError("NULL_NOT_ALLOWED", argument="text")
    most = bounds()
    if len(text) > most.search_characters:
        raise RequestError("STRING_LENGTH", argument="text", most=most.search_characters, value=len(text))
    words = search_words(text)
    if len(words) > most.search_words:
        raise RequestError("SEARCH_WORDS", argument="text", most=most.search_words, value=len(words))
    return words


def checked_types(value: Any) -> list[str]:
    """The values of `types`. Raises RequestError where there are too many."""
    types = listed(value)
    if len(types) > MOST_TYPES:
        raise RequestError("LIST_LENGTH", argument="types", most=MOST_TYPES, value=len(types))
    return [str(item) for item in types]


def has_words(text: Any) -> bool | None:
    """The shape of a text: whether there is anything to look for. What is too long is refused when it is planned."""
    if not isinstance(text, str) or len(text) > bounds().search_characters:
        return None
    return bool(search_words(text))


def typed_query(words: Sequence[str]) -> str:
    """The full-text query for names that have every word, or a word that begins with it.

    >>> typed_query(["haz", "gyor"])
    '+haz* +gyor*'
    """
    return " ".join(f"+{word}*" for word in words)


def tolerant_query(words: Sequence[str]) -> str:
    """The same, with a slip of one letter in each word forgiven.

    Swapped letters are listed: they are one edit to Neo4j and two to the embedded engine.

    >>> tolerant_query(["a", "haz"])
    '+a* +(haz* haz~1 ahz hza)'
    """
    return " ".join(f"+{_tolerant(word)}" for word in words)


def _tolerant(word: str) -> str:
    if not _SLIPS_FROM <= len(word) <= _SLIPS_TO:
        return f"{word}*"
    return f"({' '.join((f'{word}*', f'{word}~1', *_swapped(word)))})"


def _swapped(word: str) -> Iterable[str]:
    return (word[:i] + b + a + word[i + 2 :] for i, (a, b) in enumerate(pairwise(word)) if a != b)


def rank_cypher(searched: str, words: str, text: str) -> str:
    """The rank of a hit whose names are `searched`; `words` and `text` are parameters, the text parted by spaces.

    Words met by a slip count first, then where the text stands, then unfinished words. The text is the whole name (0),
    its beginning (1), begins at a word of it (2), or its words are scattered (3).
    """
    slips = f"size([w IN {words} WHERE NOT {searched} CONTAINS ' ' + w])"
    unfinished = f"size([w IN {words} WHERE NOT {searched} CONTAINS ' ' + w + ' '])"
    begins = f"{searched} CONTAINS '{NAME_EDGE} ' + {text}"
    place = (
        f"CASE WHEN {begins} + ' {NAME_EDGE}' THEN 0 WHEN {begins} THEN 1 "
        f"WHEN {searched} CONTAINS ' ' + {text} THEN 2 ELSE 3 END"
    )
    return f"100 * {slips} + 10 * {place} + {unfinished}"


def _sort_key(name: str, kind: Kind) -> SortKey:
    return SortKey(ListField(name, Property(name, name, kind, required=True, many=False, description="")), "ASC")


ORDER = (_sort_key("RANK", Kind.INT), _sort_key("LENGTH", Kind.INT), _sort_key("NAME", Kind.STRING))
"""The order of hits; the id comes last."""

"""Search on both engines: slips find what was meant, any text is harmless, and pages fit together."""

from __future__ import annotations

import random
import unicodedata
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.answering import Service
from tests.oracle import Oracle
from tests.oracle.search import NAMES, words
from tests.searched_texts import cut_short, searchable_names, slips

pytestmark = pytest.mark.anyio

SEED, SLIPS, FOUND = 14, 100, 90
FIRST_FIVE = "query Five($text: String!) { search(text: $text, first: 5) { totalCount nodes { id } } }"
PAGE = """
query Page($first: Int, $after: String, $last: Int, $before: String) {
  search(
    text: "kor", types: [CIVIL_ORGANISATION, EVENT], first: $first, after: $after, last: $last, before: $before
  ) {
    totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } nodes { id }
  }
}
"""
# What full-text queries are made of.
PIECES = [
    *"\"()[]{}^~*?:\\/+-!&|<>=,;.@#$%'`",
    "AND",
    "OR",
    "NOT",
    "TO",
    "&&",
    "||",
    "nameHu:",
    "_exists_:",
    "~1",
    "^3",
]
OTHERS = [
    "Győr",
    "könyvtár",
    "Łódź",
    "ß",
    "Киев",
    "北京",
    "🙂",
    "\x00",
    "\x1b",
    "\u202e",
    "\u0301",
    "ﬁ",
    "½",
    " ",
    "\n",
]


@pytest.fixture(scope="module")
def names(oracle: Oracle) -> list[str]:
    return searchable_names(oracle.graph.rows.values())


async def five(service: Service, text: str) -> list[str]:
    """The ids of the best five; the oracle is asked by the caller."""
    found = (await service.data(FIRST_FIVE, {"text": text}))["search"]
    return [node["id"] for node in found["nodes"]]


async def test_slips_of_one_letter_find_what_was_meant(service: Service, oracle: Oracle, names: list[str]) -> None:
    """The order is the oracle's on both engines, so it is the same on both."""
    drawn = list(slips(names, SEED, SLIPS))
    assert len(drawn) > SLIPS - 5
    assert {slip.kind for slip in drawn} == {"changed", "missing", "doubled", "swapped"}
    missed = []
    for slip in drawn:
        ids = await five(service, slip.text)
        theirs = oracle.answer(FIRST_FIVE, {"text": slip.text})["search"]["nodes"]
        assert ids == [node["id"] for node in theirs], slip
        if not any(has_name(oracle, id_, slip.name) for id_ in ids):
            missed.append(slip)
    assert len(missed) <= SLIPS - FOUND, missed


def has_name(oracle: Oracle, id_: str, name: str) -> bool:
    props = oracle.graph.rows[id_].props
    return any(words(props.get(column) or "") == words(name) for columns in NAMES for column in columns)


async def test_names_are_found_while_they_are_typed(service: Service, oracle: Oracle, names: list[str]) -> None:
    chance = random.Random(SEED)
    for name in chance.sample(names, 25):
        text = cut_short(name, chance).upper()
        answer = await service.data(FIRST_FIVE, {"text": text})
        assert answer == oracle.answer(FIRST_FIVE, {"text": text}), text


def drawn_texts() -> list[str]:
    """Texts that Hypothesis finds: anything, and operators of full-text queries between words."""
    anything = st.text(st.characters(exclude_categories=("Cs",)), max_size=60)
    mixed = st.lists(st.sampled_from([*PIECES, *OTHERS]), max_size=7).map(" ".join)
    tight = st.lists(st.sampled_from([*PIECES, *OTHERS]), max_size=7).map("".join)
    found: list[str] = []

    @settings(
        max_examples=150,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.one_of(anything, mixed, tight))
    def collect(text: str) -> None:
        if len(words(text)) <= 8:
            found.append(text)

    collect()
    return list(dict.fromkeys([*PIECES, *OTHERS, *found]))


async def test_no_text_breaks_a_query(service: Service, oracle: Oracle) -> None:
    texts = drawn_texts()
    assert len(texts) > 150
    assert any(unicodedata.category(letter) == "Cc" for text in texts for letter in text)
    for text in texts:
        result = await service.execute(FIRST_FIVE, {"text": text})
        assert not result.errors, (text, result.errors)
        assert result.data == oracle.answer(FIRST_FIVE, {"text": text}), text


async def test_a_walk_meets_every_hit_once_both_ways(service: Service) -> None:
    whole = (await service.data(PAGE, {"first": 100}))["search"]
    ids = [node["id"] for node in whole["nodes"]]
    assert 20 < len(ids) == whole["totalCount"] == len(set(ids))
    assert await walked(service, {"first": 7}, "after", "endCursor", "hasNextPage") == ids
    assert await walked(service, {"last": 7}, "before", "startCursor", "hasPreviousPage") == ids


async def walked(service: Service, size: dict[str, int], argument: str, cursor: str, more: str) -> list[str]:
    """The ids of all pages, in the order of the list."""
    pages: list[list[str]] = []
    variables: dict[str, Any] = dict(size)
    while True:
        page = (await service.data(PAGE, variables))["search"]
        pages.append([node["id"] for node in page["nodes"]])
        if not page["pageInfo"][more]:
            break
        variables[argument] = page["pageInfo"][cursor]
    return [id_ for ids in (pages if "first" in size else pages[::-1]) for id_ in ids]


async def test_a_text_without_words_is_not_looked_for(service: Service) -> None:
    data, seen = await service.counted(FIRST_FIVE, {"text": "?!"})
    assert data["search"] == {"totalCount": 0, "nodes": []}
    assert not any("fulltext" in text for text in seen.statements)
    _, seen = await service.counted(FIRST_FIVE, {"text": "a?!"})
    assert ["fulltext" in text for text in seen.statements] == [True]

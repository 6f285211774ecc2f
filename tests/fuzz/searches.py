"""What documents search for: names of the demonstration, cut short, with a slip, or the beginnings of two words of one;
of some types, in a county."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from random import Random
from typing import Any

from graphql import GraphQLEnumType

from tests.fuzz.conditions import percent
from tests.fuzz.values import Name, Values
from tests.oracle import Oracle
from tests.oracle.graph import Row
from tests.oracle.search import Name as Words
from tests.oracle.search import name_of
from tests.searched_texts import cut_short, searchable_names, slips


@cache
def _names(oracle: Oracle) -> list[str]:
    return searchable_names(oracle.graph.rows.values())


@cache
def _outdone(oracle: Oracle) -> list[str]:
    """Whole names with which others begin that are shorter in all: only the rank puts the whole name first."""
    names = sorted(map(name_of, oracle.graph.rows.values()), key=lambda known: known.length)
    # Of those who share a name the longest is the last, and stays.
    longest = {own: known.length for known in names for own in known.names}
    shorter = {
        own[:end]
        for known in names
        for own in known.names
        for end in range(1, len(own))
        if known.length < longest.get(own[:end], 0)
    }
    return sorted(map(" ".join, shorter))


@cache
def _several(oracle: Oracle) -> list[Words]:
    """Names of at least two words."""
    return [name for name in map(name_of, oracle.graph.rows.values()) if any(len(own) > 1 for own in name.names)]


def search_arguments(values: Values, random: Random) -> Iterator[tuple[str, str, Any]]:
    """Name, type and value of the arguments but the page."""
    within = percent(random, 30)
    # A county is named by its id or its code, and sometimes searched for in itself.
    county = random.choice(values.oracle.graph.of("County")) if within else None
    yield "text", "String!", _text(county, values, random)
    if county:
        yield "county", "ID", random.choice((county.id, county.props["nuts3"]))
    if percent(random, 25):
        types = values.schema.type_map["SearchType"]
        assert isinstance(types, GraphQLEnumType)
        yield "types", "[SearchType!]", [Name(one) for one in random.sample(sorted(types.values), 2)]


def _text(county: Row | None, values: Values, random: Random) -> str:
    if county and percent(random, 25):
        return str(county.props["nameHu"])
    if percent(random, 20):
        return _beginnings(random.choice(_several(values.oracle)), random)
    if percent(random, 6):
        return random.choice(_outdone(values.oracle))
    name = random.choice(_names(values.oracle))
    if percent(random, 45):
        # One slip of every kind, and two in the first letter.
        slipped = [one.text for one in slips([name], random.randrange(10**6), 6)]
        return random.choice(slipped or [name])
    return name[:1] if percent(random, 15) else cut_short(name, random)


def _beginnings(name: Words, random: Random) -> str:
    """Two or three letters of two of its words: some names have both, scattered, and others one whole and one by a
    slip."""
    own = random.choice([own for own in name.names if len(own) > 1])
    return " ".join(word[: random.randint(2, 3)] for word in random.sample(own, 2))

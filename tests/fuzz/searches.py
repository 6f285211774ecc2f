"""What documents search for: names of the demonstration, cut short or with a slip; of some types, in a county."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from random import Random
from typing import Any

from graphql import GraphQLEnumType

from tests.fuzz.conditions import percent
from tests.fuzz.values import Name, Values
from tests.oracle import Oracle
from tests.searched_texts import cut_short, searchable_names, slips


@cache
def _names(oracle: Oracle) -> list[str]:
    return searchable_names(oracle.graph.rows.values())


def search_arguments(values: Values, random: Random) -> Iterator[tuple[str, str, Any]]:
    """Name, type and value of the arguments but the page."""
    name = random.choice(_names(values.oracle))
    slipped = [one.text for one in slips([name], random.randrange(10**6), 1)] if percent(random, 30) else []
    yield "text", "String!", (slipped or [cut_short(name, random)])[0]
    if percent(random, 25):
        yield "county", "ID", random.choice(values.of("County", "id"))
    if percent(random, 25):
        types = values.schema.type_map["SearchType"]
        assert isinstance(types, GraphQLEnumType)
        yield "types", "[SearchType!]", [Name(one) for one in random.sample(sorted(types.values), 2)]

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
from tests.oracle.graph import Row
from tests.searched_texts import cut_short, searchable_names, slips


@cache
def _names(oracle: Oracle) -> list[str]:
    return searchable_names(oracle.graph.rows.values())


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
    name = random.choice(_names(values.oracle))
    if percent(random, 45):
        # One slip of every kind, and two in the first letter.
        slipped = [one.text for one in slips([name], random.randrange(10**6), 6)]
        return random.choice(slipped or [name])
    return name[:1] if percent(random, 15) else cut_short(name, random)

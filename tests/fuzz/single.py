"""One thing on the day on which one of its relationships ended: it is no longer among what it has."""

from __future__ import annotations

from random import Random

from graphql import GraphQLObjectType, get_named_type

from tests.fuzz.conditions import HUBS
from tests.fuzz.lists import Lists, is_connection
from tests.fuzz.values import Values, literal

MOST_COUNTED = 12


def at_an_end(lists: Lists, values: Values, random: Random, query: GraphQLObjectType) -> str:
    """How many of everything such a thing has on that day, from the name of its root field on."""
    row, day = random.choice(values.ended)
    names = [name for name, f in query.fields.items() if "id" in f.args and get_named_type(f.type).name == row.label]
    own = [name for name, f in lists.fields(row.label).items() if is_connection(f) and name not in HUBS]
    counted = " ".join(f"{name} {{ totalCount }}" for name in own[:MOST_COUNTED])
    return f"{names[0]}(id: {literal(row.id)}, asOf: {literal(day)}) {{ id {counted} }}"

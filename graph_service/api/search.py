"""The root `search`: its types are few and the same for every model, but for the labels that it finds."""

from __future__ import annotations

from enum import Enum
from typing import Any

import strawberry

from graph_service.api.fields import Argument, Arguments, derived, fill, many, optional, shell, with_arguments
from graph_service.api.scalars import LocalizedText, PageInfo
from graph_service.model.searching import called, search_type, searched_labels
from graph_service.model.structure import Model
from graph_service.query.operands import MOST_SEARCH_CHARACTERS, MOST_SEARCH_WORDS
from graph_service.query.search import MOST_COUNTIES, MOST_HITS
from graph_service.query.search_completer import COUNTY_COUNT, FACETS, TYPE_COUNT

_ABOUT = (
    "What has a name or title that holds all words of a text, in Hungarian or English, with or without accents: each "
    "as a word or as the beginning of one and, where few names have them so, with a slip of one letter. Best first: "
    "without slips, then the whole name, its beginning, the words together, the words apart; then short names. Names "
    "of people are not searched."
)
_TEXT = (
    f"What to look for: at most {MOST_SEARCH_CHARACTERS} characters and {MOST_SEARCH_WORDS} words. Only Latin letters "
    "and digits count; a text without any finds nothing."
)


def search_field(model: Model, node: type, county: type, page: Arguments) -> Any:
    """The field `search` of the query root; `page` are the arguments of every root connection."""
    types = _types(model)
    arguments = (
        Argument("text", str, _TEXT),
        Argument("types", optional(many(types)), "Only these types."),
        Argument("county", optional(strawberry.ID), "Only what lies in this county: its id or its NUTS 3 code."),
        *page,
    )
    return derived(_connection(node, _facets(types, county)), _ABOUT, with_arguments(arguments))


def _types(model: Model) -> type[Enum]:
    members = {
        search_type(label): strawberry.enum_value(search_type(label), description=" / ".join(called(label)))
        for label in searched_labels(model)
    }
    made = Enum("SearchType", members, module=__name__)  # type: ignore[misc]  # its members are data
    return strawberry.enum(made, name="SearchType", description="What search finds.")


def _facets(types: type[Enum], county: type) -> type:
    by_type, by_county, facets = shell(TYPE_COUNT), shell(COUNTY_COUNT), shell(FACETS)
    of_type = {
        "value": derived(types, "The type."),
        "label": derived(LocalizedText, "What people call it."),
        "count": derived(int, "How many of the hits."),
    }
    fill(by_type, strawberry.type, "How many hits are of a type.", of_type)
    of_county = {"county": derived(county, "The county."), "count": derived(int, "How many of the hits.")}
    fill(by_county, strawberry.type, "How many hits lie in a county.", of_county)
    both = {
        "types": derived(many(by_type), "By type, those with most first."),
        "counties": derived(
            many(by_county), f"By county, for what lies in one; those with most first, at most {MOST_COUNTIES}."
        ),
    }
    fill(facets, strawberry.type, "The hits on all pages, counted.", both)
    return facets


def _connection(node: type, facets: type) -> type:
    edge, connection = shell("SearchEdge"), shell("SearchConnection")
    of_edge = {
        "cursor": derived(str, "Its place in the list, for `after` and `before`."),
        "node": derived(node, "What was found."),
    }
    fill(edge, strawberry.type, "A hit.", of_edge)
    fields = {
        "edges": derived(many(edge), "The page, with cursors."),
        "nodes": derived(many(node), "The page."),
        "pageInfo": derived(PageInfo, "Where the page lies."),
        "totalCount": derived(int, "How many on all pages."),
        "facets": derived(facets, "The hits on all pages, counted by type and by county."),
        "truncated": derived(
            bool, f"Whether more was found: the best {MOST_HITS} are listed and counted. Narrow the search then."
        ),
    }
    fill(connection, strawberry.type, "A page of what was found.", fields)
    return connection

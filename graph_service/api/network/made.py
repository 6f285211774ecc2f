"""How the types of the analysis are made: objects with fields that read data, and connections of rows."""

from __future__ import annotations

from typing import Any

import strawberry

from graph_service.api.fields import PAGE, Argument, derived, fill, many, shell, with_arguments
from graph_service.api.scalars import Language, PageInfo

LANG = with_arguments((Argument("lang", Language, "The language.", Language.HU),))
FIRST = (Argument("first", int, "How many, 1 to 100.", 20),)


def object_type(name: str, description: str, /, **fields: Any) -> type:
    """A GraphQL object type; a field is `derived(…)`, or (type, description)."""
    made = shell(name)
    fill_type(made, description, **fields)
    return made


def fill_type(made: type, description: str, /, **fields: Any) -> None:
    """Makes an empty class, to which others may refer already, a GraphQL object type."""
    fill(made, strawberry.type, description, {key: _field(field) for key, field in fields.items()})


def _field(field: Any) -> Any:
    return derived(*field) if isinstance(field, tuple) else field


def connection(name: str, node: type, description: str, /, **more: Any) -> type:
    """A connection of `node`, with `more` fields beside those that all connections have."""
    edge = object_type(
        f"{name}Edge",
        f"{name} in a list.",
        cursor=(str, "Its place in the list, for `after` and `before`."),
        node=(node, "What stands there."),
    )
    return object_type(
        f"{name}Connection",
        description,
        **more,
        edges=(many(edge), "The page, with cursors."),
        nodes=(many(node), "The page."),
        pageInfo=(PageInfo, "Where the page lies."),
        totalCount=(int, "How many on all pages."),
    )


def page(*before: Argument) -> tuple[Argument, ...]:
    """Arguments of a connection: `before`, then those of the page."""
    return (*before, *PAGE)

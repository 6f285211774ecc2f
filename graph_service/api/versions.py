"""The root that tells the number of the data, or of a part of it, so that who waits for a change can ask cheaply."""

from __future__ import annotations

from typing import Any

import strawberry

from graph_service.api.fields import Argument, derived, optional, with_arguments

_ABOUT = "Number of the data, or of a part; raised with every change."
# docs/caching.md says more: the schema has a length.


def version_field() -> Any:
    """The field `dataVersion` of the query root."""
    arguments = (
        Argument("county", optional(strawberry.ID), "Its id or NUTS 3 code."),
        Argument("label", optional(str), "A label."),
    )
    return derived(int, _ABOUT, with_arguments(arguments))

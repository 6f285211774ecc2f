"""What came of the worklist: how many gaps, suggestions and ideas became collaborations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import strawberry

from graph_service.api.fields import Argument, many, optional
from graph_service.api.network.asking import Root
from graph_service.api.network.made import object_type
from graph_service.api.network.worklist_answers import MOST_METHODS, answer_summary
from graph_service.api.vocabularies import enum_of
from graph_service.model.labels import COUNTY, WORK_ITEM

Types = Mapping[str, Any]

_COUNTS: dict[str, Any] = {
    "total": (int, "Items, in whatever state."),
    "open": (int, "Those that are open."),
    "contacted": (int, "Those whose institutions were contacted."),
    "rejected": (int, "Those that were rejected."),
    "becameCollaboration": (int, "Those that became a collaboration, by themselves or as a person said."),
    "becameByTie": (int, "Those of them that a collaboration of both closed by itself."),
    "share": (optional(float), "`becameCollaboration` over `total`; null without items."),
}


def roots(types: Types) -> tuple[Root, ...]:
    """The root of this room."""
    if WORK_ITEM not in types:
        return ()
    method = object_type(
        "WorklistMethod",
        "What came of the items that one method suggested.",
        kind=(enum_of("workKind"), "What they came of."),
        method=(optional(str), "Name and version of the analysis; null where none was told."),
        **_COUNTS,
    )
    county = object_type(
        "WorklistCounty",
        "What came of the items with an institution in a county; one of two counties counts in both.",
        county=(types[COUNTY], "The county."),
        **_COUNTS,
    )
    summary = object_type(
        "WorklistSummary",
        "What came of items of the worklist.",
        dataVersion=(int, "Version of the data."),
        stale=(bool, "Whether newer data were not ready."),
        **_COUNTS,
        byMethod=(many(method), f"By kind and method, most items first; at most {MOST_METHODS}."),
        byCounty=(many(county), "By county, by its id."),
    )
    where = Argument("county", optional(strawberry.ID), "Only items with an institution in it: id or NUTS 3 code.")
    return (Root("worklistSummary", _ABOUT, optional(summary), (where,), answer_summary, price=10),)


_ABOUT = """\
How many of the gaps, suggestions and ideas on the worklist became collaborations. Counted from the items as they are: \
one that was deleted counts nowhere."""

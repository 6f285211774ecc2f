"""How well is reported what is analysed: not reported is not the same as not there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import strawberry

from graph_service.api.fields import Argument, derived, many, optional
from graph_service.api.network.asking import Root
from graph_service.api.network.completeness_answers import answer_completeness
from graph_service.api.network.enums import DataKind
from graph_service.api.network.made import LANG, connection, object_type, page
from graph_service.api.network.meta import AnalysisMeta
from graph_service.api.scalars import Date
from graph_service.model.labels import COUNTY

Types = Mapping[str, Any]

Completeness = object_type(
    "Completeness",
    "How much of what could be reported is.",
    lastReport=(optional(Date), "Day of the last change of the data; null where nothing was reported."),
    share=(optional(float), "Share of the optional fields that are filled, in [0, 1]."),
    isBelow=(bool, "Whether the share is below 0.6: what is missing may not have been reported."),
    warning=derived(optional(str), "What to keep in mind then, as a sentence; null otherwise.", LANG),
)


def roots(types: Types) -> tuple[Root, ...]:
    """The root of this room."""
    row = object_type(
        "CompletenessRow",
        "How well a county reports of a label.",
        county=(types[COUNTY], "The county."),
        label=(str, "The label."),
        nodes=(int, "How many there are."),
        completeness=(Completeness, "How well they are reported."),
    )
    counties = Argument("counties", optional(many(strawberry.ID)), "Only these: ids or NUTS 3 codes.")
    data = Argument("data", optional(DataKind), "Which data; by default the real ones where there are any.")
    found = connection(
        "CompletenessRow", row, "Counties and labels, the least complete first.", meta=(AnalysisMeta, "How.")
    )
    return (Root("completeness", _ABOUT, optional(found), page(counties, data), answer_completeness, price=20),)


_ABOUT = "Last report and share of filled fields by county and label."

"""The inputs that analysis roots share: which part of the network, on which day."""

from __future__ import annotations

from typing import Any

import strawberry

from graph_service.api.fields import Argument, given, many, optional, shell
from graph_service.api.fields import fill as filled
from graph_service.api.network.enums import DataKind, TimeMode
from graph_service.api.scalars import Date
from graph_service.api.vocabularies import enum_of

_DAY = "The day; by default the last day of the data. What the database knew on that day is not kept, only what held."
_DATA = "Which data; by default the real ones where there are any, else the invented. They are mixed only when asked."


def _scope() -> type:
    made = shell("NetworkScope")
    fields: dict[str, Any] = {
        "counties": given(optional(many(strawberry.ID)), "Institutions of these: ids or NUTS 3 codes."),
        "sectors": given(optional(many(enum_of("sector"))), "Institutions of these sectors."),
        "collaborationTypes": given(optional(many(enum_of("collaborationType"))), "Collaborations of these types."),
        "themes": given(
            optional(many(strawberry.ID)), "Collaborations about these: ids or codes of good practice themes."
        ),
        "asOf": given(optional(Date), _DAY),
        "mode": given(optional(TimeMode), "Which collaborations count on the day.", default=TimeMode["STATE"]),
        "data": given(optional(DataKind), _DATA),
    }
    filled(made, strawberry.input, "A part of the network of institutions, on a day; all of it by default.", fields)
    return made


NetworkScope = _scope()
SCOPE = Argument("scope", optional(NetworkScope), "Which part of the network; all of it, today, by default.")

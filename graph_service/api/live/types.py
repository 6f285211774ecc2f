"""The GraphQL field of the subscription `changed`."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from enum import Enum
from inspect import Signature
from typing import Any

import strawberry
from strawberry.types.fields.resolver import StrawberryResolver

from graph_service.api.context import RequestContext
from graph_service.api.fields import Argument, Arguments, derived, fill, many, optional, parameters_of, shell
from graph_service.api.live.following import MOST_CHANGES, Event
from graph_service.errors import RequestError
from graph_service.model.declare import screaming
from graph_service.model.labels import CHANGE, WORK_ITEM
from graph_service.model.structure import Model
from graph_service.model.writable import writable_labels

_ABOUT = (
    "Changes of nodes and relationships in their order, as they are written, by whatever process. The first event has "
    f"none: it says from where on changes are told. At most {MOST_CHANGES} an event; the rest follows."
)
_COUNTY = "Only what touched this county: its id or its NUTS 3 code."
_LABELS = "Only changes of nodes of these; relationships are told of at one of their nodes."
_SINCE = (
    "What to go on after: the `cursor` of an event, or a `dataVersion`. Without it, changes from now on. The header "
    "`Last-Event-ID` of an event stream comes before it."
)
_VERSION = "Number of the data up to which everything is told."
_CURSOR = "Where to go on from; also the `id` of an event in a stream."


def changed_fields(model: Model, objects: Mapping[str, type]) -> dict[str, Any]:
    """The field `changed` of the root of subscriptions; none where the model keeps no changes."""
    return {"changed": _field(model, objects[CHANGE])} if CHANGE in objects else {}


def _field(model: Model, change: type) -> Any:
    event = shell("ChangedEvent")
    fields = {
        "dataVersion": derived(int, _VERSION),
        "cursor": derived(str, _CURSOR),
        "changes": derived(many(change), "The changes, oldest first."),
    }
    fill(event, strawberry.type, "Changes that were written.", fields)
    arguments = (
        Argument("county", optional(strawberry.ID), _COUNTY),
        Argument("labels", optional(many(_labels(model))), _LABELS),
        Argument("since", optional(strawberry.ID), _SINCE),
    )
    resolver = StrawberryResolver[Any](_follower(arguments))
    return strawberry.subscription(resolver=resolver, graphql_type=event, description=_ABOUT)


def _follower(arguments: Arguments) -> Any:
    async def follow(info: strawberry.Info, **_: object) -> AsyncGenerator[Event, None]:
        """Who may not follow is told here, before there is anything to iterate over."""
        context: RequestContext = info.context
        if context.follow is None:
            raise RequestError("SUBSCRIPTION_TRANSPORT")
        return await context.follow()

    follow.__signature__ = Signature(parameters_of(arguments))  # type: ignore[attr-defined]  # it is read
    return follow


def _labels(model: Model) -> type[Enum]:
    """The labels that changes are kept of."""
    kept = sorted({WORK_ITEM, *(label.name for label in writable_labels(model))})
    members = {screaming(name): strawberry.enum_value(name, description=f"`{name}`.") for name in kept}
    made = Enum("ChangedLabel", members, module=__name__)  # type: ignore[misc]  # its members are data
    return strawberry.enum(made, name="ChangedLabel", description="A label whose changes are kept.")

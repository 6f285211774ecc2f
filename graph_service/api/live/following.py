"""The subscription `changed`: what is selected of changes, read by the planner and told as they are written."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from graphql import DocumentNode, OperationType

from graph_service.access.scopes import READ
from graph_service.analysis.reading import county_match, unknown_county
from graph_service.api.analysis.searches import Reading
from graph_service.api.context import RequestContext
from graph_service.api.live.feed import Feed, Page
from graph_service.api.live.heads import Wanted
from graph_service.api.live.marks import mark_of
from graph_service.cypher import Statement
from graph_service.errors import AccessError, RequestError, StoreError
from graph_service.model.labels import CHANGE
from graph_service.model.structure import Model
from graph_service.query.cost import Cost
from graph_service.query.found import NodesPlan, ids_found, selected_of, shaped
from graph_service.query.measures import TABLES
from graph_service.query.operands import check_operand
from graph_service.query.reading import Lowered, Reader
from graph_service.query.selection import SelectedField

MOST_CHANGES = 100
"""Changes of one event."""
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 10.0
Event = dict[str, Any]


class Live:
    """Follows the changes of one schema's data."""

    def __init__(self, model: Model, reader: Reader) -> None:
        self._model = model
        self._reader = reader

    async def follow(
        self, document: DocumentNode, operation: str | None, variables: Mapping[str, Any], context: RequestContext
    ) -> AsyncGenerator[Event, None]:
        """The events of a subscription. Raises what refuses it: RequestError, AccessError, StoreError."""
        if not context.viewer.may(READ):
            raise AccessError("SCOPE_MISSING", scope=READ)
        feed = context.feed
        if feed is None:
            raise RequestError("SUBSCRIPTION_TRANSPORT")
        lowered = self._reader.lowered(document, operation, variables, context.scopes, OperationType.SUBSCRIPTION)
        [field] = lowered.fields
        nodes = self._reader.nodes(lowered, field, self._model.read_as((CHANGE,)), context.scopes)
        arguments = lowered.arguments(field)
        since = _since(arguments, context.last_event_id)
        labels = _labels(arguments)
        telling = _Telling(self._model, lowered, field, nodes, context, self._reader.most_rows)
        telling.check_price()
        county = await self._county(arguments.get("county"), context)
        return _Following(feed, telling, Wanted(county, labels)).events(since)

    async def _county(self, given: Any, context: RequestContext) -> str | None:
        """The NUTS 3 code of a county, by its id or that code."""
        if given is None:
            return None
        check_operand(str(given), "county")
        match = county_match(self._model, str(given))
        text = f"CALL () {{ {match} RETURN collect(c.nuts3) AS codes }} RETURN codes"
        [codes] = await context.store.read(Statement(text, {"county": str(given)}), seconds=context.remaining())
        if not codes:
            raise unknown_county(self._model, str(given))
        return str(codes[0])


def _since(arguments: Mapping[str, Any], last_event_id: str | None) -> str | None:
    """The mark to go on from: a client that was cut off asks as it did first, and says in a header how far it came."""
    given = last_event_id or arguments.get("since")
    if given is None:
        return None
    mark = mark_of(str(given))
    if mark is None:
        raise RequestError("CHANGES_CURSOR", argument="Last-Event-ID" if last_event_id else "since")
    return mark


def _labels(arguments: Mapping[str, Any]) -> frozenset[str] | None:
    labels = arguments.get("labels")
    if labels is None:
        return None
    if not labels:
        raise RequestError("LIST_EMPTY", argument="labels")
    return frozenset(str(one.value if isinstance(one, Enum) else one) for one in labels)


@dataclass(frozen=True)
class _Telling:
    """What is told of changes to one follower, and what that costs."""

    model: Model
    lowered: Lowered
    field: SelectedField
    nodes: NodesPlan
    context: RequestContext
    most_rows: int

    def price(self, changes: int) -> int:
        """Points of an event; one without changes was looked for, too."""
        return max(1, self.nodes.price(self.lowered.values, changes)) if changes else 1

    def check_price(self) -> None:
        """Spend what one change costs. Raises RequestError or AccessError where not even that can be paid."""
        price = self.price(1)
        if price > self.most_rows:
            error = RequestError("TOO_DEAR", value=price, most=self.most_rows)
            error.nodes = self.field.nodes
            raise error
        self.context.charge(price)

    @property
    def most(self) -> int:
        """The most changes of an event: fewer where they are dear, so that each event can be paid."""
        meter = self.context.meter
        limit = self.most_rows if meter is None else min(self.most_rows, meter.rate)
        low, high = 1, MOST_CHANGES
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if self.price(middle) <= limit else (low, middle - 1)
        return low

    async def paid(self, price: int) -> None:
        """Spend points, once they are left: who is told much waits, and loses nothing."""
        meter = self.context.meter
        while meter is not None and (seconds := meter.deliver(price)):  # noqa: ASYNC110  # processes share a rate
            await asyncio.sleep(seconds)

    async def event(self, page: Page) -> Event:
        """The event of a page, for graphql-core. Raises StoreError."""
        context = replace(self.context, deadline=0.0, ahead=None)
        reading = Reading(context, context.operation_name)
        answer = self._selected(page, [head.id for head in page.heads])
        ids = ids_found(self.model, self.field, answer)
        statements: tuple[Statement, ...] = ()
        values = self.lowered.values
        if any(ids.values()):
            needs = self.nodes.needs(values)
            if needs:
                values = {**values, TABLES: await reading.tables(needs)}
            statements = self.nodes.bound(values, ids)
        rows = await reading.rows(statements) if statements else []
        found = self.nodes.lenient(rows, statements, ids) if statements else {}
        gone = {id_ for nodes in found.values() for id_, node in nodes.items() if node is None}
        if gone:  # deleted since: a purge takes its changes along
            answer = self._selected(page, [head.id for head in page.heads if head.id not in gone])
        cost = Cost(self.price(len(page.heads)), self.most_rows, len(statements))
        self.context.told = _told(cost, page)
        event: Event = shaped(self.model, self.field, answer, found, typed=True)
        return event

    def _selected(self, page: Page, ids: list[str]) -> Any:
        whole = {"dataVersion": page.version, "cursor": page.cursor, "changes": ids}
        return selected_of(self.model, self.field, whole, self.lowered.arguments)


def _told(cost: Cost, page: Page) -> dict[str, Any]:
    """The `extensions` of an event."""
    paid = {"price": cost.price, "limit": cost.limit, "remaining": cost.remaining, "statements": cost.statements}
    return {"cost": paid, "dataVersion": page.version, "cursor": page.cursor}


@dataclass(frozen=True)
class _Following:
    """One follower of the feed."""

    feed: Feed
    telling: _Telling
    wanted: Wanted

    async def events(self, since: str | None) -> AsyncGenerator[Event, None]:
        """Every event; while the database is away, there are none, and then they go on where they were."""
        most, pause = self.telling.most, _FIRST_PAUSE
        while True:
            try:
                async with aclosing(self.feed.pages(since, self.wanted, most)) as pages:
                    async for page in pages:
                        if page.heads or page.is_read:
                            await self.telling.paid(self.telling.price(len(page.heads)))
                        if page.heads or since is None:
                            async with self.feed.reading:
                                event = await self.telling.event(page)
                            yield event
                        since, pause = page.mark, _FIRST_PAUSE
                return
            except StoreError:
                await asyncio.sleep(pause)
                pause = min(2 * pause, _LONGEST_PAUSE)

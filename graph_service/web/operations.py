"""What one operation passes on every transport: who asks, what is left of the rate, how many are under way."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass

from starlette.types import Scope

from graph_service.access.viewer import Viewer
from graph_service.api.context import Meter, RequestContext, read_rows
from graph_service.api.running import Asked, run, stream
from graph_service.api.schema import DerivedSchema
from graph_service.cypher import VERSION_BLOCK, Statement
from graph_service.errors import AccessError, Language, StoreError
from graph_service.observability import OperationRecord, phase
from graph_service.web.answers import Content, content_of
from graph_service.web.identify import Identify, KnownCaller
from graph_service.web.load import InFlight
from graph_service.web.negotiation import header

_VERSION = Statement(f"{VERSION_BLOCK} RETURN v0")

MakeContext = Callable[[str, Language, Viewer, Meter], RequestContext]


@dataclass(frozen=True)
class Operations:
    """Runs operations for one transport or another; `make_context` gives what resolvers see of one."""

    schema: DerivedSchema
    make_context: MakeContext
    identify: Identify
    in_flight: InFlight
    answer_bytes: int

    async def caller(self, scope: Scope, authorization: str | None = None, *, spends: bool = True) -> KnownCaller:
        """Who asks: by `authorization` where a WebSocket gave one, else by the header of the request."""
        given = authorization if authorization is not None else header(scope, b"authorization")
        return await self.identify.caller(scope, given, spends=spends)

    async def answer(
        self, asked: Asked, context: RequestContext, record: OperationRecord, *, queries_only: bool = False
    ) -> Content:
        """The answer of a query or mutation. Raises IsSubscription, and KalakaError where it is refused."""
        with self.in_flight.one_more():
            result = await run(self.schema, asked, context, queries_only=queries_only)
        if context.meter is not None:
            context.meter.lingered(record.phases.get("database", 0.0))
        return content_of(result, context, record)

    async def version(self, context: RequestContext) -> int | None:
        """The version of the data, and nothing else of it; None where it cannot be read: the answer then says why."""
        with self.in_flight.one_more():
            try:
                with phase("database"):
                    [row] = await read_rows(context, (_VERSION,), None)
            except StoreError:
                return None
        return row[0] if isinstance(row[0], int) else None

    async def stream(
        self, asked: Asked, context: RequestContext, record: OperationRecord
    ) -> AsyncGenerator[Content, None]:
        """The answers of a subscription; whoever waits for the next one is not in flight."""
        async for result in stream(self.schema, asked, context):
            yield content_of(result, context, record)

    async def keep_checking(
        self, scope: Scope, viewer: Viewer, seconds: float, authorization: str | None = None
    ) -> None:
        """Check the credentials of what is open, over and over. Raises AccessError once they no longer hold.

        While they cannot be read, nobody is thrown out: then there is nothing to be read of the data either.
        """
        while True:
            await asyncio.sleep(seconds)
            try:
                now = await self.caller(scope, authorization, spends=False)
            except StoreError:
                continue
            missing = viewer.scopes - now.viewer.scopes
            if missing:
                raise AccessError("SCOPE_MISSING", scope=min(missing))

"""What the API needs from a store, and what it knows of a request."""

from __future__ import annotations

import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from graph_service.access.viewer import ANYONE, Viewer
from graph_service.cypher import Statement
from graph_service.errors import Language, StoreError
from graph_service.observability import current_operation, trip
from graph_service.query.measures import MeasureTables
from graph_service.query.measures import Tables as MeasuresByDay
from graph_service.writes.view import Run

if TYPE_CHECKING:
    from graph_service.api.live.feed import Feed

__all__ = [
    "MeasureTables",
    "MeasuresByDay",
    "Meter",
    "Reads",
    "RequestContext",
    "Row",
    "Tables",
    "Versions",
    "read_rows",
]

Row = list[Any]
T = TypeVar("T")
READ_SECONDS = 2.0
WRITE_SECONDS = 10.0


class Reads(Protocol):
    """Where statements are read: one row each, within `seconds`. Raises StoreError."""

    async def read(self, statement: Statement, *, seconds: float, metadata: Mapping[str, str] | None = None) -> Row:
        """The row of one statement."""
        ...

    async def read_all(
        self, statements: Sequence[Statement], *, seconds: float, metadata: Mapping[str, str] | None = None
    ) -> list[Row]:
        """The rows of several statements, read in one transaction."""
        ...


class Writes(Protocol):
    """Where transactions are written. Raises StoreError."""

    async def transact(
        self, work: Callable[[Run], Awaitable[T]], *, seconds: float, metadata: Mapping[str, str] | None = None
    ) -> T:
        """What `work` gives, run in one write transaction; it may run more than once."""
        ...


class Tables(Protocol):
    """Where tables of measures are got. Raises KalakaError where they cannot be computed in time."""

    async def measures(self, names: frozenset[str], day: str | None, seen: int | None = None) -> MeasureTables:
        """The tables of these measures, floats with six significant digits: of the version `seen`, if one was read, or
        else of the newest at hand, which a read then proves to be the present one or not.

        With a `day` of the network as it was on that day, as `cooperatesWith` counts under `asOf`; without one, of all
        collaborations ever shared. Without names only what `meta` tells of that network.
        """
        ...


class Versions(Protocol):
    """Who tells the number of the data when it is raised."""

    def numbers(self) -> AsyncGenerator[int, None]:
        """The present number and each later one."""
        ...

    def wake(self) -> None:
        """Look soon whether there is a later one: this process has written."""
        ...


class Meter(Protocol):
    """What a request spends of its viewer's rate."""

    began: float
    """When the request began to be worked on (`time.monotonic`): its deadline counts from then."""

    @property
    def rate(self) -> int:
        """The points of its viewer's minute."""
        ...

    def deliver(self, price: int) -> float:
        """Spend what a part of a stream costs: 0, or the seconds until that can be spent."""
        ...

    def charge(self, price: int) -> None:
        """Spend `price` points, once a request: a second call for the same operation costs nothing more.

        Raises AccessError where so many points are not left.
        """
        ...

    def refuse(self) -> None:
        """Spend what an operation costs that is refused for what it says."""
        ...

    def lingered(self, seconds: float) -> None:
        """Spend what it costs that the database was at work for so long."""
        ...


@dataclass
class RequestContext:
    """One request: where to read, who asks, in which language to answer, and until when (`time.monotonic`)."""

    store: Reads
    request_id: str
    language: Language = "hu"
    viewer: Viewer = ANYONE
    seconds: float = READ_SECONDS
    deadline: float = 0.0
    operation_name: str | None = None
    explain: bool = False
    """Whether the viewer asks how the operation is run; see `api/explaining.py`."""
    is_short_way_tried: bool = False
    ahead: list[Row] | Exception | None = None
    """What the short way read, or what reading it raised: the long way goes on from there."""
    tables: Tables | None = None
    """Where measures of the network come from; None where nothing computes them."""
    tables_ahead: MeasuresByDay | None = None
    """The tables with which the short way read."""
    writes: Writes | None = None
    """Where transactions are written; None where nothing can be changed."""
    write_seconds: float = WRITE_SECONDS
    """Deadline of a transaction."""
    mutation_id_days: float = 30.0
    """For how long what a `clientMutationId` gave is kept."""
    versions: Versions | None = None
    """Where numbers of the data are told as they are raised; None where nobody can subscribe."""
    decided_by: int | None = None
    """The version of the data that alone decides the answer, beside the request; None where something else does, too,
    such as tables that are not of that version yet. Told by whoever read the data."""
    feed: Feed | None = None
    """Where changes are told as they are written; None where nobody can subscribe."""
    follow: Callable[[], Awaitable[AsyncGenerator[Any, None]]] | None = None
    """What the resolver of a subscription to changes calls, set once the document is known."""
    last_event_id: str | None = None
    """The last event of a stream that its client was told before it was cut off."""
    told: dict[str, Any] | None = None
    """`extensions` of the present event of a subscription."""
    meter: Meter | None = None
    """What the price is charged to, before the database is asked; None for who pays nothing: commands and tests."""

    def __post_init__(self) -> None:
        if not self.deadline:
            self.deadline = time.monotonic() + self.seconds

    @property
    def scopes(self) -> frozenset[str]:
        """What the viewer may do."""
        return self.viewer.scopes

    def charge(self, price: int) -> None:
        """Spend the price of the operation. Raises AccessError where the rate does not allow it."""
        if self.meter is not None:
            self.meter.charge(price)

    @contextmanager
    def paused(self) -> Iterator[None]:
        """The deadline moves by what is spent inside: analysis has a deadline of its own."""
        started = time.monotonic()
        try:
            yield
        finally:  # what failed took time, too, and must not cost its siblings theirs
            self.deadline += time.monotonic() - started

    def remaining(self) -> float:
        """Seconds until the deadline. Raises StoreError once it has passed."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise StoreError("STORE_TIMEOUT", seconds=self.seconds)
        return left


async def read_rows(context: RequestContext, statements: Sequence[Statement], operation: str | None) -> list[Row]:
    """The rows of the statements of one operation, in one trip where there is one statement."""
    ahead, context.ahead = context.ahead, None
    if isinstance(ahead, Exception):
        raise ahead
    if ahead is not None:
        return ahead
    seconds, metadata = context.remaining(), metadata_of(context, operation)
    with trip(statements):
        if len(statements) == 1:
            return [await context.store.read(statements[0], seconds=seconds, metadata=metadata)]
        return await context.store.read_all(statements, seconds=seconds, metadata=metadata)


def metadata_of(context: RequestContext, operation: str | None) -> dict[str, str]:
    """What the database is told of a transaction, for its own lists and logs."""
    metadata = {"requestId": context.request_id}
    if operation:
        metadata["operation"] = operation
    record = current_operation()
    if record is not None and record.traceparent is not None:
        metadata["traceparent"] = record.traceparent
    return metadata

"""Puts GraphQL together for one address: POST, GET, event streams and WebSockets over the same operations."""

from __future__ import annotations

from dataclasses import dataclass

from graph_service.api.schema import DerivedSchema
from graph_service.web.endpoint import GraphQLEndpoint
from graph_service.web.identify import Identify
from graph_service.web.keeping import Keeping
from graph_service.web.load import InFlight
from graph_service.web.operations import MakeContext, Operations
from graph_service.web.rates import Metered
from graph_service.web.sockets import Sockets
from graph_service.web.streams import Streams


@dataclass(frozen=True)
class Caps:
    """What no transport goes beyond; the settings of the same names say what each is."""

    body_bytes: int
    answer_bytes: int
    request_seconds: float
    credential_seconds: float
    subscriptions_per_socket: int
    in_flight: int


def graphql_over(
    schema: DerivedSchema, make_context: MakeContext, identify: Identify, caps: Caps, keeping: Keeping
) -> Metered:
    """The application behind `/graphql`."""
    operations = Operations(schema, make_context, identify, InFlight(caps.in_flight), caps.answer_bytes)
    sockets = Sockets(
        operations,
        message_bytes=caps.body_bytes,
        most_operations=caps.subscriptions_per_socket,
        init_seconds=caps.request_seconds,
        credential_seconds=caps.credential_seconds,
    )
    streams = Streams(operations, credential_seconds=caps.credential_seconds)
    endpoint = GraphQLEndpoint(
        operations, streams, sockets, keeping, body_bytes=caps.body_bytes, request_seconds=caps.request_seconds
    )
    return Metered(endpoint, identify.rates)

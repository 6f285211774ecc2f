"""gql, with its transports for HTTP and for graphql-transport-ws; runs in the environment of the clients."""

import asyncio
import json
import sys

from gql import Client, gql
from gql.transport.aiohttp import AIOHTTPTransport
from gql.transport.exceptions import TransportQueryError
from gql.transport.websockets import WebsocketsTransport

COUNTY = gql("query County($nuts3: String!) { county(nuts3: $nuts3) { nuts3 name { hu } } }")
COUNTY.variable_values = {"nuts3": "HU223"}


async def _asked(url: str) -> dict[str, object]:
    async with Client(transport=AIOHTTPTransport(url=url), fetch_schema_from_transport=True) as session:
        county = await session.execute(COUNTY)
        assert session.client.schema is not None
        types = len(session.client.schema.type_map)
    async with Client(transport=AIOHTTPTransport(url=url)) as session:
        try:
            await session.execute(gql("{ nope }"))
        except TransportQueryError as error:
            refused = error.errors[0]["extensions"]["code"]
    return {"county": county, "types": types, "refused": refused}


async def _told(url: str) -> dict[str, object]:
    transport = WebsocketsTransport(url=url.replace("http", "ws"), subprotocols=["graphql-transport-ws"])
    async with Client(transport=transport) as session:
        county = await session.execute(COUNTY)
        told = await anext(session.subscribe(gql("subscription { dataVersion }")))
    return {"county": county, "told": told}


async def _main(url: str) -> None:
    print(json.dumps({"http": await _asked(url), "socket": await _told(url)}))


asyncio.run(_main(sys.argv[1]))

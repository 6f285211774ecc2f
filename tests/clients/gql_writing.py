"""A mutation and its repeat as gql sends them, on both transports; runs in the environment of the clients."""

import asyncio
import json
import sys
from typing import Any

from gql import Client, gql
from gql.transport.aiohttp import AIOHTTPTransport
from gql.transport.websockets import WebsocketsTransport

TEXT = """
mutation Write($input: BadgeCreateInput!) {
  badgeCreate(input: $input) { badge { id threshold } clientMutationId errors { code path } }
}
"""


async def _thrice(client: Client, name: str) -> dict[str, Any]:
    told = {}
    async with client as session:
        for place, threshold in (("first", 1), ("again", 1), ("other", 2)):
            asked = gql(TEXT)
            asked.variable_values = {
                "input": {
                    "id": f"badge:{name}",
                    "clientMutationId": name,
                    "dataOrigin": "REAL_CITED",
                    "name": {"hu": name},
                    "threshold": threshold,
                }
            }
            told[place] = await session.execute(asked)
    return told


async def _main(url: str, key: str) -> None:
    authorization = f"Bearer {key}"
    http = AIOHTTPTransport(url=url, headers={"Authorization": authorization})
    socket = WebsocketsTransport(
        url=url.replace("http", "ws"),
        subprotocols=["graphql-transport-ws"],
        init_payload={"authorization": authorization},
    )
    told = {
        "gql": await _thrice(Client(transport=http, fetch_schema_from_transport=True), "gql"),
        "gql-socket": await _thrice(Client(transport=socket), "gql-socket"),
    }
    print(json.dumps({"told": told}))


asyncio.run(_main(sys.argv[1], sys.argv[2]))

"""The endpoint that a good programmer would write by hand for the measured questions: Starlette, one statement each,
the driver, orjson. It plans nothing, checks nothing and speaks no GraphQL; ours may take 1.3 times as long.

python -m bench.handwritten PORT, with NEO4J_URI, NEO4J_USERNAME, NEO4J_PASSWORD and NEO4J_DATABASE.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import AsyncIterator
from typing import Any

import orjson
import uvicorn
from neo4j import READ_ACCESS, AsyncDriver, AsyncGraphDatabase
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bench.questions import named_questions, statement_of
from bench.questions.shapes import SHAPES, Shape


def one_row(answer: Any) -> Any:
    """A map of the answer's own shape."""
    return {"institution": answer}


def nested(answer: Any) -> Any:
    """Lists from the database, names from here: measured faster than maps over the wire (see README.md)."""
    return {
        "institutions": {
            "nodes": [
                {
                    "id": id_,
                    "name": {"hu": name},
                    "sector": sector,
                    "collaborations": {"totalCount": total, "edges": [_edge(*edge) for edge in edges]},
                }
                for id_, name, sector, total, edges in answer
            ]
        }
    }


def _edge(role: str, id_: str, name: str, type_: str, start: Any, partners: list[list[str]], total: int) -> Any:
    return {
        "role": role,
        "node": {
            "id": id_,
            "name": {"hu": name},
            "type": type_,
            "startDate": start.iso_format(),
            "institutions": {
                "totalCount": total,
                "nodes": [{"id": i, "name": {"hu": n}, "sector": s} for i, n, s in partners],
            },
        },
    }


def application(driver: AsyncDriver, database: str) -> Starlette:
    """A route a question. Each reads by an auto-commit statement, as ours does."""

    def route(name: str, shape: Shape) -> Route:
        statement = statement_of(name)

        async def endpoint(request: Request) -> Response:
            parameters = orjson.loads(await request.body())
            async with driver.session(database=database, default_access_mode=READ_ACCESS) as session:
                record = await (await session.run(statement, parameters)).single(strict=True)
            return Response(orjson.dumps({"data": shape(record[0], parameters)}), media_type="application/json")

        return Route(f"/{name}", endpoint, methods=["POST"])

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with driver:
            yield

    shapes = {
        "one_row": lambda answer, _: one_row(answer),
        "nested": lambda answer, _: nested(answer),
        **{question.name: SHAPES[question.name] for question in named_questions()},
    }
    return Starlette(routes=[route(*named) for named in shapes.items()], lifespan=lifespan)


async def _serve(port: int) -> None:
    driver = AsyncGraphDatabase.driver(
        os.environ["NEO4J_URI"],
        auth=(os.environ["NEO4J_USERNAME"], os.environ["NEO4J_PASSWORD"]),
        fetch_size=-1,
        notifications_min_severity="OFF",
        warn_notification_severity="OFF",
        telemetry_disabled=True,
    )
    app = application(driver, os.environ["NEO4J_DATABASE"])
    config = uvicorn.Config(
        app, port=port, http="httptools", loop="asyncio", timeout_keep_alive=20, access_log=False, log_level="warning"
    )
    await uvicorn.Server(config).serve()


if __name__ == "__main__":
    import asyncio

    asyncio.run(_serve(int(sys.argv[1])))

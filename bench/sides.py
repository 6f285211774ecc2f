"""The sides of one comparison: how each asks a question, and that all answer the same before anything is timed."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from typing import Any

from neo4j import READ_ACCESS, AsyncDriver, AsyncGraphDatabase

from bench.client import Client
from bench.interleave import Ask
from bench.processes import Running, new_key
from bench.questions import Question

Json = Any


class Unequal(Exception):
    """Two sides answered differently: nothing may be timed."""


class Http:
    """A side behind HTTP."""

    def __init__(
        self, port: int, path: Callable[[Question], str], body: Callable[[Question], bytes], key: str | None = None
    ) -> None:
        self._client = Client(port)
        self._path, self._body, self._key = path, body, key

    def asks(self, question: Question) -> Ask:
        """The question, its request made ready."""
        request = self._client.request(self._path(question), self._body(question), self._key)
        return lambda: self._client.send(request)

    def answer(self, question: Question) -> Json:
        """The `data` of the answer. Raises Unequal if it reports errors."""
        said = json.loads(self._asked(question))
        if said.get("errors"):
            raise Unequal(f"{question.title}: {said['errors']}")
        return said["data"]

    def size(self, question: Question) -> int:
        """Bytes of the answer."""
        return len(self._asked(question))

    def _asked(self, question: Question) -> bytes:
        return self._client.send(self._client.request(self._path(question), self._body(question), self._key))

    def close(self) -> None:
        """End the connection."""
        self._client.close()


def ours(running: Running) -> Http:
    """`kalaka serve`, asked by somebody who may read small numbers of people, as statements by hand do."""
    return Http(running.port, lambda _: "/graphql", Question.our_body, new_key(running))


def hand(port: int) -> Http:
    """The hand-written endpoint."""
    return Http(port, lambda question: f"/{question.name}", Question.hand_body)


def rival(port: int) -> Http:
    """@neo4j/graphql."""
    return Http(port, lambda _: "/graphql", Question.rival_body)


class DriverAlone:
    """The hand-written statement through the driver, without HTTP or shaping: what nobody can be faster than."""

    def __init__(self, direct: Mapping[str, str]) -> None:
        self._runner = asyncio.Runner()
        self._database = direct["NEO4J_DATABASE"]
        self._driver: AsyncDriver = AsyncGraphDatabase.driver(
            direct["NEO4J_URI"],
            auth=(direct["NEO4J_USERNAME"], direct["NEO4J_PASSWORD"]),
            fetch_size=-1,
            notifications_min_severity="OFF",
            telemetry_disabled=True,
        )

    def asks(self, question: Question) -> Ask:
        """The question, its statement made ready."""
        statement, variables = question.statement, dict(question.parameters)

        async def once() -> None:
            async with self._driver.session(database=self._database, default_access_mode=READ_ACCESS) as session:
                await (await session.run(statement, variables)).single(strict=True)

        return lambda: self._runner.run(once())

    def close(self) -> None:
        """End the connections and the event loop."""
        self._runner.run(self._driver.close())
        self._runner.close()


def check_equal(question: Question, sides: Mapping[str, Http]) -> None:
    """Raise Unequal, with the place of the first difference, unless all sides answer the same."""
    normal = {"ours": question.ours, "hand": question.hand, "rival": question.rival}
    answers = {name: normal[name](side.answer(question)) for name, side in sides.items()}
    expected = answers["ours"]
    if not expected:
        raise Unequal(f"{question.title}: the answer is empty, so nothing would be compared")
    for name, answer in answers.items():
        if place := difference(expected, answer):
            raise Unequal(f"{question.title}: ours and {name} differ at {place}")


def difference(one: Json, other: Json, place: str = "$") -> str | None:
    """Where two JSON values first differ, and how; None when they are equal. 1, 1.0 and true are three values."""
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        found = (difference(one[key], other[key], f"{place}.{key}") for key in one)
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        found = (difference(a, b, f"{place}[{i}]") for i, (a, b) in enumerate(zip(one, other, strict=True)))
    elif type(one) is type(other) and one == other:
        return None
    else:
        return f"{place}: {_short(one)} against {_short(other)}"
    return next((text for text in found if text), None)


def _short(value: Json) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 120 else f"{text[:117]}…"

"""How many statements a request sends to the database, counted on the wire by the tests' Bolt proxy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path

from bench import processes, sides
from bench.engines import Database
from bench.questions import Question
from tests.engines.bolt_proxy import BoltProxy

_REQUESTS = 20


def trips(database: Database, questions: Sequence[Question], folder: Path) -> Mapping[str, float]:
    """RUN messages a request of `kalaka serve` on this Neo4j, by question."""
    with BoltProxy(database.service["NEO4J_URI"]) as proxy:
        through = {**database.service, "NEO4J_URI": proxy.uri}
        with processes.service(through, folder) as running:
            processes.await_answer(running, "/graphql", questions[0].our_body())
            with closing(sides.ours(running)) as ours:
                return {question.title: _counted(proxy, ours, question) for question in questions}


def _counted(proxy: BoltProxy, ours: sides.Http, question: Question) -> float:
    ask = ours.asks(question)
    ask()  # the key is looked for once
    with proxy.counting() as seen:
        for _ in range(_REQUESTS):
            ask()
    return seen.count("RUN") / _REQUESTS

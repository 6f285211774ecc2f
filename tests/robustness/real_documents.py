"""The named questions as requests of a load, each with the bytes of its good answer."""

from __future__ import annotations

import http.client
import json
import time
from typing import Any

from graph_service.questions import all_questions
from tests.robustness.load import Shape, expected_of, post
from tests.robustness.served import Served

_ROWS = 5
_LOOKS = 3
_TRIES = 8


def real_shapes(service: Served, quickest: int = 20) -> list[Shape]:
    """The `quickest` of the named questions, as `service` answers them when nothing else is asked, with their answers.

    A page has five rows: partners show so many on their pages. Raises AssertionError where an answer is not always the
    same.
    """
    found: list[tuple[float, Shape]] = []
    for question in all_questions():
        variables = {"first": _ROWS} if "$first:" in question.document else {}
        body = {"query": question.document, "variables": variables}
        _warm(service, body)
        answers = [_asked(service, body) for _ in range(_LOOKS)]
        expected = {expected_of(content) for content, _ in answers}
        if len(expected) != 1:
            raise AssertionError(f"{question.name} has {len(expected)} different answers at rest")
        shape = Shape(question.name, post(f"{service.host}:{service.port}", body), expected.pop())
        found.append((min(seconds for _, seconds in answers), shape))
    found.sort(key=lambda one: one[0])
    return [shape for _, shape in found[:quickest]]


def _warm(service: Served, body: dict[str, Any]) -> None:
    """Ask until it is answered: a database that has just started plans a text for seconds, and then knows it."""
    for _ in range(_TRIES):
        if b'"errors":' not in _asked(service, body)[0]:
            return


def _asked(service: Served, body: dict[str, Any]) -> tuple[bytes, float]:
    connection = http.client.HTTPConnection(service.host, service.port, timeout=20)
    began = time.monotonic()
    connection.request("POST", "/graphql", json.dumps(body), {"Content-Type": "application/json"})
    content = connection.getresponse().read()
    connection.close()
    return content, time.monotonic() - began

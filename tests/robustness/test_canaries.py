"""Nothing of the inside is told: not by answers, their headers or the log, whatever is asked and whatever fails."""

from __future__ import annotations

import io
import json
import logging
import time
from collections.abc import Iterator
from typing import Any

import pytest
from neo4j.exceptions import (
    AuthError,
    ConnectionAcquisitionTimeoutError,
    DriverError,
    IncompleteCommit,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
)
from starlette.types import ASGIApp, Receive, Scope, Send

from graph_service.access.keys import new_key_text
from graph_service.app import Application, create_app
from graph_service.observability import set_up_logging
from graph_service.settings import Settings
from graph_service.store.store import Store
from tests.engines.running import RunningEngine
from tests.http.fakes import QUESTION, raw_request
from tests.robustness.canaries import (
    CANARY,
    OF_ANSWERS,
    OF_LOG,
    failing_replies,
    told_in_answers,
    told_in_log,
    valid_replies,
    with_canaries,
)

_TEXT = f"{CANARY} at bolt://{CANARY}:7687 with MATCH (n {{name: '{CANARY}'}}) in /{CANARY}/graph.db"
_BODY = json.dumps({"query": QUESTION}).encode()
_HEADERS = ((b"host", b"test"), (b"content-type", b"application/json"))
_CODES = (
    "Neo.ClientError.Statement.SyntaxError",
    "Neo.ClientError.Security.Forbidden",
    "Neo.ClientError.Security.Unauthorized",
    "Neo.ClientError.Schema.ConstraintValidationFailed",
    "Neo.ClientError.Transaction.TransactionTimedOut",
    "Neo.DatabaseError.General.UnknownError",
    "Neo.TransientError.General.OutOfMemoryError",
)
_FAULTS: tuple[Exception, ...] = (
    *(Neo4jError._hydrate_neo4j(code=code, message=_TEXT) for code in _CODES),
    ServiceUnavailable(_TEXT),
    SessionExpired(_TEXT),
    AuthError(_TEXT),
    IncompleteCommit(_TEXT),
    ConnectionAcquisitionTimeoutError(_TEXT),
    DriverError(_TEXT),
    ConnectionResetError(_TEXT),
    OSError(13, _TEXT, f"/{CANARY}/store"),
    TimeoutError(_TEXT),
    ValueError(_TEXT),
    KeyError(_TEXT),
    RuntimeError(_TEXT),
)
"""What a driver raises, and what it might: each with a text that repeats what nobody may be told."""


class _Failing:
    """A driver whose sessions raise one fault."""

    fault: Exception = ServiceUnavailable(_TEXT)

    def session(self, **_: Any) -> _Failing:
        return self

    async def __aenter__(self) -> _Failing:
        return self

    async def __aexit__(self, *_: object) -> None:
        return None

    async def run(self, *_: object, **__: object) -> None:
        try:
            raise RuntimeError(_TEXT)  # a driver's errors have causes, too
        except RuntimeError as cause:
            raise self.fault from cause

    begin_transaction = run


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything that is logged, as it would be written."""
    loggers = logging.getLogger(), logging.getLogger("graph_service")
    before = [logger.level for logger in loggers]
    stream = io.StringIO()
    lines = set_up_logging("DEBUG", stream)
    yield stream
    lines.close()
    for logger, level in zip(loggers, before, strict=True):
        logger.setLevel(level)


def served_by_uvicorn(app: Application) -> ASGIApp:
    """What raises after its answer of 500 is logged, as the server does it."""

    async def call(scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await app(scope, receive, send)
        except Exception as error:
            logging.getLogger("uvicorn.error").error("Exception in ASGI application\n", exc_info=error)

    return call


@pytest.mark.anyio
async def test_the_words_of_a_fault_of_the_driver_are_neither_told_nor_logged(log: io.StringIO) -> None:
    failing = _Failing()
    driver: Any = failing
    app = create_app(
        Settings.from_environment({"KALAKA_LAG_MS": "60000"}), Store(driver, driver, CANARY, "5.26", embedded=False)
    )
    bodies: list[bytes] = []
    told: dict[str, str] = {}
    async with app.router.lifespan_context(app):
        for fault in _FAULTS:
            failing.fault = fault
            key = (b"authorization", f"Bearer {new_key_text().reveal()}".encode())
            for more in ([], [key]):  # a question fails, or already the look for its key
                answer = await raw_request(served_by_uvicorn(app), [_BODY], headers=[*_HEADERS, *more])
                name = f"{type(fault).__name__} {getattr(fault, 'code', '')} {bool(more)}"
                bodies.append(answer.body)
                told[name] = answer.body.decode() + repr(answer.headers)
    assert len(told) == 2 * len(_FAULTS)
    codes = {json.loads(body)["errors"][0]["extensions"]["code"] for body in bodies}
    assert {"INTERNAL", "STORE_UNAVAILABLE", "STORE_BUSY", "STORE_TIMEOUT"} <= codes, codes
    assert [(name, secret) for name, text in told.items() for secret in OF_ANSWERS if secret in text] == []
    assert [secret for secret in OF_LOG if secret in _written(log)] == []


def _written(log: io.StringIO) -> str:
    """The log, once the thread that writes it has."""
    give_up = time.monotonic() + 20
    while not log.getvalue() and time.monotonic() < give_up:
        time.sleep(0.01)
    time.sleep(0.06)
    assert log.getvalue()
    return log.getvalue()


def test_values_passwords_and_folders_are_neither_told_nor_logged(engine: RunningEngine) -> None:
    with with_canaries(engine.name, engine if engine.name == "neo4j" else None) as service:
        replies = valid_replies(service)
        time.sleep(0.3)
        assert {reply.status for reply in replies} == {200}
        assert (told_in_answers(service, replies), told_in_log(service)) == (set(), set())
        assert service.lines


@pytest.mark.embedded
def test_a_database_that_stands_still_and_dies_has_nothing_of_it_told() -> None:
    with with_canaries("embedded") as service:
        replies = failing_replies(service)
        time.sleep(0.3)
        assert {"STORE_TIMEOUT", "STORE_UNAVAILABLE"} <= {reply.code for reply in replies}
        assert (told_in_answers(service, replies), told_in_log(service)) == (set(), set())

"""The log: one JSON object a line, written together soon after, and never a reason to wait."""

from __future__ import annotations

import io
import json
import logging
import threading
import time
from collections.abc import Iterator

import pytest

from graph_service.observability import JsonLines, new_request_id, operation, set_up_logging

LOG = logging.getLogger("graph_service.test")


@pytest.fixture(autouse=True)
def levels() -> Iterator[None]:
    loggers = logging.getLogger(), logging.getLogger("graph_service")
    before = [logger.level for logger in loggers]
    yield
    for logger, level in zip(loggers, before, strict=True):
        logger.setLevel(level)


class Stuck(io.StringIO):
    """A stream that nobody reads."""

    def __init__(self) -> None:
        super().__init__()
        self.released = threading.Event()

    def write(self, text: str) -> int:
        self.released.wait(10)
        return len(text)


def test_every_line_is_written_when_the_log_is_closed() -> None:
    stream = io.StringIO()
    log = set_up_logging("INFO", stream)
    for number in range(300):
        with operation(f"request-{number}") as record:
            record.operation = "Name"
    log.close()
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert [line["requestId"] for line in lines] == [f"request-{number}" for number in range(300)]
    assert {line["operation"] for line in lines} == {"Name"}


def test_a_line_is_written_soon_and_not_only_at_the_end() -> None:
    stream = io.StringIO()
    log = set_up_logging("INFO", stream)
    LOG.info("soon")
    end = time.monotonic() + 5
    while "soon" not in stream.getvalue() and time.monotonic() < end:
        time.sleep(0.01)
    assert "soon" in stream.getvalue()
    log.close()


def test_a_stream_that_nobody_reads_holds_up_nobody() -> None:
    stream = Stuck()
    log = set_up_logging("INFO", stream)
    began = time.monotonic()
    for _ in range(20_000):
        LOG.info("unread")
    log.close()
    assert time.monotonic() - began < 20
    stream.released.set()


def test_a_failed_operation_is_logged_by_the_name_of_its_error() -> None:
    stream = io.StringIO()
    log = set_up_logging("INFO", stream)
    with pytest.raises(KeyError), operation("request-1"):
        raise KeyError("secret")
    log.close()
    assert json.loads(stream.getvalue())["outcome"] == "KeyError"
    assert "secret" not in stream.getvalue()


@pytest.mark.parametrize("value", ["a\nb", "\ud800", 2**70, object, "\x1b[31m"])
def test_no_value_breaks_a_line(value: object) -> None:
    record = logging.makeLogRecord({"name": "graph_service", "msg": "said", "fields": {"value": value}})
    text = JsonLines().format(record)
    assert text.isprintable()
    assert json.loads(text)["message"] == "said"


def test_request_ids_differ_and_only_plain_ones_are_taken_over() -> None:
    assert len({new_request_id() for _ in range(1000)}) == 1000
    assert new_request_id("abc-1234.X_y") == "abc-1234.X_y"
    assert new_request_id("two\nlines") != "two\nlines"

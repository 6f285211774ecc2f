"""Secrets laid out where they could be told, and the search for them in all that the service says.

The password of the database is a real one, the data folder is named by a canary, variables hold canaries, and the
database stands still and dies while it is asked. Nothing of that, no path of the machine, no statement and no trace
may stand in an answer, its headers included, or in a line of the log.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.engines import seeded
from tests.engines.running import Name, RunningEngine
from tests.robustness.corpus.entry import get, post
from tests.robustness.sending import Reply, sent
from tests.robustness.served import FREE_RATE, ROOT, Served, served

CANARY = "c4n4ry"
FOLDER = f"{CANARY}-of-the-folder"
_VALUE = f"{CANARY}-of-a-value"
_STATEMENT = ("MATCH (", "CALL () {", "UNWIND $")
_TRACE = ("Traceback", "site-packages", '.py"', 'File "')
_PATHS = tuple({f"{path}{os.sep}" for path in (ROOT, sys.prefix, Path.home(), tempfile.gettempdir())} - {os.sep, "//"})
_ADDRESSES = ("bolt://", "127.0.0.1:")
OF_LOG = (CANARY, *_STATEMENT, *_TRACE, *_PATHS)
"""What no line of the log may hold, whatever was asked."""
OF_ANSWERS = (*OF_LOG, *_ADDRESSES, "neo4j.exceptions", "arcadedb", "ArcadeDB")
_FAILING_SECONDS, _AWAY_SECONDS, _PAUSE = 2.0, 60.0, 0.2
_WHERE = "query Sought($w: InstitutionWhere) { institutions(where: $w) { totalCount nodes { id } } }"


def _asks(query: str, variables: object = None, **headers: str) -> bytes:
    return post(json.dumps({"query": query, "variables": variables}).encode(), **headers)


VALID = {
    "a text in a filter": _asks(_WHERE, {"w": {"name": {"contains": _VALUE}}}),
    "an id": _asks(_WHERE, {"w": {"id": {"in": [f"inst:{_VALUE}"]}}}),
    "a text of an argument": _asks("query ($n: String!) { county(nuts3: $n) { id } }", {"n": _VALUE}),
    "a search": _asks("query ($t: String!) { search(text: $t) { totalCount } }", {"t": _VALUE.replace("-", "")}),
    "a variable that nobody asked for": _asks("{ dataVersion }", {"x": _VALUE}),
    "in the address": get({"query": _WHERE, "variables": json.dumps({"w": {"name": {"contains": _VALUE}}})}),
    "in headers": _asks("{ dataVersion }", Cookie=_VALUE, X_Secret=_VALUE, Referer=f"https://a/?key={_VALUE}"),
}
"""Requests that are answered; those that are refused stand in the corpus, most of them in its group `leak`."""


@contextmanager
def with_canaries(engine: Name, database: RunningEngine | None = None, **settings: str) -> Iterator[Served]:
    """A service whose data folder is named by a canary."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / FOLDER
        if engine == "embedded":
            seeded.seeded_copy("embedded", folder)
        with served(engine, database=database, folder=folder, **{**FREE_RATE, **settings}) as service:
            yield service


def passwords(service: Served) -> tuple[str, ...]:
    """Those of the database, as they are."""
    if service.engine == "neo4j":
        return (service.environment["NEO4J_PASSWORD"],)
    return tuple(path.read_text("ascii").strip() for path in service.folder.glob("*.password"))


def told_in_answers(service: Served, replies: Sequence[Reply]) -> set[str]:
    """Secrets that stand in answers or their headers."""
    texts = [reply.raw.decode("utf-8", "replace") for reply in replies]
    return {secret for secret in (*OF_ANSWERS, *passwords(service)) if any(secret in text for text in texts)}


def told_in_log(service: Served) -> set[str]:
    """Secrets that stand in the log so far."""
    lines = "".join(service.lines)
    return {secret for secret in (*OF_LOG, *passwords(service)) if secret in lines}


def valid_replies(service: Served) -> list[Reply]:
    """The answers to what holds secrets and is answered."""
    return [sent(service, request) for request in VALID.values()]


def failing_replies(service: Served) -> list[Reply]:
    """What is told while the database stands still, after it was killed, and until the embedded engine is back."""
    pid = service.engine_pid
    assert pid
    os.kill(pid, signal.SIGSTOP)
    replies = valid_replies(service)
    os.kill(pid, signal.SIGCONT)
    os.kill(pid, signal.SIGKILL)
    give_up = time.monotonic() + _FAILING_SECONDS
    while time.monotonic() < give_up:
        replies += valid_replies(service)
        time.sleep(_PAUSE)
    if service.engine == "embedded":
        replies += _replies_until_good(service)
    return replies


def _replies_until_good(service: Served) -> list[Reply]:
    replies: list[Reply] = []
    give_up = time.monotonic() + _AWAY_SECONDS
    while time.monotonic() < give_up:
        with contextlib.suppress(OSError):
            replies.append(sent(service, VALID["a text in a filter"]))
            if b'"totalCount":' in replies[-1].raw:
                return replies
        time.sleep(_PAUSE)
    raise AssertionError("the database did not come back")

"""Requests that schemathesis makes up from the schema, against a service that may have 1 GiB of memory: no 5xx."""

from __future__ import annotations

import re
import resource
import subprocess
import tempfile
from collections import Counter

from tests.clients.environments import NotInstalled, environment, python_of_clients
from tests.engines.running import Name
from tests.robustness.figures import Figure, Trial
from tests.robustness.served import FREE_RATE, ROOT, Served, resident_mib, served

EXAMPLES = 20  # of each of some 120 roots
_SECONDS = 1_800
_MOST_MEMORY = 2**30
_ASKED = re.compile(r"(\d+) generated")


def ask(service: Served, *, examples: int) -> tuple[int, str]:
    """Run schemathesis against a service; how many requests it made, and what it told."""
    command = [
        str(python_of_clients().with_name("schemathesis")),
        "run",
        str(ROOT / "schema" / "schema.graphql"),
        *("--url", f"http://{service.host}:{service.port}/graphql"),
        *("--phases", "fuzzing", "--max-examples", str(examples), "--seed", "6", "--no-color"),
        *("--checks", "not_a_server_error", "--request-timeout", "15", "--generation-database", "none"),
    ]
    with tempfile.TemporaryDirectory(prefix="kalaka-schemathesis-") as folder:
        done = subprocess.run(
            command, cwd=folder, env=environment(), capture_output=True, text=True, check=False, timeout=_SECONDS
        )
    told = done.stdout + done.stderr
    asked = _ASKED.search(told)
    if asked is None:
        raise RuntimeError(f"schemathesis ended with {done.returncode}:\n{told[-2_000:]}")
    return int(asked[1]), told


def faults(service: Served) -> Counter[str]:
    """The outcomes of requests that were answered with 5xx, out of the log."""
    statuses = ((line, line.get("status")) for line in service.logged())  # a fault of the store has one in words
    return Counter(str(line.get("outcome")) for line, status in statuses if isinstance(status, int) and status >= 500)


def measured(engine: Name, *, examples: int) -> list[Figure]:
    """The rows of one engine."""
    with served(engine, **FREE_RATE) as service:
        # Of the service alone: the engine is a process of its own, with a heap of its own.
        resource.prlimit(service.pid, resource.RLIMIT_DATA, (_MOST_MEMORY, _MOST_MEMORY))
        asked, _ = ask(service, examples=examples)
        found, memory = faults(service), resident_mib(service.pid)
        ended = service.process.poll()
    # Load is shed on a busy machine; that is an answer of its own, and not a fault.
    shed = found.pop("OVERLOADED", 0)
    told = f"{found.total()} of {asked:,}{f', {shed} shed' if shed else ''}, {memory:.0f} MiB {dict(found) or ''}"
    return [Figure(f"schemathesis: 5xx, {engine}, 1 GiB", "0", told.rstrip(), not found and ended is None)]


def run(long: bool) -> list[Figure]:
    """Both engines, some thousand requests each; in the long form only."""
    try:
        if not long:
            return []  # reading the schema alone takes it twenty seconds
        return [row for engine in ("embedded", "neo4j") for row in measured(engine, examples=EXAMPLES)]  # type: ignore[arg-type]  # both are names of engines
    except NotInstalled as error:
        return [Figure("schemathesis", "runs", str(error), is_met=False)]


TRIAL = Trial("schemathesis", run)

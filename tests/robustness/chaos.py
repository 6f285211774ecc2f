"""Services and databases killed −9 in the middle of mutations: nothing acknowledged is lost, nothing half is there.

Between the service and its database stands a proxy. A kill is aimed: while the answer to a COMMIT is kept back, so that
the mutation is in the graph and nobody was told; while a statement of the transaction is, so that it is not; or at any
moment. What became of a mutation that was sent and not answered is read from the graph; then it is sent again under its
key, and there must be exactly one. Three rounds in five are aimed behind the commit.
"""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import json
import os
import random
import signal
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from typing import Any

from graph_service.access.scopes import READ, WRITE
from graph_service.model import load_model
from graph_service.store.open import open_store
from graph_service.writes.derive import derive
from graph_service.writes.pending import catch_up
from tests.engines import neo4j
from tests.engines.running import Name
from tests.robustness.chaos_stage import BACK_SECONDS, Aim, Round, Stage, Victim, stage
from tests.robustness.figures import Figure, Trial

AIMS: Sequence[Aim] = ("after", "random", "after", "within", "after")
ROUNDS, QUICK_ROUNDS = 20, 10
MUTATIONS = 2_000
CLIENTS = 4
LEAST_BEFORE, LEAST_AFTER = 20, 20
_PATIENCE, _HELD_SECONDS = 30.0, 5.0
_LONG_ENOUGH = 5.5
_TRIES = 5
_CREATE = (
    "mutation Chaos($i: InstitutionCreateInput!) "
    "{ m: institutionCreate(input: $i) { errors { code message } dataVersion institution { id } } }"
)
_FOUND = """
MATCH (i:Institution) WHERE i.nameHu STARTS WITH 'Chaos '
RETURN i.nameHu AS name, i.id AS id, size([(i)-[:LOCATED_IN]->(s) | s.id]) AS places,
  size([(i)<-[:CHANGED]-(c) | c.id]) AS changes
"""
_KEYS = "MATCH (k:IdempotencyKey) UNWIND k.subjects AS id RETURN id, count(k) AS keys"
_VERSIONS = (
    "MATCH (c:Change) WITH coalesce(max(c.number), 0) AS last "
    "MATCH (v:DataVersion {id: 'current'}) RETURN last, v.number AS number"
)


def _body(stage: Stage, number: int) -> bytes:
    input_ = {
        "clientMutationId": f"chaos-{number}",
        "dataOrigin": "REAL_CITED",
        "name": {"hu": f"Chaos {number}", "en": f"Chaos {number}"},
        "organisationForm": "CULTURAL_INSTITUTION",
        "active": True,
        "sector": "MUSEUM",
        "institutionType": "NATIONAL_MUSEUM",
        "operatorType": "STATE",
        "place": stage.place,
    }
    return json.dumps({"query": _CREATE, "variables": {"i": input_}}).encode()


def _send(stage: Stage, number: int) -> dict[str, Any] | None:
    """The answer; None where there was none."""
    assert stage.service
    line = http.client.HTTPConnection(stage.service.host, stage.service.port, timeout=_PATIENCE)
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {stage.key}"}
    try:
        line.request("POST", "/graphql", _body(stage, number), headers)
        return dict(json.loads(line.getresponse().read()))
    except (OSError, http.client.HTTPException, ValueError):
        return None
    finally:
        line.close()


def _one(stage: Stage, number: int) -> bool:
    """Send one, and note what is known of it now; whether it was acknowledged."""
    sent = stage.sent
    sent.open.add(number)
    answer = _send(stage, number)
    payload = ((answer or {}).get("data") or {}).get("m")
    if payload is None:
        codes = {error["extensions"].get("code") for error in (answer or {}).get("errors", ())}
        sent.wrong += [str(code) for code in codes - _TOLD]
        return False
    if payload["errors"]:
        sent.wrong.append(str(payload["errors"]))
        return False
    sent.acknowledged[number] = payload["institution"]["id"]
    sent.open.discard(number)
    return True


_TOLD = {"STORE_UNAVAILABLE", "STORE_OUTCOME_UNKNOWN", "STORE_TIMEOUT", "STORE_BUSY", "OVERLOADED", "SHUTTING_DOWN"}
"""What may be told of a mutation while its database is gone."""


@contextmanager
def writing(stage: Stage) -> Iterator[None]:
    """Clients that send one mutation after another while the block runs, and end with what they wait for."""
    is_over = threading.Event()

    def go_on() -> None:
        while not is_over.is_set():
            if not _one(stage, next(stage.sent.numbers)):
                is_over.wait(0.05)

    threads = [threading.Thread(target=go_on, daemon=True) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        is_over.set()
        for thread in threads:
            thread.join(2 * _PATIENCE)


def _wait(holds: Any, seconds: float) -> bool:
    give_up = time.monotonic() + seconds
    while time.monotonic() < give_up:
        if holds():
            return True
        time.sleep(0.005)
    return False


def kill(stage: Stage, victim: Victim, aim: Aim, least: int) -> Round:
    """One round: so many acknowledged, then the kill, and everything is back."""
    one, service = Round(victim, aim), stage.service
    assert service
    old = stage.engine_pid
    with writing(stage):
        goal = len(stage.sent.acknowledged) + least
        if not _wait(lambda: len(stage.sent.acknowledged) >= goal, BACK_SECONDS):
            raise AssertionError("mutations are not answered")
        if victim == "engine":  # its owner rightly gives up on one that ends quickly again and again
            _wait(lambda: time.monotonic() - stage.since > _LONG_ENOUGH, 2 * _LONG_ENOUGH)
        with contextlib.ExitStack() as stack:
            if aim == "random":
                time.sleep(random.uniform(0, 0.2))
            else:
                stack.push(_held_back(stage, aim))
            one.unanswered = len(stage.sent.open)
            if victim == "service":
                for pid in (*service.descendants, service.pid):
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(pid, signal.SIGKILL)
            else:
                os.kill(old, signal.SIGKILL)
            open_ = set(stage.sent.open)
    # The service may have gone on with what was open once its database was back: that did not die.
    open_ -= stage.sent.acknowledged.keys()
    if victim == "engine":
        stage.bring_back(old)
    found = {record["name"] for record in stage.ask(_FOUND)}
    one.after = sum(f"Chaos {number}" in found for number in open_)
    one.before = len(open_) - one.after
    stage.rounds.append(one)
    return one


def _held_back(stage: Stage, aim: Aim) -> ExitStack:
    """Keep an answer back as it is aimed. Not one of the transaction that catches up with derived data: it tells of no
    mutation, so its connection is closed, and the next answer is kept."""
    for _ in range(_TRIES):
        with ExitStack() as fault:
            met = stage.proxy.faults_met
            fault.enter_context(stage.proxy.failing("COMMIT" if aim == "after" else "RUN", "silence"))
            if _wait(lambda met=met: _is_held(stage, aim, met), _HELD_SECONDS):  # type: ignore[misc]  # bound now
                return fault.pop_all()
        stage.proxy.drop_connections()
    return ExitStack()


def _is_held(stage: Stage, aim: Aim, met: int) -> bool:
    """Whether a message met the fault, and a COMMIT has done what it does."""
    if stage.proxy.faults_met <= met:
        return False
    return aim == "within" or len(stage.ask(_FOUND)) > len(stage.sent.acknowledged)


def repeat_open(stage: Stage) -> None:
    """Send what is open again under its key, until it is acknowledged."""
    for number in sorted(stage.sent.open):
        if not _wait(lambda number=number: _one(stage, number), BACK_SECONDS):  # type: ignore[misc]  # bound now
            stage.problems.append(f"{number} is not answered")


def check(stage: Stage) -> None:
    """Everything acknowledged is there once and whole, and nothing else is."""
    keys = {record["id"]: record["keys"] for record in stage.ask(_KEYS)}
    found: dict[str, list[Mapping[str, Any]]] = {}
    for record in stage.ask(_FOUND):
        found.setdefault(record["name"], []).append(record)
        if (record["places"], record["changes"], keys.get(record["id"])) != (1, 1, 1):
            stage.problems.append(f"half: {record}, {keys.get(record['id'])} keys")
    for number, id_ in stage.sent.acknowledged.items():
        ids = [record["id"] for record in found.get(f"Chaos {number}", ())]
        if ids != [id_]:
            stage.problems.append(f"{number} was acknowledged as {id_}, there is {ids}")
    unknown = found.keys() - {f"Chaos {n}" for n in (*stage.sent.acknowledged, *stage.sent.open)}
    stage.problems += [f"nobody sent {name}" for name in unknown]
    [numbers] = stage.ask(_VERSIONS)
    if numbers["last"] > numbers["number"]:
        stage.problems.append(f"numbers: {numbers}")
    stage.problems += [f"told {wrong}" for wrong in stage.sent.wrong]


def check_derived(stage: Stage) -> None:
    """Once what was left is caught up with, a rebuild finds nothing to change."""

    async def rebuilt() -> list[str]:
        async with open_store(replace(stage.engine.options, notifications=False), run_migrations=False) as store:
            await catch_up(store, load_model())
            return [step.name for step in (await derive(store, load_model())).steps if step.changed]

    stage.problems += [f"derived data were not up to date: {name}" for name in asyncio.run(rebuilt())]


def run_rounds(stage: Stage, rounds: int, least: int) -> None:
    """So many kills of the service and so many of the engine; after each all that was open is sent again."""
    with stage.serving() as service:
        stage.key = service.new_key(READ, WRITE)
    kills = [("service", number) for number in range(rounds)] + [("engine", number) for number in range(rounds)]
    while kills:
        with stage.serving():
            victim = None
            while kills and victim != "service":
                repeat_open(stage)  # of the round before
                check(stage)
                victim, number = kills.pop(0)
                done = kill(stage, victim, AIMS[number % len(AIMS)], least)  # type: ignore[arg-type]  # one of two
                print(f"chaos, {stage.name}: {done}", file=sys.stderr, flush=True)
    with stage.serving():
        repeat_open(stage)
        check(stage)
    check_derived(stage)


def figures(stage: Stage, rounds: int, seconds: float) -> list[Figure]:
    """The rows of one engine."""
    counted = [one for one in stage.rounds if one.unanswered]
    before, after = sum(one.before for one in counted), sum(one.after for one in counted)
    share, name = rounds / ROUNDS, stage.name
    return [
        Figure(
            f"rounds with a mutation sent and unanswered, {name}",
            f"{2 * rounds} of {2 * rounds}",
            f"{len(counted)}, {len(stage.sent.acknowledged)} mutations in {seconds:.0f} s",
            len(counted) == 2 * rounds,
        ),
        Figure(f"died before the commit, {name}", f"≥ {LEAST_BEFORE * share:.0f}", f"{before}", before >= 20 * share),
        Figure(f"died after the commit, {name}", f"≥ {LEAST_AFTER * share:.0f}", f"{after}", after >= 20 * share),
        Figure(
            f"acknowledged and lost, doubled or half, or derived data not caught up, {name}",
            "0",
            f"{len(stage.problems)} {stage.problems[:3] or ''}".rstrip(),
            not stage.problems,
        ),
    ]


def chaos(name: Name, rounds: int) -> list[Figure]:
    """All rounds on one engine."""
    began = time.monotonic()
    with stage(name) as one:
        run_rounds(one, rounds, MUTATIONS // (2 * ROUNDS))
        return figures(one, rounds, time.monotonic() - began)


def run(long: bool) -> list[Figure]:
    """Twenty rounds of each on both engines; ten in the quick form."""
    names: list[Name] = ["embedded"] if neo4j.missing() else ["embedded", "neo4j"]
    return [figure for name in names for figure in chaos(name, ROUNDS if long else QUICK_ROUNDS)]


TRIAL = Trial("chaos", run)

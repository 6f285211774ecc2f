"""Trial: two graphs that differ only in one private value give the same bytes and headers for every public document.

And a node that is private takes as long as one that is missing.
"""

from __future__ import annotations

import asyncio
import math
import random
import re
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock

import httpx
from graphql import OperationType, get_operation_ast, parse

import graph_service.app
from graph_service.api.service import Api
from graph_service.app import create_app
from graph_service.cypher import Statement
from graph_service.model import load_model
from graph_service.questions import all_questions
from graph_service.settings import Settings
from graph_service.store.open import open_store
from graph_service.store.store import Store
from tests.case_files import all_cases
from tests.engines import neo4j, seeded
from tests.engines.running import Name, RunningEngine, running
from tests.engines.seeded import ROOT
from tests.exported import read_oracle
from tests.fuzz import Lists, Values, drawn
from tests.robustness.figures import Figure, Trial
from tests.robustness.served import FREE_RATE
from tests.test_sdl import NETWORK_ROOTS

_derived = graph_service.app.api_of
ENGINES: tuple[Name, ...] = ("embedded", "neo4j")
PAIRS = 1_000
UNLIKELY = 0.001
_SECONDS = 60.0
_PINNED = {"X-Request-Id": "pinned-request-0001", "Accept-Language": "en"}
# Time passes between two answers: what is left of the rate follows it.
_UNREADY = re.compile(rb'"ANALYSIS_|"stale":true')
_TRIES = 20
_LEFT = re.compile(rb'("remaining(?:Points)?":|;r=|;t=)\d+')
PEOPLE = """
{
  people(first: 50, orderBy: [{field: ID}]) {
    totalCount nodes { __typename id familyName givenName displayName employers { totalCount } }
  }
  mentors(first: 50, orderBy: [{field: COUNTY}]) {
    totalCount suppressed nodes { id displayName communities { totalCount } }
    groupBy(keys: [COUNTY]) { nodes { key { value label { hu } } count nodes { ... on Mentor { id displayName } } } }
  }
  professionals(first: 50) {
    edges { cursor node { id displayName familyName } } aggregate { count attendedCount { sum } }
  }
  mentoringActivities(first: 50, orderBy: [{field: ID}]) { nodes { id mentor { id displayName } } }
}
"""
NODE = "query Q($id: ID!) { node(id: $id) { __typename id } nodes(ids: [$id]) { id } }"


@dataclass(frozen=True)
class Public:
    """A document that anybody may send."""

    name: str
    document: str
    variables: dict[str, Any] = field(default_factory=dict)

    @property
    def is_computed(self) -> bool:
        """Whether it asks for network analysis or for a measure."""
        return any(re.search(rf"\b{name}\b", self.document) for name in (*NETWORK_ROOTS, "network", "NETWORK_[A-Z_]+"))


@dataclass(frozen=True)
class Private:
    """A stored value that is not public, of the first node of a label that has one like it."""

    label: str
    stored: str
    value: str = "Egészen-Más"


def publics(numbers: Sequence[int], one_of: int = 1) -> list[Public]:
    """The questions, the worked examples, the statement cases, people in every way, and drawn documents."""
    found = [Public("people", PEOPLE)]
    found += [Public(question.name, question.document) for question in all_questions()]
    examples = sorted((ROOT / "tests" / "worked_examples").glob("*.graphql"))
    wanted = {"a": "inst:HU223:001", "b": "inst:HU223:002"}
    for path in examples:
        text = path.read_text("utf-8")
        found.append(Public(path.stem, text, {key: value for key, value in wanted.items() if f"${key}:" in text}))
    cases = [case for case in all_cases() if "read:people" not in case.scopes]
    found += [Public(case.name, case.document, dict(case.variables)) for case in cases[::one_of]]
    sources = (Lists(read_oracle()), Values(read_oracle())) if numbers else None
    for number in numbers:
        assert sources is not None
        document = drawn(*sources, number)
        found.append(Public(f"drawn {number}", document.text, document.variables))
    return found


def privates() -> list[Private]:
    """Every guarded property of every label of persons, and what is not in public at all."""
    model = load_model()
    guarded = [Private(node.name, p.stored) for node in model.labels for p in node.properties.values() if p.guarded]
    return [*guarded, Private("MentoringActivity", "note")]


@cache
def _api_of(settings: Settings) -> Api:
    """The schema is derived once: there is no data in it."""
    return _derived(settings)


@asynccontextmanager
async def client(engine: RunningEngine, store: Store) -> AsyncIterator[httpx.AsyncClient]:
    """A client of a service that has just started: nothing is remembered of what was asked before."""
    settings = {
        "KALAKA_READ_SECONDS": "60",
        "KALAKA_LAG_MS": "60000",
        "KALAKA_ANALYSIS_SECONDS": "60",
        **FREE_RATE,
        **engine.environment,
    }
    with mock.patch.object(graph_service.app, "api_of", _api_of):
        app = create_app(Settings.from_environment(settings), store)
        lifespan = app.router.lifespan_context(app)
        await lifespan.__aenter__()
    async with AsyncExitStack() as stack:
        stack.push_async_exit(lifespan.__aexit__)
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost", headers=_PINNED) as http:
            yield http


async def answers(http: httpx.AsyncClient, asked: Sequence[Public]) -> dict[str, bytes]:
    """Status, headers and body of each, with what time alone changes taken out."""
    found = {}
    for one in asked:
        named = get_operation_ast(parse(one.document))
        assert named is None or named.operation is OperationType.QUERY
        answer = await asked_until_computed(http, one)
        headers = b"\n".join(b": ".join(pair) for pair in answer.headers.raw)
        found[one.name] = _LEFT.sub(rb"\1", b"%d\n%s\n\n%s" % (answer.status_code, headers, answer.content))
    return found


async def asked_until_computed(http: httpx.AsyncClient, one: Public) -> httpx.Response:
    """The answer; asked again while network analysis, which has just started, is not ready for it."""
    body = {"query": one.document, "variables": one.variables}
    for _ in range(_TRIES):
        answer = await http.post("/graphql", json=body, timeout=120)
        if not _UNREADY.search(answer.content):
            return answer
        await asyncio.sleep(2)
    return answer


async def change(store: Store, private: Private) -> object:
    """Give the value to one node, without a word to anybody; what it was."""
    text = f"MATCH (n:{private.label}) WITH n ORDER BY n.id LIMIT 1 WITH n, n.{private.stored} AS was "
    rows = await store.write(
        [Statement(f"{text} SET n.{private.stored} = $value RETURN was", {"value": private.value})], seconds=_SECONDS
    )
    return rows[0][0]["was"]


async def restore(store: Store, private: Private, was: object) -> None:
    """Put the value back."""
    text = f"MATCH (n:{private.label}) WITH n ORDER BY n.id LIMIT 1 SET n.{private.stored} = $was"
    await store.write([Statement(text, {"was": was})], seconds=_SECONDS)


async def differing(
    engine: RunningEngine, store: Store, asked: Sequence[Public], private: Private, before: dict[str, bytes]
) -> list[str]:
    """The documents whose answers change with a value."""
    was = await change(store, private)
    assert was != private.value
    try:
        async with client(engine, store) as http:
            after = await answers(http, asked)
    finally:
        await restore(store, private, was)
    return [name for name in before if before[name] != after[name]]


async def base(engine: RunningEngine, store: Store, asked: Sequence[Public]) -> dict[str, bytes]:
    """The answers of the graph as it is."""
    async with client(engine, store) as http:
        return await answers(http, asked)


def sign_probability(differences: Sequence[float]) -> float:
    """How likely so uneven a split of signs is where both sides are alike (two-sided, normal approximation)."""
    ups, downs = sum(d > 0 for d in differences), sum(d < 0 for d in differences)
    total = ups + downs
    return 1.0 if not total else math.erfc(max(abs(ups - downs) - 1, 0) / math.sqrt(2 * total))


async def timed(http: httpx.AsyncClient, one: str, other: str, pairs: int) -> list[float]:
    """Seconds that `one` takes more than `other`, pair by pair, in an order that chance gives each pair."""

    async def once(id_: str) -> float:
        body = {"query": "query Q($id: ID!) { node(id: $id) { id } }", "variables": {"id": id_}}
        began = time.perf_counter()
        answer = await http.post("/graphql", json=body)
        seconds = time.perf_counter() - began
        assert answer.status_code == 200, answer.content
        return seconds

    chance = random.Random(6)
    differences = []
    for id_ in [one, other] * 20:
        await once(id_)
    for _ in range(pairs):
        if chance.random() < 0.5:
            first, second = await once(one), await once(other)
        else:
            second, first = await once(other), await once(one)
        differences.append(first - second)
    return differences


async def service_ids(store: Store) -> list[tuple[str, str]]:
    """Ids of nodes that the service keeps for itself, as a caller could write them, each with one like it that is
    missing."""
    found = []
    for node in load_model().types.values():
        if node.public:
            continue
        statement = Statement(f"MATCH (n:`{node.name}`) RETURN collect(n.id) AS ids")
        [record] = await store.records(statement, seconds=_SECONDS, quiet=True)
        for id_ in sorted(record["ids"])[:1]:
            found += [(f"{node.prefix}:{id_}", f"{node.prefix}:{'x' * len(id_)}"), (id_, "x" * len(id_))]
    return found


async def figures_of(engine: RunningEngine, store: Store, *, long: bool) -> list[Figure]:
    """All rows of one engine."""
    asked = publics(range(300)) if long else [one for one in publics(range(20), 12) if not one.is_computed]
    before = await base(engine, store, asked)
    chosen = privates() if long else privates()[:1]
    told = [name for one in chosen for name in await differing(engine, store, asked, one, before)]
    rows = [
        Figure(
            f"answers that one private value changes, {engine.name}",
            "0",
            f"{len(told)} of {len(asked)} documents × {len(chosen)} values",
            not told,
        )
    ]
    async with client(engine, store) as http:
        for one, other in await service_ids(store):
            same = (await ask_node(http, one)) == (await ask_node(http, other))
            differences = await timed(http, one, other, PAIRS if long else 60)
            probability = sign_probability(differences)
            median = sorted(differences)[len(differences) // 2] * 1e6
            told_same = "same" if same else "other"
            rows.append(
                Figure(
                    f"private id {one} and a missing one, {engine.name}",
                    f"same bytes, p ≥ {UNLIKELY}",
                    f"{told_same} bytes, p = {probability:.3f}, median {median:+.0f} µs, {len(differences)} pairs",
                    same and probability >= UNLIKELY,
                )
            )
    return rows


async def ask_node(http: httpx.AsyncClient, id_: str) -> bytes:
    """Status, headers and body of the answer about a node."""
    return (await answers(http, [Public("node", NODE, {"id": id_})]))["node"]


async def _run(engine: Name, *, long: bool) -> list[Figure]:
    with (
        tempfile.TemporaryDirectory() as folder,
        running(engine, seeded.seeded_copy(engine, Path(folder) / "data")) as database,
    ):
        async with open_store(database.options) as store:
            return await figures_of(database, store, long=long)


def run(long: bool) -> list[Figure]:
    """Both engines in the long form; the embedded one in the quick form."""
    engines = [engine for engine in ENGINES if engine == "embedded" or (long and not neo4j.missing())]
    return [figure for engine in engines for figure in asyncio.run(_run(engine, long=long))]


TRIAL = Trial("private values", run)

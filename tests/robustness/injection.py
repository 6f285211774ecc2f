"""Texts that mean something to a database, in every place where a caller's text can stand: nothing changes, nothing
fails, and no statement holds the text."""

from __future__ import annotations

import asyncio
import hashlib
import json
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from graph_service.access.scopes import PUBLIC
from graph_service.access.viewer import Viewer
from graph_service.api.context import RequestContext, Tables
from graph_service.api.network.desk import open_desk
from graph_service.api.service import Api, build_api
from graph_service.cypher import Statement
from graph_service.messages import PUBLIC as PUBLIC_CODES
from graph_service.model import load_model
from graph_service.store.open import open_store
from graph_service.store.store import Store
from tests.engines import seeded
from tests.engines.running import Name, running
from tests.fuzz.asking import codes_of
from tests.robustness.figures import Figure, Trial
from tests.robustness.payloads import MARK, PAYLOADS
from tests.robustness.slots import Slot, slots

QUICK = 200
AT_ONCE = 4
# Codes of a service that met something it did not expect.
_FAULTS = {"INTERNAL", "BAD_DATA"}
_BUSY = {"STORE_BUSY", "STORE_TIMEOUT", "STORE_UNAVAILABLE"}
_NODE_COUNTS = Statement(
    "MATCH (n) RETURN count(n) AS nodes, sum(size(keys(n))) AS properties, sum(size(n.id)) AS ids, "
    "sum(size(coalesce(n.nameHu, n.name, ''))) AS names"
)
_RELATIONSHIP_COUNTS = Statement("MATCH ()-[r]->() RETURN count(r) AS relationships, sum(size(keys(r))) AS properties")
_NODES = Statement("MATCH (n) RETURN labels(n) AS labels, properties(n) AS properties")
_RELATIONSHIPS = Statement(
    "MATCH (a)-[r]->(b) RETURN a.id AS source, type(r) AS type, b.id AS target, properties(r) AS properties"
)


@dataclass
class Recording:
    """A store that keeps the texts of statements with the mark in them: values belong in parameters."""

    store: Store
    spliced: list[str] = field(default_factory=list)
    statements: int = 0
    in_parameters: int = 0
    tables: Tables | None = None
    """The desk of network analysis; without one its roots say that they are not installed."""

    async def read(
        self, statement: Statement, *, seconds: float, metadata: Mapping[str, str] | None = None
    ) -> list[Any]:
        self._look(statement)
        return await self.store.read(statement, seconds=seconds, metadata=metadata)

    async def read_all(
        self, statements: Sequence[Statement], *, seconds: float, metadata: Mapping[str, str] | None = None
    ) -> list[list[Any]]:
        for statement in statements:
            self._look(statement)
        return await self.store.read_all(statements, seconds=seconds, metadata=metadata)

    def _look(self, statement: Statement) -> None:
        self.statements += 1
        if MARK in statement.text:
            self.spliced.append(statement.text)
        self.in_parameters += MARK in repr(statement.parameters)


@dataclass
class Tried:
    """What came of the payloads."""

    requests: int = 0
    codes: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


async def try_all(api: Api, store: Recording, pairs: Sequence[tuple[Slot, str]]) -> Tried:
    """Every payload in its slot."""
    tried, free = Tried(), asyncio.Semaphore(AT_ONCE)

    async def one(slot: Slot, payload: str) -> None:
        async with free:
            codes = await _codes(api, store, slot, payload)
        tried.requests += 1
        tried.codes.update(codes or {"answered"})
        if codes & _FAULTS or not codes <= PUBLIC_CODES:
            tried.faults.append(f"{slot.name} with {payload!r}: {', '.join(codes)}")

    for start in range(0, len(pairs), 1_000):
        await asyncio.gather(*(one(slot, payload) for slot, payload in pairs[start : start + 1_000]))
    return tried


async def _codes(api: Api, store: Recording, slot: Slot, payload: str) -> set[str]:
    """The codes of the answer. On a busy machine a database may refuse for a moment: then again."""
    codes: set[str] = set()
    for _ in range(12):
        context = RequestContext(store, "injection", "en", Viewer(PUBLIC), 60.0, tables=store.tables)
        codes = codes_of(await api.execute(slot.document, {"v": slot.value(payload)}, context))
        if not codes & _BUSY:
            break
        await asyncio.sleep(0.5)
    return codes


async def counts(store: Store) -> tuple[int, ...]:
    """Nodes, relationships, the properties of both, the characters of ids and names: what a change would change."""
    records = [
        record
        for statement in (_NODE_COUNTS, _RELATIONSHIP_COUNTS)
        for record in await store.records(statement, seconds=120.0)
    ]
    return tuple(int(number) for record in records for number in dict(record).values())


async def digest(store: Store) -> str:
    """One number for everything in the graph: labels and properties of nodes, ends and properties of relationships."""
    total = 0
    for statement in (_NODES, _RELATIONSHIPS):
        for number, record in enumerate(await store.records(statement, seconds=120.0)):
            if number % 200 == 0:
                await asyncio.sleep(0)  # a loop that stands still looks like a database that does
            text = json.dumps(dict(record), sort_keys=True, default=str, ensure_ascii=True)
            # A sum does not mind the order.
            total += int.from_bytes(hashlib.blake2b(text.encode("ascii"), digest_size=16).digest())
    return f"{total % 2**128:032x}"


def pairs(found: Sequence[Slot], number: int | None = None) -> list[tuple[Slot, str]]:
    """Every payload in every slot, or so many of these pairs, the same each time."""
    if number is None:
        return list(_every(found))
    # Most places are cursors, which are refused before the database is asked.
    cursors = {slot.name for slot in found if slot.name.endswith((".after", ".before"))}
    read = list(_every([slot for slot in found if slot.name not in cursors]))
    held = list(_every([slot for slot in found if slot.name in cursors]))
    random = Random(6)
    return random.sample(read, number - number // 5) + random.sample(held, number // 5)


def _every(found: Sequence[Slot]) -> Iterator[tuple[Slot, str]]:
    return ((slot, payload) for slot in found for payload in PAYLOADS)


async def _measured(engine: Name, folder: Path, long: bool) -> list[Figure]:
    api = build_api(load_model())
    found = slots(api.core)
    with running(engine, seeded.seeded_copy(engine, folder / engine)) as database:
        async with open_store(database.options) as store:
            desk = open_desk(store, load_model(), seconds=30.0, queue=100)
            recording = Recording(store, tables=desk)
            before = await digest(store)
            tried = await try_all(api, recording, pairs(found, None if long else QUICK))
            after = await digest(store)
            if desk is not None:
                await desk.close()
    asked = f"{len(PAYLOADS)} payloads × {len(found):,} slots, {tried.requests:,} tried"
    return [
        Figure(
            f"graph after injections, {engine}",
            "unchanged",
            "unchanged" if before == after else "changed",
            before == after,
        ),
        Figure(
            f"faults by injections, {engine}",
            f"0 of {asked}",
            f"{len(tried.faults)} {'; '.join(tried.faults[:3])}".rstrip(),
            not tried.faults,
        ),
        Figure(
            f"statements that hold a caller's text, {engine}",
            "0",
            f"{len(recording.spliced)} of {recording.statements:,}; {recording.in_parameters:,} had it as a value",
            not recording.spliced and recording.in_parameters > 0,
        ),
    ]


def run(long: bool) -> list[Figure]:
    """Both engines in the long form; some hundred pairs on the embedded one in the quick form."""
    engines: tuple[Name, ...] = ("embedded", "neo4j") if long else ("embedded",)
    with tempfile.TemporaryDirectory(prefix="kalaka-injection-") as folder:
        return [row for engine in engines for row in asyncio.run(_measured(engine, Path(folder), long))]


TRIAL = Trial("injection", run)

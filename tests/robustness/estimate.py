"""The price of a document is never below the rows it gives, and equal to them where every page is full."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from graph_service.api.service import build_api
from graph_service.model import load_model
from graph_service.store.open import open_store
from graph_service.store.store import Store
from tests.answering import Service
from tests.engines import seeded
from tests.engines.running import Name, running
from tests.exported import read_oracle
from tests.fuzz import Lists, Values, drawn
from tests.fuzz.asking import codes_of
from tests.robustness.counted_rows import rows_of, typed
from tests.robustness.figures import Figure, Trial
from tests.robustness.full_pages import DOCUMENTS, fill
from tests.robustness.pricing import refused_code

QUICK, LONG = 150, {"embedded": 2_000, "neo4j": 500}
# Refusals of size or time, which say nothing of rows.
_REFUSED = {"TOO_DEAR", "TOO_COMPLEX", "LIMIT_DEPTH", "LIMIT_FIELDS", "LIMIT_ALIASES", "LIMIT_TOKENS"}
_BUSY = {"STORE_BUSY", "STORE_TIMEOUT"}

THREE_DEEP = """{ counties(first: 100) { nodes { institutions(first: 100) { nodes {
  collaborations(first: 100) { nodes { id } } } } } } }"""
EIGHT_TO_ONE = """{ institution(id: "inst:1") { settlement { district { county { seat { district { county {
  region { id } } } } } } } } }"""


@dataclass
class Counted:
    """Documents that were answered, their rows and prices together, and those with more rows than price."""

    documents: int = 0
    rows: int = 0
    price: int = 0
    refused: int = 0
    beyond: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


@cache
def _sources() -> tuple[Lists, Values]:
    return Lists(read_oracle()), Values(read_oracle())


async def drawn_documents(service: Service, numbers: Sequence[int]) -> Counted:
    """The drawn documents of these numbers, asked of a service."""
    counted = Counted()
    for number in numbers:
        document = drawn(*_sources(), number)
        await _count(service, f"number {number}", document.text, document.variables, counted)
    return counted


async def full_pages(service: Service) -> list[tuple[str, int, int]]:
    """Name, price and rows of each document over the graph of full pages."""
    found = []
    for name, document in DOCUMENTS.items():
        answer = await service.execute(typed(document))
        assert not answer.errors, (name, answer.errors)
        found.append((name, _price(answer), rows_of(answer.data)))
    return found


async def _count(service: Service, name: str, text: str, variables: dict[str, Any], counted: Counted) -> None:
    for _ in range(5):
        answer = await service.execute(typed(text), variables)
        if not codes_of(answer) & _BUSY:
            break
        await asyncio.sleep(1.0)
    codes = codes_of(answer)
    if codes & _REFUSED:
        counted.refused += 1
        return
    if codes - {"NOT_FOUND"} or answer.data is None:
        counted.failed.append(f"{name}: {answer.errors}")
        return
    rows, price = rows_of(answer.data), _price(answer)
    counted.documents += 1
    counted.rows += rows
    counted.price += price
    if rows > price:
        counted.beyond.append(f"{name}: {rows} rows, price {price}")


def _price(answer: Any) -> int:
    price: int = (answer.extensions or {})["cost"]["price"]
    return price


@asynccontextmanager
async def _service(engine: Name, folder: Path, *, empty: bool) -> AsyncIterator[Service]:
    """The service without HTTP over an engine of its own, with the demonstration or with nothing in it."""
    home = folder / f"{engine}-{empty}"
    with running(engine, home if empty else seeded.seeded_copy(engine, home)) as database:
        async with open_store(database.options) as store:
            yield Service(build_api(load_model()), store, engine=engine)


async def _measured(engine: Name, folder: Path, long: bool) -> list[Figure]:
    async with _service(engine, folder, empty=False) as service:
        counted = await drawn_documents(service, range(LONG[engine] if long else QUICK))
    async with _service(engine, folder, empty=True) as service:
        assert isinstance(service.store, Store)
        await fill(service.store)
        pages = await full_pages(service)
    differs = [f"{name}: {price} for {rows}" for name, price, rows in pages if price != rows]
    return [
        Figure(
            f"drawn documents with more rows than their price, {engine}",
            f"0 of {LONG[engine]:,}",
            f"{len(counted.beyond)} of {counted.documents:,} ({counted.refused} refused, {counted.rows:,} rows, "
            f"priced {counted.price:,}) {'; '.join([*counted.beyond, *counted.failed][:3])}".rstrip(),
            not counted.beyond and not counted.failed,
        ),
        Figure(
            f"full pages: price equals rows, {engine}",
            f"{len(pages)} of {len(pages)}",
            f"{len(pages) - len(differs)} {'; '.join(differs)}".rstrip(),
            not differs,
        ),
    ]


def _by_shape() -> list[Figure]:
    three, eight = refused_code(THREE_DEEP), refused_code(EIGHT_TO_ONE)
    return [
        Figure("100 × 100 × 100 at depth 3", "refused", three or "accepted", three == "TOO_DEAR"),
        Figure("depth 8 of to-one fields", "accepted", eight or "accepted", not eight),
    ]


def run(long: bool) -> list[Figure]:
    """Both engines in the long form, the embedded one in the quick form."""
    rows = _by_shape()
    engines: tuple[Name, ...] = ("embedded", "neo4j") if long else ("embedded",)
    with tempfile.TemporaryDirectory(prefix="kalaka-estimate-") as folder:
        for engine in engines:
            rows += asyncio.run(_measured(engine, Path(folder), long))
    return rows


TRIAL = Trial("estimate", run)

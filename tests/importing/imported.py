"""Imports files into a small graph and tells what came of it."""

from __future__ import annotations

import io
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook

from graph_service.cypher import Statement
from graph_service.importing.importer import Wanted, import_files
from graph_service.importing.report import Line, Report
from graph_service.importing.sources import Source
from graph_service.importing.spool import Spool
from graph_service.model import load_model
from graph_service.store.store import Store
from graph_service.writes.digest import digest_graph
from graph_service.writes.pending import catch_up

MODEL = load_model()
Sheets = dict[str, Sequence[tuple[object, ...]]]


@dataclass(frozen=True)
class Told:
    """The report of an import, kept beyond its spool."""

    report: Report
    counts: dict[str, int]
    lines: list[Line]
    csv: str
    json: str

    def of(self, verdict: str) -> list[Line]:
        """The lines of a verdict."""
        return [line for line in self.lines if line.verdict == verdict]

    def refusals(self) -> list[tuple[str, int | None, str, str]]:
        """Sheet, row, column and code of what was refused."""
        return [(line.sheet, line.row, line.column, line.code) for line in self.of("refused")]


def workbook(sheets: Sheets, name: str = "munka.xlsx") -> Source:
    """A workbook of these sheets, headings first."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    sink = io.BytesIO()
    book.save(sink)
    return Source(name, sink.getvalue())


def lines_of(label: str, *rows: dict[str, object]) -> Source:
    """JSON Lines of a label or relationship type."""
    return Source(f"{label}.jsonl", "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode())


def table(name: str, *lines: str) -> Source:
    """A CSV file of these lines."""
    return Source(name, ("\n".join(lines) + "\n").encode())


async def bring(store: Store, *sources: Source, **wanted: Any) -> Told:
    """Import files, and catch up with what follows from them."""
    with Spool() as spool:
        report = await import_files(store, MODEL, sources, spool, Wanted(**{"by": "key:test", **wanted}))
        if report.mode != "dry-run":
            await catch_up(store, MODEL)
        told = ("".join(report.as_csv("en")), "".join(report.as_json("en")))
        return Told(report, dict(report.counts), list(report.lines("en", unchanged=True)), *told)


async def refused(store: Store, *sources: Source, **wanted: Any) -> Told:
    """An import that must be refused, and change nothing."""
    async with unchanged(store):
        told = await bring(store, *sources, **wanted)
    assert told.of("refused")
    return told


@asynccontextmanager
async def unchanged(store: Store) -> AsyncIterator[None]:
    """Nothing in the graph changes meanwhile, history and versions included."""
    await catch_up(store, MODEL)  # with what was written before
    before = await state(store)
    yield
    assert await state(store) == before


async def state(store: Store) -> tuple[Any, ...]:
    """Everything that is in the graph: its digest, and how many nodes of service labels there are."""
    text = "MATCH (n) WHERE n:IdempotencyKey OR n:Pending OR n:Import RETURN count(n) AS n"
    [record] = await store.records(Statement(text), quiet=True)
    digest = await digest_graph(store, MODEL)
    return digest.whole, record["n"]


async def asked(store: Store, text: str, **parameters: Any) -> list[dict[str, Any]]:
    """The records of a statement."""
    return await store.records(Statement(text, parameters), quiet=True)


async def stored(store: Store, id_: str) -> dict[str, Any] | None:
    """The properties of a node as they stand."""
    found = await asked(store, "MATCH (n:Node {id: $id}) RETURN properties(n) AS p", id=id_)
    return dict(found[0]["p"]) if found else None


async def ends(store: Store, type_: str, id_: str) -> list[str]:
    """The ids that relationships of a type lead to from a node."""
    text = f"MATCH (:Node {{id: $id}})-[:{type_}]->(b:Node) RETURN collect(b.id) AS ids"
    return sorted((await asked(store, text, id=id_))[0]["ids"])

"""Restore: an empty graph from the files of a take-out, equal to the one that they were taken from.

A mark in the graph tells of a restore that is not done: it goes in one transaction with the versions of the data, last
of all. Nobody is served meanwhile; a broken restore is begun again, which takes away what the first one left.
"""

from __future__ import annotations

import csv
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from graph_service.cypher import Statement
from graph_service.errors import RequestError
from graph_service.importing.exact_cells import Read, Sheet
from graph_service.importing.manifest import Manifest, check_files, read_manifest
from graph_service.importing.protection import unprotected
from graph_service.importing.takeout import node_sheet, taken_columns, tie_sheet
from graph_service.model.columns import Column
from graph_service.model.structure import Model
from graph_service.writes.bulk import Batch, Bulk, streamed_parts
from graph_service.writes.changes import GraphStore, Progress
from graph_service.writes.digest import Digest
from graph_service.writes.restored import MARK_RESTORED, RESTORING, VERSIONS
from graph_service.writes.upserts import Row, create_nodes, create_relationships, node_row, relationship_row
from graph_service.writes.whole import KEYS

_SECONDS = 120.0
_CLEARED = 1_000
_ENDS = 4
_STATE = Statement(
    "CALL () { MATCH (n) WHERE NOT n:Migration AND NOT n:ApiKey AND NOT n:DataVersion WITH n LIMIT 1 "
    "RETURN count(n) AS other } "
    "CALL () { MATCH (k:ApiKey) WITH k LIMIT 1 RETURN count(k) AS theKeys } "
    f"CALL () {{ MATCH (v:DataVersion {{id: '{RESTORING}'}}) RETURN count(v) AS marks }} "
    "RETURN other, theKeys, marks"
)
_MARK = (
    Statement(f"MATCH (v:DataVersion) WHERE v.id <> '{RESTORING}' DETACH DELETE v RETURN count(*) AS gone"),
    Statement(f"MERGE (v:DataVersion {{id: '{RESTORING}'}}) SET v.number = 0 RETURN v.number AS number"),
)
_UNMARK = Statement(f"MATCH (v:DataVersion {{id: '{RESTORING}'}}) DETACH DELETE v RETURN count(*) AS gone")
_REMOVED = f"WITH n LIMIT {_CLEARED} DETACH DELETE n RETURN count(*) AS gone"
_CLEAR = Statement(f"MATCH (n) WHERE NOT n:Migration AND NOT n:ApiKey AND NOT n:DataVersion {_REMOVED}")
_CLEAR_KEYS = Statement(f"MATCH (n) WHERE NOT n:Migration AND NOT n:DataVersion {_REMOVED}")


@dataclass(frozen=True)
class Restored:
    """What was restored; the digest is that of the graph now, and of the one that was taken out."""

    nodes: int
    relationships: int
    digest: str
    data_version: int | None


async def restore(
    store: GraphStore, model: Model, folder: Path, progress: Progress | None = None, *, again: bool = False
) -> Restored:
    """Make the graph that was taken out into `folder`; the present one must be empty, but for keys and migrations.

    `again` takes away first what a restore that broke off has left. Raises RequestError, before anything is written,
    for a graph that is not empty and files that are not as the manifest says.
    """
    manifest = read_manifest(folder)
    columns = taken_columns(model, keys=True)
    check_files(folder, manifest, list(columns))
    await _check_graph(store, manifest, again=again)
    await store.write(_MARK, seconds=_SECONDS)
    if again:
        await _clear(store, _CLEAR_KEYS if _brings_keys(manifest) else _CLEAR)
    with _long_cells(), closing(_ElementsOnDisk()) as elements:
        restoring = Bulk(store, progress, elements, total=manifest.rows)
        reading = _Reading(model, folder, manifest, columns, elements)
        await restoring.write(reading.nodes())
        await restoring.write(reading.relationships())
        versions = list(reading.versions())
    if reading.digest.done().whole != manifest.digest:
        raise RequestError("EXPORT_DIGEST")
    await store.write([_UNMARK, *versions, MARK_RESTORED], seconds=_SECONDS)
    restoring.tell("")
    return Restored(manifest.nodes, manifest.relationships, manifest.digest, manifest.data_version)


async def _check_graph(store: GraphStore, manifest: Manifest, *, again: bool) -> None:
    other, keys, marks = await store.read(_STATE, seconds=_SECONDS)
    if marks and not again:
        raise RequestError("RESTORE_UNFINISHED")
    if not marks and (other or (keys and _brings_keys(manifest))):
        raise RequestError("RESTORE_NOT_EMPTY")


def _brings_keys(manifest: Manifest) -> bool:
    found = manifest.files.get(f"nodes/{KEYS}.csv")
    return found is not None and found.rows > 0


async def _clear(store: GraphStore, statement: Statement) -> None:
    """Take away what a broken restore left, in small transactions; only a graph with its mark comes here."""
    while (await store.write([statement], seconds=_SECONDS))[0][0]["gone"]:
        pass


class _ElementsOnDisk:
    """Where the database put each node, in a temporary file: a million would not fit into little memory."""

    def __init__(self) -> None:
        self._held = sqlite3.connect("", isolation_level=None)
        self._held.execute("PRAGMA journal_mode = OFF")
        self._held.execute("CREATE TABLE place (id TEXT PRIMARY KEY, element TEXT NOT NULL) WITHOUT ROWID")
        self._count = 0

    def update(self, pairs: Iterable[tuple[str, str]]) -> None:
        rows = [tuple(pair) for pair in pairs]
        self._held.execute("BEGIN")
        self._held.executemany("INSERT INTO place VALUES (?, ?)", rows)
        self._held.execute("COMMIT")
        self._count += len(rows)

    def __getitem__(self, id_: str) -> str:
        found = self._held.execute("SELECT element FROM place WHERE id = ?", (id_,)).fetchone()
        if found is None:
            raise KeyError(id_)
        return str(found[0])

    def __contains__(self, id_: object) -> bool:
        return self._held.execute("SELECT 1 FROM place WHERE id = ?", (id_,)).fetchone() is not None

    def __len__(self) -> int:
        return self._count

    def close(self) -> None:
        self._held.close()


@dataclass
class _Reading:
    """The files as batches, in the order to write them in; their digest grows meanwhile."""

    model: Model
    folder: Path
    manifest: Manifest
    columns: dict[str, tuple[Column, ...]]
    elements: _ElementsOnDisk

    def __post_init__(self) -> None:
        self.digest = Digest(self.model)

    def nodes(self) -> Iterator[Batch]:
        """All but the versions, which come last."""
        for name, label in self._files("nodes"):
            if label != VERSIONS:
                text = create_nodes(self.model, label)
                for part in streamed_parts(self._node_rows(name, label)):
                    yield Batch(label, text, part)

    def versions(self) -> Iterator[Statement]:
        for name, label in self._files("nodes"):
            if label == VERSIONS:
                rows = list(self._node_rows(name, label))
                yield Statement(create_nodes(self.model, label), {"rows": rows})

    def relationships(self) -> Iterator[Batch]:
        for name, type_ in self._files("relationships"):
            text = create_relationships(self.model, type_)
            for part in streamed_parts(self._tie_rows(name, type_)):
                yield Batch(type_, text, part)

    def _files(self, folder: str) -> Iterator[tuple[str, str]]:
        for name in self.manifest.files:
            if name.startswith(f"{folder}/") and self.manifest.files[name].rows:
                yield name, Path(name).stem

    def _node_rows(self, name: str, label: str) -> Iterator[Row]:
        for _, _, read in self._rows(name, node_sheet(self.columns[name]), 0):
            if label != KEYS:
                self.digest.add_node(label, read.all)
            yield node_row(read.properties, read.points)

    def _tie_rows(self, name: str, type_: str) -> Iterator[Row]:
        for number, ends, read in self._rows(name, tie_sheet(self.columns[name]), _ENDS):
            from_id, from_label, to_id, to_label = map(unprotected, ends)
            self.digest.add_relationship(type_, (from_label, from_id), (to_label, to_id), read.all)
            try:
                yield relationship_row(self.elements[from_id], self.elements[to_id], read.properties)
            except KeyError as error:
                raise RequestError("EXPORT_ROW", file=name, row=number, reason=error) from None

    def _rows(self, name: str, sheet: Sheet, ends: int) -> Iterator[tuple[int, list[str], Read]]:
        """The rows of a file with their numbers, ends apart. Raises RequestError for what no take-out writes."""
        number = 1
        try:
            with (self.folder / name).open(encoding="utf-8", newline="") as file:
                reader = csv.reader(file, strict=True)
                if next(reader) != [column.name for column in self.columns[name]]:
                    raise ValueError("headings")
                for number, cells in enumerate(reader, start=2):
                    if len(cells) != len(self.columns[name]):
                        raise ValueError("number of cells")
                    yield number, cells[:ends], sheet.read(cells[ends:])
        except (ValueError, KeyError, StopIteration, csv.Error, OSError) as error:
            raise RequestError("EXPORT_ROW", file=name, row=number, reason=error) from error


@contextmanager
def _long_cells() -> Iterator[None]:
    """Lets a cell be as long as a text may be."""
    before = csv.field_size_limit(sys.maxsize if sys.maxsize < 2**31 else 2**31 - 1)
    try:
        yield
    finally:
        csv.field_size_limit(before)

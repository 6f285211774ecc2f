"""Take-out: the whole graph as files, from which a restore makes an equal one.

Rows are read and written in pages; what does not fit the model is counted, and the files are kept only if the data
stood still meanwhile.
"""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graph_service.cypher import Statement
from graph_service.errors import RequestError
from graph_service.importing.exact_cells import Sheet
from graph_service.importing.manifest import (
    FOLDERS,
    NAME,
    LeftOut,
    Manifest,
    TakenFile,
    sha256_of,
    write_manifest,
)
from graph_service.importing.protection import protected
from graph_service.model.columns import Column, node_columns, relationship_columns
from graph_service.model.structure import Model
from graph_service.writes.changes import GraphStore, Progress
from graph_service.writes.digest import Digest
from graph_service.writes.restored import is_half, is_mark
from graph_service.writes.whole import KEYS, LEFT_OUT, Census, Held, Out, census, taken_labels, whole_graph

_SECONDS = 60.0
_TOLD_EVERY = 1_000
_SHOWN = 5
_ENDS = 4
_NOT_DECLARED = "not declared in the model"
_VERSIONS = Statement("MATCH (v:DataVersion) RETURN collect([v.id, v.number]) AS found")


@dataclass(frozen=True)
class Problem:
    """Something in the graph that the model does not declare: what, how often, and where for the first time."""

    what: str
    count: int
    example: str


@dataclass(frozen=True)
class Exported:
    """What was written, and what was passed over."""

    manifest: Manifest
    problems: Sequence[Problem]


def taken_columns(model: Model, *, keys: bool = False) -> dict[str, tuple[Column, ...]]:
    """The files that a take-out can have, with their columns."""
    nodes = {f"nodes/{label.name}.csv": node_columns(label) for label in taken_labels(model, keys=keys)}
    types = {f"relationships/{type_}.csv": relationship_columns(model, type_) for type_ in model.relationship_ends}
    return {**nodes, **types}


def node_sheet(columns: Sequence[Column]) -> Sheet:
    return Sheet(columns)


def tie_sheet(columns: Sequence[Column]) -> Sheet:
    """Without the ends, which are no properties."""
    return Sheet(columns[_ENDS:])


async def export(
    store: GraphStore,
    model: Model,
    folder: Path,
    progress: Progress | None = None,
    *,
    keys: bool = False,
    lenient: bool = False,
) -> Exported:
    """Write the whole graph into `folder`, which must not be there or be empty; `keys` takes their hashes along.

    Raises RequestError, and leaves no files, where the data changed meanwhile, or, unless `lenient`, where they hold
    what the model does not declare.
    """
    _prepare(folder)
    try:
        before = await store.read(_VERSIONS, seconds=_SECONDS)
        counted = await census(store, model)
        taking = _Taking(model, folder, keys)
        with taking.open():
            await taking.take(store, counted, progress)
        if sorted(before[0]) != sorted((await store.read(_VERSIONS, seconds=_SECONDS))[0]):
            raise RequestError("EXPORT_CHANGED")
        problems = taking.problems(counted)
        if problems and not lenient:
            shown = "; ".join(f"{p.what} ({p.count}, {p.example})" for p in problems[:_SHOWN])
            raise RequestError("EXPORT_UNDECLARED", count=len(problems), found=shown)
        manifest = taking.manifest(dict(before[0]).get("current"), counted, problems)
        write_manifest(folder, manifest)
    except BaseException:
        _clear(folder)
        raise
    return Exported(manifest, problems)


def _prepare(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise RequestError("EXPORT_FOLDER_USED", folder=folder)
        for name in FOLDERS:
            (folder / name).mkdir()
    except OSError as error:
        raise RequestError("FILE_UNWRITABLE", file=folder, reason=error.strerror) from None


def _clear(folder: Path) -> None:
    for name in FOLDERS:
        shutil.rmtree(folder / name, ignore_errors=True)
    (folder / NAME).unlink(missing_ok=True)


@dataclass
class _File:
    """An open file of the take-out."""

    sheet: Sheet
    writer: Any
    rows: int = 0


@dataclass
class _Taking:
    """A take-out under way."""

    model: Model
    folder: Path
    keys: bool
    found: dict[tuple[str, str], Problem] = field(default_factory=dict)
    files: dict[str, _File] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.digest = Digest(self.model)
        self.ends = {type_: set(pairs) for type_, pairs in self.model.relationship_ends.items()}

    def open(self) -> ExitStack:
        """Open all files; a graph that has nothing of a kind has a file with headings only."""
        stack = ExitStack()
        for name, columns in taken_columns(self.model, keys=self.keys).items():
            file = stack.enter_context((self.folder / name).open("w", encoding="utf-8", newline=""))
            # Quotes a carriage return in a text, too, which a writer of single line feeds would not.
            writer = csv.writer(file, lineterminator="\r\n")
            writer.writerow([column.name for column in columns])
            sheet = node_sheet(columns) if name.startswith("nodes/") else tie_sheet(columns)
            self.files[name] = _File(sheet, writer)
        return stack

    async def take(self, store: GraphStore, counted: Census, progress: Progress | None) -> None:
        labels = taken_labels(self.model, keys=self.keys)
        total = sum(counted.labels.get(label.name, 0) for label in labels)
        done = 0
        async for held in whole_graph(store, self.model, labels):
            self.add(held)
            done += 1
            if progress and (done % _TOLD_EVERY == 0 or done == total):
                progress(held.label.name, done, total)

    def add(self, held: Held) -> None:
        label, id_ = held.label.name, held.id
        if is_half(label, id_):
            raise RequestError("RESTORE_UNFINISHED")
        if is_mark(label, id_):
            return
        file = self.files[f"nodes/{label}.csv"]
        fit = self._fit(file.sheet, label, id_, held.properties)
        file.writer.writerow(file.sheet.cells(fit))
        file.rows += 1
        if label != KEYS:
            self.digest.add_node(label, fit)
        for tie in held.out:
            self._add_tie((label, id_), tie)

    def _add_tie(self, start: tuple[str, str], tie: Out) -> None:
        end = (tie.to_label, tie.to_id)
        where = f"{start[1]} -> {tie.to_id}"
        if (start[0], end[0]) not in self.ends.get(tie.type, ()):
            self._note(f"({start[0]})-[:{tie.type}]->({end[0]})", "relationship", where)
            return
        file = self.files[f"relationships/{tie.type}.csv"]
        fit = self._fit(file.sheet, tie.type, where, tie.properties)
        file.writer.writerow([*map(protected, (start[1], start[0], end[1], end[0])), *file.sheet.cells(fit)])
        file.rows += 1
        self.digest.add_relationship(tie.type, start, end, fit)

    def _fit(self, sheet: Sheet, of: str, where: str, properties: Mapping[str, Any]) -> Mapping[str, Any]:
        """The properties that have a cell; the others are noted."""
        unfit = list(sheet.unfit(properties))
        for name, type_ in unfit:
            self._note(f"{of}.{name}", type_, where)
        return {name: value for name, value in properties.items() if name not in dict(unfit)} if unfit else properties

    def _note(self, what: str, type_: str, where: str) -> None:
        known = self.found.get((what, type_))
        self.found[what, type_] = Problem(
            f"{what}: {type_}", known.count + 1 if known else 1, known.example if known else where
        )

    def problems(self, counted: Census) -> list[Problem]:
        strange = [Problem(f"(:{labels})", many, "labels") for labels, many in sorted(counted.strange.items())]
        return [*strange, *(self.found[key] for key in sorted(self.found))]

    def manifest(self, version: int | None, counted: Census, problems: Sequence[Problem]) -> Manifest:
        digest = self.digest.done()
        files = {name: TakenFile(file.rows, sha256_of(self.folder / name)) for name, file in sorted(self.files.items())}
        return Manifest(
            files,
            nodes=sum(file.rows for name, file in files.items() if name.startswith("nodes/")),
            relationships=sum(file.rows for name, file in files.items() if name.startswith("relationships/")),
            digest=digest.whole,
            data_digest=digest.data,
            data_version=version,
            left_out=tuple(self._left_out(counted, problems)),
        )

    def _left_out(self, counted: Census, problems: Sequence[Problem]) -> Iterator[LeftOut]:
        for name, why in LEFT_OUT.items():
            if not (self.keys and name == KEYS):
                yield LeftOut(name, counted.labels.get(name, 0), why)
        for problem in problems:
            yield LeftOut(problem.what, problem.count, f"{_NOT_DECLARED}; first: {problem.example}")

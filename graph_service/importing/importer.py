"""Imports files: read, held against the graph, told of; then, unless it is a dry run, written.

All or nothing: files with a row that is refused write nothing, unless told otherwise. What fits into one transaction
is one; what is longer is written in parts, each of which is whole, and goes on from there after a break.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Protocol, TypeVar

from graph_service.cypher import Statement
from graph_service.importing.doubling import doubles_of
from graph_service.importing.judging import judge
from graph_service.importing.laying import Laying
from graph_service.importing.overlay import Leaving
from graph_service.importing.plan import NodeRow, TieRow
from graph_service.importing.reading import rows_of
from graph_service.importing.report import VERDICTS, Mode, Report
from graph_service.importing.sources import Caps, Source
from graph_service.importing.spool import Spool
from graph_service.model.structure import Model
from graph_service.writes.edits import Edit, NodeEdit
from graph_service.writes.history import Author
from graph_service.writes.imports import ImportNote, broken_off, note_import
from graph_service.writes.problems import Problem
from graph_service.writes.shapes import Shapes
from graph_service.writes.view import GraphView, Run
from graph_service.writes.writing import Refused, Writing

T = TypeVar("T")
Progress = Callable[[str, int, int], None]
"""Is told what is being done, how many rows are done, and how many there are."""

ONE_TRANSACTION = 5_000
"""Rows that are written in one transaction."""
PART = 1_000
_SECONDS = 120.0


class ImportStore(Protocol):
    """What an import needs of a store."""

    async def records(
        self, statement: Statement, *, seconds: float = ..., quiet: bool = ...
    ) -> list[dict[str, Any]]: ...

    async def transact(
        self, work: Callable[[Run], Any], *, seconds: float, metadata: Mapping[str, str] | None = None
    ) -> Any: ...


@dataclass(frozen=True)
class Wanted:
    """How to import: only look (`dry_run`), write what is right although other rows are refused (`partial`); by whom
    and why; where the author may write; `official` data, too, where the author is an operator; what the files hold
    (`subject`) and where it comes from (`origin`), where they do not say; and what `reads` files that have headings of
    their own."""

    dry_run: bool = False
    partial: bool = False
    by: str | None = None
    comment: str | None = None
    counties: frozenset[str] | None = None
    official: bool = False
    subject: str | None = None
    origin: str | None = None
    caps: Caps = field(default_factory=Caps)
    reads: Callable[[Source], Iterator[NodeRow | TieRow | Problem]] | None = None


def silent(what: str, done: int, total: int) -> None:
    """Tells nobody."""


async def import_files(
    store: ImportStore,
    model: Model,
    sources: Sequence[Source],
    spool: Spool,
    wanted: Wanted | None = None,
    progress: Progress = silent,
) -> Report:
    """Import `sources` together: they may refer to each other. The report reads from `spool`."""
    return await _Import(store, model, sources, spool, wanted or Wanted(), progress).run()


@dataclass
class _Import:
    store: ImportStore
    model: Model
    sources: Sequence[Source]
    spool: Spool
    wanted: Wanted
    progress: Progress

    def __post_init__(self) -> None:
        self.shapes = Shapes(self.model, official=self.wanted.official)
        self.laying = Laying(self.spool, self.model, self.shapes, self._read, origin=self.wanted.origin)
        self.done = 0
        self.fresh: set[str] = set()

    async def _read(self, statement: Statement) -> list[dict[str, Any]]:
        return await self.store.records(statement, seconds=_SECONDS, quiet=True)

    async def run(self) -> Report:
        for source in self.sources:
            self.progress("read", self.laying.rows, 0)
            rows = self._rows_of(source) if self.wanted.reads is None else self.wanted.reads(source)
            await asyncio.to_thread(self.laying.read, rows)  # others are answered meanwhile
        await self.laying.edits()
        await judge(self.spool, self._read, self.model, self.shapes, self._told)
        report = await self._report()
        if not self.wanted.dry_run:
            await self._write(report)
        return report

    def _rows_of(self, source: Source) -> Iterator[NodeRow | TieRow | Problem]:
        wanted = self.wanted
        return rows_of(source, self.model, wanted.caps, subject=wanted.subject, official=wanted.official)

    def _told(self, rows: int) -> None:
        self.done += rows
        self.progress("compare", self.done, self.laying.rows)

    async def _report(self) -> Report:
        counts = self.spool.counts()
        broken = sum(1 for _ in self.spool.told())
        if broken:
            counts["refused"] = counts.get("refused", 0) + broken
        names = tuple(source.name for source in self.sources)
        mode: Mode = "dry-run" if self.wanted.dry_run else "import"
        duplicates = await doubles_of(self._read, self.model, self.spool)
        return Report(mode, self.spool, names, self.laying.rows, counts, self.laying.notices, duplicates)

    # Writing

    async def _write(self, report: Report) -> None:
        changing = sum(report.counts.get(verdict, 0) for verdict in ("created", "changed", "removed"))
        if not changing or (report.refused and not self.wanted.partial):
            return
        digest = self._digest()
        known = await self._known(digest)
        report.id, already = known or (f"import:{datetime.now(UTC):%Y%m%dT%H%M%S}-{digest[:8]}", 0)
        report.resumed = known is not None
        if changing <= ONE_TRANSACTION:
            await self._transaction(report, digest, list(self._batches()), done=1, is_last=True)
        else:
            await self._in_parts(report, digest, already, changing)

    async def _in_parts(self, report: Report, digest: str, already: int, changing: int) -> None:
        written = 0
        waiting: list[Edit] | None = None
        number = 0
        for number, batch in enumerate(self._batches()):
            if waiting is not None and number > already:
                await self._transaction(report, digest, [waiting], done=number, is_last=False)
                written += len(waiting)
                self.progress("write", written, changing)
            waiting = batch
        assert waiting is not None
        await self._transaction(report, digest, [waiting], done=number + 1, is_last=True)
        self.progress("write", changing, changing)

    async def _transaction(
        self, report: Report, digest: str, batches: Sequence[list[Edit]], *, done: int, is_last: bool
    ) -> None:
        """Write batches in one transaction, with how far the import came."""

        async def work(run: Run) -> int | None:
            author = Author(self.wanted.by, self.wanted.comment, report.id)
            writing = Writing(run, self.shapes, author, self.wanted.counties, over=self._over, fresh=self.fresh)
            for batch in batches:
                examined = await writing.apply(batch)
                if examined.problems:
                    raise Refused(examined.problems)
            is_whole = is_last and done == 1
            written = await writing.settle(checks=is_whole, at_once=is_whole)
            await run(note_import(self._note(report, digest, done=done, is_last=is_last), author))
            return written.number

        try:
            number = await self.store.transact(work, seconds=_SECONDS)
        except Refused as refused:
            raise ImportBroken(refused.problems, report) from None
        report.number = number if number is not None else report.number
        self.fresh |= {e.id for b in batches for e in b if isinstance(e, NodeEdit) and e.action == "create"}

    def _over(self, graph: GraphView) -> Leaving:
        return Leaving(graph, self.spool)

    def _digest(self) -> str:
        sink = sha256(repr((self.wanted.partial, self.wanted.subject, self.wanted.official)).encode())
        for source in self.sources:
            with source.opened() as stream:
                while piece := stream.read(1 << 20):
                    sink.update(piece)
        return sink.hexdigest()

    async def _known(self, digest: str) -> tuple[str, int] | None:
        """An import of the same files that broke off: its id, and how many parts it has written."""
        found = await self._read(broken_off(digest))
        return (found[0]["id"], found[0]["done"]) if found else None

    def _note(self, report: Report, digest: str, *, done: int, is_last: bool) -> ImportNote:
        counts = {verdict: report.counts.get(verdict, 0) for verdict in VERDICTS}
        return ImportNote(", ".join(report.files), digest, report.rows, counts, done, is_last)

    def _batches(self) -> Iterator[list[Edit]]:
        """What is right of the files and changes something, in the order of writing."""
        written: set[str] = set()
        later: list[Edit] = []
        for part in self.spool.node_edits(PART):
            right = self._right(part)
            written |= {edit.id for edit in right if isinstance(edit, NodeEdit)}
            now = [self._now(edit, written, later) for edit in right if isinstance(edit, NodeEdit)]
            if now:
                yield [*now]
        for start in range(0, len(later), PART):
            yield later[start : start + PART]
        for ties in self.spool.tie_edits(PART):
            if found := self._right(ties):
                yield found
        for gone in self.spool.node_edits(PART, gone=True):
            if found := self._right(gone):
                yield found

    def _right(self, part: Sequence[tuple[int, Edit]]) -> list[Edit]:
        verdicts = self.spool.verdicts([seq for seq, _ in part])
        return [edit for seq, edit in part if verdicts.get(seq) in ("created", "changed", "removed")]

    def _now(self, edit: NodeEdit, written: set[str], later: list[Edit]) -> NodeEdit:
        """The edit without fields that lead to nodes which are new as well and come later: these are led there then."""
        new = {id_ for id_, one in self.spool.node([f for f in edit.links.values() if f]).items() if one.is_new}
        early = {name: far for name, far in edit.links.items() if far in new and far not in written}
        if not early:
            return edit
        later.append(NodeEdit("update", edit.label, edit.id, links=early, place=edit.place))
        return replace(edit, links={name: far for name, far in edit.links.items() if name not in early})


class ImportBroken(Exception):
    """What was right when it was looked at is no longer, because the graph changed meanwhile. What was written of the
    import before stays, under its id."""

    def __init__(self, problems: Sequence[Problem], report: Report) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = tuple(problems)
        self.report = report

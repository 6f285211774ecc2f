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
from secrets import token_hex
from typing import Any, Protocol, TypeVar

from graph_service.cypher import Statement
from graph_service.importing.doubling import doubles_of
from graph_service.importing.headings import schemas
from graph_service.importing.judging import Judging, broken_by
from graph_service.importing.laying import Laying
from graph_service.importing.overlay import Leaving
from graph_service.importing.plan import NodeRow, TieRow
from graph_service.importing.reading import rows_of
from graph_service.importing.report import VERDICTS, Mode, Report
from graph_service.importing.sources import Caps, Source
from graph_service.importing.spool import Spool
from graph_service.importing.spool_places import Placed
from graph_service.model.structure import Model
from graph_service.writes.edits import Edit, NodeEdit
from graph_service.writes.history import Author
from graph_service.writes.imports import ImportNote, broken_off, created_by, note_import, parts_done
from graph_service.writes.problems import Problem
from graph_service.writes.shapes import Shapes
from graph_service.writes.undo_run import Undoing
from graph_service.writes.versions import number_of
from graph_service.writes.view import GraphView, Run
from graph_service.writes.writing import Refused, Writing

T = TypeVar("T")
Progress = Callable[[str, int, int], None]
"""Is told what is being done, how many rows are done, and how many there are."""

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
    their own. At most `at_once` rows are written in one transaction, in statements of a `part`."""

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
    at_once: int = 5_000
    part: int = 2_500


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
        self.laying = Laying(
            self.spool, self.model, self.shapes, self._read, origin=self.wanted.origin, part=self.wanted.part
        )
        self.sheets = schemas(self.model, official=self.wanted.official)
        self.done = 0
        self.number = 0
        self.is_alone = True
        self.placed = Placed(self.spool)

    async def _read(self, statement: Statement) -> list[dict[str, Any]]:
        return await self.store.records(statement, seconds=_SECONDS, quiet=True)

    async def run(self) -> Report:
        for source in self.sources:
            self.progress("read", self.laying.rows, 0)
            rows = self._rows_of(source) if self.wanted.reads is None else self.wanted.reads(source)
            await asyncio.to_thread(self.laying.read, rows)  # others are answered meanwhile
        self.number = await number_of(self._read)  # what is judged holds as long as nobody else writes
        await self.laying.edits()
        judging = Judging(
            self.spool, self._read, self.model, self.shapes, self._told, self.wanted.counties, self.wanted.part
        )
        await judging.judge(partial=self.wanted.partial)
        report = await self._report()
        if not self.wanted.dry_run:
            try:
                await self._write(report)
            except _Broken as broken:
                await self._end_broken(report, broken.problems)
        return report

    def _rows_of(self, source: Source) -> Iterator[NodeRow | TieRow | Problem]:
        wanted = self.wanted
        return rows_of(
            source, self.model, wanted.caps, subject=wanted.subject, official=wanted.official, known=self.sheets
        )

    async def _end_broken(self, report: Report, problems: Sequence[Problem]) -> None:
        """What was right when it was looked at is no longer, because the graph changed meanwhile."""
        is_overtaken = problems[0].code == "IMPORT_OVERTAKEN"
        told = [*problems, *([] if is_overtaken else [Problem(await self._end(report), (), {"id": report.id})])]
        self.spool.tell(told)
        report.counts["refused"] = report.refused + len(told)
        report.is_broken = True

    async def _end(self, report: Report) -> str:
        """What becomes of what was written before the import broke off, as the code of what is told of it: unless
        the rest was wanted all the same, it is taken back, as far as nobody has built on it meanwhile."""
        if not (report.is_written or report.resumed):
            return "IMPORT_OUTDATED"
        if self.wanted.partial:
            return "IMPORT_BROKEN"
        author = Author(self.wanted.by, self.wanted.comment)
        undone = await Undoing(self.store, self.shapes, str(report.id), author).run(
            lambda _, done, total: self.progress("take back", done, total)
        )
        if undone.left or undone.problems:
            return "IMPORT_BROKEN"
        report.number = None
        return "IMPORT_TAKEN_BACK"

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
        if report.refused and not self.wanted.partial:
            return
        changing = sum(report.counts.get(verdict, 0) for verdict in ("created", "changed", "removed"))
        digest = self._digest()
        known = await self._known(digest)
        if not changing and known is None:
            return
        report.id, done = known or (f"import:{datetime.now(UTC):%Y%m%dT%H%M%S}-{token_hex(4)}", 0)
        report.resumed = known is not None
        if report.resumed:
            await self._remember(report.id)
        if changing <= self.wanted.at_once:
            await self._transaction(report, digest, Part(list(self._batches()), done, is_last=True, is_whole=True))
        else:
            await self._in_parts(report, digest, done, changing)

    async def _in_parts(self, report: Report, digest: str, done: int, changing: int) -> None:
        written = 0
        waiting: list[list[Edit]] = []
        for batches in self._transactions():
            if waiting:
                await self._transaction(report, digest, Part(waiting, done, is_last=False))
                done, written = done + 1, written + sum(map(len, waiting))
                self.progress("write", written, changing)
            waiting = batches
        await self._transaction(report, digest, Part(waiting, done, is_last=True))
        self.progress("write", changing, changing)

    def _transactions(self) -> Iterator[list[list[Edit]]]:
        """Batches together as long as they fit into one transaction, for that costs more than a statement."""
        together: list[list[Edit]] = []
        for batch in self._batches():
            if together and sum(map(len, together)) + len(batch) > self.wanted.at_once:
                yield together
                together = []
            together.append(batch)
        yield together

    async def _transaction(self, report: Report, digest: str, part: Part) -> None:
        """Write a part in one transaction, with how far the import came."""

        async def work(run: Run) -> int | None:
            author = Author(self.wanted.by, self.wanted.comment, report.id)
            # Where the author may write was judged; only a whole import has its counties while it is written.
            counties = self.wanted.counties if part.is_whole else None
            self.placed = Placed(self.spool)
            writing = Writing(
                run, self.shapes, author, counties, over=self._over, fresh=self.spool, elements=self.placed
            )
            await writing.begin()
            await self._check_alone(run, report, part.done)
            writing.may_be_old = self.laying.has_old or not self.is_alone
            for batch in part.batches:
                examined = await writing.apply(batch, is_judged=self.is_alone)
                if examined.problems:
                    raise Refused(examined.problems)
            if part.is_last and not part.is_whole and not self.is_alone:
                await self._hold_rules(writing.view)
            written = await writing.settle(checks=part.is_whole, at_once=part.is_whole)
            await run(note_import(self._note(report, digest, part), author))
            return written.number

        try:
            number = await self.store.transact(work, seconds=_SECONDS)
        except Refused as refused:
            raise _Broken(refused.problems) from None
        self.placed.commit()
        self.number = self.number if number is None else number
        report.number = number if number is not None else report.number

    async def _check_alone(self, run: Run, report: Report, done: int) -> None:
        """Whether nobody else has gone on with the import meanwhile."""
        found = await run(parts_done(str(report.id)))
        if (found[0]["done"] if found else 0) != done:
            raise Refused([Problem("IMPORT_OVERTAKEN", (), {"id": report.id})])
        if await number_of(run) != self.number:
            self.is_alone = False
            self.spool.forget_places()

    async def _hold_rules(self, view: GraphView) -> None:
        """What was judged to hold may not, where somebody else has written since."""
        problems = []
        async for id_, found in broken_by(self.spool, view, self.shapes, self.wanted.part):
            place = next((edit.place for _, edit in self.spool.rows_at(id_)), (id_,))
            problems.append(replace(found, place=(*place, *found.place)))
        if problems:
            raise Refused(problems)

    def _over(self, graph: GraphView) -> Leaving:
        return Leaving(graph, self.spool, self.placed)

    def _digest(self) -> str:
        wanted = self.wanted
        told = (wanted.partial, wanted.subject, wanted.official, wanted.origin, wanted.by)
        sink = sha256(repr(told).encode())
        for source in self.sources:
            sink.update(source.name.encode())
            with source.opened() as stream:
                while piece := stream.read(1 << 20):
                    sink.update(piece)
        return sink.hexdigest()

    async def _known(self, digest: str) -> tuple[str, int] | None:
        """An import of the same files that broke off: its id, and how many parts it has written."""
        found = await self._read(broken_off(digest))
        return (found[0]["id"], found[0]["done"]) if found else None

    async def _remember(self, id_: str) -> None:
        """What an earlier run of this import has created."""
        after = ""
        while rows := (await self._read(created_by(id_, after)))[0]["rows"]:
            self.spool.freshen(subject for _, subject in rows)
            after = rows[-1][0]

    def _note(self, report: Report, digest: str, part: Part) -> ImportNote:
        counts = {verdict: report.counts.get(verdict, 0) for verdict in VERDICTS}
        return ImportNote(", ".join(report.files), digest, report.rows, counts, part.done + 1, part.is_last)

    def _batches(self) -> Iterator[list[Edit]]:
        """What is right of the files and changes something, in the order of writing."""
        size = self.wanted.part
        later: list[Edit] = []
        for part in self.spool.node_edits(size):
            if now := [self._now(edit, later) for edit in self._right(part) if isinstance(edit, NodeEdit)]:
                yield [*now]
        for start in range(0, len(later), size):
            yield later[start : start + size]
        for ties in self.spool.tie_edits(size):
            if found := self._right(ties):
                yield found
        for gone in self.spool.node_edits(size, gone=True):
            if found := self._right(gone):
                yield found

    def _right(self, part: Sequence[tuple[int, Edit]]) -> list[Edit]:
        verdicts = self.spool.verdicts([seq for seq, _ in part])
        return [edit for seq, edit in part if verdicts.get(seq) in ("created", "changed", "removed")]

    def _now(self, edit: NodeEdit, later: list[Edit]) -> NodeEdit:
        """The edit without fields that lead to new nodes of labels that come later, which only official data have."""
        order = self.laying.order
        new = self.spool.node([far for far in edit.links.values() if far]) if edit.links else {}
        early = {
            name: far
            for name, far in edit.links.items()
            if far in new and new[far].is_new and order[new[far].label] > order[edit.label]
        }
        if not early:
            return edit
        later.append(NodeEdit("update", edit.label, edit.id, links=early, place=edit.place))
        return replace(edit, links={name: far for name, far in edit.links.items() if name not in early})


@dataclass(frozen=True)
class Part:
    """Batches of one transaction, how many transactions the import has `done` before, and whether it is the last or
    even the only one."""

    batches: Sequence[list[Edit]]
    done: int
    is_last: bool
    is_whole: bool = False


class _Broken(Exception):
    """A part cannot be written, because of `problems`."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = tuple(problems)

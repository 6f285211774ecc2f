"""One write transaction: edits are examined and written, then rules, derived data, history and versions follow.

Mutations, imports and undoing all write this way, so that nothing comes into the graph without its history.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from graph_service.cypher import Statement
from graph_service.model.naming import name_columns, name_keys
from graph_service.writes import texts, worklist
from graph_service.writes.aliases import current_ids, ids_of, renamed
from graph_service.writes.changes import in_turn, slices
from graph_service.writes.edits import NO_ALIAS, Edit, NodeChange, NodeEdit, Place, TieChange, Values
from graph_service.writes.elements import Elements, HeldElements
from graph_service.writes.examined import Bookkeeping, Examined, revision
from graph_service.writes.examining import examine
from graph_service.writes.history import NOBODY, Author, Entry, Touch, write_history
from graph_service.writes.problems import Problem
from graph_service.writes.refresh import refresh
from graph_service.writes.rules import Touched, broken_rules
from graph_service.writes.seats import Spot
from graph_service.writes.shapes import Shapes, end_label
from graph_service.writes.upserts import create_nodes, node_row
from graph_service.writes.versions import raise_versions, read_counties_of, scopes_of, take_turn
from graph_service.writes.view import GraphView, Held, Run, View

_UNKNOWN = frozenset({"NODE_UNKNOWN", "END_UNKNOWN"})


class Refused(Exception):
    """The transaction is not to be committed, because of `problems`."""

    def __init__(self, problems: Sequence[Problem], ids: Sequence[str] = ()) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = tuple(problems)
        self.ids = tuple(ids)
        """The nodes that they are of, in the same order."""


@dataclass(frozen=True)
class Written:
    """What a transaction came to: the number of the data after it, and the changes. Without changes the number is
    None."""

    number: int | None
    changes: tuple[NodeChange, ...]


@dataclass
class Writing:
    """The edits of one transaction; `run` runs statements in it. Made anew for every attempt of the transaction."""

    run: Run
    shapes: Shapes
    author: Author = NOBODY
    counties: frozenset[str] | None = None
    """Where the author may write (NUTS 3); None for everywhere."""
    now: datetime = field(default_factory=lambda: datetime.now(UTC))
    over: Callable[[GraphView], View] | None = None
    """What else the author knows that the graph does not: makes the view that edits are held against."""
    fresh: Container[str] = ()
    """Nodes that the same author has just created: what links them does not touch them."""
    elements: Elements = field(default_factory=HeldElements)
    records: set[str] = field(default_factory=set)
    """Ids of what is written besides and has no history of its own: imports."""
    may_be_old: bool = True
    """Whether any node may be named by an old id, or be to get one."""
    _has_begun: bool = False
    _changes: dict[str, NodeChange] = field(default_factory=dict)
    _touches: dict[str, Touch] = field(default_factory=dict)
    _before: dict[str, frozenset[str]] = field(default_factory=dict)
    _places: dict[str, Place] = field(default_factory=dict)
    _restored: dict[str, Bookkeeping] = field(default_factory=dict)

    @property
    def view(self) -> GraphView:
        """The graph as the transaction sees it."""
        return GraphView(self.run, self.shapes.model)

    async def begin(self) -> None:
        """Wait for other writers; before anything is read on which a change rests."""
        if not self._has_begun:
            self._has_begun = True
            await take_turn(self.run)

    async def apply(self, edits: Sequence[Edit], place: Place = (), *, is_judged: bool = False) -> Examined:
        """Examine `edits` and write them, all or, where there are problems, none. `place` is told of what is found
        only at the end. Of what `is_judged`, since when nobody else has written, it is known that nothing is wrong."""
        await self.begin()
        examined = await self._examined(edits, is_judged=is_judged)
        if not examined.problems:
            await self.write(examined, place)
        return examined

    async def _examined(self, edits: Sequence[Edit], *, is_judged: bool) -> Examined:
        """What edits would change; who is named by an old id is the node that it leads to."""
        view = self.view if self.over is None else self.over(self.view)
        examined = await examine(view, self.shapes, edits, self.now, is_judged=is_judged)
        new = {edit.id for edit in edits if isinstance(edit, NodeEdit) and edit.action == "create"}
        if not self.may_be_old or (not new and not any(problem.code in _UNKNOWN for problem in examined.problems)):
            return examined
        names = await current_ids(self.run, {id_ for edit in edits for id_ in ids_of(edit)})
        if not names:
            return examined
        examined = await examine(view, self.shapes, [renamed(edit, names) for edit in edits], self.now)
        examined.names = names
        examined.problems += [Problem("ID_TAKEN", ("id",), {"value": id_}) for id_ in sorted(new & names.keys())]
        return examined

    async def write(self, examined: Examined, place: Place = ()) -> None:
        """Write what was examined."""
        await self.begin()
        there = [id_ for id_, change in examined.changes.items() if change.before is not None]
        # What the same author has just created was nowhere before.
        fresh = {id_ for id_ in (*there, *examined.touched) if id_ not in self._before and id_ not in self.fresh}
        self._before |= await read_counties_of(self.run, self.shapes.model, fresh) if fresh else {}
        ends = {end for c in examined.changes.values() for tie in c.ties for end in (tie.start, tie.end)}
        for id_ in {*examined.ids, *ends}:  # rules are held at official data, too
            self._places[id_] = place
        self._restored |= examined.restored
        changes = [self._kept(change) for change in examined.changes.values()]
        ties = [tie for change in changes for tie in change.ties]
        # What goes, goes first: its names and identifiers may be what others get.
        await self._write_ties([tie for tie in ties if tie.after is None])
        await self._delete_nodes([change for change in changes if change.after is None])
        await self._write_nodes(changes)
        await self._write_ties([tie for tie in ties if tie.after is not None])
        await self._write_aliases(changes)
        await self._touch({id_: held for id_, held in examined.touched.items() if id_ not in self.fresh})
        for change in changes:
            self._note(change)

    async def settle(self, *, checks: bool = True, at_once: bool = True) -> Written:
        """Hold the rules, bring derived data up to date, write the history and raise the versions.

        Without `checks` rules were held before; with `at_once=False` derived data are left to be caught up with.

        Raises Refused where a rule is broken or the author may not write where this lies.
        """
        changes = self._made()
        if not changes:
            return Written(None, ())
        own = {*self._changes, *self._touches}
        if checks:
            problems = await broken_rules(self.view, self.shapes, await self._touched())
            if problems:
                raise Refused([self._placed(id_, one) for id_, one in problems], [id_ for id_, _ in problems])
        await refresh(self.run, self.shapes.model, changes, at_once=at_once)
        if worklist.concerns_worklist(changes):
            await self.follow(await worklist.worklist_changes(self.run, changes, self.now))
            changes = self._made()
        alive = [id_ for id_ in {*self._changes, *self._touches} if self._is_there(id_)]
        after = await read_counties_of(self.run, self.shapes.model, alive)
        lies = {id_: self._before.get(id_, frozenset()) | after.get(id_, frozenset()) for id_ in self._ids()}
        self._check_counties(own, lies)
        counties = frozenset[str]().union(*lies.values())
        number = await raise_versions(self.run, scopes_of(self.shapes.model, [*self._ids(), *self.records], counties))
        entries = self._entries(changes, lies)
        await write_history(self.run, self.shapes.model, entries, number, self.author, self.elements)
        return Written(number, tuple(changes))

    async def follow(self, changes: Sequence[NodeChange]) -> None:
        """Write what follows from other changes, and belongs to their history: where it lies is no matter."""
        if changes:
            await self.write(Examined({change.id: change for change in changes}))

    def _made(self) -> list[NodeChange]:
        return [change for change in self._changes.values() if not _is_nothing(change)]

    def _ids(self) -> Collection[str]:
        """Every node whose state changed, ends of relationships included."""
        ends = {e for change in self._changes.values() for tie in change.ties for e in (tie.start, tie.end)}
        return {*self._changes, *self._touches, *ends}

    def _is_there(self, id_: str) -> bool:
        change = self._changes.get(id_)
        return change is None or change.after is not None

    def _check_counties(self, ids: Collection[str], lies: Mapping[str, frozenset[str]]) -> None:
        if self.counties is None:
            return
        allowed = tuple(sorted(self.counties))
        problems, refused = [], []
        for id_ in sorted(ids):
            outside = lies[id_] - self.counties
            if outside or not lies[id_]:
                values = {"id": id_, "value": ", ".join(sorted(outside)) or "–", "allowed": ", ".join(allowed)}
                problems.append(Problem("COUNTY_FORBIDDEN", self._places.get(id_, ()), values, allowed))
                refused.append(id_)
        if problems:
            raise Refused(problems, refused)

    def _placed(self, id_: str, problem: Problem) -> Problem:
        place = self._places.get(id_) or next(iter(self._places.values()), ())
        return Problem(problem.code, (*place, *problem.place), problem.values, problem.allowed)

    async def _touched(self) -> Touched:
        nodes = {
            id_: Held(change.label, change.after) for id_, change in self._changes.items() if change.after is not None
        }
        ties: dict[str, set[tuple[str, bool]]] = {}
        for change in self._changes.values():
            for tie in change.ties:
                ties.setdefault(tie.start, set()).add((tie.type, False))
                ties.setdefault(tie.end, set()).add((tie.type, True))
        nodes |= await self.view.nodes(ties.keys() - self._changes.keys())
        created = {id_ for id_, change in self._changes.items() if change.before is None}
        return Touched(nodes, created, {id_: frozenset(types) for id_, types in ties.items()})

    def _kept(self, change: NodeChange) -> NodeChange:
        """The change with the bookkeeping of its node."""
        if change.after is not None and change.id in self._restored:
            number, at = self._restored[change.id]
            kept = {**change.after, "updatedAt": at, "revision": number}
            change.after = {name: value for name, value in kept.items() if value is not None}
        elif change.before is not None and change.after is not None and (change.ties or change.before != change.after):
            if change.before == change.after and change.id in self.fresh:
                return change
            number = revision(change.before) + (0 if change.id in self._changes else 1)
            change.after = {**change.after, "updatedAt": self.now, "revision": number}
        return change

    async def _write_nodes(self, changes: Sequence[NodeChange]) -> None:
        async for [record] in in_turn(self.run, self._of_nodes(changes)):
            if "elements" in record:  # of new ones
                self.elements.put(record["elements"])

    def _of_nodes(self, changes: Sequence[NodeChange]) -> Iterator[Statement]:
        by_label: dict[tuple[str, bool], list[NodeChange]] = {}
        for change in changes:
            if change.after is not None and change.before != change.after:
                by_label.setdefault((change.label, change.before is None), []).append(change)
        for (label, is_new), some in sorted(by_label.items()):
            text = (create_nodes if is_new else texts.update_nodes)(self.shapes.model, label)
            for part in slices(some):
                yield Statement(text, {"rows": [self._row(change) for change in part]})

    def _row(self, change: NodeChange) -> dict[str, Any]:
        """What differs, the forms of the name included; what is taken away is null."""
        before, after = change.before or {}, change.after or {}
        changed = {n: after.get(n) for n in {*before, *after} if before.get(n) != after.get(n)}
        label = self.shapes.model.types[change.label]
        if any(name in changed for name in name_columns(label)):
            keys = name_keys(label, after)
            changed |= {name: keys.get(name) for name in {*keys, *name_keys(label, before)}}
        return _node_row(change.id, changed)

    async def _write_ties(self, ties: Sequence[TieChange]) -> None:
        new = [tie for tie in ties if tie.before is None and tie.after is not None]
        placed = self.elements.of({end for tie in new for end in (tie.start, tie.end)}) if new else {}
        kinds: dict[tuple[int, str], list[TieChange]] = {}
        for tie in ties:
            kinds.setdefault(self._tie_text(tie, placed), []).append(tie)
        sent = [(text, part) for (_, text), some in sorted(kinds.items()) for part in slices(some)]
        statements = (Statement(text, {"rows": [_tie_row(tie, placed) for tie in part]}) for text, part in sent)
        written = [record["written"] async for [record] in in_turn(self.run, statements)]
        for (text, part), number in zip(sent, written, strict=True):
            if number != len(part):
                raise RuntimeError(f"{number} of {len(part)} relationships were written: {text}")

    def _tie_text(self, tie: TieChange, placed: Collection[str]) -> tuple[int, str]:
        """The statement of a change, and its place among the others: what goes, goes first."""
        keyed = self.shapes.ties[tie.type].keyed if tie.type in self.shapes.ties else False
        start = end_label(self.shapes.model, tie.start)
        if tie.after is None:
            return 0, texts.remove_ties(tie.type, start, keyed=keyed)
        if tie.before is not None:
            return 2, texts.update_ties(tie.type, start, keyed=keyed)
        at_once = tie.start in placed and tie.end in placed
        return 1, texts.create_ties_at(tie.type) if at_once else texts.create_ties(tie.type, start)

    async def _delete_nodes(self, deleted: Sequence[NodeChange]) -> None:
        by_label: dict[str, list[str]] = {}
        for change in deleted:
            by_label.setdefault(change.label, []).append(change.id)
        for label, ids in sorted(by_label.items()):
            for part in slices([{"id": id_} for id_ in ids]):
                await self.run(Statement(texts.delete_nodes(label), {"rows": list(part)}))

    async def _write_aliases(self, changes: Sequence[NodeChange]) -> None:
        for place, text in ((0, texts.DROP_ALIASES), (1, texts.MAKE_ALIASES)):
            rows = [{"id": c.id, "of": c.alias[place]} for c in changes if c.alias[place] is not None]
            for part in slices(rows):
                await self.run(Statement(text, {"rows": list(part)}))

    async def _touch(self, touched: Mapping[str, Held]) -> None:
        rows = []
        for id_, held in touched.items():
            if id_ in self._touches or id_ in self._changes:
                continue
            before = (held.values.get("revision"), held.values.get("updatedAt"))
            number, at = after = self._restored.get(id_, (revision(held.values) + 1, self.now))
            self._touches[id_] = Touch(id_, before, after)
            rows.append({"id": id_, "at": None if at is None else at.isoformat(), "revision": number})
        for part in slices(rows):
            await self.run(Statement(texts.TOUCH, {"rows": list(part)}))

    def _note(self, change: NodeChange) -> None:
        """Two changes of a node in one transaction are one."""
        known = self._changes.get(change.id)
        if known is None:
            touch = self._touches.pop(change.id, None)
            if touch is not None and change.before is not None:  # as it was before the transaction touched it
                kept = {**change.before, "revision": touch.before[0], "updatedAt": touch.before[1]}
                change.before = {name: value for name, value in kept.items() if value is not None}
            self._changes[change.id] = change
        else:
            known.after = change.after
            known.ties += change.ties
            known.alias = change.alias if known.alias == NO_ALIAS else known.alias

    def _entries(self, changes: Sequence[NodeChange], lies: Mapping[str, frozenset[str]]) -> list[Entry]:
        left = dict(self._touches)
        entries = []
        for change in changes:
            ends = {end for tie in change.ties for end in (tie.start, tie.end)}
            touches = [left.pop(end) for end in sorted(ends) if end in left]
            counties = frozenset[str]().union(*(lies.get(id_, frozenset()) for id_ in (change.id, *ends)))
            entries.append(Entry(change, touches, counties))
        return entries


def _is_nothing(change: NodeChange) -> bool:
    return change.before == change.after and not change.ties


def _node_row(id_: str, values: Values) -> dict[str, Any]:
    points = {name: value for name, value in values.items() if isinstance(value, Spot)}
    rest = {name: value for name, value in values.items() if name not in points}
    return {**node_row({**rest, "id": id_}, points), "gone": [name for name, value in rest.items() if value is None]}


def _tie_row(tie: TieChange, placed: Mapping[str, str]) -> dict[str, Any]:
    """The row of a relationship, with where its ends are `placed`; of one that changes, what differs."""
    before, after = tie.before or {}, tie.after or {}
    values = {n: after.get(n) for n in {*before, *after} if before.get(n) != after.get(n)}
    places = {"from": placed.get(tie.start), "to": placed.get(tie.end)}
    return {"start": tie.start, "end": tie.end, "key": tie.key, "properties": values, **places}

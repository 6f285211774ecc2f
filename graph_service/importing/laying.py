"""From rows to edits: files are read into the spool, what rows name is looked up, and each row becomes one edit."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice
from typing import Any

from graph_service.importing.lookup import Lookup, key_name, look_up, references
from graph_service.importing.old_ids import has_old_ids, with_present_ids
from graph_service.importing.overlay import link_ends
from graph_service.importing.plan import NodeRow, TieRow
from graph_service.importing.problems import Notice, problem
from graph_service.importing.spool import Spool, Spooled
from graph_service.model.declare import Direction
from graph_service.model.naming import name_columns
from graph_service.model.structure import Model
from graph_service.model.text import folded
from graph_service.writes.edits import NodeEdit, Place, TieEdit
from graph_service.writes.problems import Problem
from graph_service.writes.shapes import COMPUTED, Shapes
from graph_service.writes.view import GraphView, Run

PART = 1_000
_KEPT = frozenset({"createdAt", "updatedAt", "revision"})
_LAST = 1_000_000
_TELLING = ("startDate", "year")
"""What tells things of one name apart: a fair is held every year."""


@dataclass
class Laying:
    """Lays files into a spool: first as they are read, then as edits of a graph that `run` reads."""

    spool: Spool
    model: Model
    shapes: Shapes
    run: Run
    rows: int = 0
    notices: list[Notice] = field(default_factory=list)
    sheets: dict[str, None] = field(default_factory=dict)
    left: set[str] = field(default_factory=set)
    broken: list[Problem] = field(default_factory=list)
    """What is wrong with the row that was read last and cannot be."""
    circles: dict[Place, Problem] = field(default_factory=dict)
    origin: str | None = None
    """Where new nodes come from whose rows do not say."""
    part: int = PART
    """Rows that are looked up together."""
    has_old: bool = True
    """Whether anything in the graph has an old id."""
    _names_read: list[tuple[str, str, str]] = field(default_factory=list)
    _waiting: _Waiting = field(default_factory=lambda: _Waiting())

    def __post_init__(self) -> None:
        self.order = writing_order(self.model, self.shapes)

    def read(self, rows: Iterable[NodeRow | TieRow | Problem]) -> None:
        """Keep what one file says."""
        coming = iter(rows)
        while part := list(islice(coming, PART)):
            self.spool.lay(self._kept(part))
            self.spool.name(self._names_read)
            self._names_read.clear()

    def _kept(self, part: Sequence[NodeRow | TieRow | Problem]) -> Iterator[tuple[int, Any]]:
        for item in part:
            if isinstance(item, Notice):
                self.notices.append(item)
                continue
            if isinstance(item, Problem):
                self._told(item)
                continue
            self.rows += 1
            if self._is_computed(item):
                self._leave_out(item)
                continue
            if isinstance(item, NodeRow):
                item = self._with_id(item)
                self._name(self.rows, item)
            yield self.rows, item

    def _told(self, found: Problem) -> None:
        """A row that cannot be read has all its problems under one number; one of a circle was read before."""
        if found.code == "ROW_CIRCLE":
            self.circles[found.place[:2]] = found
            return
        is_same = len(found.place) > 1 and self.broken and self.broken[-1].place[:2] == found.place[:2]
        if not is_same:
            self.rows += 1
            self.broken = []
        self.broken.append(found)
        self.spool.judge([(self.rows, "refused", (found.place, "", self.broken))])

    def _is_computed(self, row: NodeRow | TieRow) -> bool:
        """Whether the row is of a node that follows from other data, or of a relationship of one."""
        if isinstance(row, NodeRow):
            own = COMPUTED.get(row.label)
            return own is not None and row.values.get(own[0]) == own[1]
        return row.start.id in self.left or row.end.id in self.left

    def _leave_out(self, row: NodeRow | TieRow) -> None:
        """Told of once a sheet."""
        if isinstance(row, NodeRow) and row.id is not None:
            self.left.add(row.id)
        sheet = str(row.place[0])
        if sheet not in self.sheets:
            self.sheets[sheet] = None
            self.notices.append(Notice("ROWS_LEFT_OUT", (sheet,), {"value": sheet}))

    def _with_id(self, row: NodeRow) -> NodeRow:
        """A row without an id and without a natural key has one of what it says, the same each time."""
        if row.id is not None or row.keys:
            return row
        return NodeRow(row.label, self._own_id(row), row.keys, row.values, row.links, row.action, row.place)

    def _own_id(self, row: NodeRow) -> str:
        label = self.model.types[row.label]
        names = [str(row.values.get(column) or "") for column in name_columns(label)]
        places = sorted(f"{name}={far.text}" for name, far in row.links.items() if far is not None)
        told = [folded(name) for name in names if name]
        told += [str(row.values[one]) for one in _TELLING if told and row.values.get(one) is not None]
        told = told or sorted(f"{n}={v}" for n, v in row.values.items())
        return self._id_of(row.label, "|".join([row.label, *told, *places]))

    def _id_of(self, label: str, told: str) -> str:
        return f"{self.model.types[label].prefix}:i-{sha256(told.encode()).hexdigest()[:14]}"

    def _name(self, seq: int, row: NodeRow) -> None:
        """Keep what other rows may call the node, and by what it is to be found where it has no id."""
        names = list(self._names(row)) if row.action != "delete" else []
        if row.id is not None:
            self._names_read += [(row.label, name, row.id) for name in names]
        else:
            self.spool.seek(seq, row.label, row.keys, names)

    def _names(self, row: NodeRow) -> Iterator[str]:
        label = self.model.types[row.label]
        texts = [text for column in name_columns(label) if isinstance(text := row.values.get(column), str)]
        yield from (folded(text) for text in texts[:1])
        yield from (key_name(row.keys[key.stored]) for key in label.keys if row.keys.get(key.stored) is not None)

    # Second pass

    async def edits(self) -> None:
        """Turn the rows into edits."""
        self.spool.index()
        await self._find_keyed()
        self.has_old = await has_old_ids(self.run)
        async for rows in self._parts():
            part = await with_present_ids(self.run, rows) if self.has_old else rows
            there = await self._there(part)
            found = await self._looked_up(part)
            for seq, row in part:
                if isinstance(row, NodeRow):
                    self._node(seq, row, there, found)
                else:
                    self._tie(seq, row, found)
            self._waiting.put(self.spool)
        self.spool.index_edits()
        self._put_in_order()

    def _put_in_order(self) -> None:
        """A node is written after those of its label that it leads to; none can be where they lead in a circle."""
        for label in self.shapes.labels:
            for link in self.shapes.links(label).values():
                if label in link.labels:
                    step = link.steps[0]
                    for seq, edit in self.spool.order(label, step.type, into=step.direction is Direction.IN):
                        far = edit.links.get(link.name)
                        found = problem("ROW_CIRCLE", (*edit.place, link.name), f"{edit.id} → {far}")
                        self._refuse(seq, edit.id, edit.place, [found])

    async def _parts(self) -> AsyncIterator[list[tuple[int, NodeRow | TieRow]]]:
        rows = self.spool.raw()
        while part := list(islice(rows, self.part)):
            yield part

    async def _find_keyed(self) -> None:
        """Rows without id are of the node that has one of their natural keys, or of a new one."""
        view = GraphView(self.run, self.model)
        for part in self.spool.sought(self.part):
            wanted: dict[tuple[str, str], set[Any]] = {}
            for one in part:
                for stored, value in one.keys.items():
                    wanted.setdefault((one.label, stored), set()).add(value)
            held = {(label, stored): await view.having(label, stored, some) for (label, stored), some in wanted.items()}
            for one in part:
                ids = (held[one.label, stored].get(value) for stored, value in one.keys.items())
                id_ = next((found for found in ids if found), None)
                id_ = id_ or self._id_of(one.label, repr(sorted(one.keys.items())))
                self.spool.find(one.seq, id_)
                self.spool.name((one.label, name, id_) for name in one.names)

    async def _there(self, part: Sequence[tuple[int, NodeRow | TieRow]]) -> Mapping[int, tuple[str, bool]]:
        """By row, the id of its node, and whether that is new."""
        found = self.spool.found([seq for seq, row in part if isinstance(row, NodeRow) and row.id is None])
        ids = {seq: row.id or found[seq] for seq, row in part if isinstance(row, NodeRow)}
        there = await GraphView(self.run, self.model).nodes(list(ids.values()))
        return {seq: (id_, id_ not in there) for seq, id_ in ids.items()}

    async def _looked_up(self, part: Sequence[tuple[int, NodeRow | TieRow]]) -> Lookup:
        wanted: dict[tuple[str, ...], set[str]] = {}
        for _, row in part:
            for reference in references(row):
                if reference.id is None and reference.labels:
                    wanted.setdefault(reference.labels, set()).add(reference.text)
        return await look_up(self.run, self.model, self.spool, wanted)

    def _node(self, seq: int, row: NodeRow, there: Mapping[int, tuple[str, bool]], found: Lookup) -> None:
        id_, is_new = there[seq]
        place = row.place
        if row.label not in self.shapes.labels:
            self._refuse(seq, id_, place, [Problem("LABEL_NOT_WRITABLE", place, {"label": row.label})])
            return
        if circle := self.circles.get(place):
            self._refuse(seq, id_, place, [circle])
            return
        if (first := self._waiting.row_of(id_) or self.spool.row_of(id_)) is not None:
            self._refuse_twice(seq, row, "id", id_, first)
            return
        if row.action == "delete":
            edit = NodeEdit("delete", row.label, id_, place=place)
            self._waiting.nodes[id_] = (_LAST, seq, Spooled(row.label, False, True, edit))
            return
        links, problems = self._links(row, found)
        if problems:
            self._refuse(seq, id_, place, problems)
            return
        values = row.values if is_new else {n: v for n, v in row.values.items() if n not in _KEPT}
        values = {n: v for n, v in values.items() if n != "id" and not (v is None and is_new)}
        if is_new and self.origin is not None:
            values.setdefault("dataOrigin", self.origin)
        edit = NodeEdit("create" if is_new else "update", row.label, id_, values, links, place=place)
        self._waiting.nodes[id_] = (self.order[row.label], seq, Spooled(row.label, is_new, False, edit))
        self._note(seq, edit)

    def _links(self, row: NodeRow, found: Lookup) -> tuple[dict[str, str | None], list[Problem]]:
        links: dict[str, str | None] = {}
        problems: list[Problem] = []
        for name, reference in row.links.items():
            far = None if reference is None else found.id(reference)
            if isinstance(far, str) or far is None:
                links[name] = far
            else:
                problems.append(Problem(far.code, (*row.place, name), far.values, far.allowed))
        return links, problems

    def _note(self, seq: int, edit: NodeEdit) -> None:
        """What the overlay has to know of a node: where it leads, and what no other may have."""
        self._waiting.links += [
            (seq, *link_ends(self.shapes, edit.label, name, edit.id, far), False)
            for name, far in edit.links.items()
            if far is not None and name in self.shapes.links(edit.label)
        ]
        known = self.shapes.properties(edit.label)
        self._waiting.uniques += [
            (seq, edit.label, n, str(v), edit.id) for n, v in edit.values.items() if n in known and known[n].unique
        ]

    def _tie(self, seq: int, row: TieRow, found: Lookup) -> None:
        ends = [found.id(reference) for reference in (row.start, row.end)]
        problems = [
            Problem(end.code, (*row.place, name), end.values, end.allowed)
            for end, name in zip(ends, ("from_id", "to_id"), strict=True)
            if isinstance(end, Problem)
        ]
        problems += [self.circles[row.place]] if row.place in self.circles else []
        start, end = ends
        if problems or not isinstance(start, str) or not isinstance(end, str):
            self._refuse(seq, row.type, row.place, problems)
            return
        action = "remove" if row.action == "delete" else "put"
        named = (row.type, start, end, row.key)
        first = self._waiting.row_of_tie(named) or self.spool.row_of_tie(*named)
        if first is not None and (row.key is not None or not self.shapes.ties[row.type].keyed):
            self._refuse_twice(seq, row, "from_id", start, first)
            return
        values = {} if action == "remove" else row.values
        edit = TieEdit(action, row.type, start, end, row.key, values, row.place)  # type: ignore[arg-type]
        self._waiting.ties.setdefault(named, []).append((seq, edit))

    def _refuse_twice(self, seq: int, row: NodeRow | TieRow, name: str, what: str, first: int) -> None:
        """Two rows speak of the same, in two files or under two names."""
        place = ":".join(map(str, self.spool.row(first).place))
        found = problem("ROW_TWICE", (*row.place, name), what, first=place)
        self._refuse(seq, what, row.place, [found])

    def _refuse(self, seq: int, what: str, place: Any, problems: list[Problem]) -> None:
        self.spool.judge([(seq, "refused", (place, what, problems))])


@dataclass
class _Waiting:
    """Edits of one part of the rows, put into the spool together: one by one takes three times as long."""

    nodes: dict[str, tuple[int, int, Spooled]] = field(default_factory=dict)
    ties: dict[tuple[str, str, str, str | None], list[tuple[int, TieEdit]]] = field(default_factory=dict)
    links: list[tuple[int, str, str, str, bool]] = field(default_factory=list)
    uniques: list[tuple[int, str, str, str, str]] = field(default_factory=list)

    def row_of(self, id_: str) -> int | None:
        """The number of the row that speaks of a node."""
        known = self.nodes.get(id_)
        return None if known is None else known[1]

    def row_of_tie(self, named: tuple[str, str, str, str | None]) -> int | None:
        """The number of the first row that speaks of a relationship."""
        known = self.ties.get(named)
        return None if known is None else known[0][0]

    def put(self, spool: Spool) -> None:
        """Put all of it into the spool, and begin anew."""
        spool.put_nodes(self.nodes.values())
        spool.put_ties(one for some in self.ties.values() for one in some)
        spool.link(self.links)
        spool.unique(self.uniques)
        for each in (self.nodes, self.ties, self.links, self.uniques):
            each.clear()


def writing_order(model: Model, shapes: Shapes) -> dict[str, int]:
    """The labels in an order in which to-one fields lead to what is written before."""
    leads = {
        label: {far for link in shapes.links(label).values() for far in link.labels if far in shapes.labels} - {label}
        for label in shapes.labels
    }
    order: dict[str, int] = {}
    while left := sorted(leads.keys() - order.keys()):
        ready = [label for label in left if leads[label] <= order.keys()]
        # Official data lead in circles: what is left out of these is led there at the end.
        for label in ready or sorted(left, key=lambda name: not model.types[name].reference)[:1]:
            order[label] = len(order)
    return order

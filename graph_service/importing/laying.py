"""From rows to edits: files are read into the spool, what rows name is looked up, and each row becomes one edit."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice
from typing import Any

from graph_service.cypher import Statement, identifier
from graph_service.importing.overlay import link_ends
from graph_service.importing.plan import NodeRow, Reference, TieRow
from graph_service.importing.problems import Notice
from graph_service.importing.spool import Spool, Spooled
from graph_service.model.naming import FOLDED, name_columns
from graph_service.model.structure import Kind, Model
from graph_service.model.text import folded
from graph_service.writes.edits import NodeEdit, TieEdit
from graph_service.writes.problems import Problem
from graph_service.writes.shapes import COMPUTED, Shapes
from graph_service.writes.view import GraphView, Run

PART = 1_000
_KEPT = frozenset({"createdAt", "updatedAt", "revision"})
_LAST = 1_000_000


@dataclass
class Laying:
    """Lays files into a spool: first as they are read, then as edits of a graph that `run` reads."""

    spool: Spool
    model: Model
    shapes: Shapes
    run: Run
    rows: int = 0
    problems: int = 0
    notices: list[Notice] = field(default_factory=list)
    sheets: dict[str, None] = field(default_factory=dict)
    left: set[str] = field(default_factory=set)
    origin: str | None = None
    """Where new nodes come from whose rows do not say."""

    def read(self, rows: Iterable[NodeRow | TieRow | Problem]) -> None:
        """Keep what one file says."""
        while part := list(islice(iter_of(rows), PART)):
            self.spool.lay(self._kept(part))

    def _kept(self, part: Sequence[NodeRow | TieRow | Problem]) -> Iterator[tuple[int, Any]]:
        for item in part:
            if isinstance(item, Notice):
                self.notices.append(item)
                continue
            self.rows += 1
            if isinstance(item, Problem):
                self.problems += 1
                self.spool.judge([(self.rows, "refused", (item.place, "", [item]))])
                continue
            if self._is_computed(item):
                self._leave_out(item)
                continue
            if isinstance(item, NodeRow):
                item = self._with_id(item)
                self._name(item)
            yield self.rows, item

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
        return _named(row, self._own_id(row))

    def _own_id(self, row: NodeRow) -> str:
        label = self.model.types[row.label]
        names = [str(row.values.get(column) or "") for column in name_columns(label)]
        places = sorted(f"{name}={far.text}" for name, far in row.links.items() if far is not None)
        told = [folded(name) for name in names if name] or sorted(f"{n}={v}" for n, v in row.values.items())
        return self._id_of(row, "|".join([row.label, *told, *places]))

    def _id_of(self, row: NodeRow, told: str) -> str:
        return f"{self.model.types[row.label].prefix}:i-{sha256(told.encode()).hexdigest()[:14]}"

    def _name(self, row: NodeRow) -> None:
        label = self.model.types[row.label]
        texts = [text for column in name_columns(label) if isinstance(text := row.values.get(column), str)]
        if row.id is not None and texts and row.action != "delete":
            self.spool.name([(row.label, folded(texts[0]), row.id)])

    # Second pass

    async def edits(self) -> None:
        """Turn the rows into edits."""
        self.spool.index()
        order = writing_order(self.model, self.shapes)
        async for part in self._parts():
            there = await self._there(part)
            found = await self._looked_up(part)
            for seq, row in part:
                if isinstance(row, NodeRow):
                    self._node(seq, row, there, found, order)
                else:
                    self._tie(seq, row, found)

    async def _parts(self) -> AsyncIterator[list[tuple[int, NodeRow | TieRow]]]:
        rows = self.spool.raw()
        while part := list(islice(rows, PART)):
            yield part

    async def _there(self, part: Sequence[tuple[int, NodeRow | TieRow]]) -> Mapping[Any, str]:
        """Which nodes there are: ids to themselves, and label, stored name and value of natural keys to ids."""
        view = GraphView(self.run, self.model)
        ids = [row.id for _, row in part if isinstance(row, NodeRow) and row.id is not None]
        found: dict[Any, str] = {id_: id_ for id_ in await view.nodes(ids)}
        wanted: dict[tuple[str, str], set[Any]] = {}
        for _, row in part:
            if isinstance(row, NodeRow) and row.id is None:
                for name, value in row.keys.items():
                    wanted.setdefault((row.label, name), set()).add(value)
        for (label, name), values in wanted.items():
            held = await view.having(label, name, values)
            found |= {(label, name, value): id_ for value, id_ in held.items()}
        return found

    async def _looked_up(self, part: Sequence[tuple[int, NodeRow | TieRow]]) -> Lookup:
        wanted: dict[tuple[str, ...], set[str]] = {}
        for _, row in part:
            for reference in _references(row):
                if reference.id is None and reference.labels:
                    wanted.setdefault(reference.labels, set()).add(reference.text)
        return await look_up(self.run, self.model, self.spool, wanted)

    def _node(self, seq: int, row: NodeRow, there: Mapping[Any, str], found: Lookup, order: Mapping[str, int]) -> None:
        id_ = row.id or next((there[k] for k in ((row.label, n, v) for n, v in row.keys.items()) if k in there), None)
        is_new = id_ is None or id_ not in there.values()
        id_ = id_ or self._id_of(row, repr(sorted(row.keys.items())))
        place = row.place
        if row.label not in self.shapes.labels:
            self._refuse(seq, id_, place, [Problem("LABEL_NOT_WRITABLE", place, {"label": row.label})])
            return
        if row.action == "delete":
            edit = NodeEdit("delete", row.label, id_, place=place)
            self.spool.put_nodes([(_LAST, seq, Spooled(row.label, False, True, edit))])
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
        self.spool.put_nodes([(order[row.label], seq, Spooled(row.label, is_new, False, edit))])
        self._note(edit)

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

    def _note(self, edit: NodeEdit) -> None:
        """What the overlay has to know of a node: where it leads, and what no other may have."""
        ends = [
            (*link_ends(self.shapes, edit.label, name, edit.id, far), False)
            for name, far in edit.links.items()
            if far is not None and name in self.shapes.links(edit.label)
        ]
        self.spool.link(ends)
        known = self.shapes.properties(edit.label)
        taken = [(edit.label, n, str(v), edit.id) for n, v in edit.values.items() if n in known and known[n].unique]
        self.spool.unique(taken)

    def _tie(self, seq: int, row: TieRow, found: Lookup) -> None:
        ends = [found.id(reference) for reference in (row.start, row.end)]
        problems = [
            Problem(end.code, (*row.place, name), end.values, end.allowed)
            for end, name in zip(ends, ("from_id", "to_id"), strict=True)
            if isinstance(end, Problem)
        ]
        start, end = ends
        if problems or not isinstance(start, str) or not isinstance(end, str):
            self._refuse(seq, row.type, row.place, problems)
            return
        action = "remove" if row.action == "delete" else "put"
        values = {} if action == "remove" else row.values
        self.spool.put_ties([(seq, TieEdit(action, row.type, start, end, row.key, values, row.place))])  # type: ignore[arg-type]

    def _refuse(self, seq: int, what: str, place: Any, problems: list[Problem]) -> None:
        self.problems += 1
        self.spool.judge([(seq, "refused", (place, what, problems))])


@dataclass(frozen=True)
class Lookup:
    """What was found for what rows name, by labels and text: ids, one if all is well."""

    found: Mapping[tuple[tuple[str, ...], str], Sequence[str]]

    def id(self, reference: Reference) -> str | Problem:
        """The id of the node that is meant, or why that cannot be told."""
        if reference.id is not None:
            return reference.id
        ids = self.found.get((reference.labels, reference.text), ())
        if len(ids) == 1:
            return ids[0]
        code = "REFERENCE_AMBIGUOUS" if ids else "REFERENCE_UNKNOWN"
        values = {"value": reference.text[:80], "allowed": ", ".join(ids or reference.labels)}
        return Problem(code, (), values, tuple(ids or reference.labels))


async def look_up(run: Run, model: Model, spool: Spool, wanted: Mapping[tuple[str, ...], set[str]]) -> Lookup:
    """The nodes that texts name: by a natural key or by name, in the graph or in the files."""
    view = GraphView(run, model)
    found: dict[tuple[tuple[str, ...], str], dict[str, None]] = {}
    for labels, texts in wanted.items():
        for label_name in labels:
            label = model.types[label_name]
            for key in label.keys:
                values = {text: _key(key.kind, text) for text in texts}
                held = await view.having(label_name, key.stored, {v for v in values.values() if v is not None})
                for text, value in values.items():
                    if value in held:
                        found.setdefault((labels, text), {})[held[value]] = None
            if label.named_by is not None:
                for text, id_ in await _by_name(run, label_name, texts):
                    found.setdefault((labels, text), {})[id_] = None
        for text in texts:
            for id_ in spool.named(labels, folded(text)):
                found.setdefault((labels, text), {})[id_] = None
    return Lookup({key: tuple(ids) for key, ids in found.items()})


async def _by_name(run: Run, label: str, texts: Iterable[str]) -> list[tuple[str, str]]:
    names: dict[str, list[str]] = {}
    for text in texts:
        names.setdefault(folded(text), []).append(text)
    name = identifier(FOLDED)
    cypher = f"MATCH (n:{identifier(label)}) WHERE n.{name} IN $names RETURN collect([n.{name}, n.id]) AS rows"
    [record] = await run(Statement(cypher, {"names": sorted(names)}))
    return [(text, id_) for held, id_ in record["rows"] for text in names[held]]


def _key(kind: Kind, text: str) -> Any:
    if kind in (Kind.INT, Kind.LONG):
        return int(text) if text.isdecimal() else None
    return text


def _references(row: NodeRow | TieRow) -> Iterator[Reference]:
    if isinstance(row, TieRow):
        yield from (row.start, row.end)
    else:
        yield from (reference for reference in row.links.values() if reference is not None)


def _named(row: NodeRow, id_: str) -> NodeRow:
    return NodeRow(row.label, id_, row.keys, row.values, row.links, row.action, row.place)


def writing_order(model: Model, shapes: Shapes) -> dict[str, int]:
    """The labels in an order in which to-one fields lead to what is written before."""
    leads = {
        label: {far for link in shapes.links(label).values() for far in link.labels if far in shapes.labels} - {label}
        for label in shapes.labels
    }
    order: dict[str, int] = {}
    while left := sorted(leads.keys() - order.keys()):
        ready = [label for label in left if leads[label] <= order.keys()]
        for label in ready or left[:1]:
            order[label] = len(order)
    return order


def iter_of(rows: Iterable[Any]) -> Iterator[Any]:
    """An iterator over `rows` that goes on where it was left."""
    return iter(rows)

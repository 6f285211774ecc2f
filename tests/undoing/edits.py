"""Random edits of the demonstration, as an import or somebody's mutations would make them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from graph_service.cypher import Statement
from graph_service.model import load_model
from graph_service.model.structure import Kind, Property
from graph_service.model.vocabulary import schemes
from graph_service.model.writable import written_properties
from graph_service.store.store import Store
from graph_service.writes.edits import Edit, NodeEdit, TieEdit
from graph_service.writes.history import Author
from graph_service.writes.seats import Spot
from graph_service.writes.shapes import Shapes
from graph_service.writes.view import GraphView, HeldTie, Run, natives
from graph_service.writes.writing import Refused, Writing, Written

MODEL = load_model()
SHAPES = Shapes(MODEL)
SECONDS = 60.0


class Rolled(Exception):
    """What was examined had problems."""


async def write(store: Store, edits: Sequence[Edit], author: Author) -> Written | None:
    """Write edits in one transaction; None where they are refused."""

    async def work(run: Run) -> Written:
        writing = Writing(run, SHAPES, author)
        examined = await writing.apply(edits)
        if examined.problems:
            raise Rolled
        return await writing.settle()

    try:
        return await store.transact(work, seconds=SECONDS)
    except (Rolled, Refused):
        return None


@dataclass
class Held:
    """All that clients write, and the bookkeeping: what a comparison of two states shows the difference of."""

    nodes: dict[str, dict[str, Any]] = field(default_factory=dict)
    ties: list[tuple[Any, ...]] = field(default_factory=list)


async def held(store: Store) -> Held:
    """What the graph holds, derived data aside."""
    found = Held()
    for label in MODEL.labels:
        if not MODEL.is_node(label):
            continue
        derived = {name for p in label.properties.values() if p.derived for name in p.stored_names}
        text = f"MATCH (n:{label.name}) RETURN n.id AS id, properties(n) AS held"
        for row in await store.records(Statement(text), seconds=SECONDS):
            values = {k: v for k, v in row["held"].items() if k not in derived}
            if row["held"].get("method") == "computed":
                values.pop("revision", None)  # nobody writes it; it is touched where its source goes and comes back
            found.nodes[row["id"]] = values
    for type_ in sorted(SHAPES.ties):
        text = f"MATCH (a:Node)-[e:{type_}]->(b:Node) RETURN collect([a.id, b.id, properties(e)]) AS rows"
        [row] = await store.records(Statement(text), seconds=SECONDS)
        found.ties += [(type_, a, b, sorted(values.items())) for a, b, values in row["rows"]]
    found.ties.sort(key=str)
    return found


class Random:
    """Draws edits: nodes of every label that clients write are created, changed and deleted, and relationships."""

    def __init__(self, store: Store, seed: int) -> None:
        self._store = store
        self.draw = random.Random(seed)
        self._made = 0
        self._prefix = f"t{seed}"

    async def ids(self, label: str) -> list[str]:
        text = f"MATCH (n:{label}) RETURN n.id AS id ORDER BY id"
        rows = await self._store.records(Statement(text), seconds=SECONDS)
        return [row["id"] for row in rows if (found := MODEL.label_of(row["id"])) and found.name == label]

    async def edits(self) -> list[Edit]:
        """A handful of edits that belong together."""
        label = self.draw.choice(sorted(SHAPES.labels))
        kind = self.draw.choice(("create", "create", "update", "update", "delete", "tie", "tie", "move"))
        ids = await self.ids(label)
        if kind == "tie" or not ids:
            return await self._ties()
        chosen = self.draw.choice(ids)
        if kind == "create":
            return await self.copy(label, chosen)
        if kind == "delete":
            return [NodeEdit("delete", label, chosen, cascades=True)]
        if kind == "move":
            return await self._move(label, chosen)
        return [NodeEdit("update", label, chosen, self._values(label))]

    def _values(self, label: str) -> dict[str, Any]:
        known = [p for p in written_properties(MODEL.types[label]) if p.name not in ("data_origin", "dataOrigin")]
        values: dict[str, Any] = {}
        for prop in self.draw.sample(known, min(len(known), 3)):
            for stored in prop.stored_names:
                is_away = not prop.required and self.draw.random() < 0.2
                values[stored] = None if is_away else self._value(prop)
        return values

    def _value(self, prop: Property) -> Any:
        one = self._one(prop)
        return [one] if prop.many else one

    def _one(self, prop: Property) -> Any:
        number = self.draw.randrange(1, 5)
        match prop.kind:
            case Kind.ENUM:
                return self.draw.choice([term.code for term in schemes()[prop.scheme or ""].terms])
            case Kind.INT | Kind.LONG:
                return number
            case Kind.FLOAT:
                return number + 0.25
            case Kind.BOOLEAN:
                return self.draw.random() < 0.5
            case Kind.DATE:
                return date(2019, 1, 1) + timedelta(days=self.draw.randrange(900))
            case Kind.DATETIME:
                return datetime(2019, 1, 1, 3, tzinfo=UTC) + timedelta(minutes=self.draw.randrange(99_999))
            case Kind.POINT:
                return Spot(17 + number / 7, 46 + number / 9)
            case _:
                return f"Új szöveg {self.draw.randrange(10**9)}"

    async def copy(self, label: str, id_: str) -> list[Edit]:
        """A new node like another, with its relationships."""

        async def look(run: Run) -> tuple[dict[str, Any], list[Any]]:
            view = GraphView(run, MODEL)
            return dict((await view.nodes([id_]))[id_].values), await view.all_ties(id_)

        values, ties = await self._store.transact(look, seconds=SECONDS)
        self._made += 1
        new = f"{MODEL.types[label].prefix}:{self._prefix}-{self._made}"
        known = SHAPES.properties(label)
        given = {k: v for k, v in values.items() if k in known and not known[k].unique}
        given |= {k: f"{new} {k}" for k, p in known.items() if p.unique and p.required and p.kind is Kind.STRING}
        edits: list[Edit] = [NodeEdit("create", label, new, given)]
        for tie in ties:
            if tie.type in SHAPES.ties and not self._has_one(tie, id_):
                start, end = (new if e == id_ else e for e in (tie.start, tie.end))
                held = {k: v for k, v in tie.values.items() if k != "key"}
                edits.append(TieEdit("add", tie.type, start, end, tie.key, held))
        return edits

    def _has_one(self, tie: HeldTie, id_: str) -> bool:
        """Whether the other end can have only one such relationship."""
        label = MODEL.label_of(tie.end if tie.start == id_ else tie.start)
        singles = () if label is None else SHAPES.singles[label.name]
        return any((one.type, one.into) == (tie.type, tie.start == id_) for one in singles)

    async def _move(self, label: str, id_: str) -> list[Edit]:
        links = SHAPES.links(label)
        if not links:
            return [NodeEdit("update", label, id_, self._values(label))]
        name = self.draw.choice(sorted(links))
        far = self.draw.choice(await self.ids(self.draw.choice(links[name].labels)) or [None])
        return [NodeEdit("update", label, id_, {}, {name: far})]

    async def _ties(self) -> list[Edit]:
        type_ = self.draw.choice(sorted(SHAPES.ties))
        text = f"MATCH (a)-[e:{type_}]->(b) RETURN a.id AS a, b.id AS b, properties(e) AS held"
        rows = await self._store.records(Statement(text), seconds=SECONDS)
        if not rows:
            return []
        row = self.draw.choice(sorted(rows, key=str))
        held, tie = natives(row["held"]), SHAPES.ties[type_]
        key = held.get("key")
        action = self.draw.choice(("add", "remove", "update"))
        if action == "remove":
            return [TieEdit("remove", type_, row["a"], row["b"], key)]
        values = {n: self._value(p) for p in tie.properties for n in p.stored_names}
        if action == "update":
            return [TieEdit("update", type_, row["a"], row["b"], key, values)]
        other = self.draw.choice(sorted(rows, key=str))["b"]
        return [TieEdit("add", type_, row["a"], other, f"{self._prefix}-{self._made}" if tie.keyed else None, values)]

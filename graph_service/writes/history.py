"""What is kept of a transaction: one `Change` a node, with what it did to fields and relationships."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import orjson

from graph_service.cypher import Statement
from graph_service.model.labels import CHANGE
from graph_service.model.naming import FOLDED, SEARCHED
from graph_service.model.structure import Kind, Model, NodeType, Property
from graph_service.writes.changes import in_turn, slices
from graph_service.writes.edits import NO_ALIAS, NodeChange, TieChange, Values
from graph_service.writes.elements import Elements
from graph_service.writes.seats import Spot
from graph_service.writes.shapes import UNTOUCHED, by_stored, end_label
from graph_service.writes.texts import LINK_CREATED, link_changes
from graph_service.writes.upserts import create_nodes, node_row
from graph_service.writes.view import Run

TOUCHED = "@"
"""Stands before the id of a node of which only the bookkeeping changed, in hidden fields."""
ALIAS = "=>"
"""The hidden field that tells where the id of a node leads once it was merged into another."""
UNDID = "<="
"""The hidden field that tells the numbers of the transactions that a change undid at its node."""
BOOKKEEPING = ("updatedAt", "revision")


@dataclass(frozen=True)
class Author:
    """Who makes a change, why, the import that brings it, and the import or number that it undoes."""

    by: str | None = None
    comment: str | None = None
    import_id: str | None = None
    undoes: str | None = None


NOBODY = Author()


@dataclass(frozen=True)
class Touch:
    """The bookkeeping of a node before and after a relationship of it changed."""

    id: str
    before: tuple[int | None, datetime | None]
    after: tuple[int | None, datetime | None]


@dataclass(frozen=True)
class Entry:
    """A change with what it touched besides its node, and where that lies."""

    change: NodeChange
    touches: Sequence[Touch]
    counties: Collection[str]


def change_id(number: int, place: int) -> str:
    """The id of the `place`th change of a transaction; ids are in the order of time."""
    return f"change:{number:012d}:{place:06d}"


async def write_history(
    run: Run,
    model: Model,
    entries: Sequence[Entry],
    number: int,
    author: Author,
    elements: Elements | None = None,
) -> None:
    """Write the changes of one transaction, under the number of the data after it."""
    at = datetime.now(UTC)
    links: list[tuple[str, str]] = []
    stored = {name: by_stored(model.types[name].properties.values()) for name in {e.change.label for e in entries}}

    def row(place: int, entry: Entry) -> dict[str, Any]:
        id_ = change_id(number, place)
        kept = _properties(stored[entry.change.label], model, entry, number, at, author)
        links.extend((id_, node) for node in _nodes(model, entry))
        return node_row({**kept, "id": id_, "total": len(entries)}, {})

    parts = slices(list(enumerate(entries)))
    statements = (Statement(create_nodes(model, CHANGE), {"rows": [row(*one) for one in part]}) for part in parts)
    made: dict[str, str] = {}
    async for [record] in in_turn(run, statements):
        made |= dict(record["elements"])
    placed = {} if elements is None else elements.of({node for _, node in links})
    by_text: dict[str, list[dict[str, str | None]]] = {}
    for id_, node in links:
        text = LINK_CREATED if node in placed else link_changes(end_label(model, node))
        by_text.setdefault(text, []).append({"from": made[id_], "node": node, "to": placed.get(node)})
    for text, some in sorted(by_text.items()):
        for some_of in slices(some):
            await run(Statement(text, {"rows": list(some_of)}))


def _nodes(model: Model, entry: Entry) -> Iterator[str]:
    """What the change is of, as far as it is there: its node, and ends of relationships but official data."""
    change = entry.change
    ties = [tie for tie in change.ties if tie.type not in UNTOUCHED]
    ends = {end: None for tie in ties for end in (tie.start, tie.end) if end != change.id}
    if change.after is not None:
        yield change.id
    elif change.alias[1] is not None:
        yield change.alias[1]
    for end in ends:
        label = model.label_of(end)
        if label is not None and not label.reference:
            yield end


def _properties(
    stored: Mapping[str, Property], model: Model, entry: Entry, number: int, at: datetime, author: Author
) -> dict[str, Any]:
    change = entry.change
    label = model.types[change.label]
    public, guarded, hidden = _fields(label, stored, change.before, change.after)
    hidden += [_record(f"{TOUCHED}{t.id}", _pair(*t.before), _pair(*t.after)) for t in entry.touches]
    hidden += [_record(UNDID, None, sorted(change.undid))] if change.undid else []
    hidden += [_record(ALIAS, *change.alias)] if change.alias != NO_ALIAS else []
    action = "created" if change.before is None else "deleted" if change.after is None else "updated"
    kept = {
        "number": number,
        "at": at,
        "action": action,
        "subject": change.id,
        "label": change.label,
        "counties": sorted(entry.counties),
        "importId": author.import_id,
        "undoes": author.undoes,
        "madeBy": author.by,
        "changeComment": author.comment,
        "fields": public,
        "personalFields": guarded,
        "hidden": hidden,
        "relationships": [_tie_record(tie) for tie in change.ties],
    }
    return {name: value for name, value in kept.items() if value is not None}


def _fields(
    label: NodeType, kinds: Mapping[str, Property], before: Values | None, after: Values | None
) -> tuple[list[str], list[str], list[str]]:
    """The fields that differ, as records: public, guarded, hidden. What is derived is not told of."""
    public: list[str] = []
    guarded: list[str] = []
    hidden: list[str] = []
    if before is after:  # only relationships changed
        return public, guarded, hidden
    sort = label.named_by.sort if label.named_by else None
    for stored in sorted({*(before or ()), *(after or ())} - {FOLDED, SEARCHED, sort or FOLDED, "id"}):
        old, new = (before or {}).get(stored), (after or {}).get(stored)
        prop = kinds.get(stored)
        if old == new or (prop is not None and prop.derived):
            continue
        kept = hidden if prop is None or not prop.public or stored in BOOKKEEPING else public
        (guarded if prop is not None and prop.guarded else kept).append(_record(stored, plain(old), plain(new)))
    return public, guarded, hidden


def _tie_record(tie: TieChange) -> str:
    action = "added" if tie.before is None else "removed" if tie.after is None else "changed"
    names = sorted({*(tie.before or ()), *(tie.after or ())} - {"key"})
    fields = [
        _named(name, plain(old), plain(new))
        for name in names
        if (old := (tie.before or {}).get(name)) != (new := (tie.after or {}).get(name))
    ]
    held = {"t": tie.type, "k": action, "f": tie.start, "o": tie.end, "y": tie.key, "p": fields}
    return _json({name: value for name, value in held.items() if value is not None})


def _record(name: str, before: Any, after: Any) -> str:
    return _json(_named(name, before, after))


def _named(name: str, before: Any, after: Any) -> dict[str, Any]:
    return {key: value for key, value in (("n", name), ("b", before), ("a", after)) if value is not None}


def _pair(number: int | None, moment: datetime | None) -> list[Any]:
    return [number, plain(moment)]


def _json(value: Any) -> str:
    return orjson.dumps(value).decode()


def plain(value: Any) -> Any:
    """A stored value as JSON has it: days and moments as text, points as longitude and latitude."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Spot):
        return [value.lon, value.lat]
    return value


def stored_value(kind: Kind, value: Any) -> Any:
    """The stored value of a kind that `plain` told."""
    if value is None:
        return None
    if kind is Kind.DATETIME:
        return datetime.fromisoformat(value).astimezone(UTC)
    if kind is Kind.DATE:
        return date.fromisoformat(value)
    if kind is Kind.POINT:
        return Spot(*value)
    return value


def kinds_of(properties: Iterable[Any]) -> Mapping[str, Kind]:
    """The kind of each stored name, texts of two languages under both."""
    return {stored: p.kind for p in properties for stored in p.stored_names}

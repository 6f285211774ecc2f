"""Everything that the graph holds on one person: told, or taken away.

`PLACES` is the one table of where that can lie.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol, TypeVar

from graph_service.cypher import Statement
from graph_service.errors import RequestError
from graph_service.model.naming import FOLDED, SEARCHED
from graph_service.model.structure import Model, NodeType
from graph_service.writes.aliases import former_ids
from graph_service.writes.changes import Run, TransactingStore, write_changes
from graph_service.writes.derive import current_version
from graph_service.writes.history import TOUCHED
from graph_service.writes.indicators import indicator_changes
from graph_service.writes.ties import tie_changes
from graph_service.writes.versions import raise_versions, read_counties_of, scopes_of

_SECONDS = 60.0
_NODE = "MATCH (n:Node {id: $id}) WHERE n:Person"
T = TypeVar("T")


class PersonStore(TransactingStore, Protocol):
    """What export and erasure need of a store."""

    async def records(self, statement: Statement, *, seconds: float = ...) -> list[dict[str, Any]]: ...


@dataclass(frozen=True)
class Place:
    """Where data of a person can lie: how many such things there are (`number`), and what takes them away.

    `rewrite` makes the rows of `erase` out of what `find` gives, where only a part of something is of the person.
    """

    name: str
    count: str
    erase: str
    find: str = ""
    rewrite: Callable[[Sequence[Any], Parameters], list[dict[str, Any]]] | None = None


Parameters = Mapping[str, Any]
"""`id`; `ids`, the ids that were merged into it included; these as they stand in records; and the person's names."""


def _without(rows: Sequence[Any], parameters: Parameters) -> list[dict[str, Any]]:
    """Changes of others, without what they tell of the person."""

    def kept(texts: Sequence[str]) -> list[str]:
        return [text for text in texts if not any(quoted in text for quoted in parameters["named"])]

    return [{"id": id_, "relationships": kept(ties), "hidden": kept(hidden)} for id_, ties, hidden in rows]


# In the order in which they are taken away: what is found by way of the node goes before it. Whoever stores data of
# persons elsewhere adds a row.
_CHANGES = "MATCH (c:Change) WHERE c.subject IN $ids"
_NAMING = (
    "MATCH (c:Change) WHERE NOT c.subject IN $ids AND any(told IN c.relationships + c.hidden "
    "WHERE any(quoted IN $named WHERE told CONTAINS quoted))"
)
_ANSWERS = (
    "MATCH (k:IdempotencyKey) WHERE any(text IN $named + $names WHERE k.outcome CONTAINS text) "
    "OR any(id IN $ids WHERE id IN k.subjects)"
)
_ALIASES = "MATCH (a:Alias) WHERE a.of IN $ids"
PLACES = (
    Place("changes", f"{_CHANGES} RETURN count(c) AS number", f"{_CHANGES} DETACH DELETE c"),
    Place(
        "mentions",
        f"{_NAMING} RETURN count(c) AS number",
        "UNWIND $rows AS r MATCH (c:Change {id: r.id}) SET c.relationships = r.relationships, c.hidden = r.hidden",
        f"{_NAMING} RETURN collect([c.id, c.relationships, c.hidden]) AS rows",
        _without,
    ),
    Place("answers", f"{_ANSWERS} RETURN count(k) AS number", f"{_ANSWERS} DELETE k"),
    Place("aliases", f"{_ALIASES} RETURN count(a) AS number", f"{_ALIASES} DELETE a"),
    Place(
        "notes",
        f"{_NODE} MATCH (n)-[:CARRIED_OUT]->(a:MentoringActivity) WHERE a.note IS NOT NULL RETURN count(a) AS number",
        f"{_NODE} MATCH (n)-[:CARRIED_OUT]->(a:MentoringActivity) WHERE a.note IS NOT NULL REMOVE a.note",
    ),
    Place(
        "relationships",
        f"{_NODE} MATCH (n)-[r]-() WHERE type(r) <> 'CHANGED' RETURN count(r) AS number",
        f"{_NODE} MATCH (n)-[r]-() DELETE r",
    ),
    Place("nodes", f"{_NODE} RETURN count(n) AS number", f"{_NODE} DETACH DELETE n"),
)
_OF_NODE = f"{_NODE} RETURN properties(n) AS properties"
_OF_RELATIONSHIPS = (
    f"{_NODE} MATCH (n)-[r]-(m) WHERE type(r) <> 'CHANGED' "
    "RETURN type(r) AS type, startNode(r).id = $id AS out, properties(r) AS properties, "
    "m.id AS id, coalesce(m.nameHu, m.titleHu, m.prefLabelHu, m.name, m.title) AS name ORDER BY type, id"
)
_OF_CHANGES = (
    "RETURN c.id AS id, c.at AS at, c.action AS action, c.madeBy AS madeBy, c.changeComment AS comment, "
    "c.fields + c.personalFields AS fields, c.relationships AS relationships ORDER BY id"
)
_OF_NOTES = (
    f"{_NODE} MATCH (n)-[:CARRIED_OUT]->(a:MentoringActivity) WHERE a.note IS NOT NULL "
    "RETURN a.id AS id, a.note AS note ORDER BY id"
)


@dataclass(frozen=True)
class Holding:
    """What the graph holds on a person; every value is one that JSON has."""

    id: str
    label: str
    properties: dict[str, Any]
    derived: dict[str, Any]
    search_keys: dict[str, Any]
    relationships: list[dict[str, Any]]
    notes: list[dict[str, Any]] = field(default_factory=list)
    changes: list[dict[str, Any]] = field(default_factory=list)
    """What was done to the person's data, and when."""
    mentions: list[str] = field(default_factory=list)
    """Ids of changes of others that name the person's id."""
    answers: list[str] = field(default_factory=list)
    """Ids of kept answers of mutations that tell of the person."""
    aliases: list[str] = field(default_factory=list)
    """Old ids of the person."""


@dataclass(frozen=True)
class Erasure:
    """What was taken, by place, or would be; the version of the data after it, and what was derived anew."""

    id: str
    taken: Mapping[str, int]
    version: int | None = None
    derived: Sequence[str] = ()


async def held_on(store: PersonStore, model: Model, id_: str) -> Holding:
    """All that is held on the person. Raises RequestError where there is none of that id."""
    label = person_label(model, id_)
    found = await store.records(Statement(_OF_NODE, {"id": id_}), seconds=_SECONDS)
    if not found:
        raise _unknown(model, id_)
    stored = {name: _plain(value) for name, value in sorted(found[0]["properties"].items())}
    kept = {FOLDED, SEARCHED, *(p.sort for p in label.properties.values() if p.sort)}
    derived = {p.stored for p in label.properties.values() if p.derived}
    return Holding(
        id_,
        label.name,
        {name: value for name, value in stored.items() if name not in kept | derived},
        {name: value for name, value in stored.items() if name in derived},
        {name: value for name, value in stored.items() if name in kept},
        [_relationship(record) for record in await store.records(Statement(_OF_RELATIONSHIPS, {"id": id_}))],
        list(await store.records(Statement(_OF_NOTES, {"id": id_}))),
        *await _account(store, model, id_),
    )


async def _account(
    store: PersonStore, model: Model, id_: str
) -> tuple[list[dict[str, Any]], list[str], list[str], list[str]]:
    """What the account of the work on the data tells of the person."""
    given = await store.transact(lambda run: _parameters(run, model, id_), seconds=_SECONDS)
    told = await store.records(Statement(f"{_CHANGES} {_OF_CHANGES}", dict(given)))
    texts = (f"{_NAMING} RETURN c.id AS id ORDER BY id", f"{_ANSWERS} RETURN k.id AS id ORDER BY id")
    mentions, answers = [[one["id"] for one in await store.records(Statement(t, dict(given)))] for t in texts]
    return [{name: _plain(one[name]) for name in one} for one in told], mentions, answers, given["ids"][1:]


async def _parameters(run: Run, model: Model, id_: str) -> Parameters:
    """The values of all statements of `PLACES`; names are those of the guarded properties."""
    ids = await former_ids(run, id_)
    held = await run(Statement(_OF_NODE, {"id": id_}))
    guarded = sorted(person_label(model, id_).properties.values(), key=lambda p: p.stored)
    values = [held[0]["properties"].get(p.stored) for p in guarded if p.guarded] if held else []
    quoted = [json.dumps(one, ensure_ascii=False) for one in ids]
    touched = [json.dumps(f"{TOUCHED}{one}", ensure_ascii=False) for one in ids]
    names = [json.dumps(value, ensure_ascii=False) for value in values if isinstance(value, str)]
    return {"id": id_, "ids": ids, "named": [*quoted, *touched], "names": names}


async def erase(store: PersonStore, model: Model, id_: str, *, dry: bool = False) -> Erasure:
    """Take away all that is held on the person, in one transaction that raises the version of the data too, and derive
    anew what counted the person. With `dry` only told. Raises RequestError where there is nobody of that id."""
    person_label(model, id_)
    near = {record["id"] for record in await store.records(Statement(_OF_RELATIONSHIPS, {"id": id_}))}

    async def work(run: Run) -> Erasure:
        given = await _parameters(run, model, id_)
        taken = {place.name: (await run(Statement(place.count, dict(given))))[0]["number"] for place in PLACES}
        if not taken["nodes"]:
            raise _unknown(model, id_)
        if dry:
            return Erasure(id_, taken)
        lies = await read_counties_of(run, model, [id_, *near])
        for place in PLACES:
            if taken[place.name]:
                await _erase(run, place, given)
        counties = frozenset[str]().union(*lies.values())
        return Erasure(id_, taken, await raise_versions(run, scopes_of(model, [id_, *near], counties)))

    done = await store.transact(work, seconds=_SECONDS)
    if dry:
        return done
    derived = await _derived_anew(store, model, near)
    return replace(done, version=await current_version(store, raised=bool(derived)), derived=derived)


async def _erase(run: Run, place: Place, given: Parameters) -> None:
    parameters = dict(given)
    if place.rewrite is not None:
        [record] = await run(Statement(place.find, dict(given)))
        parameters = {"rows": place.rewrite(record["rows"], given)}
    await run(Statement(place.erase, parameters))


async def _derived_anew(store: PersonStore, model: Model, near: Collection[str]) -> tuple[str, ...]:
    """Brings up to date what counted a person: ties of those near that rested on what they shared, and indicators."""
    changed = []
    for type_ in model.stored_ties:
        ends = model.members(model.joined_by(type_.type))
        only = [id_ for id_ in sorted(near) if (label := model.label_of(id_)) is not None and label.name in ends]
        changes = await tie_changes(store, model, type_, only) if only else []
        await write_changes(store, changes)
        changed += [type_.type.replace("_", " ").lower()] if changes else []
    changes = await indicator_changes(store)
    await write_changes(store, changes)
    return (*changed, *(["indicators"] if changes else []))


def person_label(model: Model, id_: str) -> NodeType:
    """The label that the prefix of a person's id names. Raises RequestError where it is none of a person."""
    label = model.label_of(id_)
    if label is None or not model.are_persons((label.name,)):
        raise _unknown(model, id_)
    return label


def _unknown(model: Model, id_: str) -> RequestError:
    prefixes = sorted(label.prefix for label in model.labels if model.are_persons((label.name,)))
    return RequestError("PERSON_UNKNOWN", value=id_, allowed=", ".join(f"{prefix}:…" for prefix in prefixes))


def _relationship(record: Mapping[str, Any]) -> dict[str, Any]:
    properties = {name: _plain(value) for name, value in sorted(record["properties"].items())}
    end = {"id": record["id"], "name": record["name"]}
    return {"type": record["type"], "direction": "out" if record["out"] else "in", "end": end, "properties": properties}


def _plain(value: Any) -> Any:
    """A value as JSON has it: days, moments and points as text."""
    if isinstance(value, (list, tuple)):
        return list(map(_plain, value))
    return value if isinstance(value, (str, int, float, bool)) or value is None else str(value)


def rows_of(holding: Holding) -> Iterator[tuple[str, str, str]]:
    """The same as rows of a table: what it is, its name, its value."""
    for kind, values in (("", holding.properties), ("derived", holding.derived), ("search", holding.search_keys)):
        yield from ((kind, name, str(value)) for name, value in values.items())
    for one in holding.relationships:
        arrow = f"-{one['type']}->" if one["direction"] == "out" else f"<-{one['type']}-"
        end = " ".join(filter(None, (one["end"]["id"], one["end"]["name"])))
        yield arrow, end, json.dumps(one["properties"], ensure_ascii=False) if one["properties"] else ""
    yield from (("note", note["id"], note["note"]) for note in holding.notes)
    for change in holding.changes:
        told = {name: value for name, value in change.items() if name != "id" and value}
        yield "change", change["id"], json.dumps(told, ensure_ascii=False)
    for kind, ids in (("mention", holding.mentions), ("answer", holding.answers), ("alias", holding.aliases)):
        yield from ((kind, one, "") for one in ids)

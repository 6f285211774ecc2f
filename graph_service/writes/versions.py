"""The numbers of the data: of the whole graph and of the counties and labels that a write touched."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from graph_service.cypher import Statement, identifier
from graph_service.model.structure import Model
from graph_service.writes.shapes import end_label
from graph_service.writes.view import Run

CURRENT = "current"
TURN = "turn"
"""Raised by every writing transaction before it reads: the next one waits, or is undone and tried again."""
_TAKE_TURN = "MERGE (v:DataVersion {id: 'turn'}) SET v.number = coalesce(v.number, 0) + 1 RETURN v.id AS id"
RAISE = "MERGE (v:DataVersion {id: 'current'}) SET v.number = coalesce(v.number, 0) + 1 RETURN v.number AS number"
_NUMBER = "MATCH (v:DataVersion {id: 'current'}) RETURN v.number AS number"
_SCOPES = "UNWIND $ids AS id MERGE (v:DataVersion {id: id}) SET v.number = $number RETURN count(v) AS written"
# What has no place of its own lies where its neighbours do. Sources have too many of them, and lie nowhere.
_COUNTIES = (
    "UNWIND $ids AS id MATCH (n:{label} {id: id}) WITH n, [(n)-[:SITED_IN|IN_COUNTY]->(c:County) | c.nuts3] AS own "
    "RETURN collect([n.id, own, CASE WHEN size(own) > 0 OR n:Source OR n:Concept THEN [] "
    "ELSE [(n)-[]-(m:Node)-[:SITED_IN|IN_COUNTY]->(c:County) | c.nuts3] END, "
    "CASE WHEN n:County THEN n.nuts3 ELSE null END]) AS rows"
)


def county_scope(nuts3: str) -> str:
    """The id of the number of a county."""
    return f"county:{nuts3}"


def label_scope(label: str) -> str:
    """The id of the number of a label."""
    return f"label:{label}"


async def read_counties_of(
    run: Run, model: Model, ids: Collection[str], size: int = 1_000
) -> dict[str, frozenset[str]]:
    """The counties (NUTS 3) that each of the nodes lies in: its own or, without one, those of its neighbours."""
    by_label: dict[str, list[str]] = {}
    for id_ in sorted(ids):
        by_label.setdefault(end_label(model, id_), []).append(id_)
    found: dict[str, frozenset[str]] = {}
    for label, listed in sorted(by_label.items()):
        for start in range(0, len(listed), size):
            text = _COUNTIES.replace("{label}", identifier(label))
            [record] = await run(Statement(text, {"ids": listed[start : start + size]}))
            for id_, own, near, itself in record["rows"]:
                found[id_] = frozenset([itself] if itself else own or near)
    return found


async def take_turn(run: Run) -> None:
    """Wait until no other transaction writes: what is read from now on is not changed by somebody else meanwhile."""
    await run(Statement(_TAKE_TURN))


async def number_of(run: Run) -> int:
    """The number of the graph."""
    found = await run(Statement(_NUMBER))
    return int(found[0]["number"]) if found else 0


async def raise_versions(run: Run, scopes: Iterable[str]) -> int:
    """Raise the number of the graph and give `scopes` the same number; the last thing that a transaction does but for
    what it writes under that number."""
    [record] = await run(Statement(RAISE))
    number = int(record["number"])
    await run(Statement(_SCOPES, {"ids": sorted({*scopes} - {CURRENT}), "number": number}))
    return number


def scopes_of(model: Model, ids: Iterable[str], counties: Iterable[str]) -> set[str]:
    """The scopes of nodes, by the labels that their ids name, and of counties."""
    labels = {label.name for id_ in ids if (label := model.label_of(id_)) is not None}
    return {*map(label_scope, labels), *map(county_scope, counties)}

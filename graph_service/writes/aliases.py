"""Old ids: what was merged into another node is found under both."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import pairwise

from graph_service.cypher import Statement
from graph_service.writes.edits import Edit, NodeEdit
from graph_service.writes.texts import MOVE_CHANGES, UNMOVE_CHANGES
from graph_service.writes.view import SLICE, Run

_FIND = (
    "MATCH (a:Alias) WHERE a.id IN $ids OPTIONAL MATCH (b:Alias {id: a.of}) OPTIONAL MATCH (c:Alias {id: b.of}) "
    "RETURN collect([a.id, a.of, b.of, c.of]) AS rows"
)
_FORMER = "MATCH (a:Alias) WHERE a.of IN $ids RETURN collect(a.id) AS rows"
_LONGEST = 1_000
"""Merges in a row that are followed."""
_AT_ONCE = 4


def current_ids_of(ids: Collection[str]) -> Statement:
    """Reads where these ids lead to, through a few merges."""
    return Statement(_FIND, {"ids": list(ids)})


async def current_ids(run: Run, ids: Collection[str]) -> dict[str, str]:
    """By old id, the id of the node that is left of it after all merges."""
    found: dict[str, str] = {}
    waiting = sorted(ids)
    for _ in range(_LONGEST):
        if not waiting:
            break
        more: set[str] = set()
        for start in range(0, len(waiting), SLICE):
            [record] = await run(current_ids_of(waiting[start : start + SLICE]))
            chains = [[id_ for id_ in row if id_ is not None] for row in record["rows"]]
            found |= {old: of for chain in chains for old, of in pairwise(chain)}
            more |= {chain[-1] for chain in chains if len(chain) == _AT_ONCE}
        waiting = sorted(more - found.keys())
    return {id_: _last(found, id_) for id_ in ids if id_ in found}


async def former_ids(run: Run, id_: str) -> list[str]:
    """The ids that lead to this one, through several merges, too; itself first."""
    found, waiting = [id_], [id_]
    while waiting:
        [record] = await run(Statement(_FORMER, {"ids": waiting}))
        waiting = [old for old in record["rows"] if old not in found]
        found += waiting
    return found


async def move_history(run: Run, old: str, new: str) -> None:
    """The history of what was merged is found at what is left of it."""
    await run(Statement(MOVE_CHANGES, {"ids": await former_ids(run, old), "to": new}))


async def part_history(run: Run, old: str, other: str) -> None:
    """The history of what came back is found there again, and not at what it was merged into."""
    ids = await former_ids(run, old)
    await run(Statement(MOVE_CHANGES, {"ids": ids, "to": old}))
    await run(Statement(UNMOVE_CHANGES, {"ids": ids, "to": other, "quoted": json.dumps(other, ensure_ascii=False)}))


def _last(found: dict[str, str], id_: str) -> str:
    for _ in range(len(found)):
        if id_ not in found:
            break
        id_ = found[id_]
    return id_


def ids_of(edit: Edit) -> Iterator[str]:
    """The ids that an edit names."""
    if isinstance(edit, NodeEdit):
        yield edit.id
        yield from (far for far in edit.links.values() if far is not None)
    else:
        yield edit.start
        yield edit.end


def renamed(edit: Edit, names: dict[str, str]) -> Edit:
    """An edit with the present ids for old ones; a new node keeps the id that it asks for, and is refused it."""
    if isinstance(edit, NodeEdit):
        links = {name: None if far is None else names.get(far, far) for name, far in edit.links.items()}
        id_ = edit.id if edit.action == "create" else names.get(edit.id, edit.id)
        return replace(edit, id=id_, links=links)
    return replace(edit, start=names.get(edit.start, edit.start), end=names.get(edit.end, edit.end))

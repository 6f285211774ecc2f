"""The nodes that rows name by a natural key or by name: looked up in the graph and in the files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph_service.cypher import Statement, identifier
from graph_service.importing.plan import NodeRow, Reference, TieRow
from graph_service.importing.spool import Spool
from graph_service.model.naming import FOLDED
from graph_service.model.structure import Kind, Model
from graph_service.model.text import folded
from graph_service.writes.aliases import current_ids
from graph_service.writes.problems import Problem
from graph_service.writes.view import GraphView, Run


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
            for id_ in spool.named(labels, (folded(text), key_name(text))):
                found.setdefault((labels, text), {})[id_] = None
    # A file may have the name of a node under the id that it had before it was merged into another.
    doubtful = {id_ for ids in found.values() if len(ids) > 1 for id_ in ids}
    names = await current_ids(run, doubtful)
    return Lookup({key: tuple(dict.fromkeys(names.get(id_, id_) for id_ in ids)) for key, ids in found.items()})


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


def references(row: NodeRow | TieRow) -> Iterator[Reference]:
    """What a row names."""
    if isinstance(row, TieRow):
        yield from (row.start, row.end)
    else:
        yield from (reference for reference in row.links.values() if reference is not None)


def key_name(value: object) -> str:
    """What a node of a file is called by a natural key; no folded name looks like it."""
    return f"={value}"

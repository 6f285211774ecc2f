"""What stands in the graph, as the checks of edits look at it: nodes by id and relationships by one of their ends."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple, Protocol

from graph_service.cypher import Statement, identifier
from graph_service.model.structure import Model
from graph_service.writes.edits import Values
from graph_service.writes.seats import Spot
from graph_service.writes.shapes import end_label

Run = Callable[[Statement], Awaitable[list[dict[str, Any]]]]
"""Runs a statement in the transaction at hand and gives its records."""

# Small enough for the embedded engine's limit of time a statement.
SLICE = 1_000


class Held(NamedTuple):
    """A node that is there: its label and all its stored properties."""

    label: str
    values: Values


class HeldTie(NamedTuple):
    """A relationship that is there."""

    type: str
    start: str
    end: str
    values: Values

    @property
    def key(self) -> str | None:
        """What tells it from parallel ones, where its type is keyed."""
        key = self.values.get("key")
        return None if key is None else str(key)


class View(Protocol):
    """The graph as it is, or as it will be once files were written."""

    async def nodes(self, ids: Collection[str]) -> dict[str, Held]:
        """Those of `ids` that are there."""
        ...

    async def ties(self, type_: str, ids: Collection[str], *, into: bool = False) -> list[HeldTie]:
        """The relationships of a type that start at any of `ids`, or that end there."""
        ...

    async def all_ties(self, id_: str) -> list[HeldTie]:
        """Every relationship of a node."""
        ...

    async def having(self, label: str, stored: str, values: Collection[Any]) -> dict[Any, str]:
        """By value, the id of the node of `label` that has it in the unique property `stored`."""
        ...

    def leaving(self, ids: Collection[str]) -> set[str]:
        """Those of `ids` that will be deleted, too."""
        ...

    def standing(self, type_: str, pairs: Collection[tuple[str, str]]) -> Collection[tuple[str, str]]:
        """Those of `pairs` of start and end between which there may be relationships of a type."""
        ...


class GraphView:
    """The graph as a transaction sees it."""

    def __init__(self, run: Run, model: Model) -> None:
        self._run = run
        self._model = model

    async def nodes(self, ids: Collection[str]) -> dict[str, Held]:
        """Those of `ids` that are there."""
        found: dict[str, Held] = {}
        by_label: dict[str, list[str]] = {}
        for id_ in ids:
            label = self._model.label_of(id_)
            if label is not None:
                by_label.setdefault(label.name, []).append(id_)
        for label_name, some in sorted(by_label.items()):
            text = f"MATCH (n:{identifier(label_name)}) WHERE n.id IN $ids RETURN collect(properties(n)) AS rows"
            for row in await self._rows(text, ids=some):
                values = natives(row)
                found[values["id"]] = Held(label_name, values)
        return found

    async def ties(self, type_: str, ids: Collection[str], *, into: bool = False) -> list[HeldTie]:
        """The relationships of a type that start at any of `ids`, or that end there."""
        near, found = "b" if into else "a", []
        for label, some in self._by_end_label(ids).items():
            text = (
                f"UNWIND $ids AS id MATCH ({near}:{identifier(label)} {{id: id}}) "
                f"MATCH (a)-[e:{identifier(type_)}]->(b) "
                "RETURN collect([a.id, b.id, properties(e)]) AS rows"
            )
            found += [HeldTie(type_, a, b, natives(e)) for a, b, e in await self._rows(text, ids=some)]
        return found

    async def all_ties(self, id_: str) -> list[HeldTie]:
        """Every relationship of a node."""
        text = (
            f"MATCH (n:{identifier(end_label(self._model, id_))} {{id: $id}})-[e]-() "
            "RETURN collect([type(e), startNode(e).id, endNode(e).id, properties(e)]) AS rows"
        )
        [record] = await self._run(Statement(text, {"id": id_}))
        return [HeldTie(type_, a, b, natives(e)) for type_, a, b, e in record["rows"]]

    async def having(self, label: str, stored: str, values: Collection[Any]) -> dict[Any, str]:
        """By value, the id of the node of `label` that has it in the unique property `stored`."""
        name = identifier(stored)
        text = f"MATCH (n:{identifier(label)}) WHERE n.{name} IN $ids RETURN collect([n.{name}, n.id]) AS rows"
        return {value: id_ for value, id_ in await self._rows(text, ids=list(values))}

    def leaving(self, ids: Collection[str]) -> set[str]:
        """None that the graph knows of."""
        return set()

    def standing(self, type_: str, pairs: Collection[tuple[str, str]]) -> Collection[tuple[str, str]]:
        """All: the graph has to be asked."""
        return pairs

    def _by_end_label(self, ids: Collection[str]) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for id_ in ids:
            found.setdefault(end_label(self._model, id_), []).append(id_)
        return found

    async def _rows(self, text: str, *, ids: Sequence[Any]) -> list[Any]:
        rows: list[Any] = []
        for start in range(0, len(ids), SLICE):
            [record] = await self._run(Statement(text, {"ids": ids[start : start + SLICE]}))
            rows += record["rows"]
        return rows


def natives(stored: Values) -> dict[str, Any]:
    """Stored properties as Python's own values, moments in UTC."""
    return {name: native(value) for name, value in stored.items() if value is not None}


def native(value: Any) -> Any:
    """One value as Python's own: days, moments in UTC, points as `Spot`."""
    made = value.to_native() if hasattr(value, "to_native") else value
    if isinstance(made, datetime):
        return made.astimezone(UTC) if made.tzinfo else made.replace(tzinfo=UTC)
    if isinstance(made, tuple) and not isinstance(made, Spot):
        return Spot(float(made[0]), float(made[1]))
    if isinstance(made, list):
        return [native(one) for one in made]
    return made

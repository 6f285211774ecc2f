"""One mutation of an operation: what is asked, what came of it, and the payload that tells it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph_service.api.mutations.named import Given, Mutation
from graph_service.api.mutations.special import Special, node_field, nothing_of, path_of
from graph_service.cypher import Statement
from graph_service.errors import Language
from graph_service.model.structure import Model
from graph_service.query.found import NodesPlan, Place, selected_of, shaped
from graph_service.query.reading import Mismatch
from graph_service.query.selection import SelectedField
from graph_service.writes.problems import Problem
from graph_service.writes.recorded import Item
from graph_service.writes.writing import Refused

PRICE = 10
"""Points of one mutation, besides what its payload reads."""


@dataclass(frozen=True)
class Asked:
    """One mutation of an operation, ready to run."""

    field: SelectedField
    mutation: Mutation | Special
    given: Given
    nodes: NodesPlan | None
    held: set[Item]
    """What an undoing leaves alone, from one try of the transaction to the next."""

    def price(self, values: Mapping[str, Any]) -> int:
        """What it costs."""
        return PRICE + (self.nodes.price(values, 1) if self.nodes is not None else 0)


@dataclass(frozen=True)
class Read:
    """The rows that hold the node of a payload."""

    rows: Sequence[Sequence[Any]]
    statements: Sequence[Statement]
    ids: Mapping[Place, list[str]]


@dataclass
class Outcome:
    """What came of one mutation: the id in its payload, what was deleted, and what kept it from being made."""

    asked: Asked
    subject: str | None = None
    told: dict[str, Any] = field(default_factory=dict)
    """Fields of the payload that only this mutation has."""
    ids: Sequence[str] = ()
    """Ids that the payload tells besides."""
    problems: list[Problem] = field(default_factory=list)
    version: int | None = None
    read: Read | None = None
    is_repeat: bool = False
    kept: dict[str, Any] | None = None
    """The payload of the first time, where this is a repeat that asks for the same of it."""
    retries: Callable[[Refused], bool] | None = None
    """Whether a refused transaction is to be tried again, with less in it."""

    def nodes(self, *, strict: bool) -> Mapping[Place, Mapping[str, Any]]:
        """What is selected of the node. Raises Mismatch, if it is `strict`, where data and schema disagree."""
        plan, read = self.asked.nodes, self.read
        if plan is None or read is None or not read.statements:
            return {}
        if not strict:
            return plan.lenient(read.rows, read.statements, read.ids)
        try:
            return plan.complete(read.rows, read.statements, read.ids)
        except Exception as fault:
            raise Mismatch from fault

    def answer(self, language: Language) -> dict[str, Any]:
        """The payload by the names of its fields; its node is an id."""
        mutation = self.asked.mutation
        errors = [
            {
                "path": path_of(mutation, problem.place),
                "code": problem.code,
                "message": problem.text(language),
                "allowed": list(problem.allowed),
            }
            for problem in self.problems
        ]
        told = {
            "errors": errors,
            "clientMutationId": self.asked.given.get("clientMutationId"),
            "dataVersion": self.version,
        }
        node = node_field(mutation)
        return {**self.told, **({} if node is None else {node: self.subject}), **told}

    def undo(self) -> None:
        """Nothing of it stays."""
        self.subject, self.version, self.told, self.ids = None, None, nothing_of(self.asked.mutation), ()


def payload_of(model: Model, outcome: Outcome, language: Language, *, strict: bool) -> Any:
    """The payload as it was selected, by response key."""
    if outcome.kept is not None:
        return outcome.kept
    answer = selected_of(model, outcome.asked.field, outcome.answer(language), lambda _: {})
    nodes = {place: _Gone(found) for place, found in outcome.nodes(strict=strict).items()}
    return shaped(model, outcome.asked.field, answer, _Places(nodes), typed=not strict)


class _Gone(dict[str, Any]):
    """A node that is not there is null."""

    def __missing__(self, key: str) -> None:
        return None


class _Places(dict[Any, Any]):
    def __missing__(self, key: Any) -> _Gone:
        return _Gone()


def selected_text(asked: Asked) -> str:
    """What is selected of the payload, so that a repeat that selects something else is read anew."""

    def tree(one: SelectedField) -> Any:
        inner = [] if one.selection is None else [[label, *map(tree, f)] for label, f in one.selection.fields.items()]
        arguments = {name: value.value for name, value in one.arguments.items()} if one is not asked.field else {}
        return [one.key, one.name, arguments, inner]

    return json.dumps(tree(asked.field), sort_keys=True, default=str)

"""Runs the mutations of an operation, in one transaction or each in its own; the planner reads payloads in it."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from graphql import DocumentNode, OperationDefinitionNode, OperationType

from graph_service.access.scopes import WRITE
from graph_service.api.context import RequestContext, Writes, metadata_of
from graph_service.api.mutations.named import ONE_BY_ONE, Given, Mutation
from graph_service.api.mutations.once import Once, forget_old
from graph_service.cypher import Statement
from graph_service.errors import AccessError, Language, RequestError
from graph_service.model.structure import Model
from graph_service.query.cost import Cost
from graph_service.query.found import NodesPlan, Place, ids_found, selected_of, shaped
from graph_service.query.reading import Lowered, Mismatch, Reader
from graph_service.query.selection import SelectedField
from graph_service.writes.edits import Edit
from graph_service.writes.history import Author
from graph_service.writes.problems import Problem
from graph_service.writes.shapes import Shapes
from graph_service.writes.view import Run
from graph_service.writes.writing import Refused, Writing

LOG = logging.getLogger("graph_service.api")
MOST_MUTATIONS = 50
"""Mutations of one operation."""
PRICE = 10
"""Points of one mutation, besides what its payload reads."""
_LONGEST_ID, _LONGEST_COMMENT = 200, 1_000
_TYPENAME = "__typename"
_USED = Problem("CLIENT_MUTATION_ID_USED", ("clientMutationId",))


@dataclass(frozen=True)
class Asked:
    """One mutation of an operation, ready to run."""

    field: SelectedField
    mutation: Mutation
    given: Given
    nodes: NodesPlan | None

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
    deleted: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    version: int | None = None
    read: Read | None = None
    is_repeat: bool = False
    kept: dict[str, Any] | None = None
    """The payload of the first time, where this is a repeat that asks for the same of it."""

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
        mutation, label = self.asked.mutation, self.asked.mutation.label
        errors = [
            {
                "path": mutation.path(problem.place),
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
        return {"deleted": self.deleted, **told} if label is None else {label.single: self.subject, **told}


class _Rollback(Exception):
    """Nothing of the transaction is to stay; what was found is told."""


@dataclass(frozen=True)
class Mutated:
    """The answer of an operation: data by response key, the version after it, and what it cost."""

    data: dict[str, Any]
    version: int | None
    cost: Cost
    statements: int
    is_lenient: bool = False


class MutationDoor:
    """Runs the mutations of one schema."""

    def __init__(self, model: Model, reader: Reader, mutations: Mapping[str, Mutation]) -> None:
        self._model = model
        self._reader = reader
        self._mutations = mutations
        self._shapes = Shapes(model)

    async def answer(
        self, document: DocumentNode, operation: str | None, variables: dict[str, Any], context: RequestContext
    ) -> Mutated:
        """Runs them. Raises AccessError, RequestError and StoreError for what no payload can tell, and Unplanned for
        what graphql-core refuses."""
        lowered = self._reader.lowered(document, operation, variables, context.scopes, OperationType.MUTATION)
        if WRITE not in context.scopes:
            raise AccessError("SCOPE_MISSING", scope=WRITE)
        asked = self._asked(lowered, context)
        cost = self._cost(lowered, asked)
        context.charge(cost.price)
        if context.writes is None:
            raise RequestError("WRITES_MISSING")
        running = _Running(self._shapes, lowered, context, context.writes)
        groups = [[one] for one in asked] if _is_one_by_one(document, operation) else [asked]
        try:
            outcomes = [outcome for group in groups if group for outcome in await running.group(group)]
        finally:
            if context.versions is not None:  # also for what was written before something failed
                context.versions.wake()
        try:
            data, is_lenient = self._data(lowered, outcomes, context.language, strict=True), False
        except Mismatch as mismatch:
            LOG.warning("data does not fit the schema", extra={"fields": {"reason": str(mismatch)}})
            data, is_lenient = self._data(lowered, outcomes, context.language, strict=False), True
        version = max((o.version for o in outcomes if o.version is not None), default=None)
        return Mutated(data, version, cost, running.statements, is_lenient)

    def _asked(self, lowered: Lowered, context: RequestContext) -> list[Asked]:
        fields = [one for one in lowered.fields if one.name != _TYPENAME]
        if len(fields) > MOST_MUTATIONS:
            error = RequestError("TOO_MANY_MUTATIONS", value=len(fields), most=MOST_MUTATIONS)
            error.nodes = fields[MOST_MUTATIONS].nodes
            raise error
        return [self._one(one, lowered, context) for one in fields]

    def _one(self, selected: SelectedField, lowered: Lowered, context: RequestContext) -> Asked:
        mutation = self._mutations[selected.name]
        given = _plain(lowered.arguments(selected)["input"])
        for name, most in (("clientMutationId", _LONGEST_ID), ("comment", _LONGEST_COMMENT)):
            if len(given.get(name) or "") > most:
                error = RequestError("STRING_LENGTH", argument=name, most=most, value=len(given[name]))
                error.nodes = selected.nodes
                raise error
        label = mutation.label
        nodes = None
        if label is not None:
            nodes = self._reader.nodes(lowered, selected, self._model.read_as((label.name,)), context.scopes)
        return Asked(selected, mutation, given, nodes)

    def _cost(self, lowered: Lowered, asked: Sequence[Asked]) -> Cost:
        cost = Cost(sum(one.price(lowered.values) for one in asked), self._reader.most_rows, 0)
        if cost.remaining < 0:
            raise RequestError("TOO_DEAR", value=cost.price, most=cost.limit)
        return cost

    def _data(
        self, lowered: Lowered, outcomes: Sequence[Outcome], language: Language, *, strict: bool
    ) -> dict[str, Any]:
        by_key = {outcome.asked.field.key: outcome for outcome in outcomes}
        data: dict[str, Any] = {}
        for one in lowered.fields:
            if one.name == _TYPENAME:
                data[one.key] = "Mutation"
            else:
                data[one.key] = payload_of(self._model, by_key[one.key], language, strict=strict)
        return data


class _Running:
    """The transactions of one operation."""

    def __init__(self, shapes: Shapes, lowered: Lowered, context: RequestContext, writes: Writes) -> None:
        self._shapes = shapes
        self._lowered = lowered
        self._context = context
        self._writes = writes
        self.statements = 0

    async def group(self, asked: Sequence[Asked]) -> list[Outcome]:
        """Run them in one transaction."""
        outcomes: list[Outcome] = []

        async def work(run: Run) -> list[Outcome]:
            self.statements = 0
            outcomes[:] = [Outcome(one) for one in asked]

            async def counted(statement: Statement) -> list[dict[str, Any]]:
                self.statements += 1
                return await run(statement)

            await self._run(counted, outcomes)
            return outcomes

        try:
            operation = self._context.operation_name
            metadata = metadata_of(self._context, operation)
            return await self._writes.transact(work, seconds=self._context.write_seconds, metadata=metadata)
        except _Rollback:
            return outcomes

    async def _run(self, run: Run, outcomes: Sequence[Outcome]) -> None:
        writing = self._writing(run, outcomes)
        await writing.begin()
        once = [Once.of(self._context.viewer.key, o.asked.given, o.asked.mutation.name) for o in outcomes]
        known: set[str] = set()
        for place, (outcome, only) in enumerate(zip(outcomes, once, strict=True)):
            if only is not None and only.id in known:
                outcome.problems = [_USED]
            elif only is None or not await self._repeats(run, outcome, only):
                await self._apply(writing, outcome, place)
            known |= {only.id} if only is not None else set()
        await self._settle(writing, outcomes)
        is_refused = any(outcome.problems for outcome in outcomes)
        for outcome in outcomes:
            if outcome.kept is None:
                await self._read(run, outcome, is_refused=is_refused)
        if is_refused:
            for outcome in outcomes:
                if not outcome.problems and not outcome.is_repeat:
                    outcome.subject, outcome.version, outcome.deleted = None, None, []
                    outcome.problems = [Problem("ROLLED_BACK")]
            raise _Rollback
        for outcome, only in zip(outcomes, once, strict=True):
            if only is not None and not outcome.is_repeat:
                await self._keep(run, outcome, only)
                await forget_old(run, self._context.mutation_id_days)

    def _writing(self, run: Run, outcomes: Sequence[Outcome]) -> Writing:
        comments = [o.asked.given["comment"] for o in outcomes if o.asked.given.get("comment")]
        author = Author(self._context.viewer.key, "\n".join(dict.fromkeys(comments)) or None)
        return Writing(run, self._shapes, author, self._context.viewer.counties)

    async def _repeats(self, run: Run, outcome: Outcome, once: Once) -> bool:
        """Whether it was done before; then what it gave is told again."""
        kept = await once.found(run)
        if kept is None:
            return False
        if not kept.is_same:
            outcome.problems = [_USED]
            return True
        outcome.is_repeat = True
        if kept.outcome["selected"] == _selected(outcome.asked):
            outcome.kept = kept.outcome["payload"]
            outcome.version = kept.outcome["version"]
        else:
            outcome.subject, outcome.deleted = kept.outcome["subject"], kept.outcome["deleted"]
            outcome.version = kept.outcome["version"]
        return True

    async def _apply(self, writing: Writing, outcome: Outcome, place: int) -> None:
        edits: list[Edit] = outcome.asked.mutation.edits(outcome.asked.given)
        examined = await writing.apply(edits, (place,))
        outcome.problems = examined.problems
        subject = outcome.asked.mutation.subject(outcome.asked.given, edits)
        if outcome.asked.mutation.label is None:
            outcome.deleted = [] if examined.problems else [subject, *examined.cascaded]
        elif not examined.problems or any(p.code == "VERSION_CONFLICT" for p in examined.problems):
            outcome.subject = subject

    async def _settle(self, writing: Writing, outcomes: Sequence[Outcome]) -> None:
        if any(outcome.problems for outcome in outcomes):
            return
        try:
            written = await writing.settle()
        except Refused as refused:
            for problem in refused.problems:
                place, *rest = problem.place or (0,)
                found = Problem(problem.code, tuple(rest), problem.values, problem.allowed)
                outcomes[int(place)].problems.append(found)
            return
        for outcome in outcomes:
            if outcome.version is None:
                outcome.version = written.number

    async def _read(self, run: Run, outcome: Outcome, *, is_refused: bool) -> None:
        """The node of the payload, in the transaction. Of what is refused, only what a conflict shows."""
        asked = outcome.asked
        if outcome.problems and not any(p.code == "VERSION_CONFLICT" for p in outcome.problems):
            outcome.subject = None
        is_undone = is_refused and not outcome.problems and not outcome.is_repeat
        if asked.nodes is None or outcome.subject is None or is_undone:
            return
        answer = self._answered(outcome)
        ids = ids_found(self._shapes.model, asked.field, answer)
        statements = asked.nodes.bound(self._lowered.values, ids) if any(ids.values()) else ()
        rows = []
        for statement in statements:
            [record] = await run(statement)
            rows.append(list(record.values()))
        outcome.read = Read(rows, statements, ids)

    def _answered(self, outcome: Outcome) -> Any:
        answer = outcome.answer(self._context.language)
        return selected_of(self._shapes.model, outcome.asked.field, answer, self._lowered.arguments)

    async def _keep(self, run: Run, outcome: Outcome, once: Once) -> None:
        try:
            payload = payload_of(self._shapes.model, outcome, self._context.language, strict=True)
        except Mismatch:
            payload = None  # a repeat reads it anew
        kept = {
            "selected": None if payload is None else _selected(outcome.asked),
            "payload": payload,
            "subject": outcome.subject,
            "deleted": outcome.deleted,
            "version": outcome.version,
        }
        subjects = {*([outcome.subject] if outcome.subject else ()), *outcome.deleted}
        await once.keep(run, kept, subjects)


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


def _plain(value: Any) -> Any:
    """An input with codes for the members of enums."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list) else value


def _selected(asked: Asked) -> str:
    """What is selected of the payload, so that a repeat that selects something else is read anew."""

    def tree(one: SelectedField) -> Any:
        inner = [] if one.selection is None else [[label, *map(tree, f)] for label, f in one.selection.fields.items()]
        arguments = {name: value.value for name, value in one.arguments.items()} if one is not asked.field else {}
        return [one.key, one.name, arguments, inner]

    return json.dumps(tree(asked.field), sort_keys=True, default=str)


def _is_one_by_one(document: DocumentNode, name: str | None) -> bool:
    operations = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
    chosen = [node for node in operations if name is None or (node.name and node.name.value == name)]
    return any(directive.name.value == ONE_BY_ONE for node in chosen for directive in node.directives or ())

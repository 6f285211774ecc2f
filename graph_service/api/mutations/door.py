"""Runs the mutations of an operation, in one transaction or each in its own; the planner reads payloads in it."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from graphql import DocumentNode, OperationDefinitionNode, OperationType

from graph_service.access.scopes import WRITE
from graph_service.api.context import RequestContext, Writes, metadata_of
from graph_service.api.mutations.named import ONE_BY_ONE, Mutation
from graph_service.api.mutations.once import Once, forget_old
from graph_service.api.mutations.outcome import Asked, Outcome, Read, payload_of, selected_text
from graph_service.api.mutations.special import Special, labels_of, nothing_of, scope_of
from graph_service.cypher import Statement
from graph_service.errors import AccessError, Language, RequestError
from graph_service.model.structure import Model
from graph_service.query.cost import Cost
from graph_service.query.found import ids_found, selected_of
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
MOST_TRIES = 20
"""How often an undoing is tried anew without what would have broken a rule."""
_LONGEST_ID, _LONGEST_COMMENT = 200, 1_000
_TYPENAME = "__typename"
_USED = Problem("CLIENT_MUTATION_ID_USED", ("clientMutationId",))


class _Rollback(Exception):
    """Nothing of the transaction is to stay; what was found is told."""


class _Again(Exception):
    """Nothing of the transaction is to stay; it is tried with less in it."""


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

    def __init__(self, model: Model, reader: Reader, mutations: Mapping[str, Mutation | Special]) -> None:
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
        named = [self._mutations[one.name] for one in lowered.fields if one.name != _TYPENAME]
        for scope in sorted({scope_of(mutation) for mutation in named} or {WRITE}):
            if scope not in context.scopes:
                raise AccessError("SCOPE_MISSING", scope=scope)
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
        labels = labels_of(mutation, given)
        nodes = None
        if labels:
            nodes = self._reader.nodes(lowered, selected, self._model.read_as(labels), context.scopes)
        return Asked(selected, mutation, given, nodes, set())

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
        self._is_shared = False
        self.statements = 0

    async def group(self, asked: Sequence[Asked]) -> list[Outcome]:
        """Run them in one transaction."""
        self._is_shared = len(asked) > 1
        outcomes: list[Outcome] = []

        async def work(run: Run) -> list[Outcome]:
            self.statements = 0
            outcomes[:] = [Outcome(one, told=nothing_of(one.mutation)) for one in asked]

            async def counted(statement: Statement) -> list[dict[str, Any]]:
                self.statements += 1
                return await run(statement)

            await self._run(counted, outcomes)
            return outcomes

        metadata = metadata_of(self._context, self._context.operation_name)
        for _ in range(MOST_TRIES):
            try:
                return await self._writes.transact(work, seconds=self._context.write_seconds, metadata=metadata)
            except _Rollback:
                break
            except _Again:
                continue
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
                    outcome.undo()
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
        if kept.outcome["selected"] == selected_text(outcome.asked):
            outcome.kept = kept.outcome["payload"]
            outcome.version = kept.outcome["version"]
        else:
            outcome.subject, outcome.told = kept.outcome["subject"], kept.outcome["told"]
            outcome.version = kept.outcome["version"]
        return True

    async def _apply(self, writing: Writing, outcome: Outcome, place: int) -> None:
        mutation, given = outcome.asked.mutation, outcome.asked.given
        if isinstance(mutation, Special):
            await self._do(writing, outcome, mutation, place)
            return
        edits: list[Edit] = mutation.edits(given)
        examined = await writing.apply(edits, (place,))
        outcome.problems = examined.problems
        subject = mutation.subject(given, edits)
        subject = examined.names.get(subject, subject)
        if mutation.label is None:
            outcome.ids = [] if examined.problems else [subject, *examined.cascaded]
            outcome.told = {"deleted": list(outcome.ids)}
        elif not examined.problems or any(p.code == "VERSION_CONFLICT" for p in examined.problems):
            outcome.subject = subject

    async def _do(self, writing: Writing, outcome: Outcome, mutation: Special, place: int) -> None:
        if mutation.is_alone and self._is_shared:
            outcome.problems = [Problem("MUTATION_ALONE", (), {"field": mutation.name})]
            return
        done = await mutation.run(writing, outcome.asked.given, (place,), outcome.asked.held)
        outcome.told, outcome.problems, outcome.subject = done.told, done.problems, done.subject
        outcome.ids, outcome.retries = done.ids, done.retries

    async def _settle(self, writing: Writing, outcomes: Sequence[Outcome]) -> None:
        if any(outcome.problems for outcome in outcomes):
            return
        try:
            written = await writing.settle()
        except Refused as refused:
            if any(outcome.retries is not None and outcome.retries(refused) for outcome in outcomes):
                raise _Again from refused
            for problem in refused.problems:
                place, *rest = problem.place or (0,)
                found = Problem(problem.code, tuple(rest), problem.values, problem.allowed)
                outcomes[int(place)].problems.append(found)
                outcomes[int(place)].told = nothing_of(outcomes[int(place)].asked.mutation)
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
            "selected": None if payload is None else selected_text(outcome.asked),
            "payload": payload,
            "subject": outcome.subject,
            "told": outcome.told,
            "version": outcome.version,
        }
        subjects = {*([outcome.subject] if outcome.subject else ()), *outcome.ids}
        await once.keep(run, kept, subjects)


def _plain(value: Any) -> Any:
    """An input with codes for the members of enums."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list) else value


def _is_one_by_one(document: DocumentNode, name: str | None) -> bool:
    operations = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
    chosen = [node for node in operations if name is None or (node.name and node.name.value == name)]
    return any(directive.name.value == ONE_BY_ONE for node in chosen for directive in node.directives or ())

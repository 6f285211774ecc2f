"""What `extensions.explain` tells of an operation, to viewers with the scope `admin` who ask for it.

A request asks with `{"extensions": {"explain": true}}` in its body. Each statement then runs once more, under PROFILE.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol, runtime_checkable

from graph_service.access.scopes import ADMIN
from graph_service.api.context import RequestContext
from graph_service.cypher import Statement
from graph_service.errors import AccessError
from graph_service.query.explain import shown_parameters


class DatabasePlan(Protocol):
    """The database's own plan of a statement."""

    def as_dict(self) -> dict[str, Any]: ...


@runtime_checkable
class Profiles(Protocol):
    """A store that can tell how its database runs a statement."""

    async def database_plan(self, statement: Statement, *, profile: bool = False) -> DatabasePlan: ...


class Explained(Protocol):
    """An operation that can be explained."""

    @property
    def statements(self) -> Sequence[Statement]: ...
    @property
    def plan(self) -> str: ...


def refuse_explaining(context: RequestContext) -> None:
    """Raise AccessError where the viewer asks for what only administrators see."""
    if ADMIN not in context.scopes:
        raise AccessError("EXPLAIN_DENIED", scope=ADMIN)


async def explanation(prepared: Explained, context: RequestContext) -> dict[str, Any]:
    """Our plan; each statement with its parameters and the database plan with hits."""
    statements = [await _statement(statement, context) for statement in prepared.statements]
    return {"plan": prepared.plan, "statements": statements}


async def _statement(statement: Statement, context: RequestContext) -> dict[str, Any]:
    told: dict[str, Any] = {"text": statement.text, "parameters": shown_parameters(statement)}
    if isinstance(context.store, Profiles):
        told["databasePlan"] = (await context.store.database_plan(statement, profile=True)).as_dict()
    return told

"""A `clientMutationId`: what was asked under it first is kept with what it gave, in the transaction that did it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from graph_service.cypher import Statement
from graph_service.writes.view import Run

_FIND = "OPTIONAL MATCH (k:IdempotencyKey {id: $id}) RETURN k.request AS request, k.outcome AS outcome"
_KEEP = (
    "CREATE (k:IdempotencyKey {id: $id, at: datetime($at), request: $request, outcome: $outcome, subjects: $subjects}) "
    "RETURN k.id AS id"
)
# A few with each one that is kept: there are never many, and nobody waits for them.
_FORGET = (
    "MATCH (k:IdempotencyKey) WHERE k.at < datetime($before) WITH k LIMIT 20 DELETE k RETURN count(*) AS forgotten"
)


async def forget_old(run: Run, days: float) -> None:
    """Forget some of what was kept more than so many days ago."""
    before = datetime.now(UTC) - timedelta(days=days)
    await run(Statement(_FORGET, {"before": before.isoformat()}))


@dataclass(frozen=True)
class Once:
    """The place of one `clientMutationId` of one viewer, and a digest of what is asked under it."""

    id: str
    request: str

    @classmethod
    def of(cls, viewer: str | None, given: Mapping[str, Any], name: str) -> Once | None:
        """None where no id was given."""
        mutation_id = given.get("clientMutationId")
        if mutation_id is None:
            return None
        rest = {key: value for key, value in given.items() if key != "clientMutationId"}
        return cls(f"once:{_digest([viewer, mutation_id])}", _digest([name, rest]))

    async def found(self, run: Run) -> Kept | None:
        """What it gave the first time."""
        [record] = await run(Statement(_FIND, {"id": self.id}))
        if record["request"] is None:
            return None
        return Kept(record["request"] == self.request, json.loads(record["outcome"]))

    async def keep(self, run: Run, outcome: Mapping[str, Any], subjects: Iterable[str]) -> None:
        """Keep what it gave."""
        values = {
            "id": self.id,
            "at": datetime.now(UTC).isoformat(),
            "request": self.request,
            "outcome": json.dumps(outcome, ensure_ascii=False),
            "subjects": sorted(subjects),
        }
        await run(Statement(_KEEP, values))


@dataclass(frozen=True)
class Kept:
    """What was kept; `is_same` tells whether the very same was asked."""

    is_same: bool
    outcome: dict[str, Any]


def _digest(value: Any) -> str:
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, default=_plain)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> str:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    raise TypeError(f"no part of an input: {value!r}")

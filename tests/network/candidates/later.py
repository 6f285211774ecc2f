"""A projection as it was known on a day, and the check that nothing of later days shows in what is read of that day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from graph_service.network.network import Scope
from graph_service.network.projection import NONE, Projection

Table = TypeVar("Table")
Columns = Mapping[str, NDArray[Any]]


def without_later(projection: Projection, day: int) -> Projection:
    """Without every tie, training, assignment, visit, adoption and practice that began after `day`; rows closed up."""
    works, work = _kept(projection.collaborations, projection.collaborations.start <= day)
    sessions, session = _kept(projection.sessions, projection.sessions.day <= day)
    practices, practice = _kept(projection.practices, projection.practices.published <= day)
    members = projection.memberships
    members, _ = _kept(members, (members.start <= day) & (work[members.collaboration] != NONE))
    adoptions, _ = _kept(projection.adoptions, projection.adoptions.day <= day)
    owners, _ = _kept(projection.owners, projection.owners.day <= day)
    begun = {
        name: _kept(getattr(projection, name), getattr(projection, name).start <= day)[0]
        for name in ("responsibilities", "mentorings", "offices", "spaces")
    }
    return replace(
        projection,
        today=day,
        collaborations=works,
        sessions=sessions,
        practices=practices,
        memberships=replace(members, collaboration=work[members.collaboration]),
        collaboration_themes=_moved(projection.collaboration_themes, "source", work),
        attendances=_moved(projection.attendances, "source", session),
        practice_themes=_moved(projection.practice_themes, "source", practice),
        adoptions=_moved(adoptions, "practice", practice),
        owners=_moved(owners, "practice", practice),
        visits=_kept(projection.visits, projection.visits.day <= day)[0],
        reached=_kept(projection.reached, projection.reached.day <= day)[0],
        **begun,
    )


def leaks(read: Callable[[Projection, Scope], Columns], projection: Projection, scope: Scope) -> tuple[str, ...]:
    """Names of the columns that differ, in any bit, once all that began after the day of `scope` is deleted."""
    now = read(projection, scope)
    then = read(without_later(projection, scope.day), scope)
    assert now.keys() == then.keys()
    return tuple(
        name for name in now if now[name].dtype != then[name].dtype or now[name].tobytes() != then[name].tobytes()
    )


def _kept(table: Table, rows: NDArray[np.bool_]) -> tuple[Table, NDArray[np.int32]]:
    """The rows of a table, and the new number of each old one (NONE where it went; the last entry is for NONE)."""
    chosen = np.flatnonzero(rows)
    columns = {one.name: getattr(table, one.name) for one in fields(table)}  # type: ignore[arg-type]
    picked = {
        name: tuple(column[row] for row in chosen) if isinstance(column, tuple) else column[rows]
        for name, column in columns.items()
    }
    number = np.full(len(rows) + 1, NONE, dtype=np.int32)
    number[chosen] = np.arange(len(chosen), dtype=np.int32)
    return replace(table, **picked), number  # type: ignore[type-var]


def _moved(table: Table, name: str, number: NDArray[np.int32]) -> Table:
    """A table whose column `name` refers to rows that were renumbered; without the rows whose own went."""
    moved = replace(table, **{name: number[getattr(table, name)]})  # type: ignore[type-var]
    return _kept(moved, getattr(moved, name) != NONE)[0]

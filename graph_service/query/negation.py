"""NOT, taken down to single comparisons, so that no subquery stands within the `coalesce` that makes null no match.

The embedded engine misreads subqueries within a function: it loses their variables, or takes them as true.

    NOT {OR: [{a: …}, {b: …}], c: …}   becomes   {OR: [{NOT: {c: …}}, {AND: [{NOT: {a: …}}, {NOT: {b: …}}]}]}
"""

from __future__ import annotations

from dataclasses import replace

from graph_service.query.filters import (
    AnyOf,
    Condition,
    Every,
    IsEmpty,
    IsNull,
    Negation,
    OfLabel,
    OnEdge,
    Related,
)


def negated(condition: Condition) -> Condition:
    """True of whatever the condition is not true of, with NOT before what cannot be taken apart only."""
    match condition:
        case Every(parts):
            return AnyOf(tuple(map(negated, parts)))
        case AnyOf(parts):
            return Every(tuple(map(negated, parts)))
        case Negation(part):
            return part
        case OnEdge(part):
            return OnEdge(negated(part))
        case OfLabel(label, Every(())):
            return Negation(condition)
        case OfLabel(label, part):
            return AnyOf((Negation(OfLabel(label, Every(()))), OfLabel(label, negated(part))))
        case IsNull(missing=missing):
            return replace(condition, missing=not missing)
        case IsEmpty(stored, empty):
            return IsEmpty(stored, not empty)
        case Related(link, "some", part):
            return Related(link, "none", part)
        case Related(link, "none", part):
            return Related(link, "some", part)
        case Related(link, "all", part):
            return Related(link, "some", negated(part))
    return Negation(condition)

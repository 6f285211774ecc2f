"""Roots that ask for nodes by id and find none: which ids, and the statements again with others in their place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graph_service.cypher import Statement
from graph_service.query.layout import RootLayout
from graph_service.query.plan import ByIds, ByKey

ById = tuple[tuple[int, RootLayout], ...]
"""The roots by id, each with the place of its statement."""
Places = dict[tuple[int, str], list[str]]
"""Ids by the place of a statement and a parameter of it."""


def asked_by_id(roots: Iterable[Iterable[RootLayout]]) -> ById:
    """Those of the roots of each statement that ask by id."""
    return tuple((place, root) for place, some in enumerate(roots) for root in some if _is_by_id(root))


def unfound(asked: ById, rows: Sequence[Sequence[Any]], statements: Sequence[Statement]) -> Places:
    """What is asked for and not in the rows."""
    found: Places = {}
    for place, root in asked:
        missing = _missing(root, rows[place], statements[place].parameters[root.parameter])
        if missing:
            found[place, root.parameter] = missing
    return found


def renamed(
    statements: Sequence[Statement], places: Iterable[tuple[int, str]], names: Mapping[str, str]
) -> tuple[Statement, ...]:
    """The statements with other ids in these parameters."""
    made = list(statements)
    for place, parameter in places:
        kept = made[place].parameters
        given = kept[parameter]
        new = [names.get(id_, id_) for id_ in given] if isinstance(given, list) else names.get(given, given)
        made[place] = Statement(made[place].text, {**kept, parameter: new})
    return tuple(made)


def _missing(root: RootLayout, row: Sequence[Any], asked: Any) -> list[str]:
    """What a root asks for and its row does not have. A row of another shape is the completer's to refuse."""
    try:
        there = row[1][root.slot]
        if isinstance(root.plan, ByKey):
            return [asked] if there is None else []
        return sorted(set(asked) - {one[0] for one in there})
    except (IndexError, TypeError):
        return []


def _is_by_id(root: RootLayout) -> bool:
    plan = root.plan
    return isinstance(plan, ByIds) or (isinstance(plan, ByKey) and plan.property.name == "id")

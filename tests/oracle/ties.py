"""Derived ties, joined again from what two nodes share; and fields that a path alone does not describe."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from typing import Any

from tests.oracle.graph import Graph, Rel, Row, began
from tests.oracle.mapping import DERIVED_TIES, PATHS, Evidence, Hop
from tests.oracle.operators import kilometres

Pair = tuple[Rel | None, Row]
Days = dict[tuple[str, str], dict[str, list[str | None]]]


def join_ties(graph: Graph) -> None:
    """One tie a pair of nodes that share something, from the smaller id to the larger."""
    for type_, evidence in DERIVED_TIES.items():
        graph.forget(type_)
        for (low, high), shared in _shared(graph, evidence).items():
            one, other = graph.rows[low], graph.rows[high]
            graph.join(type_, one, other, _properties(graph, type_, one, other, shared))


def _shared(graph: Graph, evidence: Evidence) -> Days:
    """By pair, what the two share, with the days from which both had it."""
    having: dict[str, dict[str, list[str | None]]] = defaultdict(lambda: defaultdict(list))
    for row in graph.members(evidence.ends):
        for far, day in _had(graph, row, evidence.path):
            having[far.id][row.id].append(day)
    found: Days = defaultdict(dict)
    for what, since in having.items():
        for low, high in combinations(sorted(since), 2):
            found[low, high][what] = [_later(a, b) for a in since[low] for b in since[high]]
    return found


def _had(graph: Graph, row: Row, path: tuple[Hop, ...]) -> Iterator[tuple[Row, str | None]]:
    """What a path leads to, over every way there, with the day from which all of the way was there."""
    reached: list[tuple[Row, str | None]] = [(row, None)]
    for hop in path:
        reached = [(far, _later(day, began(rel))) for near, day in reached for rel, far in graph.step(near, hop)]
    yield from reached


def _later(one: str | None, other: str | None) -> str | None:
    """The later of two days; a day that is not known decides nothing."""
    return max(one, other) if one and other else one or other


def _properties(graph: Graph, type_: str, one: Row, other: Row, shared: dict[str, list[str | None]]) -> dict[str, Any]:
    days = [day for days in shared.values() for day in days if day]
    found = {"weight": len(shared), "since": min(days, default=None)}
    found["crossCounty"] = _county(graph, one) != _county(graph, other)
    if type_ == "COOPERATES_WITH":
        found["types"] = sorted({graph.rows[work].props["type"] for work in shared})
        found["crossSector"] = one.props["sector"] != other.props["sector"]
    return found


def _county(graph: Graph, row: Row) -> set[str]:
    return {far.id for _, far in graph.follow(row, PATHS["Participant", "county"])}


def _partners(graph: Graph, row: Row) -> dict[str, Row]:
    return {far.id: far for _, far in graph.follow(row, PATHS["Institution", "cooperatesWith"])}


def _unlinked(graph: Graph, row: Row, found: Sequence[Pair]) -> list[Pair]:
    """Of the institutions in the same settlement, those of another sector without a tie."""
    partners = _partners(graph, row)
    return [(rel, far) for rel, far in found if far.props["sector"] != row.props["sector"] and far.id not in partners]


def _possible(graph: Graph, row: Row, found: Sequence[Pair]) -> list[Pair]:
    """Of the partners of partners, those that are none themselves: with the number of common ones."""
    partners = _partners(graph, row)
    others = {far.id: far for _, far in found if far is not row and far.id not in partners}
    return [(_possible_tie(graph, row, far, partners), far) for far in others.values()]


def _possible_tie(graph: Graph, row: Row, far: Row, partners: dict[str, Row]) -> Rel:
    common = partners.keys() & _partners(graph, far).keys()
    props = {"weight": len(common), "km": _apart(row, far)}
    low, high = sorted((row, far), key=lambda end: end.id)
    return Rel("POSSIBLE_PARTNER", low, high, props)


def _apart(one: Row, other: Row) -> float | None:
    """The distance of two places that are known, in kilometres with six decimals."""
    here, there = one.props.get("location"), other.props.get("location")
    return round(kilometres(here, there), 6) if here and there else None


# Fields that keep only some of what their path leads to.
NARROWED: dict[tuple[str, str], Callable[[Graph, Row, Sequence[Pair]], list[Pair]]] = {
    ("Institution", "unlinkedNeighbours"): _unlinked,
    ("Institution", "possiblePartners"): _possible,
}

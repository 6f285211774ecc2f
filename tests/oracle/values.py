"""Derived properties, computed again from the rows they rest on, and where things are."""

from __future__ import annotations

from typing import Any

from tests.oracle.graph import Graph, Row
from tests.oracle.mapping import PATHS
from tests.oracle.operators import kilometres


def county_of(graph: Graph, row: Row) -> str | None:
    """The county of an organisation or a community."""
    return next((far.id for _, far in graph.follow(row, PATHS["Participant", "county"])), None)


def put_values(graph: Graph) -> None:
    """Sets every derived property but those of socialised operation; the ties must be there."""
    for county in graph.of("County"):
        county.props["cooperationRate"] = _rate(graph, county)
    for mentor in graph.of("Mentor"):
        mentor.props["farthestKm"] = _farthest(graph, mentor)
    for institution in graph.of("Institution"):
        institution.props["participationLevelChange"] = _change(graph, institution)
    for practice in graph.of("GoodPractice"):
        practice.props["adoptersElsewhere"] = _elsewhere(graph, practice)
    for process in graph.of("DevelopmentProcess"):
        process.props["actionBeforeAnalysis"] = _hasty(graph, process)


def _rate(graph: Graph, county: Row) -> float | None:
    here = {far.id for _, far in graph.follow(county, PATHS["County", "institutions"])}
    touching = [tie for tie in graph.rels("COOPERATES_WITH") if tie.start.id in here or tie.end.id in here]
    people = county.props["population"]
    return round(len(touching) / people * 100_000, 6) if people else None


def _farthest(graph: Graph, mentor: Row) -> float | None:
    offices = sorted((r.end for r in graph.out["WORKS_AT"][mentor.id] if not r.props.get("to")), key=lambda o: o.id)
    places = [_with_point(graph, r.end) for r in graph.out["RESPONSIBLE_FOR"][mentor.id] if not r.props.get("to")]
    if not offices or not places:
        return None
    [(_, home)] = graph.follow(offices[0], PATHS["Participant", "settlement"])[-1:]
    return round(max(kilometres(home.props["location"], place.props["location"]) for place in places), 6)


def _with_point(graph: Graph, place: Row) -> Row:
    if place.props.get("location"):
        return place
    return graph.out["PART_OF"][place.id][0].end


def _change(graph: Graph, institution: Row) -> int | None:
    made = sorted((r.end.props["assessedOn"], r.end.id, r.end) for r in graph.out["HAS_ASSESSMENT"][institution.id])
    if len(made) < 2:
        return None
    first, last = made[0][2].props["participationLevel"], made[-1][2].props["participationLevel"]
    return int(last - first)


def _elsewhere(graph: Graph, practice: Row) -> int | None:
    owners = [r.start for r in graph.into["OWNS_PRACTICE"][practice.id]]
    home = {county_of(graph, owner) for owner in owners}
    adopters = {r.start.id: county_of(graph, r.start) for r in graph.into["ADOPTED"][practice.id]}
    return sum(county is not None and county not in home for county in adopters.values()) if owners else None


def _hasty(graph: Graph, process: Row) -> bool:
    entered: list[tuple[str, Any]] = [(r.end.props["code"], r.props["on"]) for r in graph.out["ENTERED"][process.id]]
    actions = [day for phase, day in entered if phase == "action"]
    analyses = [day for phase, day in entered if phase == "situation_analysis"]
    return any(not any(earlier < day for earlier in analyses) for day in actions)

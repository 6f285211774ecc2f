"""Everything derived, computed again from what it is derived from; what the files say of it is not looked at."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

from tests.oracle.graph import Graph, Rel, Row
from tests.oracle.operators import kilometres
from tests.oracle.ties import join_ties
from tests.oracle.values import put_values

_NEAREST = 5
_PHASES = ("situation_analysis", "historical_exploration", "action", "programme", "evaluation", "sustaining")
_PROGRAMME = (date(2016, 9, 16), date(2019, 9, 15))


def derive(graph: Graph) -> None:
    """Puts ties, nearest settlements, socialised operation, phases and computed indicators into the graph."""
    join_ties(graph)
    _near(graph)
    for institution in graph.of("Institution"):
        institution.props.update(_socialised(graph, institution))
    for process in graph.of("DevelopmentProcess"):
        process.props["currentPhase"] = _phase(graph, process)
    put_values(graph)
    _indicators(graph)


def _socialised(graph: Graph, institution: Row) -> dict[str, Any]:
    """Rule 2 of DOMAIN.md A.3 on the newest assessment, and since when it has held without a break."""
    made = [rel.end for rel in graph.out["HAS_ASSESSMENT"][institution.id]]
    made.sort(key=lambda row: (row.props["assessedOn"], row.id))
    since = None
    for assessment in made:
        since = (since or assessment.props["assessedOn"]) if _is_socialised(assessment) else None
    return {
        "socialised": since is not None,
        "socialisedSince": since,
        "participationLevel": made[-1].props["participationLevel"] if made else None,
    }


def _is_socialised(assessment: Row) -> bool:
    return assessment.props["degree"] in ("minimal", "partial", "optimal") and (
        "documented" in assessment.props["elementsMet"]
    )


def _phase(graph: Graph, process: Row) -> str | None:
    """The phase entered last; of two on one day the later one of the process."""
    entered = [(rel.props["on"], _PHASES.index(rel.end.props["code"])) for rel in graph.out["ENTERED"][process.id]]
    return _PHASES[max(entered)[1]] if entered else None


def _near(graph: Graph) -> None:
    """The five nearest settlements of each, by the haversine of their points."""
    graph.forget("NEAR")
    places = [s for s in graph.of("Settlement") if s.props.get("location")]
    cells: dict[tuple[int, int], list[Row]] = defaultdict(list)
    for place in places:
        cells[_cell(place)].append(place)
    for place in places:
        for distance, id_ in _nearest(place, cells):
            graph.join("NEAR", place, graph.rows[id_], {"km": distance})


def _cell(place: Row) -> tuple[int, int]:
    lon, lat = place.props["location"]
    return int(lon * 4), int(lat * 6)


def _nearest(place: Row, cells: dict[tuple[int, int], list[Row]]) -> list[tuple[float, str]]:
    """Looks as many cells far as it takes: a cell is more than 18 km high and wide."""
    x, y = _cell(place)
    for reach in range(1, 100):
        around = [
            o
            for dx in range(-reach, reach + 1)
            for dy in range(-reach, reach + 1)
            for o in cells.get((x + dx, y + dy), ())
        ]
        found = sorted(
            (kilometres(place.props["location"], other.props["location"]), other.id)
            for other in around
            if other is not place
        )[:_NEAREST]
        if len(found) == _NEAREST and found[-1][0] < reach * 18:
            return found
    return found


def quarter_ends() -> list[date]:
    """The last days of the programme's quarters, the last one cut at its end."""
    first, last = _PROGRAMME
    ends, year, quarter = [], first.year, (first.month - 1) // 3 + 1
    while not ends or ends[-1] < last:
        year, quarter = (year, quarter + 1) if quarter < 4 else (year + 1, 1)
        ends.append(min(date(year + quarter // 4, quarter % 4 * 3 + 1, 1) - timedelta(days=1), last))
    return ends


def _indicators(graph: Graph) -> None:
    """A value for each indicator and quarter, in place of whatever computed ones the files hold."""
    for indicator in graph.of("Indicator"):
        kept = [rel for rel in graph.out["HAS_VALUE"][indicator.id] if rel.end.props["method"] != "computed"]
        graph.out["HAS_VALUE"][indicator.id] = kept
    for row in [row for row in graph.of("IndicatorValue") if row.props["method"] == "computed"]:
        graph.into["HAS_VALUE"].pop(row.id, None)
        graph.remove(row)
    for indicator in graph.of("Indicator"):
        for end in quarter_ends():
            value = float(_COUNTS[indicator.props["code"]](graph, end.isoformat()))
            graph.join("HAS_VALUE", indicator, graph.add(_value_row(indicator, end, value)), {})


def _value_row(indicator: Row, end: date, value: float) -> Row:
    moment = f"{end.isoformat()}T00:00:00Z"
    id_ = f"value:{indicator.props['code']}:{end.year}-Q{(end.month + 2) // 3}"
    times = {"createdAt": moment, "updatedAt": moment}
    props = {"id": id_, "asOf": end.isoformat(), "value": value, "method": "computed", "dataOrigin": "synthetic"}
    return Row(id_, "IndicatorValue", {**props, **times, "revision": 1})


def _communities(graph: Graph, day: str) -> int:
    return len({r.end.id for r in graph.rels("MENTORS") if r.props["from"] <= day})


def _places(graph: Graph, day: str) -> int:
    return len({r.end.id for r in graph.rels("REACHED") if r.props["on"] <= day})


def _active_mentors(graph: Graph, day: str) -> int:
    return len({r.start.id for r in graph.rels("WORKS_AT") if r.props["from"] <= day and _open(r, day)})


def _open(rel: Rel, day: str) -> bool:
    return rel.props.get("to") is None or rel.props["to"] > day


def _trained(label: str) -> Any:
    def count(graph: Graph, day: str) -> int:
        return len(
            {
                r.start.id
                for r in graph.rels("ATTENDED")
                if r.start.label == label and r.props["completed"] and r.end.props["endDate"] <= day
            }
        )

    return count


def _socialised_institutions(graph: Graph, day: str) -> int:
    found = 0
    for institution in graph.of("Institution"):
        made = [r.end for r in graph.out["HAS_ASSESSMENT"][institution.id] if r.end.props["assessedOn"] <= day]
        found += bool(made) and _is_socialised(max(made, key=lambda row: (row.props["assessedOn"], row.id)))
    return found


def _sample_projects(graph: Graph, day: str) -> int:
    return sum(project.props["startDate"] <= day for project in graph.of("SampleProject"))


_COUNTS = {
    "I1": _communities,
    "R1": _places,
    "R2": _active_mentors,
    "R3": _trained("Mentor"),
    "R4": _socialised_institutions,
    "R5": _trained("Professional"),
    "O1": _sample_projects,
}

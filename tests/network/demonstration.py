"""The projection of the demonstration, made from what the generator makes in memory: no database needed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, cast

from graph_service.network.keeping.build import projection_of
from graph_service.network.keeping.columns import SHAPES, Columns, table_of
from graph_service.network.projection import Projection
from graph_service.seeding import generator
from graph_service.seeding.dataset import Dataset, Node, Point, Tie

Row = Sequence[Any]
SCHEMES = ("sector", "collaborationType", "goodPracticeTheme")


@cache
def demonstration() -> Projection:
    """The projection of the demonstration, version 1."""
    return projection_of(demonstration_columns(), 1)


@cache
def demonstration_columns() -> Columns:
    """The columns of the demonstration, as the graph gives them once it is seeded."""
    return columns_of([generator.demonstration()])


def columns_of(datasets: Iterable[Dataset]) -> Columns:
    """The columns of datasets, by the rules that the statements follow."""
    graph = Graph(datasets)
    return {name: table_of(shape, _by_column(shape, _TABLES[name](graph))) for name, shape in SHAPES.items()}


class Graph:
    """The rows of datasets: nodes by id and by label, relationships by type."""

    def __init__(self, datasets: Iterable[Dataset]) -> None:
        self.nodes: dict[str, dict[str, Node]] = {}
        self.ties: dict[str, list[Tie]] = {}
        for dataset in datasets:
            for label, rows in dataset.nodes.items():
                self.nodes.setdefault(label, {}).update((str(row["id"]), row) for row in rows)
            for type_, ties in dataset.relationships.items():
                self.ties.setdefault(type_, []).extend(ties)

    def of(self, label: str) -> Iterator[Node]:
        """All nodes of a label."""
        yield from self.nodes.get(label, {}).values()

    def joined(self, type_: str, start: str | None = None, end: str | None = None) -> Iterator[Tie]:
        """All relationships of a type between nodes of these labels."""
        for tie in self.ties.get(type_, []):
            if start in (None, tie.from_label) and end in (None, tie.to_label):
                yield tie

    def end_of(self, *types: str) -> dict[str, str]:
        """Start to end of relationships of which each node has one."""
        return {tie.from_id: tie.to_id for type_ in types for tie in self.joined(type_)}


def _by_column(shape: Mapping[str, Any], rows: Iterable[Row]) -> dict[str, Sequence[Any]]:
    listed = list(rows)
    return {name: [row[place] for row in listed] for place, name in enumerate(shape)}


def _concepts(graph: Graph) -> Iterator[Row]:
    for row in graph.of("Concept"):
        scheme, _, code = str(row["key"]).partition(":")
        if scheme in SCHEMES:
            yield scheme, code


def _counties(graph: Graph) -> Iterator[Row]:
    region, seat = graph.end_of("IN_REGION"), graph.end_of("HAS_SEAT")
    for row in graph.of("County"):
        id_ = str(row["id"])
        yield id_, row["nuts3"], row["nameHu"], row["nameEn"], region.get(id_), seat.get(id_), row["inProgrammeArea"]


def _settlements(graph: Graph) -> Iterator[Row]:
    county = graph.end_of("IN_COUNTY")
    for row in graph.of("Settlement"):
        yield (
            row["id"],
            row["nameHu"],
            county.get(str(row["id"])),
            *_point(row),
            row["population"],
            row["disadvantage"],
        )


def _parts(graph: Graph) -> Iterator[Row]:
    settlement = graph.end_of("PART_OF")
    for row in graph.of("SettlementPart"):
        yield row["id"], settlement.get(str(row["id"])), *_point(row)


def _institutions(graph: Graph) -> Iterator[Row]:
    place = graph.end_of("LOCATED_IN")
    for row in graph.of("Institution"):
        yield row["id"], row["sector"], place.get(str(row["id"])), *_point(row), _is_real(row), _millis(row)


def _collaborations(graph: Graph) -> Iterator[Row]:
    for row in graph.of("Collaboration"):
        yield row["id"], row["type"], row["startDate"], row.get("endDate"), _is_real(row), _millis(row)


def _memberships(graph: Graph) -> Iterator[Row]:
    for tie in graph.joined("PARTICIPATES_IN", "Institution"):
        yield tie.from_id, tie.to_id, tie.properties.get("from"), tie.properties.get("to")


def _communities(graph: Graph) -> Iterator[Row]:
    place = graph.end_of("BASED_IN")
    for row in graph.of("Community"):
        yield row["id"], place.get(str(row["id"])), _is_real(row)


def _sessions(graph: Graph) -> Iterator[Row]:
    attendants = Counter(tie.to_id for tie in graph.joined("ATTENDED"))
    for row in graph.of("TrainingSession"):
        yield row["id"], row["endDate"], attendants[str(row["id"])]


def _attendances(graph: Graph) -> Iterator[Row]:
    days = {str(row["id"]): cast(date, row["endDate"]) for row in graph.of("TrainingSession")}
    jobs: dict[str, list[Tie]] = {}
    for tie in graph.joined("EMPLOYED_BY", end="Institution"):
        jobs.setdefault(tie.from_id, []).append(tie)
    found: dict[tuple[str, str], None] = {}
    for tie in graph.joined("ATTENDED"):
        for job in jobs.get(tie.from_id, []):
            ended = cast(date | None, job.properties.get("to"))
            day = days[tie.to_id]
            if cast(date, job.properties["from"]) <= day and (ended is None or ended > day):
                found[tie.to_id, job.to_id] = None
    return iter(found)


def _offices(graph: Graph) -> Iterator[Row]:
    covers, place = graph.end_of("COVERS"), graph.end_of("LOCATED_IN")
    for tie in graph.joined("WORKS_AT"):
        office = tie.to_id
        yield tie.from_id, covers.get(office), place.get(office), tie.properties["from"], tie.properties.get("to")


def _visits(graph: Graph) -> Iterator[Row]:
    subject = graph.end_of("FOR")
    days = {str(row["id"]): row["date"] for row in graph.of("MentoringActivity")}
    for tie in graph.joined("CARRIED_OUT"):
        yield tie.from_id, subject.get(tie.to_id), days[tie.to_id]


def _adoptions(graph: Graph) -> Iterator[Row]:
    for tie in graph.joined("ADOPTED"):
        yield tie.to_id, tie.from_id, tie.properties["on"]


def _owners(graph: Graph) -> Iterator[Row]:
    place = graph.end_of("LOCATED_IN")
    for tie in graph.joined("OWNS_PRACTICE"):
        yield tie.to_id, tie.from_id, None if tie.from_label == "Institution" else place.get(tie.from_id)


def _themes(type_: str, label: str) -> Callable[[Graph], Iterator[Row]]:
    return lambda graph: ((tie.from_id, tie.to_id.rsplit(":", 1)[1]) for tie in graph.joined(type_, label))


def _dated(type_: str, *names: str) -> Callable[[Graph], Iterator[Row]]:
    return lambda graph: (
        (tie.from_id, tie.to_id, *(tie.properties.get(name) for name in names)) for tie in graph.joined(type_)
    )


_TABLES: dict[str, Callable[[Graph], Iterable[Row]]] = {
    "concepts": _concepts,
    "programmes": lambda graph: ((row["id"], row["endDate"]) for row in graph.of("Programme")),
    "regions": lambda graph: ((row["id"], row["nameHu"], row["nameEn"]) for row in graph.of("Region")),
    "counties": _counties,
    "settlements": _settlements,
    "parts": _parts,
    "institutions": _institutions,
    "collaborations": _collaborations,
    "memberships": _memberships,
    "collaboration_themes": _themes("ABOUT", "Collaboration"),
    "communities": _communities,
    "mentors": lambda graph: ((row["id"], _is_real(row)) for row in graph.of("Mentor")),
    "practices": lambda graph: ((row["id"], row.get("publishedOn"), _is_real(row)) for row in graph.of("GoodPractice")),
    "practice_themes": _themes("HAS_THEME", "GoodPractice"),
    "sessions": _sessions,
    "attendances": _attendances,
    "responsibilities": _dated("RESPONSIBLE_FOR", "from", "to"),
    "mentorings": _dated("MENTORS", "from", "to"),
    "offices": _offices,
    "visits": _visits,
    "spaces": _dated("USES_SPACE_OF", "from"),
    "adoptions": _adoptions,
    "owners": _owners,
    "reached": lambda graph: ((tie.to_id, tie.properties["on"]) for tie in graph.joined("REACHED")),
    "worklist": lambda graph: (),
}


def _point(row: Node) -> tuple[float | None, float | None]:
    point = cast(Point | None, row.get("location"))
    return (point.lat, point.lon) if point else (None, None)


def _is_real(row: Node) -> bool:
    return row["dataOrigin"] != "synthetic"


def _millis(row: Node) -> int:
    return round(cast(datetime, row["updatedAt"]).timestamp() * 1000)

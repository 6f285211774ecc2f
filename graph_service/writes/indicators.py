"""What the graph itself says of the programme's promises: a value for each indicator and quarter.

An indicator counts distinct things by the days on which they counted, so one set of spans gives every quarter. Cohorts
made for measuring belong to no indicator.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from graph_service.model.declare import Step, step_out
from graph_service.model.labels import (
    COMMUNITY,
    COUNTY_OFFICE,
    INDICATOR,
    INDICATOR_VALUE,
    INSTITUTION,
    MENTOR,
    PROFESSIONAL,
    PROGRAMME,
    SAMPLE_PROJECT,
    TRAINING_SESSION,
)
from graph_service.writes.changes import Change, GraphStore, dropped, read_rows
from graph_service.writes.rests import Rests, Stop, Way
from graph_service.writes.socialisation import ASSESSMENTS, Assessment, assessment_of, socialised_periods


class Span(NamedTuple):
    """Something counts from a day on, up to the day it ended."""

    id: str
    start: date
    end: date | None = None

    def covers(self, day: date) -> bool:
        """Whether it counts on `day`."""
        return self.start <= day and (self.end is None or day < self.end)


@dataclass(frozen=True)
class Value:
    """A computed value; its id names the indicator and the quarter."""

    indicator: str
    code: str
    day: date
    number: float

    @property
    def id(self) -> str:
        return f"value:{self.code}:{self.day.year}-Q{(self.day.month + 2) // 3}"

    def properties(self) -> dict[str, object]:
        """As the graph stores them. It came into being on the day it holds for."""
        moment = datetime.combine(self.day, time(), UTC)
        return {
            "id": self.id,
            "asOf": self.day,
            "value": self.number,
            "method": "computed",
            "dataOrigin": "synthetic",
            "createdAt": moment,
            "updatedAt": moment,
        }


def quarter_ends(start: date, end: date) -> list[date]:
    """The last days of the quarters after the one a programme starts in; the last is the programme's own last day."""
    ends: list[date] = []
    first = _next_quarter(start)
    while not ends or ends[-1] < end:
        first = _next_quarter(first)
        ends.append(min(first - timedelta(days=1), end))
    return ends


def _next_quarter(day: date) -> date:
    month = (day.month + 2) // 3 * 3 + 1
    return date(day.year + month // 12, month % 12, 1)


def count_on(spans: Iterable[Span], day: date) -> float:
    """The number of distinct things that count on `day`."""
    return float(len({span.id for span in spans if span.covers(day)}))


def socialised_spans(institutions: Mapping[str, Iterable[Assessment]]) -> list[Span]:
    """When each institution was socialised."""
    return [
        Span(id_, period.start, period.end)
        for id_, assessments in institutions.items()
        for period in socialised_periods(assessments)
    ]


def indicator_values(indicator: str, code: str, spans: Sequence[Span], start: date, end: date) -> list[Value]:
    """The values of one indicator over the quarters of its programme."""
    return [Value(indicator, code, day, count_on(spans, day)) for day in quarter_ends(start, end)]


_REAL = "coalesce({}.benchmark, false) = false"
_INDICATORS = (
    f"MATCH (i:Indicator)-[:OF_PROGRAMME]->(p:Programme) WHERE {_REAL.format('p')} "
    "RETURN collect([i.id, i.code, p.id, toString(p.startDate), toString(p.endDate)]) AS found"
)


@dataclass(frozen=True)
class Counted:
    """What an indicator counts: its text gives id, first day, and last day where it can end; and on what that rests."""

    text: str
    rests: Rests


def _ways(step: Step, labels: tuple[str, ...], *properties: str) -> tuple[Way, ...]:
    return ((Stop(step, labels, properties),),)


def _completing(label: str, code: str) -> Counted:
    """Who completed a training session."""
    return Counted(
        f"MATCH (n:{label})-[r:ATTENDED]->(s:TrainingSession) "
        f"WHERE r.completed AND {_REAL.format('n')} RETURN collect([n.id, toString(s.endDate), null]) AS found",
        Rests((label,), (_BENCHMARK,), _ways(step_out("ATTENDED"), (TRAINING_SESSION,), "endDate"), subject=code),
    )


_BENCHMARK = "benchmark"
_COUNTED = {
    "I1": Counted(
        "MATCH (:Mentor)-[r:MENTORS]->(n:Community) "
        f"WHERE {_REAL.format('n')} RETURN collect([n.id, toString(r.from), null]) AS found",
        Rests((MENTOR,), (), _ways(step_out("MENTORS"), (COMMUNITY,), _BENCHMARK), subject="I1"),
    ),
    "R1": Counted(
        "MATCH (:Programme {id: $programme})-[r:REACHED]->(n) RETURN collect([n.id, toString(r.on), null]) AS found",
        Rests((PROGRAMME,), (), _ways(step_out("REACHED"), ("Locality",)), subject="R1"),
    ),
    "R2": Counted(
        "MATCH (n:Mentor)-[r:WORKS_AT]->(:CountyOffice) "
        f"WHERE {_REAL.format('n')} RETURN collect([n.id, toString(r.from), toString(r.to)]) AS found",
        Rests((MENTOR,), (_BENCHMARK,), _ways(step_out("WORKS_AT"), (COUNTY_OFFICE,)), subject="R2"),
    ),
    "R3": _completing(MENTOR, "R3"),
    "R5": _completing(PROFESSIONAL, "R5"),
    "O1": Counted(
        "MATCH (n:SampleProject) "
        f"WHERE {_REAL.format('n')} RETURN collect([n.id, toString(n.startDate), null]) AS found",
        Rests((SAMPLE_PROJECT,), ("startDate", _BENCHMARK), itself=True, subject="O1"),
    ),
}
_ASSESSMENTS = "R4"
_VALUES = ("method", "asOf", "value")
RESTS = (
    Rests(
        (INDICATOR,),
        ("code",),
        (
            *_ways(step_out("OF_PROGRAMME"), (PROGRAMME,), "startDate", "endDate", _BENCHMARK),
            *_ways(step_out("HAS_VALUE"), (INDICATOR_VALUE,), *_VALUES),
        ),
    ),
    Rests((INSTITUTION,), (_BENCHMARK,), ((ASSESSMENTS,),), subject=_ASSESSMENTS),
    *(counted.rests for counted in _COUNTED.values()),
)
_ASSESSED = (
    "MATCH (n:Institution)-[:HAS_ASSESSMENT]->(a:SocialisationAssessment) "
    f"WHERE {_REAL.format('n')} "
    "RETURN collect([n.id, toString(a.assessedOn), a.id, a.degree, a.elementsMet, a.participationLevel]) AS found"
)
_HELD = (
    "MATCH (i:Indicator)-[:HAS_VALUE]->(v:IndicatorValue {method: 'computed'}) "
    "RETURN collect([v.id, toString(v.asOf), v.value, i.code]) AS found"
)
_CREATE = (
    "UNWIND $rows AS r MATCH (i:Indicator {id: r.indicator}) "
    "CREATE (v:IndicatorValue:Node {id: r.id, asOf: r.asOf, value: r.value, method: r.method, "
    "dataOrigin: r.dataOrigin, createdAt: r.createdAt, updatedAt: r.updatedAt})<-[:HAS_VALUE]-(i) RETURN count(v) AS n"
)
# Numbers counted from invented data say so, as everything invented does.
_CITE = (
    "UNWIND $rows AS r MATCH (v:IndicatorValue {id: r.id}) MATCH (s:Source {key: 'illustrative'}) "
    "CREATE (v)-[:FROM_SOURCE]->(s) RETURN count(v) AS n"
)
_UPDATE = "UNWIND $rows AS r MATCH (v:IndicatorValue {id: r.id}) SET v += r.set RETURN count(v) AS n"
_REMOVE = "UNWIND $rows AS r MATCH (v:IndicatorValue {id: r.id}) DETACH DELETE v RETURN count(*) AS n"


async def indicator_changes(store: GraphStore, only: Collection[str] | None = None) -> list[Change]:
    """What to change so that every indicator, or each whose code is in `only`, has the value of each quarter."""
    wanted: dict[str, Value] = {}
    for id_, code, programme, start, end in await read_rows(store, _INDICATORS):
        spans = await _read_spans(store, code, programme) if only is None or code in only else None
        if spans is not None:
            values = indicator_values(id_, code, spans, date.fromisoformat(start), date.fromisoformat(end))
            wanted |= {value.id: value for value in values}
    held = {
        id_: (day, number) for id_, day, number, code in await read_rows(store, _HELD) if only is None or code in only
    }
    new = [v for v in wanted.values() if v.id not in held]
    other = [v for v in wanted.values() if v.id in held and held[v.id] != (v.day.isoformat(), v.number)]
    return dropped(
        [
            Change("removed", _REMOVE, [{"id": id_} for id_ in sorted(set(held) - set(wanted))]),
            Change("updated", _UPDATE, [{"id": v.id, "set": v.properties()} for v in other]),
            Change("created", _CREATE, [{"indicator": v.indicator, **v.properties()} for v in new]),
            Change("created", _CITE, [{"id": v.id} for v in new]),
        ]
    )


async def _read_spans(store: GraphStore, code: str, programme: str) -> list[Span] | None:
    """What the indicator `code` counts; None for one that the graph cannot tell."""
    if code == _ASSESSMENTS:
        institutions: dict[str, list[Assessment]] = {}
        for id_, *values in await read_rows(store, _ASSESSED):
            institutions.setdefault(id_, []).append(assessment_of(*values))
        return socialised_spans(institutions)
    if code not in _COUNTED:
        return None
    rows = await read_rows(store, _COUNTED[code].text, programme=programme)
    return [Span(id_, date.fromisoformat(start), date.fromisoformat(end) if end else None) for id_, start, end in rows]

"""How well counties and institutions report: share of filled fields, and day of the last report.

What is not reported is not for that reason absent. A field counts where anybody fills it: one that is empty everywhere
was never asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from graph_service.network.keeping.columns import Moments
from graph_service.network.keeping.reports import Reports
from graph_service.network.projection import NONE, Bools, Ints, Projection, Texts

THRESHOLD = 0.6
"""Below this share of filled fields answers warn."""

_DAY = 86_400_000
_EPOCH = 719_163


@dataclass(frozen=True)
class Completeness:
    """How much of what could be reported of some nodes is."""

    nodes: int
    filled: int
    fields: int
    """How many fields the nodes have together, `filled` of which are."""
    last_report: int | None
    """Ordinal of the last day on which one of the nodes changed or did something; None where there is no node."""

    @property
    def share(self) -> float | None:
        """Share of filled fields, in [0, 1]; None where there is nothing to fill."""
        return self.filled / self.fields if self.fields else None

    @property
    def is_below(self) -> bool:
        """Whether an answer should warn: little was reported, or nothing."""
        return self.share is None or self.share < THRESHOLD


@dataclass(frozen=True)
class CountyReport:
    """How well a county reports of a label."""

    county: int
    label: str
    """Name of the label in the model."""
    completeness: Completeness


@dataclass(frozen=True, eq=False)
class _Nodes:
    """Nodes of a label: filled fields of each, fields a node has, ordinal of the last report (NONE if not read)."""

    filled: Ints
    fields: int
    last: Ints
    county: tuple[Ints, Ints]
    """Pairs of node and county: one may lie in several."""

    def of(self, rows: Ints) -> Completeness:
        """Those of `rows` that were read, together."""
        read = rows[self.last[rows] != NONE]
        if not len(read):
            return Completeness(0, 0, 0, None)
        last = int(self.last[read].max())
        return Completeness(len(read), int(self.filled[read].sum()), self.fields * len(read), last)


@dataclass(frozen=True, eq=False)
class CompletenessTable:
    """Completeness of a projection. `real` keeps real or invented data only; None takes both."""

    projection: Projection
    reports: Reports
    real: bool | None = None

    def institution(self, row: int) -> Completeness:
        """That of an institution."""
        return self._nodes["institutions"].of(np.array([row], dtype=np.int32))

    def lesser(self, one: int, other: int) -> Completeness:
        """That of the less complete of two institutions."""
        return min(self.institution(one), self.institution(other), key=_by_share)

    def county(self, row: int) -> Completeness:
        """That of all that a county reports."""
        return self._counties[row]

    @property
    def warned_counties(self) -> tuple[int, ...]:
        """Rows of the counties whose answers should warn."""
        return tuple(sorted({row.county for row in self.rows if self.county(row.county).is_below}))

    @cached_property
    def rows(self) -> tuple[CountyReport, ...]:
        """Each county and label, the least complete first; counties out of the programme only with what they have."""
        found = [
            CountyReport(county, self.reports.labels[name], nodes.of(nodes.county[0][nodes.county[1] == county]))
            for name, nodes in self._nodes.items()
            for county in range(len(self.projection.counties.ids))
        ]
        in_area = self.projection.counties.in_area
        found = [row for row in found if in_area[row.county] or row.completeness.nodes]
        return tuple(sorted(found, key=lambda row: (*_by_share(row.completeness), row.county)))

    @cached_property
    def _counties(self) -> list[Completeness]:
        found: list[list[Completeness]] = [[] for _ in self.projection.counties.ids]
        for row in self.rows:
            found[row.county].append(row.completeness)
        return [_together(reports) for reports in found]

    @cached_property
    def _nodes(self) -> dict[str, _Nodes]:
        data = self.projection
        members, owners = data.memberships, data.owners
        towns = np.append(data.settlements.county, np.int32(NONE))
        works = _once(members.collaboration, data.institutions.county[members.institution])
        owned = _once(owners.practice, towns[owners.settlement])
        tables: dict[str, tuple[Texts, Bools, tuple[Ints, Ints]]] = {
            "institutions": (data.institutions.ids, data.institutions.real, _each(data.institutions.county)),
            "communities": (data.communities.ids, data.communities.real, _each(data.communities.county)),
            "collaborations": (data.collaborations.ids, data.collaborations.real, works),
            "goodPractices": (data.practices.ids, data.practices.real, owned),
        }
        return {name: self._label(name, *table) for name, table in tables.items()}

    def _label(self, name: str, ids: Texts, real: Bools, county: tuple[Ints, Ints]) -> _Nodes:
        table = self.reports.tables[name]
        rows = {id_: row for row, id_ in enumerate(ids)}
        place = np.array([rows.get(id_, NONE) for id_ in table.texts("id")], dtype=np.int32)
        there = place != NONE
        bits = _bits(table.ints("filled"), len(self.reports.fields[name]))
        used = bits.any(axis=0)
        filled = np.zeros(len(ids), dtype=np.int32)
        filled[place[there]] = bits[there][:, used].sum(axis=1)
        last = np.full(len(ids), NONE, dtype=np.int32)
        last[place[there]] = _days(table.moments("updated")[there])
        if self.real is not None:
            last[real != self.real] = NONE
        _note_activity(last, _ACTIVITY[name](self.projection), self.projection.today)
        return _Nodes(filled, int(used.sum()), last, county)


def _activity_of_institutions(data: Projection) -> Iterator[tuple[Ints, Ints]]:
    members = data.memberships
    yield members.institution, members.start
    yield members.institution, members.end
    yield data.visits.institution, data.visits.day
    yield data.adoptions.institution, data.adoptions.day
    yield data.attendances.target, data.attendances.start


def _activity_of_communities(data: Projection) -> Iterator[tuple[Ints, Ints]]:
    yield data.visits.community, data.visits.day
    yield data.adoptions.community, data.adoptions.day
    yield data.mentorings.target, data.mentorings.start


def _activity_of_collaborations(data: Projection) -> Iterator[tuple[Ints, Ints]]:
    rows = np.arange(len(data.collaborations.ids), dtype=np.int32)
    yield rows, data.collaborations.start
    yield rows, data.collaborations.end


def _activity_of_practices(data: Projection) -> Iterator[tuple[Ints, Ints]]:
    yield np.arange(len(data.practices.ids), dtype=np.int32), data.practices.published
    yield data.adoptions.practice, data.adoptions.day


_ACTIVITY: dict[str, Callable[[Projection], Iterator[tuple[Ints, Ints]]]] = {
    "institutions": _activity_of_institutions,
    "communities": _activity_of_communities,
    "collaborations": _activity_of_collaborations,
    "goodPractices": _activity_of_practices,
}


def _note_activity(last: Ints, activity: Iterable[tuple[Ints, Ints]], today: int) -> None:
    """Move the last report of nodes that were read to their last day of activity, if it is later."""
    for rows, days in activity:
        done = (rows != NONE) & (days <= today)
        known = done & (last[rows] != NONE)
        np.maximum.at(last, rows[known], days[known])


def _bits(filled: Ints, fields: int) -> Bools:
    """A row a node and a column a field."""
    bits: Bools = (filled[:, None] >> np.arange(fields, dtype=np.int32)[None, :]) & 1 == 1
    return bits


def _days(moments: Moments) -> Ints:
    return (moments // _DAY + _EPOCH).astype(np.int32)


def _each(counties: Ints) -> tuple[Ints, Ints]:
    return np.arange(len(counties), dtype=np.int32), counties


def _once(nodes: Ints, counties: Ints) -> tuple[Ints, Ints]:
    """Pairs of node and county, each once."""
    pairs = np.unique(np.stack([nodes, counties]), axis=1)
    return pairs[0], pairs[1]


def _together(reports: Iterable[Completeness]) -> Completeness:
    found = list(reports)
    last = max((report.last_report for report in found if report.last_report is not None), default=None)
    return Completeness(
        sum(report.nodes for report in found),
        sum(report.filled for report in found),
        sum(report.fields for report in found),
        last,
    )


def _by_share(report: Completeness) -> tuple[float, int]:
    """Least complete first; nothing reported before all, and of equal ones the one that reported longest ago."""
    return (-1.0 if report.share is None else report.share, report.last_report or 0)

"""Two days of one network: what came, what went, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from graph_service.errors import RequestError
from graph_service.network.compare.deltas import CountyChange, InstitutionChange, county_changes, institution_changes
from graph_service.network.compare.parts import PartChanges, part_changes
from graph_service.network.compare.ties import TieChange, tie_changes
from graph_service.network.compare.verdicts import VerdictChange, verdict_changes
from graph_service.network.network import Network, Scope
from graph_service.network.projection import Projection
from graph_service.network.snapshots import check_day, network_at


@dataclass(frozen=True, eq=False)
class NetworkDiff:
    """What differs between `before` and `after`; each part is computed when it is first asked for.

    Differences are told as they are, of a measure, p-value or verdict too: none of them is tested for significance,
    and a verdict can change because a number crossed a border by little.
    """

    before: Network
    after: Network

    @cached_property
    def ties(self) -> tuple[TieChange, ...]:
        """Ties gained, lost, strengthened, weakened and renewed, by the ids of both institutions."""
        return tie_changes(self.before, self.after)

    @cached_property
    def institutions(self) -> tuple[InstitutionChange, ...]:
        """Institutions of which a measure changed, by id."""
        return institution_changes(self.before, self.after)

    @cached_property
    def counties(self) -> tuple[CountyChange, ...]:
        """Counties of which a number changed, by id."""
        return county_changes(self.before, self.after)

    @cached_property
    def parts(self) -> PartChanges:
        """Components merged and split, and communities that are not the same."""
        return part_changes(self.before, self.after)

    @cached_property
    def verdicts(self) -> tuple[VerdictChange, ...]:
        """Gaps of the country and of the counties of which the verdict changed."""
        return verdict_changes(self.before, self.after)

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all differs."""
        return not (self.ties or self.institutions or self.counties or any(self.parts) or self.verdicts)


def compare(projection: Projection, scope: Scope, from_day: int, to_day: int) -> NetworkDiff:
    """The network of `scope` on two days (the day of the scope itself is not used).

    The same day twice is allowed, and nothing differs. Raises RequestError DAYS_ORDER where `to_day` comes before
    `from_day`, DAY_OUTSIDE for a day of which the data know nothing.
    """
    check_day(projection, from_day, "from")
    check_day(projection, to_day, "to")
    if from_day > to_day:
        first, last = (date.fromordinal(day).isoformat() for day in (from_day, to_day))
        raise RequestError("DAYS_ORDER", first=first, last=last)
    before, after = (network_at(projection, replace(scope, day=day)) for day in (from_day, to_day))
    return NetworkDiff(before, after)

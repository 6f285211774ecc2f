"""Jobs on gaps against chance: sector pairs, activity, openness; a page of rows each."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol, TypeVar

from graph_service.network.activity_gaps import activity_gaps
from graph_service.network.chance.blocks import Block, blocks_of
from graph_service.network.chance.multiple import Verdict
from graph_service.network.county_pairs import CountyPair
from graph_service.network.gaps import Gap, GapFamily, GapLevel, collaboration_gaps
from graph_service.network.jobs.candidates import CandidatePage, candidates_of_gap
from graph_service.network.jobs.told import KEPT, Slice, Told, Window, network_in, slice_of, told_of
from graph_service.network.network import Network, Scope
from graph_service.network.openness import CountyOpenness
from graph_service.network.openness import openness as openness_of
from graph_service.network.projection import Projection

GapOrder = Literal[
    "SHRUNK_RATIO_ASC",
    "SHRUNK_RATIO_DESC",
    "P_UNDER_ASC",
    "P_OVER_ASC",
    "OBSERVED_DESC",
    "EXPECTED_DESC",
    "PLACE_ASC",
]
_ORDERS: dict[str, Callable[[Gap], float]] = {
    "SHRUNK_RATIO_ASC": lambda gap: gap.shrunk_ratio,
    "SHRUNK_RATIO_DESC": lambda gap: -gap.shrunk_ratio,
    "P_UNDER_ASC": lambda gap: gap.p_under,
    "P_OVER_ASC": lambda gap: gap.p_over,
    "OBSERVED_DESC": lambda gap: -gap.observed,
    "EXPECTED_DESC": lambda gap: -gap.expected,
    "PLACE_ASC": lambda _: 0.0,
}
_ROUNDED = 9
"""Decimals that order: numbers that differ by rounding alone are equal."""


class _Judged(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def verdict(self) -> Verdict: ...


J = TypeVar("J", bound=_Judged)


@dataclass(frozen=True)
class FamilyPage:
    """A page of the rows of a family, and what the whole of it was."""

    rows: Slice[Any]
    family_size: int
    attainable: int


def gaps(
    projection: Projection,
    scope: Scope,
    level: GapLevel,
    verdicts: tuple[Verdict, ...] | None,
    order: GapOrder,
    window: Window,
) -> Told:
    """A `FamilyPage` of `Gap`; verdicts choose what is shown, never what is tested."""
    started = time.process_time()
    network = network_in(projection, scope)
    family = family_of(network, level)
    rows = sorted(_judged(family.rows, verdicts), key=lambda gap: (round(_ORDERS[order](gap), _ROUNDED), gap.id))
    page = FamilyPage(slice_of(rows, lambda place: rows[place].id, window), family.family_size, family.attainable)
    return told_of(network, page, started, method=family.method)


def gap_rows(projection: Projection, scope: Scope, blocks: tuple[tuple[int, int, int], ...]) -> Told:
    """The gaps of blocks (county, sector, sector; the smaller first) at the level of counties, by block."""
    started = time.process_time()
    network = network_in(projection, scope)
    wanted = set(blocks)
    sectors = projection.sectors
    found = {
        block: gap
        for gap in family_of(network, "COUNTY").rows
        if gap.county is not None
        and (block := (gap.county, sectors.index(gap.sector_a), sectors.index(gap.sector_b))) in wanted
    }
    return told_of(network, (found, family_of(network, "COUNTY").family_size), started)


def gap_candidates(
    projection: Projection, scope: Scope, level: GapLevel, ids: tuple[str, ...], first: int, with_effects: bool
) -> Told:
    """The first candidates of each gap of `ids`: a `CandidatePage` by id."""
    started = time.process_time()
    network = network_in(projection, scope)
    wanted = set(ids)
    found = {
        gap.id: _candidates(network, gap, first, with_effects)
        for gap in family_of(network, level).rows
        if gap.id in wanted
    }
    return told_of(network, found, started)


def _candidates(network: Network, gap: Gap, first: int, with_effects: bool) -> CandidatePage:
    tables = network.projection
    counties = None if gap.county is None else [gap.county]
    if gap.region is not None:
        counties = [row for row in range(len(tables.counties.ids)) if tables.counties.region[row] == gap.region]
        counties = [gap.county] if gap.county is not None else counties
    sectors = (tables.sectors.index(gap.sector_a), tables.sectors.index(gap.sector_b))
    return candidates_of_gap(network, counties, sectors, first, with_effects=with_effects)


def family_of(network: Network, level: GapLevel) -> GapFamily:
    """All gaps of a level; the blocks of counties serve all levels."""
    key = (network.projection.version, network.scope)
    blocks: list[Block] = KEPT.get(("blocks", *key), lambda: blocks_of(network))
    return KEPT.get(("gaps", *key, level), lambda: collaboration_gaps(network, level, blocks))


def activity(projection: Projection, scope: Scope, verdicts: tuple[Verdict, ...] | None, window: Window) -> Told:
    """A `FamilyPage` of `ActivityGap`, the least active compared with chance first."""
    started = time.process_time()
    network = network_in(projection, scope)
    family = activity_gaps(network)
    rows = sorted(_judged(family.rows, verdicts), key=lambda gap: (round(gap.p_under, _ROUNDED), gap.id))
    page = FamilyPage(slice_of(rows, lambda place: rows[place].id, window), family.family_size, family.attainable)
    return told_of(network, page, started)


def _judged(rows: Sequence[J], verdicts: Collection[Verdict] | None) -> list[J]:
    return [row for row in rows if verdicts is None or row.verdict in verdicts]


@dataclass(frozen=True)
class OpennessPage:
    """A page of counties, the least open compared with chance first; pairs of which enough is expected for a test."""

    rows: Slice[CountyOpenness]
    pairs: tuple[CountyPair, ...]
    untested: int


def openness(projection: Projection, scope: Scope, window: Window) -> Told:
    """An `OpennessPage` of the counties in scope."""
    started = time.process_time()
    network = network_in(projection, scope)
    found = openness_of(network)
    rows = sorted(found.counties, key=lambda row: (round(row.p_under, _ROUNDED), row.id))
    tested = tuple(pair for pair in found.pairs if pair.interval is not None)
    page = OpennessPage(slice_of(rows, lambda place: rows[place].id, window), tested, len(found.pairs) - len(tested))
    return told_of(network, page, started)

"""Jobs that compare networks: with hypothetical collaborations, on two days, quarter by quarter."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np

from graph_service.errors import RequestError
from graph_service.network.chance.blocks import Block, blocks_of, sector_pairs, silent
from graph_service.network.compare import CountyChange, InstitutionChange, PartChanges, TieChange, VerdictChange
from graph_service.network.compare import compare as compared
from graph_service.network.hypothetical import Edit, applied, edit_of
from graph_service.network.jobs.told import Told, network_in, told_of
from graph_service.network.network import Network, Scope
from graph_service.network.projection import Projection
from graph_service.network.series import quarterly_series
from graph_service.network.what_if import Value, WhatIf, changes
from graph_service.network.what_if import what_if as tried

_FROM_THE_WHOLE = ("componentSize",)
_MOST_FOR_BETWEENNESS = 7_200
"""Institutions with ties up to which betweenness is computed before and after an edit."""


@dataclass(frozen=True)
class Tried:
    """What an edit would change; `ids` are those of `result.affected`; `blocks` are sector pairs of counties touched,
    before and after. `whole` has measures of the whole network that change: name to (node, before, after)."""

    result: WhatIf
    network_ids: tuple[str, ...]
    blocks: tuple[tuple[Block, Block], ...]
    whole: dict[str, tuple[tuple[int, Value, Value], ...]]


def what_if(
    projection: Projection,
    scope: Scope,
    add: tuple[tuple[str, ...], ...],
    remove: tuple[str, ...],
    with_betweenness: bool,
    with_gaps: bool,
) -> Told:
    """What collaborations to `add` (ids of institutions) and `remove` (ids) would change. Raises RequestError."""
    started = time.process_time()
    network = network_in(projection, scope)
    edit = edit_of(network, add, remove)
    if with_betweenness:
        _check_size(network)
    after = applied(network, edit)
    names = (*_FROM_THE_WHOLE, *(("betweenness",) if with_betweenness else ()))
    blocks = _blocks(network, after, edit) if with_gaps else ()
    found = Tried(tried(network, edit), network.ids, blocks, changes(network, after, names))
    return told_of(network, found, started)


def _check_size(network: Network) -> None:
    """Betweenness is computed twice over the whole network. Raises RequestError where that takes too long."""
    tied = int(np.count_nonzero(np.diff(network.weights.indptr)))
    if tied > _MOST_FOR_BETWEENNESS:
        raise RequestError(
            "SCOPE_TOO_LARGE", cost=tied, limit=_MOST_FOR_BETWEENNESS, by="`scope`, `withBetweenness: false`"
        )


def _blocks(before: Network, after: Network, edit: Edit) -> tuple[tuple[Block, Block], ...]:
    counties = sorted({int(before.county[node]) for node in edit.concerned})
    was, will = (
        {(block.county, block.sectors): block for block in blocks_of(network, counties)} for network in (before, after)
    )
    keys = [(county, pair) for county in counties for pair in sector_pairs(before)]
    return tuple((was.get(key) or silent(*key), will.get(key) or silent(*key)) for key in keys)


@dataclass(frozen=True)
class Compared:
    """What differs between two days, as `network.compare` tells it, and how the first day's network was made."""

    first: Told
    ties: tuple[TieChange, ...]
    institutions: tuple[InstitutionChange, ...]
    counties: tuple[CountyChange, ...]
    parts: PartChanges
    verdicts: tuple[VerdictChange, ...]


def compare(projection: Projection, scope: Scope, first: int, last: int, with_verdicts: bool) -> Told:
    """What changed between two days; the facts told beside it are those of the second."""
    started = time.process_time()
    network_in(projection, scope)
    found = compared(projection, scope, first, last)
    value = Compared(
        told_of(found.before, None, started),
        found.ties,
        found.institutions,
        found.counties,
        found.parts,
        found.verdicts if with_verdicts else (),
    )
    return told_of(found.after, value, started)


def series(projection: Projection, scope: Scope, quarters: int) -> Told:
    """The network at the end of each of `quarters` quarters."""
    started = time.process_time()
    network = network_in(projection, scope)
    return told_of(network, quarterly_series(projection, scope, quarters), started)

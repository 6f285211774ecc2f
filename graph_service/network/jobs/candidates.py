"""The job on candidate pairs: a page of the ranking with its backtest, and what a tie of each pair would change."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from graph_service.network.candidates import Backtest, Candidate, Candidates, backtest
from graph_service.network.candidates import candidates as ranking_of
from graph_service.network.candidates.orders import RankingBasis
from graph_service.network.chance.blocks import Asked, Block, blocks_for
from graph_service.network.chance.strata import Changes
from graph_service.network.jobs.told import KEPT, Slice, Told, Window, network_in, slice_of, told_of
from graph_service.network.network import Network, Scope
from graph_service.network.projection import NONE, Projection
from graph_service.network.tie_effect import TieEffect, TieEffects


@dataclass(frozen=True)
class Effect:
    """What a tie of a pair would change; `gap` is the block of their sectors before and after, in one county only."""

    tie: TieEffect
    gap: tuple[Block, Block] | None


@dataclass(frozen=True)
class CandidatePage:
    """A page of candidates; `effects` are in the order of its rows, empty where they were not asked for."""

    rows: Slice[Candidate]
    effects: tuple[Effect, ...]
    ranking: RankingBasis
    backtest: Backtest
    intercept: float | None
    left_out: int
    """Pairs that would be in the list, had nobody rejected them."""


def candidates(
    projection: Projection,
    scope: Scope,
    max_km: float,
    cross_sector_only: bool,
    institution: int | None,
    county: int | None,
    with_effects: bool,
    window: Window,
) -> Told:
    """A `CandidatePage` of the pairs of the scope."""
    started = time.process_time()
    network = network_in(projection, scope)
    found = _ranking(projection, scope, max_km, _Chosen(cross_sector_only, institution, county))
    rows = slice_of(_Rows(found), lambda place: key_of(projection, found, place), window)
    page = CandidatePage(
        rows,
        effects_of(network, rows.rows) if with_effects else (),
        found.ranking,
        found.backtest,
        None if found.model is None else found.model.intercept,
        len(found.left_out),
    )
    return told_of(network, page, started, method=found.ranking)


def candidates_of_gap(
    network: Network, counties: Sequence[int] | None, sectors: tuple[int, int], first: int, *, with_effects: bool
) -> CandidatePage:
    """The first candidates whose sectors are these two, both in one of `counties` (rows; None is any)."""
    projection = network.projection
    found = _ranking(projection, network.scope, 25.0, _Chosen(sectors[0] != sectors[1]))
    rows = projection.institutions

    def is_of_gap(pair: int) -> bool:
        a, b = _ends(found, pair)
        if {int(rows.sector[a]), int(rows.sector[b])} != set(sectors):
            return False
        return counties is None or bool(rows.county[a] == rows.county[b] and int(rows.county[a]) in counties)

    places = [place for place, pair in enumerate(found.order.tolist()) if is_of_gap(pair)]
    page = slice_of(
        [found.row(place) for place in places[:first]], lambda n: key_of(projection, found, places[n]), Window(first)
    )
    whole = Slice(page.rows, page.keys, 0, len(places))
    effects = effects_of(network, page.rows) if with_effects else ()
    return CandidatePage(
        whole,
        effects,
        found.ranking,
        found.backtest,
        None if found.model is None else found.model.intercept,
        sum(map(is_of_gap, found.left_out.tolist())),
    )


def effects_of(network: Network, rows: Sequence[Candidate]) -> tuple[Effect, ...]:
    """What a tie of each pair would change."""
    effects = TieEffects(network)
    ids = network.projection.institutions.ids
    pairs = [(network.places[ids[row.a]], network.places[ids[row.b]]) for row in rows]
    gaps = _gaps_of(network, pairs)
    return tuple(Effect(effects.of(*pair), gaps.get(pair)) for pair in pairs)


def _gaps_of(network: Network, pairs: Sequence[tuple[int, int]]) -> dict[tuple[int, int], tuple[Block, Block]]:
    """The block of the two sectors of each pair in one county, before and after."""
    inside = [(a, b) for a, b in pairs if network.county[a] == network.county[b] != NONE]
    asked = [
        Asked(int(network.county[a]), _sectors_of(network, a, b), changes)
        for a, b in inside
        for changes in (None, Changes(add=[(a, b)]))
    ]
    found = blocks_for(network, asked)
    return dict(zip(inside, zip(found[::2], found[1::2], strict=True), strict=True))


def _sectors_of(network: Network, a: int, b: int) -> tuple[int, int]:
    one, other = sorted((int(network.sector[a]), int(network.sector[b])))
    return one, other


@dataclass(frozen=True)
class _Chosen:
    """Which pairs of the ranking are wanted; rows of the projection."""

    cross_sector_only: bool
    institution: int | None = None
    county: int | None = None


def _ranking(projection: Projection, scope: Scope, max_km: float, chosen: _Chosen) -> Candidates:
    tested = KEPT.get(("backtest", projection.version, scope, max_km), lambda: backtest(projection, scope, max_km))
    return KEPT.get(
        ("candidates", projection.version, scope, max_km, chosen),
        lambda: ranking_of(
            projection,
            scope,
            max_km,
            chosen.cross_sector_only,
            chosen.institution,
            chosen.county,
            _rejected(projection),
            tested=tested,
        ),
    )


def _rejected(projection: Projection) -> set[tuple[str, str]]:
    """The pairs of which somebody rejected an item of the worklist."""
    ids = projection.institutions.ids
    return {(ids[a], ids[b]) for a, b in projection.worklist.pairs("rejected") if a != NONE}


class _Rows(Sequence[Candidate]):
    """The ranking as a sequence, rows made when they are looked at."""

    def __init__(self, found: Candidates) -> None:
        self._found = found

    def __len__(self) -> int:
        return len(self._found)

    def __getitem__(self, place: int) -> Candidate:  # type: ignore[override]  # pages ask for single places
        return self._found.row(place)


def ends_of(found: Candidates, place: int) -> tuple[int, int]:
    """Both institutions at `place` of the ranking, as rows of the projection."""
    return _ends(found, int(found.order[place]))


def _ends(found: Candidates, pair: int) -> tuple[int, int]:
    nodes, pairs = found.features.known.network.nodes, found.features.pairs
    return int(nodes[pairs.a[pair]]), int(nodes[pairs.b[pair]])


def key_of(projection: Projection, found: Candidates, place: int) -> str:
    """The key of the pair at `place`: both ids."""
    ids = projection.institutions.ids
    a, b = ends_of(found, place)
    return f"{ids[a]}|{ids[b]}"

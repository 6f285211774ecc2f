"""Blocks: two sectors in one county, with what was observed and the law that chance alone gives."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement
from typing import Literal

import numpy as np

from graph_service.network.chance.draws import PairDraws, draws_of, pair_draws
from graph_service.network.chance.exact import LARGEST, cells, exact_law
from graph_service.network.chance.law import CERTAIN_ZERO, Law
from graph_service.network.chance.normal import normal_law
from graph_service.network.chance.strata import Changes, Stratum, strata_of, stratum_of
from graph_service.network.network import Network
from graph_service.network.projection import Ints

Method = Literal["EXACT", "GAUSSIAN"]
SectorPair = tuple[int, int]


@dataclass(frozen=True, eq=False)
class Block:
    """Two sectors in one county. Counts are collaborations, where it is not said that they are ties."""

    county: int
    sectors: SectorPair
    observed: int
    law: Law
    method: Method
    observed_ties: int
    expected_ties: float
    participations: tuple[int, int]
    works: Ints
    """Collaborations that join the two, as columns of the network's incidence."""

    @property
    def p_under(self) -> float:
        """Chance of as few meetings as observed or fewer."""
        return self.law.p_under(self.observed)

    @property
    def p_over(self) -> float:
        """Chance of as many meetings as observed or more."""
        return self.law.p_over(self.observed)


def sector_pairs(network: Network) -> list[SectorPair]:
    """All pairs of the sectors in scope, each sector with itself too, in order of their codes."""
    chosen = network.scope.sectors
    sectors = range(len(network.projection.sectors)) if chosen is None else sorted(set(chosen))
    return list(combinations_with_replacement(sectors, 2))


def blocks_of(network: Network, counties: Collection[int] | None = None) -> list[Block]:
    """The blocks of every county with a participation, or of those of `counties`, by county and pair."""
    strata = strata_of(network)
    chosen = [own for county, own in strata.items() if counties is None or county in counties]
    return _blocks(chosen, sector_pairs(network))


@dataclass(frozen=True)
class Asked:
    """A block to be found: a county, a pair of sectors, and collaborations to think of as added or removed."""

    county: int
    sectors: SectorPair
    changes: Changes | None = None


def block_of(network: Network, county: int, pair: SectorPair, changes: Changes | None = None) -> Block:
    """One block, after `changes`."""
    return blocks_for(network, [Asked(county, pair, changes)])[0]


def blocks_for(network: Network, asked: Sequence[Asked]) -> list[Block]:
    """The block of each of `asked`. The weights of all are found together: many cost little more than one."""
    strata = [stratum_of(network, one.county, one.changes) for one in asked]
    draws = iter(draws_of([stratum for stratum in strata if stratum is not None]))
    return [
        silent(one.county, one.sectors)
        if stratum is None
        else _block(stratum, one.sectors, pair_draws(next(draws), [one.sectors])[0])
        for one, stratum in zip(asked, strata, strict=True)
    ]


def silent(county: int, pair: SectorPair) -> Block:
    """The block of a county where nobody takes part."""
    return Block(county, pair, 0, CERTAIN_ZERO, "EXACT", 0, 0.0, (0, 0), np.zeros(0, dtype=np.int32))


def _blocks(strata: Sequence[Stratum], pairs: Sequence[SectorPair]) -> list[Block]:
    return [
        _block(draws.stratum, pair, view)
        for draws in draws_of(strata)
        for pair, view in zip(pairs, pair_draws(draws, pairs), strict=True)
    ]


def _block(stratum: Stratum, pair: SectorPair, draws: PairDraws) -> Block:
    one_sector = pair[0] == pair[1]
    method: Method = "EXACT" if cells(draws) <= LARGEST else "GAUSSIAN"
    law, expected_ties = exact_law(draws) if method == "EXACT" else normal_law(draws)
    a, b = stratum.counts[:, pair[0]], stratum.counts[:, pair[1]]
    joined = (a >= 2) if one_sector else (a >= 1) & (b >= 1)
    observed_ties = (a * (a - 1) // 2 if one_sector else a * b).sum()
    totals = int(stratum.totals[pair[0]]), int(stratum.totals[pair[1]])
    return Block(
        stratum.county,
        pair,
        int(joined.sum()),
        law,
        method,
        int(observed_ties),
        expected_ties,
        totals,
        stratum.works[joined],
    )

"""Settlements like each other, and what chance gives: how many of ten similar settlements have a practice."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph_service.network.chance.hypergeometric import hypergeometric
from graph_service.network.diffusion.holders import Holders
from graph_service.network.projection import NONE, Floats, Ints, Projection
from graph_service.network.sphere import km_between

PEERS = 10
_BLOCK = 512


@dataclass(frozen=True, eq=False)
class Peers:
    """The settlements that could have a practice and of which size, disadvantage and distance to the seat are known.

    `settlements` are rows of the projection, ascending; `nearest` has for each the places (in `settlements`) of the
    most similar others, the most similar first: PEERS columns, or as many as there are others.
    """

    settlements: Ints
    nearest: Ints

    @property
    def width(self) -> int:
        """How many peers each settlement has."""
        return int(self.nearest.shape[1])

    def places(self, projection: Projection) -> Ints:
        """For each settlement of the projection its place in `settlements`, NONE for those that are not in it."""
        found = np.full(len(projection.settlements.ids), NONE, dtype=np.int32)
        found[self.settlements] = np.arange(len(self.settlements), dtype=np.int32)
        return found


def peers_of(projection: Projection, holders: Holders) -> Peers:
    """The most similar settlements of each: nearest by the Euclidean distance of three z-scores.

    They are ln population, rank of disadvantage, and ln(1 + km to the seat of the county), each with mean 0 and
    standard deviation 1 over the settlements that have an institution, a community or a holder of a practice. Of
    equally similar settlements the one whose id comes first is nearer.
    """
    table = projection.settlements
    could = np.unique(
        np.concatenate([projection.institutions.settlement, projection.communities.settlement, holders.settlement])
    )
    could = could[could != NONE]
    population = table.population[could].astype(np.float64)
    rank = np.where(table.disadvantage[could] == NONE, np.nan, table.disadvantage[could])
    logs = np.log(np.where(population > 0, population, np.nan))
    features = np.stack([logs, rank, np.log1p(_seat_km(projection, could))], axis=1)
    known = ~np.isnan(features).any(axis=1)
    return Peers(could[known].astype(np.int32), _nearest(_scores(features[known])))


def held_by(projection: Projection, holders: Holders, peers: Peers) -> Floats:
    """Settlements of `peers` by practices, 1 where somebody there has it."""
    held = np.zeros((len(peers.settlements), len(holders.practices)))
    place = np.append(peers.places(projection), np.int32(NONE))[holders.settlement]
    held[place[place != NONE], holders.practice[place != NONE]] = 1.0
    return held


def among_peers(peers: Peers, held: Floats) -> Floats:
    """How many peers of each settlement have each practice."""
    found = np.zeros_like(held)
    for column in range(peers.width):
        found += held[peers.nearest[:, column]]
    return found


def chance(peers: Peers, held: Floats, observed: Floats) -> tuple[Floats, Floats]:
    """Expected number of peers that have it, and the chance of so many or more, as `observed`, by settlement.

    Hypergeometric: of N other settlements K have the practice, and the peers are `width` drawn from the N.
    """
    others = len(peers.settlements) - 1
    elsewhere = held.sum(axis=0)[None, :] - held
    expected = peers.width * elsewhere / max(others, 1)
    # One number stands for both K and X; few of them differ.
    keys, inverse = np.unique(elsewhere * (PEERS + 1) + observed, return_inverse=True)
    pairs = (divmod(int(key), PEERS + 1) for key in keys)
    tails = np.array([hypergeometric(others, having, peers.width).p_over(x) for having, x in pairs])
    return expected, tails[inverse].reshape(held.shape)


def _seat_km(projection: Projection, rows: Ints) -> Floats:
    """Kilometres to the seat of the county, nan where there is none."""
    table = projection.settlements
    seat = np.append(projection.counties.seat, np.int32(NONE))[table.county[rows]]
    latitude, longitude = (np.append(each, np.nan)[seat] for each in (table.latitude, table.longitude))
    return km_between(table.latitude[rows], table.longitude[rows], latitude, longitude)


def _scores(features: Floats) -> Floats:
    if not len(features):
        return features
    spread = features.std(axis=0)
    # A feature that is the same everywhere tells nothing apart.
    return np.asarray((features - features.mean(axis=0)) / np.where(spread > 0, spread, 1.0), dtype=np.float64)


def _nearest(scores: Floats) -> Ints:
    count = len(scores)
    width = max(0, min(PEERS, count - 1))
    found = np.zeros((count, width), dtype=np.int32)
    for start in range(0, count, _BLOCK):
        block = scores[start : start + _BLOCK]
        apart = ((block[:, None, :] - scores[None, :, :]) ** 2).sum(axis=2)
        apart[np.arange(len(block)), np.arange(start, start + len(block))] = np.inf
        found[start : start + _BLOCK] = np.argsort(apart, axis=1, kind="stable")[:, :width]
    return found

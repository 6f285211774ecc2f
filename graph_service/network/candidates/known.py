"""What was known of institutions on the day of a network: their mentors, trainings and themes.

Everything here began by that day, so that what came later cannot show in a score of that day.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from graph_service.network.network import Network
from graph_service.network.projection import NONE, Bools, Ints, Pairs, PracticePlaces


@dataclass(frozen=True, eq=False)
class Known:
    """A network, and for each of its nodes (rows of the matrices) what was known on its day; entries are 0 or 1.

    `mentors` (nodes x mentors): a mentor is responsible for its settlement that day, or had visited it by then.
    `sessions` (nodes x sessions): an employee attended by then. `themes` (nodes x themes): of collaborations that it
    took part in by then, and of practices that it owned or had adopted by then.
    """

    network: Network
    mentors: csr_array
    sessions: csr_array
    themes: Bools

    @cached_property
    def shared_partners(self) -> csr_array:
        """Common partners of each two nodes."""
        return self.network.adjacency @ self.network.adjacency

    @cached_property
    def shared_mentors(self) -> csr_array:
        """Mentors that each two nodes share."""
        return self.mentors @ self.mentors.T

    @cached_property
    def shared_sessions(self) -> csr_array:
        """Sessions that each two nodes share."""
        return self.sessions @ self.sessions.T


def known_of(network: Network) -> Known:
    """What was known on the day of `network`."""
    return Known(network, _mentors(network), _sessions(network), _themes(network))


def _places(network: Network) -> Ints:
    """Row of an institution to its node, NONE outside the network; the last entry is for NONE."""
    place = np.full(len(network.projection.institutions.ids) + 1, NONE, dtype=np.int32)
    place[network.nodes] = np.arange(len(network.nodes), dtype=np.int32)
    return place


def _ones(rows: NDArray[np.integer], columns: NDArray[np.integer], shape: tuple[int, int]) -> csr_array:
    """A matrix with 1 at the given places and columns in order; places outside it (NONE) are left out."""
    inside = (rows >= 0) & (columns >= 0)
    made = csr_array((np.ones(int(inside.sum())), (rows[inside], columns[inside])), shape=shape)
    made.sum_duplicates()
    made.data = np.ones_like(made.data)
    return made


def _mentors(network: Network) -> csr_array:
    projection, day = network.projection, network.scope.day
    rows, visits = projection.responsibilities, projection.visits
    open_on_day = (rows.start <= day) & (rows.end > day)
    mentors = len(projection.mentors.ids)
    places = (len(projection.settlements.ids) + 1, mentors)  # the last row is for an unknown settlement: empty
    responsible = _ones(rows.settlement[open_on_day], rows.mentor[open_on_day], places)
    by_place = responsible[projection.institutions.settlement[network.nodes]].tocoo()
    by_then = visits.day <= day
    visited = _places(network)[visits.institution[by_then]]
    nodes = np.concatenate([by_place.row, visited])
    return _ones(nodes, np.concatenate([by_place.col, visits.mentor[by_then]]), (len(network.nodes), mentors))


def _sessions(network: Network) -> csr_array:
    projection = network.projection
    pairs = projection.attendances
    by_then = projection.sessions.day[pairs.source] <= network.scope.day
    shape = (len(network.nodes), len(projection.sessions.ids))
    return _ones(_places(network)[pairs.target[by_then]], pairs.source[by_then], shape)


def _themes(network: Network) -> Bools:
    projection, day = network.projection, network.scope.day
    members = projection.memberships
    begun = (members.start <= day) & _wanted(network, projection.collaborations.real)[members.collaboration]
    works = (len(network.nodes), len(projection.collaborations.ids))
    taking_part = _ones(_places(network)[members.institution[begun]], members.collaboration[begun], works)
    practices = _practices(network, projection.owners) + _practices(network, projection.adoptions)
    themes = len(projection.themes)
    of_works = taking_part @ _about(projection.collaboration_themes, (works[1], themes))
    of_practices = practices @ _about(projection.practice_themes, (practices.shape[1], themes))
    found: Bools = (of_works + of_practices).toarray() > 0
    return found


def _practices(network: Network, rows: PracticePlaces) -> csr_array:
    """Practices that nodes owned or had adopted by the day. One of an unknown day was not known by any day."""
    projection = network.projection
    by_then = (rows.day <= network.scope.day) & (rows.day != NONE)
    by_then &= _wanted(network, projection.practices.real)[rows.practice]
    shape = (len(network.nodes), len(projection.practices.ids))
    return _ones(_places(network)[rows.institution[by_then]], rows.practice[by_then], shape)


def _about(pairs: Pairs, shape: tuple[int, int]) -> csr_array:
    return _ones(pairs.source, pairs.target, shape)


def _wanted(network: Network, real: Bools) -> Bools:
    """Which rows the scope takes, by whether their data are real."""
    return np.ones_like(real) if network.scope.real is None else real == network.scope.real

"""Candidate pairs in order, with their reasons: by the model where its backtest supports it, else by a simple rule."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from graph_service.network.candidates.backtest import Backtest, backtest_of
from graph_service.network.candidates.known import known_of
from graph_service.network.candidates.logistic import Model, chances
from graph_service.network.candidates.orders import Order, RankingBasis, baseline, best_first
from graph_service.network.candidates.pairs import near_of, pairs_of
from graph_service.network.candidates.parts import MODELLED, PARTS, Features, PartCode, features_of
from graph_service.network.network import Scope, network_of
from graph_service.network.projection import Floats, Projection


@dataclass(frozen=True)
class ScorePart:
    """One reason. `raw` in `unit`, None where not defined; `contribution` to the logit, None under a simple rule.

    Contributions of all parts and the intercept add up to the logit of `probability`.
    """

    code: PartCode
    unit: str
    raw: float | None
    contribution: float | None


@dataclass(frozen=True)
class Candidate:
    """A pair that is not tied, with what speaks for it. Institutions, sessions, themes, counties: projection rows.

    `rank` counts from 1 in the whole ranking. `shared_mentors` are persons: their number, and the counties of the
    offices they worked at that day, are all that is told. `collaborations` are those of `a` and of `b`.
    """

    a: int
    b: int
    rank: int
    probability: float | None
    km: float | None
    parts: tuple[ScorePart, ...]
    common_partners: tuple[int, ...]
    shared_mentors: int
    mentor_counties: tuple[int, ...]
    sessions: tuple[int, ...]
    themes: tuple[int, ...]
    collaborations: tuple[int, int]


@dataclass(frozen=True, eq=False)
class Candidates:
    """A ranking. `order` are places in the pairs of `features`, `ranks` the rank of each in the whole, from 1.

    `model` is None under a simple rule: then there are no probabilities and contributions.
    """

    features: Features
    backtest: Backtest
    ranking: RankingBasis
    model: Model | None
    order: Order
    ranks: NDArray[np.intp]
    left_out: Order
    """Places of the pairs that would be in the list, had nobody rejected them."""

    def __len__(self) -> int:
        return len(self.order)

    def __iter__(self) -> Iterator[Candidate]:
        return map(self.row, range(len(self)))

    @property
    def probabilities(self) -> Floats | None:
        """The chance of a tie within the horizon, in the order of the ranking."""
        return None if self.model is None else chances(self.model.logits(self.features.values[self.order]))

    @property
    def contributions(self) -> Floats | None:
        """What each modelled part adds to the logit (pairs x MODELLED), in the order of the ranking."""
        return None if self.model is None else self.model.contributions(self.features.values[self.order])

    def row(self, place: int) -> Candidate:
        """The candidate at `place` of the list, from 0."""
        pair = int(self.order[place])
        known, pairs = self.features.known, self.features.pairs
        network = known.network
        a, b = int(pairs.a[pair]), int(pairs.b[pair])
        mentors = _common(known.mentors, a, b)
        return Candidate(
            a=int(network.nodes[a]),
            b=int(network.nodes[b]),
            rank=int(self.ranks[place]),
            probability=self._probability(pair),
            km=_defined(pairs.km[pair]),
            parts=self._parts(pair),
            common_partners=tuple(network.nodes[_common(network.adjacency, a, b)].tolist()),
            shared_mentors=len(mentors),
            mentor_counties=self._counties(mentors),
            sessions=tuple(_common(known.sessions, a, b).tolist()),
            themes=tuple(np.flatnonzero(known.themes[a] & known.themes[b]).tolist()),
            collaborations=(int(network.activity[a]), int(network.activity[b])),
        )

    def _probability(self, pair: int) -> float | None:
        if self.model is None:
            return None
        return float(chances(self.model.logits(self.features.values[pair : pair + 1]))[0])

    def _parts(self, pair: int) -> tuple[ScorePart, ...]:
        terms = None if self.model is None else self.model.contributions(self.features.values[pair])
        given = {} if terms is None else dict(zip(MODELLED, terms.tolist(), strict=True))
        raw = self.features.raw[pair]
        return tuple(
            ScorePart(part.code, part.unit, _defined(raw[column]), given.get(part.code))
            for column, part in enumerate(PARTS)
        )

    def _counties(self, mentors: NDArray[np.intp]) -> tuple[int, ...]:
        """Counties of the offices where these mentors worked on the day."""
        network = self.features.known.network
        offices = network.projection.offices
        there = offices.at(network.scope.day) & np.isin(offices.source, mentors)
        return tuple(np.unique(offices.target[there]).tolist())


def candidates(
    projection: Projection,
    scope: Scope,
    max_km: float = 25.0,
    cross_sector_only: bool = False,
    institution: int | None = None,
    county: int | None = None,
    rejected: Collection[tuple[str, str]] = frozenset(),
    tested: Backtest | None = None,
) -> Candidates:
    """The candidates of `scope` on its day, best first.

    `rejected` pairs of institution ids, in any order, are left out and not ranked. `institution` and `county`, rows of
    the projection, at least one end has to be or lie in; they and `cross_sector_only` choose from the ranking of all
    others: a candidate keeps its rank. `tested` is the backtest of the same projection, scope and distance, where it is
    at hand.
    """
    network = network_of(projection, scope)
    near = near_of(network, max_km)
    judged = backtest_of(projection, scope, near) if tested is None else tested
    known = known_of(network)
    features = features_of(known, pairs_of(known, near))
    order = ranked(features, judged)
    is_rejected = _rejected(features, rejected)[order]
    left_out, order = order[is_rejected], order[~is_rejected]

    def chosen_of(some: Order) -> NDArray[np.bool_]:
        chosen = np.ones(len(some), dtype=bool)
        if cross_sector_only:
            chosen &= features.shown("SECTOR")[some] == 1.0
        if institution is not None:
            ends = network.nodes[features.pairs.a[some]], network.nodes[features.pairs.b[some]]
            chosen &= (ends[0] == institution) | (ends[1] == institution)
        if county is not None:
            places = network.county[features.pairs.a[some]], network.county[features.pairs.b[some]]
            chosen &= (places[0] == county) | (places[1] == county)
        return chosen

    chosen, model = chosen_of(order), judged.newest if judged.ranking == "MODEL" else None
    ranks = np.flatnonzero(chosen) + 1
    return Candidates(features, judged, judged.ranking, model, order[chosen], ranks, left_out[chosen_of(left_out)])


def ranked(features: Features, judged: Backtest) -> Order:
    """All pairs, best first, by what the backtest supports."""
    if judged.ranking == "MODEL":
        assert judged.newest is not None  # BETTER needs ties in the tested window, which are what it is fitted on
        return best_first(judged.newest.logits(features.values), features)
    return best_first(baseline(judged.ranking, features), features)


def _rejected(features: Features, rejected: Collection[tuple[str, str]]) -> NDArray[np.bool_]:
    found = np.zeros(len(features.pairs), dtype=bool)
    places = features.known.network.places
    known = [sorted((places[one], places[other])) for one, other in rejected if one in places and other in places]
    keys = np.array([a * features.pairs.count + b for a, b in known], dtype=np.int64)
    place = features.pairs.find(keys)
    found[place[place >= 0]] = True
    return found


def _common(matrix: csr_array, a: int, b: int) -> NDArray[np.intp]:
    """The columns in which both rows have an entry."""
    one = matrix.indices[matrix.indptr[a] : matrix.indptr[a + 1]]
    other = matrix.indices[matrix.indptr[b] : matrix.indptr[b + 1]]
    return np.intersect1d(one, other)


def _defined(value: float) -> float | None:
    return None if np.isnan(value) else float(value)

"""Orders of pairs: by the model, and by simple rules that it is judged against."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from graph_service.network.candidates.draws import of_pairs
from graph_service.network.candidates.parts import MODELLED, Features
from graph_service.network.projection import Floats

BaselineCode: TypeAlias = Literal["DISTANCE", "ADAMIC_ADAR", "ACTIVITY", "RANK_AVERAGE", "RANDOM"]
RankingBasis: TypeAlias = Literal["MODEL", "DISTANCE", "ADAMIC_ADAR", "ACTIVITY", "RANK_AVERAGE"]
_FAR = 1e6
"""Kilometres that stand for an unknown distance: farther than any on Earth."""

Order: TypeAlias = NDArray[np.intp]


def best_first(scores: Floats, features: Features) -> Order:
    """Pairs by falling score, equal ones by distance, then by ids."""
    return np.lexsort((_km(features), -scores))


def baseline(code: BaselineCode, features: Features) -> Floats:
    """The score of each pair by a simple rule; larger is likelier."""
    return _RULES[code](features)


def _km(features: Features) -> Floats:
    return np.nan_to_num(features.pairs.km, nan=_FAR)


def _nearest(features: Features) -> Floats:
    return -_km(features)


def _common_partners(features: Features) -> Floats:
    """Adamic-Adar, distance breaking ties: the place of the sum among all sums, less a fraction for the distance."""
    # The same sum in another order of its terms differs in the last bits: rounded, the distance can break the tie.
    place = _places(np.round(features.shown("ADAMIC_ADAR"), 10))
    return place - _km(features) / (2 * _FAR)


def _activity_product(features: Features) -> Floats:
    activity = features.known.network.activity.astype(np.float64)
    product: Floats = activity[features.pairs.a] * activity[features.pairs.b]
    return product


def _rank_average(features: Features) -> Floats:
    """The mean of the ranks by each modelled part."""
    ranks = np.zeros(len(features.pairs))
    for column in range(len(MODELLED)):
        ranks += mean_ranks(features.values[:, column])
    return ranks / len(MODELLED)


def _drawn(features: Features) -> Floats:
    return of_pairs(features.known.network.ids, features.pairs.a, features.pairs.b)


_RULES: Mapping[BaselineCode, Callable[[Features], Floats]] = MappingProxyType(
    {
        "DISTANCE": _nearest,
        "ADAMIC_ADAR": _common_partners,
        "ACTIVITY": _activity_product,
        "RANK_AVERAGE": _rank_average,
        "RANDOM": _drawn,
    }
)
BASELINES: tuple[BaselineCode, ...] = tuple(_RULES)


def _places(values: Floats) -> Floats:
    """The place of each value among the different ones, from 0; most values are 0, which is the least."""
    place = np.zeros(len(values))
    some = values > 0
    place[some] = np.unique(values[some], return_inverse=True)[1] + 1.0
    return place


def mean_ranks(values: Floats) -> Floats:
    """Ranks from 1, equal values sharing the mean of theirs."""
    _, place, times = np.unique(values, return_inverse=True, return_counts=True)
    found: Floats = (np.cumsum(times) - (times - 1) / 2)[place]
    return found

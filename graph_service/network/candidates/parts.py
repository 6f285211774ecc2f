"""The parts of a candidate's score: what each is, as it is shown and as the model takes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from scipy.sparse import csr_array

from graph_service.network.candidates.known import Known
from graph_service.network.candidates.pairs import PairSet
from graph_service.network.projection import Floats

PartCode: TypeAlias = Literal[
    "DISTANCE", "ADAMIC_ADAR", "RESOURCE_ALLOCATION", "MENTORS", "TRAININGS", "THEMES", "SECTOR", "ACTIVITY"
]
_REACH_KM = 20.0


@dataclass(frozen=True, eq=False)
class Features:
    """Parts of pairs: `raw` as shown (pairs x PARTS, nan where not defined), `values` as the model takes them.

    `values` (pairs x MODELLED) is finite, stored by columns, and larger where a tie is thought likelier.
    """

    known: Known
    pairs: PairSet
    raw: Floats
    values: Floats

    def shown(self, code: PartCode) -> Floats:
        """The raw column of a part."""
        column: Floats = self.raw[:, CODES.index(code)]
        return column


@dataclass(frozen=True)
class Part:
    """A part: its code, the unit of its raw value, how that is found, and what the model makes of it (None: nothing).

    `value` is given the raw column; nan stands for what is not defined and becomes the value of no evidence, 0.
    """

    code: PartCode
    unit: str
    raw: Callable[[Known, PairSet], Floats]
    value: Callable[[Known, PairSet, Floats], Floats] | None


def features_of(known: Known, pairs: PairSet) -> Features:
    """All parts of `pairs` on the day of `known`."""
    raw = np.empty((len(pairs), len(PARTS)), order="F")
    values = np.empty((len(pairs), len(MODELLED)), order="F")
    for column, part in enumerate(PARTS):
        raw[:, column] = part.raw(known, pairs)
        if part.value is not None:
            values[:, MODELLED.index(part.code)] = part.value(known, pairs, raw[:, column])
    return Features(known, pairs, raw, values)


def _km(known: Known, pairs: PairSet) -> Floats:
    return pairs.km


def _nearness(known: Known, pairs: PairSet, raw: Floats) -> Floats:
    return np.where(np.isnan(raw), 0.0, np.exp(-raw / _REACH_KM))


def _common_partners(weigh: Callable[[Floats], Floats]) -> Callable[[Known, PairSet], Floats]:
    """The sum over common partners of 1 / `weigh` of their degree."""

    def summed(known: Known, pairs: PairSet) -> Floats:
        ties = known.network.adjacency
        # A common partner of two has at least two ties; the others do not count.
        degree = np.maximum(np.asarray(ties.sum(axis=1)).ravel(), 2.0)
        return pairs.look_up(_scaled(ties, 1.0 / weigh(degree)) @ ties)

    return summed


def _scaled(matrix: csr_array, factors: Floats) -> csr_array:
    """`matrix` with its columns multiplied by `factors`."""
    scaled = csr_array(matrix, copy=True)
    scaled.data = matrix.data * factors[matrix.indices]
    return scaled


def _identity(values: Floats) -> Floats:
    return values


def _log(known: Known, pairs: PairSet, raw: Floats) -> Floats:
    return np.log1p(raw)


def _as_it_is(known: Known, pairs: PairSet, raw: Floats) -> Floats:
    return np.nan_to_num(raw, nan=0.0)


def _shared_mentors(known: Known, pairs: PairSet) -> Floats:
    return pairs.look_up(known.shared_mentors)


def _any(known: Known, pairs: PairSet, raw: Floats) -> Floats:
    return np.minimum(raw, 1.0)


def _shared_trainings(known: Known, pairs: PairSet) -> Floats:
    # Two institutions cannot share a session of fewer than one person; one may be employed by both.
    attendants = np.maximum(known.network.projection.sessions.attendants, 1).astype(np.float64)
    return pairs.look_up(_scaled(known.sessions, 1.0 / np.log1p(attendants)) @ known.sessions.T)


def _theme_weights(known: Known) -> Floats:
    """-ln of the share of institutions with each theme: 0 for a theme that all have, or none."""
    have = known.themes.sum(axis=0).astype(np.float64)
    weights: Floats = np.where(have > 0, -np.log(np.maximum(have, 1) / max(len(known.themes), 1)), 0.0)
    return weights


def _shared_themes(known: Known, pairs: PairSet) -> Floats:
    """Weight of the themes of both over that of the themes of either; nan where neither has a theme that weighs."""
    weights = _theme_weights(known)
    own = np.zeros(len(known.themes))
    for theme, weight in enumerate(weights):  # added up in the order of `shared`: equal sets have a share of 1 exactly
        own += weight * known.themes[:, theme]
    union = own[pairs.a] + own[pairs.b]
    shared = np.zeros(len(pairs))
    both = np.flatnonzero((own[pairs.a] > 0) & (own[pairs.b] > 0))
    a, b = pairs.a[both], pairs.b[both]
    for theme, weight in enumerate(weights):
        column = known.themes[:, theme]
        shared[both] += weight * (column[a] & column[b])
    union -= shared
    found: Floats = np.divide(shared, union, out=np.full(len(pairs), np.nan), where=union > 0)
    return found


def _differ(known: Known, pairs: PairSet) -> Floats:
    sector = known.network.sector
    differ: Floats = (sector[pairs.a] != sector[pairs.b]).astype(np.float64)
    return differ


def _collaborations(known: Known, pairs: PairSet) -> Floats:
    activity = known.network.activity
    return (activity[pairs.a] + activity[pairs.b]).astype(np.float64)


def _activity(known: Known, pairs: PairSet, raw: Floats) -> Floats:
    logs = np.log1p(known.network.activity.astype(np.float64))
    found: Floats = logs[pairs.a] + logs[pairs.b]
    return found


PARTS: tuple[Part, ...] = (
    Part("DISTANCE", "km", _km, _nearness),
    Part("ADAMIC_ADAR", "sum over common partners of 1/ln(ties)", _common_partners(np.log), _log),
    Part("RESOURCE_ALLOCATION", "sum over common partners of 1/ties", _common_partners(_identity), None),
    Part("MENTORS", "mentors", _shared_mentors, _any),
    Part("TRAININGS", "sum over shared sessions of 1/ln(1 + attendants)", _shared_trainings, _as_it_is),
    Part("THEMES", "share, 0 to 1", _shared_themes, _as_it_is),
    Part("SECTOR", "1 where they differ", _differ, _as_it_is),
    Part("ACTIVITY", "collaborations of both", _collaborations, _activity),
)
CODES: tuple[PartCode, ...] = tuple(part.code for part in PARTS)
MODELLED: tuple[PartCode, ...] = tuple(part.code for part in PARTS if part.value is not None)
"""Parts that the model takes. Resource allocation says nearly the same as Adamic-Adar: shown, not modelled."""

"""The six parts of how well a practice would fit an institution, each in [0, 1] and nan where it cannot be told."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph_service.network.diffusion.holders import Holders
from graph_service.network.diffusion.similar import Peers
from graph_service.network.projection import NONE, Bools, Floats, Ints, Projection
from graph_service.network.sphere import km_between

PARTS = ("size", "disadvantage", "sector", "theme", "peers", "reach")
RANKS = 3
"""The widest difference of ranks of disadvantage."""
REACH_KM = 30.0


@dataclass(frozen=True, eq=False)
class Nearest:
    """Institutions by practices: kilometres to the nearest holder (nan where unknown), and which holder that is."""

    km: Floats
    holder: Ints


def size(projection: Projection, holders: Holders, institutions: Ints) -> Floats:
    """max(0, 1 - |ln(population / median population of the holders' settlements)| / ln 10)."""
    people = projection.settlements.population
    known = np.where(people > 0, people, np.nan)
    own = _of_seat(projection, known, institutions)
    middle = _medians(projection, holders, known)
    apart = np.abs(np.log(own[:, None] / middle[None, :])) / np.log(10)
    return np.asarray(np.maximum(0.0, 1.0 - apart), dtype=np.float64)


def disadvantage(projection: Projection, holders: Holders, institutions: Ints) -> Floats:
    """1 - |rank - median rank of the holders' settlements| / 3."""
    ranks = projection.settlements.disadvantage
    known = np.where(ranks == NONE, np.nan, ranks)
    own = _of_seat(projection, known, institutions)
    middle = _medians(projection, holders, known)
    return 1.0 - np.abs(own[:, None] - middle[None, :]) / RANKS


def sector(projection: Projection, holders: Holders, institutions: Ints) -> Floats:
    """Share of the holders that are institutions which are of the institution's sector."""
    table = projection.institutions
    is_institution = holders.institution != NONE
    counts = np.zeros((len(projection.sectors), len(holders.practices)))
    of = table.sector[holders.institution[is_institution]]
    np.add.at(counts, (of, holders.practice[is_institution]), 1.0)
    return _shares(counts, counts.sum(axis=0))[table.sector[institutions]]


def theme(projection: Projection, holders: Holders, institutions: Ints, practices: Ints, day: int) -> Floats:
    """Weighted Jaccard of the themes of institution and practice: a theme weighs -ln(share of institutions with it).

    An institution has the themes of its collaborations and practices up to `day` (`holders` are those of all); a theme
    that none has weighs as if one had it. nan where either has no theme, or only themes that all have: nothing is
    known, which is not "unlike". `practices` are the columns.
    """
    about = _themes_of_practices(projection, day)
    have = _themes_of_institutions(projection, holders, about, day)
    weights = -np.log(np.maximum(have.sum(axis=0), 1.0) / max(len(have), 1))
    chosen, about = have[institutions], about[practices]
    common = (chosen * weights) @ about.T
    either = (chosen @ weights)[:, None] + (about @ weights)[None, :] - common
    told = np.logical_and.outer(chosen.sum(axis=1) > 0, about.sum(axis=1) > 0)
    return np.where(told, _shares(common, either), np.nan)


def peers(projection: Projection, base: Peers, observed: Floats, has_holder: Bools, institutions: Ints) -> Floats:
    """Share of the peers of the institution's settlement that have the practice; nan where nobody at all has it."""
    shares = np.where(has_holder[None, :], observed / base.width if base.width else np.nan, np.nan)
    return _of_peers(projection, base, shares, institutions)


def nearest(projection: Projection, holders: Holders, institutions: Ints) -> Nearest:
    """How far the nearest holder of each practice is; of equally near ones the first in the order of holders."""
    table = projection.institutions
    shape = (len(institutions), len(holders.practices))
    km, holder = np.full(shape, np.nan), np.full(shape, NONE, dtype=np.int32)
    own = (table.latitude[institutions], table.longitude[institutions])
    for practice in np.unique(holders.practice):
        rows = np.flatnonzero((holders.practice == practice) & ~np.isnan(holders.latitude))
        if not len(rows):
            continue
        apart = km_between(own[0][:, None], own[1][:, None], holders.latitude[rows], holders.longitude[rows])
        place = np.argmin(apart, axis=1)
        km[:, practice] = apart[np.arange(len(apart)), place]
        holder[:, practice] = np.where(np.isnan(km[:, practice]), NONE, rows[place])
    return Nearest(km, holder)


def reach(km: Floats, mentors: Floats) -> Floats:
    """Mean of exp(-km / 30) to the nearest holder, and 1 where a mentor of the institution works with a holder.

    An institution without a mentor has no such way: its second half is 0. nan where no distance is known.
    """
    return (np.exp(-km / REACH_KM) + (mentors > 0)) / 2


def at_seats(projection: Projection, base: Peers, values: Floats, institutions: Ints) -> Floats:
    """Rows of `values` (settlements of `base` by practices) for the settlement of each institution; else nan."""
    return _of_peers(projection, base, values, institutions)


def _of_peers(projection: Projection, base: Peers, values: Floats, institutions: Ints) -> Floats:
    seat = projection.institutions.settlement[institutions]
    place = np.append(base.places(projection), np.int32(NONE))[seat]
    return np.vstack([values, np.full((1, values.shape[1]), np.nan)])[place]


def _of_seat(projection: Projection, values: Floats, institutions: Ints) -> Floats:
    return np.append(values, np.nan)[projection.institutions.settlement[institutions]]


def _medians(projection: Projection, holders: Holders, values: Floats) -> Floats:
    """For each practice the median of `values` of the settlements where somebody has it, each once; nan for none."""
    found = np.full(len(holders.practices), np.nan)
    placed = holders.settlement != NONE
    pairs = np.unique(np.stack([holders.practice[placed], holders.settlement[placed]]), axis=1)
    for practice in np.unique(pairs[0]):
        known = values[pairs[1][pairs[0] == practice]]
        known = known[~np.isnan(known)]
        if len(known):
            found[practice] = np.median(known)
    return found


def _themes_of_practices(projection: Projection, day: int) -> Floats:
    pairs = projection.practice_themes
    begun = pairs.start <= day
    found = np.zeros((len(projection.practices.ids), len(projection.themes)))
    found[pairs.source[begun], pairs.target[begun]] = 1.0
    return found


def _themes_of_institutions(projection: Projection, holders: Holders, about: Floats, day: int) -> Floats:
    pairs, members = projection.collaboration_themes, projection.memberships
    begun = pairs.start <= day
    works = np.zeros((len(projection.collaborations.ids), len(projection.themes)))
    works[pairs.source[begun], pairs.target[begun]] = 1.0
    found = np.zeros((len(projection.institutions.ids), len(projection.themes)))
    taken = members.start <= day
    np.maximum.at(found, members.institution[taken], works[members.collaboration[taken]])
    is_institution = holders.institution != NONE
    np.maximum.at(found, holders.institution[is_institution], about[holders.practice[is_institution]])
    return found


def _shares(part: Floats, whole: Floats) -> Floats:
    """part / whole, nan where the whole is nothing."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.where(whole > 0, part / whole, np.nan), dtype=np.float64)

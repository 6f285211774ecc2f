"""Projections written by hand: a few institutions and collaborations, and whatever else a test replaces."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import numpy as np

from graph_service.network.network import Network, Scope, network_of
from graph_service.network.projection import (
    FOREVER,
    NONE,
    Collaborations,
    Communities,
    Counties,
    Institutions,
    Memberships,
    Mentors,
    Pairs,
    PracticePlaces,
    Practices,
    Projection,
    Reached,
    Regions,
    Responsibilities,
    Sessions,
    Settlements,
    Visits,
)

TODAY = date(2019, 9, 15).toordinal()
SECTORS = ("community_culture", "library", "museum")


def ints(values: Iterable[int]) -> np.ndarray:
    """A column of whole numbers."""
    return np.array(list(values), dtype=np.int32)


def floats(values: Iterable[float]) -> np.ndarray:
    """A column of numbers."""
    return np.array(list(values), dtype=np.float64)


def bools(values: Iterable[bool]) -> np.ndarray:
    """A column of truths."""
    return np.array(list(values), dtype=np.bool_)


def projection(
    institutions: Mapping[str, tuple[str, str]],
    collaborations: Mapping[str, Sequence[str]],
    *,
    days: Mapping[str, tuple[int, int]] | None = None,
    points: Mapping[str, tuple[float, float]] | None = None,
    version: int = 1,
) -> Projection:
    """`institutions`: id to (sector, county code); `collaborations`: id to its members.

    `days` are the first and last day of a collaboration (by default three years ago, open); `points` latitude and
    longitude of an institution (by default 47, 19). A county is a region of its own with one settlement, its seat.
    """
    ids = tuple(sorted(institutions))
    codes = tuple(sorted({county for _, county in institutions.values()}))
    works = tuple(sorted(collaborations))
    row = {id_: place for place, id_ in enumerate(ids)}
    at = {code: place for place, code in enumerate(codes)}
    span = {work: (days or {}).get(work, (TODAY - 1000, FOREVER)) for work in works}
    members = [(row[m], place) for place, work in enumerate(works) for m in sorted(set(collaborations[work]))]
    where = [(points or {}).get(id_, (47.0, 19.0)) for id_ in ids]
    county = ints(at[institutions[id_][1]] for id_ in ids)
    each = ints(range(len(codes)))
    return Projection(
        version=version,
        today=TODAY,
        sectors=SECTORS,
        collaboration_types=("inter_institution",),
        themes=(),
        regions=Regions(tuple(f"region:{c}" for c in codes), codes, codes),
        counties=Counties(
            tuple(f"county:{c}" for c in codes), codes, codes, codes, each, each, bools(True for _ in codes)
        ),
        settlements=Settlements(
            tuple(f"settlement:{c}" for c in codes),
            codes,
            each,
            floats(47.0 for _ in codes),
            floats(19.0 for _ in codes),
            ints(10_000 for _ in codes),
            ints(0 for _ in codes),
        ),
        institutions=Institutions(
            ids,
            ints(SECTORS.index(institutions[id_][0]) for id_ in ids),
            county,
            county,
            floats(lat for lat, _ in where),
            floats(lon for _, lon in where),
            bools(False for _ in ids),
        ),
        collaborations=Collaborations(
            works,
            ints(0 for _ in works),
            ints(span[work][0] for work in works),
            ints(span[work][1] for work in works),
            bools(False for _ in works),
        ),
        memberships=Memberships(
            ints(one for one, _ in members),
            ints(work for _, work in members),
            ints(span[works[work]][0] for _, work in members),
            ints(span[works[work]][1] for _, work in members),
        ),
        communities=Communities((), ints(()), ints(()), floats(()), floats(()), bools(())),
        mentors=mentors(),
        practices=Practices((), ints(()), bools(())),
        sessions=Sessions((), ints(()), ints(())),
        collaboration_themes=pairs(),
        practice_themes=pairs(),
        responsibilities=Responsibilities(ints(()), ints(()), floats(()), floats(()), ints(()), ints(())),
        mentorings=pairs(),
        offices=pairs(),
        visits=Visits(ints(()), ints(()), ints(()), ints(())),
        spaces=pairs(),
        attendances=pairs(),
        adoptions=PracticePlaces(ints(()), ints(()), ints(()), ints(()), ints(())),
        owners=PracticePlaces(ints(()), ints(()), ints(()), ints(()), ints(())),
        reached=Reached((), ints(()), floats(()), floats(()), ints(())),
    )


def mentors(*ids: str) -> Mentors:
    """Invented mentors with these ids."""
    return Mentors(ids, bools(False for _ in ids))


def pairs(*rows: tuple[int, int], start: int = TODAY - 1000, end: int = FOREVER) -> Pairs:
    """Relationships between rows, all with the same days."""
    return Pairs(ints(a for a, _ in rows), ints(b for _, b in rows), ints([start] * len(rows)), ints([end] * len(rows)))


def network(
    ties: Iterable[tuple[str, str]],
    sectors: Mapping[str, str] | None = None,
    isolated: Iterable[str] = (),
    weights: Mapping[tuple[str, str], int] | None = None,
) -> Network:
    """The network with these ties, each a collaboration of two (as many as its weight); all in one county."""
    ties = list(ties)
    nodes = {end for tie in ties for end in tie} | set(isolated)
    works = {
        f"collab:{place:04d}:{copy}": tie
        for place, tie in enumerate(ties)
        for copy in range((weights or {}).get(tie, 1))
    }
    known = {node: ((sectors or {}).get(node, SECTORS[0]), "HU001") for node in nodes}
    return network_of(projection(known, works), Scope(TODAY))


__all__ = [
    "FOREVER",
    "NONE",
    "SECTORS",
    "TODAY",
    "bools",
    "floats",
    "ints",
    "mentors",
    "network",
    "pairs",
    "projection",
]

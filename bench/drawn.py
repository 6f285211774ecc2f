"""Projections larger than the demonstration, made without a database: of what `kalaka seed --cohorts` adds to it, and
copies of it side by side.

Hubs of the cohorts are hubs of the demonstration, so with cohorts ties grow faster than institutions do. In copies
everything grows alike, and no partner is shared.
"""

from __future__ import annotations

import hashlib
import pickle
from dataclasses import replace
from pathlib import Path
from typing import cast

import numpy as np

from graph_service.network.keeping.build import projection_of
from graph_service.network.projection import Collaborations, Counties, Institutions, Memberships, Projection, Texts
from graph_service.seeding import generator
from tests.engines import neo4j, seeded
from tests.network.demonstration import columns_of

_KEPT = neo4j.CACHE / "drawn"
_MADE_BY = ("graph_service/network/projection.py", "graph_service/network/keeping", "tests/network/demonstration.py")


def projection_with(cohorts: int) -> Projection:
    """The projection with so many cohorts, kept in .cache/ until what it is made from changes: 99 take two minutes."""
    kept = _KEPT / f"with-{cohorts}-cohorts-{_digest()}.pickle"
    if kept.exists():
        return cast(Projection, pickle.loads(kept.read_bytes()))
    made = projection_of(columns_of(generator.generate(cohorts)), 1)
    _KEPT.mkdir(parents=True, exist_ok=True)
    for old in _KEPT.glob(f"with-{cohorts}-cohorts-*"):
        old.unlink()
    kept.write_bytes(pickle.dumps(made))
    return made


def side_by_side(projection: Projection, copies: int) -> Projection:
    """So many copies of the counties, institutions and collaborations; all else is that of the first copy alone."""
    counties, works = projection.counties, projection.collaborations
    rows, members = projection.institutions, projection.memberships

    def again(column: np.ndarray, step: int = 0) -> np.ndarray:
        """The column of all copies; what refers to a copied table goes on by `step` rows each time."""
        return np.concatenate([column + copy * step for copy in range(copies)]) if step else np.tile(column, copies)

    def texts(column: Texts) -> Texts:
        # The number comes first: rows stand in the order of their ids.
        return tuple(f"{copy:03d}:{text}" for copy in range(copies) for text in column)

    return replace(
        projection,
        counties=Counties(
            texts(counties.ids),
            texts(counties.nuts3),
            texts(counties.names_hu),
            texts(counties.names_en),
            *map(again, (counties.region, counties.seat, counties.in_area)),
        ),
        institutions=Institutions(
            texts(rows.ids),
            again(rows.sector),
            again(rows.settlement),
            again(rows.county, len(counties.ids)),
            *map(again, (rows.latitude, rows.longitude, rows.real)),
        ),
        collaborations=Collaborations(texts(works.ids), *map(again, (works.type, works.start, works.end, works.real))),
        memberships=Memberships(
            again(members.institution, len(rows.ids)),
            again(members.collaboration, len(works.ids)),
            *map(again, (members.start, members.end)),
        ),
    )


def _digest() -> str:
    sink = hashlib.blake2b(seeded.digest().encode(), digest_size=8)
    for place in _MADE_BY:
        for path in _files(seeded.ROOT / place):
            sink.update(path.read_bytes())
    return sink.hexdigest()


def _files(path: Path) -> list[Path]:
    return [path] if path.is_file() else sorted(path.glob("*.py"))

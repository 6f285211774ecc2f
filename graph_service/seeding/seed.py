"""Seeds a store: generates the demonstration, loads it, derives what follows, and raises the version of the data."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

from graph_service.model.structure import Model
from graph_service.seeding.dataset import Dataset
from graph_service.seeding.derived import Derived
from graph_service.seeding.generator import generate
from graph_service.seeding.load import Loaded, load
from graph_service.writes.changes import Progress
from graph_service.writes.derive import DeriveStore, current_version, derive


@dataclasses.dataclass(frozen=True)
class Seeded:
    """What a seed did, and the version of the data afterwards."""

    nodes: int
    relationships: int
    created: bool
    version: int


def datasets(cohorts: int = 0, folder: Path | None = None) -> Iterator[Dataset]:
    """The demonstration and so many cohorts, each with its derived rows; what rests on all of them last.

    They are made one by one: a million nodes are never held at once.
    """
    derived = Derived()
    for dataset in generate(cohorts, folder):
        yield derived.enriched(dataset)
    yield derived.rest()


async def seed(store: DeriveStore, model: Model, *, cohorts: int = 0, progress: Progress | None = None) -> Seeded:
    """Load the demonstration. On a graph that is not empty the rows are merged, and derived data is rebuilt.

    The version rises in any case: merging may have set back what somebody changed, and nobody compared.
    """
    loaded: Loaded = await load(store, model, datasets(cohorts), progress)
    if loaded.created:
        version = await current_version(store, raised=True)
    else:
        report = await derive(store, model, progress)
        version = report.version if report.changed else await current_version(store, raised=True)
    return Seeded(loaded.nodes, loaded.relationships, loaded.created, version)

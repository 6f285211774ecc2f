"""The order in which a cohort is made, and the demonstration as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from graph_service.model import load_model
from graph_service.model.naming import name_keys
from graph_service.resources import folder
from graph_service.seeding.assessments import add_assessments, choose_socialised
from graph_service.seeding.cohorts import cohort_areas, demonstration_areas
from graph_service.seeding.collaborations import add_collaborations
from graph_service.seeding.communities import add_communities, reserve_path
from graph_service.seeding.dataset import Builder, Dataset
from graph_service.seeding.events import add_events
from graph_service.seeding.geography import add_geography
from graph_service.seeding.links import add_products, add_target_groups, cite_illustrations
from graph_service.seeding.open_data import OpenData
from graph_service.seeding.organisations import add_organisations
from graph_service.seeding.people import add_mentors, add_professionals, add_trainers
from graph_service.seeding.processes import add_measurements, add_mentoring, add_processes
from graph_service.seeding.programme import add_programme, add_reached
from graph_service.seeding.spreading import add_methods, add_platforms, add_publications
from graph_service.seeding.trainings import add_trainings
from graph_service.seeding.undertakings import (
    add_practices,
    add_sample_projects,
    add_top_projects,
    add_volunteering,
)
from graph_service.seeding.vocabulary import add_vocabulary
from graph_service.seeding.world import World


def demonstration(seed: Path | None = None) -> Dataset:
    """The open data, the vocabularies and the demonstration programme."""
    return _demonstration(OpenData(seed or folder("seed"))).build_dataset()


def generate(cohorts: int = 0, seed: Path | None = None) -> Iterator[Dataset]:
    """The demonstration and then, one by one, so many benchmark cohorts that refer to it."""
    data = OpenData(seed or folder("seed"))
    base = _demonstration(data)
    yield base.build_dataset()
    hubs = base.world.ranked("Institution", "hub", sorted(base.world.build.nodes["Institution"]))
    for number in range(1, cohorts + 1):
        yield _cohort(data, number, base.world.build.labels, hubs).build_dataset()


class _Made:
    """A finished world with its dataset."""

    def __init__(self, world: World) -> None:
        self.world = world

    def build_dataset(self) -> Dataset:
        """The rows, with the stored forms of their names."""
        types = load_model().types
        for label, rows in self.world.build.nodes.items():
            for row in rows.values():
                row.update(name_keys(types[label], row))
        return self.world.build.dataset()


def _demonstration(data: OpenData) -> _Made:
    build = Builder()
    add_vocabulary(build, data)
    add_geography(build, data)
    world = World(build, data, demonstration_areas(data))
    _make(world)
    return _Made(world)


def _cohort(data: OpenData, number: int, labels: dict[str, str], hubs: list[str]) -> _Made:
    build = Builder(cohort=number, labels=dict(labels))
    world = World(build, data, cohort_areas(data, build.chance, number), hubs=hubs)
    _make(world)
    return _Made(world)


def _make(world: World) -> None:
    """Who exists, then what they did, then what refers to all of it."""
    add_methods(world)
    add_programme(world)
    add_organisations(world)
    reserve_path(world)
    add_mentors(world)
    add_communities(world)
    add_reached(world)
    choose_socialised(world)
    professionals = add_professionals(world)
    add_trainings(world, professionals, add_trainers(world))
    add_processes(world)
    add_mentoring(world)
    add_measurements(world)
    add_assessments(world)
    add_collaborations(world)
    add_sample_projects(world)
    add_top_projects(world)
    add_volunteering(world)
    add_practices(world)
    add_platforms(world)
    add_publications(world)
    add_events(world)
    add_target_groups(world)
    add_products(world)
    cite_illustrations(world)

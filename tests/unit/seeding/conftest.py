"""The generated demonstration, made once for all tests of the generator."""

from __future__ import annotations

import pytest

from graph_service.seeding.dataset import Dataset
from graph_service.seeding.generator import demonstration
from tests.unit.seeding.reading import Reading


@pytest.fixture(scope="package")
def dataset() -> Dataset:
    return demonstration()


@pytest.fixture(scope="package")
def made(dataset: Dataset) -> Reading:
    return Reading(dataset)

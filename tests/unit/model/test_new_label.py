"""A label declared in one new file is found everywhere, without another line of code."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph_service.api.schema import build_schema
from graph_service.model import domain
from graph_service.model.build import build_model
from graph_service.model.check import check_model
from graph_service.model.columns import files
from graph_service.model.ddl import statements
from graph_service.model.diagram import diagram
from graph_service.model.page import page
from graph_service.model.structure import Model

GARDEN = '''"""Gardens: what grows where."""

from __future__ import annotations

from datetime import date

from graph_service.model.declare import Localized, Relationship, into, out, prop
from graph_service.model.domain.node import Node


class Grows(Relationship, type="GROWS"):
    """Grows a plant."""

    planted_on: date = prop("Day of planting.")


class Garden(Node, prefix="garden", searchable=True):
    """A community garden."""

    name: Localized = prop("Name of the garden.", sort="nameSort")
    beds: int = prop("Number of beds.", low=1)
    fenced: bool = prop("Whether it has a fence.", index=True)
    plants: list[Plant] = out(Grows, "What grows there.")


class Plant(Node, prefix="plant"):
    """A plant."""

    latin: str = prop("Latin name.", key=True)
    gardens: list[Garden] = into(Grows, "Where it grows.")
'''


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Model]:
    (tmp_path / "garden.py").write_text(GARDEN, encoding="utf-8")
    monkeypatch.setattr(domain, "__path__", [*domain.__path__, str(tmp_path)])
    yield build_model()
    del sys.modules["graph_service.model.domain.garden"]


def test_it_agrees_with_the_rest(model: Model) -> None:
    assert check_model(model) == []


def test_it_is_in_the_api(model: Model) -> None:
    sdl = build_schema(model).as_str()
    assert "type Garden implements Node" in sdl
    assert "type GrowsPlantEdge {" in sdl
    garden = sdl[sdl.index("input GardenWhere {") :]
    assert "plants: PlantListWhere" in garden[: garden.index("\n}")]
    orders = sdl[sdl.index("enum GardenField {") :]
    assert "BEDS" in orders[: orders.index("\n}")]
    query = sdl[sdl.index("type Query {") :]
    assert "gardens(" in query
    assert "plant(" in query


def test_it_has_constraints_and_indexes(model: Model) -> None:
    asked = [statement for statement in statements(model) if "(n:Garden)" in statement or "(n:Plant)" in statement]
    assert [statement.split(" IF NOT")[0] for statement in asked] == [
        "CREATE CONSTRAINT garden_id",
        "CREATE CONSTRAINT plant_id",
        "CREATE CONSTRAINT plant_latin",
        "CREATE INDEX garden_fenced",
        "CREATE INDEX garden_name_folded",
        "CREATE INDEX garden_beds_id",
        "CREATE INDEX garden_created_at_id",
        "CREATE INDEX garden_name_sort_id",
        "CREATE INDEX garden_updated_at_id",
        "CREATE INDEX plant_created_at_id",
        "CREATE INDEX plant_updated_at_id",
    ]


def test_it_has_files_with_columns(model: Model) -> None:
    found = files(model)
    assert {"beds", "nameHu", "nameEn"} <= {column.name for column in found["nodes/Garden.csv"]}
    assert [column.name for column in found["relationships/GROWS.csv"]][4:] == ["plantedOn"]


def test_it_is_documented_and_drawn(model: Model) -> None:
    text = page(model)
    assert "## Gardens\n" in text
    assert "| `Garden` | `GROWS` | `Plant` | any number | any number | `plantedOn`! | What grows there. |" in text
    assert ">GROWS</text>" in diagram(model)

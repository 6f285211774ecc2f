"""A label with a relationship is declared in one file; everything else follows from it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

DECLARED = '''
"""Hiking trails."""

from __future__ import annotations

from datetime import date

from graph_service.model.declare import Localized, Relationship, into, out, prop
from graph_service.model.domain.node import Node


class Joins(Relationship, type="JOINS_TRAIL"):
    """Joins another trail."""

    since: date = prop("Day from which it joins.")


class Trail(Node, prefix="trail", searchable=True):
    """A marked hiking trail."""

    name: Localized = prop("Name of the trail.", sort="nameSort")
    mark: str = prop("Its mark on the map.", key=True, order=True)
    length_m: int | None = prop("Length in metres.", low=0)
    joins: list[Trail] = out(Joins, "Trails it joins.")
    joined_by: list[Trail] = into(Joins, "Trails that join it.")
    main: Trail | None = out("BRANCH_OF", "The trail it branches off.")
    branches: list[Trail] = into("BRANCH_OF", "Trails that branch off it.")
'''

DERIVE = """
import json, sys
from graphql import print_type
from graph_service.model import domain
domain.__path__.append(sys.argv[1])
from graph_service.api.schema import build_schema, graphql_schema
from graph_service.model import columns, ddl, diagram, load_model, page
from graph_service.query.reading import Reader
from graphql import parse

model = load_model()
schema = graphql_schema(build_schema(model))
types = {name: print_type(type_) for name, type_ in schema.type_map.items()}
roots = {name: str(field.type) for name, field in schema.query_type.fields.items() if "rail" in name}
prepared = Reader(model, schema).prepare(parse(sys.argv[2]), None, {})
files = {path: [c.name for c in listed] for path, listed in columns.files(model).items()}
print(json.dumps({"types": types, "roots": roots, "statement": prepared.statements[0].text,
                  "ddl": ddl.statements(model), "files": files,
                  "page": page.page(model), "diagram": diagram.diagram(model)}))
"""

QUESTION = """{
  trails(where: {joins: {some: {mark: {eq: "1"}}}, main: {lengthM: {gt: 5}}}, orderBy: [{field: MAIN_NAME}]) {
    edges { node { joins { edges { since node { mark } } } } }
  }
}"""


@pytest.fixture(scope="module")
def derived(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("more_labels")
    (folder / "trail.py").write_text(DECLARED, encoding="utf-8")
    root = Path(__file__).parents[1]
    command = [sys.executable, "-c", DERIVE, str(folder), QUESTION]
    run = subprocess.run(command, capture_output=True, text=True, cwd=root, check=False, timeout=60)
    assert run.returncode == 0, run.stderr
    found: dict[str, Any] = json.loads(run.stdout)
    return found


def test_it_is_in_the_sdl(derived: dict[str, Any]) -> None:
    assert derived["roots"] == {"trail": "Trail", "trails": "TrailConnection!"}
    assert '"""A marked hiking trail."""\ntype Trail implements Node {' in derived["types"]["Trail"]
    assert "): JoinsTrailConnection!" in derived["types"]["Trail"]
    assert "since: Date!" in derived["types"]["JoinsTrailEdge"]


def test_it_can_be_filtered(derived: dict[str, Any]) -> None:
    where = derived["types"]["TrailWhere"]
    assert "lengthM: IntWhere" in where
    assert "joins: TrailListWhere" in where
    assert "main: TrailWhere" in where


def test_it_can_be_ordered(derived: dict[str, Any]) -> None:
    orders = derived["types"]["TrailField"]
    assert all(f"  {name}\n" in orders for name in ("NAME", "MARK", "LENGTH_M", "MAIN_NAME"))


def test_it_can_be_asked(derived: dict[str, Any]) -> None:
    assert ":Trail" in derived["statement"]
    assert "JOINS_TRAIL" in derived["statement"]
    assert "BRANCH_OF" in derived["statement"]


def test_it_has_constraints_and_indexes(derived: dict[str, Any]) -> None:
    about = [statement for statement in derived["ddl"] if ":Trail)" in statement]
    assert any("n.mark IS UNIQUE" in statement for statement in about)
    assert any("lengthM" in statement and "INDEX" in statement for statement in about)


def test_it_has_columns(derived: dict[str, Any]) -> None:
    files = derived["files"]
    assert {"id", "mark", "nameHu", "nameEn", "lengthM"} <= set(files["nodes/Trail.csv"])
    assert files["relationships/JOINS_TRAIL.csv"] == ["from_id", "from_label", "to_id", "to_label", "since"]


def test_it_is_documented(derived: dict[str, Any]) -> None:
    assert "A marked hiking trail." in derived["page"]
    assert "JOINS_TRAIL" in derived["page"]
    assert "Trail" in derived["diagram"]
    assert "JOINS_TRAIL" in derived["diagram"]

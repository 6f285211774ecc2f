"""Constraints and indexes follow the model, and the committed migrations say exactly what it derives."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph_service.model import load_model
from graph_service.model.ddl import committed, groups, missing, obsolete, standing, statements, write_missing
from graph_service.resources import folder
from tests.unit.model.conftest import Declare

MIGRATIONS = folder("schema") / "migrations"
PEN = """
class Pen(Node, prefix="pen", searchable=True):
    \"\"\"A pen.\"\"\"

    code: str = prop("Code.", key=True)
    name: Localized = prop("Name.", sort="nameSort")
    colour: str = prop("Colour.", index=True)
    length: int | None = prop("Length.")
    place: Point | None = prop("Where it lies.")
"""


def test_committed_migrations_say_what_the_model_derives() -> None:
    said = [statement for file in committed(MIGRATIONS).values() for statement in file]
    assert len(said) == len(set(said))
    assert missing(load_model(), MIGRATIONS) == (), "run `python -m graph_service.model`"
    assert obsolete(load_model(), MIGRATIONS) == (), "write a migration with a DROP"


def test_every_filter_and_order_has_its_index(declared: Declare) -> None:
    by_name = {group.name: group.statements for group in groups(declared(PEN))}
    assert by_name == {
        "constraints": (
            "CREATE CONSTRAINT pen_code IF NOT EXISTS FOR (n:Pen) REQUIRE n.code IS UNIQUE",
            "CREATE CONSTRAINT pen_id IF NOT EXISTS FOR (n:Pen) REQUIRE n.id IS UNIQUE",
        ),
        "search": ("CREATE FULLTEXT INDEX search_ft IF NOT EXISTS FOR (n:Searchable) ON EACH [n.searchFolded]",),
        "filters": (
            "CREATE INDEX pen_colour IF NOT EXISTS FOR (n:Pen) ON (n.colour)",
            "CREATE INDEX pen_name_folded IF NOT EXISTS FOR (n:Pen) ON (n.nameFolded)",
        ),
        "orders": (
            "CREATE INDEX pen_length_id IF NOT EXISTS FOR (n:Pen) ON (n.length, n.id)",
            "CREATE INDEX pen_name_sort_id IF NOT EXISTS FOR (n:Pen) ON (n.nameSort, n.id)",
        ),
        "records": (),
        "points": ("CREATE POINT INDEX pen_place IF NOT EXISTS FOR (n:Pen) ON (n.place)",),
        "kept": (),
        "kept_orders": (),
    }


def test_lists_that_are_found_by_what_they_keep_have_an_index_for_each_order(declared: Declare) -> None:
    """Only for orders in which no row lacks a value: another cannot be read off an index."""
    model = declared(
        """
class Lies(Relationship, type="LIES_IN", derived=True, keeps=("boxCode", "code")):
    \"\"\"Lies in a box.\"\"\"


class Box(Node, prefix="box", plural="boxes"):
    \"\"\"A box.\"\"\"

    code: str = prop("Its code.", key=True)
    pens: list[Pen] = into("LIES_IN", "Its pens.")


class Pen(Node, prefix="pen", searchable=True):
    \"\"\"A pen.\"\"\"

    name: Localized = prop("Name.", sort="nameSort")
    length: int | None = prop("Length.")
"""
    )
    by_name = {group.name: group.statements for group in groups(model)}
    assert by_name["kept"] == ("CREATE INDEX pen_box_code IF NOT EXISTS FOR (n:Pen) ON (n.boxCode)",)
    assert by_name["kept_orders"] == (
        "CREATE INDEX pen_box_code_id IF NOT EXISTS FOR (n:Pen) ON (n.boxCode, n.id)",
        "CREATE INDEX pen_box_code_name_sort IF NOT EXISTS FOR (n:Pen) ON (n.boxCode, n.nameSort)",
    )


def test_super_labels_are_indexed_and_the_topmost_makes_ids_unique(declared: Declare) -> None:
    model = declared(
        """
class Thing(Node, abstract=True, super_label=True, plural="things"):
    \"\"\"Anything made.\"\"\"

    weight: int | None = prop("Weight.")


class Tool(Thing, abstract=True, super_label=True):
    \"\"\"Something to work with.\"\"\"


class Pen(Tool, prefix="pen"):
    \"\"\"A pen.\"\"\"
"""
    )
    assert model.types["Pen"].node_labels == ("Pen", "Tool", "Thing")
    assert [node.plural for node in model.listed] == ["pens", "things"]
    asked = [statement.split(" IF NOT")[0] for statement in statements(model)]
    assert [name for name in asked if "CONSTRAINT" in name] == [
        "CREATE CONSTRAINT pen_id",
        "CREATE CONSTRAINT thing_id",
    ]
    assert [name for name in asked if name.startswith("CREATE INDEX")] == [
        "CREATE INDEX pen_weight_id",
        "CREATE INDEX thing_weight_id",
        "CREATE INDEX tool_weight_id",
        "CREATE INDEX tool_id",
    ]


def test_a_new_order_goes_into_a_new_file(declared: Declare, tmp_path: Path) -> None:
    migrations = tmp_path / "migrations"
    migrations.mkdir()
    written = write_missing(declared(PEN), migrations)
    assert [path.name for path in written] == [
        "0001_constraints.cypher",
        "0002_search.cypher",
        "0003_filters.cypher",
        "0004_orders.cypher",
        "0005_points.cypher",
    ]
    before = {path: path.read_bytes() for path in written}
    longer = declared(PEN + '    width: int | None = prop("Width.")\n')
    [new] = write_missing(longer, migrations)
    assert new.name == "0006_orders.cypher"
    assert new.read_text() == (
        "// engine: neo4j\n// Every public order; the id ends each, as in the page.\n"
        "CREATE INDEX pen_width_id IF NOT EXISTS FOR (n:Pen) ON (n.width, n.id);\n"
    )
    assert {path: path.read_bytes() for path in written} == before
    assert write_missing(longer, migrations) == []
    assert obsolete(declared(PEN), migrations) == (
        "CREATE INDEX pen_width_id IF NOT EXISTS FOR (n:Pen) ON (n.width, n.id)",
    )


def test_uniqueness_is_for_both_engines_and_order_for_neo4j_only() -> None:
    text = {path.name: path.read_text() for path in sorted(MIGRATIONS.glob("*.cypher"))}
    neo4j_only = {name for name, content in text.items() if content.startswith("// engine: neo4j\n")}
    assert not {name for name in neo4j_only if "CONSTRAINT" in text[name] or "FULLTEXT" in text[name]}
    assert all(" IF NOT EXISTS " in statement for statement in statements(load_model()))


def test_names_of_indexes_are_unique() -> None:
    names = [statement.split(" IF NOT EXISTS")[0].rsplit(" ", 1)[1] for statement in statements(load_model())]
    assert len(names) == len(set(names))


def test_no_index_on_what_is_guarded_or_private() -> None:
    asked = " ".join(statements(load_model()))
    assert "familyName" not in asked
    assert "contactEmail" not in asked


@pytest.mark.parametrize(
    "needed",
    ["FOR (n:County) REQUIRE n.nuts3", "FOR (n:Settlement) REQUIRE n.kshCode", "FOR (n:Institution) REQUIRE n.isil"],
)
def test_natural_keys_are_unique(needed: str) -> None:
    assert sum(needed in statement for statement in statements(load_model())) == 1


def test_what_a_later_file_drops_is_neither_made_nor_obsolete(declared: Declare, tmp_path: Path) -> None:
    model = declared(PEN)
    write_missing(model, tmp_path)
    (tmp_path / "0006_orders.cypher").write_text("CREATE INDEX old IF NOT EXISTS FOR (n:Pen) ON (n.old);\n")
    assert obsolete(model, tmp_path) == ("CREATE INDEX old IF NOT EXISTS FOR (n:Pen) ON (n.old)",)
    (tmp_path / "0007_orders.cypher").write_text("DROP INDEX old IF EXISTS;\nDROP INDEX pen_length_id IF EXISTS;\n")
    assert obsolete(model, tmp_path) == ()
    assert "pen_length_id" not in " ".join(standing(tmp_path))
    [again] = missing(model, tmp_path)
    assert again.statements == ("CREATE INDEX pen_length_id IF NOT EXISTS FOR (n:Pen) ON (n.length, n.id)",)

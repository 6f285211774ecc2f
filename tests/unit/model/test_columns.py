"""The columns of files follow the model, and the demonstration fits them."""

from __future__ import annotations

from graph_service.model import load_model
from graph_service.model.columns import files, import_columns, node_columns, relationship_columns
from graph_service.model.structure import Kind
from graph_service.seeding.dataset import Point
from graph_service.seeding.derived import derived_rows
from graph_service.seeding.generator import demonstration


def test_a_node_file_begins_with_its_id_and_goes_on_by_name() -> None:
    names = [column.name for column in node_columns(load_model().types["Quest"])]
    assert names == [
        *("id", "active", "benchmark", "countyNuts3", "createdAt", "dataOrigin", "location.lat", "location.lon"),
        *("nameEn", "nameFolded", "nameHu", "nameSort", "points", "revision", "searchFolded", "updatedAt"),
    ]


def test_codes_and_headings_come_from_the_vocabulary() -> None:
    [sector] = [c for c in node_columns(load_model().types["Institution"]) if c.name == "sector"]
    assert sector.codes == ("museum", "library", "community_culture")
    assert (sector.required, sector.kind, sector.heading_en) == (True, Kind.ENUM, "Cultural sector")


def test_english_text_may_be_missing_where_hungarian_may_not() -> None:
    required = {c.name: c.required for c in node_columns(load_model().types["Community"])}
    assert (required["nameHu"], required["nameEn"], required["summaryHu"]) == (True, False, False)


def test_an_import_reads_nothing_that_is_derived() -> None:
    names = {column.name for column in import_columns(load_model().types["Institution"])}
    assert not names & {
        "countyNuts3",
        "socialised",
        "socialisedSince",
        "participationLevel",
        "nameFolded",
        "nameSort",
        "searchFolded",
    }
    assert {"id", "nameHu", "sector", "location.lon"} <= names


def test_a_relationship_file_begins_with_both_ends() -> None:
    names = [column.name for column in relationship_columns(load_model(), "PARTICIPATES_IN")]
    assert names == ["from_id", "from_label", "to_id", "to_label", "from", "key", "role", "to"]


def test_the_demonstration_fits_its_columns() -> None:
    model = load_model()
    data = derived_rows(demonstration())
    columns = {path: {c.name: c for c in found} for path, found in files(model).items()}
    wrong = []
    for label, rows in data.nodes.items():
        own = columns[f"nodes/{label}.csv"]
        for row in rows:
            cells = {
                name: part
                for key, value in row.items()
                for name, part in (
                    {f"{key}.lon": value.lon, f"{key}.lat": value.lat} if isinstance(value, Point) else {key: value}
                ).items()
            }
            wrong += [f"{row['id']}: no column {name}" for name in cells if name not in own]
            wrong += [f"{row['id']}: no {c.name}" for c in own.values() if c.required and c.name not in cells]
            for name, value in cells.items():
                codes = own[name].codes if name in own else ()
                values = value if isinstance(value, list) else [value]
                wrong += [f"{row['id']}: {name} {code}" for code in values if codes and code not in codes]
    for type_, ties in data.relationships.items():
        own = columns[f"relationships/{type_}.csv"]
        for tie in ties:
            names = {"from_id", "from_label", "to_id", "to_label", *tie.properties}
            wrong += [f"{type_} {tie.from_id}: {sorted(names - set(own))}"] if names - set(own) else []
            wrong += [f"{type_} {tie.from_id}: no {c.name}" for c in own.values() if c.required and c.name not in names]
    assert wrong == []

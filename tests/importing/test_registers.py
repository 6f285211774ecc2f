"""The register of libraries, read by its declared table. Every row here is synthetic: the file says so itself."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graph_service.cypher import Statement
from graph_service.errors import RequestError
from graph_service.importing.importer import Wanted, import_files
from graph_service.importing.register_places import known_of
from graph_service.importing.register_rows import register_reader
from graph_service.importing.registers import Told, load_register
from graph_service.importing.report import Line, Report
from graph_service.importing.sources import Caps, Source
from graph_service.importing.spool import Spool
from graph_service.model import load_model
from graph_service.resources import folder
from graph_service.store.store import Store
from graph_service.writes.digest import graph_digest
from tests.mutations.world import put, tie_by_hand

pytestmark = pytest.mark.anyio
MODEL = load_model()
HEADINGS = "Név;Státusz;Felvétel dátuma;Típus;Megye;Település"
FINE = (
    "Szintetikus Városi Könyvtár;nyilvános;2018.03.05.;városi könyvtár;Zala;Mintavár",
    "Szintetikus Őrségi Könyvtár;Törölt;2018. május 6.;Községi Könyvtár;Zala megye;ŐRFALU",
    "Szintetikus Kerületi Könyvtár;nyilvános;;városi könyvtár;Főváros;Budapest VIII. kerület",
    "Szintetikus Kerületi Könyvtár;nyilvános;;városi könyvtár;Budapest;Budapest IX. kerület",
    "Szintetikus Egyetemi Könyvtár;nyilvános;2018.01.01.;felsőoktatási könyvtár;Zala;Mintavár",
)
WRONG = (
    "Szintetikus Buszos Könyvtár;nyilvános;2018.03.05.;könyvtárbusz;Zala;Mintavár",
    "Szintetikus Könyvtár;nyilvános;2018.02.31.;községi könyvtár;Zala;Őrfalu",
    "Szintetikus Tanyai Könyvtár;nyilvános;;községi könyvtár;Zala;Nincsfalva",
    "Szintetikus Vári Könyvtár;nyilvános;;városi könyvtár;;Mintavár",
    "Szintetikus Somogyi Könyvtár;nyilvános;;községi könyvtár;Somogy;Őrfalu",
    "SZINTETIKUS VÁROSI KÖNYVTÁR;nyilvános;;városi könyvtár;Zala;Mintavár",
    ";nyilvános;;városi könyvtár;Zala;Mintavár",
)
_COUNTIES = {"county:1": "Zala", "county:2": "Somogy", "county:3": "Budapest"}
_SETTLEMENTS = (
    ("settlement:1", "Mintavár", "county:1"),
    ("settlement:2", "Mintavár", "county:2"),
    ("settlement:3", "Őrfalu", "county:1"),
    ("settlement:4", "Budapest", "county:3"),
)


@pytest.fixture
async def places(bare_store: Store) -> Store:
    """Two settlements of one name, a village and the capital."""
    for id_, name in _COUNTIES.items():
        await put(bare_store, MODEL, "County", id_, nameHu=name)
    for id_, name, county in _SETTLEMENTS:
        await put(bare_store, MODEL, "Settlement", id_, nameHu=name)
        await tie_by_hand(bare_store, "IN_COUNTY", id_, county)
    return bare_store


@pytest.fixture
def spool() -> Iterator[Spool]:
    with Spool() as opened:
        yield opened


def file_of(*rows: str, headings: str = HEADINGS) -> Source:
    """A file as an old program writes it."""
    return Source("szintetikus_jegyzek.csv", "\r\n".join([headings, *rows, ""]).encode("cp1250"))


async def brought(
    store: Store, spool: Spool, source: Source, *, named: str = "libraries", told: Told | None = None, **wanted: Any
) -> Report:
    known = await known_of(store.records, load_register(named, MODEL))
    reads = register_reader(known, told or Told(), Caps())
    return await import_files(store, MODEL, [source], spool, Wanted(subject="libraries", reads=reads, **wanted))


async def libraries(store: Store) -> dict[str, dict[str, Any]]:
    """What is there, by name and id."""
    text = "MATCH (n:Institution)-[:LOCATED_IN]->(s) WITH n, s ORDER BY n.id RETURN collect([properties(n), s.id]) AS r"
    [record] = await store.records(Statement(text), quiet=True)
    return {found["id"]: {**found, "seat": seat} for found, seat in record["r"]}


def notices(report: Report) -> dict[str, str]:
    return {one.code: one.message for one in report.lines("en") if one.verdict == "notice"}


async def test_rows_become_institutions_that_cite_the_register(places: Store, spool: Spool) -> None:
    told = Told("https://example.org/jegyzek", date(2026, 11, 30), "CC BY 4.0")
    report = await brought(places, spool, file_of(*FINE), told=told)
    assert report.summary() | {"import": None} == {
        **{"mode": "import", "files": ["szintetikus_jegyzek.csv"], "rows": 9, "created": 9, "changed": 0},
        **{
            "removed": 0,
            "unchanged": 0,
            "refused": 0,
            "duplicates": 1,
            "notices": 2,
            "import": None,
            "dataVersion": 1,
            "resumed": False,
            "broken": False,
        },
    }
    found = sorted((await libraries(places)).values(), key=lambda one: (one["nameHu"], one["seat"]))
    shown = [
        (one["nameHu"], one["seat"], one["institutionType"], one["active"], one["registerStatus"]) for one in found
    ]
    assert shown == [
        ("Szintetikus Kerületi Könyvtár", "settlement:4", "city_library", True, "nyilvános"),
        ("Szintetikus Kerületi Könyvtár", "settlement:4", "city_library", True, "nyilvános"),
        ("Szintetikus Városi Könyvtár", "settlement:1", "city_library", True, "nyilvános"),
        ("Szintetikus Őrségi Könyvtár", "settlement:3", "village_library", False, "Törölt"),
    ]
    assert [str(one.get("registeredOn")) for one in found] == ["None", "None", "2018-03-05", "2018-05-06"]
    assert {(one["sector"], one["dataOrigin"], one["operatorType"]) for one in found} == {
        ("library", "real_open", "other")
    }
    text = (
        "MATCH (n:Institution)-[:FROM_SOURCE]->(s:Source) RETURN count(n) AS n, collect(DISTINCT [s.title, s.url, "
        "s.licence, toString(s.accessedOn)]) AS s"
    )
    [cited] = await places.records(Statement(text))
    title = "Nyilvános könyvtárak jegyzéke (Országos Széchényi Könyvtár)"
    assert cited == {"n": 4, "s": [[title, "https://example.org/jegyzek", "CC BY 4.0", "2026-11-30"]]}


async def test_the_report_tells_what_is_left_out_and_what_is_assumed(places: Store, spool: Spool) -> None:
    told = notices(await brought(places, spool, file_of(*FINE), dry_run=True))
    assert "1 rows were left out" in told["REGISTER_LEFT_OUT"]
    assert "felsőoktatási könyvtár" in told["REGISTER_LEFT_OUT"]
    assert told["REGISTER_ASSUMED"].endswith("organisationForm = cultural_institution, operatorType = other.")
    assert await libraries(places) == {}


async def test_a_repeat_changes_nothing(places: Store, spool: Spool) -> None:
    await brought(places, spool, file_of(*FINE), told=Told(licence="CC0"))
    before = await graph_digest(places, MODEL)
    with Spool() as again:
        report = await brought(places, again, file_of(*FINE))
        assert (report.counts, report.is_written) == ({"unchanged": 9}, False)
    assert await graph_digest(places, MODEL) == before


async def test_wrong_rows_are_refused_with_their_cells(places: Store, spool: Spool) -> None:
    report = await brought(places, spool, file_of(FINE[0], *WRONG))
    lines = [one for one in report.lines("en") if one.verdict == "refused"]
    assert [(one.row, one.column, one.code, one.before) for one in lines] == [
        (3, "Típus", "REGISTER_WORD", "könyvtárbusz"),
        (4, "Felvétel dátuma", "CELL_NO_SUCH_DAY", "2018.02.31."),
        (5, "Település", "REFERENCE_UNKNOWN", "Nincsfalva (Zala)"),
        (6, "Település", "REFERENCE_AMBIGUOUS", "Mintavár"),
        (7, "Település", "REFERENCE_UNKNOWN", "Őrfalu (Somogy)"),
        (8, "Név", "ROW_TWICE", "SZINTETIKUS VÁROSI KÖNYVTÁR"),
        (9, "Név", "CELL_REQUIRED", ""),
    ]
    assert allowed(lines, 6) == "Mintavár (Zala): settlement:1, Mintavár (Somogy): settlement:2"
    assert allowed(lines, 7) == "Őrfalu (Zala): settlement:3"
    assert "városi könyvtár" in allowed(lines, 3)
    assert not report.is_written
    assert await libraries(places) == {}


def allowed(lines: list[Line], row: int) -> str:
    [found] = [one.allowed for one in lines if one.row == row]
    return found


async def test_what_is_right_is_written_where_that_is_wanted(places: Store, spool: Spool) -> None:
    report = await brought(places, spool, file_of(FINE[0], *WRONG), partial=True)
    assert report.is_written
    assert [one["nameHu"] for one in (await libraries(places)).values()] == ["Szintetikus Városi Könyvtár"]


async def test_an_institution_that_is_there_is_found_and_keeps_what_the_register_does_not_say(
    places: Store, spool: Spool
) -> None:
    await have(places, "inst:own", "szintetikus városi könyvtár", "settlement:1", "real_cited")
    await have(places, "inst:near", "Szintetikus Városi Könyvtár", "settlement:2", "real_cited")
    report = await brought(places, spool, file_of(FINE[0]))
    assert report.counts == {"created": 2, "changed": 1}
    found = (await libraries(places))["inst:own"]
    assert (found["nameHu"], found["operatorType"]) == ("Szintetikus Városi Könyvtár", "church")
    assert (found["registerStatus"], found["dataOrigin"]) == ("nyilvános", "real_open")
    assert (await libraries(places)).keys() == {"inst:own", "inst:near"}


async def test_what_is_invented_or_only_alike_is_told_as_a_possible_duplicate(places: Store, spool: Spool) -> None:
    await have(places, "inst:invented", "Szintetikus Városi Könyvtár", "settlement:1", "synthetic")
    await have(places, "inst:alike", "Szintetikus Városi Könyvtára", "settlement:1", "real_cited")
    report = await brought(places, spool, file_of(FINE[0]), dry_run=True)
    assert {one.other for one in report.duplicates} == {"inst:invented", "inst:alike"}
    assert report.counts == {"created": 3}


async def have(store: Store, id_: str, name: str, seat: str, origin: str) -> None:
    """An institution that was imported before."""
    headings = "id;nameHu;organisationForm;active;sector;institutionType;operatorType;place;dataOrigin"
    row = f"{id_};{name};church;igen;library;city_library;church;{seat};{origin}"
    with Spool() as spool:
        report = await import_files(store, MODEL, [Source("Intézmény.csv", f"{headings}\n{row}\n".encode())], spool)
        assert report.is_written, [*report.lines("en")]


async def test_a_renamed_settlement_is_found_by_an_adjusted_table(places: Store, spool: Spool, tmp_path: Path) -> None:
    row = "Szintetikus Régi Könyvtár;nyilvános;;könyvtárbusz;Zala;Óvár"
    table = (folder("seed") / "registers" / "libraries.toml").read_text(encoding="utf-8")
    table = table.replace("[renamed.settlement]", '[renamed.settlement]\n"Óvár" = "Mintavár"')
    table = table.replace(
        "[values.institutionType]", '[values.institutionType]\n"könyvtárbusz" = "library_service_point"'
    )
    (tmp_path / "libraries.toml").write_text(table, encoding="utf-8")
    assert (await brought(places, spool, file_of(row), dry_run=True)).refused == 1  # one row, two cells
    with Spool() as other:
        await brought(places, other, file_of(row), named=str(tmp_path / "libraries.toml"))
    [found] = (await libraries(places)).values()
    assert (found["seat"], found["institutionType"]) == ("settlement:1", "library_service_point")


async def test_what_was_merged_is_not_brought_anew(places: Store, spool: Spool) -> None:
    await brought(places, spool, file_of(FINE[0]))
    [id_] = await libraries(places)
    await have(places, "inst:kept", "Szintetikus Vári Tékája", "settlement:1", "real_cited")
    await places.write(
        [
            Statement("MATCH (n:Institution {id: $id}) DETACH DELETE n RETURN count(*) AS n", {"id": id_}),
            Statement("CREATE (a:Alias {id: $id, of: 'inst:kept'}) RETURN a.id AS n", {"id": id_}),
        ],
        seconds=30,
    )
    with Spool() as again:
        report = await brought(places, again, file_of(FINE[0]))
        assert report.refused == 0
    assert [one["nameHu"] for one in (await libraries(places)).values()] == ["Szintetikus Városi Könyvtár"]
    assert [*await libraries(places)] == ["inst:kept"]


async def test_headings_that_are_missing_or_unknown_are_told(places: Store, spool: Spool) -> None:
    report = await brought(places, spool, file_of("X;nyilvános;a", headings="Név;Státusz;Tipus;Megje"))
    lines = {(one.verdict, one.code, one.column): one.allowed for one in report.lines("en")}
    assert lines.keys() == {
        ("refused", "COLUMN_MISSING", "Település"),
        ("refused", "COLUMN_MISSING", "Megye"),
        ("refused", "COLUMN_MISSING", "Felvétel dátuma"),
        ("notice", "HEADING_UNKNOWN", "Megje"),
    }
    assert lines["notice", "HEADING_UNKNOWN", "Megje"].split(", ")[0] == "Megye"


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('label = "Institution"', 'label = "Institutio"', "Institutio"),
        ('= ["nameHu"]', '= ["naem"]', "naem"),
        ('= "city_library"', '= "city_librari"', "city_librari"),
        ("[assumed]", "[assume]", "assume"),
        ('["@settlement"]', '["address"]', "@settlement"),
        ("[columns]", "[columns", "line"),
    ],
)
async def test_a_table_is_checked_before_a_file_is_read(tmp_path: Path, old: str, new: str, reason: str) -> None:
    path = tmp_path / "mine.toml"
    shutil.copy(folder("seed") / "registers" / "libraries.toml", path)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RequestError) as raised:
        load_register(str(path), MODEL)
    assert raised.value.code == "REGISTER_TABLE"
    assert reason in raised.value.text("en")


async def test_a_register_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(RequestError) as raised:
        load_register("muzeumok", MODEL)
    assert raised.value.code == "REGISTER_UNKNOWN"
    assert "libraries" in raised.value.text("en")

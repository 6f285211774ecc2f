"""A restore refuses what is not a whole take-out and a graph that holds anything; a broken one is told and repeated."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from graph_service.api.live.heads import VERSION
from graph_service.app import Service
from graph_service.cypher import Statement
from graph_service.errors import RequestError, SettingsError
from graph_service.importing.restore import Restored, restore
from graph_service.importing.takeout import export
from graph_service.model import load_model
from graph_service.settings import Settings
from graph_service.store.restoring import JUMP, leave_old_numbers, refuse_half_a_graph
from graph_service.store.store import Store
from graph_service.writes.digest import digest_graph
from graph_service.writes.whole import census

pytestmark = pytest.mark.anyio
MODEL = load_model()
_ALL = "MATCH (n) WHERE NOT n:Migration RETURN collect(n.id) AS ids"


async def ids(store: Store) -> list[str]:
    return sorted((await store.read(Statement(_ALL), seconds=30))[0])


async def refused(store: Store, folder: Path, *, again: bool = False) -> RequestError:
    with pytest.raises(RequestError) as raised:
        await restore(store, MODEL, folder, again=again)
    return raised.value


def signed(folder: Path, name: str) -> None:
    """Have the manifest agree with an edited file."""
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text("utf-8"))
    content = (folder / name).read_bytes()
    manifest["files"][name]["sha256"] = hashlib.sha256(content).hexdigest()
    path.write_text(json.dumps(manifest), "utf-8")


def edited(folder: Path, name: str, old: str, new: str, *, sign: bool = False) -> None:
    path = folder / name
    text = path.read_bytes().decode()
    assert old in text
    path.write_bytes(text.replace(old, new).encode())
    if sign:
        signed(folder, name)


def told(folder: Path, **values: object) -> None:
    """Have the manifest say something else."""
    path = folder / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | values), "utf-8")


SOURCES, CHANGED = "nodes/Source.csv", "relationships/CHANGED.csv"
_SPOILT: dict[str, tuple[str, str, Callable[[Path], object]]] = {
    "no manifest": ("EXPORT_MANIFEST", "manifest.json", lambda f: (f / "manifest.json").unlink()),
    "half a manifest": ("EXPORT_MANIFEST", "manifest.json", lambda f: (f / "manifest.json").write_text("{")),
    "a manifest of something else": ("EXPORT_MANIFEST", "manifest.json", lambda f: told(f, files=[])),
    "another version": ("EXPORT_VERSION", "kalaka-export 2", lambda f: told(f, format_version=2)),
    "a file missing": ("EXPORT_FILE_MISSING", SOURCES, lambda f: (f / SOURCES).unlink()),
    "a file too many": ("EXPORT_FILE_EXTRA", "nodes/x.csv", lambda f: (f / "nodes/x.csv").touch()),
    "a label of another model": (
        "EXPORT_FILE_UNKNOWN",
        "nodes/Moon.csv",
        lambda f: ((f / SOURCES).rename(f / "nodes/Moon.csv"), renamed(f, SOURCES, "nodes/Moon.csv")),
    ),
    "a cell edited": ("EXPORT_FILE_EDITED", SOURCES, lambda f: edited(f, SOURCES, "'=a", "'=b")),
    "a byte more": ("EXPORT_FILE_EDITED", CHANGED, lambda f: edited(f, CHANGED, "source:a", "source:a ")),
}


def renamed(folder: Path, old: str, new: str) -> None:
    files = json.loads((folder / "manifest.json").read_text("utf-8"))["files"]
    told(folder, files={new if name == old else name: file for name, file in files.items()})


async def test_what_is_not_a_whole_take_out_is_refused_before_anything_is_written(
    few: Path, bare_store: Store, tmp_path: Path
) -> None:
    for place, (code, named, spoil) in enumerate(_SPOILT.values()):
        folder = shutil.copytree(few, tmp_path / f"{place}")
        spoil(folder)
        error = await refused(bare_store, folder)
        assert (error.code, named in str(error)) == (code, True), str(error)
    assert await ids(bare_store) == []


_UNREADABLE: dict[str, tuple[str, str, str, str, int]] = {
    "a moment that is none": ("nodes/Source.csv", "2026-01-02T03:04:05Z", "yesterday", "EXPORT_ROW", 2),
    "a column more": ("nodes/Source.csv", "revision", "revision,more", "EXPORT_ROW", 1),
    "an end that is not there": ("relationships/CHANGED.csv", "source:a", "source:none", "EXPORT_ROW", 2),
    "half a row": ("relationships/FROM_SOURCE.csv", ",source:a,Source", "", "EXPORT_ROW", 2),
    "another value": ("nodes/Source.csv", "'=a", "'=b", "EXPORT_DIGEST", 0),
}


async def test_rows_that_the_manifest_wrongly_vouches_for_leave_the_mark(
    few: Path, bare_store: Store, tmp_path: Path
) -> None:
    for place, (name, old, new, code, row) in enumerate(_UNREADABLE.values()):
        folder = shutil.copytree(few, tmp_path / f"{place}")
        edited(folder, name, old, new, sign=True)
        error = await refused(bare_store, folder, again=place > 0)
        assert error.code == code, str(error)
        if row:
            assert (error.values["file"], error.values["row"]) == (name, row)
        with pytest.raises(SettingsError, match="not finished"):
            await refuse_half_a_graph(bare_store, seconds=10)
    assert (await restore(bare_store, MODEL, few, again=True)).data_version == 7
    await refuse_half_a_graph(bare_store, seconds=10)


async def test_a_graph_that_holds_anything_is_refused_and_stays(few: Path, bare_store: Store) -> None:
    await bare_store.write([Statement("CREATE (n:Source:Node {id: 'source:mine'})")], seconds=30)
    for again in (False, True):
        assert (await refused(bare_store, few, again=again)).code == "RESTORE_NOT_EMPTY"
    assert await ids(bare_store) == ["source:mine"]
    await bare_store.write([Statement("MATCH (n:Source) DELETE n CREATE (k:ApiKey {id: 'key:mine'})")], seconds=30)
    assert (await refused(bare_store, few)).code == "RESTORE_NOT_EMPTY"  # keys come with it


class Breaking:
    """A store that breaks at its third write and is whole from then on."""

    def __init__(self, store: Store, at: int) -> None:
        self._store, self._left = store, at

    async def read(self, statement: Statement, *, seconds: float) -> list[Any]:
        return await self._store.read(statement, seconds=seconds)

    async def write(self, statements: Sequence[Statement], *, seconds: float) -> list[list[dict[str, Any]]]:
        self._left -= 1
        if not self._left:
            raise ConnectionError
        return await self._store.write(statements, seconds=seconds)


async def test_a_restore_that_breaks_off_is_told_and_begun_again(few: Path, bare_store: Store, tmp_path: Path) -> None:
    for at in (2, 3, 4):
        with pytest.raises(ConnectionError):
            await restore(Breaking(bare_store, at), MODEL, few, again=at > 2)
        assert "restoring" in await ids(bare_store)
        assert (await refused(bare_store, few)).code == "RESTORE_UNFINISHED"
        missing = await served(bare_store).missing()
        assert [error.code for error in missing if error.code != "MIGRATIONS_MISSING"] == ["RESTORE_UNFINISHED"]
        with pytest.raises(RequestError, match="not finished"):
            await export(bare_store, MODEL, tmp_path / f"half{at}")

    done = await restore(bare_store, MODEL, few, again=True)
    assert done == Restored(6, 2, (await digest_graph(bare_store, MODEL)).whole, 7)
    assert await ids(bare_store) == [
        *("change:1", "county:HU223", "current", "key:a", "restored", "source:a", "source:b"),
    ]
    await export(bare_store, MODEL, tmp_path / "out", keys=True)
    assert files(tmp_path / "out") == files(few)


async def test_a_restored_graph_is_served_under_numbers_that_it_never_had(few: Path, bare_store: Store) -> None:
    """Whoever holds an answer of a number that came after the take-out must not be told that it still holds."""
    done = await restore(bare_store, MODEL, few, again=False)
    assert done.data_version == 7
    numbers = []
    for _ in range(2):
        await leave_old_numbers(bare_store, seconds=30)
        numbers.append(await bare_store.read(VERSION, seconds=30))
    assert numbers == [[7 + JUMP]] * 2, "once for each restore"
    assert "restored" not in await ids(bare_store)


def served(store: Store) -> Service:
    return Service(Settings.from_environment({"KALAKA_SEED": "demo"}), store, api=None)  # type: ignore[arg-type]  # only readiness is asked


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.csv")}


async def test_a_restore_writes_no_history_of_its_own(few: Path, bare_store: Store) -> None:
    await restore(bare_store, MODEL, few)
    counted = await census(bare_store, MODEL)
    assert {label: n for label, n in counted.labels.items() if label != "Migration"} == {
        "ApiKey": 1,
        "Change": 1,
        "DataVersion": 3,  # with the mark of the restore
        "Source": 2,
    }
    text = "MATCH (n:Source) RETURN collect([n.id, n.revision, toString(n.updatedAt)]) AS found"
    [found] = await bare_store.read(Statement(text), seconds=10)
    assert sorted(found) == [["source:a", 1, "2026-01-02T03:04:05Z"], ["source:b", None, None]]


def test_the_limit_of_cells_is_as_before_afterwards() -> None:
    from graph_service.importing.restore import _long_cells

    before = csv.field_size_limit()
    with _long_cells():
        assert csv.field_size_limit() > before
    assert csv.field_size_limit() == before

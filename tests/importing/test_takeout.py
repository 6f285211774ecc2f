"""What a take-out refuses, and that nothing is left of one that was refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from graph_service.cli import kalaka
from graph_service.cypher import Statement
from graph_service.errors import RequestError
from graph_service.importing.manifest import read_manifest
from graph_service.importing.restore import restore
from graph_service.importing.takeout import export
from graph_service.model import load_model
from graph_service.store.store import Store
from graph_service.writes.digest import digest_graph
from tests.engines.running import RunningEngine

pytestmark = pytest.mark.anyio
MODEL = load_model()
_STRANGE = (
    "CREATE (a:Source:Node:Searchable {id: 'source:a', title: 5, shoeSize: 42})"
    "-[:FROM_SOURCE {since: 1}]->(b:Source:Node:Searchable {id: 'source:b', title: ['x'], revision: '1', "
    "shoeSize: 1.5}) "
    "CREATE (b)-[:ADMIRES]->(a) CREATE (m:Moon {id: 'moon:a'}) CREATE (n:Source {id: 'source:c'}) "
    "CREATE (v:DataVersion {id: 'current', number: 1})"
)


async def refused(store: Any, folder: Path, **options: bool) -> RequestError:
    with pytest.raises(RequestError) as raised:
        await export(store, MODEL, folder, **options)
    return raised.value


async def test_what_the_model_does_not_declare_is_named_and_left_out_on_request_only(
    bare_store: Store, tmp_path: Path
) -> None:
    await bare_store.write([Statement(_STRANGE)], seconds=30)
    error = await refused(bare_store, tmp_path / "out")
    assert error.code == "EXPORT_UNDECLARED"
    assert "(:Moon) (1" in str(error)
    assert list((tmp_path / "out").iterdir()) == []  # a moment

    done = await export(bare_store, MODEL, tmp_path / "out", lenient=True)
    assert {(problem.what, problem.count, problem.example) for problem in done.problems} == {
        ("(:Moon)", 1, "labels"),
        ("(:Source)", 1, "labels"),
        ("(Source)-[:ADMIRES]->(Source): relationship", 1, "source:b -> source:a"),
        ("FROM_SOURCE.since: int", 1, "source:a -> source:b"),
        ("Source.revision: text", 1, "source:b"),
        ("Source.shoeSize: float", 1, "source:b"),
        ("Source.shoeSize: int", 1, "source:a"),
        ("Source.title: int", 1, "source:a"),
        ("Source.title: list", 1, "source:b"),
    }
    left = {one.what: (one.count, one.why) for one in read_manifest(tmp_path / "out").left_out}
    assert left["Source.title: int"] == (1, "not declared in the model; first: source:a")


async def test_what_was_taken_out_leniently_can_be_restored(bare_store: Store, tmp_path: Path) -> None:
    await bare_store.write([Statement(_STRANGE)], seconds=30)
    done = await export(bare_store, MODEL, tmp_path / "out", lenient=True)
    await bare_store.write([Statement("MATCH (n) WHERE NOT n:Migration DETACH DELETE n")], seconds=30)
    await restore(bare_store, MODEL, tmp_path / "out")
    assert (await digest_graph(bare_store, MODEL)).whole == done.manifest.digest


class Moving:
    """A store in which somebody writes while it is read."""

    def __init__(self, store: Store) -> None:
        self._store, self._reads = store, 0

    async def read(self, statement: Statement, *, seconds: float) -> list[Any]:
        self._reads += 1
        if self._reads == 5:
            await self.write([Statement("MATCH (v:DataVersion) SET v.number = v.number + 1")], seconds=30)
        return await self._store.read(statement, seconds=seconds)

    async def write(self, statements: Any, *, seconds: float) -> list[list[dict[str, Any]]]:
        return await self._store.write(statements, seconds=seconds)


async def test_data_that_change_meanwhile_give_no_take_out(bare_store: Store, tmp_path: Path) -> None:
    await bare_store.write([Statement("CREATE (v:DataVersion {id: 'current', number: 1})")], seconds=30)
    assert (await refused(Moving(bare_store), tmp_path / "out")).code == "EXPORT_CHANGED"
    assert (await export(bare_store, MODEL, tmp_path / "out")).manifest.data_version == 2


async def test_a_used_folder_is_refused_and_stays(bare_store: Store, tmp_path: Path) -> None:
    (tmp_path / "nodes").mkdir()
    (tmp_path / "nodes" / "mine.csv").write_text("mine", "utf-8")
    assert (await refused(bare_store, tmp_path)).code == "EXPORT_FOLDER_USED"
    assert (tmp_path / "nodes" / "mine.csv").read_text("utf-8") == "mine"
    assert (await refused(bare_store, tmp_path / "nodes" / "mine.csv")).code == "FILE_UNWRITABLE"


async def test_pages_are_told_and_join_without_a_gap(bare_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "UNWIND range(1, 157) AS i CREATE (n:Source:Node:Searchable {id: 'source:' + toString(i), title: 'a'})"
    await bare_store.write([Statement(text)], seconds=30)
    whole = await digest_graph(bare_store, MODEL)
    monkeypatch.setattr("graph_service.writes.whole._IDS", 10)
    monkeypatch.setattr("graph_service.writes.whole._NODES", 3)
    assert await digest_graph(bare_store, MODEL) == whole
    assert whole.nodes == {"Source": 157}


def test_the_command_and_the_doctor_tell_the_digest(engine: RunningEngine, tmp_path: Path) -> None:
    result = CliRunner().invoke(kalaka, ["export", str(tmp_path / "out"), "--json"], env=engine.environment)
    assert result.exit_code == 0, result.output
    said, manifest = json.loads(result.output), read_manifest(tmp_path / "out")
    assert said["digest"] == manifest.digest
    assert (said["nodes"], said["relationships"]) == (manifest.nodes, manifest.relationships)
    assert {one["what"] for one in said["leftOut"]} == {"ApiKey", "IdempotencyKey", "Migration"}
    doctor = CliRunner().invoke(kalaka, ["doctor", "--digest", "--json"], env=engine.environment)
    told = {one["subject"]: one["text"] for one in json.loads(doctor.output)["findings"]}
    assert told["digest"].startswith(f"{manifest.digest}: {manifest.nodes} ")
    assert told["digest"].endswith(f"{manifest.data_digest}.")

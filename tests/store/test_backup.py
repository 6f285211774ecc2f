"""Backups of the embedded engine: made while others write, whole, compared on the way back, refused where damaged."""

from __future__ import annotations

import asyncio
import json
import shutil
import zipfile
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from graph_service.cli import kalaka
from graph_service.cli._backing_up import Facts, create_backup, restore_backup
from graph_service.cypher import Statement
from graph_service.errors import KalakaError, SettingsError
from graph_service.model import load_model
from graph_service.store import backup, embedded
from graph_service.store.open import open_store
from graph_service.store.options import StoreOptions
from graph_service.store.store import Store
from graph_service.writes.digest import digest_graph
from tests.waiting import until

pytestmark = [pytest.mark.anyio, pytest.mark.embedded]

NAMES = "xyz"
_FILL = "UNWIND range(1, 4000) AS i CREATE (n:Source:Node {id: $part + toString(i), title: 'a' + toString(i)})"
_PAIR = (
    "MATCH (c:Source {id: 'source:count' + $name}) SET c.revision = c.revision + 1 "
    "CREATE (a:Source:Node {id: $id + 'a', title: $id}) CREATE (b:Source:Node {id: $id + 'b', title: $id}) "
    "CREATE (a)-[:FROM_SOURCE]->(b) RETURN c.revision AS done"
)
_FOUND = (
    "CALL () { MATCH (c:Source) WHERE c.id STARTS WITH 'source:count' RETURN sum(c.revision) AS done } "
    "CALL () { MATCH (n:Source) WHERE n.id STARTS WITH 'source:pair' "
    "RETURN collect(n.id) AS ids } CALL () { MATCH (a:Source)-[r:FROM_SOURCE]->(b:Source) RETURN count(r) AS ties } "
    "RETURN done, ids, ties"
)


@pytest.fixture
async def used(tmp_path: Path, anyio_backend: str) -> AsyncIterator[Store]:
    """An engine with enough in it that a backup takes longer than some writes."""
    async with open_store(options(tmp_path / "data")) as store:
        counts = "UNWIND $names AS name CREATE (c:Source:Node {id: 'source:count' + name, revision: 0})"
        await store.write([Statement(counts, {"names": list(NAMES)})], seconds=30)
        for part in range(5):
            await store.write([Statement(_FILL, {"part": f"source:{part}:"})], seconds=60)
        yield store


def options(folder: Path) -> StoreOptions:
    migrations = folder.parent / "constraints"
    if not migrations.exists():
        from graph_service.resources import folder as resource

        migrations.mkdir()
        for path in (resource("schema") / "migrations").glob("*_constraints.cypher"):
            shutil.copy(path, migrations)
    return StoreOptions(data_dir=folder, migrations=migrations)


class Writers:
    """Some who write pairs of nodes in one transaction each, as fast as they can."""

    def __init__(self, store: Store) -> None:
        self._store, self._ended = store, False
        self.acknowledged: list[str] = []
        self._tasks = [asyncio.create_task(self._write(name)) for name in NAMES]

    async def _write(self, name: str) -> None:
        number = 0
        while not self._ended:
            id_ = f"source:pair{name}{number}"
            await self._store.write([Statement(_PAIR, {"id": id_, "name": name})], seconds=30)
            self.acknowledged.append(id_)
            number += 1

    async def end(self) -> None:
        self._ended = True
        await asyncio.gather(*self._tasks)


async def test_a_backup_while_others_write_is_one_moment_of_the_graph(used: Store, tmp_path: Path) -> None:
    engine = backup.needed(used.engine)
    writers = Writers(used)
    rounds = []
    try:
        await until(lambda: len(writers.acknowledged) >= 10)
        for place in range(4):
            before = set(writers.acknowledged)
            await backup.write_archive(engine, tmp_path / f"{place}.zip")
            rounds.append((place, before, len(writers.acknowledged) - len(before)))
    finally:
        await writers.end()
    assert sum(meanwhile for _, _, meanwhile in rounds) >= 10
    for place, before, _ in rounds:
        await asyncio.to_thread(backup.unpack, tmp_path / f"{place}.zip", tmp_path / f"{place}", engine.running.engine)
        async with open_store(options(tmp_path / f"{place}")) as restored:
            count, ids, ties = await restored.read(Statement(_FOUND), seconds=30)
        pairs = {id_[:-1] for id_ in ids}
        assert before <= pairs
        assert len(ids) == 2 * len(pairs) == 2 * ties
        assert count == len(pairs)


async def test_what_is_restored_equals_what_was_backed_up(used: Store, tmp_path: Path) -> None:
    made = await create_backup(used_options(used), tmp_path / "one.zip")
    digest = await digest_graph(used, load_model())
    assert made == Facts(20_003, 0, None, digest.whole)
    assert await restore_backup(options(tmp_path / "new"), tmp_path / "one.zip") == made
    assert left_over(tmp_path) == [tmp_path / "one.zip"]
    async with open_store(options(tmp_path / "new")) as restored:
        await restored.write([Statement(_PAIR, {"id": "source:pair", "name": "x"})], seconds=30)
        with pytest.raises(KalakaError):
            await restored.write([Statement("CREATE (n:Source {id: 'source:countx'})")], seconds=30)


def left_over(folder: Path) -> list[Path]:
    """Archives, and folders of a backup under way."""
    return [*folder.rglob("*.zip"), *folder.glob(".kalaka*")]


def used_options(store: Store) -> StoreOptions:
    return options(engine_folder(store))


def engine_folder(store: Store) -> Path:
    return backup.needed(store.engine).folder


async def test_a_backup_takes_as_long_as_it_takes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit of a statement, here far below the time of a backup, is not its limit."""
    monkeypatch.setenv("ARCADEDB_NATIVE_ISOLATE_ARGS", "-Xmx512m -Darcadedb.command.timeout=1")
    source = tmp_path / "data"
    engine = await embedded.open_engine(source, "512m")
    try:
        await engine.sql("CREATE VERTEX TYPE Source IF NOT EXISTS")
        await backup.write_archive(engine, tmp_path / "slow.zip")
    finally:
        await engine.stop()
    assert len(backup.digests(tmp_path / "slow.zip")) > 3


@pytest.fixture
async def archive(tmp_path: Path, anyio_backend: str) -> Path:
    """A backup of a small graph."""
    async with open_store(options(tmp_path / "small")) as store:
        await store.write([Statement("CREATE (n:Source:Node {id: 'source:a', title: 'a'})")], seconds=30)
        await create_backup(used_options(store), tmp_path / "small.zip")
    return tmp_path / "small.zip"


def rewritten(archive: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """A copy of the archive with other files: `None` leaves one out."""
    target = archive.with_name("changed.zip")
    with zipfile.ZipFile(archive) as held, zipfile.ZipFile(target, "w") as made:
        for name in held.namelist():
            content = change(name, held.read(name))
            if content is not None:
                made.writestr(name, content)
    return target


def note(content: bytes, **values: object) -> bytes:
    return json.dumps({**json.loads(content), **values}).encode()


_DAMAGES: dict[str, tuple[str, Callable[[str, bytes], bytes | None]]] = {
    "a file changed": ("BACKUP_DAMAGED", lambda n, c: c + b"x" if n == "schema.json" else c),
    "a file left out": ("BACKUP_DAMAGED", lambda n, c: None if n == "schema.json" else c),
    "no note": ("BACKUP_DAMAGED", lambda n, c: None if n.startswith("kalaka") else c),
    "a file that the note does not have": (
        "BACKUP_DAMAGED",
        lambda n, c: note(c, files={}) if n.startswith("kalaka") else c,
    ),
    "another engine": ("BACKUP_VERSION", lambda n, c: note(c, engine="1.0") if n.startswith("kalaka") else c),
    "another form": ("BACKUP_VERSION", lambda n, c: note(c, version=2) if n.startswith("kalaka") else c),
    "another graph": ("BACKUP_DIFFERS", lambda n, c: note(c, facts={}) if n.startswith("kalaka") else c),
}


async def test_a_damaged_backup_is_refused(archive: Path, tmp_path: Path) -> None:
    for place, (code, change) in enumerate(_DAMAGES.values()):
        assert await refused(options(tmp_path / f"new{place}"), rewritten(archive, change)) == code
        assert (tmp_path / f"new{place}" / "databases").exists() == (code == "BACKUP_DIFFERS")
    cut = tmp_path / "cut.zip"
    write(cut, content_of(archive)[:-500])
    assert await refused(options(tmp_path / "new"), cut) == "BACKUP_DAMAGED"
    assert await refused(options(tmp_path / "new"), tmp_path / "none.zip") == "FILE_UNREADABLE"


async def test_a_bit_that_fell_over_is_noticed(archive: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(archive) as held:
        largest = max(held.infolist(), key=lambda one: one.compress_size)
    content = bytearray(content_of(archive))
    content[largest.header_offset + largest.compress_size // 2] ^= 1
    write(archive, bytes(content))
    assert await refused(options(tmp_path / "new"), archive) == "BACKUP_DAMAGED"


def content_of(path: Path) -> bytes:
    return path.read_bytes()


def write(path: Path, content: bytes) -> None:
    path.write_bytes(content)


async def refused(where: StoreOptions, archive: Path) -> str:
    with pytest.raises(SettingsError) as raised:
        await restore_backup(where, archive)
    return raised.value.code


async def test_a_used_folder_and_a_used_name_are_refused(archive: Path, tmp_path: Path) -> None:
    assert await refused(options(tmp_path / "small"), archive) == "BACKUP_FOLDER_USED"
    with pytest.raises(SettingsError) as raised:
        await create_backup(options(tmp_path / "small"), archive)
    assert raised.value.code == "BACKUP_FILE_THERE"


@pytest.mark.parametrize("word", ["create", "restore"])
def test_a_neo4j_is_sent_to_its_own_tools(word: str, tmp_path: Path) -> None:
    environment = {"NEO4J_URI": "bolt://127.0.0.1:1", "KALAKA_DATA_DIR": str(tmp_path), "LC_ALL": "C.UTF-8"}
    result = CliRunner().invoke(kalaka, ["backup", word, str(tmp_path / "a.zip")], env=environment)
    assert result.exit_code == 2
    assert "neo4j-admin" in result.output
    assert "BACKUP_SERVER" in result.output


async def test_a_backup_that_the_engine_refuses_leaves_no_file(used: Store, tmp_path: Path) -> None:
    engine = backup.needed(used.engine)
    with pytest.raises(KalakaError) as raised:
        await engine.back_up("../outside.zip")
    assert raised.value.code == "BACKUP_FAILED"
    assert left_over(tmp_path) == []

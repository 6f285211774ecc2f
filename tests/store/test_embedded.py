"""The embedded engine: one owner, others attach, and what happens when the owner dies."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from graph_service.cypher import Statement
from graph_service.errors import SettingsError, StoreError
from graph_service.store import _folder, embedded
from graph_service.store.embedded import open_engine
from graph_service.store.migrations import migrate
from graph_service.store.open import open_store

pytestmark = [pytest.mark.anyio, pytest.mark.embedded]

COUNT = Statement("MATCH (n:StoreTest) RETURN count(n) AS count")

OWNER = """
import asyncio, sys
from pathlib import Path
from graph_service.cypher import Statement
from graph_service.store.open import open_store
from graph_service.store.options import StoreOptions

async def own(folder, migrations):
    async with open_store(StoreOptions(data_dir=Path(folder), migrations=Path(migrations))) as store:
        number = 0
        print("UP", flush=True)
        while True:
            create = Statement("CREATE (n:StoreTest {id: $id}) RETURN n.id AS id", {"id": f"n{number}"})
            await store.write([create], seconds=10)
            print(number, flush=True)
            number += 1
            await asyncio.sleep(0.01)

asyncio.run(own(*sys.argv[1:]))
"""


def start_owner(options) -> subprocess.Popen:
    """Another process that owns the folder, writes a node every 10 ms and says so after each commit."""
    arguments = [sys.executable, "-c", OWNER, str(options.data_dir), str(options.migrations)]
    owner = subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True)
    assert owner.stdout is not None
    assert owner.stdout.readline() == "UP\n"
    return owner


def hang(owner: subprocess.Popen) -> None:
    """Returns when the whole owner stands still: a signal alone may reach its threads after the next read."""
    owner.send_signal(signal.SIGSTOP)
    os.waitid(os.P_PID, owner.pid, os.WSTOPPED)


def kill(owner: subprocess.Popen) -> int:
    """Kill -9; the number of nodes whose commit the owner had announced."""
    owner.send_signal(signal.SIGKILL)
    announced, _ = owner.communicate(timeout=20)
    return len(announced.splitlines())


async def test_the_owner_announces_itself_and_cleans_up(own):
    async with open_store(own):
        said = json.loads((own.data_dir / "engine.json").read_text())
        assert said["pid"] == os.getpid()
        assert said["engine"] == _folder.READABLE_ENGINES[-1]
    assert not (own.data_dir / "engine.json").exists()
    async with open_store(own) as again:
        assert await again.read(COUNT, seconds=5) == [0]


async def test_start_is_quick(own):
    async with open_store(own):
        pass
    began = time.monotonic()
    async with open_store(own):
        assert time.monotonic() - began < 3  # 0.2 s on a quiet machine


async def test_a_second_store_attaches_and_leaves_the_engine_running(own):
    async with open_store(own) as owner:
        async with open_store(own) as attached:
            await attached.write([Statement("CREATE (n:StoreTest {id: 'a'}) RETURN 1 AS one")], seconds=10)
        assert await owner.read(COUNT, seconds=5) == [1]
        assert (own.data_dir / "engine.json").exists()


async def test_an_attached_store_can_run_migrations_that_need_sql(own, migrations):
    async with open_store(own, run_migrations=False) as owner, open_store(own, run_migrations=False) as attached:
        assert await migrate(attached, migrations) == ["0001_store_test"]
        found = await owner.records(Statement("SHOW FULLTEXT INDEXES YIELD name RETURN name"))
        assert found == [{"name": "store_test_text"}]


async def test_two_processes_that_start_at_once_share_one_engine(own):
    code = OWNER.replace("while True:", "for _ in range(20):")
    arguments = [sys.executable, "-c", code.replace('f"n{number}"', 'f"{sys.argv[3]}{number}"')]
    arguments[2] = arguments[2].replace("asyncio.run(own(*sys.argv[1:]))", "asyncio.run(own(*sys.argv[1:3]))")
    both = [
        await asyncio.create_subprocess_exec(*arguments, str(own.data_dir), str(own.migrations), name)
        for name in ("a", "b")
    ]
    async with asyncio.timeout(60):
        ends = [await process.wait() for process in both]
    # Whoever attached may find the owner gone first; the owner itself must end well.
    assert 0 in ends
    async with open_store(own) as store:
        assert (await store.read(COUNT, seconds=5))[0] >= 20
        assert await store.read(Statement("MATCH (n:Migration) RETURN count(n) AS c"), seconds=5) == [1]


async def test_attached_reads_fail_fast_when_the_owner_is_killed_and_a_restart_keeps_every_commit(own):
    owner = await asyncio.to_thread(start_owner, own)
    try:
        async with open_store(own) as attached:
            async with asyncio.timeout(20):
                while (await attached.read(COUNT, seconds=5))[0] < 20:  # noqa: ASYNC110  # another process writes
                    await asyncio.sleep(0.05)
            committed = await asyncio.to_thread(kill, owner)
            began = time.monotonic()
            with pytest.raises(StoreError) as caught:
                await attached.read(COUNT, seconds=5)
            assert caught.value.code == "STORE_UNAVAILABLE"
            assert time.monotonic() - began < 3
    finally:
        owner.kill()
        owner.wait()
    assert (own.data_dir / "engine.json").exists()
    async with open_store(own) as restarted:
        [count] = await restarted.read(COUNT, seconds=5)
        assert committed <= count <= committed + 1
        assert json.loads((own.data_dir / "engine.json").read_text())["pid"] == os.getpid()


async def test_a_read_ends_at_its_deadline_when_the_owner_hangs(own):
    owner = await asyncio.to_thread(start_owner, own)
    try:
        async with open_store(own) as attached:
            await asyncio.to_thread(hang, owner)
            began = time.monotonic()
            with pytest.raises(StoreError) as caught:
                await attached.read(COUNT, seconds=0.5)
            assert caught.value.code == "STORE_TIMEOUT"
            assert time.monotonic() - began < 2
            owner.send_signal(signal.SIGCONT)
            assert (await attached.read(COUNT, seconds=5))[0] >= 0
    finally:
        await asyncio.to_thread(kill, owner)


async def test_a_stale_announcement_is_replaced(own):
    own.data_dir.mkdir()
    _folder.announce(own.data_dir, _folder.Running(pid=1, bolt_port=1, http_port=2, engine="26.10.2"))
    async with open_store(own) as store:
        assert await store.read(COUNT, seconds=5) == [0]


async def test_a_holder_that_never_answers_is_named(own, monkeypatch):
    monkeypatch.setattr("graph_service.store.embedded._START_SECONDS", 0.3)
    own.data_dir.mkdir()
    lock = _folder.FolderLock.take(own.data_dir)
    assert lock is not None
    with pytest.raises(SettingsError) as caught:
        await open_engine(own.data_dir, "1g")
    lock.release()
    assert caught.value.code == "ENGINE_HELD"
    assert str(os.getpid()) in str(caught.value)


async def test_an_owner_of_another_version_is_not_attached_to(own):
    async with open_store(own):
        running = _folder.announced(own.data_dir)
        assert running is not None
        _folder.announce(own.data_dir, replace(running, engine="99.1"))
        with pytest.raises(SettingsError) as caught:
            await open_engine(own.data_dir, "1g")
        assert caught.value.code == "DATA_DIR_VERSION"
        assert "99.1" in str(caught.value)


async def test_a_folder_of_another_version_is_refused_untouched_and_let_go(own):
    own.data_dir.mkdir()
    (own.data_dir / "kalaka.json").write_text('{"format": 1, "engine": "20.1"}')
    for _ in range(2):  # the second time: the lock was released
        with pytest.raises(SettingsError) as caught:
            await open_engine(own.data_dir, "1g")
        assert caught.value.code == "DATA_DIR_VERSION"
    assert not (own.data_dir / "databases").exists()


@pytest.mark.parametrize("folder", ["file/below", "file"])
async def test_a_folder_that_cannot_be_one_is_refused_in_words(tmp_path, folder):
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError) as caught:
        await open_engine(tmp_path / folder, "1g")
    assert caught.value.code == "DATA_DIR_DENIED"
    assert "KALAKA_DATA_DIR" in caught.value.text("en")


async def test_a_folder_without_rights_is_refused_in_words(own, monkeypatch):
    def refuse(*_):
        raise PermissionError(13, "Permission denied")  # chmod would not stop root, who runs tests in containers

    monkeypatch.setattr(_folder, "_write", refuse)
    with pytest.raises(SettingsError) as caught:
        await open_engine(own.data_dir, "1g")
    assert caught.value.code == "DATA_DIR_DENIED"
    assert str(own.data_dir) in caught.value.text("hu")
    assert "Permission denied" in caught.value.text("hu")


async def test_a_machine_without_the_engine_is_told_to_name_a_neo4j(own, monkeypatch):
    monkeypatch.setitem(sys.modules, "arcadedb", None)
    with pytest.raises(SettingsError) as caught:
        await open_engine(own.data_dir, "1g")
    assert caught.value.code == "ENGINE_MISSING"
    assert "NEO4J_URI" in caught.value.text("hu")


async def test_a_cancelled_start_leaves_no_engine_behind(own, monkeypatch):
    begun, serve = threading.Event(), embedded._serve

    def slowly(folder):
        begun.set()
        time.sleep(0.3)
        return serve(folder)

    monkeypatch.setattr(embedded, "_serve", slowly)
    task = asyncio.create_task(open_engine(own.data_dir, "1g"))
    assert await asyncio.to_thread(begun.wait, 10)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    lock = _folder.FolderLock.take(own.data_dir)
    assert lock is not None
    lock.release()


async def test_the_engine_listens_on_this_machine_only(own):
    async with open_store(own) as store:
        del store
        running = _folder.announced(own.data_dir)
        assert running is not None
        text = await asyncio.to_thread(Path("/proc/net/tcp6").read_text)
        text += await asyncio.to_thread(Path("/proc/net/tcp").read_text)
        for port in (running.bolt_port, running.http_port):
            heard = [line.split()[1] for line in text.splitlines() if f":{port:04X} " in line and " 0A " in line]
            assert heard
            assert all(address.startswith(("0100007F", "0000000000000000FFFF00000100007F")) for address in heard)


async def test_a_store_without_a_user_that_cannot_write_is_refused(own, monkeypatch):
    groups = {name: (["updateSchema"], _folder._ALL_RECORDS) for name in ("admin", "reader", "*")}
    monkeypatch.setattr(_folder, "_GROUPS", groups)
    with pytest.raises(SettingsError) as caught:
        async with open_store(own):
            pass
    assert caught.value.code == "READ_NOT_ENFORCED"
    lock = _folder.FolderLock.take(own.data_dir)
    assert lock is not None
    lock.release()

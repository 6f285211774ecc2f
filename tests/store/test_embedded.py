"""The embedded engine: one owner, others attach, and what happens when the owner dies."""

import asyncio
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from graph_service.cypher import Statement
from graph_service.errors import SettingsError, StoreError
from graph_service.store import _folder, _process
from graph_service.store.embedded import open_engine
from graph_service.store.migrations import migrate
from graph_service.store.open import open_store
from tests.waiting import until

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


def hang(pid: int) -> None:
    """Returns when the whole process stands still: a signal alone may reach its threads after the next read."""
    os.kill(pid, signal.SIGSTOP)
    while any(state_of(task) != "T" for task in Path(f"/proc/{pid}/task").iterdir()):
        time.sleep(0.01)


def state_of(process: Path) -> str:
    """T: stopped, Z: has ended but nobody has heard of it."""
    return (process / "stat").read_text().rpartition(")")[2].split()[0]


def kill(owner: subprocess.Popen) -> int:
    """Kill -9; the number of nodes whose commit the owner had announced."""
    owner.send_signal(signal.SIGKILL)
    assert owner.stdout is not None
    announced = owner.stdout.read()  # communicate() would miss the lines that were read along with "UP"
    owner.stdout.close()
    owner.wait(timeout=20)
    return len(announced.splitlines())


def children() -> list[int]:
    """The processes that this one has started and that live."""
    found = Path("/proc/self/task").glob("*/children")
    return [int(pid) for path in found for pid in path.read_text().split()]


def is_gone(pid: int) -> bool:
    """Whether a process has ended, or only waits for somebody to hear of it."""
    try:
        return state_of(Path(f"/proc/{pid}")) == "Z"
    except OSError:
        return True


async def ends(pid: int, seconds: float = 30) -> None:
    await until(lambda: is_gone(pid), seconds)


async def test_the_owner_announces_itself_and_cleans_up(own):
    async with open_store(own):
        said = json.loads((own.data_dir / "engine.json").read_text())
        assert said["owner"] == os.getpid()
        assert said["pid"] in children()
        assert said["engine"] == _folder.READABLE_ENGINES[-1]
    assert not (own.data_dir / "engine.json").exists()
    async with open_store(own) as again:
        assert await again.read(COUNT, seconds=30) == [0]


async def test_start_is_quick(own):
    async with open_store(own):
        pass
    began = time.monotonic()
    async with open_store(own):
        assert time.monotonic() - began < 20  # 0.2 s on a quiet machine


async def test_a_second_store_attaches_and_leaves_the_engine_running(own):
    async with open_store(own) as owner:
        async with open_store(own) as attached:
            await attached.write([Statement("CREATE (n:StoreTest {id: 'a'}) RETURN 1 AS one")], seconds=10)
        assert await owner.read(COUNT, seconds=30) == [1]
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
        assert (await store.read(COUNT, seconds=30))[0] >= 20
        assert await store.read(Statement("MATCH (n:Migration) RETURN count(n) AS c"), seconds=30) == [1]


async def test_attached_reads_fail_fast_when_the_owner_is_killed_and_a_restart_keeps_every_commit(own):
    owner = await asyncio.to_thread(start_owner, own)
    engine = announced(own)
    try:
        async with open_store(own) as attached:

            async def has_written() -> bool:
                return (await attached.read(COUNT, seconds=30))[0] >= 20

            await until(has_written)
            committed = await asyncio.to_thread(kill, owner)
            await ends(engine.pid)
            began = time.monotonic()
            with pytest.raises(StoreError) as caught:
                await attached.read(COUNT, seconds=60)
            assert caught.value.code == "STORE_UNAVAILABLE", repr(caught.value.__cause__)
            assert time.monotonic() - began < 20
    finally:
        owner.kill()
        owner.wait()
    assert (own.data_dir / "engine.json").exists()
    async with open_store(own) as restarted:
        [count] = await restarted.read(COUNT, seconds=30)
        assert committed <= count <= committed + 1
        assert json.loads((own.data_dir / "engine.json").read_text())["owner"] == os.getpid()


async def test_a_read_ends_at_its_deadline_when_the_engine_hangs(own):
    async with open_store(own) as store:
        engine = announced(own)
        await asyncio.to_thread(hang, engine.pid)
        try:
            began = time.monotonic()
            with pytest.raises(StoreError) as caught:
                await store.read(COUNT, seconds=0.5)
            assert caught.value.code == "STORE_TIMEOUT"
            assert time.monotonic() - began < 10
        finally:
            os.kill(engine.pid, signal.SIGCONT)
        assert await good_again(store) == [0]


async def test_an_owner_that_hangs_does_not_stop_who_is_attached(own):
    owner = await asyncio.to_thread(start_owner, own)
    try:
        async with open_store(own) as attached:
            await asyncio.to_thread(hang, owner.pid)
            assert (await attached.read(COUNT, seconds=30))[0] >= 0
            owner.send_signal(signal.SIGCONT)
    finally:
        await asyncio.to_thread(kill, owner)


async def test_the_engine_ends_with_its_killed_owner_and_the_folder_is_free(own):
    owner = await asyncio.to_thread(start_owner, own)
    engine = announced(own)
    assert engine.pid != owner.pid
    assert engine.owner == owner.pid
    await asyncio.to_thread(kill, owner)
    await ends(engine.pid)
    async with asyncio.timeout(30):  # its other threads end a moment after the first
        while (lock := _folder.FolderLock.take(own.data_dir)) is None:  # noqa: ASYNC110  # of a process
            await asyncio.sleep(0.02)
    lock.release()


async def test_a_killed_engine_is_started_again_for_owner_and_attached_alike(own, caplog):
    async with open_store(own) as owner, open_store(own, run_migrations=False) as attached:
        await owner.write([Statement("CREATE (n:StoreTest {id: 'a'}) RETURN 1 AS one")], seconds=10)
        before = announced(own)
        os.kill(before.pid, signal.SIGKILL)
        assert await good_again(attached) == [1]
        assert await good_again(owner) == [1]
        after = announced(own)
        assert after.pid != before.pid
        assert (after.bolt_port, after.http_port) == (before.bolt_port, before.http_port)
        assert (owner.restarts, attached.restarts) == (1, 0)
        told = [record.getMessage() for record in caplog.records if record.name == "graph_service.store"]
        assert len(told) == 2
        assert "SIGKILL" in told[0]
    await ends(after.pid)


async def test_an_engine_that_keeps_ending_is_left_alone_and_that_is_told(own, caplog, monkeypatch):
    monkeypatch.setattr(_process, "_DELAYS", (0.0, 0.05, 0.1))
    async with open_store(own) as store:
        assert store.trouble is None
        databases = own.data_dir / "databases"
        os.kill(announced(own).pid, signal.SIGKILL)
        shutil.rmtree(databases)
        databases.write_text("damaged")
        await until(lambda: store.trouble)
        assert store.trouble.code == "ENGINE_ENDED"
        with pytest.raises(StoreError) as caught:
            await store.read(COUNT, seconds=2)
        assert caught.value.code == "STORE_UNAVAILABLE"
        [error] = [record for record in caplog.records if record.levelname == "ERROR" and "engine" in record.message]
        assert "ENGINE_START" in error.message
        assert str(own.data_dir) not in error.message
    assert_is_free(own.data_dir)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
async def test_the_engine_leaves_the_signals_of_a_terminal_to_its_owner(own, number):
    async with open_store(own) as store:
        os.kill(announced(own).pid, number)
        await asyncio.sleep(0.1)
        assert await store.read(COUNT, seconds=30) == [0]
        assert store.restarts == 0


async def test_the_owner_does_not_hold_the_engine_in_its_own_memory(own):
    check = "import sys; assert not any(name.partition('.')[0] == 'arcadedb' for name in sys.modules)"
    code = OWNER.replace("while True:", f"{check}\n        for _ in range(1):")
    arguments = [sys.executable, "-c", code, str(own.data_dir), str(own.migrations)]
    done = await asyncio.to_thread(subprocess.run, arguments, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def announced(options) -> _folder.Running:
    running = _folder.announced(options.data_dir)
    assert running is not None
    return running


async def good_again(store) -> list:
    """The count, as soon as the database gives it."""
    async with asyncio.timeout(20):
        while True:
            try:
                return await store.read(COUNT, seconds=2)
            except StoreError as error:
                if error.code not in ("STORE_UNAVAILABLE", "STORE_TIMEOUT", "STORE_BUSY"):
                    raise
            await asyncio.sleep(0.02)


async def test_a_stale_announcement_is_replaced(own):
    own.data_dir.mkdir()
    _folder.announce(own.data_dir, _folder.Running(pid=1, bolt_port=1, http_port=2, engine="26.10.2"))
    async with open_store(own) as store:
        assert await store.read(COUNT, seconds=30) == [0]


async def test_a_machine_without_the_engine_is_told_to_name_a_neo4j(own, monkeypatch, tmp_path):
    (tmp_path / "none").mkdir()
    (tmp_path / "none" / "arcadedb.py").write_text("raise ImportError('no wheel for this machine')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "none"))
    with pytest.raises(SettingsError) as caught:
        await open_engine(own.data_dir, "1g")
    assert caught.value.code == "ENGINE_MISSING"
    assert "no wheel for this machine" in caught.value.text("hu")
    assert "NEO4J_URI" in caught.value.text("hu")


@pytest.mark.parametrize("moment", ["not begun", "begun", "started"])
async def test_a_cancelled_start_leaves_no_engine_behind(own, monkeypatch, moment):
    reached, cancelled = threading.Event(), threading.Event()
    start = _process.EngineProcess.start

    def halting(process):
        if moment == "begun":
            reached.set()
        running = start(process)
        if moment == "started":
            reached.set()
        assert cancelled.wait(30)
        return running

    monkeypatch.setattr(_process.EngineProcess, "start", halting)
    task = asyncio.create_task(open_engine(own.data_dir, "1g"))
    if moment != "not begun":
        assert await asyncio.to_thread(reached.wait, 30)
    if moment == "started":
        assert (own.data_dir / "engine.json").exists()
    task.cancel()
    cancelled.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert not (own.data_dir / "engine.json").exists()
    if own.data_dir.exists():
        assert_is_free(own.data_dir)


def assert_is_free(folder: Path) -> None:
    lock = _folder.FolderLock.take(folder)
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
    with monkeypatch.context() as patched:
        patched.setattr(_folder, "_GROUPS", groups)
        _folder.prepare(own.data_dir, _folder.READABLE_ENGINES[-1])
    with pytest.raises(SettingsError) as caught:
        async with open_store(own):
            pass
    assert caught.value.code == "READ_NOT_ENFORCED"
    assert_is_free(own.data_dir)

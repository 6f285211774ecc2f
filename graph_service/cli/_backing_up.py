"""Backup and restore of the embedded engine: the copy is opened and read before anybody is told that there is one."""

from __future__ import annotations

import asyncio
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from graph_service.cypher import Statement
from graph_service.errors import SettingsError
from graph_service.model import load_model
from graph_service.store import backup
from graph_service.store.open import open_store
from graph_service.store.options import StoreOptions
from graph_service.store.store import Store
from graph_service.writes.changes import Progress
from graph_service.writes.digest import digest_graph
from graph_service.writes.restored import MARK_RESTORED

_VERSION = Statement("CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS n } RETURN n")
_SECONDS = 60.0


@dataclass(frozen=True)
class Facts:
    """What was found in the graph of a backup."""

    nodes: int
    relationships: int
    data_version: int | None
    digest: str


async def create_backup(options: StoreOptions, target: Path, progress: Progress | None = None) -> Facts:
    """Write a backup of the embedded engine to `target`; the service may go on, also with writing."""
    if options.uri is not None:
        raise SettingsError("BACKUP_SERVER")
    with backup.beside(target) as aside:
        archive = aside / "archive.zip"
        async with open_store(options, run_migrations=False) as store:
            engine = backup.needed(store.engine)
            await backup.write_archive(engine, archive)
        opened = replace(options, data_dir=aside / "data")
        await asyncio.to_thread(backup.unpack, archive, opened.data_dir, engine.running.engine)
        facts = await _facts(opened, progress)
        files = await asyncio.to_thread(backup.digests, archive)
        made = backup.Backup(engine.running.engine, files, asdict(facts))
        await asyncio.to_thread(backup.finish, archive, target, made)
    return facts


async def restore_backup(options: StoreOptions, archive: Path, progress: Progress | None = None) -> Facts:
    """Put a backup into the data folder of `options`, which must be new; the graph there is compared with it."""
    if options.uri is not None:
        raise SettingsError("BACKUP_SERVER")
    held = await asyncio.to_thread(backup.read_backup, archive)
    await asyncio.to_thread(backup.unpack, archive, options.data_dir, held.engine)
    facts = await _facts(options, progress)
    if asdict(facts) != held.facts:
        raise SettingsError("BACKUP_DIFFERS", reason=f"{asdict(facts)} / {held.facts}", folder=options.data_dir)
    async with open_store(options, run_migrations=False) as store:
        await store.write([MARK_RESTORED], seconds=_SECONDS)
    return facts


async def _facts(options: StoreOptions, progress: Progress | None) -> Facts:
    async with open_store(options, run_migrations=False) as store:
        found = await digest_graph(store, load_model(), progress)
        version = await _version(store)
    return Facts(sum(found.nodes.values()), sum(found.relationships.values()), version, found.whole)


async def _version(store: Store) -> int | None:
    [number] = await store.read(_VERSION, seconds=_SECONDS)
    return number if isinstance(number, int) else None

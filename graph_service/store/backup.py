"""Backups of the embedded engine, made while it serves, and put back into an empty data folder.

The engine writes an archive of its files as they were at one moment, between two transactions; ours adds what tells
whether it is whole: the digest of each file and, once the copy has been opened and read, of the graph in it.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import secrets
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from graph_service.errors import SettingsError
from graph_service.store import _folder
from graph_service.store._folder import FolderLock
from graph_service.store.embedded import Engine
from graph_service.store.options import EMBEDDED_DATABASE

_NOTE = "kalaka-backup.json"
_FORMAT, _VERSION = "kalaka-backup", 1
_BLOCK = 1 << 20


@dataclass(frozen=True)
class Backup:
    """What a backup says of itself: the engine that wrote it, its files, and `facts` about the graph in it."""

    engine: str
    files: Mapping[str, str]
    facts: Mapping[str, Any]
    format: str = _FORMAT
    version: int = _VERSION


def needed(engine: Engine | None) -> Engine:
    """The embedded engine. Raises SettingsError where a server is used: it has tools of its own."""
    if engine is None:
        raise SettingsError("BACKUP_SERVER")
    return engine


async def write_archive(engine: Engine, archive: Path) -> None:
    """Have the engine write its files into `archive`; whoever writes meanwhile goes on."""
    name = f"kalaka-{secrets.token_hex(8)}.zip"
    made = engine.folder / "backups" / EMBEDDED_DATABASE / name
    try:
        await engine.back_up(name)
        await asyncio.to_thread(_moved, made, archive)
    finally:
        made.unlink(missing_ok=True)


def _moved(made: Path, archive: Path) -> None:
    try:
        shutil.move(made, archive)
        archive.chmod(0o600)
    except OSError as error:
        raise SettingsError("FILE_UNWRITABLE", file=archive, reason=error.strerror) from None


def digests(archive: Path) -> dict[str, str]:
    """SHA-256 of each file in an archive of the engine."""
    with _opened(archive) as held:
        return {name: _sha256(held, name) for name in held.namelist() if name != _NOTE}


def finish(archive: Path, target: Path, backup: Backup) -> None:
    """Write into the archive what tells whether it is whole, and give it its name."""
    text = json.dumps(asdict(backup), ensure_ascii=False, indent=1, sort_keys=True)
    try:
        with zipfile.ZipFile(archive, "a") as held:
            held.writestr(_NOTE, text)
        with archive.open("rb") as written:
            os.fsync(written.fileno())
        archive.replace(target)
    except OSError as error:
        raise SettingsError("FILE_UNWRITABLE", file=target, reason=error.strerror) from None


@contextmanager
def beside(target: Path) -> Iterator[Path]:
    """A new folder in that of `target`, gone afterwards. Raises SettingsError where the target is there already."""
    if target.exists():
        raise SettingsError("BACKUP_FILE_THERE", file=target)
    try:
        folder = tempfile.mkdtemp(prefix=".kalaka-", dir=target.resolve().parent)
    except OSError as error:
        raise SettingsError("FILE_UNWRITABLE", file=target, reason=error.strerror) from None
    try:
        yield Path(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def read_backup(archive: Path) -> Backup:
    """What a backup says of itself; every file in it is compared. Raises SettingsError where it is not whole."""
    with _opened(archive) as held:
        try:
            found = json.loads(held.read(_NOTE))
            backup = Backup(**found)
        except (KeyError, ValueError, TypeError):
            raise SettingsError("BACKUP_DAMAGED", file=archive, reason=_NOTE) from None
        if (backup.format, backup.version) != (_FORMAT, _VERSION) or backup.engine not in _folder.READABLE_ENGINES:
            readable = f"{_FORMAT} {_VERSION}, ArcadeDB {', '.join(_folder.READABLE_ENGINES)}"
            shown = f"{backup.format} {backup.version}, ArcadeDB {backup.engine}"
            raise SettingsError("BACKUP_VERSION", file=archive, found=shown, readable=readable)
        names = [name for name in held.namelist() if name != _NOTE]
        for name in sorted({*names, *backup.files}):
            if name not in backup.files or names.count(name) != 1 or backup.files[name] != _sha256(held, name):
                raise SettingsError("BACKUP_DAMAGED", file=archive, reason=name)
    return backup


def unpack(archive: Path, data_dir: Path, engine: str) -> None:
    """Put the files of an archive into a data folder that no engine has used yet."""
    folder = data_dir.expanduser().resolve()
    if (folder / "databases").exists():
        raise SettingsError("BACKUP_FOLDER_USED", folder=folder)
    _folder.prepare(folder, engine)
    lock = FolderLock.take(folder)
    if lock is None:
        raise SettingsError("BACKUP_FOLDER_USED", folder=folder)
    try:
        _unpack(archive, folder / "databases.partial", folder / "databases")
    except OSError as error:
        raise _folder.denied(folder, error) from None
    finally:
        lock.release()


def _unpack(archive: Path, partial: Path, databases: Path) -> None:
    """Whole, or not there."""
    shutil.rmtree(partial, ignore_errors=True)
    (partial / EMBEDDED_DATABASE).mkdir(parents=True)
    with _opened(archive) as held:
        for name in held.namelist():
            if name != _NOTE:
                _extract(held, name, partial / EMBEDDED_DATABASE / name)
    partial.rename(databases)


def _extract(held: zipfile.ZipFile, name: str, target: Path) -> None:
    if Path(name).name != name:  # the engine's files lie flat
        raise SettingsError("BACKUP_DAMAGED", file=held.filename, reason=name)
    with held.open(name) as source, target.open("wb") as file:
        shutil.copyfileobj(source, file, _BLOCK)


@contextmanager
def _opened(archive: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(archive) as held:
            yield held
    except FileNotFoundError as error:
        raise SettingsError("FILE_UNREADABLE", file=archive, reason=error.strerror) from None
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError) as error:
        raise SettingsError("BACKUP_DAMAGED", file=archive, reason=error) from None


def _sha256(held: zipfile.ZipFile, name: str) -> str:
    sink = hashlib.sha256()
    try:
        with held.open(name) as file:
            while block := file.read(_BLOCK):
                sink.update(block)
    except KeyError:
        return ""
    return sink.hexdigest()

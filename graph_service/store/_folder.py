"""The data folder of the embedded engine: rights, version, users, and who holds it."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import secrets
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from graph_service.errors import SettingsError

FORMAT = 1
"""Raised when our own files in the folder change; the engine's files follow its version."""
READABLE_ENGINES = ("26.10.2",)
"""Engine versions whose folders this one has been tested to open; the last is the current one."""

_MARK, _RUNNING, _LOCK = "kalaka.json", "engine.json", "engine.lock"
SCHEMA_LOCK = "migrate.lock"
WRITE_LOCK = "write.lock"
_USERS = {"root": "admin", "reader": "reader"}
_ALL_RECORDS = ["createRecord", "readRecord", "updateRecord", "deleteRecord"]
_GROUPS = {
    "admin": (["updateSecurity", "updateSchema", "updateDatabaseSettings"], _ALL_RECORDS),
    "reader": ([], ["readRecord"]),
    "*": ([], []),
}
# The passwords are 192 random bits, so stretching them adds nothing but 0.1 s to each first login.
_HASH_ROUNDS = 1024


@dataclass(frozen=True)
class Running:
    """A started engine, as its owner announces it to other processes. `pid` is the engine's own process."""

    pid: int
    bolt_port: int
    http_port: int
    engine: str
    format: int = FORMAT
    owner: int = 0
    """The process that started the engine and starts it again."""


def prepare(folder: Path, engine: str) -> None:
    """Make `folder` ready for `engine`, or raise SettingsError that says what is wrong with it."""
    inspect(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write(folder / _MARK, json.dumps({"format": FORMAT, "engine": engine}))
        if not (folder / "config" / "server-users.jsonl").exists() or not _passwords_exist(folder):
            _write_users(folder)
    except OSError as error:
        raise denied(folder, error) from None


def inspect(folder: Path) -> None:
    """Raise SettingsError unless `folder` (or where it will be) can be written and its version read."""
    try:
        there = next(path for path in (folder, *folder.parents) if path.exists())
        probe = there / f".probe-{os.getpid()}"
        _write(probe, "")
        probe.unlink()
    except OSError as error:
        raise denied(folder, error) from None
    _check_version(folder)


def denied(folder: Path, error: OSError) -> SettingsError:
    return SettingsError("DATA_DIR_DENIED", folder=folder, reason=error.strerror or type(error).__name__)


def _check_version(folder: Path) -> None:
    found = _read_json(folder / _MARK)
    if found is None and not (folder / "databases").exists():
        return
    found = found or {}
    if found.get("format") == FORMAT and found.get("engine") in READABLE_ENGINES:
        return
    shown = f"format {found.get('format', '?')}, ArcadeDB {found.get('engine', '?')}"
    readable = f"format {FORMAT}, ArcadeDB {', '.join(READABLE_ENGINES)}"
    raise SettingsError("DATA_DIR_VERSION", folder=folder, found=shown, readable=readable)


def used(folder: Path) -> bool:
    """Whether an engine has worked in the folder before."""
    return (folder / _MARK).exists()


def password(folder: Path, user: str) -> str:
    """The password of `root` or `reader`, made when the folder was."""
    try:
        return (folder / f"{user}.password").read_text(encoding="ascii").strip()
    except OSError as error:
        raise denied(folder, error) from None


def _passwords_exist(folder: Path) -> bool:
    return all((folder / f"{user}.password").exists() for user in _USERS)


def _write_users(folder: Path) -> None:
    (folder / "config").mkdir(mode=0o700, exist_ok=True)
    _write(folder / "config" / "server-groups.json", json.dumps(_groups()))
    lines = []
    for user, group in _USERS.items():
        chosen = secrets.token_urlsafe(24)
        _write(folder / f"{user}.password", chosen)
        lines.append(json.dumps({"name": user, "databases": {"*": [group]}, "password": _hashed(chosen)}))
    # Last: its presence says that the passwords are complete.
    _write(folder / "config" / "server-users.jsonl", "\n".join(lines) + "\n")


def _groups() -> dict[str, object]:
    groups = {
        name: {"resultSetLimit": -1, "readTimeout": -1, "access": access, "types": {"*": {"access": records}}}
        for name, (access, records) in _GROUPS.items()
    }
    return {"version": 2, "databases": {"*": {"groups": groups}}}


def _hashed(chosen: str) -> str:
    salt = base64.b64encode(secrets.token_bytes(32)).decode()
    digest = hashlib.pbkdf2_hmac("sha256", chosen.encode(), salt.encode(), _HASH_ROUNDS, 32)
    return f"PBKDF2WithHmacSHA256${_HASH_ROUNDS}${salt}${base64.b64encode(digest).decode()}"


def announce(folder: Path, running: Running) -> None:
    _write(folder / _RUNNING, json.dumps(asdict(running)))


def withdraw(folder: Path) -> None:
    (folder / _RUNNING).unlink(missing_ok=True)


def announced(folder: Path) -> Running | None:
    """What the owner of the folder says of its engine; a file of a killed process may still lie there."""
    found = _read_json(folder / _RUNNING)
    try:
        return Running(**found) if found else None  # type: ignore[arg-type]  # a wrong shape is a TypeError
    except TypeError:
        return None


def holder(folder: Path) -> str:
    """The process that holds the folder, as far as it says so."""
    try:
        return (folder / _LOCK).read_text(encoding="ascii").strip() or "?"
    except OSError:
        return "?"


class FolderLock:
    """Held by one process, by default the owner of the engine; the kernel lets it go when that and its engine died."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    @classmethod
    def take(cls, folder: Path, name: str = _LOCK) -> FolderLock | None:
        """The lock, or None when another process (or an earlier call in this one) has it."""
        try:
            # 'a' keeps the holder's pid readable for those who come too late.
            file = open(folder / name, "a+", encoding="ascii")  # noqa: SIM115  # kept open while held
        except OSError as error:
            raise denied(folder, error) from None
        if not _try_lock(file):
            file.close()
            return None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        return cls(file)

    def fileno(self) -> int:
        """A child that inherits this holds the lock too, until it ends."""
        return self._file.fileno()

    def release(self) -> None:
        self._file.close()


if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: IO[str]) -> bool:
        try:
            file.seek(1 << 20)  # a byte behind the text, which stays readable
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        file.seek(0)
        return True

else:
    import fcntl

    def _try_lock(file: IO[str]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def _read_json(path: Path) -> dict[str, object] | None:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise denied(path.parent, error) from None
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _write(path: Path, text: str) -> None:
    """Write a private file so that a reader sees all of it or nothing."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    os.replace(draft, path)

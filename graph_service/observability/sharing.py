"""How workers tell each other their numbers: a place of its own for each in one folder, held by a lock.

A process that is killed loses its lock, not its numbers: whoever takes the place next goes on from them, so counters
never fall and the folder never grows. Numbers are written about once a second and exchanged by renaming, so that a
reader meets a whole file or none.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from io import FileIO
from pathlib import Path

import orjson

from graph_service.processes import is_running

Numbers = dict[tuple[str, ...], list[float]]
Snapshot = dict[str, Numbers]
_MOST_PLACES = 256
_NAME = "kalaka-metrics-"


class Shared:
    """One place in the folder. `before` is what the last process in it had counted."""

    def __init__(self, folder: Path, place: str, lock: FileIO) -> None:
        self.place = place
        self._folder = folder
        self._lock = lock
        self.before = _read(self._file(place))

    @classmethod
    def take(cls, folder: Path) -> Shared:
        """The first place that nobody holds. Raises OSError where the folder is not ours alone."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if folder.is_symlink() or folder.stat().st_uid != os.geteuid():
            raise PermissionError(f"{folder} belongs to somebody else")
        for number in range(_MOST_PLACES):
            lock = FileIO(folder / f"{number}.lock", "a")
            if _locked(lock):
                return cls(folder, str(number), lock)
            lock.close()
        raise AssertionError("more processes than there can be workers")

    def write(self, snapshot: Snapshot) -> None:
        """Exchange the numbers of this place. A full disk costs the others a second's news, nothing else."""
        partial = self._folder / f"{self.place}.partial"
        try:
            partial.write_bytes(_packed(snapshot))
            partial.replace(self._file(self.place))
        except OSError:
            return

    def others(self) -> Iterator[Snapshot]:
        """The last numbers of every other place; of one whose process has ended only what it counted."""
        for path in sorted(self._folder.glob("*.json")):
            if path.stem == self.place:
                continue
            snapshot = _read(path)
            yield snapshot if self._is_held(path.stem) else _without_gauges(snapshot)

    def close(self) -> None:
        """Leave the place to whoever comes next."""
        self._lock.close()

    def _file(self, place: str) -> Path:
        return self._folder / f"{place}.json"

    def _is_held(self, place: str) -> bool:
        try:
            with FileIO(self._folder / f"{place}.lock", "a") as lock:
                return not _locked(lock)
        except OSError:
            return False


def folder_of_workers() -> Path:
    """The folder of all workers of one parent; those of parents that have ended are removed."""
    among = Path(tempfile.gettempdir())
    for old in among.glob(f"{_NAME}*"):
        pid = old.name.removeprefix(_NAME)
        if pid.isdecimal() and not is_running(int(pid)) and old.stat().st_uid == os.geteuid():
            shutil.rmtree(old, ignore_errors=True)
    return among / f"{_NAME}{os.getppid()}"


def forget_workers() -> None:
    """Remove the folder of this process's workers, which have ended."""
    shutil.rmtree(Path(tempfile.gettempdir()) / f"{_NAME}{os.getpid()}", ignore_errors=True)


def _locked(lock: FileIO) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _packed(snapshot: Snapshot) -> bytes:
    return orjson.dumps({name: list(numbers.items()) for name, numbers in snapshot.items()})


def _read(path: Path) -> Snapshot:
    """The numbers in a file; none where it is not there or not ours."""
    try:
        told = orjson.loads(path.read_bytes())
        return {
            str(name): {tuple(map(str, labels)): [float(number) for number in numbers] for labels, numbers in every}
            for name, every in told.items()
        }
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _without_gauges(snapshot: Snapshot) -> Snapshot:
    from graph_service.observability.families import BY_NAME

    return {name: numbers for name, numbers in snapshot.items() if name in BY_NAME and BY_NAME[name].kind != "gauge"}

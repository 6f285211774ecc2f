"""Puts a fault into the modules of this process, without a copy of the code on disk."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder, SourceLoader
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from types import ModuleType

from tests.mutants.catalogue import Mutant


def put_in_place(mutant: Mutant) -> None:
    """From now on the module of `mutant` is imported with its fault; it must not have been imported before."""
    if mutant.module in sys.modules:
        raise RuntimeError(f"{mutant.module} is imported already, without the fault")
    sys.meta_path.insert(0, _Finder(mutant))


class _Finder(MetaPathFinder):
    def __init__(self, mutant: Mutant) -> None:
        self._mutant = mutant

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        return spec_from_loader(name, _Loader(self._mutant)) if name == self._mutant.module else None


class _Loader(SourceLoader):
    """Reads the source with the fault. It knows no time of change, so no compiled file is read or written."""

    def __init__(self, mutant: Mutant) -> None:
        self._mutant = mutant

    def get_filename(self, fullname: str) -> str:
        return str(self._mutant.path)

    def get_data(self, path: str) -> bytes:
        return self._mutant.applied(self._mutant.path.read_text(encoding="utf-8")).encode()

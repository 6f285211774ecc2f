"""Models declared on the fly: a package of modules, written, imported and forgotten again."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from graph_service.model.build import build_model
from graph_service.model.structure import Model

_HEAD = """
from __future__ import annotations

from datetime import date

from graph_service.model.declare import *
from graph_service.model.declare import Direction


class Node(Label, abstract=True):
    \"\"\"Anything.\"\"\"

    id: str = prop("Its id.", unique=True, order=True)

"""
_numbers = count()

Declare = Callable[[str], Model]


@pytest.fixture
def declared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Declare]:
    """Builds the model of one module's text, whose labels inherit from `Node`."""
    monkeypatch.syspath_prepend(str(tmp_path))
    made: list[str] = []

    def build(text: str) -> Model:
        name = f"declared_on_the_fly_{next(_numbers)}"
        made.append(name)
        package = tmp_path / name
        package.mkdir()
        (package / "__init__.py").touch()
        (package / "things.py").write_text(f'"""Things: made up."""\n{_HEAD}\n{text}', encoding="utf-8")
        importlib.invalidate_caches()
        return build_model(importlib.import_module(name))

    yield build
    for name in [module for module in sys.modules if module.partition(".")[0] in made]:
        del sys.modules[name]

"""No statement names a guarded property but by the one class that refuses it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import graph_service
from graph_service.model import load_model

pytestmark = pytest.mark.static

HOME = Path(graph_service.__file__).resolve().parent
# What tells of properties: the model declares them, writing and the demonstration fill them.
FILLS = ("model", "seeding", "writes")
# Names of properties that decide where a field leads, which `model/check.py` keeps from being guarded; and labels.
DECIDED_BY_LINKS = {
    "patterns.py",
    "matching.py",
    "moments.py",
    "live_ties.py",
    "compiler.py",
    "predicates.py",
    "access.py",
}
_ACCESS = re.compile(r"\.\{identifier\(")


def modules(*left_out: str) -> Iterator[Path]:
    for path in sorted(HOME.rglob("*.py")):
        if path.relative_to(HOME).parts[0] not in left_out:
            yield path


def test_no_hand_written_statement_names_a_guarded_property() -> None:
    names = re.compile(rf"\b({'|'.join(sorted(load_model().guarded))})\b")
    found = []
    for path in modules(*FILLS):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and names.search(node.value):
                found.append(f"{path.relative_to(HOME)}:{node.lineno}")
    assert found == []


def test_properties_are_written_by_access_alone() -> None:
    """Elsewhere in the planner only what links and relationships rest on is written, which cannot be guarded."""
    found = [path.name for path in modules() if path.parent.name == "query" and _ACCESS.search(path.read_text("utf-8"))]
    assert set(found) <= DECIDED_BY_LINKS
    compiled = (HOME / "query" / "compiler.py").read_text("utf-8")
    assert _ACCESS.findall(compiled) == _ACCESS.findall("{end}.{identifier(link.latest)}")

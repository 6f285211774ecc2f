"""Where each public code is provoked: by an entry of the hostile corpus, or by a test that asserts it.

Files are read, nothing is run. A code that a test raises itself (`StoreError("…")`) is not asserted by it.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from graph_service.messages import PUBLIC
from tests.robustness.corpus import CORPUS

_TESTS = Path(__file__).resolve().parents[1]
_TABLES = ("analysis/refusals.py", "importing/broken.py", "robustness/ablation_requests.py", "robustness/outage.py")
"""Files of codes that tests or trials assert, beside the tests themselves."""
_SELF = "test_public_codes.py"


def provoked() -> dict[str, set[str]]:
    """The places of each public code; those without one are left out."""
    found: dict[str, set[str]] = defaultdict(set)
    for group, entries in CORPUS.items():
        for name, entry in entries.items():
            found[entry.code].add(f"{group}: {name}")
    for path in sorted(_files()):
        for code in asserted_codes(path.read_text("utf-8")):
            found[code].add(str(path.relative_to(_TESTS)))
    return {code: places for code, places in found.items() if code in PUBLIC}


def _files() -> Iterator[Path]:
    yield from (path for path in _TESTS.rglob("test_*.py") if path.name != _SELF)
    yield from (_TESTS / name for name in _TABLES)


def asserted_codes(text: str) -> set[str]:
    """The public codes that stand in Python source, but for those that it raises itself."""
    tree = ast.parse(text)
    raised = {id(argument) for node in ast.walk(tree) for argument in _raised(node)}
    constants = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in raised)
    return {node.value for node in constants if isinstance(node.value, str) and node.value in PUBLIC}


def _raised(node: ast.AST) -> list[ast.expr]:
    """The arguments of an error that is made."""
    if not isinstance(node, ast.Call):
        return []
    name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
    return node.args if name.endswith("Error") else []

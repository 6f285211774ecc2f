"""Imports go to the right only, each library has one owner, and labels are named in the model alone."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph_service.model import load_model

pytestmark = pytest.mark.static

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "graph_service"

# cli, serving, app -> web -> api -> query, analysis, network, writes, access -> model, cypher, errors
# cli, app, web -> importing -> writes, model
# cli, app -> seeding    -> writes, model, store
# cli, app -> store      -> cypher, errors
# "" is the package itself: its version.
FOUNDATION = {"errors", "messages", "cypher", "extras", "resources", "questions", "processes", ""}
MIDDLE = {"query", "analysis", "network", "writes", "access"}
ALLOWED: dict[str, set[str]] = {
    "": set(),
    "messages": set(),
    "processes": set(),
    "errors": {"messages"},
    "extras": set(),
    "resources": set(),
    "questions": {"errors", "resources"},
    "cypher": {"errors"},
    "observability": FOUNDATION,
    "settings": FOUNDATION | {"store.options", "access.scopes"},
    "store": FOUNDATION,
    "model": FOUNDATION,
    "query": FOUNDATION | {"model", "access.scopes"},
    "analysis": FOUNDATION | {"model"},
    "network": FOUNDATION | {"model"},
    "writes": FOUNDATION | {"model"},
    "access": FOUNDATION | {"model"},
    "doctor": FOUNDATION | {"access", "settings", "store"},
    "importing": FOUNDATION | {"writes", "model"},
    "seeding": FOUNDATION | {"writes", "model", "store"},
    "api": FOUNDATION | MIDDLE | {"model", "observability"},
    "web": FOUNDATION | MIDDLE | {"model", "observability", "api", "importing"},
    "doors": FOUNDATION | MIDDLE | {"model", "observability", "api", "web", "settings", "importing", "store"},
    "app": FOUNDATION | MIDDLE | {"model", "observability", "api", "web", "store", "seeding", "settings", "doors"},
    "serving": FOUNDATION | MIDDLE | {"model", "observability", "api", "web", "store", "seeding", "settings", "app"},
    "cli": FOUNDATION
    | MIDDLE
    | {"model", "observability", "api", "web", "store", "seeding", "settings", "doctor", "app", "serving", "importing"},
    "__main__": {"cli"},
}

OWNERS: dict[str, tuple[str, ...]] = {
    "neo4j": ("store/",),
    "arcadedb": ("store/engine.py",),
    "strawberry": ("api/",),
    "starlette": ("web/", "app.py"),
    "uvicorn": ("serving/",),
    "websockets": ("serving/",),
    "jwt": ("access/",),
    "prometheus_client": ("observability/",),
    "opentelemetry": ("observability/",),
    "click": ("cli/",),
    "markdown_it": ("web/methods_page.py",),
    "rich": ("cli/",),
    "openpyxl": ("importing/",),
    "rapidfuzz": ("importing/",),
    "numpy": ("network/",),
    "scipy": ("network/",),
    "rustworkx": ("network/",),
    "graspologic_native": ("network/",),
}
NOT_IN_QUERY = {"asyncio", "socket", "http", "urllib", "pathlib", "io", "os", "subprocess", "tempfile", "logging"}

# Where the process environment may be named at all, and why.
ENVIRONMENT = {
    "settings/": "the one reader of settings",
    "store/_process.py": "gives the engine's process the environment of its own, and where the package is",
    "store/engine.py": "hands the embedded engine's own options to its library, which reads them when loaded",
    "network/worker/serving.py": "keeps the linear algebra library of the worker to one thread, read when it is loaded",
    "cli/": "passes os.environ to Settings.from_environment",
    "app.py": "passes os.environ to Settings.from_environment",
}
# A text with one of these is a statement written by hand, and may name labels.
STATEMENT = re.compile(r"\b(MATCH|MERGE|CREATE|UNWIND|CALL|RETURN|FOREACH)\b")
# texts.py holds words for people, some of which are also labels ("County").
LABELS_ALLOWED_IN = ("model/", "seeding/", "web/texts.py")


def modules(folder: Path = PACKAGE) -> list[Path]:
    """All Python files below `folder`."""
    return sorted(folder.rglob("*.py"))


def place(path: Path) -> str:
    """The path inside the package, with slashes."""
    return path.relative_to(PACKAGE).as_posix()


def layer(path: Path) -> str:
    """The layer of a module: its folder, or its own name at the top."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return "" if parts == ("__init__",) else parts[0]


def imported(path: Path) -> Iterator[str]:
    """Every module that `path` imports, in full; those for type checking too."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parents = path.relative_to(ROOT).with_suffix("").parts[: -node.level]
                base = ".".join((*parents, base)).rstrip(".")
            # `from graph_service import errors` imports a module, `from graph_service.errors import X` does not.
            yield from (f"{base}.{a.name}" for a in node.names) if base == "graph_service" else (base,)


def test_imports_go_to_the_right_only() -> None:
    wrong = [
        f"{place(path)} imports {name}"
        for path in modules()
        for name in imported(path)
        if name.partition(".")[0] == "graph_service" and not may_import(layer(path), name)
    ]
    assert wrong == []


def may_import(own: str, name: str) -> bool:
    """Whether a module of layer `own` may import `name`; an unknown layer may import nothing."""
    inner = name.partition(".")[2]
    target = inner.partition(".")[0]
    if target.startswith("__"):
        target = ""
    allowed = ALLOWED.get(own, set())
    return target == own or target in allowed or any(inner.startswith(one) for one in allowed if "." in one)


@pytest.mark.parametrize(
    ("own", "name", "fine"),
    [
        ("query", "graph_service.model", True),
        ("query", "graph_service.store.store", False),
        ("model", "graph_service.query.plan", False),
        ("settings", "graph_service.store.options", True),
        ("settings", "graph_service.store.store", False),
        ("api", "graph_service.store.store", False),
        ("new_layer", "graph_service.errors", False),
    ],
)
def test_the_rule_itself(own: str, name: str, fine: bool) -> None:
    assert may_import(own, name) is fine


def test_each_library_has_one_owner() -> None:
    wrong = [
        f"{place(path)} imports {name}"
        for path in modules()
        for name in imported(path)
        if not place(path).startswith(OWNERS.get(name.partition(".")[0], ("",)))
    ]
    assert wrong == []


def test_query_does_no_input_or_output() -> None:
    wrong = [
        f"{place(path)} imports {name}"
        for path in modules(PACKAGE / "query")
        for name in imported(path)
        if name.partition(".")[0] in NOT_IN_QUERY
    ]
    assert wrong == []


def test_only_settings_read_the_environment() -> None:
    wrong = [
        f"{place(path)}:{node.lineno}"
        for path in modules()
        if not place(path).startswith(tuple(ENVIRONMENT))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if (isinstance(node, ast.Attribute) and node.attr in ("environ", "getenv", "environb"))
        or (isinstance(node, ast.alias) and node.name in ("environ", "getenv"))
    ]
    assert wrong == []


def test_oracle_knows_nothing_of_the_service() -> None:
    folder = ROOT / "tests" / "oracle"
    files = modules(folder)
    assert files, "the oracle is gone"
    wrong = []
    for path in files:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""] if not node.level else []
            wrong += [f"{path.name} imports {n}" for n in names if n.startswith("graph_service")]
            wrong += [f"{path.name} imports {n}" for n in names if n.startswith("tests") and "oracle" not in n]
            if isinstance(node, ast.Name) and node.id in ("__import__", "importlib"):
                wrong.append(f"{path.name} imports by name")
    assert wrong == []


def label_literals(source: str, labels: set[str]) -> Iterator[tuple[int, str]]:
    """Label names that stand in string constants outside docstrings and hand-written statements."""
    tree = ast.parse(source)
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    named = re.compile(r":\s*`?(" + "|".join(sorted(labels)) + r")\b")
    whole = {
        id(part): joined for joined in ast.walk(tree) if isinstance(joined, ast.JoinedStr) for part in joined.values
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in docstrings:
            continue
        text = ast.unparse(whole[id(node)]) if id(node) in whole else node.value
        if node.value in labels or (named.search(node.value) and not STATEMENT.search(text)):
            yield node.lineno, node.value


def all_labels() -> set[str]:
    """Every label that a node can carry."""
    return {label for node_type in load_model().labels for label in node_type.node_labels}


def test_labels_are_named_in_the_model_only() -> None:
    labels = all_labels() - {"Node"}  # also the interface of Relay, which the API has to name
    assert len(labels) > 20
    wrong = [
        f"{place(path)}:{line} {text!r}"
        for path in modules()
        if not place(path).startswith(LABELS_ALLOWED_IN)
        for line, text in label_literals(path.read_text("utf-8"), labels)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('x = "Institution"', 1),
        ('x = "(n:Institution)"', 1),
        ('"""Institution"""', 0),
        ('x = "MATCH (n:Institution) RETURN n"', 0),
        ('x = f"MATCH (n:{label}) WHERE n:Institution"', 0),
        ('x = "institution"', 0),
    ],
)
def test_the_search_for_labels_itself(source: str, found: int) -> None:
    assert len(list(label_literals(source, {"Institution"}))) == found

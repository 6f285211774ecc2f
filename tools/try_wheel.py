"""Builds the wheel and tries it in an empty folder: everything committed must be inside, found and importable.

The wheel is also asked for its commands and its pages, and its metadata for the extras that `pyproject.toml` names.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import tomllib
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
BUNDLED = tuple(PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"])
# The wheel comes first on the path; `-P` and another folder keep the checkout out of it.
TRY = """
import importlib, pkgutil, sys; sys.path.insert(0, sys.argv[1])
import graph_service
from graph_service.resources import folder
from graph_service.settings import Settings
assert graph_service.__file__.startswith(sys.argv[1]), graph_service.__file__
for name in ("seed", "schema", "questions", "examples", "docs"):
    assert sys.argv[1] in str(folder(name)) and any(folder(name).iterdir()), folder(name)
for module in pkgutil.walk_packages(graph_service.__path__, "graph_service."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
from graph_service.app import api_of, create_app
from graph_service.questions import all_questions
create_app(Settings.from_environment({}))
assert len(api_of(Settings.from_environment({})).core.type_map) > 100 and len(all_questions()) >= 30
"""


def main() -> int:
    """0 when the wheel carries everything; else says what it lacks."""
    with tempfile.TemporaryDirectory() as scratch:
        build = [
            "-m",
            "pip",
            "wheel",
            "--quiet",
            "--no-deps",
            "--no-build-isolation",
            "--wheel-dir",
            scratch,
            str(ROOT),
        ]
        subprocess.run([sys.executable, *build], check=True)
        (wheel,) = Path(scratch).glob("*.whl")
        with zipfile.ZipFile(wheel) as archive:
            inside = set(archive.namelist())
            extras = _extras(archive)
            archive.extractall(Path(scratch) / "tried")
        lacks = sorted(_expected() - inside)
        if lacks:
            print("the wheel lacks:", *lacks, sep="\n  ", file=sys.stderr)
            return 1
        if missing := PROJECT["project"]["optional-dependencies"].keys() - extras:
            print("the wheel does not tell of the extras", *sorted(missing), file=sys.stderr)
            return 1
        subprocess.run([sys.executable, "-P", "-c", TRY, str(Path(scratch) / "tried")], check=True, cwd=scratch)
        print(f"{wheel.name}: {len(inside)} files, {wheel.stat().st_size // 1024} kB, all of it inside and importable")
    return 0


def _extras(archive: zipfile.ZipFile) -> set[str]:
    """The extras that the wheel's own metadata name."""
    (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
    lines = archive.read(name).decode().splitlines()
    return {line.removeprefix("Provides-Extra: ") for line in lines if line.startswith("Provides-Extra: ")}


def _expected() -> set[str]:
    """Every committed file that an installed service reads."""
    listed = subprocess.run(
        ["git", "ls-files", *BUNDLED, "graph_service"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    return {f"graph_service/_bundled/{path}" if path.startswith(BUNDLED) else path for path in listed}


if __name__ == "__main__":
    sys.exit(main())

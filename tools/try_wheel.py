"""Builds the wheel and tries it in an empty folder: the bundled seed and schema must be inside and found."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BUNDLED = ("seed", "schema")
# The wheel comes first on the path; `-P` and another folder keep the checkout out of it.
TRY = """
import sys; sys.path.insert(0, sys.argv[1])
from graph_service.resources import folder
for name in ("seed", "schema"):
    assert sys.argv[1] in str(folder(name)) and any(folder(name).iterdir()), folder(name)
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
            archive.extractall(Path(scratch) / "tried")
        lacks = sorted(_expected() - inside)
        if lacks:
            print("the wheel lacks:", *lacks, sep="\n  ", file=sys.stderr)
            return 1
        subprocess.run([sys.executable, "-P", "-c", TRY, str(Path(scratch) / "tried")], check=True, cwd=scratch)
        print(f"{wheel.name}: {len(inside)} files, {wheel.stat().st_size // 1024} kB, seed and schema inside")
    return 0


def _expected() -> set[str]:
    """Every committed file that an installed service reads."""
    listed = subprocess.run(
        ["git", "ls-files", "seed", "schema", "graph_service"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    return {f"graph_service/_bundled/{path}" if path.startswith(BUNDLED) else path for path in listed}


if __name__ == "__main__":
    sys.exit(main())

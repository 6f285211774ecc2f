"""Where the clients are installed: npm's and Python's, each once into .cache/clients/, by the digest of its lock.

`python -m tests.clients.environments` installs both, as CI does before the tests.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable
from pathlib import Path

from tests.engines.neo4j import CACHE, locked

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
FOLDER = CACHE / "clients"
LEAST_NODE = 20
_PROJECT = ("package.json", "package-lock.json", ".npmrc")
_LOCK = ROOT / "requirements" / "clients.lock"
_SECONDS = 600


class NotInstalled(Exception):
    """The clients cannot be installed here; the text says what is missing and what to do."""


def node_project() -> Path:
    """The folder of the npm project, its packages installed, with the scripts as they are now."""
    _require_node()
    folder = _installed("npm", [HERE / name for name in _PROJECT], _install_npm)
    for script in HERE.glob("*.mjs"):  # Node looks for packages beside the file that imports them
        shutil.copy(script, folder)
    return folder


def python_of_clients() -> Path:
    """The Python that has what requirements/clients.lock names."""
    return _installed("python", [_LOCK], _install_python) / "bin" / "python"


def _installed(kind: str, inputs: list[Path], install: Callable[[Path], None]) -> Path:
    digest = hashlib.blake2b(b"\0".join(path.read_bytes() for path in inputs), digest_size=8).hexdigest()
    folder = FOLDER / f"{kind}-{digest}"
    with locked(FOLDER / f"{kind}.lock"):
        if not (folder / "installed").exists():
            for old in FOLDER.glob(f"{kind}-*"):
                shutil.rmtree(old)
            folder.mkdir(parents=True)
            install(folder)
            (folder / "installed").touch()
    return folder


def _install_npm(folder: Path) -> None:
    for name in _PROJECT:
        shutil.copy(HERE / name, folder)
    _run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], folder)


def _install_python(folder: Path) -> None:
    venv.create(folder, with_pip=False)
    uv = Path(sys.executable).with_name("uv")
    python = folder / "bin" / "python"
    _run([str(uv), "pip", "install", "--quiet", "--python", str(python), "--require-hashes", "-r", str(_LOCK)], ROOT)


def _run(command: list[str], folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=_SECONDS)
    if done.returncode != 0:
        tail = "\n".join((done.stdout + done.stderr).splitlines()[-15:])
        raise NotInstalled(f"`{' '.join(command[:3])}` ended with {done.returncode}:\n{tail}")


def _require_node() -> None:
    for name in ("node", "npm"):
        if shutil.which(name) is None:
            raise NotInstalled(
                f"{name} is missing: install Node.js {LEAST_NODE} or newer with npm, or leave out "
                "these tests with --ignore=tests/clients."
            )
    told = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout.strip()
    if int(told.removeprefix("v").partition(".")[0]) < LEAST_NODE:
        raise NotInstalled(f"Node.js {told} is too old: install {LEAST_NODE} or newer.")


def environment() -> dict[str, str]:
    """This process's variables without settings of the service and without options for Node."""
    return {n: v for n, v in os.environ.items() if not n.startswith(("NEO4J_", "KALAKA_", "NODE_"))}


if __name__ == "__main__":
    print(node_project().relative_to(ROOT), python_of_clients().relative_to(ROOT), sep="\n")

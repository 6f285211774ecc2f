"""What the figures were taken on: they are ratios of one run, but a reader wants to know the machine."""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_PACKAGES = ("neo4j", "neo4j-rust-ext", "arcadedb", "graphql-core", "strawberry-graphql", "starlette", "uvicorn")
_MORE_PACKAGES = ("httptools", "uvloop", "orjson")


def environment(neo4j_version: str | None) -> dict[str, str]:
    """Machine, load and versions, by name."""
    facts = {
        "processor": _processor(),
        "cores": str(os.cpu_count()),
        "memory": _memory(),
        "load before": ", ".join(f"{load:.1f}" for load in os.getloadavg()),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "node": _said("node", "--version"),
        "neo4j server": neo4j_version or "not run",
    }
    facts |= {name: _installed(name) for name in (*_PACKAGES, *_MORE_PACKAGES)}
    return facts


def _processor() -> str:
    found = re.search(r"model name\s*: (.+)", _read("/proc/cpuinfo"))
    return found[1] if found else platform.processor() or "unknown"


def _memory() -> str:
    found = re.search(r"MemTotal:\s+(\d+) kB", _read("/proc/meminfo"))
    return f"{int(found[1]) / 2**20:.1f} GiB" if found else "unknown"


def _read(path: str) -> str:
    file = Path(path)
    return file.read_text(errors="replace") if file.exists() else ""


def _said(command: str, argument: str) -> str:
    if not shutil.which(command):
        return "missing"
    return subprocess.run([command, argument], capture_output=True, text=True, check=False).stdout.strip()


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"

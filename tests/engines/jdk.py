"""Where this machine keeps a Java that is new enough: JAVA_HOME, the PATH, then the folders where JDKs are put."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

USUAL_PLACES = ("/usr/lib/jvm/*", "/opt/*", "/Library/Java/JavaVirtualMachines/*/Contents/Home")
PLACES_AT_HOME = (".sdkman/candidates/java/*", ".jdks/*")


def java_tool(tool: str, least: int) -> str | None:
    """The path of `java` or `javac` of Java `least` or newer, the oldest such one; None where there is none.

    What JAVA_HOME and the PATH name comes first, if it is new enough.
    """
    chosen = next((path for path in _named(tool) if _number(path) >= least), None)
    if chosen:
        return chosen
    found = sorted((_number(path), path) for path in _installed(tool))
    return next((path for number, path in found if number >= least), None)


def _named(tool: str) -> Iterator[str]:
    home = os.environ.get("JAVA_HOME")
    for path in (f"{home}/bin" if home else None, os.environ.get("PATH")):
        if path and (found := shutil.which(tool, path=path)):
            yield found


def _installed(tool: str) -> Iterator[str]:
    globs = [(Path("/"), place.lstrip("/")) for place in USUAL_PLACES]
    globs += [(Path.home(), place) for place in PLACES_AT_HOME]
    for root, pattern in globs:
        yield from (str(path) for path in root.glob(f"{pattern}/bin/{tool}") if os.access(path, os.X_OK))


@cache
def _number(path: str) -> int:
    """The major version that a tool tells; 0 where it tells none."""
    said = subprocess.run([path, "-version"], capture_output=True, text=True, check=False)
    number = re.search(r'(?:version "|javac )(\d+)', said.stderr + said.stdout)
    return int(number[1]) if number else 0

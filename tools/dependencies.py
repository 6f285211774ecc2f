"""Writes docs/dependencies.md: every package that the service runs on, with version, licence and why it is there.

`python -m tools.dependencies --write` writes it anew from the lock files and the installed packages' own metadata.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "dependencies.md"
_EXTRAS = ("analysis", "oidc", "traces")
_HEAD = """# Dependencies

Written by `python -m tools.dependencies --write` from the lock files and the packages' own metadata; a test keeps it
true. The code of Kaláka itself is under Apache-2.0. Versions are pinned with hashes in `requirements/*.lock`.

## What the service runs on

"For" names the extra that wants a package, directly or through another; a package without one is always there.

"""
_KNOWN = (
    (r"Apache.*2|^Apache$|Apache Software", "Apache-2.0"),
    (r"\bMIT\b", "MIT"),
    (r"BSD.3|3-Clause|Modified BSD|new BSD", "BSD-3-Clause"),
    (r"BSD.2|2-Clause", "BSD-2-Clause"),
    (r"^BSD$|BSD License", "BSD"),
    (r"Mozilla.*2|MPL.2", "MPL-2.0"),
    (r"Python Software|PSF", "PSF-2.0"),
    (r"\bISC\b", "ISC"),
)


def page() -> str:
    """The whole page."""
    lines = [_HEAD + "| package | version | licence | for |", "| --- | --- | --- | --- |"]
    for name, version in sorted(_locked("run").items()):
        lines.append(f"| `{name}` | {version} | {licence(name)} | {', '.join(_wanted_by(name))} |")
    lines += ["", "## What only development needs", "", "Not installed with the service, not in its image.", ""]
    lines += ["| package | version | licence |", "| --- | --- | --- |"]
    for name in sorted(_direct("dev") - _locked("run").keys()):
        lines.append(f"| `{name}` | {_locked('dev')[name]} | {licence(name)} |")
    lines += [
        "",
        "From npm, for tests against real clients and for benchmarks, with exact versions in their lock files:",
        "",
    ]
    lines += ["| folder | package | version | licence |", "| --- | --- | --- | --- |", *_npm()]
    lines += ["", _REST]
    return "\n".join(lines)


_REST = """The embedded engine is ArcadeDB, compiled into a library inside the package `arcadedb`; what that is made of,
parts of the OpenJDK class library (GPL-2.0 with the Classpath Exception) included, its own `THIRD_PARTY_NOTICES.md` and
`NOTICE` list. Neo4j Community (GPL-3.0) is a server of its own: the service talks to it over the network and carries
nothing of it; the tests fetch it from Maven. The data in `seed/` have licences of their own: see `NOTICE`.
"""


def _locked(kind: str) -> dict[str, str]:
    text = (ROOT / "requirements" / f"{kind}.lock").read_text("utf-8")
    return dict(re.findall(r"^([a-z0-9][a-z0-9._-]*)==(\S+)", text, re.MULTILINE))


def _project() -> dict[str, list[str]]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return {"": project["dependencies"], **project["optional-dependencies"]}


def _name(requirement: str) -> str:
    return re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0].lower().replace("_", "-").replace(".", "-")


def _direct(extra: str) -> set[str]:
    return {_name(requirement) for requirement in _project()[extra]} - {"kalaka"}


def _wanted_by(name: str) -> list[str]:
    """The extras without which a package would not be there; empty where it always is."""
    if name in _closure(_direct("")):
        return []
    return [extra for extra in _EXTRAS if name in _closure(_direct(extra) | _chosen(extra))]


def _chosen(extra: str) -> set[str]:
    """What an extra of a dependency brings: `pyjwt[crypto]`."""
    brought: set[str] = set()
    for requirement in _project()[extra]:
        if inner := re.search(r"\[(\w+)\]", requirement):
            brought |= set(_required(_name(requirement), inner[1]))
    return brought


def _closure(names: set[str]) -> set[str]:
    reached: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += _required(name)
    return reached


def _required(name: str, extra: str = "") -> Iterator[str]:
    try:
        every = metadata.requires(name) or ()
    except metadata.PackageNotFoundError:
        return
    for requirement in every:
        condition = requirement.partition(";")[2]
        if ("extra" not in condition) if not extra else (f'"{extra}"' in condition.replace("'", '"')):
            yield _name(requirement)


def licence(name: str) -> str:
    """The licence of an installed package, by its SPDX name where it is a known one."""
    try:
        told = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return "?"
    expression = told.get("License-Expression")
    if expression:
        return expression
    classified = [line.rsplit(" :: ", 1)[-1] for line in told.get_all("Classifier") or () if "License ::" in line]
    candidates = [*classified, (told.get("License") or "").split("\n")[0]]
    for candidate in candidates:
        for pattern, spdx in _KNOWN:
            if re.search(pattern, candidate, re.IGNORECASE):
                return spdx
    return next((candidate for candidate in candidates if candidate), "?")


def _npm() -> Iterator[str]:
    """The direct packages of every lock file of npm."""
    for lock in sorted(ROOT.glob("*/*/package-lock.json")):
        content = json.loads(lock.read_text("utf-8"))
        root = content["packages"][""]
        for name in sorted({**root.get("dependencies", {}), **root.get("devDependencies", {})}):
            found = content["packages"][f"node_modules/{name}"]
            yield f"| `{lock.parent.relative_to(ROOT)}` | `{name}` | {found['version']} | {found.get('license', '?')} |"


def main(arguments: list[str]) -> int:
    """0 when the page is as it should be, or was written."""
    if "--write" in arguments:
        PAGE.write_text(page(), "utf-8")
        return 0
    return 0 if PAGE.read_text("utf-8") == page() else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

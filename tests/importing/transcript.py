"""Runs the commands of docs/import.md, one after the other, on a demonstration of their own.

The page is its own script: a block ```` ```csv list.csv ```` is a file that somebody fills in, and each line of a
```` ```console ```` block that begins with `$ kalaka` is run; what it prints is held against the lines below it.
`python -m tests.importing.transcript` writes them anew.
"""

from __future__ import annotations

import os
import re
import shlex
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from click.testing import CliRunner

from graph_service.cli import kalaka
from tests.engines.running import running_embedded
from tests.engines.seeded import seeded_copy

PAGE = Path(__file__).resolve().parents[2] / "docs" / "import.md"
_BLOCK = re.compile(r"^```(\w+)(?: ([\w.-]+))?\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_IMPORT = re.compile(r"import:\d{8}T\d{6}-[0-9a-f]{8}")
_SHOWN = "import:20260302T08150{}-1a2b3c4d"
_VOLATILE = (
    (re.compile(r"\(\d+\.\d+ s\)"), "(0.5 s)"),
    (re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z"), "2026-03-02T08:15:00Z"),
    (re.compile(r"data version [\d–-]+"), "data version 42"),
    (
        re.compile(r"[\d,]+ data version, [0-9a-f]{32} digest"),
        "42 data version, 0f1e2d3c4b5a69788796a5b4c3d2e1f0 digest",
    ),
    (re.compile(r"[\d,]+ nodes, [\d,]+ relationships, \d+ files"), "13,718 nodes, 86,528 relationships, 131 files"),
    (re.compile(r"import:purge-[0-9a-f]{12}"), "import:purge-1a2b3c4d5e6f"),
    (re.compile(r"left out: \d+ Migration"), "left out: 19 Migration"),
)
"""What differs from run to run, or with the demonstration."""


class _Shown:
    """What differs from run to run, as the page shows it; ids of imports are the same each time they are named."""

    def __init__(self) -> None:
        self._ids: dict[str, str] = {}

    def page(self, text: str) -> str:
        """What a command printed, as the page has it."""
        for pattern, stands_for in _VOLATILE:
            text = pattern.sub(stands_for, text)
        return _IMPORT.sub(lambda found: self._id(found[0]), text)

    def _id(self, id_: str) -> str:
        return self._ids.setdefault(id_, _SHOWN.format(len(self._ids) + 1))

    def real(self, command: str) -> str:
        """A command of the page, as it has to be given now."""
        for id_, shown in self._ids.items():
            command = command.replace(shown, id_)
        return command


def ran(page: str, data: Path, folder: Path) -> str:
    """The page with what its commands print now: on the embedded database in `data`, in an empty `folder`."""
    shown = _Shown()
    environment = {"KALAKA_DATA_DIR": str(data), "LC_ALL": "C.UTF-8", "COLUMNS": "200"}

    def block(found: re.Match[str]) -> str:
        language, name, body = found.groups()
        if name is not None:
            (folder / name).write_text(body, encoding="utf-8")
            return found[0]
        if language != "console":
            return found[0]
        commands = [line[2:] for line in body.splitlines() if line.startswith("$ ")]
        return f"```console\n{''.join(_ran(one, shown, environment) for one in commands)}```"

    with _inside(folder):
        return _BLOCK.sub(block, page)


def _ran(command: str, shown: _Shown, environment: dict[str, str]) -> str:
    words = shlex.split(shown.real(command))
    assert words[0] == "kalaka", command
    result = CliRunner().invoke(kalaka, words[1:], env=environment, catch_exceptions=False)
    printed = "".join(f"{line.rstrip()}\n" for line in shown.page(result.output).splitlines())
    return f"$ {command}\n{printed}"


@contextmanager
def _inside(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def ran_on_a_copy(page: str, home: Path) -> str:
    """The same on a copy of the demonstration, which is thrown away with `home`."""
    data, folder = seeded_copy("embedded", home / "data"), home / "files"
    folder.mkdir()
    with running_embedded(data):
        return ran(page, data, folder)


def main() -> None:
    """Write the page anew."""
    with tempfile.TemporaryDirectory() as home:
        page = ran_on_a_copy(PAGE.read_text(encoding="utf-8"), Path(home))
    PAGE.write_text(page, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()

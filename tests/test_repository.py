"""What may be in git: no databases, no traces of a machine, locks with hashes, files that one can read."""

from __future__ import annotations

import os
import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

pytestmark = pytest.mark.static

ROOT = Path(__file__).resolve().parents[1]
MOST_LINES = 400
# Python files that may be longer, each with its reason.
LONG: dict[str, str] = {
    "graph_service/seeding/texts_work.py": "word lists of the generator: data, not branches",
}
DATABASE_NAMES = re.compile(
    r"(\.(db|sqlite3?|mdb|wal|bucket|pcf|dict|umtidx|numtidx|hashidx|id|h2|dump)$|neostore|(^|/)databases/|(^|/)\.kalaka/)"
)
# Written in two parts, so that this file does not find itself.
MACHINE = re.compile("|".join(f"(?<![\\w.]){a}{b}" for a, b in (("/wo", "rk/"), ("/ro", "ot/"), ("/ho", "me/[a-z]"))))
HOSTS = re.compile(
    "|".join(
        f"{name}\\.{end}"
        for name, end in (
            ("pypi", "org"),
            ("pythonhosted", "org"),
            ("registry\\.npmjs", "org"),
            ("repo\\.maven\\.apache", "org"),
            ("repo1\\.maven", "org"),
            ("deb\\.debian", "org"),
            ("crates", "io"),
        )
    )
)
ADDRESS_OPTION = re.compile(
    r"(--(extra-)?index-url|--find-links|--trusted-host|^registry\s*=|\"resolved\":)", re.MULTILINE
)


@cache
def tracked() -> list[str]:
    """The files that git knows, and those it would add."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    return [path for path in listed if (ROOT / path).is_file()]


@cache
def texts() -> dict[str, str]:
    """The tracked files that are text."""
    found = {}
    for path in tracked():
        data = (ROOT / path).read_bytes()
        if b"\0" not in data[:8192]:
            found[path] = data.decode("utf-8", "replace")
    return found


def test_no_database_file_is_in_git() -> None:
    assert [path for path in tracked() if DATABASE_NAMES.search(path)] == []


def test_no_file_is_big() -> None:
    assert [path for path in tracked() if (ROOT / path).stat().st_size > 2_000_000] == []


def test_no_path_of_a_machine_is_in_git() -> None:
    assert [f"{path}: {found[0]}" for path, text in texts().items() if (found := MACHINE.search(text))] == []


def test_no_address_of_a_package_registry_is_in_git() -> None:
    assert [f"{path}: {found[0]}" for path, text in texts().items() if (found := HOSTS.search(text))] == []


def test_no_option_names_a_package_address() -> None:
    locks = {path: text for path, text in texts().items() if path.endswith((".lock", "lock.json", ".npmrc", ".toml"))}
    assert [path for path, text in locks.items() if ADDRESS_OPTION.search(text)] == []


@pytest.mark.parametrize("lock", ["run", "dev", "installer"])
def test_every_line_of_a_lock_is_a_pin_with_hashes(lock: str) -> None:
    text = (ROOT / "requirements" / f"{lock}.lock").read_text("utf-8")
    entries = re.sub(r"^#.*\n", "", text, flags=re.MULTILINE).replace("\\\n", " ").splitlines()
    assert len(entries) > 1
    shape = re.compile(r"[a-z0-9.-]+==[\w.]+( ; [^\\]+?)?(\s+--hash=sha256:[0-9a-f]{64})+")
    assert [entry[:60] for entry in entries if not shape.fullmatch(entry.strip())] == []
    assert "://" not in text


def test_long_files_are_listed_with_a_reason() -> None:
    lines = {path: text.count("\n") for path, text in texts().items() if path.endswith(".py")}
    long = {path: count for path, count in lines.items() if count > MOST_LINES}
    assert {path: count for path, count in long.items() if path not in LONG} == {}
    assert sorted(set(LONG) - set(long)) == [], "no longer long: take it off the list"


def test_readme_stays_short() -> None:
    assert (ROOT / "README.md").read_text("utf-8").count("\n") < 150


@pytest.mark.parametrize("script", [".ci/run", "tools/environment.sh", "tools/lock.sh"])
def test_scripts_can_be_run_and_parsed(script: str) -> None:
    assert os.access(ROOT / script, os.X_OK)
    subprocess.run(["bash", "-n", str(ROOT / script)], check=True)


def test_every_target_of_make_is_explained() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    declared = next(line for line in makefile.splitlines() if line.startswith(".PHONY:")).split()[1:]
    assert set(re.findall(r"^([a-z0-9-]+):.*## ", makefile, re.MULTILINE)) == set(declared)

"""`kalaka import` in this process, over an embedded engine of its own: table, JSON, report, exit codes, restore."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from graph_service.cli import kalaka

pytestmark = pytest.mark.alone

ROWS = "id;Név;Szükséges pontszám\nbadge:a;Jelvény;3\nbadge:b;Kitüntetés;{threshold}\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


def run(folder: Path, *arguments: object, language: str = "en") -> Result:
    """`kalaka …` over the data in a folder."""
    environment = {
        "KALAKA_DATA_DIR": str(folder),
        "NEO4J_URI": None,
        "LC_ALL": {"en": "C.UTF-8", "hu": "hu_HU.UTF-8"}[language],
    }
    return CliRunner().invoke(kalaka, [str(one) for one in arguments], env=environment, catch_exceptions=False)


def file_of(folder: Path, threshold: str) -> Path:
    path = folder / "Jelvény.csv"
    path.write_text(ROWS.format(threshold=threshold), encoding="utf-8")
    return path


def test_tells_then_refuses_then_writes(folder: Path, tmp_path: Path) -> None:
    broken = file_of(tmp_path, "sok")
    for language, words in (("en", "This is no number"), ("hu", "Ez nem szám")):
        refused = run(folder, "import", broken, "--origin", "synthetic", language=language)
        assert refused.exit_code == 1
        assert words in refused.output
        assert "nothing written: 1 created" in refused.output
    report = tmp_path / "report.csv"
    partial = run(folder, "import", broken, "--origin", "synthetic", "--partial", "--report", report)
    assert (partial.exit_code, "imported: 1 created" in partial.output) == (0, True)
    [created, wrong] = csv.DictReader(report.read_text(encoding="utf-8").splitlines())
    assert (created["what"], created["verdict"]) == ("badge:a", "created")
    told = [wrong[name] for name in ("row", "column", "code", "before")]
    assert told == ["3", "Szükséges pontszám", "CELL_NUMBER", "sok"]
    right = file_of(tmp_path, "5")
    dry = run(folder, "import", right, "--origin", "synthetic", "--dry-run", "--json")
    real = run(folder, "import", right, "--origin", "synthetic", "--comment", "Miért", "--json")
    told, done = json.loads(dry.stdout), json.loads(real.stdout)
    assert (told["mode"], told["created"], told["unchanged"], told["dataVersion"]) == ("dry-run", 1, 1, None)
    assert (done["mode"], done["lines"]) == ("import", told["lines"])
    assert done["import"].startswith("import:")
    again = run(folder, "import", right, "--origin", "synthetic")
    assert (again.exit_code, "nothing to write" in again.output) == (0, True)


def test_a_folder_without_files_and_one_that_is_not_there(folder: Path, tmp_path: Path) -> None:
    empty = run(folder, "import", tmp_path)
    assert (empty.exit_code, empty.stderr.rstrip()[-17:]) == (2, "[FILE_UNREADABLE]")
    assert run(folder, "import", tmp_path / "none.csv").exit_code == 2


def test_a_take_out_is_restored_by_it(folder: Path, tmp_path: Path) -> None:
    exported = run(folder, "export", tmp_path / "out", "--json")
    assert exported.exit_code == 0, exported.output
    other = tmp_path / "other"
    restored = run(other, "import", tmp_path / "out", "--json")
    assert restored.exit_code == 0, restored.output
    assert json.loads(restored.stdout)["digest"] == json.loads(exported.stdout)["digest"]
    twice = run(other, "import", tmp_path / "out")
    assert (twice.exit_code, "[RESTORE_NOT_EMPTY]" in twice.stderr) == (2, True)

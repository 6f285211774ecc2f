"""A failure is forgiven only to few tests, where all tests were run, and where each holds alone every time."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import everything
from tools.closing_line import main as closing_line

FAILS_AT = """
from pathlib import Path
RUNS = Path(__file__).with_suffix(".runs")

def test_it():
    RUNS.write_text(RUNS.read_text() + "." if RUNS.exists() else ".")
    assert len(RUNS.read_text()) != {run}
"""
Test = Callable[[int], str]
ROOT = Path(__file__).parents[2]


@pytest.fixture
def fails_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Test:
    """A test that fails the n-th time it runs; its id."""
    monkeypatch.setattr(everything, "REPORTS", tmp_path)

    def write(run: int) -> str:
        (tmp_path / "test_it.py").write_text(FAILS_AT.format(run=run), "utf-8")
        return f"{tmp_path / 'test_it.py'}::test_it"

    return write


def runs(tmp_path: Path) -> int:
    kept = tmp_path / "test_it.runs"
    return len(kept.read_text()) if kept.exists() else 0


def test_what_holds_three_times_alone_is_forgiven_and_named(
    fails_at: Test, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    test = fails_at(0)
    assert everything.code_of([1, 0, 0], [test]) == 0
    assert runs(tmp_path) == 3
    assert f"FAILED among the others, held 3 times alone:\n  {test}\n" in capfd.readouterr().out


@pytest.mark.parametrize("run", [1, 2, 3])
def test_what_fails_once_more_has_failed(fails_at: Test, tmp_path: Path, run: int) -> None:
    assert everything.code_of([0, 1, 0], [fails_at(run)]) == 1
    assert runs(tmp_path) == run


@pytest.mark.parametrize(("code", "count"), [(1, 0), (1, 4), (2, 1), (5, 1), (-9, 1)])
def test_nothing_else_is_looked_at_again(fails_at: Test, tmp_path: Path, code: int, count: int) -> None:
    assert everything.code_of([0, code], [fails_at(0)] * count) == 1
    assert runs(tmp_path) == 0


def test_where_all_held_nothing_is_looked_at(fails_at: Test, tmp_path: Path) -> None:
    assert everything.code_of([0, 0, 0], []) == 0
    assert runs(tmp_path) == 0


def test_what_failed_is_read_from_the_cache_of_the_run(tmp_path: Path) -> None:
    assert everything.failed_in(tmp_path) == []
    kept = tmp_path / "v" / "cache" / "lastfailed"
    kept.parent.mkdir(parents=True)
    kept.write_text(json.dumps({"tests/test_a.py::test_b[ő-\n]": True}), "utf-8")
    assert everything.failed_in(tmp_path) == ["tests/test_a.py::test_b[ő-\n]"]


@pytest.mark.static
@pytest.mark.parametrize("mark", sorted(everything.WHERE))
def test_marked_tests_lie_where_they_are_looked_for(mark: str) -> None:
    marked = {path for path in ROOT.glob("tests/**/*.py") if f"mark.{mark}" in path.read_text("utf-8")}
    looked = {path for folder in everything.WHERE[mark] for path in (ROOT / folder).rglob("*.py")}
    assert marked <= looked


def _report(path: Path, *cases: tuple[str, str]) -> str:
    inside = "".join(f'<testcase classname="t" name="{name}">{how}</testcase>' for name, how in cases)
    path.write_text(f"<testsuites><testsuite>{inside}</testsuite></testsuites>", "utf-8")
    return str(path)


def test_the_closing_line_counts_each_test_once_by_its_last_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = _report(tmp_path / "first.xml", ("a", ""), ("b", "<failure/>"), ("b", ""), ("c", "<skipped/>"))
    again = _report(tmp_path / "again.xml", ("b", ""))
    broken = _report(tmp_path / "broken.xml", ("b", "<error/>"))
    assert [closing_line(paths) for paths in ([first], [first, again], [first, broken])] == [1, 0, 1]
    assert capsys.readouterr().out.splitlines() == [
        "1 passed, 1 failed, 1 skipped",
        "2 passed, 0 failed, 1 skipped, 1 looked at again",
        "1 passed, 1 failed, 1 skipped, 1 looked at again",
    ]
    assert closing_line([first, str(tmp_path / "missing.xml")]) == 1

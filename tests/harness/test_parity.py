"""Parity must refuse every way in which one engine could be tested less than the other."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.engines.parity import Case, OneEngineOnly, main, problems, read_cases

BOTH = [Case("t::a[x]", "embedded", False), Case("t::a[x]", "neo4j", False)]


def test_equal_cases_pass() -> None:
    assert problems(BOTH, []) == []


def test_a_case_of_one_engine_is_named() -> None:
    assert problems([*BOTH, Case("t::b", "embedded", False)], []) == ["ran on embedded only: t::b"]


def test_a_skipped_case_is_named() -> None:
    assert problems([BOTH[0], Case("t::a[x]", "neo4j", True)], []) == ["skipped on neo4j: t::a[x]"]


def test_an_engine_without_cases_is_named() -> None:
    assert "no case ran on neo4j" in problems(BOTH[:1], [])


def test_a_listed_case_may_run_on_its_engine_only() -> None:
    cases = [*BOTH, Case("t::b[1]", "neo4j", False), Case("t::b[2]", "neo4j", False)]
    assert problems(cases, [OneEngineOnly("t::b", "neo4j")]) == []


def test_a_listed_case_that_no_longer_exists_is_named() -> None:
    assert len(problems(BOTH, [OneEngineOnly("t::gone", "neo4j")])) == 1


def _write_report(folder: Path, *cases: tuple[str, str]) -> Path:
    """A junit report; a case is its engine and what stands inside its element."""
    property = '<properties><property name="engine" value="{0}"/></properties>'
    text = "".join(
        f'<testcase classname="t" name="a[{engine}-x-y]">{property.format(engine)}{inside}</testcase>'
        for engine, inside in cases
    )
    report = folder / "report.xml"
    report.write_text(f'<testsuites><testsuite>{text}<testcase classname="t" name="b"/></testsuite></testsuites>')
    return report


def test_report_is_read_by_its_engine_property(tmp_path: Path) -> None:
    report = _write_report(tmp_path, ("neo4j", ""), ("embedded", "<skipped/>"))
    assert read_cases(report) == [Case("t::a[x-y]", "neo4j", False), Case("t::a[x-y]", "embedded", True)]


def test_ci_fails_where_neo4j_was_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report = _write_report(tmp_path, ("neo4j", "<skipped/>"), ("embedded", ""))
    monkeypatch.delenv("CI", raising=False)
    assert main([str(report)]) == 0
    monkeypatch.setenv("CI", "true")
    assert main([str(report)]) == 1

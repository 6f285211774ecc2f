"""Which Java the tests' own Neo4j is run by: what is named first, then the oldest that is new enough."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.engines import jdk, neo4j


@pytest.fixture
def javas(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder where JDKs of three versions lie; nothing is named."""
    for number in (17, 21, 25):
        tool = tmp_path / f"jdk-{number}" / "bin" / "java"
        tool.parent.mkdir(parents=True)
        tool.write_text(f"#!/bin/sh\necho 'openjdk version \"{number}.0.1\" 2026-01-01' >&2\n", "utf-8")
        tool.chmod(0o755)
    monkeypatch.setattr(jdk, "USUAL_PLACES", (f"{tmp_path}/jdk-*",))
    monkeypatch.setattr(jdk, "PLACES_AT_HOME", ())
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", "/nowhere")
    return tmp_path


@pytest.mark.parametrize(("least", "chosen"), [(17, "jdk-17"), (18, "jdk-21"), (21, "jdk-21"), (22, "jdk-25")])
def test_the_oldest_that_is_new_enough_is_taken(javas: Path, least: int, chosen: str) -> None:
    assert jdk.java_tool("java", least) == f"{javas}/{chosen}/bin/java"


def test_what_java_home_names_comes_first_unless_it_is_too_old(javas: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JAVA_HOME", f"{javas}/jdk-25")
    assert jdk.java_tool("java", 17) == f"{javas}/jdk-25/bin/java"
    monkeypatch.setenv("JAVA_HOME", f"{javas}/jdk-17")
    assert jdk.java_tool("java", 21) == f"{javas}/jdk-21/bin/java"


def test_none_is_told_with_what_to_install(javas: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jdk, "USUAL_PLACES", ())
    monkeypatch.setenv(neo4j.CHOICE, "latest")
    assert jdk.java_tool("java", 21) is None
    assert "21" in str(neo4j.missing())
    assert "JAVA_HOME" in str(neo4j.missing())


def test_each_line_of_neo4j_has_its_own_version_java_and_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(neo4j.CHOICE, raising=False)
    usual = neo4j.version(), neo4j.java_number(), neo4j.assembled()
    monkeypatch.setenv(neo4j.CHOICE, "latest")
    latest = neo4j.version(), neo4j.java_number(), neo4j.assembled()
    assert usual[0].startswith("5.26.")
    assert latest[0].startswith("20")
    assert (usual[1], latest[1]) == (17, 21)
    assert usual[2] != latest[2]

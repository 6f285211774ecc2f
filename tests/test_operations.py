"""docs/operations.md speaks of settings and metrics that exist, and of every metric; its examples are what they say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from graph_service.cli import COMMANDS
from graph_service.observability.families import FAMILIES
from graph_service.settings import SETTINGS
from tests.engines import neo4j
from tests.serving.reverse_proxies import example

pytestmark = pytest.mark.static

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "operations.md").read_text("utf-8")
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in PAGE.splitlines() if line.startswith("| `")]


def test_every_setting_it_names_exists() -> None:
    named = set(re.findall(r"\b(?:KALAKA|NEO4J)_[A-Z_]+\b", PAGE))
    assert len(named) > 15
    assert named - {setting.variable for setting in SETTINGS} == set()


def test_every_metric_has_a_row_and_every_row_is_a_metric() -> None:
    rows = [row[0].strip("`") for row in ROWS if row[0].startswith("`kalaka_")]
    assert sorted(rows) == sorted(family.name for family in FAMILIES)
    said = set(re.findall(r"\bkalaka_[a-z_]+\b", PAGE)) - {"kalaka_key"}
    assert said == {family.name for family in FAMILIES}


def test_every_metric_is_told_with_its_kind_labels_and_alarm() -> None:
    rows = {row[0].strip("`"): row[1:] for row in ROWS if row[0].startswith("`kalaka_")}
    for family in FAMILIES:
        kind, meaning, alarm, _ = rows[family.name]
        labels = [label for label in family.labels if label != "worker"]
        assert kind == (f"{family.kind}: {', '.join(labels)}" if labels else family.kind), family.name
        assert meaning
        assert alarm


def test_commands_it_names_exist() -> None:
    named = set(re.findall(r"`kalaka ([a-z]+)", PAGE))
    assert {"doctor", "keys", "person", "explain", "migrate", "derive", "serve"} <= named
    assert named - set(COMMANDS) == set()


def test_versions_of_neo4j_are_those_that_are_tested() -> None:
    pom = (ROOT / "tests" / "engines" / "pom.xml").read_text("utf-8")
    tested = re.findall(r"<neo4j\.(?:version|latest)>([^<]+)<", pom)
    assert f"(tested: {', '.join(tested)})" in PAGE


def test_procedures_it_asks_for_are_those_that_are_allowed() -> None:
    [sentence] = re.findall(r"^Procedures needed: (.+?)\. No APOC", PAGE, re.MULTILINE)
    allowed = neo4j.server_settings()["dbms.security.procedures.allowlist"]
    assert sentence.replace("`", "").split(", ") == allowed.split(",")


def test_example_for_prometheus_is_yaml_with_a_key_from_a_file() -> None:
    [example] = re.findall(r"```yaml\n(.+?)```", PAGE, re.DOTALL)
    [job] = yaml.safe_load(example)["scrape_configs"]
    assert set(job["authorization"]) == {"credentials_file"}


@pytest.mark.parametrize(("kind", "blocks"), [("nginx", 6), ("caddy", 3)])
def test_examples_of_proxies_close_their_braces_and_hide_metrics(kind: str, blocks: int) -> None:
    """They are run by tests/serving/test_reverse_proxies.py, where the proxies are."""
    text = example(kind)
    without_variables = re.sub(r"\{[a-z_]+\}", "", text)
    assert without_variables.count("{") == without_variables.count("}") == blocks
    assert "/metrics" in text
    assert "X-Forwarded-For" in text

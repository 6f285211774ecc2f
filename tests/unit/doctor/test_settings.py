"""What the doctor says of settings: odd combinations each once, with a remedy, and nothing of sound ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph_service.doctor.settings import settings_findings
from graph_service.settings import Settings
from graph_service.store.doctor import Finding

NEO4J = {"NEO4J_URI": "bolt://neo4j:7687", "NEO4J_PASSWORD": "a long and random one"}


def found(**variables: str) -> list[Finding]:
    """What is found with these variables."""
    return settings_findings(Settings.from_environment(variables), variables)


SOUND = (
    {},
    NEO4J,
    {**NEO4J, "KALAKA_HOST": "0.0.0.0", "KALAKA_TRUSTED_PROXIES": "10.0.0.0/8"},
    {**NEO4J, "NEO4J_URI": "bolt://10.1.2.3:7687"},
    {**NEO4J, "NEO4J_URI": "neo4j+s://db.example.org:7687"},
    {"KALAKA_CORS_ORIGINS": "https://example.org,http://localhost:3000"},
)
ODD = (
    ("settings", {"KALAKA_PROT": "9000"}, "KALAKA_PORT"),
    ("settings", {f"KALAKA_{40 * 'X'}": "1"}, "docs/settings.md"),
    ("exposure", {"KALAKA_HOST": "0.0.0.0"}, "KALAKA_TRUSTED_PROXIES"),
    ("exposure", {"KALAKA_HOST": "::"}, "KALAKA_TRUSTED_PROXIES"),
    ("exposure", {"KALAKA_TRUSTED_PROXIES": "0.0.0.0/0"}, "your own proxies"),
    ("cors", {"KALAKA_CORS_ORIGINS": "http://example.org"}, "https://"),
    ("password", {"NEO4J_URI": "bolt://neo4j:7687"}, "NEO4J_PASSWORD_FILE"),
    ("password", {**NEO4J, "NEO4J_PASSWORD": "neo4j"}, "openssl"),
    ("password", {**NEO4J, "NEO4J_PASSWORD": "short"}, "openssl"),
    ("encryption", {**NEO4J, "NEO4J_URI": "bolt://db.example.org:7687"}, "neo4j+s://"),
    ("workers", {"KALAKA_WORKERS": "2"}, "NEO4J_URI"),
    ("workers", {**NEO4J, "KALAKA_WORKERS": "64"}, "KALAKA_WORKERS"),
    ("log", {"KALAKA_LOG_LEVEL": "ERROR"}, "INFO"),
)


@pytest.mark.parametrize("variables", SOUND, ids=str)
def test_sound_settings_are_left_alone(variables: dict[str, str]) -> None:
    assert [finding.level for finding in found(**variables)] == ["ok"]


@pytest.mark.parametrize(("subject", "variables", "remedy"), ODD, ids=lambda value: str(value))
def test_odd_settings_are_told_with_a_remedy_in_both_languages(
    subject: str, variables: dict[str, str], remedy: str
) -> None:
    [finding] = [finding for finding in found(**variables) if remedy in finding.remedy_en]
    assert (finding.subject, finding.level in ("warning", "error")) == (subject, True)
    assert finding.text_hu != finding.text_en
    assert finding.remedy_hu


def test_no_finding_repeats_a_password(tmp_path: Path) -> None:
    secret = tmp_path / "password"
    secret.write_text("kalaka", "utf-8")
    for variables in ({"NEO4J_PASSWORD": "kalaka"}, {"NEO4J_PASSWORD_FILE": str(secret)}):
        said = found(NEO4J_URI="bolt://neo4j:7687", **variables)
        assert [finding.subject for finding in said] == ["password"]
        assert "kalaka" not in said[0].text_en + said[0].text_hu + said[0].remedy_en + said[0].remedy_hu

"""Settings: the table, the defaults, and what happens to values that cannot be."""

from dataclasses import fields
from pathlib import Path

import pytest

from graph_service.errors import SettingsError
from graph_service.settings import SETTINGS, Settings, settings_markdown, unknown_variables


def test_the_table_and_the_fields_are_the_same():
    assert [setting.name for setting in SETTINGS] == [field.name for field in fields(Settings)]


def test_defaults_are_those_of_the_plan():
    settings = Settings.from_environment({})
    assert settings.neo4j_uri is None
    assert (settings.host, settings.port, settings.seed) == ("127.0.0.1", 8000, "demo")
    assert settings.data_dir == Path("./.kalaka")
    assert (settings.read_seconds, settings.write_seconds) == (2.0, 10.0)
    assert (settings.body_bytes, settings.max_rows, settings.max_tokens) == (65_536, 10_000, 2_000)
    assert (settings.max_depth, settings.max_blocks, settings.plan_cache) == (10, 20, 1_000)
    assert settings.cors_origins == ()


def test_an_empty_variable_counts_as_unset():
    assert Settings.from_environment({"NEO4J_URI": "", "KALAKA_PORT": " "}).port == 8000


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("KALAKA_PORT", "x"),
        ("KALAKA_PORT", "65536"),
        ("KALAKA_PORT", "-1"),
        ("KALAKA_SEED", "demos"),
        ("KALAKA_READ_SECONDS", "0"),
        ("KALAKA_READ_SECONDS", "nan"),
        ("KALAKA_READ_SECONDS", "1e3"),
        ("KALAKA_MAX_ROWS", "0"),
        ("KALAKA_MAX_ROWS", "ten"),
        ("KALAKA_HEAP", "100m"),
        ("KALAKA_HEAP", "1"),
        ("KALAKA_LOG_LEVEL", "info"),
        ("KALAKA_CORS_ORIGINS", "*"),
        ("KALAKA_CORS_ORIGINS", "https://a.hu/path"),
        ("NEO4J_URI", "http://localhost:7474"),
        ("NEO4J_URI", "localhost:7687"),
        ("NEO4J_URI", "bolt://"),
        ("NEO4J_URI", "bolt://localhost:99999"),
        ("NEO4J_DATABASE", "no such name"),
    ],
)
def test_a_bad_value_says_which_what_and_what_is_allowed(variable, value):
    allowed = next(setting.allowed for setting in SETTINGS if setting.variable == variable)
    with pytest.raises(SettingsError) as caught:
        Settings.from_environment({variable: value})
    assert caught.value.code == "SETTING_INVALID"
    for language in ("hu", "en"):
        text = caught.value.text(language)
        assert variable in text
        assert value in text
        assert allowed in text


def test_values_are_read():
    settings = Settings.from_environment(
        {
            "KALAKA_CORS_ORIGINS": "https://a.hu, http://localhost:5173,",
            "KALAKA_READ_SECONDS": "0.5",
            "KALAKA_HEAP": "512m",
            "NEO4J_URI": "neo4j+s://example.hu:7687",
        }
    )
    assert settings.cors_origins == ("https://a.hu", "http://localhost:5173")
    assert (settings.read_seconds, settings.heap) == (0.5, "512m")
    assert settings.store_options().uri == "neo4j+s://example.hu:7687"


def test_the_password_comes_from_a_file_and_is_shown_nowhere(tmp_path):
    secret = tmp_path / "password"
    secret.write_text("tulipán\n", encoding="utf-8")
    settings = Settings.from_environment({"NEO4J_PASSWORD_FILE": str(secret)})
    assert settings.neo4j_password == "tulipán"
    assert "tulipán" not in repr(settings)
    assert "tulipán" not in repr(settings.store_options())


def test_a_password_inside_the_uri_is_refused_without_repeating_it():
    with pytest.raises(SettingsError) as caught:
        Settings.from_environment({"NEO4J_URI": "bolt://neo4j:tulip@localhost"})
    assert "tulip" not in str(caught.value)


def test_password_and_password_file_together_are_refused(tmp_path):
    with pytest.raises(SettingsError) as caught:
        Settings.from_environment({"NEO4J_PASSWORD": "a", "NEO4J_PASSWORD_FILE": str(tmp_path / "b")})
    assert caught.value.code == "SETTING_TWICE"


def test_a_password_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(SettingsError) as caught:
        Settings.from_environment({"NEO4J_PASSWORD_FILE": str(tmp_path / "none")})
    assert caught.value.code == "SETTING_FILE"
    assert str(tmp_path / "none") in str(caught.value)


def test_the_markdown_table_has_a_row_a_setting():
    table = settings_markdown()
    assert all(f"| `{setting.variable}` |" in table for setting in SETTINGS)
    assert all(line.replace("\\|", "").count("|") == 6 for line in table.splitlines())


def test_a_mistyped_variable_is_noticed():
    assert unknown_variables({"KALAKA_PROT": "1", "KALAKA_HOST": "x", "HOME": "y"}) == {"KALAKA_PROT": "KALAKA_PORT"}

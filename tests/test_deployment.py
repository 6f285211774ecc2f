"""docker-compose.yml and Dockerfile, as far as they can be held to their promises without a Docker engine."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from graph_service.settings import SETTINGS
from tests.engines import neo4j

pytestmark = pytest.mark.static

ROOT = Path(__file__).resolve().parents[1]
# How the image spells settings: dots become one underscore, underscores two.
SERVER_SETTINGS = {
    "db.transaction.timeout": "12s",
    "db.transaction.monitor.check.interval": "500ms",
    "db.lock.acquisition.timeout": "2s",
    "db.transaction.concurrent.maximum": "64",
    "db.memory.transaction.max": "256m",
    "db.logs.query.parameter_logging_enabled": "false",
    "dbms.security.allow_csv_import_from_file_urls": "false",
}
PROCEDURE = re.compile(r"\bCALL\s+((?:\w+\.)+\w+)")


@cache
def compose() -> Any:
    """The compose file as YAML reads it."""
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))


def service(name: str) -> dict[str, Any]:
    """One service of the compose file."""
    found = compose()["services"][name]
    assert isinstance(found, dict)
    return found


def variable(setting: str) -> str:
    """The variable by which the Neo4j image takes `setting`."""
    return "NEO4J_" + setting.replace("_", "__").replace(".", "_")


@pytest.mark.parametrize("setting", SERVER_SETTINGS)
def test_neo4j_gets_its_limits(setting: str) -> None:
    assert service("neo4j")["environment"][variable(setting)] == SERVER_SETTINGS[setting]


def test_allowlist_has_every_procedure_that_we_call_and_no_pattern() -> None:
    allowed = service("neo4j")["environment"][variable("dbms.security.procedures.allowlist")].split(",")
    sources = [*(ROOT / "graph_service").rglob("*.py"), *(ROOT / "schema").rglob("*.cypher")]
    called = {name for path in sources for name in PROCEDURE.findall(path.read_text("utf-8"))}
    assert called - set(allowed) == set()
    assert "*" not in "".join(allowed)


def test_tests_run_on_the_version_that_is_deployed() -> None:
    assert service("neo4j")["image"] == f"neo4j:{neo4j.version()}-community"


def test_service_waits_for_a_healthy_neo4j() -> None:
    assert service("kalaka")["depends_on"] == {"neo4j": {"condition": "service_healthy"}}
    assert "cypher-shell" in service("neo4j")["healthcheck"]["test"][-1]


def test_password_comes_by_file_only() -> None:
    assert compose()["secrets"] == {"neo4j_password": {"file": "./secrets/neo4j_password"}}
    assert service("kalaka")["environment"]["NEO4J_PASSWORD_FILE"] == "/run/secrets/neo4j_password"
    assert "NEO4J_PASSWORD" not in service("kalaka")["environment"]
    assert "NEO4J_AUTH" not in service("neo4j")["environment"]
    for name in ("neo4j", "kalaka"):
        assert service(name)["secrets"] == ["neo4j_password"]
    assert "secrets/" in (ROOT / ".gitignore").read_text("utf-8").splitlines()


def test_database_is_not_published() -> None:
    assert "ports" not in service("neo4j")
    assert all(port.startswith("127.0.0.1:") for port in service("kalaka")["ports"])
    assert compose()["networks"]["database"] == {"internal": True}


def test_service_may_do_little() -> None:
    assert service("kalaka")["read_only"] is True
    assert service("kalaka")["cap_drop"] == ["ALL"]
    dockerfile = (ROOT / "Dockerfile").read_text("utf-8")
    assert re.findall(r"^USER (.+)$", dockerfile, re.MULTILINE) == ["kalaka"]


def test_images_set_only_settings_that_exist() -> None:
    known = {setting.variable for setting in SETTINGS}
    dockerfile = (ROOT / "Dockerfile").read_text("utf-8")
    named = set(re.findall(r"\b((?:KALAKA|NEO4J)_[A-Z_]+)=", dockerfile)) | set(service("kalaka")["environment"])
    assert named - known == set()


def test_dockerfile_copies_only_what_exists_and_is_let_in() -> None:
    let_in = {
        line[1:].split("/")[0] for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line[:1] == "!"
    }
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", (ROOT / "Dockerfile").read_text("utf-8"), re.MULTILINE)
    names = [name for line in copied for name in line.split()]
    assert names
    assert [name for name in names if not (ROOT / name).exists() or name.split("/")[0] not in let_in] == []


def test_image_is_made_of_everything_that_the_wheel_carries() -> None:
    bundled = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"]["wheel"]
    dockerfile = (ROOT / "Dockerfile").read_text("utf-8")
    let_in = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    for name in bundled["force-include"]:
        assert re.search(rf"^COPY {re.escape(name)} {re.escape(name)}$", dockerfile, re.MULTILINE), name
        assert f"!{name}" in let_in

"""docker-compose.yml and Dockerfile, as far as they can be held to their promises without a Docker engine."""

from __future__ import annotations

import re
import subprocess
import sys
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
# What SAFETY asks of a Neo4j; tests/store/test_server_settings.py finds them in force on the one of the tests.
SERVER_SETTINGS = {
    "db.transaction.timeout": "12s",
    "db.transaction.monitor.check.interval": "500ms",
    "db.lock.acquisition.timeout": "2s",
    "db.transaction.concurrent.maximum": "64",
    "db.memory.transaction.max": "256m",
    "db.logs.query.parameter_logging_enabled": "false",
    "dbms.security.allow_csv_import_from_file_urls": "false",
    "dbms.usage_report.enabled": "false",
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


def tool(name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """What a tool of the environment says of a file."""
    command = [str(Path(sys.executable).parent / name), *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def dockerfile(stage: int | None = None) -> str:
    """The Dockerfile, or one of its stages; lines that go on are joined."""
    text = (ROOT / "Dockerfile").read_text("utf-8").replace("\\\n", " ")
    return text if stage is None else re.split(r"^FROM ", text, flags=re.MULTILINE)[1:][stage]


def test_compose_file_is_one() -> None:
    said = tool("check-jsonschema", "--builtin-schema", "vendor.compose-spec", "docker-compose.yml")
    assert said.returncode == 0, said.stdout


def test_a_wrong_compose_file_is_found_out(tmp_path: Path) -> None:
    wrong = tmp_path / "docker-compose.yml"
    wrong.write_text((ROOT / "docker-compose.yml").read_text("utf-8").replace("cap_drop:", "cap_drops:"), "utf-8")
    assert tool("check-jsonschema", "--builtin-schema", "vendor.compose-spec", str(wrong)).returncode == 1


def test_dockerfile_has_nothing_that_hadolint_knows_better() -> None:
    said = tool("hadolint", "Dockerfile")
    assert (said.returncode, said.stdout) == (0, "")


@pytest.mark.parametrize("setting", SERVER_SETTINGS)
def test_neo4j_gets_its_limits(setting: str) -> None:
    assert neo4j.server_settings()[setting] == SERVER_SETTINGS[setting]


def test_allowlist_has_every_procedure_that_we_call_and_no_pattern() -> None:
    allowed = neo4j.server_settings()["dbms.security.procedures.allowlist"].split(",")
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


def test_proxy_on_the_machine_is_trusted_and_nobody_else() -> None:
    [network] = compose()["networks"]["outside"]["ipam"]["config"]
    trusted = service("kalaka")["environment"]["KALAKA_TRUSTED_PROXIES"]
    assert trusted == f"${{KALAKA_TRUSTED_PROXIES:-{network['gateway']}}}"


def test_service_may_do_little() -> None:
    assert service("kalaka")["read_only"] is True
    [number] = re.findall(r"^USER (\d+)$", dockerfile(), re.MULTILINE)
    assert f"--uid {number} " in dockerfile(-1)
    assert number != "0"
    assert service("kalaka")["init"] is True


@pytest.mark.parametrize("name", ["neo4j", "kalaka"])
def test_containers_have_no_rights_to_spare_and_bounds(name: str) -> None:
    container = service(name)
    assert container["cap_drop"] == ["ALL"]
    assert container["security_opt"] == ["no-new-privileges:true"]
    assert {"mem_limit", "pids_limit", "ulimits"} <= set(container)
    assert container["logging"]["options"]["max-size"]
    assert "privileged" not in container


def test_neo4j_may_only_become_its_own_user() -> None:
    assert set(service("neo4j")["cap_add"]) <= {"CHOWN", "DAC_OVERRIDE", "FOWNER", "SETGID", "SETUID"}


def test_what_is_written_to_lies_in_memory_and_runs_nothing() -> None:
    written = {mount.split(":")[0]: mount.split(":")[1].split(",") for mount in service("kalaka")["tmpfs"]}
    assert set(written) == {"/tmp", "/data"}
    assert all({"noexec", "nosuid", "nodev"} <= set(options) for options in written.values())
    assert "KALAKA_DATA_DIR=/data" in dockerfile(-1)


def test_stop_waits_for_what_is_in_flight() -> None:
    assert re.search(r"^STOPSIGNAL SIGTERM$", dockerfile(-1), re.MULTILINE)
    defaults = {setting.name: setting.read(setting.default) for setting in SETTINGS if setting.default is not None}
    longest = max(defaults["read_seconds"], defaults["write_seconds"], 2 * defaults["analysis_seconds"])
    assert float(service("kalaka")["stop_grace_period"].removesuffix("s")) > longest + 3


def test_last_stage_of_the_image_builds_nothing() -> None:
    last = dockerfile(-1)
    assert not re.search(r"pip install|uv pip|apt-get|COPY (?!--from=build)", last)
    assert "pip uninstall" in last
    assert "--require-hashes -r requirements/run.lock" in dockerfile(0)


def test_image_says_how_it_is() -> None:
    assert "http://127.0.0.1:8000/ready" in dockerfile(-1)
    assert re.search(r"^HEALTHCHECK ", dockerfile(-1), re.MULTILINE)


def test_images_set_only_settings_that_exist() -> None:
    known = {setting.variable for setting in SETTINGS}
    named = set(re.findall(r"\b((?:KALAKA|NEO4J)_[A-Z_]+)=", dockerfile())) | set(service("kalaka")["environment"])
    assert named - known == set()


def test_dockerfile_copies_only_what_exists_and_is_let_in() -> None:
    let_in = {
        line[1:].split("/")[0] for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line[:1] == "!"
    }
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", dockerfile(), re.MULTILINE)
    names = [name for line in copied for name in line.split()]
    assert names
    assert [name for name in names if not (ROOT / name).exists() or name.split("/")[0] not in let_in] == []


def test_image_is_made_of_everything_that_the_wheel_carries() -> None:
    bundled = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"]["wheel"]
    let_in = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    for name in bundled["force-include"]:
        assert re.search(rf"^COPY {re.escape(name)} {re.escape(name)}$", dockerfile(), re.MULTILINE), name
        assert f"!{name}" in let_in

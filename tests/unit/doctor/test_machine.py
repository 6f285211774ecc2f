"""What the doctor says of the machine: memory, files, versions and extras."""

from __future__ import annotations

from importlib import metadata

import pytest

from graph_service.doctor import machine
from graph_service.settings import Settings


def levels(**variables: str) -> dict[str, str]:
    """How each subject stands with these settings."""
    found = machine.machine_findings(Settings.from_environment(variables))
    return {finding.subject: finding.level for finding in found}


def test_this_machine_runs_tests_so_it_is_good_enough() -> None:
    assert levels()["versions"] == "ok"


@pytest.mark.parametrize("name", machine.LEAST_VERSIONS)
def test_a_version_with_a_known_weakness_is_wrong(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    real = metadata.version
    monkeypatch.setattr(metadata, "version", lambda asked: "0.0.1" if asked == name else real(asked))
    assert levels()["versions"] == "error"


@pytest.mark.parametrize(("found", "is_old"), [("1.3.0", True), ("1.3.1", False), ("1.10.0", False), ("0.99", True)])
def test_versions_are_compared_by_number(found: str, is_old: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metadata, "version", lambda asked: found if asked == "starlette" else "99.0")
    assert (levels()["versions"] == "error") is is_old


@pytest.mark.parametrize(
    ("free", "workers", "level"), [(4_000, "1", "ok"), (1_000, "1", "warning"), (4_000, "8", "warning")]
)
def test_memory_is_held_against_workers_and_engine(
    free: int, workers: str, level: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine, "available_mib", lambda: free)
    assert levels(KALAKA_WORKERS=workers)["memory"] == level


def test_few_files_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    resource = pytest.importorskip("resource")
    monkeypatch.setattr(resource, "getrlimit", lambda kind: (256, 1_024))
    assert levels()["files"] == "warning"


def test_extras_are_looked_for_only_where_they_are_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = {"KALAKA_OIDC_ISSUER": "https://issuer", "KALAKA_TRACES_URL": "https://traces"}
    assert {"oidc", "traces"}.isdisjoint(levels())
    assert {levels(**wanted)[extra] for extra in ("oidc", "traces")} == {"ok"}
    monkeypatch.setattr(machine.importlib.util, "find_spec", lambda name: None)
    assert {levels(**wanted)[extra] for extra in ("oidc", "traces")} == {"error"}

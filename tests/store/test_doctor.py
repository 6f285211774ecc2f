"""`diagnose` says in words what is wrong, and finds nothing wrong where nothing is."""

import socket
from dataclasses import replace

import pytest

from graph_service.store.doctor import diagnose
from graph_service.store.open import open_store

pytestmark = [pytest.mark.anyio]


def levels(findings) -> dict[str, str]:
    return {finding.subject: finding.level for finding in findings}


@pytest.fixture
def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def test_a_healthy_store_has_no_errors(options, free_port):
    before = await diagnose(options, host="127.0.0.1", port=free_port)
    async with open_store(options):
        after = await diagnose(options, host="127.0.0.1", port=free_port)
    assert "error" not in levels(before).values()
    assert levels(before)["migrations"] == "warning"
    assert set(levels(after).values()) == {"ok"}
    assert {"python", "port", "read access", "migrations"} <= set(levels(after))
    for finding in before:
        assert finding.text_hu
        assert finding.text_en
        assert bool(finding.remedy_hu) == bool(finding.remedy_en) == (finding.level == "warning")


@pytest.mark.embedded
async def test_a_port_in_use_is_named_with_a_remedy(own):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        findings = await diagnose(own, host="127.0.0.1", port=port)
    [finding] = [finding for finding in findings if finding.subject == "port"]
    assert finding.level == "error"
    assert str(port) in finding.text("hu")
    assert "KALAKA_PORT" in finding.remedy("en")


@pytest.mark.embedded
async def test_looking_at_an_unused_folder_starts_nothing(own, free_port):
    findings = await diagnose(own, host="127.0.0.1", port=free_port)
    assert levels(findings)["graph"] == "ok"
    assert not own.data_dir.exists()


@pytest.mark.embedded
async def test_a_folder_of_another_version_is_an_error(own, free_port):
    own.data_dir.mkdir()
    (own.data_dir / "kalaka.json").write_text('{"format": 7, "engine": "1.0"}')
    findings = await diagnose(own, host="127.0.0.1", port=free_port)
    assert levels(findings)["data folder"] == "error"
    assert "graph" not in levels(findings)


@pytest.mark.embedded
async def test_the_process_that_holds_the_folder_is_named(own, free_port):
    async with open_store(own):
        findings = await diagnose(own, host="127.0.0.1", port=free_port)
    [finding] = [finding for finding in findings if finding.subject == "data folder"]
    assert "attaches" in finding.text("en")


async def test_packages_of_analysis_that_are_missing_are_named_with_a_remedy(own, free_port, monkeypatch):
    monkeypatch.setattr("graph_service.store.doctor.missing_for_analysis", lambda: ("scipy",))
    [finding] = [f for f in await diagnose(own, host="127.0.0.1", port=free_port) if f.subject == "analysis"]
    assert finding.level == "warning"
    assert "scipy" in finding.text("hu")
    assert "kalaka[analysis]" in finding.remedy("en")


async def test_a_neo4j_that_is_down_is_an_error(own, free_port):
    down = replace(own, uri=f"bolt://127.0.0.1:{free_port}")
    findings = await diagnose(down, host="127.0.0.1", port=0)
    assert levels(findings)["neo4j"] == "error"
    assert "graph" not in levels(findings)

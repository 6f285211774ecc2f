"""Counts of requests: what a record adds, what Prometheus reads, and that no worker's end breaks them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from graph_service.observability import OperationRecord
from graph_service.observability.families import FAMILIES
from graph_service.observability.metrics import Metrics

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="locks of files are others there")
Sample = dict[tuple[str, tuple[tuple[str, str], ...]], float]


def samples(metrics: Metrics) -> Sample:
    """What a scrape gives: every number by its name and labels."""
    content, media_type = metrics.text()
    assert media_type.startswith("text/plain")
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(content.decode())
        for sample in family.samples
    }


def record(**changes: object) -> OperationRecord:
    """A request to /graphql that took 30 ms."""
    made = OperationRecord("request-1", method="POST", route="/graphql", status=200, seconds=0.03)
    for name, value in changes.items():
        setattr(made, name, value)
    return made


def requests(told: Sample, **labels: str) -> float:
    """Requests with these labels."""
    return sum(
        value
        for (name, found), value in told.items()
        if name == "kalaka_requests_total" and labels.items() <= dict(found).items()
    )


def test_a_request_is_counted_by_route_status_and_code() -> None:
    metrics = Metrics()
    metrics.ended(record())
    metrics.ended(record())
    metrics.ended(record(status=503, outcome="STORE_UNAVAILABLE"))
    told = samples(metrics)
    assert requests(told, route="/graphql", status="200", code="ok") == 2
    assert requests(told, status="503", code="STORE_UNAVAILABLE") == 1


def test_what_is_no_code_of_ours_becomes_one_label() -> None:
    metrics = Metrics()
    for number in range(50):
        metrics.ended(record(outcome=f"Surprise{number}"))
    metrics.ended(record(outcome="TOO_DEAR,SCOPE_MISSING"))
    told = samples(metrics)
    assert requests(told, code="other") == 50
    assert requests(told, code="TOO_DEAR") == 1


def test_times_and_prices_are_put_into_buckets() -> None:
    metrics = Metrics()
    metrics.ended(record(phases={"plan": 0.0001, "database": 0.02}, price=20, statements=1, plan_kept=True))
    told = samples(metrics)
    assert told["kalaka_request_seconds_bucket", (("le", "0.025"), ("route", "/graphql"))] == 0
    assert told["kalaka_request_seconds_bucket", (("le", "0.05"), ("route", "/graphql"))] == 1
    assert told["kalaka_request_seconds_sum", (("route", "/graphql"),)] == pytest.approx(0.03)
    assert told["kalaka_phase_seconds_count", (("phase", "database"),)] == 1
    assert told["kalaka_price_points_bucket", (("le", "10.0"),)] == 0
    assert told["kalaka_price_points_bucket", (("le", "30.0"),)] == 1
    assert told["kalaka_cache_total", (("cache", "plan"), ("result", "hit"))] == 1
    assert told["kalaka_statements_total", ()] == 1


def test_only_documents_that_come_with_the_service_are_named() -> None:
    metrics = Metrics()
    for operation in ("Mine", "Yours"):
        metrics.ended(record(operation=operation, document_kept=False))
    metrics.ended(record(document="q01_who_cooperates", document_kept=True))
    counts = {
        labels: value for (name, labels), value in samples(metrics).items() if name == "kalaka_document_seconds_count"
    }
    assert counts == {(("document", "other"),): 2, (("document", "q01_who_cooperates"),): 1}


def test_how_long_a_stream_lasts_is_not_the_time_of_an_answer() -> None:
    metrics = Metrics()
    metrics.ended(record(is_stream=True, seconds=3_600.0))
    assert not [name for name, _ in samples(metrics) if name.startswith("kalaka_request_seconds")]


def test_numbers_of_others_are_asked_for_when_they_are_told() -> None:
    metrics, lag = Metrics(), [0.5]
    metrics.read("kalaka_loop_lag_seconds", lambda: lag[0])
    metrics.read("kalaka_info", lambda: {("1.0", "neo4j", "5.26"): 1})
    lag[0] = 0.25
    told = samples(metrics)
    assert told["kalaka_loop_lag_seconds", (("worker", "0"),)] == 0.25
    info = (("engine", "neo4j"), ("engine_version", "5.26"), ("version", "1.0"), ("worker", "0"))
    assert told["kalaka_info", info] == 1


def test_every_family_is_told_with_its_help_even_before_it_has_a_number() -> None:
    content = Metrics().text()[0].decode()
    for family in FAMILIES:
        told = family.name.removesuffix("_total") if "openmetrics" in content else family.name
        assert f"# HELP {told} {family.help}" in content


def test_openmetrics_is_told_to_who_asks_for_it() -> None:
    content, media_type = Metrics().text("application/openmetrics-text; version=1.0.0")
    assert media_type.startswith("application/openmetrics-text")
    assert content.endswith(b"# EOF\n")


def test_each_worker_tells_what_all_have_counted(tmp_path: Path) -> None:
    one, other = Metrics(), Metrics()
    one.share(tmp_path)
    other.share(tmp_path)
    one.ended(record())
    other.ended(record())
    one.publish()
    told = samples(other)
    assert requests(told, code="ok") == 2
    places = {dict(labels)["worker"] for (name, labels) in told if name == "kalaka_in_flight"}
    assert places == {"0", "1"}
    one.close()
    other.close()


def test_a_worker_that_is_killed_takes_no_count_with_it(tmp_path: Path) -> None:
    """A process counts, is killed without a chance to say so, and another takes its place."""
    program = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from graph_service.observability import OperationRecord\n"
        "from graph_service.observability.metrics import Metrics\n"
        "metrics = Metrics()\n"
        "metrics.share(Path(sys.argv[1]))\n"
        "for _ in range(5): metrics.ended(OperationRecord('r', route='/graphql', status=200, seconds=0.1))\n"
        "metrics.publish()\n"
        "print('ready', flush=True)\n"
        "time.sleep(60)\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path)], stdout=subprocess.PIPE, text=True, env={**os.environ}
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    survivor = Metrics()
    survivor.share(tmp_path)
    process.kill()
    process.wait(10)
    process.stdout.close()
    told = samples(survivor)
    assert requests(told, code="ok") == 5
    assert [dict(labels)["worker"] for name, labels in told if name == "kalaka_in_flight"] == ["1"]
    successor = Metrics()
    successor.share(tmp_path)
    successor.ended(record())
    assert requests(samples(successor), code="ok") == 6
    assert requests(samples(survivor), code="ok") == 6
    assert {path.suffix for path in tmp_path.iterdir()} == {".json", ".lock"}
    assert len(list(tmp_path.iterdir())) == 4
    survivor.close()
    successor.close()


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b'{"kalaka_requests_total": [[["a"], ["b"]]]}', b"\xff"])
def test_a_file_that_is_none_of_ours_is_left_out(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "0.json").write_bytes(content)
    (tmp_path / "7.json").write_bytes(content)
    metrics = Metrics()
    metrics.share(tmp_path)
    metrics.ended(record())
    assert requests(samples(metrics)) == 1
    metrics.close()

"""What the doctor says of an issuer, a receiver of traces and a running service, each answering well and badly."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from graph_service import __version__
from graph_service.doctor.surroundings import seen_running, service_findings, surroundings_findings
from graph_service.settings import Settings
from graph_service.store.finding import Finding

pytestmark = pytest.mark.anyio
Answers = Mapping[str, tuple[int, Any]]
SAFE = {
    "Content-Security-Policy": "x",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "x",
    "X-Request-Id": "x",
}
HEALTHY: Answers = {
    "/health": (200, {"status": "alive", "version": __version__}),
    "/ready": (200, {"status": "ready"}),
    "/metrics": (401, {}),
    "/graphql": (200, {"data": {"__typename": "Query"}}),
}


@contextmanager
def answering(answers: Answers, headers: Mapping[str, str] = SAFE) -> Iterator[str]:
    """An HTTP server on the loopback address with these answers by path; its URL."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.rfile.read(int(self.headers.get("content-length") or 0))
            status, content = answers.get(self.path, (404, {}))
            told = json.dumps(content).replace("ISSUER", f"http://127.0.0.1:{self.server.server_port}").encode()
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(told))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(told)

        do_POST = do_GET

        def log_message(self, *_: object) -> None:
            """Nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


async def test_a_sound_service_has_nothing_to_mend() -> None:
    with answering(HEALTHY) as url:
        findings = await service_findings(url + "/")
    assert [(one.subject, one.level) for one in findings] == [
        (subject, "ok") for subject in ("service", "ready", "headers", "metrics", "graphql")
    ]


BAD = (
    ("service", "warning", {"/health": (200, {"version": "0.0.0"})}, "0.0.0"),
    (
        "ready",
        "error",
        {"/ready": (503, {"missing": [{"message": "Migrations are missing"}]})},
        "Migrations are missing",
    ),
    ("metrics", "error", {"/metrics": (200, {})}, "200"),
    ("graphql", "error", {"/graphql": (502, {})}, "502"),
    ("service", "error", {"/health": (302, {})}, "302"),
)


@pytest.mark.parametrize(("subject", "level", "changed", "said"), BAD, ids=lambda value: str(value))
async def test_what_answers_badly_is_told(subject: str, level: str, changed: Answers, said: str) -> None:
    with answering({**HEALTHY, **changed}) as url:
        findings = await service_findings(url)
    [bad] = [one for one in findings if one.level != "ok"]
    assert (bad.subject, bad.level) == (subject, level)
    assert said in bad.text_en
    assert said in bad.text_hu
    assert bad.remedy_hu
    assert bad.remedy_en


async def test_headers_that_a_proxy_takes_away_are_named() -> None:
    with answering(HEALTHY, {"X-Request-Id": "x"}) as url:
        findings = await service_findings(url)
    [bad] = [one for one in findings if one.level != "ok"]
    assert "content-security-policy" in bad.text_en
    assert "x-request-id" not in bad.text_en


async def test_nobody_at_the_address_is_an_error() -> None:
    [finding] = await service_findings("http://127.0.0.1:9")
    assert (finding.subject, finding.level) == ("service", "error")


@pytest.mark.parametrize("url", ["127.0.0.1", "file:///etc/passwd", "not a url", "http://[::"])
async def test_what_is_no_address_is_an_error(url: str) -> None:
    [finding] = await service_findings(url)
    assert finding.level == "error"
    assert "root:" not in finding.text_en


async def around(**variables: str) -> list[tuple[str, str]]:
    """What is found around a service with these settings."""
    findings = await surroundings_findings(Settings.from_environment(variables))
    return [(one.subject, one.level) for one in findings]


async def test_issuer_and_receiver_that_answer_are_good() -> None:
    path = "/.well-known/openid-configuration"
    answers = {path: (200, {"issuer": "ISSUER", "jwks_uri": "ISSUER/keys"}), "/v1/traces": (200, {})}
    with answering(answers) as url:
        said = await around(KALAKA_OIDC_ISSUER=url, KALAKA_TRACES_URL=f"{url}/v1/traces")
    assert said == [("oidc issuer", "ok"), ("traces", "ok")]


async def test_an_issuer_that_says_it_is_another_one_is_told() -> None:
    answers = {"/.well-known/openid-configuration": (200, {"issuer": "https://other", "jwks_uri": "x"})}
    with answering(answers) as url:
        assert await around(KALAKA_OIDC_ISSUER=url, KALAKA_TRACES_URL=f"{url}/none") == [
            ("oidc issuer", "warning"),
            ("traces", "warning"),
        ]


async def test_an_issuer_without_encryption_is_wrong() -> None:
    assert await around(KALAKA_OIDC_ISSUER="http://issuer.invalid") == [("oidc issuer", "error")]


async def test_a_port_that_the_service_itself_holds_is_no_fault() -> None:
    taken = Finding("error", "port", "foglalt", "taken", "állítsa le", "stop it")
    for answers, level in ((HEALTHY, "ok"), ({"/health": (200, {"status": "other"})}, "error"), ({}, "error")):
        with answering(answers) as url:
            settings = Settings.from_environment({"KALAKA_PORT": url.rpartition(":")[2]})
            assert (await seen_running(taken, settings)).level == level


async def test_nothing_is_asked_without_the_settings() -> None:
    assert await around() == []

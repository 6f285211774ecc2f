"""The service behind nginx and Caddy, set up as docs/operations.md says: TLS, sockets, streams, limits, addresses."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests.robustness.served import Served, served
from tests.serving.reverse_proxies import HOST, program, proxied
from tests.subscribing import events, first_over_tls

SECONDS = 60.0

NEWS = "subscription { dataVersion }"
QUESTION = '{ county(nuts3: "HU223") { name { hu } } }'
_PATIENT = {"KALAKA_LAG_MS": "60000", "KALAKA_READ_SECONDS": "60", "KALAKA_TRUSTED_PROXIES": "127.0.0.1"}


@dataclass
class Behind:
    """A service and the proxy before it."""

    service: Served
    port: int
    certificate: Path

    @property
    def trust(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(self.certificate))

    def client(self) -> httpx.Client:
        """Speaks to the proxy as to the name on its certificate, wherever that name leads."""

        def name(request: httpx.Request) -> None:
            request.extensions["sni_hostname"] = HOST

        return httpx.Client(
            base_url=f"https://127.0.0.1:{self.port}",
            headers={"Host": HOST, "Accept-Language": "en"},
            event_hooks={"request": [name]},
            verify=self.trust,
            timeout=SECONDS,
        )

    def connection(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), SECONDS)


@pytest.fixture(scope="module")
def service() -> Iterator[Served]:
    with served("embedded", **_PATIENT) as running:
        yield running


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(kind, marks=pytest.mark.skipif(program(kind) is None, reason=f"{kind} is not installed"))
        for kind in ("nginx", "caddy")
    ],
)
def behind(
    request: pytest.FixtureRequest, service: Served, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Behind]:
    folder = tmp_path_factory.mktemp(request.param)
    with proxied(request.param, f"{service.host}:{service.port}", folder) as (port, certificate):
        yield Behind(service, port, certificate)


def test_an_answer_passes_unchanged_and_gets_hsts(behind: Behind) -> None:
    with behind.client() as client, httpx.Client(base_url=behind.service.url, timeout=SECONDS) as direct:
        through = client.post("/graphql", json={"query": QUESTION})
        own = direct.post("/graphql", json={"query": QUESTION}, headers={"Accept-Language": "en"})
    assert (through.status_code, through.json()["data"]) == (200, own.json()["data"])
    assert through.headers.get_list("strict-transport-security") == ["max-age=31536000"]
    changed = {"date", "server", "connection", "x-request-id", "ratelimit", "content-length", "keep-alive", "alt-svc"}
    for name in set(own.headers) - changed:
        assert through.headers.get_list(name) == own.headers.get_list(name), name


def test_browsers_are_offered_http_2(behind: Behind) -> None:
    trust = behind.trust
    trust.set_alpn_protocols(["h2", "http/1.1"])
    with (
        behind.connection() as plain,
        trust.wrap_socket(plain, server_hostname=HOST) as secured,
    ):
        assert secured.selected_alpn_protocol() == "h2"


@pytest.mark.anyio
async def test_a_socket_subscribes(behind: Behind) -> None:
    options = {"sock": behind.connection(), "ssl": behind.trust}
    first = await first_over_tls(f"wss://{HOST}:{behind.port}/graphql", NEWS, SECONDS, **options)
    assert first["type"] == "next"


def test_an_event_comes_while_the_stream_is_open(behind: Behind) -> None:
    accepts = {"Accept": "text/event-stream"}
    with behind.client() as client, client.stream("POST", "/graphql", json={"query": NEWS}, headers=accepts) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        assert "dataVersion" in next(events(answer.iter_lines()))["data"]


def test_nobody_sees_the_metrics(behind: Behind) -> None:
    with behind.client() as client:
        assert client.get("/metrics").status_code in (403, 404)


def test_a_body_that_is_too_large_is_refused_as_such(behind: Behind) -> None:
    with behind.client() as client:
        answer = client.post("/graphql", json={"query": QUESTION, "variables": {"a": "x" * 70_000}})
    assert answer.status_code == 413


def test_a_client_cannot_name_the_address_that_its_rate_goes_by(behind: Behind) -> None:
    left = []
    with behind.client() as client:
        for number in range(3):
            claimed = {"X-Forwarded-For": f"203.0.113.{number}"}
            answer = client.post("/graphql", json={"query": QUESTION}, headers=claimed)
            left.append(answer.headers["ratelimit"])
    assert '"public";r=59999' not in " ".join(left), "an address of its own would begin with all points but one"


def test_connections_are_kept_and_none_is_lost(behind: Behind) -> None:
    with behind.client() as client:
        statuses = {client.get("/graphql", params={"query": QUESTION}).status_code for _ in range(300)}
    assert statuses == {200}

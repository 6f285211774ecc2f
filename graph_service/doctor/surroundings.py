"""What the service needs of others: the issuer of tokens, the receiver of traces; and a running service itself."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.message import Message
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from graph_service import __version__
from graph_service.doctor.saying import good, odd, wrong
from graph_service.doctor.settings import is_loopback
from graph_service.settings import Settings
from graph_service.store.doctor import Finding

_SECONDS = 5.0
_MOST_BYTES = 1_000_000
_HEADERS = ("content-security-policy", "x-content-type-options", "referrer-policy", "x-request-id")


@dataclass(frozen=True)
class Reply:
    """What an address answered; `status` is 0 where it did not, and `reason` says why."""

    status: int
    headers: Mapping[str, str]
    content: bytes
    reason: str = ""

    @property
    def json(self) -> Any:
        """The content as JSON; None where it is none."""
        try:
            return json.loads(self.content)
        except ValueError:
            return None


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """None: where an address sends one to is not what was asked about."""


def ask(url: str, body: bytes | None = None, media_type: str = "application/json") -> Reply:
    """The reply of `url`, within a few seconds."""
    if not url.startswith(("http://", "https://")):
        return Reply(0, {}, b"", "http://… | https://…")
    headers = {"User-Agent": f"kalaka-doctor/{__version__}"} | (
        {"Content-Type": media_type} if body is not None else {}
    )
    try:
        with build_opener(_NoRedirect).open(Request(url, body, headers), timeout=_SECONDS) as reply:
            return Reply(reply.status, _small(reply.headers), reply.read(_MOST_BYTES))
    except HTTPError as error:
        with error:
            return Reply(error.code, _small(error.headers), error.read(_MOST_BYTES))
    except (URLError, OSError, ValueError) as error:
        return Reply(0, {}, b"", str(getattr(error, "reason", error)))


def _small(headers: Message) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


async def surroundings_findings(settings: Settings) -> list[Finding]:
    """The issuer and the receiver of traces, where there are such."""
    found = []
    if settings.oidc_issuer is not None:
        found.append(await asyncio.to_thread(_issuer, settings.oidc_issuer))
    if settings.traces_url is not None:
        found.append(await asyncio.to_thread(_receiver, settings.traces_url))
    return found


async def seen_running(port: Finding, settings: Settings) -> Finding:
    """The finding about the port, or a good one where what holds it is a service of ours."""
    if port.level == "ok":
        return port
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.host, settings.host)
    shown = f"[{host}]" if ":" in host else host
    url = f"http://{shown}:{settings.port}"
    told = (await asyncio.to_thread(ask, f"{url}/health")).json
    if not isinstance(told, dict) or told.get("status") != "alive":
        return port
    return good(
        "port",
        f"A szolgáltatás fut rajta; így nézhető meg: kalaka doctor --url {url}.",
        f"The service runs there; look at it with kalaka doctor --url {url}.",
    )


def _issuer(issuer: str) -> Finding:
    parts = urlsplit(issuer)
    if parts.scheme == "http" and not is_loopback(parts.hostname or ""):
        return wrong(
            "oidc issuer",
            (f"A kiállító címe titkosítatlan: {issuer}.", f"The issuer's address is not encrypted: {issuer}."),
            ("Adja meg https:// címmel: KALAKA_OIDC_ISSUER.", "Name it as https://: KALAKA_OIDC_ISSUER."),
        )
    reply = ask(issuer.rstrip("/") + "/.well-known/openid-configuration")
    told = reply.json
    if reply.status == 200 and isinstance(told, dict) and told.get("issuer") == issuer and "jwks_uri" in told:
        return good("oidc issuer", f"A kiállító felel: {issuer}.", f"The issuer answers: {issuer}.")
    why = reply.reason or f"HTTP {reply.status}"
    return odd(
        "oidc issuer",
        (
            f"A kiállító most nem ad használható leírást ({why}): {issuer}.",
            f"The issuer gives no usable description now ({why}): {issuer}.",
        ),
        (
            "Javítsa a címet (KALAKA_OIDC_ISSUER), vagy engedje ki innen a kérést hozzá.",
            "Correct the address (KALAKA_OIDC_ISSUER), or let requests to it out of here.",
        ),
    )


def _receiver(url: str) -> Finding:
    reply = ask(url, b"", "application/x-protobuf")  # no span is a valid export, too
    if reply.status == 200:
        return good("traces", f"A nyomok fogadója felel: {url}.", f"The receiver of traces answers: {url}.")
    why = reply.reason or f"HTTP {reply.status}"
    return odd(
        "traces",
        (f"A nyomokat nem fogadja senki ({why}): {url}.", f"Nobody takes the traces ({why}): {url}."),
        (
            "Indítsa el a fogadót, vagy javítsa: KALAKA_TRACES_URL. A kérésekre így is jön válasz.",
            "Start the receiver, or correct KALAKA_TRACES_URL. Requests are answered all the same.",
        ),
    )


async def service_findings(url: str) -> list[Finding]:
    """How a running service answers from outside."""
    return await asyncio.to_thread(lambda: list(_service(url.rstrip("/"))))


def _service(url: str) -> Iterator[Finding]:
    health = ask(f"{url}/health")
    if health.status != 200 or not isinstance(health.json, dict):
        why = health.reason or f"HTTP {health.status}"
        yield wrong(
            "service",
            (f"A szolgáltatás nem felel ({why}): {url}.", f"The service does not answer ({why}): {url}."),
            ("Indítsa el, vagy javítsa a címet és a proxyt.", "Start it, or correct the address and the proxy."),
        )
        return
    yield _version(str(health.json.get("version")))
    yield _readiness(ask(f"{url}/ready"))
    yield _headers(health)
    yield _metrics(ask(f"{url}/metrics"))
    yield _answer(ask(f"{url}/graphql", b'{"query": "{ __typename }"}'))
    if url.startswith("http:") and not is_loopback(urlsplit(url).hostname or ""):
        yield odd(
            "tls",
            (f"Az út ide titkosítatlan: {url}.", f"The way here is not encrypted: {url}."),
            ("Tegyen elé TLS-t végző proxyt.", "Put a proxy that does TLS in front."),
        )


def _version(version: str) -> Finding:
    if version == __version__:
        return good("service", f"Felel, {version} változat.", f"It answers, version {version}.")
    return odd(
        "service",
        (f"A futó változat {version}, ez {__version__}.", f"Version {version} runs, this is {__version__}."),
        ("Indítsa újra az új változattal.", "Start it again with the new version."),
    )


def _readiness(reply: Reply) -> Finding:
    if reply.status == 200:
        return good("ready", "Kérdezhető.", "It can be asked.")
    missing = reply.json.get("missing", []) if isinstance(reply.json, dict) else []
    why = "; ".join(str(one.get("message")) for one in missing) or f"HTTP {reply.status}"
    return wrong(
        "ready",
        (f"Még nem kérdezhető: {why}", f"It cannot be asked yet: {why}"),
        ("Az ok mellett ott a teendő is; a naplóban több van.", "The reason says what to do; the log has more."),
    )


def _headers(reply: Reply) -> Finding:
    lacks = ", ".join(name for name in _HEADERS if name not in reply.headers)
    if not lacks:
        return good("headers", "A biztonsági fejlécek átérnek.", "The security headers come through.")
    return odd(
        "headers",
        (f"Ezek a fejlécek elvesznek útközben: {lacks}.", f"These headers get lost on the way: {lacks}."),
        ("A proxy ne vegye ki és ne írja felül őket.", "Let the proxy neither remove nor replace them."),
    )


def _metrics(reply: Reply) -> Finding:
    if reply.status in (401, 403, 404):
        return good("metrics", "Kulcs nélkül nem olvashatók.", "They cannot be read without a key.")
    return wrong(
        "metrics",
        (
            f"Kulcs nélkül is adnak valamit (HTTP {reply.status}).",
            f"Without a key something is given (HTTP {reply.status}).",
        ),
        ("A proxy ne tegyen kulcsot a kérésekhez.", "Let the proxy add no key to requests."),
    )


def _answer(reply: Reply) -> Finding:
    if reply.status == 200 and isinstance(reply.json, dict) and reply.json.get("data"):
        return good("graphql", "A GraphQL felel.", "GraphQL answers.")
    return wrong(
        "graphql",
        (f"A GraphQL nem felel (HTTP {reply.status}).", f"GraphQL does not answer (HTTP {reply.status})."),
        ("Engedje át a proxyn a POST /graphql kéréseket.", "Let POST /graphql through the proxy."),
    )

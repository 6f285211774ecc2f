"""Settings that nothing reads, and combinations that are not what an operator can have meant."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from ipaddress import ip_address
from urllib.parse import urlsplit

from graph_service.doctor.saying import good, listed, odd, wrong
from graph_service.settings import Settings, unknown_variables
from graph_service.store.doctor import Finding

_WELL_KNOWN = frozenset({"neo4j", "password", "secret", "changeme", "admin", "test", "kalaka"})
_SHORTEST_PASSWORD = 12
_WIDEST_PROXY = {4: 8, 6: 32}
_QUIET = ("WARNING", "ERROR")


def settings_findings(settings: Settings, environ: Mapping[str, str]) -> list[Finding]:
    """What is odd about the settings; one good finding where nothing is."""
    found = [
        *_unknown(environ),
        *_exposure(settings),
        *_origins(settings),
        *_password(settings),
        *_encryption(settings),
        *_workers(settings),
        *_log(settings),
    ]
    return found or [good("settings", "A beállítások összeillenek.", "The settings go together.")]


def _unknown(environ: Mapping[str, str]) -> Iterator[Finding]:
    for name, meant in unknown_variables(environ).items():
        yield odd(
            "settings",
            (f"Nincs ilyen beállítás: {name}.", f"{name} is no setting."),
            (f"Ezt kereste: {meant}?", f"Did you mean {meant}?")
            if meant
            else ("Vegye ki; a docs/settings.md felsorolja mindet.", "Remove it; docs/settings.md lists them all."),
        )


def _exposure(settings: Settings) -> Iterator[Finding]:
    if not is_loopback(settings.host) and not settings.trusted_proxies:
        yield odd(
            "exposure",
            (
                f"A szolgáltatás minden gépnek felel ({settings.host}), titkosítás nélkül, és nem tud proxyról.",
                f"It answers every machine ({settings.host}), without encryption, and knows of no proxy.",
            ),
            (
                "Tegyen elé TLS-t végző proxyt, és nevezze meg: KALAKA_TRUSTED_PROXIES (docs/operations.md).",
                "Put a proxy that does TLS in front, and name it: KALAKA_TRUSTED_PROXIES (docs/operations.md).",
            ),
        )
    wide = [str(net) for net in settings.trusted_proxies if net.prefixlen < _WIDEST_PROXY[net.version]]
    if wide:
        yield wrong(
            "exposure",
            (
                f"KALAKA_TRUSTED_PROXIES szinte mindenkiben megbízik ({listed(wide)}): bárki más címét írhatja be.",
                f"KALAKA_TRUSTED_PROXIES trusts nearly everybody ({listed(wide)}): anyone can claim an address.",
            ),
            ("Csak a saját proxyk címét adja meg.", "Name the addresses of your own proxies only."),
        )


def _origins(settings: Settings) -> Iterator[Finding]:
    plain = [
        origin
        for origin in settings.cors_origins
        if origin.startswith("http://") and not is_loopback(urlsplit(origin).hostname or "")
    ]
    if plain:
        yield odd(
            "cors",
            (
                f"Titkosítás nélküli honlapok kérdezhetnek böngészőből: {listed(plain)}.",
                f"Pages without encryption may ask from a browser: {listed(plain)}.",
            ),
            ("Írja https:// címmel: KALAKA_CORS_ORIGINS.", "Name them as https://: KALAKA_CORS_ORIGINS."),
        )


def _password(settings: Settings) -> Iterator[Finding]:
    if settings.neo4j_uri is None:
        return
    password = settings.neo4j_password
    if password is None:
        yield odd(
            "password",
            ("A Neo4j-hez nincs jelszó megadva.", "No password is given for Neo4j."),
            ("Adja meg fájlban: NEO4J_PASSWORD_FILE.", "Give it in a file: NEO4J_PASSWORD_FILE."),
        )
    elif password.lower() in _WELL_KNOWN or len(password) < _SHORTEST_PASSWORD:
        yield odd(
            "password",
            ("A Neo4j jelszava kitalálható.", "The password of Neo4j can be guessed."),
            (
                "Cserélje hosszabb, véletlen jelszóra: openssl rand -hex 24.",
                "Change it to a longer random one: openssl rand -hex 24.",
            ),
        )


def _encryption(settings: Settings) -> Iterator[Finding]:
    if settings.neo4j_uri is None:
        return
    parts = urlsplit(settings.neo4j_uri)
    host = parts.hostname or ""
    # A name without a dot is one of a container network or of the same room.
    if "+s" not in parts.scheme and "." in host and not _is_private(host):
        yield odd(
            "encryption",
            (
                f"A Neo4j-hez titkosítás nélkül vezet az út: {parts.scheme}://{host}.",
                f"The way to Neo4j is not encrypted: {parts.scheme}://{host}.",
            ),
            ("Használjon neo4j+s:// vagy bolt+s:// címet.", "Use neo4j+s:// or bolt+s://."),
        )


def _workers(settings: Settings) -> Iterator[Finding]:
    if settings.workers > 1 and settings.neo4j_uri is None:
        yield odd(
            "workers",
            (
                f"{settings.workers} folyamat osztozik a beágyazott adatbázison, amely egyetlen gépé.",
                f"{settings.workers} processes share the embedded engine, which belongs to one machine.",
            ),
            ("Több folyamathoz Neo4j való: NEO4J_URI.", "Several processes want a Neo4j: NEO4J_URI."),
        )
    processors = os.cpu_count() or 1
    if settings.workers > processors:
        yield odd(
            "workers",
            (
                f"{settings.workers} folyamat jut {processors} processzorra.",
                f"{settings.workers} processes share {processors} processors.",
            ),
            (f"Legyen legfeljebb {processors}: KALAKA_WORKERS.", f"Let it be {processors} at most: KALAKA_WORKERS."),
        )


def _log(settings: Settings) -> Iterator[Finding]:
    if settings.log_level in _QUIET:
        yield odd(
            "log",
            ("A kérésekről nem készül naplósor.", "Requests leave no line in the log."),
            ("Állítsa INFO szintre: KALAKA_LOG_LEVEL.", "Set it to INFO: KALAKA_LOG_LEVEL."),
        )


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach `host`."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _is_private(host: str) -> bool:
    try:
        return ip_address(host).is_private
    except ValueError:
        return False

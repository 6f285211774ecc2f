"""What a Neo4j should be set to so that a stranger's statement cannot harm it, as far as it tells; and its clock."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass

from neo4j import READ_ACCESS, AsyncDriver
from neo4j.exceptions import Neo4jError

from graph_service.store.greeting import patient

_SETTINGS = "SHOW SETTINGS YIELD name, value RETURN name, value"
_CLOCK = "RETURN datetime().epochMillis AS now"
_MOST_SKEW = 5.0
_UNITS = {"ms": 0.001, "s": 1, "m": 60, "h": 3600, "": 1}
_SIZES = {"": 1, "b": 1, "kib": 1024, "mib": 1024**2, "gib": 1024**3, "k": 1024, "m": 1024**2, "g": 1024**3}
MOST_SECONDS = {
    "db.transaction.timeout": 60.0,
    "db.transaction.monitor.check.interval": 2.0,
    "db.lock.acquisition.timeout": 10.0,
}
MOST_BYTES = {"db.memory.transaction.max": 1024**3}
OFF = ("db.logs.query.parameter_logging_enabled", "dbms.security.allow_csv_import_from_file_urls")
ALLOWLIST = "dbms.security.procedures.allowlist"
RECOMMENDED = {
    "db.transaction.timeout": "12s",
    "db.transaction.monitor.check.interval": "500ms",
    "db.lock.acquisition.timeout": "2s",
    "db.transaction.concurrent.maximum": "64",
    "db.memory.transaction.max": "256m",
    "db.logs.query.parameter_logging_enabled": "false",
    "dbms.security.allow_csv_import_from_file_urls": "false",
    ALLOWLIST: "db.index.fulltext.queryNodes,dbms.components,db.awaitIndexes",
}


@dataclass(frozen=True)
class ServerState:
    """What a server told: `settings` is None where it does not tell; `skew` is by how much its clock is ahead."""

    settings: Mapping[str, str] | None
    skew: float

    @property
    def is_skewed(self) -> bool:
        """Whether the clocks are so far apart that times in keys and logs mislead."""
        return abs(self.skew) > _MOST_SKEW

    @property
    def loose(self) -> dict[str, str]:
        """Settings that are laxer than they should be, with what they should be."""
        return {name: RECOMMENDED[name] for name in RECOMMENDED if self.settings and self._is_loose(name)}

    def _is_loose(self, name: str) -> bool:
        value = (self.settings or {}).get(name)
        if value is None:
            return False  # this server has no such setting
        if name in OFF:
            return value.lower() != "false"
        if name == ALLOWLIST:
            return "*" in value
        if name in MOST_SECONDS:
            return not 0 < _seconds(value) <= MOST_SECONDS[name]
        if name in MOST_BYTES:
            return not 0 < _bytes(value) <= MOST_BYTES[name]
        return not 0 < int(value) <= 1000 if value.isdecimal() else True


def _seconds(text: str) -> float:
    """A duration as Neo4j writes it: 12s, 500ms, 1m30s."""
    return sum(float(number) * _UNITS[unit] for number, unit in re.findall(r"([\d.]+)(ms|s|m|h|)", text))


def _bytes(text: str) -> float:
    """A size as Neo4j writes it: 256.00MiB."""
    found = re.fullmatch(r"([\d.]+)\s*([A-Za-z]*)", text.strip())
    return float(found[1]) * _SIZES.get(found[2].lower(), 0) if found else 0


@patient
async def server_state(driver: AsyncDriver, database: str) -> ServerState:
    """What the server tells of itself. Driver errors pass through, but for a refusal to tell settings."""
    async with driver.session(database=database, default_access_mode=READ_ACCESS) as session:
        before = time.time()
        told = await (await session.run(_CLOCK)).single(strict=True)
        skew = float(told["now"]) / 1000 - (before + time.time()) / 2
        try:
            records = [record async for record in await session.run(_SETTINGS)]
        except Neo4jError:  # Aura, or a user without the right
            return ServerState(None, skew)
    return ServerState({str(name): str(value) for name, value in records}, skew)

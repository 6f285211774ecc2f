"""What a server must be before the service relies on it: new enough, and unable to write in a read."""

from __future__ import annotations

import re

from neo4j import READ_ACCESS, AsyncDriver
from neo4j.exceptions import Neo4jError

from graph_service.errors import SettingsError
from graph_service.store.faults import LEAST_VERSION
from graph_service.store.greeting import patient

_COMPONENTS = "CALL dbms.components() YIELD name, versions, edition RETURN name, versions, edition"
# Rolled back at once; an engine without labels of its own keeps at most the name of this one.
_PROBE = "CREATE (n:Migration {id: 'migration:probe'}) RETURN 1"
_REFUSALS = ("Neo.ClientError.Statement.AccessMode", "Neo.ClientError.Security.Forbidden")


@patient
async def server_version(driver: AsyncDriver, database: str) -> str:
    """The version the server tells, as text; driver errors pass through."""
    async with driver.session(database=database, default_access_mode=READ_ACCESS) as session:
        result = await session.run(_COMPONENTS)
        records = [record async for record in result]
    return next((str(versions[0]) for _, versions, _ in records if versions), "?")


def check_version(version: str, uri: str) -> None:
    """Raise SettingsError unless `version` (5.26.12, 5.27-aura, 2026.01.0) is at least LEAST_VERSION."""
    if _numbers(version) < _numbers(LEAST_VERSION):
        raise SettingsError("NEO4J_TOO_OLD", uri=uri, found=version, least=LEAST_VERSION)


def _numbers(version: str) -> tuple[int, int]:
    found = re.match(r"(\d+)\.(\d+)", version)
    return (int(found[1]), int(found[2])) if found else (0, 0)


@patient
async def read_enforced(driver: AsyncDriver, database: str) -> bool:
    """Whether a transaction opened for reading refuses to write: tried, then rolled back."""
    async with driver.session(database=database, default_access_mode=READ_ACCESS) as session:
        transaction = await session.begin_transaction()
        try:
            result = await transaction.run(_PROBE)
            await result.consume()
        except Neo4jError as error:
            if error.code in _REFUSALS:
                return True
            raise
        finally:
            await transaction.close()  # without a commit: rolls back
    return False

"""Turns the driver's errors into ours, by class and status code, never by message text."""

from __future__ import annotations

from neo4j.exceptions import (
    AuthConfigurationError,
    AuthError,
    ConnectionAcquisitionTimeoutError,
    ConstraintError,
    DriverError,
    IncompleteCommit,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
)

from graph_service.errors import KalakaError, SettingsError, StoreError

LEAST_VERSION = "5.26"

DATABASE_ERRORS = (Neo4jError, DriverError, OSError, TimeoutError)
"""Everything the driver raises when the database, and not our code, is at fault."""

_TIMED_OUT = ("TransactionTimedOut", "TransactionTimedOutClientConfiguration", "LockAcquisitionTimeout")


def status_of(error: BaseException) -> str:
    """The database's status code, or the class of an error that has none."""
    code = error.code if isinstance(error, Neo4jError) else None
    return code or type(error).__name__


def planning_gave_up(error: BaseException) -> bool:
    """Whether a Neo4j may have failed to plan: it does while many indexes change, under the code of unknown errors."""
    return status_of(error).endswith("DatabaseError.General.UnknownError")


def is_in_the_way(error: BaseException) -> bool:
    """Whether a transaction was undone because of another one: a deadlock, or what it had read was changed."""
    return isinstance(error, TransientError) and status_of(error).rpartition(".")[2] not in _TIMED_OUT


def is_lost(error: BaseException) -> bool:
    """Whether the connection was lost, or none could be made."""
    return isinstance(error, ServiceUnavailable | SessionExpired | ConnectionError)


def may_pass(error: BaseException) -> bool:
    """Whether the same read may succeed a moment later."""
    if isinstance(error, IncompleteCommit | ConnectionAcquisitionTimeoutError):
        return False
    if planning_gave_up(error):
        return True
    return isinstance(error, TransientError) or is_lost(error)


def outcome_unknown(error: BaseException) -> StoreError | None:
    """Our error for what went wrong during a commit, where it may have happened all the same."""
    if isinstance(error, ServiceUnavailable | SessionExpired | OSError | TimeoutError):
        return StoreError("STORE_OUTCOME_UNKNOWN", status=status_of(error))
    return None


def store_error(error: BaseException, seconds: float) -> StoreError:
    """Our error for what went wrong while a statement ran under a deadline of `seconds`."""
    status = status_of(error)
    if isinstance(error, IncompleteCommit):
        return StoreError("STORE_OUTCOME_UNKNOWN", status=status)
    if isinstance(error, ConnectionAcquisitionTimeoutError):
        return StoreError("STORE_BUSY", status=status)
    if isinstance(error, TimeoutError) or status.rpartition(".")[2] in _TIMED_OUT:
        return StoreError("STORE_TIMEOUT", seconds=f"{round(seconds, 1) or seconds:g}", status=status)
    # The embedded engine knows no user any more, or not yet, while it ends or starts.
    if isinstance(error, ServiceUnavailable | SessionExpired | OSError | AuthError):
        return StoreError("STORE_UNAVAILABLE", status=status)
    if isinstance(error, TransientError):
        return StoreError("STORE_BUSY", status=status)
    if isinstance(error, ConstraintError):
        return StoreError("STORE_CONSTRAINT", status=status)
    return StoreError("STORE_REFUSED", status=status)


def start_error(error: BaseException, *, uri: str, username: str, database: str) -> KalakaError:
    """Our error for a server that cannot be used at all: what, where, and what to do."""
    status = status_of(error)
    if isinstance(error, AuthError | AuthConfigurationError) or status.endswith(".AuthenticationRateLimit"):
        return SettingsError("NEO4J_CREDENTIALS", uri=uri, username=username)
    if status.endswith(".DatabaseNotFound"):
        return SettingsError("NEO4J_DATABASE_UNKNOWN", uri=uri, database=database)
    if isinstance(error, ServiceUnavailable | SessionExpired | OSError | TimeoutError):
        return SettingsError("NEO4J_DOWN", uri=uri)
    return SettingsError("NEO4J_UNFIT", uri=uri, reason=status, least=LEAST_VERSION)

"""The neo4j driver with the settings this service runs on; nothing outside `store/` sees it."""

from __future__ import annotations

import logging

from neo4j import AsyncDriver, AsyncGraphDatabase

_NEVER = logging.CRITICAL + 1


def open_driver(uri: str, auth: tuple[str, str] | None, *, pool_size: int, notifications: bool = False) -> AsyncDriver:
    """A driver that sheds load after 1 s, gives up on a silent server after 2 s and reports nothing home.

    With `notifications` the database's warnings become Python warnings, on which the tests fail.
    """
    # Its own lines name addresses and faults of each connection; ours say what of it matters.
    logging.getLogger("neo4j").setLevel(_NEVER)
    return AsyncGraphDatabase.driver(
        uri,
        auth=auth,
        max_connection_pool_size=pool_size,
        connection_acquisition_timeout=1.0,
        connection_timeout=2.0,
        connection_write_timeout=2.0,
        max_connection_lifetime=300.0,
        # The driver loses a place of its pool for good when a call is cancelled during this check, as calls are whose
        # database stands still. A dead connection is replaced at once instead (`attempts.py`).
        liveness_check_timeout=None,
        max_transaction_retry_time=2.0,
        initial_retry_delay=0.05,
        retry_delay_multiplier=1.5,
        retry_delay_jitter_factor=0.1,
        keep_alive=True,
        fetch_size=-1,
        notifications_min_severity="WARNING" if notifications else "OFF",
        # A label, type or property that no data has yet is nothing to warn of: all names come from the model.
        notifications_disabled_classifications=["UNRECOGNIZED"],
        warn_notification_severity="WARNING" if notifications else "OFF",
        telemetry_disabled=True,
        user_agent="kalaka",
    )

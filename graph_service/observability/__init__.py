"""What the service tells about itself: one JSON line, one count and, where asked for, one trace a request.

`records.py` keeps what is known of a request, `logs.py` writes the lines, `metrics.py` counts, `traces.py` sends spans.
"""

from __future__ import annotations

from graph_service.observability.logs import JsonLines, LogSetUp, dropped_lines, set_up_logging
from graph_service.observability.records import (
    Listener,
    OperationRecord,
    current_operation,
    new_request_id,
    operation,
    phase,
    plain_traceparent,
    request,
    tell,
    trip,
)

__all__ = [
    "JsonLines",
    "Listener",
    "LogSetUp",
    "OperationRecord",
    "current_operation",
    "dropped_lines",
    "new_request_id",
    "operation",
    "phase",
    "plain_traceparent",
    "request",
    "set_up_logging",
    "tell",
    "trip",
]

"""Every error the service raises on purpose, with its stable code and its message in both languages.

KalakaError
├── RequestError     the caller can fix it: a document, argument, cursor, id or price
├── AccessError      the caller may not do it
├── SettingsError    the operator can fix it: a setting, folder, port or seed file
├── StoreError       the database is down, slow, too old or refused us (masked, retry may help)
├── LoadError        the service has too much to do, or is about to end (told; retry may help)
├── AnalysisError    network analysis is busy, slow, broken off or not installed (told; retry may help)
└── CompilerError    a fault of ours (masked; quote the request id)

Codes never change; messages come in the viewer's language. `graph_service/messages/` has both.
"""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from graph_service.messages import MESSAGES

Language = Literal["hu", "en"]

# Values of an error that programs need too, and the names under which `extensions` has them.
_TOLD = {"retry_after": "retryAfter", "cost": "cost", "limit": "limit"}
# Seconds until the same request may succeed, where the error itself does not say. A scope stays too large until the
# data change: an hour keeps a client that repeats by itself away.
_RETRY_AFTER = {"ANALYSIS_BUSY": 1, "ANALYSIS_TIMEOUT": 1, "ANALYSIS_FAILED": 1} | {
    **{code: 1 for code in ("OVERLOADED", "IN_FLIGHT_EXCEEDED", "CONNECTIONS_EXCEEDED", "SOCKETS_EXCEEDED")},
    **{"IMPORT_BUSY": 5, "SCOPE_TOO_LARGE": 3_600},
}


class KalakaError(Exception):
    """An error with a code of `MESSAGES` and the values its text names."""

    default_code: ClassVar[str] = "INTERNAL"

    def __init__(self, code: str | None = None, /, **values: object) -> None:
        self.code = code or self.default_code
        if self.code in _RETRY_AFTER:
            values = {"retry_after": _RETRY_AFTER[self.code], **values}
        self.values = values
        super().__init__(self.text("en"))

    def text(self, language: Language) -> str:
        """The message in `language`, for people; an unfilled name stays in braces."""
        template = getattr(MESSAGES[self.code], language)
        return str(template).format_map(_Braces(self.values))

    @property
    def retry_after(self) -> int | None:
        """Whole seconds until the same request may succeed; None where waiting does not help."""
        seconds = self.values.get("retry_after")
        return seconds if isinstance(seconds, int) else None

    @property
    def extensions(self) -> dict[str, object]:
        """What programs need of it: `code`, and `retryAfter` (seconds), `cost` and `limit` where it has them."""
        told = {name: self.values[value] for value, name in _TOLD.items() if value in self.values}
        return {"code": self.code, **told}


class _Braces(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


class RequestError(KalakaError):
    """The caller can fix it. `nodes` are the places in the document that it speaks of, where known."""

    nodes: tuple[Any, ...] | None = None


class AccessError(KalakaError):
    """The viewer may not do it."""


class SettingsError(KalakaError):
    """The operator can fix it."""


class StoreError(KalakaError):
    """The database could not or would not answer."""

    default_code = "STORE_UNAVAILABLE"


class LoadError(KalakaError):
    """The service has too much to do for this request, or for this address."""

    default_code = "OVERLOADED"


class AnalysisError(KalakaError):
    """Network analysis could not answer: its worker was busy, too slow or ended, or its packages are missing."""

    default_code = "ANALYSIS_FAILED"


class CompilerError(KalakaError):
    """A fault of ours."""

"""Every message the service gives on purpose, by its stable code: one file a subject, `MESSAGES` is all of them."""

from __future__ import annotations

from graph_service.messages import (
    access,
    analyses,
    commands,
    http,
    importing,
    limits,
    operating,
    questions,
    serving,
    store,
    takeout,
    writes,
)
from graph_service.messages.message import Message, Remedy, Subject

__all__ = ["MESSAGES", "PUBLIC", "SUBJECTS", "Message", "Remedy", "Subject", "remedy_of"]

SUBJECTS: tuple[Subject, ...] = (
    Subject("Requests as HTTP has them", "caller", True, http.MESSAGES),
    Subject("Connections and load", "retry", True, serving.MESSAGES),
    Subject("Keys, scopes and rates", "key", True, access.MESSAGES),
    Subject("Documents and their limits", "caller", True, limits.MESSAGES),
    Subject("Arguments, filters, orders, pages", "caller", True, questions.MESSAGES),
    Subject("Network analysis", "caller", True, analyses.MESSAGES),
    Subject("Changes of the data", "caller", True, writes.MESSAGES),
    Subject("Files to import", "caller", True, importing.MESSAGES),
    Subject("The database", "retry", True, store.MESSAGES),
    Subject("Settings and starts: told by commands", "operator", False, operating.MESSAGES),
    Subject("Commands: told by commands", "operator", False, commands.MESSAGES),
    Subject("Take-out and backup: told by commands", "operator", False, takeout.MESSAGES),
)

MESSAGES: dict[str, Message] = {code: message for one in SUBJECTS for code, message in one.messages.items()}

# Not for those who ask over the network, though their file is.
_PRIVATE = frozenset(
    {
        "STORE_CONSTRAINT",
        "STORE_REFUSED",
        "OIDC_EXTRA",
        "WORKER_START",
        "KEY_NAME",
        "KEY_SCOPES",
        "KEY_COUNTIES",
        "KEY_COUNTIES_UNUSED",
        "KEY_ORIGINS",
        "KEY_EXPIRY",
        "KEY_ID",
    }
)
PUBLIC: frozenset[str] = frozenset(code for one in SUBJECTS if one.public for code in one.messages) - _PRIVATE
"""The codes that an answer may hold. Whatever else goes wrong is told as `INTERNAL`, with a request id."""


def remedy_of(code: str) -> Remedy:
    """Who can do something about it."""
    [subject] = (one for one in SUBJECTS if code in one.messages)
    return MESSAGES[code].remedy or subject.remedy

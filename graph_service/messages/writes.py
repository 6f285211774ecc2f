"""Refused edits: values, relationships, rules of the domain, versions."""

from __future__ import annotations

from graph_service.messages.message import Message

MESSAGES: dict[str, Message] = {
    "REQUIRED_MISSING": Message(
        "A(z) {field} mező kötelező.",
        "The field {field} is required.",
    ),
}

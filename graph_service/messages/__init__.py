"""Every message the service gives on purpose, by its stable code: one file a subject, `MESSAGES` is all of them."""

from __future__ import annotations

from graph_service.messages import access, analyses, commands, http, limits, operating, questions, serving, store
from graph_service.messages.message import Message

__all__ = ["MESSAGES", "Message"]

MESSAGES: dict[str, Message] = {
    **access.MESSAGES,
    **analyses.MESSAGES,
    **commands.MESSAGES,
    **http.MESSAGES,
    **limits.MESSAGES,
    **operating.MESSAGES,
    **questions.MESSAGES,
    **serving.MESSAGES,
    **store.MESSAGES,
}

"""What a viewer may not do."""

from __future__ import annotations

from graph_service.messages.message import Message

MESSAGES: dict[str, Message] = {
    "EXPLAIN_DENIED": Message(
        hu="Az `explain` csak `{scope}` jogú kulccsal kérhető. Hagyja el az `extensions` mezőből.",
        en="`explain` is for keys with the scope `{scope}` only. Leave it out of `extensions`.",
    ),
}

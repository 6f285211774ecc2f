"""Localized texts: which of their parts are selected."""

from __future__ import annotations

from graph_service.query.plan import TextPart
from graph_service.query.selection import SelectedField, Selection

_PARTS: dict[str, TextPart] = {"hu": "hu", "en": "en", "__typename": "typename"}


def text_parts(selection: Selection) -> tuple[tuple[str, TextPart], ...]:
    """The parts of a `LocalizedText`, by response key."""
    return tuple((part.key, _part(part)) for part in selection.only)


def _part(part: SelectedField) -> TextPart:
    if part.name != "text":
        return _PARTS[part.name]
    language = part.arguments.get("lang")
    return "textEn" if language is not None and language.value == "EN" else "textHu"

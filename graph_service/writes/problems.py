"""What keeps an edit from being made: a code, where it lies, and what is allowed."""

from __future__ import annotations

from dataclasses import dataclass, field

from graph_service.errors import KalakaError, Language
from graph_service.writes.edits import NOTHING, Place, Values


@dataclass(frozen=True)
class Problem:
    """A reason to refuse; `code` is one of `graph_service/messages/writes.py`, `values` fill its text."""

    code: str
    place: Place = ()
    values: Values = field(default_factory=lambda: NOTHING)
    allowed: tuple[str, ...] = ()

    def text(self, language: Language) -> str:
        """The message for people."""
        return KalakaError(self.code, **self.values).text(language)

"""One message: its words in both languages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Message:
    """The two texts of one code; `{name}` is filled from the error's values."""

    hu: str
    en: str

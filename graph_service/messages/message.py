"""One message: its words in both languages, and who can do something about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Remedy = Literal["caller", "key", "retry", "operator", "report"]
"""Who mends it: the caller by another request, the caller by another key, time, the operator, or us."""


@dataclass(frozen=True)
class Message:
    """The two texts of one code; `{name}` is filled from the error's values. Without `remedy`, its subject's holds."""

    hu: str
    en: str
    remedy: Remedy | None = None


@dataclass(frozen=True)
class Subject:
    """Messages of one file. Those that are `public` may be told to anybody who asks over HTTP or a WebSocket."""

    title: str
    remedy: Remedy
    public: bool
    messages: Mapping[str, Message]

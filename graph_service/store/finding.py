"""What a look at one thing found, and what to do about it, in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from graph_service.errors import Language


@dataclass(frozen=True)
class Finding:
    """What was looked at and how it stands; `remedy_…` is empty when nothing is to be done."""

    level: Literal["ok", "warning", "error"]
    subject: str
    text_hu: str
    text_en: str
    remedy_hu: str = ""
    remedy_en: str = ""

    def text(self, language: Language) -> str:
        return self.text_hu if language == "hu" else self.text_en

    def remedy(self, language: Language) -> str:
        return self.remedy_hu if language == "hu" else self.remedy_en

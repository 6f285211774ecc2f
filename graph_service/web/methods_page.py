"""The page that explains every number of the network analysis: `docs/methods.md` as HTML, in both languages at once."""

from __future__ import annotations

from pathlib import Path

from markdown_it import MarkdownIt

from graph_service.errors import Language
from graph_service.web.html import Markup
from graph_service.web.layout import Page, document
from graph_service.web.texts import TEXTS


def methods_page(language: Language, source: Path) -> bytes:
    """The page in the frame of `language`; `source` is a file of ours, whose anchors are HTML."""
    # Only a file that comes with the service is rendered, so its HTML may pass.
    content = MarkdownIt("commonmark", {"html": True}).enable("table").render(source.read_text(encoding="utf-8"))
    return document(Page("/methods", TEXTS[language].methods, language), Markup(content))

"""What all pages share: the head, the header with the mark and the language switch, the footer with the sources."""

from __future__ import annotations

from dataclasses import dataclass

from graph_service import __version__
from graph_service.errors import Language
from graph_service.web.html import Child, Markup, join, tag
from graph_service.web.texts import TEXTS

_KSH = "https://www.ksh.hu"


@dataclass(frozen=True)
class Page:
    """One page: `path` is its address, `title` its name, `scripts` the modules it loads."""

    path: str
    title: str
    language: Language
    scripts: tuple[str, ...] = ()
    wide: bool = False


def document(page: Page, *content: Child) -> bytes:
    """The whole page in UTF-8."""
    text = TEXTS[page.language]
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", f"{page.title} – Kaláka"),
        tag("link", rel="icon", href="/static/mark.svg", type="image/svg+xml"),
        tag("link", rel="stylesheet", href=f"/static/kalaka.css?v={__version__}"),
        [tag("script", type="module", src=f"/static/{name}?v={__version__}") for name in page.scripts],
    )
    body = tag(
        "body",
        tag("a", text.skip, class_="skip", href="#content"),
        _header(page),
        tag("main", *content, id="content", class_="wide" if page.wide else None),
        _footer(page.language),
    )
    return f"<!doctype html>\n{tag('html', head, body, lang=page.language)}\n".encode()


def _header(page: Page) -> Markup:
    text = TEXTS[page.language]
    other: Language = "en" if page.language == "hu" else "hu"
    links = (("/", text.start), ("/query", text.query), ("/methods", text.methods))
    return tag(
        "header",
        tag(
            "a",
            tag("img", src="/static/mark.svg", alt="", width=30, height=30),
            tag("span", tag("b", "Kaláka"), tag("span", text.product)),
            href=f"/?lang={page.language}",
            class_="brand",
        ),
        tag(
            "nav",
            [
                tag("a", name, href=f"{path}?lang={page.language}", aria_current="page" if path == page.path else None)
                for path, name in links
            ],
            aria_label="Kaláka",
        ),
        tag("a", text.other_language, href=f"{page.path}?lang={other}", hreflang=other, lang=other, class_="button"),
    )


def _footer(language: Language) -> Markup:
    text = TEXTS[language]
    return tag(
        "footer",
        tag("h2", text.data_heading),
        tag("p", tag("b", text.notice_label, ". "), text.notice),
        tag("p", text.attribution, tag("a", text.attribution_link, href=_KSH, rel="external"), text.attribution_rest),
        tag("p", text.county_note),
        tag("p", text.licence, f" Kaláka {__version__} · ", _machine_links()),
    )


def _machine_links() -> Markup:
    paths = ("/graphql/schema", "/ready")
    return join(*(item for path in paths for item in (" ", tag("a", path, href=path))))


def notice(language: Language) -> Markup:
    """The badge that marks invented data, with what it means."""
    text = TEXTS[language]
    return tag("p", tag("b", text.notice_label, "."), " ", text.notice, class_="notice")

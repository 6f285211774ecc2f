"""The query page: an editor for GraphQL documents, its answer, and the reference of the schema beside it."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import dropwhile
from pathlib import Path

from graph_service.errors import Language
from graph_service.web.html import Markup, tag
from graph_service.web.layout import Page, document
from graph_service.web.query_texts import QUERY_TEXTS, QueryTexts
from graph_service.web.texts import TEXTS

_TITLE = re.compile(r"# (hu|en): (.+)")


@dataclass(frozen=True)
class Example:
    """A question to start from; the comment at its beginning has its titles and is left out."""

    name: str
    hu: str
    en: str
    document: str


def read_examples(folder: Path) -> tuple[Example, ...]:
    """The examples of `folder`, by name."""
    return tuple(_example(path) for path in sorted(folder.glob("*.graphql")))


def _example(path: Path) -> Example:
    lines = path.read_text(encoding="utf-8").splitlines()
    titles = {match[1]: match[2] for match in map(_TITLE.fullmatch, lines) if match}
    document = "\n".join(dropwhile(lambda line: line.startswith("#"), lines))
    return Example(path.stem, titles["hu"], titles["en"], document + "\n")


def query_page(language: Language, examples: Sequence[Example]) -> bytes:
    """The page; its scripts find words and examples in the JSON at its end."""
    text, words = TEXTS[language], QUERY_TEXTS[language]
    page = Page("/query", text.query_title, language, scripts=("query.js",), wide=True)
    return document(
        page,
        tag("h1", text.query_title),
        tag("p", text.query_lead, class_="lead"),
        tag("noscript", tag("p", text.needs_script, class_="problem")),
        tag("div", _asking(words), _answer(words), _reference(words), class_="workbench"),
        _data(language, words, examples),
    )


def _asking(words: QueryTexts) -> Markup:
    return tag(
        "section",
        tag(
            "div",
            tag("label", words.examples, for_="examples"),
            tag("select", id="examples"),
            tag("label", words.history, for_="history"),
            tag("select", id="history"),
            class_="choices",
        ),
        tag("h2", tag("label", words.document, for_="document")),
        tag(
            "div",
            tag("div", id="lines", class_="lines", aria_hidden="true"),
            tag(
                "textarea",
                id="document",
                spellcheck="false",
                autocomplete="off",
                autocapitalize="off",
                wrap="off",
                rows=22,
                aria_describedby="keys",
            ),
            class_="editor",
        ),
        tag("p", words.keys, id="keys", class_="hint"),
        tag("h2", tag("label", words.variables, for_="variables")),
        tag("textarea", id="variables", spellcheck="false", autocomplete="off", rows=4, class_="code"),
        tag(
            "p",
            tag("button", words.run, id="run", type="button", class_="main"),
            tag("button", words.format, id="format", type="button"),
            tag("button", words.copy, id="copy", type="button"),
            class_="actions",
        ),
        class_="card asking",
    )


def _answer(words: QueryTexts) -> Markup:
    return tag(
        "section",
        tag("h2", words.answer),
        tag("p", words.no_answer, id="status", role="status", aria_live="polite"),
        tag("ul", id="errors", class_="errors"),
        tag("pre", tag("code", id="answer"), tabindex=0, role="region", aria_label=words.answer),
        class_="card answered",
    )


def _reference(words: QueryTexts) -> Markup:
    return tag(
        "section",
        tag("h2", words.reference),
        tag("label", words.search, for_="search"),
        tag("input", id="search", type="search", autocomplete="off", spellcheck="false"),
        tag("nav", id="trail", class_="trail", aria_label=words.reference),
        tag("div", id="reference", lang="en"),  # the words of the schema are English
        class_="card reference",
    )


def _data(language: Language, words: QueryTexts, examples: Sequence[Example]) -> Markup:
    titled = [{"name": e.name, "title": getattr(e, language), "document": e.document} for e in examples]
    content = json.dumps({"words": asdict(words), "examples": titled}, ensure_ascii=False)
    # In a script element only `</` and `<!--` could end the data early.
    return Markup(f'<script type="application/json" id="data">{content.replace("<", chr(92) + "u003c")}</script>')

"""Which documents come with the service: the only ones that metrics and logs name, for their number is bounded."""

from __future__ import annotations

from functools import cache

from graph_service.questions import all_analyses, all_questions


def document_name(text: str) -> str | None:
    """The name of the question or analysis whose document this is; comments and blank lines do not count."""
    return _names().get(_bare(text))


@cache
def _names() -> dict[str, str]:
    return {_bare(question.document): question.name for question in (*all_questions(), *all_analyses())}


def _bare(text: str) -> str:
    """A `#` inside a string never begins a line of these documents."""
    lines = (line.rstrip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.lstrip().startswith("#"))

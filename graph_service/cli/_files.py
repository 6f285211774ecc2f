"""Files and variables that commands are given; what is wrong with them is said in words."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph_service.errors import RequestError

if TYPE_CHECKING:
    from graph_service.questions import Question


def read_text(path: Path) -> str:
    """The text of a file, or of standard input for `-`. Raises RequestError where it cannot be read."""
    try:
        return sys.stdin.read() if str(path) == "-" else path.read_text(encoding="utf-8")
    except OSError as error:
        raise RequestError("FILE_UNREADABLE", file=path, reason=error.strerror) from None
    except UnicodeDecodeError:
        raise RequestError("FILE_UNREADABLE", file=path, reason="not UTF-8") from None


def read_document(name: Path) -> tuple[str, Question | None]:
    """The text of a file, or of standard input for `-`; or else the question of that name, and what it is."""
    from graph_service.questions import find_question

    if str(name) == "-" or name.exists() or name.suffix or len(name.parts) > 1:
        return read_text(name), None
    question = find_question(str(name))
    return question.document, question


def read_variables(given: Sequence[str]) -> dict[str, Any]:
    """`name=value` pairs as variables. A value that is JSON is taken as such, anything else as text.

    >>> read_variables(["county=HU223", "first=5", "ids=[1, 2]"])
    {'county': 'HU223', 'first': 5, 'ids': [1, 2]}
    """
    variables = {}
    for pair in given:
        name, equals, value = pair.partition("=")
        if not equals or not name.isidentifier():
            raise RequestError("VARIABLE_FORM", value=pair)
        variables[name] = _value(value)
    return variables


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text

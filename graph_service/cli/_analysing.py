"""What the options of `kalaka analyse` mean to an analysis: its variables, the scope among them."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from graph_service.cli._files import read_variables
from graph_service.errors import Language, RequestError
from graph_service.questions import Question

_SCOPE = {
    "counties": "counties",
    "sectors": "sectors",
    "types": "collaborationTypes",
    "themes": "themes",
    "as_of": "asOf",
    "mode": "mode",
    "data": "data",
}
_NAMED = {"counties": "--county", "sectors": "--sector", "types": "--type", "themes": "--theme", "as_of": "--as-of"}
_ENUMS = ("sectors", "types", "mode", "data", "level")
_OWN = {"level": "level", "counties": "counties", "as_of": "day", "mode": "mode", "data": "data"}
_WAITING = {"hu": "számolás: {title}", "en": "computing: {title}"}


def given_of(analysis: Question, options: Mapping[str, Any], variables: Sequence[str]) -> tuple[str, ...]:
    """The variables that options and `variables` (`name=value`) give. Raises RequestError for an option that an
    analysis does not have."""
    given = {name: _value(name, value) for name, value in options.items() if value not in (None, ())}
    scope = {_SCOPE[name]: value for name, value in given.items() if name in _SCOPE}
    found = []
    if _has(analysis, "scope"):
        scope, variables = _joined(scope, variables)
        found = [f"scope={json.dumps(scope)}"] if scope else []
        given = {name: value for name, value in given.items() if name not in _SCOPE}
    for name, value in given.items():
        variable = _OWN.get(name, "")
        if not _has(analysis, variable):
            raise RequestError("OPTION_UNKNOWN", option=_option(name), allowed=_allowed(analysis))
        found.append(f"{variable}={value if isinstance(value, str) else json.dumps(value)}")
    return (*found, *variables)


def _joined(scope: dict[str, Any], variables: Sequence[str]) -> tuple[dict[str, Any], list[str]]:
    """The scope of the options with what `scope=` of `variables` says besides, and the other variables."""
    others = []
    for pair in variables:
        told = read_variables([pair])["scope"] if pair.startswith("scope=") else None
        if isinstance(told, dict) and scope:
            scope = {**scope, **told}
        else:
            others.append(pair)
    return scope, others


def _value(name: str, value: Any) -> Any:
    if isinstance(value, tuple):
        return [one.upper() if name in _ENUMS else one for one in value]
    return value.upper() if name in _ENUMS else value


def _has(analysis: Question, variable: str) -> bool:
    return f"${variable}:" in analysis.document


def _option(name: str) -> str:
    return _NAMED.get(name, f"--{name}")


def _allowed(analysis: Question) -> str:
    names = [*(_SCOPE if _has(analysis, "scope") else ()), *(name for name, own in _OWN.items() if _has(analysis, own))]
    return ", ".join(dict.fromkeys(_option(name) for name in names)) or "--var"


@contextmanager
def waiting(analysis: Question, language: Language) -> Iterator[None]:
    """While it is computed, what is computed is shown on a terminal; nothing where nobody looks."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(_WAITING[language].format(title=analysis.title.in_(language))):
        yield

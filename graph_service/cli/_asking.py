"""Asks a named question: its variables read, its pages followed, its answer with what a reader must know of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graphql import parse, value_from_ast_untyped

from graph_service.app import Service, start
from graph_service.cli._tables import Place, enum_places
from graph_service.cli._typed import operation_of, read_typed
from graph_service.errors import Language
from graph_service.observability import new_request_id
from graph_service.observability.starting import Silent
from graph_service.questions import Question
from graph_service.settings import Settings
from graph_service.web.site import Answer

Told = Callable[[int, int | None], None]
_ROWS = ("nodes", "edges")
_PATIENCE = 60.0  # s: only who asks is waiting, and a Neo4j that has just started plans a new text for seconds
_SYNTHETIC = "{ institutions(first: 1, where: {dataOrigin: {eq: SYNTHETIC}}) { nodes { id } } }"


@dataclass
class Answered:
    """The answer of a question: its data, where its enum values stand, and whether the graph holds invented data."""

    question: Question
    variables: Mapping[str, Any]
    data: Mapping[str, Any] | None
    errors: list[Mapping[str, Any]]
    enums: Mapping[Place, str] = field(default_factory=dict)
    is_synthetic: bool = False

    @property
    def main(self) -> dict[str, Any]:
        """The connection of the main table; empty where it is none, or not there."""
        found: Any = self.data
        for step in self.question.main or ("",):
            found = found.get(step) if isinstance(found, dict) else None
        return found if isinstance(found, dict) else {}

    @property
    def total(self) -> int | None:
        return self.main.get("totalCount")

    @property
    def shown(self) -> int:
        return max((len(self.main.get(part) or ()) for part in _ROWS), default=0)

    @property
    def has_more(self) -> bool:
        return bool((self.main.get("pageInfo") or {}).get("hasNextPage"))

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        told = {"question": self.question.name, "variables": self.variables, "synthetic": self.is_synthetic}
        return {"data": self.data, **({"errors": self.errors} if self.errors else {}), "extensions": told}

    def add(self, page: Answered) -> None:
        """Puts the rows of the next page behind those that are there."""
        own, further = self.main, page.main
        for part in _ROWS:
            if part in own:
                own[part] = [*own[part], *(further.get(part) or ())]
        own["pageInfo"] = further.get("pageInfo")
        self.errors += page.errors


async def ask(
    settings: Settings, question: Question, given: Sequence[str], language: Language, told: Told | None
) -> Answered:
    """The answer of a question; all its pages where `told` hears of each. Raises RequestError for wrong variables."""
    patient = max(settings.read_seconds, _PATIENCE)
    analysing = max(settings.analysis_seconds, _PATIENCE)
    # A question must not load anything.
    quiet = dataclasses.replace(settings, seed="none", read_seconds=patient, analysis_seconds=analysing)
    async with start(quiet, progress=Silent(), warm=False) as service:
        document = parse(question.document)
        values = {**_spoken(question, language), **read_typed(service.api.core, document, given)}
        values = question.with_derived(values)
        answered = await _page(service, question, values, language)
        while told is not None and question.is_paged and answered.has_more:
            told(answered.shown, answered.total)
            after = answered.main["pageInfo"]["endCursor"]
            answered.add(await _page(service, question, {**values, "after": after}, language))
        answered.variables = {**_defaults(question), **values}
        answered.enums = enum_places(service.api.core, document)
        invented = await service.ask(_SYNTHETIC, {}, language, new_request_id())
        answered.errors += _errors(invented)  # then nobody knows whether
        answered.is_synthetic = bool(invented.data and invented.data["institutions"]["nodes"])
    return answered


async def _page(service: Service, question: Question, values: dict[str, Any], language: Language) -> Answered:
    result = await service.ask(question.document, values, language, new_request_id())
    return Answered(question, values, result.data, _errors(result))


def _errors(result: Answer) -> list[Mapping[str, Any]]:
    return [dict(error.formatted) for error in result.errors or ()]


def _spoken(question: Question, language: Language) -> dict[str, str]:
    """The language that sentences of the answer are to be in, where it has any."""
    return {"lang": language.upper()} if "$lang:" in question.document else {}


def _defaults(question: Question) -> dict[str, Any]:
    definitions = operation_of(parse(question.document)).variable_definitions or ()
    return {
        one.variable.name.value: value_from_ast_untyped(one.default_value) for one in definitions if one.default_value
    }

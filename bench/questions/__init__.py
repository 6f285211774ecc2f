"""The questions of the comparison: our document, the statement by hand and, for two of them, the rival's document."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graphql import OperationDefinitionNode, parse, value_from_ast_untyped

from bench.questions.normal import (
    Json,
    hand_nested,
    hand_one_row,
    ours_nested,
    ours_one_row,
    rival_nested,
    rival_one_row,
    without_cursors,
)
from graph_service.model.text import search_words
from graph_service.query.search import tolerant_query, typed_query
from graph_service.questions import Question as NamedQuestion
from graph_service.questions import all_questions

HERE = Path(__file__).resolve().parent
Variables = Mapping[str, Any]


@dataclass(frozen=True)
class Question:
    """One question in two or three tongues, and how each side's answer becomes the same JSON."""

    name: str
    title: str
    variables: Variables
    document: str
    ours: Callable[[Json], Json]
    hand: Callable[[Json], Json]
    rival: Callable[[Json], Json] | None = None

    @property
    def parameters(self) -> Variables:
        """What the statement by hand takes: the variables, and the words of a text that is looked for."""
        return {**self.variables, **_searched(self.variables["text"])} if "text" in self.variables else self.variables

    @property
    def statement(self) -> str:
        """The hand-written Cypher."""
        return statement_of(self.name)

    def our_body(self) -> bytes:
        """The body of a POST to our /graphql."""
        return _body(self.document, self.variables)

    def rival_body(self) -> bytes:
        """The body of a POST to the rival."""
        return _body(_text(f"{self.name}.rival.graphql"), self.variables)

    def hand_body(self) -> bytes:
        """The body of a POST to the hand-written endpoint."""
        return json.dumps(self.parameters).encode()


def one_row_question(institution: str) -> Question:
    """What one institution is."""
    document = _text("one_row.graphql")
    return Question("one_row", "one row", {"id": institution}, document, ours_one_row, hand_one_row, rival_one_row)


def nested_question(county: str, first: int) -> Question:
    """With whom the first institutions of a county work, and on what."""
    variables: Variables = {"county": county, "first": first}
    return Question("nested", "nested", variables, _text("nested.graphql"), ours_nested, hand_nested, rival_nested)


def named_questions() -> tuple[Question, ...]:
    """The thirty, with the values that their documents give by default, as far as they have a statement by hand."""
    return tuple(_named(question) for question in all_questions() if (HERE / f"q{question.number:02}.cypher").exists())


def _named(question: NamedQuestion) -> Question:
    name, title = f"q{question.number:02}", f"{question.number:2} {question.short_name}"
    document = compared_document(question)
    return Question(name, title, defaults_of(document), document, without_cursors, without_cursors)


def compared_document(question: NamedQuestion) -> str:
    """What a statement by hand can answer: the question, or its first form where it has come to ask for analysis."""
    first_form = HERE / f"q{question.number:02}.first.graphql"
    return first_form.read_text(encoding="utf-8") if first_form.exists() else question.document


def defaults_of(document: str) -> dict[str, Any]:
    """The variables of a document that have a default, by name."""
    operation = next(one for one in parse(document).definitions if isinstance(one, OperationDefinitionNode))
    return {
        variable.variable.name.value: value_from_ast_untyped(variable.default_value)
        for variable in operation.variable_definitions or ()
        if variable.default_value is not None
    }


def _searched(text: str) -> Variables:
    """A text by the grammar of the search; the endpoint by hand is spared the reading."""
    words = search_words(text)
    return {"words": words, "phrase": " ".join(words), "typed": typed_query(words), "tolerant": tolerant_query(words)}


def statement_of(name: str) -> str:
    """The hand-written Cypher of a question."""
    return _text(f"{name}.cypher")


def _text(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


def _body(document: str, variables: Variables) -> bytes:
    return json.dumps({"query": document, "variables": variables}).encode()

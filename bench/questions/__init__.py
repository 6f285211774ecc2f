"""The questions of the comparison: for each the document of ours, the rival's, and the hand-written statement."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bench.questions.normal import (
    Json,
    hand_nested,
    hand_one_row,
    ours_nested,
    ours_one_row,
    rival_nested,
    rival_one_row,
)

HERE = Path(__file__).resolve().parent
Variables = Mapping[str, str | int]


@dataclass(frozen=True)
class Question:
    """One question in three tongues, and how each side's answer becomes the same JSON."""

    name: str
    title: str
    variables: Variables
    ours: Callable[[Json], Json]
    hand: Callable[[Json], Json]
    rival: Callable[[Json], Json]

    @property
    def document(self) -> str:
        """Our GraphQL document."""
        return _text(f"{self.name}.graphql")

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
        return json.dumps(self.variables).encode()


def one_row_question(institution: str) -> Question:
    """What one institution is."""
    return Question("one_row", "one row", {"id": institution}, ours_one_row, hand_one_row, rival_one_row)


def nested_question(county: str, first: int) -> Question:
    """With whom the first institutions of a county work, and on what."""
    variables: Variables = {"county": county, "first": first}
    return Question("nested", "nested", variables, ours_nested, hand_nested, rival_nested)


def statement_of(name: str) -> str:
    """The hand-written Cypher of a question."""
    return _text(f"{name}.cypher")


def _text(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


def _body(document: str, variables: Variables) -> bytes:
    return json.dumps({"query": document, "variables": variables}).encode()

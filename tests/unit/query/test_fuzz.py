"""Whatever is valid is prepared, left to graphql-core or refused in words; and a kept plan does what a new one does."""

from __future__ import annotations

import re
from random import Random
from typing import Any

import pytest
from graphql import DocumentNode, GraphQLSchema, parse, validate

from graph_service.errors import RequestError
from graph_service.model.structure import Model
from graph_service.query.reading import Reader, Unplanned
from tests.unit.query.fuzzing import Fuzz
from tests.unit.query.rows import Rows

SEEDS = range(6)
DOCUMENTS = 40


def outcome(reader: Reader, document: DocumentNode, variables: dict[str, Any]) -> Any:
    """What preparing comes to; any other exception fails the test."""
    try:
        prepared = reader.prepare(document, None, variables)
    except Unplanned:
        return "left to graphql-core"
    except RequestError as error:
        return error.code, str(error), [node.loc.start for node in error.nodes or () if node.loc]
    return [(s.text, repr(s.parameters)) for s in prepared.statements], prepared.cost


@pytest.mark.parametrize("seed", SEEDS)
def test_every_valid_document(model: Model, schema: GraphQLSchema, seed: int) -> None:
    fuzz, reader = Fuzz(schema, Random(seed)), Reader(model, schema)
    planned = 0
    for _ in range(DOCUMENTS):
        made = fuzz.document()
        document = parse(made.text)
        if validate(schema, document):
            continue
        for variables in (made.variables, *(fuzz.variables(made.variables) for _ in range(4))):
            kept = outcome(reader, document, variables)
            assert kept == outcome(Reader(model, schema), document, variables), (made.text, variables)
            if isinstance(kept[0], list):
                planned += 1
                for text, _ in kept[0]:
                    assert_well_formed(text)
                assert_answers(model, reader, document, variables)
    assert planned > DOCUMENTS / 2


def assert_answers(model: Model, reader: Reader, document: DocumentNode, variables: dict[str, Any]) -> None:
    """Rows that fit are completed by both forms to the same keys, and the plan prints."""
    prepared = reader.prepare(document, None, variables)
    rows = [
        (1, Rows(model, bound.parameters).answer(statement.roots))
        for statement, bound in zip(prepared._compiled.statements, prepared.statements, strict=True)
    ]
    assert prepared.complete(rows).keys() == prepared.lenient(rows).keys()
    assert prepared.explain()


def assert_well_formed(text: str) -> None:
    """Brackets pair, and a clause has one WHERE."""
    assert text.isascii()
    open_: list[str] = []
    clauses = [""]
    for token in re.findall(r"\b(?:MATCH|WITH|WHERE|RETURN|CALL)\b|[{}()\[\]|]", text.replace("STARTS WITH", "~")):
        if token in "{([":
            open_.append(token)
            clauses.append("")
        elif token in "})]":
            assert open_.pop() + token in ("{}", "()", "[]"), text
            clauses.pop()
        elif token == "|":
            clauses[-1] = ""
        else:
            assert not (token == "WHERE" and clauses[-1] == "WHERE"), text
            clauses[-1] = token
    assert open_ == []


def test_the_check_of_forms_finds_a_second_where() -> None:
    assert_well_formed("MATCH (a) WHERE EXISTS { MATCH (a) WHERE true } MATCH (b) WHERE b.x RETURN 1")
    with pytest.raises(AssertionError):
        assert_well_formed("MATCH (a) WHERE a.x = 1 WHERE b.y = 2 RETURN 1")

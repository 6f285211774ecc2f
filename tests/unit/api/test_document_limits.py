"""Limits on documents: what counts, and that fragments are measured once."""

from __future__ import annotations

import time

import pytest
from graphql import get_introspection_query, parse

from graph_service.api.limits import DocumentLimits, check_limits
from tests.unit.api.conftest import Ask

LIMITS = DocumentLimits(depth=3, aliases=2, fields=6, directives=2, operations=2)


def codes(document: str, limits: DocumentLimits = LIMITS) -> list[str]:
    return [error.original_error.code for error in check_limits(parse(document), limits)]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ("{ a { b { c } } }", []),
        ("{ a { b { c { d } } } }", ["LIMIT_DEPTH"]),
        ("{ a { edges { node { b { c } } } } }", []),
        ("{ a { pageInfo { b } nodes { c } } }", []),
        ("{ __schema { a { b { c { d } } } } }", []),
        ("{ x: a y: b }", []),
        ("{ x: a y: b z: c }", ["LIMIT_ALIASES"]),
        ("{ a b c d e f }", []),
        ("{ a b c d e f g }", ["LIMIT_FIELDS"]),
        ("{ a @x b @y }", []),
        ("query @x { a @x b @y }", ["LIMIT_DIRECTIVES"]),
        ("query A { a } query B { b }", []),
        ("query A { a } query B { b } query C { c }", ["LIMIT_OPERATIONS"]),
        ("{ ... on A { a { ... on B { b { ...F } } } } } fragment F on C { c { d } }", ["LIMIT_DEPTH"]),
        ("{ ...F ...F } fragment F on C { x: a }", []),
        ("{ ...F ...F ...F } fragment F on C { x: a }", ["LIMIT_ALIASES"]),
    ],
)
def test_what_counts(document: str, expected: list[str]) -> None:
    assert codes(document) == expected


def test_a_fragment_bomb_is_measured_at_once() -> None:
    spreads = "".join(f"fragment F{n} on A {{ ...F{n + 1} ...F{n + 1} }} " for n in range(60))
    started = time.process_time()
    assert codes(f"{{ ...F0 }} {spreads} fragment F60 on A {{ a }}") == ["LIMIT_FIELDS"]
    assert time.process_time() - started < 2  # measured by its spreads it would be for ever


def test_cycles_end() -> None:
    assert codes("{ ...F } fragment F on A { a { ...G } } fragment G on A { b { ...F } }") == []


def test_the_standard_introspection_query_passes() -> None:
    assert codes(get_introspection_query(), DocumentLimits()) == []


@pytest.mark.anyio
async def test_a_document_beyond_a_limit_is_refused(ask: Ask) -> None:
    result = await ask("{" + " ".join(f"a{n}: dataVersion" for n in range(31)) + "}")
    assert result.data is None
    assert [error.message for error in result.errors or []] == ["The document has 31 aliases; the limit is 30."]


@pytest.mark.anyio
async def test_too_many_tokens_are_not_parsed(ask: Ask) -> None:
    result = await ask("{" + " dataVersion" * 2_000 + "}")
    assert result.errors is not None
    assert result.errors[0].extensions == {"code": "LIMIT_TOKENS"}
    assert "2000 tokens" in result.errors[0].message

"""No cell is a formula, and what was protected comes back exactly."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_service.importing.protection import protected, unprotected

FORMULAS = "=+-@\t\r"
texts = st.one_of(st.text(), st.text(alphabet="'=+-@\t\r\na", max_size=6))


@given(texts)
def test_what_was_protected_comes_back(text: str) -> None:
    assert unprotected(protected(text)) == text


@given(texts)
def test_no_cell_begins_like_a_formula_or_is_empty(text: str) -> None:
    cell = protected(text)
    assert cell
    assert cell[0] not in FORMULAS


@given(texts, texts)
def test_two_texts_never_share_a_cell(one: str, other: str) -> None:
    assert (protected(one) == protected(other)) == (one == other)


@pytest.mark.parametrize("first", FORMULAS)
def test_what_begins_a_formula_gets_one_quote(first: str) -> None:
    assert protected(f"{first}1") == f"'{first}1"
    assert protected(f"''{first}1") == f"'''{first}1"


@pytest.mark.parametrize("text", ["Béla", "'s", "a=b", "[1]", " =1", "\n=1"])
def test_what_is_no_formula_stays(text: str) -> None:
    assert protected(text) == text
    assert unprotected(text) == text

"""Limits that do something: without one of them a named document does harm. `make robustness` tries every limit."""

from __future__ import annotations

import pytest

from tests.robustness import ablation

_QUICK = ("KALAKA_MAX_ALIASES", "KALAKA_MAX_FIELDS", "KALAKA_MAX_ROWS", "KALAKA_MAX_CHARACTERS")


@pytest.mark.parametrize("limit", _QUICK)
def test_without_a_limit_a_named_document_does_harm(limit: str) -> None:
    [one] = [one for one in ablation.ABLATIONS if one.limit == limit]
    on, off = ablation.compared(one)
    assert on.code
    assert ablation.does_harm(one, on, off), (on, off)

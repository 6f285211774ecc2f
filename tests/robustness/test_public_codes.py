"""Every public code is provoked somewhere: no code of the documentation that nobody has ever seen."""

from __future__ import annotations

import pytest

from graph_service.messages import PUBLIC, importing
from tests.robustness.public_codes import asserted_codes, provoked

pytestmark = pytest.mark.static

_NOT_PROVOKED: dict[str, str] = {
    "TIE_ENDS": "Each relationship type of the model leads from all of its starts to all of its ends.",
}
"""Codes that nothing here can provoke, each with the reason."""


def test_every_public_code_is_provoked_or_has_a_reason_not_to_be() -> None:
    assert PUBLIC - set(provoked()) == set(_NOT_PROVOKED)


def test_half_of_the_codes_are_provoked_by_the_hostile_corpus() -> None:
    # Files have a corpus of their own: tests/importing/broken.py.
    asked = PUBLIC - set(importing.MESSAGES)
    by_corpus = {code for code, places in provoked().items() if any(": " in place for place in places)}
    assert len(by_corpus) >= len(asked) / 2, sorted(asked - by_corpus)


def test_what_a_test_raises_itself_is_not_taken_for_provoked() -> None:
    assert asserted_codes('raise StoreError("STORE_BUSY")') == set()
    assert asserted_codes('fake(error=errors.StoreError("STORE_BUSY"))\nassert code == "STORE_TIMEOUT"') == {
        "STORE_TIMEOUT"
    }

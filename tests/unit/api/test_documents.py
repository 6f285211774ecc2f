"""The caches of parsed and validated documents."""

from __future__ import annotations

import pytest
from graphql import parse

from graph_service.api.documents import DocumentCache
from graph_service.api.limits import DocumentLimits
from tests.unit.api.conftest import Ask
from tests.unit.api.fakes import FakePlans, FakePrepared

pytestmark = pytest.mark.anyio


def cache(**most: int) -> DocumentCache:
    return DocumentCache(DocumentLimits(), **most)


async def test_the_same_text_is_the_same_document(ask: Ask, plans: FakePlans) -> None:
    plans.next = FakePrepared({"dataVersion": 1})
    for text in ("{ dataVersion }", "{ dataVersion }", "{ dataVersion  }"):
        await ask(text)
    first, second, third = plans.documents
    assert first is second
    assert third is not first


async def test_a_known_bad_document_stays_bad(ask: Ask) -> None:
    answers = [await ask("{ nothing }", language=language) for language in ("en", "hu", "en")]
    messages = [[error.message for error in answer.errors or []] for answer in answers]
    assert messages[0] == messages[2] == ["Cannot query field 'nothing' on type 'Query'."]
    assert messages[1] == ["Nincs ilyen mező: Cannot query field 'nothing' on type 'Query'."]


def test_documents_used_longest_ago_are_forgotten() -> None:
    known = cache(most=2)
    node = parse("{ a }")
    known.put("1", node)
    known.put("2", node)
    assert known.get("1") is not None
    known.put("3", node)
    assert known.get("2") is None
    assert known.get("1") is not None
    assert len(known) == 2


def test_long_documents_take_more_room() -> None:
    known = cache(most_characters=10)
    node = parse("{ a }")
    known.put("1234", node)
    known.put("12345678", node)
    assert known.get("1234") is None
    assert known.get("12345678") is not None
    known.put("123456789012", node)
    assert len(known) == 0

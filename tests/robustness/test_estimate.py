"""Prices against the rows of real answers: never below, and equal where every page is full."""

from __future__ import annotations

import pytest

from graph_service.api.service import Api
from graph_service.store.store import Store
from tests.answering import Service
from tests.robustness import estimate
from tests.robustness.counted_rows import rows_of, typed
from tests.robustness.full_pages import DOCUMENTS, fill
from tests.robustness.pricing import refused_code


@pytest.mark.anyio
async def test_drawn_documents_never_have_more_rows_than_their_price(service: Service) -> None:
    number = 60 if service.engine == "embedded" else 30
    counted = await estimate.drawn_documents(service, range(number))
    assert (counted.beyond, counted.failed) == ([], [])
    assert counted.documents > number / 2
    assert counted.rows > 5 * counted.documents


@pytest.mark.anyio
async def test_the_price_is_the_rows_where_every_page_is_full(api: Api, bare_store: Store) -> None:
    await fill(bare_store)
    found = await estimate.full_pages(Service(api, bare_store))
    assert [(name, price) for name, price, _ in found] == [(name, rows) for name, _, rows in found]
    assert len(found) == len(DOCUMENTS)


def test_a_hundred_times_a_hundred_times_a_hundred_is_refused() -> None:
    assert refused_code(estimate.THREE_DEEP) == "TOO_DEAR"


def test_eight_levels_of_to_one_fields_are_let_through() -> None:
    assert refused_code(estimate.EIGHT_TO_ONE) == ""


def test_rows_are_counted_without_their_parts() -> None:
    assert typed("{ a { b } }").split() == ["{", "__typename", "a", "{", "__typename", "b", "}", "}"]
    name = {"__typename": "LocalizedText", "hu": "é"}
    node = {"__typename": "County", "name": name}
    page = {"__typename": "CountyConnection", "nodes": [node, node], "edges": [{"__typename": "X__Edge", "node": node}]}
    assert rows_of({"__typename": "Query", "counties": page, "missing": None}) == 4

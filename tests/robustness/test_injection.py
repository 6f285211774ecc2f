"""A caller's text stands in parameters alone, wherever the schema takes one; and a build that splices is noticed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from graph_service.api.service import Api
from graph_service.cypher import Statement
from graph_service.query import reading
from graph_service.store.store import Store
from tests.robustness.injection import QUICK, Recording, counts, pairs, try_all
from tests.robustness.payloads import MARK, PAYLOADS
from tests.robustness.slots import slots


def test_the_walk_finds_places_of_every_kind(api: Api) -> None:
    names = {slot.name for slot in slots(api.core)}
    assert len(names) > 1_000
    assert {"county.nuts3", "search.text", "search.county", "counties.after", "nodes.ids", "paths.from"} <= names
    assert {"counties.where.nuts3.eq", "institutions.where.location.within.of", "County.institutions.after"} <= names
    assert len(set(PAYLOADS)) == 60
    assert all(MARK in payload for payload in PAYLOADS)


@pytest.mark.anyio
async def test_no_text_of_a_caller_changes_the_graph_or_stands_in_a_statement(api: Api, store: Store) -> None:
    recording = Recording(store)
    before = await counts(store)
    tried = await try_all(api, recording, pairs(slots(api.core), QUICK))
    assert await counts(store) == before
    assert (tried.faults, recording.spliced) == ([], [])
    assert tried.requests == QUICK
    assert recording.in_parameters > QUICK / 4


@pytest.mark.anyio
async def test_a_build_that_splices_one_text_is_noticed(
    api: Api, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    bound = reading._bound

    def spliced(statements: Sequence[Any], values: Mapping[str, Any]) -> tuple[Statement, ...]:
        return tuple(_spliced(statement) for statement in bound(statements, values))

    monkeypatch.setattr(reading, "_bound", spliced)
    recording = Recording(store)
    county = [slot for slot in slots(api.core) if slot.name == "county.nuts3"]
    tried = await try_all(api, recording, pairs(county))
    assert recording.spliced
    assert tried.faults


def _spliced(statement: Statement) -> Statement:
    """The statement as somebody would write it who knows no parameters."""
    text = statement.text
    for name, value in statement.parameters.items():
        if isinstance(value, str):
            text = text.replace(f"${name}", f"'{value}'")
    return Statement(text, statement.parameters)

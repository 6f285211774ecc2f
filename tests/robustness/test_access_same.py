"""What is private does not show: not in bytes, not in headers, and what would show is noticed."""

from __future__ import annotations

import re

import pytest

from graph_service.model import load_model
from graph_service.store.store import Store
from tests.engines.running import RunningEngine
from tests.privacy.conftest import own_engine as own_engine
from tests.privacy.conftest import own_store as own_store
from tests.robustness.access_same import (
    NODE,
    PEOPLE,
    Private,
    Public,
    answers,
    base,
    client,
    differing,
    privates,
    service_ids,
    sign_probability,
)

pytestmark = pytest.mark.anyio

ASKED = [
    Public("people", PEOPLE),
    Public("by name", '{ people(first: 5, where: {displayName: {eq: "Egészen-Más"}}) { nodes { id } } }'),
    Public("search", '{ search(text: "Egészen-Más") { totalCount nodes { id } } }'),
]


@pytest.fixture
async def before(own_engine: RunningEngine, own_store: Store) -> dict[str, bytes]:
    """The answers of the graph as it is."""
    return await base(own_engine, own_store, ASKED)


async def test_a_private_value_shows_nowhere_and_a_public_one_does(
    own_engine: RunningEngine, own_store: Store, before: dict[str, bytes]
) -> None:
    assert before["people"].startswith(b"200")
    for private in (
        Private("Mentor", "familyName"),
        Private("Mentor", "displayName"),
        Private("MentoringActivity", "note"),
    ):
        assert await differing(own_engine, own_store, ASKED, private, before) == []
    shown = [Public("status", "{ mentors(first: 5, orderBy: [{field: ID}]) { nodes { id mentorStatus } } }")]
    known = await base(own_engine, own_store, shown)
    assert await differing(
        own_engine, own_store, shown, Private("Mentor", "mentorStatus", "trained_reserve"), known
    ) == ["status"]


async def test_a_private_id_gives_the_bytes_of_a_missing_one(own_engine: RunningEngine, own_store: Store) -> None:
    ids = await service_ids(own_store)
    assert len(ids) >= 4
    async with client(own_engine, own_store) as http:
        for private, missing in ids:
            asked = [Public(name, NODE, {"id": id_}) for name, id_ in (("private", private), ("missing", missing))]
            found = await answers(http, asked)
            assert found["private"] == found["missing"]
            assert re.search(rb'"node":null,"nodes":\[null\]', found["private"])


def test_every_guarded_property_of_every_label_is_among_the_private_values() -> None:
    model = load_model()
    told = {(one.label, one.stored) for one in privates()}
    assert {(node.name, p.stored) for node in model.labels for p in node.properties.values() if p.guarded} < told


def test_the_sign_test_sees_what_is_uneven_and_not_what_is_even() -> None:
    assert sign_probability([1.0, -1.0] * 500) > 0.9
    assert sign_probability([1.0] * 560 + [-1.0] * 440) < 0.001
    assert sign_probability([]) == 1.0

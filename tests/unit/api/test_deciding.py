"""Which version alone decides what searches answer: the oldest of what they rest on must not be older than it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

import pytest

from graph_service.api.analysis.searches import Reading
from graph_service.api.context import RequestContext
from graph_service.api.network.desk import Desk
from graph_service.cypher import Statement
from tests.unit.api.fakes import FakeStore

pytestmark = pytest.mark.anyio


@dataclass
class _Projection:
    version: int


@dataclass
class _Held:
    projection: _Projection
    stale: bool


class _Desk:
    def __init__(self, version: int, *, stale: bool) -> None:
        self._held = _Held(_Projection(version), stale)

    async def held(self, version: int | None) -> Any:
        return self._held


@pytest.mark.parametrize(
    ("version", "stale", "decides"), [(7, False, True), (8, True, False), (8, False, True), (6, False, False)]
)
async def test_a_projection_that_is_older_or_stale_decides_with_it(version: int, stale: bool, decides: bool) -> None:
    store = FakeStore()
    reading = Reading(RequestContext(store, "r"), None)
    await reading(Statement("CALL () { RETURN [] AS data }"))
    read = reading.version
    assert read is not None
    assert reading.decides(read)
    await reading.held(cast(Desk, _Desk(read - 7 + version, stale=stale)))
    assert reading.decides(reading.version) is decides


async def test_what_was_read_after_an_older_projection_does_not_make_it_newer() -> None:
    store = FakeStore()
    reading = Reading(RequestContext(store, "r"), None)
    await reading.held(cast(Desk, _Desk(1, stale=False)))
    assert reading.version == 1
    assert reading.decides(reading.version)
    await reading(Statement("CALL () { RETURN [] AS data }"))
    assert reading.version is not None
    assert reading.version > 1
    assert not reading.decides(reading.version)

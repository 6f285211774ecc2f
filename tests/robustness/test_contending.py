"""A short form of `contending`: two service processes that write the same."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.engines.running import Name
from tests.robustness import contending

pytestmark = pytest.mark.kills


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("embedded", marks=pytest.mark.embedded, id="embedded"),
        pytest.param("neo4j", marks=pytest.mark.neo4j, id="neo4j"),
    ],
)
def test_two_writers_lose_nothing_and_are_told_of_no_conflict_but_of_versions(
    name: Name, tell: Callable[[str], None]
) -> None:
    found = contending.contend(name, contending.QUICK_SECONDS)
    updates = [sum(writer.counted.values()) for writer in found.writers]
    tell(f"two writers, {name}: {updates} updates, {[writer.conflicts for writer in found.writers]} conflicts")
    assert found.wrong == []
    assert found.lost == []
    assert found.doubled == []
    assert found.shared > 0
    assert all(updates)

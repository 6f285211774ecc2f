"""Pages read an index in order on Neo4j; on both engines they hold the same rows with or without one."""

from __future__ import annotations

import pytest

from graph_service.cypher import Statement
from graph_service.store.plans import PlanStep
from graph_service.store.store import Store

pytestmark = pytest.mark.anyio

PAGE = (
    "CALL () {{ MATCH (n:Settlement) WHERE {where} WITH n ORDER BY n.{key}, n.id LIMIT 21 "
    "RETURN collect([n.id, n.nameHu, n.{key}]) AS found }} RETURN found"
)


def operators(step: PlanStep) -> list[str]:
    return [step.operator, *(name for child in step.children for name in operators(child))]


@pytest.mark.parametrize(
    ("key", "where"),
    [
        ("nameSort", "n.nameSort IS NOT NULL"),
        ("nameSort", "n.nameSort >= 'K' AND (n.nameSort > 'K' OR n.id > 'settlement:1')"),
        ("populationYear", "n.populationYear IS NOT NULL"),
        ("createdAt", "n.createdAt IS NOT NULL"),
    ],
)
async def test_a_page_costs_its_rows_and_not_its_label(store: Store, key: str, where: str) -> None:
    served = Statement(PAGE.format(key=key, where=f"{where} AND n.id IS NOT NULL"))
    plain = Statement(PAGE.format(key=key, where=where))
    [rows] = await store.read(served, seconds=15)
    assert [rows] == await store.read(plain, seconds=15)
    assert len(rows) == 21
    if not store.embedded:  # which has no index that is read in order
        plan = await store.database_plan(served, profile=True)
        assert not {"NodeByLabelScan", "Sort", "Top"} & set(operators(plan))
        assert plan.total_hits() < 200


@pytest.mark.parametrize("cursor", ["", "AND (n.updatedAt > datetime('2019-09-01T00:00:00Z') OR n.id > 'inst:1') "])
async def test_everything_changed_since_a_moment_is_read_in_order(store: Store, cursor: str) -> None:
    """Of all labels together, only the page is read: 14,000 nodes or a million."""
    text = (
        "CALL () { MATCH (n:Node) WHERE n.updatedAt >= datetime('2019-09-01T00:00:00Z') AND n.id IS NOT NULL "
        f"{cursor}WITH n ORDER BY n.updatedAt, n.id LIMIT 21 RETURN collect(n.id) AS found }} RETURN found"
    )
    [rows] = await store.read(Statement(text), seconds=15)
    assert len(rows) == 21
    if not store.embedded:
        plan = await store.database_plan(Statement(text), profile=True)
        assert not {"NodeByLabelScan", "Sort", "Top"} & set(operators(plan))
        assert plan.total_hits() < 200


async def test_every_node_carries_the_label_of_all(store: Store) -> None:
    text = "MATCH (n) WHERE NOT n:Node AND NOT n:Migration AND NOT n:DataVersion RETURN collect(n.id) AS found"
    assert await store.read(Statement(text), seconds=15) == [[]]

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

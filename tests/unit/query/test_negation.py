"""NOT goes down to single comparisons: no subquery stands within a function."""

from __future__ import annotations

import pytest

from tests.unit.query.asking import Asking

_LEAF = "NOT coalesce(n0.sector = $p0, false)"


@pytest.mark.parametrize(
    ("condition", "text"),
    [
        ("{sector: {eq: LIBRARY}}", _LEAF),
        ("{NOT: {sector: {eq: LIBRARY}}}", "n0.sector = $p0"),
        ("{}", "false"),
        ("{OR: []}", ""),
        ("{isil: {isNull: true}}", "n0.isil IS NOT NULL"),
        (
            "{sector: {eq: LIBRARY}, isil: {isNull: true}}",
            "(n0.isil IS NOT NULL OR NOT coalesce(n0.sector = $p0, false))",
        ),
        (
            "{OR: [{sector: {eq: LIBRARY}}, {bodies: {some: {}}}]}",
            f"({_LEAF} AND NOT EXISTS {{ MATCH (n0)-[:HAS_BODY]->(n1) }})",
        ),
        ("{bodies: {none: {}}}", "EXISTS { MATCH (n0)-[:HAS_BODY]->(n1) }"),
        ("{bodies: {count: {gt: 1}}}", "NOT COUNT { MATCH (n0)-[:HAS_BODY]->(n1) } > $p0"),
        ("{bodies: {single: {}}}", "NOT COUNT { MATCH (n0)-[:HAS_BODY]->(n1) } = 1"),
        (
            '{bodies: {all: {id: {eq: "x"}}}}',
            "EXISTS { MATCH (n0)-[:HAS_BODY]->(n1) WHERE NOT coalesce(n1.id = $p0, false) }",
        ),
        (
            '{bodies: {some: {NOT: {id: {eq: "x"}}}}}',
            "NOT EXISTS { MATCH (n0)-[:HAS_BODY]->(n1) WHERE NOT coalesce(n1.id = $p0, false) }",
        ),
    ],
)
def test_not(asking: Asking, condition: str, text: str) -> None:
    where = f" WHERE {text}" if text else ""
    assert asking.where(f"{{NOT: {condition}}}") == f"MATCH (n0:Institution){where}"


def test_not_of_a_label(asking: Asking) -> None:
    asked = asking.where("{participants: {some: {NOT: {onInstitution: {sector: {eq: LIBRARY}}}}}}", "collaborations")
    assert "WHERE (NOT n1:Institution OR (n1:Institution AND NOT coalesce(n1.sector = $p0, false)))" in asked


def test_not_of_the_property_of_a_relationship(asking: Asking) -> None:
    asked = asking.where('{collaborations: {some: {NOT: {edge: {from: {gt: "2018-01-01"}}}}}}')
    assert "WHERE NOT coalesce(r0.from > date($p0), false)" in asked

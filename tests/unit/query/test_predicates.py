"""Conditions on relatives and on the ends of ties, as text."""

from __future__ import annotations

import pytest

from tests.unit.query.asking import Asking


@pytest.mark.parametrize(
    ("condition", "text"),
    [
        (
            '{collaborations: {some: {name: {hu: {eq: "a"}}}}}',
            "EXISTS { MATCH (n0)-[:PARTICIPATES_IN]->(n1) WHERE n1.nameHu = $p0 }",
        ),
        ("{collaborations: {none: {}}}", "NOT EXISTS { MATCH (n0)-[:PARTICIPATES_IN]->(n1) }"),
        (
            '{collaborations: {some: {participants: {none: {id: {ne: "x"}}}}}}',
            "EXISTS { MATCH (n0)-[:PARTICIPATES_IN]->(n1) "
            "WHERE NOT EXISTS { MATCH (n1)<-[:PARTICIPATES_IN]-(n2) WHERE n2.id <> $p0 } }",
        ),
        (
            "{collaborations: {all: {type: {eq: JOINT_EVENT}}}}",
            "NOT EXISTS { MATCH (n0)-[:PARTICIPATES_IN]->(n1) WHERE NOT coalesce(n1.type = $p0, false) }",
        ),
        (
            "{collaborations: {single: {edge: {from: {isNull: true}}}}}",
            "COUNT { MATCH (n0)-[r0:PARTICIPATES_IN]->(n1) WHERE r0.from IS NULL } = 1",
        ),
        (
            "{district: {settlements: {count: {gt: 3}}}}",
            "EXISTS { MATCH (n0)-[:IN_SETTLEMENT]->()-[:IN_DISTRICT]->(n1) "
            "WHERE COUNT { MATCH (n1)<-[:IN_DISTRICT]-(n2) } > $p0 }",
        ),
        ("{cooperatesWith: {none: {}}}", "NOT EXISTS { MATCH (n0)-[:COOPERATES_WITH]-(n1) }"),
        (
            '{maintainer: {id: {ne: "x"}}}',
            "EXISTS { MATCH (n0)<-[:MAINTAINS]-(n1) WHERE n1.id <> $p0 }",
        ),
    ],
)
def test_relatives(asking: Asking, condition: str, text: str) -> None:
    assert asking.where(condition).removeprefix("MATCH (n0:Institution) WHERE ") == text


def test_the_latest_is_the_one_that_none_comes_after(asking: Asking) -> None:
    found = asking.where("{computed: {value: {gt: 1}}}", "indicators")
    assert (
        "NOT EXISTS { MATCH (n0)-[:HAS_VALUE]->(n2) WHERE n2.method = 'computed' AND "
        "(n2.asOf > n1.asOf OR (n2.asOf = n1.asOf AND n2.id > n1.id)) }" in found
    )


@pytest.mark.parametrize(
    ("quantifier", "text"),
    [
        ("some", "(r0a.sector = $p1 OR r0b.sector = $p2)"),
        ("none", "(NOT coalesce(r0a.sector = $p1, false) AND NOT coalesce(r0b.sector = $p2, false))"),
        ("all", "(r0a.sector = $p1 AND r0b.sector = $p2)"),
        (
            "single",
            "((r0a.sector = $p1 AND NOT coalesce(r0b.sector = $p4, false)) OR "
            "(NOT coalesce(r0a.sector = $p3, false) AND r0b.sector = $p2))",
        ),
    ],
)
def test_ends_of_ties(asking: Asking, quantifier: str, text: str) -> None:
    where = f"{{institutions: {{{quantifier}: {{sector: {{eq: LIBRARY}}}}}}}}"
    found = asking.text(f'{{ county(nuts3: "x") {{ cooperation(where: {where}) {{ totalCount }} }} }}')
    assert f"WHERE {text} RETURN r0" in found


def test_or_is_always_in_brackets(asking: Asking) -> None:
    condition = '{OR: [{sector: {eq: LIBRARY}}, {sector: {eq: MUSEUM}}], name: {startsWith: "a"}}'
    assert asking.where(condition).endswith(
        "WHERE ((n0.sector = $p0 OR n0.sector = $p1) AND n0.nameFolded STARTS WITH $p2)"
    )


def test_a_label_is_tested_before_what_only_it_has(asking: Asking) -> None:
    found = asking.where("{owners: {some: {onInstitution: {sector: {eq: LIBRARY}}, onCommunity: {}}}}", "goodPractices")
    assert "WHERE (n1:Community AND (n1:Institution AND n1.sector = $p0))" in found


def test_a_distance_is_the_haversine_on_both_engines(asking: Asking) -> None:
    found = asking.where('{location: {within: {of: "settlement:1", km: 5}}}', "settlements")
    assert found.startswith(
        "MATCH (n0:Settlement) WHERE EXISTS { MATCH (n1:Settlement {id: $p1}) WHERE 12742.0176 * asin"
    )
    assert "point.distance" not in found

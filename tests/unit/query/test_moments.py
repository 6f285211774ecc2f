"""Relationships as of a day, and derived ties computed from what they rest on, as text."""

from __future__ import annotations

import pytest

from graph_service.model.structure import Model
from graph_service.query.live_ties import COMPUTED_PROPERTIES
from graph_service.query.moments import is_timed
from tests.unit.query.asking import Asking

DAY = 'asOf: "2018-06-01"'


def where(asking: Asking, root: str, condition: str) -> str:
    text = asking.text(f"{{ {root}({DAY}, where: {condition}) {{ totalCount }} }}")
    return text[text.index("WHERE ") : text.index(" RETURN count(")]


@pytest.mark.parametrize(
    ("root", "condition", "text"),
    [
        (
            "communities",
            "{mentors: {some: {}}}",
            "(n0)<-[r0:MENTORS]-(n1) WHERE r0.from <= date($p0) AND (r0.to IS NULL OR r0.to > date($p0))",
        ),
        (
            "institutions",
            "{collaborations: {some: {}}}",
            "(n0)-[r0:PARTICIPATES_IN]->(n1) WHERE coalesce(r0.from, n1.startDate) <= date($p0) AND "
            "(coalesce(r0.to, n1.endDate) IS NULL OR coalesce(r0.to, n1.endDate) > date($p0))",
        ),
        (
            "collaborations",
            "{participants: {some: {}}}",
            "(n0)<-[r0:PARTICIPATES_IN]-(n1) WHERE coalesce(r0.from, n0.startDate) <= date($p0)",
        ),
        ("institutions", "{adopted: {some: {}}}", "(n0)-[r0:ADOPTED]->(n1) WHERE r0.on <= date($p0)"),
        (
            "professionals",
            "{attended: {some: {}}}",
            "(n0)-[r0:ATTENDED]->(n1) WHERE n1.startDate <= date($p0)",
        ),
        (
            "institutions",
            "{maintainer: {}}",
            "(n0)<-[r0:MAINTAINS]-(n1) WHERE (r0.from IS NULL OR r0.from <= date($p0)) AND "
            "(r0.to IS NULL OR r0.to > date($p0))",
        ),
        ("professionals", "{employer: {}}", "r0.from <= date($p0) AND (r0.to IS NULL OR r0.to > date($p0))"),
        ("institutions", "{settlement: {}}", "(n0)-[:IN_SETTLEMENT]->(n1) }"),
    ],
)
def test_what_is_live_on_a_day(asking: Asking, root: str, condition: str, text: str) -> None:
    assert text in where(asking, root, condition)


def test_the_day_holds_for_its_root_alone(asking: Asking) -> None:
    text = asking.text(
        f"{{ a: communities({DAY}, where: {{mentors: {{some: {{}}}}}}) {{ totalCount }} "
        "b: communities(where: {mentors: {some: {}}}) { totalCount } }"
    )
    assert text.count("date($p") == 2
    assert "EXISTS { MATCH (n2)<-[:MENTORS]-(n3) }" in text


def test_a_tie_is_computed_from_its_evidence_on_a_day(asking: Asking) -> None:
    found = where(asking, "institutions", "{cooperatesWith: {some: {}}}")
    assert "COOPERATES_WITH" not in found
    assert "(n0)-[r0:PARTICIPATES_IN]->(x0) WHERE" in found
    assert "MATCH (x0)<-[r1:PARTICIPATES_IN]-(n1:Institution) WHERE" in found
    assert "n1.id <> n0.id }" in found


def test_its_properties_stand_in_a_map(asking: Asking) -> None:
    found = where(asking, "institutions", "{cooperatesWith: {some: {edge: {weight: {gte: 2}}}}}")
    assert "WITH n0, n1, count(DISTINCT x0) AS k0, min(" in found
    assert "weight: k0, since: k1" in found
    assert "AS r2 WHERE r2.weight >= $p1 RETURN n1 }" in found


def test_there_is_no_start_behind_a_computed_tie(asking: Asking) -> None:
    """The way back would need the stored one."""
    condition = '{cooperatesWith: {some: {id: {eq: "inst:1"}}}}'
    stored = asking.where(condition)
    assert stored.startswith("MATCH (n1:Institution {id: $p0}) MATCH (n1)-[:COOPERATES_WITH]-(n0:Institution)")
    assert "MATCH (n0:Institution) WHERE EXISTS" in asking.text(
        f"{{ institutions({DAY}, where: {condition}) {{ totalCount }} }}"
    )


def test_possible_partners_are_partners_of_partners_but_no_partners(asking: Asking) -> None:
    found = asking.where("{possiblePartners: {some: {}}}")
    assert "(n0)-[:COOPERATES_WITH]-(x0) MATCH (x0)-[:COOPERATES_WITH]-(n1:Institution)" in found
    assert "n1.id <> n0.id AND NOT EXISTS { MATCH (n0)-[:COOPERATES_WITH]-(n1) }" in found
    assert "POSSIBLE_PARTNER" not in found


def test_a_null_day_is_none(asking: Asking) -> None:
    assert asking.text("{ communities(asOf: null) { totalCount } }") == asking.text("{ communities { totalCount } }")


def test_every_computed_property_has_its_text(model: Model) -> None:
    derived = [r for r in model.relationships.values() if r.evidence is not None]
    assert derived
    for relationship in derived:
        assert set(relationship.properties) <= COMPUTED_PROPERTIES, relationship.type


def test_relationships_that_say_when_are_timed(model: Model) -> None:
    assert is_timed(model, "PARTICIPATES_IN")
    assert is_timed(model, "OWNS_PRACTICE|ADOPTED")
    assert not is_timed(model, "LOCATED_IN|BASED_IN")
    span = model.span("ATTENDED")
    assert span is not None
    assert (span.start, span.start_of_end, span.end) == (None, "startDate", None)

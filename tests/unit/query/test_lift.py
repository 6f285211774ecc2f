"""Where a root list starts: the most selective condition that all its rows must meet, and no other."""

from __future__ import annotations

import pytest

from tests.unit.query.asking import Asking

COUNTY = '{county: {nuts3: {eq: "HU223"}}}'


def test_a_condition_on_a_unique_property_becomes_the_start(asking: Asking) -> None:
    condition = '{settlement: {kshCode: {eq: "s"}}}'
    assert (
        asking.where(condition) == "MATCH (n1:Settlement {kshCode: $p0}) MATCH (n1)<-[:IN_SETTLEMENT]-(n0:Institution)"
    )


def test_what_the_list_keeps_of_the_start_is_the_start(asking: Asking) -> None:
    assert asking.where(COUNTY) == "MATCH (n0:Institution {countyNuts3: $p0})"
    assert asking.where(f"{{introduces: {COUNTY}}}", "quests") == ("MATCH (n0:Quest {countyNuts3: $p0})")
    assert asking.where(f"{{introduces: {{sector: {{eq: LIBRARY}}, {COUNTY[1:]}}}", "quests") == (
        "MATCH (n1:Institution {countyNuts3: $p0}) WHERE n1.sector = $p1 MATCH (n1)<-[:INTRODUCES]-(n0:Quest)"
    )
    by_id = '{county: {id: {eq: "county:HU223"}}}'
    assert asking.where(by_id) == ("MATCH (n1:County {id: $p0}) MATCH (n0:Institution) WHERE n0.countyNuts3 = n1.nuts3")


def test_where_not_all_keep_it_the_relationship_is_followed(asking: Asking) -> None:
    found = asking.where(COUNTY, "organisations")
    assert found == "MATCH (n1:County {nuts3: $p0}) MATCH (n1)<-[:SITED_IN]-(n0:Organisation)"


def test_the_way_back_has_one_match_a_step(asking: Asking) -> None:
    assert asking.where('{district: {id: {eq: "d"}}}') == (
        "MATCH (n1:District {id: $p0}) MATCH (n1)<-[:IN_DISTRICT]-(x0) MATCH (x0)<-[:IN_SETTLEMENT]-(n0:Institution)"
    )


def test_few_relatives_are_a_start_where_no_index_is(asking: Asking) -> None:
    """Each county is asked once, not once for each of its institutions."""
    start = "MATCH (n1:County) WHERE n1.population > $p0 MATCH (n0:Institution) WHERE n0.countyNuts3 = n1.nuts3"
    assert asking.where("{county: {population: {gt: 100000}}}") == start
    assert asking.where("{sector: {eq: LIBRARY}, county: {population: {gt: 100000}}}") == (
        f"{start} AND n0.sector = $p1"
    )
    by_index = asking.where('{county: {population: {gt: 100000}}, settlement: {id: {eq: "s"}}}')
    assert by_index.startswith("MATCH (n1:Settlement {id: $p0})")
    assert asking.where("{settlement: {population: {gt: 100000}}}").startswith("MATCH (n0:Institution) WHERE EXISTS")


def test_fewer_relatives_are_a_start_where_no_index_is(asking: Asking) -> None:
    """There are fewer communities than settlements."""
    communities = "{population: {gt: 500}, communities: {some: {themes: {has: TRADITION}}}}"
    assert asking.where(communities, "settlements") == (
        "MATCH (n1:Community) WHERE $p0 IN n1.themes MATCH (n1)-[:BASED_IN]->(n0:Settlement) WHERE n0.population > $p1"
    )
    assert asking.where("{settlement: {population: {gt: 500}}}", "communities").startswith("MATCH (n0:Community) WHERE")


def test_a_condition_on_one_label_of_several_is_a_start(asking: Asking) -> None:
    condition = '{describes: {some: {onMethodologyModel: {field: {code: {eq: "x"}}, name: {startsWith: "y"}}}}}'
    assert asking.where(condition, "publications") == (
        "MATCH (n1:Concept) WHERE n1.code = $p0 MATCH (n1)<-[:IN_FIELD]-(n2:MethodologyModel) "
        "WHERE n2.nameFolded STARTS WITH $p1 MATCH (n2)<-[:DESCRIBES]-(n0:Publication)"
    )


def test_the_other_conditions_stay(asking: Asking) -> None:
    found = asking.where('{sector: {eq: LIBRARY}, county: {nuts3: {eq: "HU223"}, name: {startsWith: "z"}}}')
    assert "MATCH (n1:County {nuts3: $p0}) WHERE n1.nameFolded STARTS WITH $p1 MATCH" in found
    assert found.endswith("(n0:Institution) WHERE n0.countyNuts3 = n1.nuts3 AND n0.sector = $p2")


@pytest.mark.parametrize(
    "condition",
    [
        f"{{OR: [{COUNTY}]}}",
        f"{{OR: [{COUNTY}, {{sector: {{eq: LIBRARY}}}}]}}",
        f"{{NOT: {COUNTY}}}",
        '{collaborations: {none: {id: {eq: "collab:1"}}}}',
        '{collaborations: {some: {OR: [{id: {eq: "collab:1"}}]}}}',
        '{collaborations: {some: {NOT: {id: {eq: "collab:1"}}}}}',
        '{collaborations: {some: {id: {ne: "collab:1"}}}}',
        '{collaborations: {some: {name: {startsWith: "a"}}}}',
        "{sector: {eq: LIBRARY}}",
    ],
)
def test_what_not_all_rows_must_meet_is_no_start(asking: Asking, condition: str) -> None:
    assert asking.where(condition).startswith("MATCH (n0:Institution) WHERE ")


@pytest.mark.parametrize("condition", ['{computed: {id: {eq: "x"}}}', '{reported: {some: {id: {eq: "x"}}}}'])
def test_links_to_the_latest_or_to_some_only_are_no_start(asking: Asking, condition: str) -> None:
    assert asking.where(condition, "indicators").startswith("MATCH (n0:Indicator) WHERE EXISTS {")


def test_nested_and_is_opened(asking: Asking) -> None:
    assert asking.where(f"{{AND: [{{AND: [{COUNTY}]}}]}}") == asking.where(COUNTY)


@pytest.mark.parametrize(
    ("condition", "start"),
    [
        ('{id: {eq: "i"}, county: {nuts3: {eq: "c"}}}', "(n0:Institution {id: $p0})"),
        ('{settlement: {kshCode: {in: ["s"]}}, county: {nuts3: {eq: "c"}}}', "(n0:Institution {countyNuts3: $p0})"),
        ('{county: {nuts3: {in: ["c"]}}, settlement: {kshCode: {eq: "s"}}}', "(n1:Settlement {kshCode: $p0})"),
        (
            '{settlement: {district: {id: {eq: "d"}}}, county: {nuts3: {eq: "c"}}}',
            "(n0:Institution {countyNuts3: $p0})",
        ),
    ],
)
def test_equality_before_lists_and_near_before_far(asking: Asking, condition: str, start: str) -> None:
    assert asking.where(condition).startswith(f"MATCH {start}")


def test_only_one_condition_is_lifted(asking: Asking) -> None:
    found = asking.where('{county: {nuts3: {eq: "c"}}, settlement: {kshCode: {eq: "s"}}}')
    assert found.startswith("MATCH (n0:Institution {countyNuts3: $p0})")
    assert found.endswith("-[:IN_SETTLEMENT]->(n1) WHERE n1.kshCode = $p1 }")


def test_every_hop_that_multiplies_is_made_distinct(asking: Asking) -> None:
    condition = '{collaborations: {some: {participants: {some: {id: {eq: "inst:1"}}}}}}'
    text = asking.text(f"{{ institutions(where: {condition}) {{ totalCount nodes {{ id }} }} }}")
    assert "-(n2:Collaboration) WITH DISTINCT n2 MATCH (n2)<-" in text or "WITH DISTINCT n2 MATCH" in text
    assert "WITH DISTINCT n0 ORDER BY" in text
    assert "WITH collect(n0) AS every WITH size(every) AS total" in text
    counted = asking.text(f"{{ institutions(where: {condition}) {{ totalCount }} }}")
    assert "RETURN count(DISTINCT n0)" in counted


def test_a_to_one_link_over_parallel_relationships_counts_once(asking: Asking) -> None:
    """Two open employments at one employer are one employee."""
    text = asking.text('{ professionals(where: {employer: {id: {eq: "inst:1"}}}) { totalCount } }')
    assert "WHERE r0.to IS NULL RETURN count(DISTINCT n0)" in text


def test_a_to_one_link_needs_no_distinct(asking: Asking) -> None:
    assert "DISTINCT" not in asking.text(f"{{ institutions(where: {COUNTY}) {{ totalCount nodes {{ id }} }} }}")


def test_the_start_of_a_nested_list_is_its_parent(asking: Asking) -> None:
    text = asking.text('{ county(nuts3: "c") { institutions(where: {settlement: {id: {eq: "s"}}}) { totalCount } } }')
    assert "COUNT { MATCH (n1:Institution) WHERE n1.countyNuts3 = n0.nuts3 AND EXISTS {" in text
    assert "EXISTS { MATCH (n1)-[:IN_SETTLEMENT]->" in text

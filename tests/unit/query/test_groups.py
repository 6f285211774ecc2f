"""Groups: their keys, orders and conditions, what is refused and where, their statements, pages and answers."""

from __future__ import annotations

from typing import Any

import pytest

from graph_service.query.pages import encode_cursor, open_cursor
from graph_service.query.plan import Listing
from graph_service.query.reading import Mismatch
from tests.unit.query.asking import Asking, refused_code
from tests.unit.query.rows import MOMENT


def grouped(asking: Asking, arguments: str, selected: str = "nodes { count }", root: str = "institutions") -> str:
    """The block of groups of all."""
    text = asking.text(f"{{ {root} {{ groupBy({arguments}) {{ {selected} }} }} }}")
    start = text.index("MATCH", text.index("MATCH") + 1)
    return text[start : text.index(" RETURN v0")]


def refused(asking: Asking, arguments: str, selected: str = "nodes { count }", root: str = "institutions") -> str:
    return refused_code(asking, f"{{ {root} {{ groupBy({arguments}) {{ {selected} }} }} }}")


def order_of(asking: Asking, arguments: str) -> list[tuple[str, str]]:
    (root,) = asking.plan(f"{{ institutions {{ groupBy({arguments}) {{ nodes {{ count }} }} }} }}").roots
    assert isinstance(root, Listing)
    (groups,) = root.page.told
    return [(key.field.name, key.direction) for key in groups.order]  # type: ignore[union-attr]  # it is groups


def test_rows_are_put_together_before_they_are_sorted_and_cut(asking: Asking) -> None:
    assert grouped(asking, "keys: [SECTOR]", "nodes { key { value } count }") == (
        "MATCH (n0:Institution) WITH n0, n0.sector AS g0 WITH g0, count(n0) AS a0 ORDER BY g0 LIMIT $p0 "
        "RETURN collect([g0, a0]) AS f0 }"
    )


def test_names_are_put_together_by_spelling_and_collation(asking: Asking) -> None:
    text = grouped(asking, "keys: [NAME]")
    assert "WITH n0, [n0.nameHu, n0.nameSort] AS g0" in text
    assert "ORDER BY g0[1], g0[0] LIMIT" in text


def test_a_relative_is_put_together_by_its_node(asking: Asking) -> None:
    text = grouped(asking, "keys: [COUNTY]", "nodes { key { value label { hu } } }")
    assert "| n1]) AS g0 WITH g0, count(n0) AS a0 ORDER BY g0.id LIMIT" in text
    assert "collect([g0.id, g0.nameHu, g0.nameEn, a0])" in text


def test_names_of_relatives_are_read_only_where_they_are_wanted(asking: Asking) -> None:
    assert "g0.nameHu" not in grouped(asking, "keys: [COUNTY]", "nodes { key { value } }")


def test_people_have_no_label(asking: Asking) -> None:
    document = "{ mentoringActivities { groupBy(keys: [MENTOR]) { nodes { key { label { hu } } } } } }"
    text = asking.text(document)
    assert "collect([g0.id, null, a0])" in text
    assert "displayName" not in text


def test_quarters_are_spelt_by_the_database(asking: Asking) -> None:
    text = grouped(asking, "keys: [START_DATE_QUARTER]", root="collaborations")
    assert "toString(n0.startDate.year) + '-Q' + toString(n0.startDate.quarter) AS g0" in text


def test_nodes_are_collected_only_where_they_are_selected(asking: Asking) -> None:
    assert "collect(n0)" not in grouped(asking, "keys: [SECTOR]")
    text = grouped(asking, "keys: [SECTOR]", "nodes { nodes(first: 2) { id } }")
    assert "collect(n0) AS x0 ORDER BY g0 LIMIT $p0" in text
    assert "CALL (x0) { UNWIND x0 AS n1 WITH n1 ORDER BY n1.id LIMIT $p1 RETURN collect([n1.id]) AS f0 }" in text
    assert "WITH * ORDER BY g0 RETURN collect([g0, a0, f0])" in text


def test_nodes_come_in_the_order_of_the_connection(asking: Asking) -> None:
    document = """{ institutions(orderBy: {field: SETTLEMENT_NAME, direction: DESC}) {
        groupBy(keys: [SECTOR]) { nodes { nodes(first: 2) { id } } } } }"""
    assert "AS k0 ORDER BY k0 DESC, n1.id LIMIT $p1" in asking.text(document)


def test_parallel_relationships_come_along_where_they_order(asking: Asking) -> None:
    document = '{{ institution(id: "x") {{ collaborations {{ groupBy(keys: [TYPE]) {{ nodes {{ {} }} }} }} }} }}'
    text = asking.text(document.format("nodes { id }"))
    assert "collect(n1) AS x0, collect(r0) AS x1" in text
    assert "WITH x0[x2] AS n2, x1[x2] AS r1 WITH n2, r1 ORDER BY n2.id, r1.key LIMIT" in text
    assert "r0" not in asking.text(document.format("count"))


def test_the_plan_of_nodes_is_for_the_labels_of_the_list(asking: Asking) -> None:
    text = grouped(
        asking, "keys: [SECTOR]", "nodes { nodes { id ... on Institution { isil } ... on County { nuts3 } } }"
    )
    assert "collect([n1.id, n1.isil])" in text


def test_what_several_paths_lead_to_is_in_its_group_once(asking: Asking) -> None:
    text = asking.text('{ county(nuts3: "x") { sampleProjects { groupBy(keys: [STATUS]) { nodes { count } } } } }')
    assert "WITH DISTINCT n1 WITH n1, n1.status AS g0 WITH g0, count(n1) AS a0" in text


def test_the_number_of_groups_is_asked_by_itself(asking: Asking) -> None:
    arguments = (
        "keys: [SECTOR], where: {count: {gte: 2}}, orderBy: [{by: AGGREGATE, of: ISIL, function: COUNT_DISTINCT}]"
    )
    assert grouped(asking, arguments, "totalCount") == (
        "MATCH (n0:Institution) WITH n0, n0.sector AS g0 WITH g0, count(n0) AS a0 WHERE a0 >= $p0 "
        "RETURN count(*) AS f0 }"
    )


def test_conditions_are_on_what_is_told(asking: Asking) -> None:
    text = grouped(
        asking,
        """keys: [TYPE], where: {count: {between: [2, 9]}, aggregates: [
            {of: START_DATE, function: EARLIEST, date: {lt: "2018-01-01"}},
            {of: UPDATED_AT, function: LATEST, date: {gte: "2018-01-01"}},
            {of: PARTICIPANTS_COUNT, function: AVG, number: {isNull: false}}]}""",
        root="collaborations",
    )
    assert "COUNT { MATCH (n0)<-[:PARTICIPATES_IN]-(n1) } AS k0 WITH" in text
    assert (
        "WHERE a1 < date($p0) AND date(a2) >= date($p1) AND a3 IS NOT NULL AND a0 >= $p2 AND a0 <= $p3 "
        "WITH * ORDER BY g0 LIMIT $p4"
    ) in text


def test_means_are_rounded_where_they_order(asking: Asking) -> None:
    """A cursor must meet the same value again, in whatever order the database adds."""
    arguments = "keys: [SECTOR], orderBy: {by: AGGREGATE, of: STAFF_COUNT, function: %s}"
    assert "round(avg(n0.staffCount), 6) AS a1" in grouped(asking, arguments % "AVG")
    assert " sum(n0.staffCount) AS a1" in grouped(asking, arguments % "SUM")


def test_a_value_that_shows_and_orders_is_computed_once(asking: Asking) -> None:
    text = grouped(
        asking,
        "keys: [SECTOR], orderBy: {by: AGGREGATE, of: STAFF_COUNT, function: MAX}",
        "nodes { aggregate { staffCount { max } } }",
    )
    assert text.count("max(n0.staffCount)") == 1


def test_keys_decide_at_the_end(asking: Asking) -> None:
    assert order_of(asking, "keys: [SECTOR, COUNTY]") == [("KEY 0", "ASC"), ("KEY 1", "ASC")]
    by_count = "keys: [SECTOR, NAME], orderBy: [{by: COUNT, direction: DESC}, {by: COUNT}]"
    assert order_of(asking, by_count) == [("COUNT", "DESC"), ("KEY 0", "ASC"), ("KEY 1", "ASC"), ("SPELLING 1", "ASC")]
    by_second = "keys: [SECTOR, COUNTY], orderBy: {by: SECOND_KEY, direction: DESC}"
    assert order_of(asking, by_second) == [("KEY 1", "DESC"), ("KEY 0", "ASC")]


def test_missing_values_stand_where_they_are_asked(asking: Asking) -> None:
    arguments = "keys: [PARTICIPATION_LEVEL], orderBy: {by: KEY, nulls: FIRST}"
    assert "ORDER BY g0 IS NOT NULL, g0, " not in grouped(asking, arguments)
    assert "ORDER BY g0 IS NOT NULL, g0 LIMIT" in grouped(asking, arguments)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ("keys: []", "GROUP_KEYS"),
        ("keys: [SECTOR, NAME, ACTIVE]", "GROUP_KEYS"),
        ("keys: [SECTOR, SECTOR]", "GROUP_KEYS"),
        ("keys: [ROLE]", "EDGE_NONE"),
        ("keys: [SECTOR], orderBy: {by: SECOND_KEY}", "GROUP_ORDER"),
        ("keys: [SECTOR], orderBy: {by: AGGREGATE}", "GROUP_ORDER"),
        ("keys: [SECTOR], orderBy: {by: AGGREGATE, of: STAFF_COUNT}", "GROUP_ORDER"),
        ("keys: [SECTOR], orderBy: {by: AGGREGATE, function: MAX}", "GROUP_ORDER"),
        ("keys: [SECTOR], orderBy: {by: COUNT, of: STAFF_COUNT, function: MAX}", "GROUP_ORDER"),
        ("keys: [SECTOR], orderBy: {by: AGGREGATE, of: POPULATION, function: MAX}", "AGGREGATE_UNKNOWN"),
        ("keys: [SECTOR], orderBy: {by: AGGREGATE, of: SOCIALISED_SINCE, function: AVG}", "AGGREGATE_FUNCTION"),
        ("keys: [SECTOR], orderBy: {by: AGGREGATE, of: STAFF_COUNT, function: LATEST}", "AGGREGATE_FUNCTION"),
        ("keys: [SECTOR], where: {aggregates: {of: STAFF_COUNT, function: AVG}}", "GROUP_WHERE"),
        (
            'keys: [SECTOR], where: {aggregates: {of: STAFF_COUNT, function: AVG, date: {eq: "2018-01-01"}}}',
            "GROUP_WHERE",
        ),
        (
            "keys: [SECTOR], where: {aggregates: {of: SOCIALISED_SINCE, function: LATEST, number: {eq: 1}}}",
            "GROUP_WHERE",
        ),
        ("keys: [SECTOR], where: {aggregates: {of: POPULATION, function: MAX, number: {eq: 1}}}", "AGGREGATE_UNKNOWN"),
        ("keys: [SECTOR], where: {count: {eq: null}}", "NULL_NOT_ALLOWED"),
        ("keys: [SECTOR], where: {count: null}", "NULL_NOT_ALLOWED"),
        ("keys: [SECTOR], where: {aggregates: null}", "NULL_NOT_ALLOWED"),
        ("keys: [SECTOR], first: 101", "PAGE_SIZE"),
        ("keys: [SECTOR], first: 1, last: 1", "PAGE_DIRECTION"),
        ('keys: [SECTOR], after: "x"', "CURSOR_MALFORMED"),
    ],
)
def test_what_does_not_fit_is_refused(asking: Asking, arguments: str, code: str) -> None:
    error = asking.refusal(f"{{ institutions {{ groups: groupBy({arguments}) {{ nodes {{ count }} }} }} }}")
    assert error.code == code
    assert error.nodes is not None
    assert error.nodes[0].alias.value == "groups"


def test_conditions_on_many_aggregates_are_refused(asking: Asking) -> None:
    one = "{of: STAFF_COUNT, function: AVG, number: {gt: 1}}"
    assert refused(asking, f"keys: [SECTOR], where: {{aggregates: [{', '.join([one] * 11)}]}}") == "LIST_LENGTH"


def test_refusals_inside_a_group_tell_where(asking: Asking) -> None:
    error = asking.refusal(
        "{ institutions { groupBy(keys: [SECTOR]) { nodes { aggregate { population { max } } } } } }"
    )
    assert (error.code, error.nodes and error.nodes[0].name.value) == ("AGGREGATE_UNKNOWN", "population")
    assert refused(asking, "keys: [SECTOR]", "nodes { nodes(first: 0) { id } }") == "PAGE_SIZE"


def test_ties_have_groups_but_no_nodes(asking: Asking) -> None:
    document = '{{ county(nuts3: "x") {{ cooperation {{ groupBy(keys: [WEIGHT]) {{ nodes {{ {} }} }} }} }} }}'
    assert "count(r0) AS a0" in asking.text(document.format("count"))
    assert refused_code(asking, document.format("nodes { id }")) == "GROUP_NODES"
    changes = "{ changes { groupBy(keys: [ACTION]) { nodes { nodes { id } } } } }"
    assert refused_code(asking, changes) == "GROUP_NODES"


PAGE = """query Q($after: String, $least: Int) { institutions(where: {sector: {eq: LIBRARY}}) {
    groupBy(keys: [PARTICIPATION_LEVEL], first: 2, after: $after, where: {count: {gte: $least}}, orderBy: {by: COUNT}) {
      pageInfo { hasNextPage endCursor } nodes { count } } } }"""


def page(asking: Asking, document: str, rows: list[Any], variables: dict[str, Any]) -> Any:
    prepared = asking.prepared(document, variables)
    return prepared.complete([(1, [rows])])["institutions"]["groupBy"]


def test_a_cursor_holds_what_orders(asking: Asking) -> None:
    first = page(asking, PAGE, [[1, 2, 1, 2], [None, 3, 3, None], [2, 5, 5, 2]], {"least": 1})
    assert first["pageInfo"]["hasNextPage"] is True
    after = first["pageInfo"]["endCursor"]
    text = asking.text(PAGE, {"after": after, "least": 1})
    # The last group shown has no key, and that is the last of its size.
    assert "(a0 > $p1 OR false) WITH * ORDER BY a0, g0 LIMIT" in text


def test_after_a_key_comes_what_is_missing(asking: Asking) -> None:
    document = PAGE.replace(", orderBy: {by: COUNT}", "")
    after = page(asking, document, [[1, 2, 1]], {"least": 1})["pageInfo"]["endCursor"]
    assert "(g0 > $p1 OR g0 IS NULL)" in asking.text(document, {"after": after, "least": 1})


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("keys: [PARTICIPATION_LEVEL]", "keys: [STAFF_COUNT]"),
        ("orderBy: {by: COUNT}", "orderBy: {by: COUNT, direction: DESC}"),
        ("{eq: LIBRARY}", "{eq: MUSEUM}"),
        ("{count: {gte: $least}}", "{count: {lte: $least}}"),
    ],
)
def test_a_cursor_of_other_groups_is_refused(asking: Asking, old: str, new: str) -> None:
    first = page(asking, PAGE, [[1, 2, 1, 2], [2, 3, 3, 2]], {"least": 1})
    after = first["pageInfo"]["endCursor"]
    assert asking.prepared(PAGE, {"after": after, "least": 1})
    assert refused_code(asking, PAGE.replace(old, new), {"after": after, "least": 1}) == "CURSOR_ORDER"
    assert refused_code(asking, PAGE, {"after": after, "least": 2}) == "CURSOR_ORDER"


def test_a_cursor_with_other_values_is_malformed(asking: Asking) -> None:
    first = page(asking, PAGE, [[1, 2, 1, 2], [2, 3, 3, 2]], {"least": 1})
    (signature, *_) = _opened(first["pageInfo"]["endCursor"])
    for values in (["3", 2], [3], [3, 2, 2], [None, 2], [3, True]):
        after = encode_cursor(signature, values)
        assert refused_code(asking, PAGE, {"after": after, "least": 1}) == "CURSOR_MALFORMED"


def _opened(cursor: str) -> list[Any]:
    opened = open_cursor(cursor)
    assert opened is not None
    return opened


def test_backward_pages_are_turned(asking: Asking) -> None:
    document = "{ institutions { groupBy(keys: [SECTOR], last: 2) { nodes { count } pageInfo { hasPreviousPage } } } }"
    assert "ORDER BY g0 DESC LIMIT $p0 + 1" in asking.text(document)
    found = page(asking, document, [["library", 3], ["museum", 2], ["x", 1]], {})
    assert found == {"nodes": [{"count": 2}, {"count": 3}], "pageInfo": {"hasPreviousPage": True}}


def completed(asking: Asking, keys: str, selected: str, rows: list[Any], root: str = "collaborations") -> Any:
    prepared = asking.prepared(f"{{ {root} {{ groupBy(keys: [{keys}]) {{ nodes {{ {selected} }} }} }} }}")
    return prepared.complete([(1, [rows])])[root]["groupBy"]["nodes"]


def test_keys_are_named(asking: Asking) -> None:
    found = completed(
        asking,
        "TYPE, START_DATE_YEAR",
        "key { field value label { hu en } __typename }",
        [
            ["joint_event", 2018, 1],
            [None, None, 2],
        ],
    )
    assert found[0]["key"] == [
        {
            "field": "TYPE",
            "value": "JOINT_EVENT",
            "label": {"hu": "Közös rendezvény", "en": "Joint event"},
            "__typename": "GroupKey",
        },
        {"field": "START_DATE_YEAR", "value": "2018", "label": None, "__typename": "GroupKey"},
    ]
    assert [key["value"] for key in found[1]["key"]] == [None, None]


@pytest.mark.parametrize(
    ("key", "stored", "value"),
    [
        ("AGREEMENT_SIGNED", True, "true"),
        ("AGREEMENT_SIGNED", False, "false"),
        ("START_DATE", "2018-01-01", "2018-01-01"),
        ("START_DATE_QUARTER", "2018-Q3", "2018-Q3"),
        ("UPDATED_AT", MOMENT, "2018-06-01T08:00:00Z"),
        ("ID", "collab:1", "collab:1"),
    ],
)
def test_values_of_keys_are_texts(asking: Asking, key: str, stored: Any, value: str) -> None:
    assert completed(asking, key, "key { value }", [[stored, 1]]) == [{"key": [{"value": value}]}]


@pytest.mark.parametrize(
    ("key", "stored"),
    [
        ("AGREEMENT_SIGNED", 1),
        ("START_DATE_YEAR", "2018"),
        ("START_DATE_QUARTER", 3),
        ("START_DATE", 5),
        ("TYPE", "no such type"),
        ("UPDATED_AT", [1]),
        ("ID", 5),
    ],
)
def test_keys_that_do_not_fit_are_refused(asking: Asking, key: str, stored: Any) -> None:
    with pytest.raises(Mismatch):
        completed(asking, key, "key { value }", [[stored, 1]])


def test_a_group_without_a_number_is_refused(asking: Asking) -> None:
    with pytest.raises(Mismatch):
        completed(asking, "TYPE", "count", [["joint_event", None]])
    with pytest.raises(Mismatch):
        asking.prepared("{ collaborations { groupBy(keys: [TYPE]) { totalCount } } }").complete([(1, [None])])


def test_names_of_relatives_are_texts_in_two_languages(asking: Asking) -> None:
    row = ["county:1", "Zala", None, 3]
    found = completed(asking, "COUNTY", "key { label { hu en text(lang: EN) } }", [row], "institutions")
    assert found == [{"key": [{"label": {"hu": "Zala", "en": None, "text": "Zala"}}]}]
    with pytest.raises(Mismatch):
        completed(asking, "COUNTY", "key { label { hu } }", [["county:1", 5, None, 3]], "institutions")


def test_nodes_hang_below_their_group(asking: Asking) -> None:
    row = ["library", 3, [["inst:1"], ["inst:2"]], [["inst:1"]]]
    found = completed(asking, "SECTOR", "nodes(first: 2) { id } one: nodes(first: 1) { id }", [row], "institutions")
    assert found == [{"nodes": [{"id": "inst:1"}, {"id": "inst:2"}], "one": [{"id": "inst:1"}]}]


@pytest.mark.parametrize(
    ("selected", "price"),
    [
        ("totalCount", 2),
        ("nodes { count }", 2 + 5),
        ("nodes { count nodes(first: 3) { id } }", 2 + 5 * (1 + 3)),
        ("edges { node { nodes(first: 3) { id } } } nodes { aggregate { count } }", 2 + 5 * (1 + 3) + 5 * 2),
    ],
)
def test_prices(asking: Asking, selected: str, price: int) -> None:
    document = f"{{ institutions {{ groupBy(keys: [SECTOR], first: 5) {{ {selected} }} }} }}"
    assert asking.prepared(document).cost.price == price


def test_the_plan_prints(asking: Asking) -> None:
    document = """{ institutions { groupBy(keys: [SECTOR, COUNTY], first: 5, where: {count: {gt: 2}},
        orderBy: {by: COUNT, direction: DESC}) { totalCount
        edges { cursor node { key { value } aggregate { staffCount { avg } } nodes { id } } } } } }"""
    tree = asking.prepared(document).explain().split("\n\n")[0].splitlines()
    assert tree == [
        "Operation",
        "  institutions: Page(all Institution, forward, order ID ASC)",
        "    groupBy: Groups(by SECTOR, COUNTY, forward, order COUNT DESC, KEY 0 ASC, KEY 1 ASC)",
        "      Filter(COUNT gt $)",
        "      edges.node(key)",
        "        aggregate: Aggregate(staffCount.avg)",
        "        nodes",
        "          Project(id)",
    ]

"""Measures in statements: tables as parameters, by the network of each root's day; their price; how they are bound."""

from __future__ import annotations

from typing import Any

import pytest

from graph_service.model.measures import BY_NAME
from graph_service.query.measures import MeasureNeed, MeasureTables
from tests.unit.query.asking import Asking, refused_code

DAY, OTHER = "2018-06-30", "2017-06-30"
HEAVY = next(name for name, measure in BY_NAME.items() if measure.heavy)


def tables(version: int = 1, **columns: dict[str, Any]) -> MeasureTables:
    return MeasureTables(version, {"dataVersion": version, "stale": False}, columns)


def test_a_value_is_looked_up_by_the_id_in_a_table(asking: Asking) -> None:
    text = asking.text("{ institutions { nodes { network { degree core } } } }")
    assert "collect([[$m_degree[n0.id], $m_core[n0.id]]])" in text


def test_a_condition_compares_the_value_looked_up(asking: Asking) -> None:
    assert (
        asking.where("{network: {constraint: {lt: 0.3}}}") == "MATCH (n0:Institution) WHERE $m_constraint[n0.id] < $p0"
    )


def test_what_is_not_met_includes_what_has_no_value(asking: Asking) -> None:
    told = asking.where("{NOT: {network: {constraint: {lt: 0.3}}}}")
    assert told == "MATCH (n0:Institution) WHERE NOT coalesce($m_constraint[n0.id] < $p0, false)"


@pytest.mark.parametrize(("missing", "text"), [("true", "IS NULL"), ("false", "IS NOT NULL")])
def test_missing_is_missing_in_the_table(missing: str, text: str, asking: Asking) -> None:
    where = asking.where(f"{{network: {{eiSector: {{isNull: {missing}}}}}}}")
    assert where == f"MATCH (n0:Institution) WHERE $m_eiSector[n0.id] {text}"


def test_not_missing_turned_around_stays_a_look_up(asking: Asking) -> None:
    where = asking.where("{NOT: {network: {eiSector: {isNull: true}}}}")
    assert where == "MATCH (n0:Institution) WHERE $m_eiSector[n0.id] IS NOT NULL"


def test_an_order_names_the_value_once(asking: Asking) -> None:
    text = asking.text("{ institutions(orderBy: [{field: NETWORK_DEGREE, direction: DESC}]) { nodes { id } } }")
    assert "WITH n0, $m_degree[n0.id] AS k0 ORDER BY k0 DESC, n0.id LIMIT" in text


def test_groups_and_aggregates_use_the_same_table(asking: Asking) -> None:
    shown = "groupBy(keys: [NETWORK_CORE]) { nodes { count } } aggregate { networkCore { max } }"
    (statement,) = asking.prepared(f"{{ institutions {{ {shown} }} }}").statements
    assert [name for name in statement.parameters if name.startswith("m")] == ["m_core"]
    assert "$m_core[n0.id] AS g0" in statement.text
    assert "max($m_core[n1.id])" in statement.text


def test_each_day_has_tables_of_its_own(asking: Asking) -> None:
    document = (
        f'query Q($day: Date) {{ a: institutions(asOf: "{DAY}") {{ nodes {{ network {{ degree }} }} }} '
        f"b: institutions(asOf: $day) {{ nodes {{ network {{ core meta {{ asOf }} }} }} }} "
        f'c: institutions(asOf: "{DAY}") {{ nodes {{ network {{ degree }} }} }} '
        "d: institutions { nodes { network { degree } } } }"
    )
    prepared = asking.prepared(document, {"day": OTHER})
    (statement,) = prepared.statements
    found = [name for name in statement.parameters if name.startswith("m")]
    assert found == ["m0_degree", "m1_core", "m1_meta", "m_degree"]
    assert prepared.needs == (
        MeasureNeed(frozenset({"degree"}), DAY),
        MeasureNeed(frozenset({"core"}), OTHER),
        MeasureNeed(frozenset({"degree"}), None),
    )


def test_days_that_turn_out_equal_need_one_network(asking: Asking) -> None:
    document = (
        f'query Q($day: Date) {{ a: institutions(asOf: "{DAY}") {{ nodes {{ network {{ degree }} }} }} '
        "b: institutions(asOf: $day) { nodes { network { core } } } }"
    )
    assert asking.prepared(document, {"day": DAY}).needs == (MeasureNeed(frozenset({"degree", "core"}), DAY),)


def test_a_null_day_is_none(asking: Asking) -> None:
    document = "query Q($day: Date) { institutions(asOf: $day) { nodes { network { degree } } } }"
    assert asking.prepared(document, {"day": None}).needs == (MeasureNeed(frozenset({"degree"}), None),)


def test_a_day_alone_needs_no_table(asking: Asking) -> None:
    assert asking.prepared(f'{{ institutions(asOf: "{DAY}") {{ nodes {{ id }} }} }}').needs == ()


def test_more_than_four_days_are_refused(asking: Asking) -> None:
    def roots(days: int) -> str:
        one = 'r{day}: institutions(asOf: "2018-0{day}-01") {{ nodes {{ network {{ degree }} }} }}'
        return f"{{ {' '.join(one.format(day=day) for day in range(1, days + 1))} }}"

    assert len(asking.prepared(roots(4)).needs) == 4
    assert refused_code(asking, roots(5)) == "LIST_LENGTH"


def test_bound_to_tables_a_statement_holds_them(asking: Asking) -> None:
    prepared = asking.prepared("{ institutions(first: 3) { nodes { network { degree meta { dataVersion } } } } }")
    (before,), (after,) = prepared.statements, prepared.measured({None: tables(7, degree={"inst:1": 4})}).statements
    assert before.parameters == {"m_degree": {}, "m_meta": {}, "p0": 3}
    meta = {"dataVersion": 7, "stale": False}
    assert after.parameters == {"m_degree": {"inst:1": 4}, "m_meta": meta, "p0": 3}
    assert after.text == before.text


def test_an_institution_that_the_network_does_not_know_has_no_place_in_it(asking: Asking) -> None:
    prepared = asking.prepared("{ institutions { nodes { network { degree constraint meta { stale } } } } }")
    bound = prepared.measured({None: tables(degree={"inst:1": 4}, constraint={})})
    rows = [[1, [[[[4, None]], [[None, None]]]]]]
    known = {"degree": 4, "constraint": None, "meta": {"stale": False}}
    assert bound.complete(rows) == {"institutions": {"nodes": [{"network": known}, {"network": None}]}}
    assert bound.lenient(rows)["institutions"]["nodes"][1]["network"] is None


def test_a_measure_under_two_names_is_read_once(asking: Asking) -> None:
    prepared = asking.prepared("{ institutions { nodes { network { a: degree b: degree __typename } } } }")
    told = {"a": 4, "b": 4, "__typename": "InstitutionNetwork"}
    assert prepared.complete([[1, [[[[4]]]]]]) == {"institutions": {"nodes": [{"network": told}]}}


@pytest.mark.parametrize(("used", "more"), [("degree", 1), ("degree core", 2), (HEAVY, 100), (f"degree {HEAVY}", 101)])
def test_each_table_has_its_price(used: str, more: int, asking: Asking) -> None:
    plain = asking.prepared("{ institutions(first: 5) { nodes { id } } }").cost.price
    assert (
        asking.prepared(f"{{ institutions(first: 5) {{ nodes {{ network {{ {used} }} }} }} }}").cost.price
        == plain + more
    )


def test_a_table_used_twice_is_paid_once(asking: Asking) -> None:
    document = "{ institutions(where: {network: {degree: {gt: 1}}}, first: 5) { nodes { network { degree } } } }"
    assert asking.prepared(document).cost.price == 7


def test_explained_it_is_a_measure_and_tables_are_told_by_their_size(asking: Asking) -> None:
    document = "{ institutions(where: {network: {degree: {gt: 1}}}) { nodes { network { core } } } }"
    many = {f"inst:{number}": number for number in range(720)}
    told = asking.prepared(document).measured({None: tables(degree=many, core=many)}).explain()
    assert "Filter(network.degree gt $)" in told
    assert "network: Measures(core)" in told
    assert '"m_degree": "720 values"' in told
    assert "inst:5" not in told

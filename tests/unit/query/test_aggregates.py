"""Aggregates: which there are for which list, what is refused, what rows they are over, and what becomes of values."""

from __future__ import annotations

from typing import Any

import pytest

from graph_service.model.structure import Model
from graph_service.query.aggregates import MEASURES, aggregate_fields, all_aggregate_fields
from graph_service.query.reading import Mismatch
from graph_service.query.values import LENIENT_RESULTS, STRICT_RESULTS
from tests.unit.query.asking import Asking
from tests.unit.query.rows import MOMENT


def told(asking: Asking, aggregate: str, root: str = "institutions") -> str:
    """The statement of an aggregate of all."""
    text = asking.text(f"{{ {root} {{ aggregate {{ {aggregate} }} }} }}")
    return text[text.index("MATCH", text.index("MATCH") + 1) :]


def test_each_kind_has_its_functions(model: Model) -> None:
    fields = aggregate_fields(model, "Institution")
    measures = [fields[name].measure for name in ("staffCount", "updatedAt", "sector", "name", "collaborationsCount")]
    assert measures == ["number", "moment", "distinct", "distinct", "number"]
    assert aggregate_fields(model, "Collaboration")["startDate"].measure == "date"


def test_what_nobody_may_read_is_not_told(model: Model) -> None:
    fields = all_aggregate_fields(model)
    assert "displayName" not in fields
    assert "contactEmail" not in fields
    assert "key" in fields  # of themes, not the private one of relationships


def test_points_and_lists_are_not_told(model: Model) -> None:
    assert {"location", "themes", "languages"}.isdisjoint(all_aggregate_fields(model))


def test_relationship_properties_belong_to_the_lists_that_follow_them(model: Model) -> None:
    link = model.types["Institution"].links["collaborations"]
    assert "role" not in aggregate_fields(model, link.target)
    assert aggregate_fields(model, link.target, link.relationship)["role"].on_edge


def test_an_own_property_hides_that_of_the_relationship(model: Model) -> None:
    link = model.types["Programme"].links["consortium"]
    fields = aggregate_fields(model, link.target, link.relationship)
    assert not fields["role"].on_edge
    assert fields["edgeRole"].on_edge


def test_one_type_has_them_all(model: Model) -> None:
    fields = all_aggregate_fields(model)
    assert list(fields) == sorted(fields)
    for node in model.labels:
        assert aggregate_fields(model, node.name).keys() <= fields.keys()
    assert {"weight", "edgeRole", "attendedCount"} <= fields.keys()
    assert "count" not in fields


@pytest.mark.parametrize(
    ("document", "field"),
    [
        ("{ institutions { aggregate { count population { max } } } }", "population"),
        ("{ collaborations { aggregate { role { countDistinct } } } }", "role"),
        ("{ institutions { aggregate { attendedCount { avg } } } }", "attendedCount"),
        ('{ county(nuts3: "x") { cooperation { aggregate { sector { countDistinct } } } } }', "sector"),
    ],
)
def test_what_a_list_lacks_is_refused_at_its_place(asking: Asking, document: str, field: str) -> None:
    error = asking.refusal(document)
    assert error.code == "AGGREGATE_UNKNOWN"
    assert error.nodes is not None
    (node,) = error.nodes
    assert node.name.value == field
    assert f"`{field}`" in str(error)
    assert "It has: `" in str(error)


def test_rows_are_told_of_without_being_listed(asking: Asking) -> None:
    assert told(asking, "count staffCount { min avg } sector { countDistinct }") == (
        "MATCH (n0:Institution) RETURN [count(n0), min(n0.staffCount), avg(n0.staffCount), count(DISTINCT n0.sector)] "
        "AS f0 } RETURN v0 AS version, [f0] AS data"
    )


def test_days_travel_as_text_and_moments_as_they_are(asking: Asking) -> None:
    text = told(asking, "startDate { earliest } updatedAt { latest }", "collaborations")
    assert "[count(n0), toString(min(n0.startDate)), max(n0.updatedAt)]" in text


def test_relatives_are_counted_row_by_row_before(asking: Asking) -> None:
    text = told(asking, "collaborationsCount { avg max }")
    assert "WITH n0, COUNT { MATCH (n0)-[:PARTICIPATES_IN]->(n1) } AS k0 RETURN [count(n0), avg(k0), max(k0)]" in text


def test_relatives_several_steps_away_count_once(asking: Asking) -> None:
    text = told(asking, "sampleProjectsCount { sum }", "counties")
    assert "RETURN DISTINCT n1 } AS k0" in text


def test_what_several_paths_lead_to_is_told_once(asking: Asking) -> None:
    text = asking.text('{ county(nuts3: "x") { sampleProjects { aggregate { startDate { earliest } } } } }')
    assert "WITH DISTINCT n1 RETURN [count(n1), toString(min(n1.startDate))] AS f0" in text


def test_a_filter_that_multiplies_is_made_distinct(asking: Asking) -> None:
    where = '{collaborations: {some: {id: {eq: "x"}}}}'
    text = asking.text(f"{{ institutions(where: {where}) {{ aggregate {{ staffCount {{ sum }} }} }} }}")
    assert "WITH DISTINCT n0 RETURN [count(n0), sum(n0.staffCount)]" in text


def test_the_relationship_is_bound_only_where_it_is_told_of(asking: Asking) -> None:
    document = '{{ institution(id: "x") {{ collaborations {{ aggregate {{ {} }} }} }} }}'
    assert "-[r0:PARTICIPATES_IN]->(n1) RETURN [count(n1), count(DISTINCT r0.role)]" in asking.text(
        document.format("role { countDistinct }")
    )
    assert "-[:PARTICIPATES_IN]->(n1) RETURN [count(n1)]" in asking.text(document.format("count"))


def completed(asking: Asking, aggregate: str, row: list[Any], root: str = "collaborations") -> Any:
    prepared = asking.prepared(f"{{ {root} {{ aggregate {{ {aggregate} }} }} }}")
    return prepared.complete([(1, [row])])[root]["aggregate"]


def test_values_are_named_and_rounded(asking: Asking) -> None:
    aggregate = """n: count participantsCount { least: min max avg sum countDistinct __typename } __typename
        startDate { earliest latest } updatedAt { latest }"""
    row = [3, 1, 2, 4 / 3, 4, 2, "2018-01-01", None, MOMENT]
    assert completed(asking, aggregate, row) == {
        "n": 3,
        "participantsCount": {
            "least": 1.0,
            "max": 2.0,
            "avg": 1.333333,
            "sum": 4.0,
            "countDistinct": 2,
            "__typename": "NumberAggregate",
        },
        "__typename": "Aggregate",
        "startDate": {"earliest": "2018-01-01", "latest": None},
        "updatedAt": {"latest": "2018-06-01T08:00:00Z"},
    }


def test_of_nothing_there_is_no_mean_but_a_sum(asking: Asking) -> None:
    row = [0, None, None, 0.0]
    assert completed(asking, "count participantsCount { min avg sum }", row) == {
        "count": 0,
        "participantsCount": {"min": None, "avg": None, "sum": 0.0},
    }


@pytest.mark.parametrize(
    ("aggregate", "row"),
    [
        ("count", [None]),
        ("count", [1.0]),
        ("count", [True]),
        ("count", [-1]),
        ("participantsCount { sum }", [1, None]),
        ("participantsCount { avg }", [1, "1"]),
        ("participantsCount { max }", [1, float("nan")]),
        ("startDate { earliest }", [1, 5]),
        ("updatedAt { latest }", [1, "2018-06-01T08:00:00Z"]),
        ("type { countDistinct }", [1, None]),
    ],
)
def test_what_does_not_fit_is_refused(asking: Asking, aggregate: str, row: list[Any]) -> None:
    with pytest.raises(Mismatch):
        completed(asking, aggregate, row)


def test_every_result_has_both_forms() -> None:
    used = {function.result for measured in MEASURES.values() for function in measured.functions}
    assert used == STRICT_RESULTS.keys() == LENIENT_RESULTS.keys()


def test_the_plan_tells_what_is_told(asking: Asking) -> None:
    document = "{ institutions { aggregate { count staffCount { avg max } } } }"
    assert "\n    aggregate: Aggregate(count, staffCount.avg, staffCount.max)\n" in asking.prepared(document).explain()

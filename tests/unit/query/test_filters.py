"""`where` to conditions: every operator, what null means, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from graph_service.model.structure import Kind, Model
from graph_service.query.filters import MOST_DEPTH
from graph_service.query.operands import MOST_CHARACTERS, MOST_ITEMS
from graph_service.query.operators import edge_fields, operators_of
from tests.unit.query.asking import Asking, refused_code


@pytest.mark.parametrize(
    ("root", "condition", "text", "values"),
    [
        ("counties", '{nuts3: {eq: "a"}}', "MATCH (n0:County {nuts3: $p0})", ["a"]),
        ("counties", '{nuts3: {ne: "a"}}', "n0.nuts3 <> $p0", ["a"]),
        ("counties", '{nuts3: {in: ["a", "b"]}}', "n0.nuts3 IN $p0", [["a", "b"]]),
        ("counties", '{nuts3: {in: "a"}}', "n0.nuts3 IN $p0", [["a"]]),
        ("counties", '{nuts3: {notIn: ["a"]}}', "(n0.nuts3 IS NOT NULL AND NOT n0.nuts3 IN $p0)", [["a"]]),
        ("counties", '{nuts3: {startsWith: "a"}}', "n0.nuts3 STARTS WITH $p0", ["a"]),
        ("counties", '{nuts3: {contains: "a"}}', "n0.nuts3 CONTAINS $p0", ["a"]),
        ("counties", "{nuts3: {isNull: true}}", "n0.nuts3 IS NULL", []),
        ("counties", "{nuts3: {isNull: false}}", "n0.nuts3 IS NOT NULL", []),
        ("settlements", "{population: {lt: 5}}", "n0.population < $p0", [5]),
        ("settlements", "{population: {lte: 5}}", "n0.population <= $p0", [5]),
        ("settlements", "{population: {gt: 5}}", "n0.population > $p0", [5]),
        ("settlements", "{population: {gte: 5}}", "n0.population >= $p0", [5]),
        ("institutions", "{sector: {eq: LIBRARY}}", "n0.sector = $p0", ["library"]),
        ("institutions", "{sector: {in: [LIBRARY, MUSEUM]}}", "n0.sector IN $p0", [["library", "museum"]]),
        ("institutions", '{name: {startsWith: "Ő-"}}', "n0.nameFolded STARTS WITH $p0", ["o-"]),
        ("institutions", '{name: {hu: {eq: "Ő"}}}', "n0.nameHu = $p0", ["Ő"]),
        ("institutions", '{name: {en: {contains: "Ő"}}}', "n0.nameEn CONTAINS $p0", ["Ő"]),
        ("collaborations", '{startDate: {gte: "2018-06-01"}}', "n0.startDate >= date($p0)", ["2018-06-01"]),
        (
            "collaborations",
            '{startDate: {in: ["2018-06-01"]}}',
            "n0.startDate IN [value IN $p0 | date(value)]",
            [["2018-06-01"]],
        ),
        (
            "collaborations",
            '{updatedAt: {gt: "2018-06-01T10:00:00+02:00"}}',
            "n0.updatedAt > datetime($p0)",
            ["2018-06-01T08:00:00+00:00"],
        ),
        ("publications", '{languages: {has: "en"}}', "$p0 IN n0.languages", ["en"]),
        (
            "publications",
            '{languages: {hasAny: ["en", "hu"]}}',
            "size([item IN $p0 WHERE item IN n0.languages]) > 0",
            [["en", "hu"]],
        ),
        (
            "communities",
            "{themes: {hasAll: [LOCAL_ECONOMY]}}",
            "size([item IN $p0 WHERE NOT item IN coalesce(n0.themes, [])]) = 0",
            [["local_economy"]],
        ),
        ("communities", "{themes: {isEmpty: true}}", "size(coalesce(n0.themes, [])) = 0", []),
        ("communities", "{themes: {isEmpty: false}}", "size(coalesce(n0.themes, [])) > 0", []),
        ("settlements", "{population: {between: [5, 6]}}", "(n0.population >= $p0 AND n0.population <= $p1)", [5, 6]),
        ("institutions", "{location: {isNull: true}}", "n0.location IS NULL", []),
        ("mentors", "{communities: {count: {gte: 5}}}", "COUNT { MATCH (n0)-[:MENTORS]->(n1) } >= $p0", [5]),
    ],
)
def test_operators(asking: Asking, root: str, condition: str, text: str, values: list[Any]) -> None:
    found = asking.where(condition, root)
    assert found.endswith(text)
    assert asking.parameters(f"{{ {root}(where: {condition}) {{ totalCount }} }}") == values


def test_every_filterable_property_has_operators_of_its_kind(model: Model) -> None:
    for node in model.labels:
        for prop in node.properties.values():
            if prop.filter and prop.public and prop.kind is not Kind.POINT:
                names = [operator.name for operator in operators_of(prop).operators]
                assert names
                assert len(names) == len(set(names))
                assert ("lt" in names) == (prop.kind in (Kind.INT, Kind.LONG, Kind.FLOAT, Kind.DATE, Kind.DATETIME))


def test_guarded_and_hidden_properties_can_be_neither_filtered_nor_sorted(asking: Asking, model: Model) -> None:
    for node in model.types.values():
        hidden = [p.name for p in node.properties.values() if p.guarded or not p.public]
        where = asking.schema.type_map.get(f"{node.name}Where")
        order = asking.schema.type_map.get(f"{node.name}Field")
        assert not set(hidden) & set(getattr(where, "fields", {}))
        assert not {name.upper() for name in hidden} & set(getattr(order, "values", {}))


@pytest.mark.parametrize(
    "condition",
    [
        "{nuts3: null}",
        "{nuts3: {eq: null}}",
        "{nuts3: {in: null}}",
        "{nuts3: {isNull: null}}",
        "{AND: null}",
        "{OR: null}",
        "{NOT: null}",
        "{region: null}",
        "{settlements: null}",
        "{settlements: {some: null}}",
        "{settlements: {none: null}}",
        "{name: {hu: null}}",
        "{name: {hu: {eq: null}}}",
    ],
)
def test_null_is_no_condition(asking: Asking, condition: str) -> None:
    error = asking.refusal(f"{{ counties(where: {condition}) {{ totalCount }} }}")
    assert error.code == "NULL_NOT_ALLOWED"
    assert error.nodes


def test_null_in_variables_is_refused_alike(asking: Asking) -> None:
    document = "query Q($w: CountyWhere) { counties(where: $w) { totalCount } }"
    assert refused_code(asking, document, {"w": {"nuts3": {"eq": None}}}) == "NULL_NOT_ALLOWED"
    assert refused_code(asking, document, {"w": {"AND": None}}) == "NULL_NOT_ALLOWED"


def test_no_where_and_a_null_one_ask_for_all(asking: Asking) -> None:
    document = asking.parsed("query Q($w: CountyWhere) { counties(where: $w) { totalCount } }")
    texts = {asking.text(document, variables) for variables in ({}, {"w": None}, {"w": {}}, {"w": {"AND": []}})}
    assert texts == {asking.text("{ counties { totalCount } }")}


def test_connectives(asking: Asking) -> None:
    assert asking.where("{OR: []}", "counties") == "MATCH (n0:County) WHERE false"
    assert asking.where("{OR: [{}]}", "counties") == "MATCH (n0:County) WHERE (true)"
    assert asking.where("{NOT: {}}", "counties") == "MATCH (n0:County) WHERE false"
    assert asking.where('{NOT: {nuts3: {startsWith: "a"}}}', "counties").endswith(
        "WHERE NOT coalesce(n0.nuts3 STARTS WITH $p0, false)"
    )
    both = '{OR: [{nuts3: {contains: "a"}, kshCode: {contains: "b"}}, {nuts3: {contains: "c"}}]}'
    assert asking.where(both, "counties").endswith(
        "WHERE ((n0.kshCode CONTAINS $p0 AND n0.nuts3 CONTAINS $p1) OR n0.nuts3 CONTAINS $p2)"
    )


def nested(levels: int) -> str:
    inner = "{}"
    for _ in range(levels - 1):
        inner = f"{{NOT: {inner}}}"
    return f"{{ counties(where: {inner}) {{ totalCount }} }}"


def test_depth(asking: Asking) -> None:
    asking.prepared(nested(MOST_DEPTH))
    assert refused_code(asking, nested(MOST_DEPTH + 1)) == "WHERE_DEPTH"


def test_lengths_of_lists(asking: Asking) -> None:
    document = asking.parsed("query Q($c: [String!]!) { counties(where: {nuts3: {in: $c}}) { totalCount } }")
    asking.prepared(document, {"c": ["x"] * MOST_ITEMS})
    error = asking.refusal(document, {"c": ["x"] * (MOST_ITEMS + 1)})
    assert error.code == "LIST_LENGTH"
    assert error.nodes
    many = "query Q($w: [CountyWhere!]) { counties(where: {OR: $w}) { totalCount } }"
    asking.prepared(many, {"w": [{}] * MOST_ITEMS})
    assert refused_code(asking, many, {"w": [{}] * (MOST_ITEMS + 1)}) == "LIST_LENGTH"


def test_lengths_of_texts(asking: Asking) -> None:
    document = asking.parsed("query Q($c: String!) { counties(where: {nuts3: {eq: $c}}) { totalCount } }")
    asking.prepared(document, {"c": "x" * MOST_CHARACTERS})
    error = asking.refusal(document, {"c": "x" * (MOST_CHARACTERS + 1)})
    assert error.code == "STRING_LENGTH"
    assert error.nodes
    inside = 'query Q($c: String!) { counties(where: {nuts3: {in: ["a", $c]}}) { totalCount } }'
    assert refused_code(asking, inside, {"c": "x" * (MOST_CHARACTERS + 1)}) == "STRING_LENGTH"


def test_a_moment_that_no_database_holds(asking: Asking) -> None:
    condition = '{updatedAt: {gt: "0001-01-01T00:00:00+18:00"}}'
    assert refused_code(asking, f"{{ collaborations(where: {condition}) {{ totalCount }} }}") == "VALUE_RANGE"


def test_numbers_that_json_wrote_as_floats(asking: Asking) -> None:
    document = "query Q($n: Int) { settlements(where: {population: {eq: $n}}) { totalCount } }"
    (value,) = asking.parameters(document, {"n": 5.0})
    assert (value, type(value)) == (5, int)


@pytest.mark.parametrize(
    ("document", "code", "told"),
    [
        ("{ institutions(where: {edge: {weight: {gt: 1}}}) { totalCount } }", "EDGE_NONE", "`weight`"),
        (
            "{ institutions(where: {collaborations: {some: {edge: {weight: {gt: 1}}}}}) { totalCount } }",
            "EDGE_UNKNOWN",
            "`from`",
        ),
        ("{ institutions(orderBy: [{field: WEIGHT}]) { totalCount } }", "EDGE_NONE", "`WEIGHT`"),
        (
            '{ institution(id: "i") { cooperatesWith(orderBy: [{field: ROLE}]) { totalCount } } }',
            "EDGE_UNKNOWN",
            "`WEIGHT`",
        ),
        ("{ institutions(orderBy: [{direction: DESC}]) { totalCount } }", "ORDER_KEY", "`count`"),
        ("{ institutions(orderBy: [{field: NAME, count: {sources: {some: {}}}}]) { totalCount } }", "ORDER_KEY", ""),
        ("{ institutions(orderBy: [{count: {}}]) { totalCount } }", "ORDER_COUNT", "`cooperatesWith`"),
        ("{ institutions(orderBy: [{count: {county: {}}}]) { totalCount } }", "ORDER_COUNT", ""),
        ("{ institutions(orderBy: [{count: {sources: {none: {}}}}]) { totalCount } }", "ORDER_COUNT", ""),
        ("{ settlements(where: {population: {between: [1]}}) { totalCount } }", "PAIR_LENGTH", "1"),
        ("{ settlements(where: {location: {within: {km: 1}}}) { totalCount } }", "WITHIN_CENTRE", "`of`"),
        (
            '{ settlements(where: {location: {within: {of: "county:HU223", km: 1}}}) { totalCount } }',
            "WITHIN_PLACE",
            "`settlement:…`",
        ),
        (
            '{ settlements(where: {location: {within: {of: "settlement:1", km: -1}}}) { totalCount } }',
            "NUMBER_RANGE",
            "`km`",
        ),
        (
            "{ settlements(where: {location: {within: {point: {longitude: 1, latitude: 91}, km: 1}}}) { totalCount } }",
            "NUMBER_RANGE",
            "`latitude`",
        ),
        ("{ mentors(where: {communities: {count: {eq: null}}}) { totalCount } }", "NULL_NOT_ALLOWED", "`eq`"),
    ],
)
def test_what_cannot_be_answered_is_refused_at_its_place(asking: Asking, document: str, code: str, told: str) -> None:
    error = asking.refusal(document)
    assert error.code == code
    assert error.nodes
    assert told in error.text("en")
    assert error.text("hu") != error.text("en")


def test_properties_of_relationships_have_one_name_and_one_kind(model: Model) -> None:
    kinds: dict[str, str] = {}
    for field in edge_fields(model):
        assert kinds.setdefault(field.name, operators_of(field.property).input_name)
        assert kinds[field.name] == operators_of(field.property).input_name
    assert {"weight", "role", "participatesInRole", "from", "to", "on"} <= set(kinds)

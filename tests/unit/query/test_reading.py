"""The way of a read: what is planned, what is left, what is refused, and at which field."""

from __future__ import annotations

import pytest
from graphql import GraphQLSchema

from graph_service.errors import RequestError
from graph_service.model.structure import Model
from graph_service.query.reading import Limits, Mismatch, Reader, Unplanned
from tests.unit.query.asking import Asking, refused_code


@pytest.mark.parametrize(
    ("document", "operation"),
    [
        ("{ __typename }", None),
        ("{ __schema { queryType { name } } }", None),
        ("{ vocabularies { __typename } }", None),
        ('{ county(nuts3: "x") @skip(if: true) { id } }', None),
        ("query A { dataVersion } query B { dataVersion }", None),
        ("query A { dataVersion }", "C"),
        ("query A { dataVersion }", ""),
    ],
)
def test_what_graphql_core_answers(asking: Asking, document: str, operation: str | None) -> None:
    with pytest.raises(Unplanned):
        asking.prepared(document, operation=operation)


@pytest.mark.parametrize("variables", [{}, {"n": "five"}, {"n": None}, {"n": 2**31}])
def test_wrong_variables_are_graphql_cores(asking: Asking, variables: dict[str, object]) -> None:
    with pytest.raises(Unplanned):
        asking.prepared("query Q($n: Int!) { counties(first: $n) { totalCount } }", variables)


def test_an_operation_by_its_name(asking: Asking) -> None:
    document = asking.parsed('query A { county(nuts3: "x") { id } } query B { counties { totalCount } }')
    one = asking.prepared(document, operation="A").statements
    assert one != asking.prepared(document, operation="B").statements


def test_mixed_operations_leave_the_rest(asking: Asking) -> None:
    prepared = asking.prepared("{ dataVersion __schema { queryType { name } } vocabularies { __typename } }")
    assert prepared.mixed
    assert prepared._compiled.plan.rest == ("__schema", "vocabularies")
    assert prepared.lenient([(4, [])]) == {"dataVersion": 4}
    assert not asking.prepared("{ dataVersion __typename }").mixed


def test_defaults_and_sent_values(asking: Asking) -> None:
    document = asking.parsed('query Q($c: String! = "HU223") { county(nuts3: $c) { id } }')
    assert asking.parameters(document) == ["HU223"]
    assert asking.parameters(document, {"c": "x"}) == ["x"]


@pytest.mark.parametrize("arguments", ["", "(id: null)", '(id: "a", nuts3: "b")'])
def test_one_key(asking: Asking, arguments: str) -> None:
    error = asking.refusal(f"{{ county{arguments} {{ id }} }}")
    assert (error.code, len(error.nodes or ())) == ("KEY_COUNT", 1)


def test_ids_may_be_written_as_numbers(asking: Asking) -> None:
    assert asking.parameters("{ county(id: 5) { id } }") == ["5"]
    assert asking.parameters("query Q($i: ID!) { county(id: $i) { id } }", {"i": 5}) == ["5"]


def test_lengths_of_ids(asking: Asking) -> None:
    document = asking.parsed("query Q($i: ID!) { node(id: $i) { id } }")
    assert refused_code(asking, document, {"i": "inst:" + "x" * 1_000}) == "STRING_LENGTH"
    many = asking.parsed("query Q($i: [ID!]!) { nodes(ids: $i) { id } }")
    asking.prepared(many, {"i": ["inst:1"] * 100})
    for prefix in ("inst", "zz"):
        error = asking.refusal(many, {"i": [f"{prefix}:1"] * 101})
        assert (error.code, len(error.nodes or ())) == ("LIST_LENGTH", 1)


def test_a_kept_plan_tells_where_as_a_new_one_does(asking: Asking, model: Model, schema: GraphQLSchema) -> None:
    document = asking.parsed(
        """query Q($n: Int, $s: String!) {
             counties(where: {nuts3: {eq: $s}}) { nodes { districts(first: $n) { totalCount } } } }"""
    )
    asking.prepared(document, {"n": 1, "s": "a"})
    for wrong in ({"n": 0, "s": "a"}, {"n": 1, "s": "x" * 1_001}):
        kept = asking.refusal(document, wrong)
        new = Asking(Reader(model, schema), schema).refusal(document, wrong)
        assert (kept.code, kept.nodes) == (new.code, new.nodes)
        assert kept.nodes


def nested(depth: int) -> dict[str, object]:
    inner: dict[str, object] = {}
    for _ in range(depth):
        inner = {"AND": [inner]}
    return inner


@pytest.mark.parametrize("depth", [50, 300, 1_000, 5_000])
def test_deep_variables_are_a_fault_of_the_caller(asking: Asking, depth: int) -> None:
    document = asking.parsed("query Q($w: CountyWhere) { counties(where: $w) { totalCount } }")
    with pytest.raises((RequestError, Unplanned)) as refused:
        asking.prepared(document, {"w": nested(depth)})
    assert getattr(refused.value, "code", "WHERE_DEPTH") in ("WHERE_DEPTH", "VARIABLES_DEPTH")


def test_the_size_of_statements_is_bounded(asking: Asking) -> None:
    condition = '{region: {id: {ne: "x"}}}'
    relatives = ", ".join([condition] * 100)
    assert refused_code(asking, f"{{ counties(where: {{OR: [{relatives}]}}) {{ totalCount }} }}") == "TOO_COMPLEX"
    document = "query Q($w: [CountyWhere!]) { counties(where: {AND: $w}) { totalCount } }"
    pairs = [{"OR": [{"nuts3": {"contains": "a"}}] * 10}] * 60
    assert refused_code(asking, document, {"w": pairs}) == "TOO_COMPLEX"
    pages = " ".join(f"a{i}: institutions(first: 1) {{ nodes {{ id }} }}" for i in range(90))
    assert refused_code(asking, f'{{ county(nuts3: "x") {{ {pages} }} }}') == "TOO_COMPLEX"


def test_operations_and_plans_are_kept_within_bounds(model: Model, schema: GraphQLSchema) -> None:
    reader = Reader(model, schema, Limits(plans=5))
    asking = Asking(reader, schema)
    for number in range(20):
        asking.prepared(f'{{ county(nuts3: "{number}") {{ id }} }}')
    assert len(reader.plans) == 5
    assert len(reader._operations) == 5


def test_a_repeat_takes_plan_and_text_from_the_cache(model: Model, schema: GraphQLSchema) -> None:
    asking = Asking(Reader(model, schema), schema)
    document = asking.parsed("query Q($w: CountyWhere) { counties(where: $w) { totalCount } }")
    first, again = (asking.prepared(document, {"w": {"nuts3": {"eq": code}}}) for code in ("a", "b"))
    other_shape = asking.prepared(document, {"w": {"kshCode": {"eq": "a"}}})
    assert [one.is_plan_kept for one in (first, again, other_shape)] == [False, True, False]
    assert (asking.reader.plans.hits, asking.reader.plans.misses) == (1, 2)
    assert again.statements[0].text == first.statements[0].text


def test_one_plan_serves_those_who_name_the_only_operation_and_those_who_do_not(
    model: Model, schema: GraphQLSchema
) -> None:
    asking = Asking(Reader(model, schema), schema)
    document = asking.parsed('query Q { county(nuts3: "x") { id } }')
    named, unnamed, again = (asking.prepared(document, operation=name) for name in ("Q", None, "Q"))
    assert [one.is_plan_kept for one in (named, unnamed, again)] == [False, True, True]
    other = asking.parsed('query Q { county(nuts3: "y") { id } }')
    unnamed, named = (asking.prepared(other, operation=name) for name in (None, "Q"))
    assert [one.is_plan_kept for one in (unnamed, named)] == [False, True]


def test_any_fault_of_completion_is_a_mismatch(asking: Asking) -> None:
    prepared = asking.prepared('{ county(nuts3: "x") { id } }')
    for data in ([], [[]], [5], [{}], None):
        with pytest.raises(Mismatch):
            prepared.complete([(1, data)])


def test_statements_are_read_in_order_and_the_first_tells_the_version(asking: Asking) -> None:
    document = "{ " + " ".join(f'a{i}: county(nuts3: "{i}") {{ id }}' for i in range(25)) + " }"
    prepared = asking.prepared(document)
    assert prepared.cost.statements == len(prepared.statements) == 2
    rows = [(7, [[f"county:{i}"] for i in range(19)]), (8, [[f"county:{i}"] for i in range(19, 25)])]
    assert prepared.version(rows) == 7
    assert prepared.complete(rows) == {f"a{i}": {"id": f"county:{i}"} for i in range(25)}

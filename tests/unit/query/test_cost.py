"""Prices: what a document may cost at most, never less than what it gives."""

from __future__ import annotations

import pytest

from graph_service.model.structure import Model
from graph_service.query.aggregates import MEASURES
from tests.case_files import Case, planned_cases
from tests.unit.query.asking import Asking, refused_code
from tests.unit.query.rows import Rows


@pytest.mark.parametrize(
    ("document", "price"),
    [
        ('{ county(nuts3: "x") { id } }', 1),
        ("{ counties { totalCount } }", 1),
        ("{ counties { nodes { id } } }", 21),
        ("{ counties(first: 5) { nodes { id } edges { cursor } } }", 11),
        ('{ county(nuts3: "x") { institutions(first: 3) { nodes { settlement { id } } } } }', 1 + 1 + 3 * 2),
        ("{ counties(first: 2) { nodes { institutions(first: 3) { nodes { id } } } } }", 1 + 2 * (1 + 1 + 3)),
        ("{ counties { aggregate { count } a: aggregate { count } } }", 3),
        ('{ nodes(ids: ["county:1", "inst:1"]) { id } }', 2),
        ('{ node(id: "zz:1") { id } }', 1),
        ("{ dataVersion }", 1),
    ],
)
def test_prices(asking: Asking, document: str, price: int) -> None:
    assert asking.prepared(document).cost.price == price


def test_labels_exclude_each_other(asking: Asking) -> None:
    document = """{ publication(id: "x") { publishers(first: 1) { nodes {
        ... on Institution { collaborations(first: 10) { nodes { id } } }
        ... on Municipality { collaborations(first: 5) { nodes { id } } } } } } }"""
    assert asking.prepared(document).cost.price == 1 + 1 + 1 + 1 + 10


def test_the_price_follows_the_variables(asking: Asking) -> None:
    document = asking.parsed("query Q($n: Int) { counties(first: $n) { nodes { id } } }")
    assert [asking.prepared(document, {"n": n}).cost.price for n in (1, 100, None)] == [2, 101, 21]


def test_what_is_too_dear_is_refused_before_it_runs(asking: Asking) -> None:
    document = asking.parsed(
        "query Q($n: Int) { counties(first: $n) { nodes { institutions(first: $n) { nodes { id } } } } }"
    )
    asking.prepared(document, {"n": 20})
    assert refused_code(asking, document, {"n": 100}) == "TOO_DEAR"
    cost = asking.prepared(document, {"n": 20}).cost
    assert (cost.remaining, cost.limit, cost.statements) == (10_000 - cost.price, 10_000, 1)


def test_shared_levels_are_priced_once(asking: Asking) -> None:
    """Pricing each label of each level anew would take 21 to the power of the levels."""
    inner = "id"
    for _ in range(5):
        inner = f"employers(first: 1) {{ nodes {{ employees(first: 1) {{ nodes {{ {inner} }} }} }} }}"
    assert asking.prepared(f'{{ mentor(id: "mentor:1") {{ {inner} }} }}').cost.price == 21


_NO_ROWS = (
    "LocalizedText",
    "GeoPoint",
    "PageInfo",
    "GroupKey",
    *(measured.type_name for measured in MEASURES.values()),
)


def rows_of(answer: object) -> int:
    """Rows of an answer: nodes, ties, and edges together with their nodes."""
    if isinstance(answer, list):
        return sum(map(rows_of, answer))
    if not isinstance(answer, dict):
        return 0
    type_ = answer.get("__typename") or "Connection"
    if type_.endswith("Edge"):
        return 1 + sum(rows_of(value) - _is_row(value) for value in answer.values())
    return _is_row(answer) + sum(map(rows_of, answer.values()))


def _is_row(value: object) -> bool:
    type_ = value.get("__typename") if isinstance(value, dict) else None
    return type_ is not None and type_ not in _NO_ROWS and not type_.endswith("Connection")


@pytest.mark.parametrize("case", planned_cases(), ids=str)
@pytest.mark.parametrize("extra", [0, 1])
def test_never_less_than_the_rows_of_the_fullest_answer(asking: Asking, model: Model, case: Case, extra: int) -> None:
    prepared = asking.reader.prepare(asking.parsed(case.document), None, case.variables, case.scopes)
    compiled = prepared._compiled.statements
    rows = [
        (1, Rows(model, bound.parameters, extra).answer(statement.roots))
        for statement, bound in zip(compiled, prepared.statements, strict=True)
    ]
    lenient = prepared.lenient(rows)
    assert rows_of(lenient) <= prepared.cost.price
    assert prepared.complete(rows).keys() == lenient.keys()

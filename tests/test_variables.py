"""One document with variables of many shapes, one after the other: a plan of one shape never answers another."""

from __future__ import annotations

import random
from typing import Any

import pytest

from tests.answering import Service
from tests.case_files import answer_text
from tests.oracle import CursorBook, Oracle, cursor_keys

pytestmark = pytest.mark.anyio

Shapes = list[dict[str, Any]]
DOCUMENTS: dict[str, tuple[str, Shapes]] = {
    "conditions": (
        "query Q($where: CountyWhere) { counties(where: $where, first: 3) { totalCount nodes { nuts3 } } }",
        [
            {},
            {"where": None},
            {"where": {}},
            {"where": {"nuts3": {"eq": "HU223"}}},
            {"where": {"nuts3": {"ne": "HU223"}}},
            {"where": {"nuts3": {"in": ["HU223", "HU110"]}}},
            {"where": {"nuts3": {"in": []}}},
            {"where": {"NOT": {"nuts3": {"eq": "HU223"}}}},
            {"where": {"OR": [{"nuts3": {"eq": "HU223"}}, {"population": {"gt": 900000}}]}},
            {"where": {"AND": [{"nuts3": {"eq": "HU223"}}, {"population": {"gt": 900000}}]}},
            {"where": {"OR": [{"nuts3": {"eq": "HU223"}}]}},
            {"where": {"OR": []}},
            {"where": {"nameHuCurrent": {"isNull": True}}},
            {"where": {"nameHuCurrent": {"isNull": False}}},
            {"where": {"inProgrammeArea": {"eq": False}}},
            {"where": {"inProgrammeArea": {"eq": True}}},
            {"where": {"institutions": {"some": {"sector": {"eq": "MUSEUM"}}}}},
            {"where": {"institutions": {"none": {"sector": {"eq": "MUSEUM"}}}}},
        ],
    ),
    "orders": (
        "query Q($by: [CountyOrder!], $way: Direction! = ASC) { counties(orderBy: $by, first: 2) { nodes { nuts3 } } "
        "regions(orderBy: [{field: NAME, direction: $way}], first: 2) { nodes { nuts2 } } }",
        [
            {},
            {"by": None},
            {"by": []},
            {"by": [{"field": "NAME"}]},
            {"by": [{"field": "NAME", "direction": "DESC"}]},
            {"by": [{"field": "POPULATION", "direction": "DESC"}, {"field": "NAME"}]},
            {"by": {"field": "POPULATION"}},
            {"way": "DESC"},
            {"way": "ASC"},
        ],
    ),
    "directives": (
        'query Q($a: Boolean!, $b: Boolean!) { county(nuts3: "HU223") { id @include(if: $a) nuts3 @skip(if: $b) '
        "name @include(if: $b) { hu } population } regions @skip(if: $a) { totalCount } }",
        [{"a": a, "b": b} for a in (True, False) for b in (True, False)],
    ),
    "pages": (
        "query Q($first: Int, $last: Int) { counties(first: $first) { nodes { nuts3 } pageInfo { hasNextPage } } "
        "regions(last: $last) { nodes { nuts2 } pageInfo { hasPreviousPage } } }",
        [{}, {"first": 2}, {"first": 7, "last": 3}, {"first": None, "last": None}, {"last": 1}],
    ),
    "ids": (
        "query Q($id: ID!, $ids: [ID!]!) { node(id: $id) { __typename id ... on County { population } } "
        "nodes(ids: $ids) { __typename id } }",
        [
            {"id": "county:HU223", "ids": ["county:HU223"]},
            {"id": "settlement:32054", "ids": ["settlement:32054", "county:HU223"]},
            {"id": "county:HU110", "ids": ["county:HU110", "county:HU223"]},
            {"id": "nothing", "ids": []},
            {"id": "region:HU22", "ids": ["nothing", "zz"]},
            {"id": "county:HU999", "ids": "region:HU22"},
        ],
    ),
    "keys": (
        "query Q($id: ID, $code: String, $scope: TieScope! = TOUCHING, $lang: Language! = HU) { "
        "county(id: $id, nuts3: $code) { name { text(lang: $lang) } cooperation(scope: $scope) { totalCount } } }",
        [
            {"id": "county:HU223"},
            {"code": "HU223"},
            {"id": None, "code": "HU223", "scope": "WITHIN"},
            {"id": "county:HU333", "scope": "TOUCHING", "lang": "EN"},
            {"id": "county:HU333", "code": None, "scope": "WITHIN", "lang": "HU"},
        ],
    ),
}


@pytest.mark.parametrize("name", list(DOCUMENTS))
async def test_each_shape_has_its_own_answer(name: str, service: Service, oracle: Oracle) -> None:
    document, shapes = DOCUMENTS[name]
    again = [*shapes, *random.Random(7).sample(shapes, len(shapes))]
    for variables in again:
        ours = await service.data(document, variables)
        assert answer_text(ours) == answer_text(oracle.answer(document, variables)), variables


async def test_cursors_with_and_without_a_value_are_shapes(service: Service, oracle: Oracle) -> None:
    order = "orderBy: [{field: END_DATE, direction: DESC}]"
    where = 'where: {startDate: {gte: "2019-01-01"}}'
    whole = f"{{ list: collaborations({where} {order} first: 100) {{ edges {{ cursor node {{ id endDate }} }} }} }}"
    edges = (await service.data(whole))["list"]["edges"]
    book = CursorBook()
    book.meet({"list": {"edges": edges}}, oracle.answer(whole), cursor_keys(whole))
    kinds = {edge["node"]["endDate"] is None for edge in edges}
    assert kinds == {True, False}
    page = f"collaborations({where} {order} first: 4, after: $after) {{ nodes {{ id }} }}"
    document = f"query Q($after: String) {{ list: {page} }}"
    for edge in [*edges[::9], *edges[::13]]:
        variables = {"after": edge["cursor"]}
        ours = await service.data(document, variables)
        assert answer_text(ours) == answer_text(oracle.answer(document, book.to_oracle(variables)))


async def test_bounds_belong_to_their_operators(service: Service, oracle: Oracle) -> None:
    document = "query Q($where: SettlementWhere) { settlements(where: $where) { totalCount } }"
    (known,) = (await service.data('{ settlements(where: {name: {eq: "Kőszeg"}}) { nodes { population } } }'))[
        "settlements"
    ]["nodes"]
    counts = {}
    for operator in ("lt", "lte", "gt", "gte", "eq"):
        variables = {"where": {"population": {operator: known["population"]}}}
        ours = await service.data(document, variables)
        assert ours == oracle.answer(document, variables)
        counts[operator] = ours["settlements"]["totalCount"]
    assert counts["lte"] == counts["lt"] + counts["eq"]
    assert counts["gte"] == counts["gt"] + counts["eq"]

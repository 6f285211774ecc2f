"""Every plan prints: as a tree, with its price, statements and parameters."""

from __future__ import annotations

import pytest

from tests.case_files import Case, planned_cases
from tests.unit.query.asking import Asking


@pytest.mark.parametrize("case", planned_cases(), ids=str)
def test_every_case_prints(asking: Asking, case: Case) -> None:
    prepared = asking.reader.prepare(asking.parsed(case.document), None, case.variables, case.scopes)
    text = prepared.explain()
    assert text.startswith("Operation\n")
    assert f"Price: {prepared.cost.price} rows of {prepared.cost.limit}" in text
    for statement in prepared.statements:
        assert statement.text in text
    for root in prepared._compiled.plan.roots:
        assert f"\n  {root.key}: " in text


def test_a_tree(asking: Asking) -> None:
    text = asking.prepared(
        """{ county(nuts3: "HU223") { name { hu } institutions(first: 5, where: {OR: [{sector: {eq: LIBRARY}},
               {NOT: {name: {startsWith: "a"}}}]}, orderBy: [{field: NAME, direction: DESC}]) {
             totalCount edges { cursor node { id settlement { name } } } } } vocabularies { __typename } }"""
    ).explain()
    tree = text.split("\n\n")[0].splitlines()
    assert tree == [
        "Operation",
        "  county: Seek(County by nuts3)",
        "    Project(name)",
        "    institutions: Page(<-SITED_IN- to Institution, forward, order NAME DESC, ID ASC)",
        "      Filter((sector eq $ or not (nameFolded startsWith $)))",
        "      totalCount",
        "      edges(cursor)",
        "        Project(id)",
        "        settlement: Expand(-IN_SETTLEMENT->, to one Settlement)",
        "          Project(name)",
        "  vocabularies: left to graphql-core",
    ]


def test_what_labels_share_is_printed_once(asking: Asking) -> None:
    text = asking.prepared(
        '{ node(id: "inst:1") { sources { nodes { citedBy { nodes { id ... on County { nuts3 } } } } } } }'
    )
    tree = text.explain().split("\n\n")[0]
    assert tree.count("on each: Project(id)") == 1
    assert tree.count("on County: Project(nuts3)") == 1

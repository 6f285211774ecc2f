"""Links as patterns: a label at the far end where it narrows, none where the relationship leaves no other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graph_service.model.declare import Step
from graph_service.model.structure import Model
from graph_service.query.patterns import Patterns
from graph_service.query.steps import Names


@pytest.fixture
def patterns(model: Model) -> Patterns:
    return Patterns(model)


def test_labels_are_sorted_and_covered_by_super_labels(patterns: Patterns, model: Model) -> None:
    organisations = model.members("Organisation")
    assert patterns.label_text(("County",)) == ":County"
    assert patterns.label_text(("Settlement", "Community")) == ":Community|Settlement"
    assert patterns.label_text(organisations) == ":Organisation"
    assert patterns.label_text((*organisations, "Community")) == ":Community|Organisation"
    assert patterns.label_text(reversed(organisations)) == patterns.label_text(organisations)


def test_names_count_a_letter_each() -> None:
    names = Names()
    assert [names.new("n"), names.new("n"), names.new("r"), names.new("n")] == ["n0", "n1", "r0", "n2"]


def along(patterns: Patterns, model: Model, label: str, link: str, *, named: bool = False) -> str:
    found = model.types[label].links[link]
    return patterns.along("a", (label,), found, "b", Names(), named=named).pattern


def test_a_label_stands_only_where_it_narrows(patterns: Patterns, model: Model) -> None:
    assert along(patterns, model, "Institution", "county") == "(a)-[:SITED_IN]->(b)"
    assert along(patterns, model, "Institution", "district") == "(a)-[:IN_SETTLEMENT]->()-[:IN_DISTRICT]->(b)"
    assert along(patterns, model, "Institution", "settlement") == "(a)-[:IN_SETTLEMENT]->(b)"
    assert along(patterns, model, "Measurement", "settlement") == (
        "(a)-[:OF]->()-[:IN_SETTLEMENT|PART_OF*0..1]->(b:Settlement)"
    )
    assert along(patterns, model, "Institution", "place") == "(a)-[:LOCATED_IN]->(b)"
    assert along(patterns, model, "Settlement", "institutions") == "(a)<-[:LOCATED_IN]-(b:Institution)"


def test_rows_that_keep_a_property_of_their_parent_are_found_by_it(patterns: Patterns, model: Model) -> None:
    def listed(label: str, link: str) -> tuple[str, tuple[str, ...], str | None]:
        hop = patterns.listed("a", (label,), model.types[label].links[link], "b", Names())
        return hop.pattern, hop.conditions, hop.kept

    found = ("(b:Institution)", ("b.countyNuts3 = a.nuts3",), "b.countyNuts3")
    assert listed("County", "institutions") == found
    assert listed("County", "settlements") == ("(a)<-[:IN_COUNTY]-(b:Settlement)", (), None)
    assert listed("Institution", "county") == ("(a)-[:SITED_IN]->(b)", (), None)


def test_the_relationship_is_named_on_demand(patterns: Patterns, model: Model) -> None:
    assert along(patterns, model, "Institution", "collaborations") == "(a)-[:PARTICIPATES_IN]->(b)"
    assert along(patterns, model, "Institution", "collaborations", named=True) == ("(a)-[r0:PARTICIPATES_IN]->(b)")


def test_conditions_of_a_link(patterns: Patterns, model: Model) -> None:
    def conditions(label: str, link: str) -> tuple[str, ...]:
        return patterns.along("a", (label,), model.types[label].links[link], "b", Names(), named=False).conditions

    assert conditions("Professional", "employer") == ("r0.to IS NULL",)
    assert conditions("Indicator", "reported") == ("b.method = 'reported'",)


def test_a_link_to_others_only_says_so_from_both_ends(patterns: Patterns, model: Model) -> None:
    link = model.types["Institution"].links["unlinkedNeighbours"]
    hop = patterns.along("a", ("Institution",), link, "b", Names(), named=False)
    apart = ("a.sector <> b.sector", "NOT EXISTS { MATCH (a)-[:COOPERATES_WITH]-(b) }")
    assert hop.conditions == apart
    assert tuple(patterns.back("b", ("Institution",), link, "a", Names())[1]) == apart
    merely_without = patterns.along("a", ("Institution",), replace(link, differs=None), "b", Names(), named=False)
    assert merely_without.conditions == ("a.id <> b.id", apart[1])


def test_every_link_of_the_model_reaches_its_labels(patterns: Patterns, model: Model) -> None:
    for node in model.labels:
        for link in node.links.values():
            if patterns.is_live(link):
                continue  # read as what it rests on, and never a way back
            pattern = patterns.along("a", (node.name,), link, "b", Names(), named=True).pattern
            back, _ = patterns.back("b", (node.name,), link, "a", Names())
            assert pattern.startswith("(a)")
            assert "(b" in pattern
            assert len(back) == len(link.steps)
            assert f"(a:{node.name})" in back[-1]
            for step in link.steps:
                assert _arrow_types(step) in pattern


def _arrow_types(step: Step) -> str:
    return f":{step.type}" + ("*0..1]" if step.optional else "]")


def test_the_way_back_has_one_match_a_step(patterns: Patterns, model: Model) -> None:
    clauses, tests = patterns.back("c", ("Measurement",), model.types["Measurement"].links["district"], "m", Names())
    assert clauses == [
        "MATCH (c)<-[:IN_DISTRICT]-(x0)",
        "MATCH (x0)<-[:IN_SETTLEMENT|PART_OF*0..1]-(x1)",
        "MATCH (x1)<-[:OF]-(m:Measurement)",
    ]
    assert tests == []


def test_the_last_step_back_leaves_its_condition_open(patterns: Patterns, model: Model) -> None:
    employer = model.types["Professional"].links["employer"]
    clauses, tests = patterns.back("e", ("Professional",), employer, "p", Names())
    assert clauses == ["MATCH (e)<-[r0:EMPLOYED_BY]-(p:Professional)"]
    assert tests == ["r0.to IS NULL"]

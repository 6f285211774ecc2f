"""Kinds of the model, and the statement of one hop as text."""

from __future__ import annotations

import re

import pytest

from graph_service.analysis.changes import changing_kinds
from graph_service.analysis.hops import hop_cypher
from graph_service.analysis.kinds import DEFAULT_KINDS, kinds_of, labels_joined
from graph_service.model import load_model

KINDS = kinds_of(load_model())


def hop(*types: str, county: bool = False, dated: bool = False, among: bool = False) -> str:
    return hop_cypher(load_model(), [KINDS[type_] for type_ in types], county=county, dated=dated, among=among)


def test_kinds_are_the_stored_relationship_types() -> None:
    model = load_model()
    assert set(KINDS) == {
        type_
        for type_ in model.relationship_ends
        if type_ not in model.relationships or model.relationships[type_].stored
    }
    assert {kind.type for kind in KINDS.values() if kind.default} == DEFAULT_KINDS
    assert {kind.type for kind in KINDS.values() if kind.symmetric} <= {
        kind.type for kind in KINDS.values() if kind.derived
    }


def test_no_default_kind_leads_to_a_hub() -> None:
    """A place, a term, a source, the programme: whatever hundreds of nodes have in common."""
    hubs = {node.name for node in load_model().labels if node.group in ("place", "node", "programme")}
    assert not {kind.type for kind in KINDS.values() if kind.default and kind.labels & hubs}


def test_kinds_say_what_they_join() -> None:
    assert KINDS["MENTORS"].description == "Mentor to Community: Mentors a community."
    assert KINDS["LOCATED_IN"].description.startswith("Organisation to Locality: ")
    assert KINDS["BELONGS_TO"].description.startswith("ChurchOrganisation, CivilOrganisation, Community, ")
    assert " and others to Concept: " in KINDS["BELONGS_TO"].description


def test_changing_kinds_touch_participants_or_places_and_have_days() -> None:
    changing = changing_kinds(load_model())
    assert {"PARTICIPATES_IN", "MENTORS", "ADOPTED", "EMPLOYED_BY", "RESPONSIBLE_FOR"} <= set(changing)
    assert not {"COOPERATES_WITH", "ATTENDED", "ENTERED", "PARTNER_IN", "LOCATED_IN"} & set(changing)


def test_both_ends_are_anchored_by_label_and_bounded() -> None:
    text = hop("MENTORS")
    assert re.search(r"UNWIND \$ids AS id MATCH \(n:(Node|Community\|Mentor) {id: id}\)-\[r:MENTORS\]-\(m\) ", text)
    assert "ORDER BY n.id, m.id, type(r), r.key, startNode(r).id = n.id LIMIT $most" in text
    assert "toString(r.from), toString(r.to), null, null]" in text


@pytest.mark.parametrize(
    ("types", "first", "last"),
    [
        (["ADOPTED"], "r.on", "null"),
        (["PARTNER_IN"], "null", "null"),
        (["USES_SPACE_OF"], "r.from", "null"),
        (["ATTENDED"], "endNode(r).startDate", "null"),
        (["COOPERATES_WITH"], "r.since", "null"),
        (["PARTICIPATES_IN"], "coalesce(r.from, endNode(r).startDate)", "coalesce(r.to, endNode(r).endDate)"),
        (["MENTORS", "WORKS_AT"], "r.from", "r.to"),
        (
            ["ADOPTED", "MENTORS", "PARTNER_IN"],
            "CASE WHEN type(r) IN ['ADOPTED'] THEN r.on WHEN type(r) IN ['MENTORS'] THEN r.from END",
            "CASE WHEN type(r) IN ['MENTORS'] THEN r.to END",
        ),
    ],
)
def test_days_are_those_that_the_model_declares(types: list[str], first: str, last: str) -> None:
    assert f"toString({first}), toString({last}), null, null]" in hop(*types)


def test_a_derived_tie_brings_the_days_of_what_it_rests_on() -> None:
    assert hop("COOPERATES_WITH").endswith("null, null]) AS data }")
    text = hop("COOPERATES_WITH", dated=True)
    assert "MATCH (n)-[x0:PARTICIPATES_IN]->(k) MATCH (k)<-[y0:PARTICIPATES_IN]-(m) RETURN [" in text
    assert text.count("toString(coalesce(") == 4
    assert "COLLECT" not in hop("PARTICIPATES_IN", dated=True)


def test_the_county_is_that_of_the_field_county() -> None:
    assert "SITED_IN" not in hop("PARTICIPATES_IN")
    text = hop("PARTICIPATES_IN", county=True)
    assert "m:OtherOrganisation THEN head([(m)-[:SITED_IN]->(c:County) | c.id])" in text
    assert "m:Collaboration" not in text
    assert "WHEN m:County THEN m.id" in hop("COVERS", county=True)
    assert "s0.to IS NULL" in hop("ATTENDED", county=True)
    assert "null, null]) AS data }" in hop("SCORED", "SERVES", county=False)


def test_among_the_same_nodes_each_relationship_is_met_once() -> None:
    assert "-[r:MENTORS]->(m) WHERE m.id IN $ids" in hop("MENTORS", among=True)


def test_labels_of_kinds() -> None:
    assert labels_joined([KINDS["MENTORS"], KINDS["USES_SPACE_OF"]]) == ("Community", "Institution", "Mentor")

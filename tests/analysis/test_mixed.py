"""Analysis roots beside other roots, in fragments, under aliases; nodes, measures and enums within their answers."""

from __future__ import annotations

from typing import Any

import pytest

from graph_service.network.network import Scope, network_of
from tests.analysis.walking import rows
from tests.answering import Service
from tests.measures import table_of
from tests.network.demonstration import demonstration

pytestmark = pytest.mark.anyio


async def test_a_root_stands_beside_planned_ones_in_the_order_that_was_asked(analysis: Service) -> None:
    data = await analysis.data(
        '{ county(nuts3: "HU223") { nuts3 } networkSummary { ties } institutions(first: 1) { totalCount } '
        'paths(from: "inst:HU223:com:011", to: "inst:HU222:com:017", first: 1) { nodes { length } } __typename }'
    )
    assert list(data) == ["county", "networkSummary", "institutions", "paths", "__typename"]
    assert (data["networkSummary"], data["institutions"]) == ({"ties": 693}, {"totalCount": 720})


async def test_one_root_under_two_names_with_other_arguments(analysis: Service) -> None:
    data = await analysis.data(
        "{ now: networkSummary { ties meta { mode } } "
        "all: networkSummary(scope: {mode: CUMULATIVE}) { ties meta { mode } } "
        'then: networkSummary(scope: {asOf: "2018-06-30"}) { ties meta { asOf } } }'
    )
    tables = demonstration()
    wanted = [Scope(tables.today), Scope(tables.today, "CUMULATIVE"), Scope(tables.today - 442)]
    ties = [len(network_of(tables, scope).ties[0]) for scope in wanted]
    assert [one["ties"] for one in data.values()] == ties
    assert len(set(ties)) == 3
    assert data["then"]["meta"] == {"asOf": "2018-06-30"}
    assert (data["now"]["meta"], data["all"]["meta"]) == ({"mode": "STATE"}, {"mode": "CUMULATIVE"})


ENUMS = """
    collaborationGaps(first: 2) { nodes {
        __typename sectorA verdict candidates(first: 1) { ranking nodes { parts { code } } }
    } }
    activityGaps(first: 1) { nodes { sector verdict } }
    brokerage(first: 1) { meta { mode } nodes { roles { role } institution { __typename id sector } } }
    whatIf(add: [{institutions: ["inst:HU211:com:001", "inst:HU211:lib:001"]}]) {
        gaps { sectorA sectorB county { nuts3 } }
    }
    fragility(first: 3) { nodes { node { __typename id ... on Institution { sector } } } }
    mentorCoverage(first: 2) { nodes { place { __typename id } } }
    practiceDiffusion(first: 1) { backtest { verdict } nodes { practice { id themes { nodes { code } } } } }
"""


async def test_beside_introspection_graphql_core_gives_the_same_answer(analysis: Service) -> None:
    planned = await analysis.data(f"{{ {ENUMS} }}")
    by_core = await analysis.data(f"{{ {ENUMS} __schema {{ queryType {{ name }} }} }}")
    assert by_core.pop("__schema") == {"queryType": {"name": "Query"}}
    assert by_core == planned
    assert {gap["sectorA"] for gap in planned["collaborationGaps"]["nodes"]} <= {
        "LIBRARY",
        "MUSEUM",
        "COMMUNITY_CULTURE",
    }


async def test_an_error_beside_introspection_spares_its_siblings(analysis: Service) -> None:
    result = await analysis.execute(
        '{ a: networkSummary(scope: {counties: ["HU110"]}) { ties } b: networkSummary { ties } '
        "__schema { queryType { name } } }"
    )
    assert result.data == {"a": None, "b": {"ties": 693}, "__schema": {"queryType": {"name": "Query"}}}
    assert [error.path for error in result.errors or ()] == [["a"]]


async def test_fragments_and_directives_choose_what_is_computed(analysis: Service) -> None:
    document = """
        query($hidden: Boolean!) {
            ...roots
            networkSeries(quarters: 1) @skip(if: $hidden) { points { ties } }
        }
        fragment roots on Query { networkSummary { ...numbers } }
        fragment numbers on NetworkSummary { ties ... on NetworkSummary @include(if: $hidden) { active } }
    """
    assert await analysis.data(document, {"hidden": False}) == {
        "networkSummary": {"ties": 693},
        "networkSeries": {"points": [{"ties": 693}]},
    }
    assert set((await analysis.data(document, {"hidden": True}))["networkSummary"]) == {"ties", "active"}


MEASURED = "institution { id network { degree core constraint betweenness community meta { asOf mode nodes ties } } }"


@pytest.mark.parametrize(
    ("arguments", "scope"),
    [
        ("", Scope(demonstration().today)),
        ('scope: {asOf: "2018-06-30"}', Scope(demonstration().today - 442)),
        (
            'scope: {counties: ["HU223"]}',
            Scope(demonstration().today, counties=(demonstration().county_rows["HU223"],)),
        ),
    ],
    ids=["today", "a day", "a county"],
)
async def test_measures_of_brokers_are_those_of_the_network_that_is_looked_at(
    analysis: Service, arguments: str, scope: Scope
) -> None:
    network = network_of(demonstration(), scope)
    plain = table_of(network)
    found = await rows(analysis, "brokerage", MEASURED, arguments)
    assert found
    for row in found:
        id_, told = row["institution"]["id"], row["institution"]["network"]
        meta = told.pop("meta")
        assert told == {name: plain[name].get(id_) for name in told}
        assert (meta["nodes"], meta["ties"], meta["mode"]) == (len(network.nodes), len(network.ties[0]), "STATE")


async def test_measures_of_both_ends_and_of_the_evidence(analysis: Service) -> None:
    data = await analysis.data(
        "{ collaborationGaps(first: 1) { nodes { collaborations(first: 3) { nodes { institutions(first: 5) { nodes { "
        "id network { degree } } } } } candidates(first: 3) { nodes { a { id network { degree } } } } } } }"
    )
    plain = table_of(network_of(demonstration(), Scope(demonstration().today)))
    [gap] = data["collaborationGaps"]["nodes"]
    ends = [one["a"] for one in gap["candidates"]["nodes"]]
    members = [one for work in gap["collaborations"]["nodes"] for one in work["institutions"]["nodes"]]
    assert len(members) > 3
    for one in (*ends, *members):
        assert one["network"] == {"degree": plain["degree"][one["id"]]}


def sentences_of(value: Any) -> list[str]:
    """All texts under the names hu and en anywhere in an answer."""
    if isinstance(value, dict):
        own = [text for name, text in value.items() if name in ("hu", "en") and isinstance(text, str)]
        return own + [text for one in value.values() for text in sentences_of(one)]
    return [text for one in value for text in sentences_of(one)] if isinstance(value, list) else []


async def test_every_finding_is_a_sentence_in_both_languages(analysis: Service) -> None:
    both = "hu: sentence en: sentence(lang: EN)"
    data = await analysis.data(f"""{{
        collaborationGaps(first: 6) {{ nodes {{ {both} candidates(first: 1) {{ nodes {{ {both} }} }} }} }}
        edges: collaborationGaps(first: 1) {{ edges {{ node {{
            candidates(first: 1) {{ edges {{ node {{ {both} }} }} }}
        }} }} }}
        activityGaps(first: 2) {{ nodes {{ {both} }} }}
        countyOpenness(first: 2) {{ nodes {{ {both} }} }}
        collaborationCandidates(first: 2) {{ backtest {{ {both} }} edges {{ node {{ {both} }} }} }}
        fragility(first: 3) {{ nodes {{ {both} }} }}
        practiceDiffusion(first: 2) {{ nodes {{ {both} }} }}
        mentorCoverage(first: 2) {{ edges {{ node {{ {both} }} }} }}
    }}""")
    told = sentences_of(data)
    assert len(told) == 2 * (6 + 6 + 1 + 2 + 2 + 1 + 2 + 3 + 2 + 2)
    for hungarian, english in zip(told[::2], told[1::2], strict=True):
        assert hungarian != english
    for text in told:
        assert text[-1] in ".)"
        assert not any(part in text for part in ("{", "inst:", "practice:", "settlement:", "None", "nan"))


async def test_the_version_of_the_data_is_told_whatever_was_read(analysis: Service) -> None:
    for document in ("{ networkSummary { ties } }", "{ networkSummary { ties } fragility(first: 1) { totalCount } }"):
        result = await analysis.execute(document)
        assert result.extensions
        assert result.extensions["dataVersion"] >= 1

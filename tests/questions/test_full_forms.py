"""Questions 5 and 30 in full: brokers by networkx and by counting, pairs by the methods and by the files."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest

from graph_service.network.candidates import Candidates, candidates
from graph_service.network.network import Scope
from graph_service.network.rounding import told
from graph_service.questions import find_question
from tests.answering import Service
from tests.exported import exported_files
from tests.network.demonstration import demonstration
from tests.questions.brokers import Brokers, is_boundary, is_liaison
from tests.questions.files import Files, kilometres

pytestmark = pytest.mark.anyio
ROUNDED = 6e-6  # what six significant digits leave open
COUNTY, KM = "HU223", 20.0


@cache
def files() -> Files:
    """The demonstration as files."""
    return Files(exported_files())


@cache
def brokers() -> Brokers:
    """The network of the files."""
    return Brokers(files())


@cache
def ranking() -> Candidates:
    """The candidates with an end in the county by the methods, ties of all times counted."""
    row = demonstration().county_rows[COUNTY]
    return candidates(demonstration(), Scope(demonstration().today, "CUMULATIVE"), KM, county=row)


def close(value: float | None) -> Any:
    """What equals `value` to six significant digits; None only None."""
    return None if value is None else pytest.approx(value, rel=ROUNDED, abs=1e-9)


async def pages(service: Service, number: int, root: str) -> list[Mapping[str, Any]]:
    """All pages of the main list of a question."""
    document, found, after = find_question(str(number)).document, [], None
    while True:
        page = (await service.data(document, {"first": 100, "after": after}))[root]
        found.append(page)
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            return found


@pytest.fixture(scope="module")
async def bridges(analysis: Service, anyio_backend: str) -> list[Mapping[str, Any]]:
    """All rows of question 5."""
    return [row for page in await pages(analysis, 5, "institutions") for row in page["nodes"]]


@pytest.fixture(scope="module")
async def suggested(analysis: Service, anyio_backend: str) -> list[Mapping[str, Any]]:
    """All pages of question 30."""
    return await pages(analysis, 30, "collaborationCandidates")


def test_bridges_have_the_measures_of_networkx(bridges: list[Mapping[str, Any]]) -> None:
    assert len(bridges) == 530
    for row in bridges:
        id_, measured = row["id"], row["network"]
        assert measured["betweenness"] == close(brokers().betweenness[id_])
        assert measured["betweennessError"] is None
        assert measured["constraint"] == close(brokers().constraint(id_))
        assert measured["eiSector"] == close(brokers().ei(id_, brokers().sectors))
        assert measured["eiCounty"] == close(brokers().ei(id_, brokers().counties))


def test_bridges_have_the_roles_that_counting_gives(bridges: list[Mapping[str, Any]]) -> None:
    told_z = 0
    for row in bridges[:100]:
        measured = row["network"]
        for name, holds in (("boundary", is_boundary), ("liaison", is_liaison)):
            assert measured[name] == brokers().role(row["id"], holds)
            expected = brokers().z(row["id"], holds)
            assert measured[f"{name}Z"] == close(expected)
            told_z += expected is not None
    assert told_z > 100


def test_bridges_stand_by_betweenness_then_name(bridges: list[Mapping[str, Any]]) -> None:
    keys = [(-row["network"]["betweenness"], files().node(row["id"])["nameSort"], row["id"]) for row in bridges]
    assert keys == sorted(keys)
    first, last = bridges[0]["network"]["betweenness"], bridges[-1]["network"]["betweenness"]
    assert first == pytest.approx(max(brokers().betweenness.values()), rel=ROUNDED)
    assert last == 0


def test_measures_say_how_they_were_made(bridges: list[Mapping[str, Any]]) -> None:
    [meta] = {tuple(row["network"]["meta"].items()) for row in bridges}
    told_of = dict(meta)
    assert (told_of["asOf"], told_of["mode"], told_of["approximate"]) == ("2019-09-15", "CUMULATIVE", False)
    assert told_of["definition"].startswith("/methods#")


def test_pairs_are_those_of_the_method_in_its_order(suggested: list[Mapping[str, Any]]) -> None:
    ids = demonstration().institutions.ids
    rows = [row for page in suggested for row in page["nodes"]]
    assert [(row["a"]["id"], row["b"]["id"], row["rank"]) for row in rows] == [
        (ids[one.a], ids[one.b], one.rank) for one in ranking()
    ]
    assert {page["totalCount"] for page in suggested} == {len(rows)}
    for row, one in zip(rows, ranking(), strict=True):
        wanted = [(part.code, told(part.raw), part.contribution) for part in one.parts]
        assert [(part["code"], part["raw"], part["contribution"]) for part in row["parts"]] == wanted
        assert row["probability"] == one.probability
        assert len(row["sharedTrainings"]) == len(one.sessions)
        assert [theme["code"] for theme in row["sharedThemes"]] == [demonstration().themes[at] for at in one.themes]


def test_the_ranking_is_as_honest_as_the_backtest(suggested: list[Mapping[str, Any]]) -> None:
    page, tested = suggested[0], ranking().backtest
    assert page["ranking"] == ranking().ranking
    assert page["backtest"]["verdict"] == tested.verdict == "NOT_DISTINGUISHABLE"
    assert page["backtest"]["positives"] == tested.positives >= 30
    assert page["ranking"] != "MODEL"
    assert page["intercept"] is None
    assert {row["probability"] for row in page["nodes"]} == {None}
    assert str(tested.positives) in page["backtest"]["sentence"]
    assert [(one["name"], one["auc"]["value"]) for one in page["backtest"]["baselines"]] == [
        (one.code, told(one.auc.value)) for one in tested.baselines
    ]


def test_every_near_pair_without_a_tie_is_there(suggested: list[Mapping[str, Any]]) -> None:
    inside = set(files().institutions(COUNTY))
    everyone = demonstration().institutions.ids
    near = {
        (min(a, b), max(a, b))
        for a in inside
        for b in everyone
        if a != b and (min(a, b), max(a, b)) not in files().ties and kilometres(files().node(a), files().node(b)) <= KM
    }
    found = {(row["a"]["id"], row["b"]["id"]): row for page in suggested for row in page["nodes"]}
    assert near <= found.keys()
    assert not found.keys() & files().ties.keys()
    for (a, b), row in found.items():
        assert {a, b} & inside
        assert row["distanceKm"] == pytest.approx(kilometres(files().node(a), files().node(b)), rel=ROUNDED, abs=1e-6)


def test_reasons_and_effects_are_those_that_counting_gives(suggested: list[Mapping[str, Any]]) -> None:
    for row in (row for page in suggested for row in page["nodes"]):
        a, b = row["a"]["id"], row["b"]["id"]
        common = sorted(set(brokers().graph[a]) & set(brokers().graph[b]))
        assert row["commonPartners"]["totalCount"] == len(common)
        assert [one["id"] for one in row["commonPartners"]["nodes"]] == common[:5]
        assert row["effect"]["newlyWithinTwoHops"] == brokers().newly_near(a, b)
        with_tie = brokers().joined(a, b)
        for end, name in ((a, "constraintA"), (b, "constraintB")):
            wanted = {"before": close(brokers().constraint(end)), "after": close(with_tie.constraint(end))}
            assert row["effect"][name] == wanted


async def test_question_30_speaks_the_language_that_is_asked_for(analysis: Service) -> None:
    document = find_question("30").document
    for language, word in (("HU", "rögzített"), ("EN", "share")):
        data = await analysis.data(document, {"first": 3, "lang": language})
        assert all(word in row["sentence"] for row in data["collaborationCandidates"]["nodes"])


async def test_question_30_can_heed_live_ties_only(analysis: Service) -> None:
    row = demonstration().county_rows[COUNTY]
    live = candidates(demonstration(), Scope(demonstration().today), KM, county=row)
    data = await analysis.data(find_question("30").document, {"mode": "STATE"})
    found = data["collaborationCandidates"]
    assert (found["totalCount"], found["ranking"], found["meta"]["mode"]) == (len(live), live.ranking, "STATE")
    assert len(live) != len(ranking())

"""The search from both ends, on small graphs: modes, conditions, order, caps."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from graph_service.analysis.conditions import Conditions, Period, period_of
from graph_service.analysis.kinds import kinds_of
from graph_service.analysis.paths import Mode, PathsQuestion
from graph_service.errors import RequestError
from graph_service.model import load_model
from tests.unit.analysis.small_graphs import SmallGraph, joined, letters

pytestmark = pytest.mark.anyio
SQUARE = joined("a-b", "b-d", "a-c", "c-d", "d-e")
KINDS = kinds_of(load_model())


async def ask(
    graph: SmallGraph,
    start: str = "a",
    target: str = "d",
    *,
    mode: Mode = "K_SHORTEST",
    hops: int = 6,
    first: int = 100,
    **conditions: Any,
) -> tuple[list[str], Any]:
    """The paths as letters, and the whole answer."""
    kinds = tuple(KINDS[type_] for type_ in conditions.pop("via", ["PARTICIPATES_IN", "COOPERATES_WITH"]))
    asked = Conditions(kinds, **conditions)
    question = PathsQuestion(load_model(), f"inst:{start}", f"inst:{target}", asked, mode, hops, first)
    answer = await question.answer(graph)
    return [letters(step["node"] for step in path["steps"]) for path in answer["nodes"]], answer


@pytest.mark.parametrize(
    ("mode", "first", "expected", "total"),
    [
        ("SHORTEST", 5, ["abd"], 1),
        ("ALL_SHORTEST", 100, ["abd", "acd"], 2),
        ("ALL_SHORTEST", 1, ["abd"], 2),
        ("K_SHORTEST", 1, ["abd"], 1),
        ("K_SHORTEST", 3, ["abd", "acd", "abcd"], 3),
        ("K_SHORTEST", 9, ["abd", "acd", "abcd", "acbd"], 4),
    ],
)
async def test_modes(mode: Mode, first: int, expected: list[str], total: int) -> None:
    found, answer = await ask(SmallGraph(SQUARE + joined("b-c")), mode=mode, first=first)
    assert (found, answer["totalCount"], answer["truncated"]) == (expected, total, False)
    assert [path["length"] for path in answer["nodes"]] == [len(path) - 1 for path in expected]


@pytest.mark.parametrize(("hops", "expected"), [(1, []), (2, ["abd"]), (3, ["abd", "acbd"])])
async def test_no_path_is_longer_than_asked(hops: int, expected: list[str]) -> None:
    found, answer = await ask(SmallGraph(joined("a-b", "b-d", "a-c", "c-b")), hops=hops)
    assert (found, answer["truncated"]) == (expected, False)


@pytest.mark.parametrize("length", range(1, 7))
async def test_a_chain_of_each_length_up_to_six(length: int) -> None:
    chain = "abcdefg"[: length + 1]
    graph = SmallGraph(joined(*(f"{x}-{y}" for x, y in pairwise(chain))))
    assert (await ask(graph, target=chain[-1], hops=length))[0] == [chain]
    if length > 1:
        assert (await ask(graph, target=chain[-1], hops=length - 1))[0] == []
    assert (await ask(graph, chain[-1], "a", hops=length))[0] == [chain[::-1]]


async def test_the_search_stops_where_an_end_has_nothing_more_to_reach() -> None:
    graph = SmallGraph(joined("a-b", "c-d", "d-e", "e-f", "f-g", "g-h"))
    assert (await ask(graph, "a", "h"))[0] == []
    assert graph.statements == 2


async def test_directed_follows_starts_to_ends_and_symmetric_ties_both_ways() -> None:
    graph = SmallGraph([*joined("a-b", "d-b"), *joined("d-c", "c-a", type_="COOPERATES_WITH")])
    assert (await ask(graph))[0] == ["abd", "acd"]
    assert (await ask(graph, directed=True))[0] == ["acd"]
    assert (await ask(SmallGraph(joined("a-b", "b-d")), "d", "a", directed=True))[0] == []


async def test_a_path_is_its_nodes_and_tells_all_relationships_between_them() -> None:
    twice = SmallGraph([*joined("a-d", type_="COOPERATES_WITH"), *joined("a-d", "d-a")])
    found, answer = await ask(twice)
    assert found == ["ad"]
    start, end = answer["nodes"][0]["steps"]
    assert (start["relationship"], start["relationships"]) == (None, [])
    told = [(one["type"], letters([one["source"], one["target"]])) for one in end["relationships"]]
    assert told == [("COOPERATES_WITH", "ad"), ("PARTICIPATES_IN", "ad"), ("PARTICIPATES_IN", "da")]
    assert end["relationship"] == end["relationships"][0]


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2018-01-01", "2018-01-01", ["abd"]),
        ("2018-06-01", "2018-06-01", []),
        ("2018-05-31", "2018-05-31", ["abd"]),
        ("2017-01-01", "2017-12-31", []),
        ("2017-01-01", "2018-01-01", ["abd"]),
        ("2018-06-01", "2019-12-31", ["acd"]),
        ("2018-05-01", "2019-12-31", ["abd", "acd"]),
    ],
)
async def test_periods_are_half_open(first: str, last: str, expected: list[str]) -> None:
    days = dict.fromkeys(joined("a-b"), ("2018-01-01", "2018-06-01")) | dict.fromkeys(
        joined("a-c"), ("2019-01-01", None)
    )
    assert (await ask(SmallGraph(SQUARE, days), period=Period(first, last)))[0] == expected


async def test_inner_nodes_lie_in_the_county_or_nowhere() -> None:
    counties = {"inst:a": "county:2", "inst:b": "county:1", "inst:c": "county:2", "inst:d": "county:2"}
    assert (await ask(SmallGraph(SQUARE, counties=counties), within="county:1"))[0] == ["abd"]
    assert (await ask(SmallGraph(SQUARE, counties=counties), within="county:2"))[0] == ["acd"]
    placeless = {id_: county for id_, county in counties.items() if id_ != "inst:b"}
    assert (await ask(SmallGraph(SQUARE, counties=placeless), within="county:2"))[0] == ["abd", "acd"]
    with pytest.raises(RequestError) as refused:
        await ask(SmallGraph(SQUARE, counties=counties), within="county:3")
    assert refused.value.code == "NOT_FOUND"


async def test_equal_ends_are_a_path_without_steps_to_take() -> None:
    found, answer = await ask(SmallGraph(SQUARE), "a", "a")
    assert (found, answer["nodes"][0]["length"]) == (["a"], 0)
    assert (await ask(SmallGraph(SQUARE), "z", "z"))[0] == []


async def test_unknown_ids_have_no_paths() -> None:
    graph = SmallGraph(SQUARE)
    assert (await ask(graph, "z", "d"))[0] == (await ask(graph, "a", "z"))[0] == []
    question = PathsQuestion(load_model(), "version:current", "zz:1", Conditions(()), "SHORTEST", 4, 1)
    graph.statements = 0
    assert (await question.answer(graph))["nodes"] == []
    assert graph.statements == 0


async def test_a_hop_with_too_many_relationships_ends_the_search(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph_service.analysis.hops.MOST_ROWS", 12)
    hub = joined(*(f"b-{x}" for x in "efghijklmnopq"))
    graph = SmallGraph(SQUARE + hub)
    found, answer = await ask(graph)
    assert (found, answer["truncated"]) == (["abd", "acd"], True)
    found, answer = await ask(graph, first=2)
    assert (found, answer["truncated"]) == (["abd", "acd"], False)
    found, answer = await ask(graph, "b", "d")
    assert (found, answer["truncated"]) == ([], True)


async def test_too_many_steps_cut_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    names = "abcdefghij"
    graph = SmallGraph(joined(*(f"{x}-{y}" for x in names for y in names if x < y)))
    whole, _ = await ask(graph, first=100, hops=4)
    monkeypatch.setattr("graph_service.analysis.paths.MOST_STEPS", 100)
    found, answer = await ask(graph, first=100, hops=4)
    assert answer["truncated"]
    assert found == whole[: len(found)]
    assert len(whole) > len(found) > 10


def test_periods_that_cannot_be() -> None:
    day, later = date(2018, 1, 1), date(2018, 1, 2)
    assert period_of([day], None) == Period("2018-01-01", "2018-01-01")
    assert period_of([], (day, later)) == Period("2018-01-01", "2018-01-01")
    assert period_of([], None) is None
    for days, between, code in [
        ([day], (day, later), "PERIOD_TWICE"),
        ([day, later], None, "PERIOD_TWICE"),
        ([], (day, day), "PERIOD_ORDER"),
        ([], (later, day), "PERIOD_ORDER"),
    ]:
        with pytest.raises(RequestError) as refused:
            period_of(days, between)
        assert refused.value.code == code


@pytest.mark.parametrize(
    ("spans", "held"),
    [
        ([(None, None)], True),
        ([("2018-01-01", "2018-02-01"), ("2018-01-15", None)], True),
        ([("2018-01-01", "2018-01-15"), ("2018-01-15", None)], False),
        ([("2018-01-10", "2018-01-10")], False),
        ([(None, "2018-01-01")], False),
        ([("2018-02-01", None)], False),
    ],
)
def test_what_a_tie_rests_on_must_hold_together(spans: list[tuple[str | None, str | None]], held: bool) -> None:
    assert Period("2018-01-01", "2018-01-31").meets(*spans) is held

"""Ties of cooperation: one a pair, from the smaller id, with weight, first common day and kinds."""

from __future__ import annotations

from datetime import date

import pytest

from graph_service.writes.cooperation import Part, Seat, Tie, cooperation_ties

SEATS = {
    "inst:a": Seat("museum", "county:1"),
    "inst:b": Seat("library", "county:1"),
    "inst:c": Seat("library", "county:2"),
}


def part(institution: str, collaboration: str, day: str, type_: str = "joint_event") -> Part:
    return Part(f"inst:{institution}", collaboration, date.fromisoformat(day), type_)


def test_since_is_the_later_day_of_both() -> None:
    ties = cooperation_ties(SEATS, [part("b", "k1", "2018-05-01"), part("a", "k1", "2017-01-01")])
    assert ties == {("inst:a", "inst:b"): Tie(1, date(2018, 5, 1), ("joint_event",), True, False)}


def test_since_is_the_earliest_of_all_shared_collaborations() -> None:
    parts = [
        part("a", "k1", "2017-01-01"),
        part("b", "k1", "2019-01-01"),
        part("a", "k2", "2018-02-01", "methodology_support"),
        part("b", "k2", "2018-01-01", "methodology_support"),
    ]
    tie = cooperation_ties(SEATS, parts)["inst:a", "inst:b"]
    assert (tie.weight, tie.since, tie.types) == (2, date(2018, 2, 1), ("joint_event", "methodology_support"))


def test_parallel_parts_of_one_institution_count_once_from_the_first() -> None:
    parts = [part("a", "k1", "2019-01-01"), part("a", "k1", "2017-01-01"), part("b", "k1", "2017-06-01")]
    tie = cooperation_ties(SEATS, parts)["inst:a", "inst:b"]
    assert (tie.weight, tie.since) == (1, date(2017, 6, 1))


def test_an_institution_does_not_cooperate_with_itself() -> None:
    assert cooperation_ties(SEATS, [part("a", "k1", "2019-01-01"), part("a", "k1", "2017-01-01")]) == {}


def test_three_in_one_collaboration_make_three_ties() -> None:
    ties = cooperation_ties(SEATS, [part(name, "k1", "2018-01-01") for name in "cab"])
    assert {pair: (tie.cross_sector, tie.cross_county) for pair, tie in ties.items()} == {
        ("inst:a", "inst:b"): (True, False),
        ("inst:a", "inst:c"): (True, True),
        ("inst:b", "inst:c"): (False, True),
    }


@pytest.mark.parametrize(("only", "pairs"), [("a", {"ab", "ac"}), ("c", {"ac", "bc"}), ("", set())])
def test_only_gives_the_ties_that_touch(only: str, pairs: set[str]) -> None:
    parts = [part(name, "k1", "2018-01-01") for name in "abc"]
    ties = cooperation_ties(SEATS, parts, {f"inst:{name}" for name in only})
    assert {one[-1] + other[-1] for one, other in ties} == pairs

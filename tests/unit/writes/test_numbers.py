"""Derived numbers of counties, mentors, practices and processes; null where there is nothing to count from."""

from __future__ import annotations

from datetime import date

import pytest

from graph_service.writes.adoptions import adopters_elsewhere
from graph_service.writes.phases import Entry, acted_first
from graph_service.writes.properties import Derived, property_changes
from graph_service.writes.rates import cooperation_rates
from graph_service.writes.seats import Part, Places, Spot
from graph_service.writes.travel import farthest_km

COUNTIES = {"inst:a": "county:1", "inst:b": "county:1", "inst:c": "county:2"}


def test_a_tie_counts_once_in_each_county_that_it_touches() -> None:
    ties = [("inst:a", "inst:b"), ("inst:a", "inst:c"), ("inst:a", "inst:nowhere")]
    people = {"county:1": 50_000, "county:2": 300_000, "county:3": 10, "county:4": 0}
    rates = cooperation_rates(people, COUNTIES, ties)
    assert rates == {"county:1": 6.0, "county:2": 0.333333, "county:3": 0.0, "county:4": None}


PLACES = Places(
    {"settlement:1": Spot(19, 47), "settlement:2": Spot(19, 48)},
    {"part:1": Part("settlement:2", None), "part:2": Part("settlement:1", Spot(19, 49))},
)


@pytest.mark.parametrize(
    ("office", "cared_for", "km"),
    [
        ("settlement:1", ["settlement:1", "settlement:2"], 111.19508),
        ("settlement:1", ["part:1"], 111.19508),
        ("part:2", ["settlement:2"], 111.19508),
        ("settlement:1", ["settlement:2", "part:2"], 222.39016),
        ("settlement:1", [], None),
        (None, ["settlement:1"], None),
        ("settlement:1", ["settlement:unknown"], None),
    ],
)
def test_the_farthest_place_counts_from_the_settlement_of_the_office(
    office: str | None, cared_for: list[str], km: float | None
) -> None:
    found = farthest_km(PLACES, office, cared_for)
    assert found == (None if km is None else pytest.approx(km, abs=0.00002))


@pytest.mark.parametrize(
    ("owners", "adopters", "number"),
    [
        (["inst:a"], ["inst:b", "inst:c", "inst:c"], 1),
        (["inst:a", "inst:c"], ["inst:b", "inst:c"], 0),
        (["inst:a"], ["inst:nowhere"], 0),
        (["inst:a"], [], 0),
        ([], ["inst:a"], None),
    ],
)
def test_adopters_outside_the_counties_of_the_owners(
    owners: list[str], adopters: list[str], number: int | None
) -> None:
    assert adopters_elsewhere(COUNTIES, owners, adopters) == number


@pytest.mark.parametrize(
    ("entries", "hasty"),
    [
        ([("2018-01-01", "situation_analysis"), ("2018-02-01", "action")], False),
        ([("2018-02-01", "situation_analysis"), ("2018-02-01", "action")], True),
        ([("2018-03-01", "situation_analysis"), ("2018-02-01", "action"), ("2018-04-01", "action")], True),
        ([("2018-02-01", "action")], True),
        ([("2018-02-01", "programme")], False),
        ([], False),
    ],
)
def test_action_needs_an_analysis_on_an_earlier_day(entries: list[tuple[str, str]], hasty: bool) -> None:
    assert acted_first(Entry(date.fromisoformat(day), phase) for day, phase in entries) is hasty


def test_only_what_differs_is_set() -> None:
    nodes = [
        Derived("a", ("2018-01-01",), {"since": date(2018, 1, 1)}),
        Derived("b", ("2018-01-02",), {"since": date(2018, 1, 1)}),
        Derived("c", (None,), {"since": date(2018, 1, 1)}),
        Derived("d", ("2018-01-01",), {"since": None}),
    ]
    [change] = property_changes("MATCH (n:Institution {id: r.id})", nodes)
    assert [row["id"] for row in change.rows] == ["b", "c", "d"]
    assert property_changes("MATCH (n:Institution {id: r.id})", nodes[:1]) == []

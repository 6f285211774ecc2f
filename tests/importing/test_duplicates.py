"""Things that are there already are found though they are written otherwise; things that only look alike are not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graph_service.importing.duplicates import Duplicate, Named, possible_duplicates

NAMES = json.loads((Path(__file__).with_name("names.json")).read_text("utf-8"))


def found_in(pair: list[str]) -> list[Duplicate]:
    """What is found where the first of a pair is there and the second comes."""
    label, at, name, other_at, other_name = pair
    there = Named("there", label, name, at, at)
    new = Named("new", label, other_name, other_at, other_at)
    return list(possible_duplicates([new], [there]))


def test_the_lists_are_as_long_as_promised() -> None:
    assert (len(NAMES["duplicates"]), len(NAMES["look_alikes"])) == (30, 30)
    assert len({tuple(pair) for pair in (*NAMES["duplicates"], *NAMES["look_alikes"])}) == 60


def test_planted_duplicates_are_found() -> None:
    missed = [pair for pair in NAMES["duplicates"] if not found_in(pair)]
    assert len(missed) <= 3, missed


def test_look_alikes_are_told_apart() -> None:
    false = [pair for pair in NAMES["look_alikes"] if found_in(pair)]
    assert len(false) <= 3, false


def test_all_planted_together_find_each_other_and_nothing_else() -> None:
    pairs = NAMES["duplicates"]
    there = [Named(f"t{n}", label, name, at, at) for n, (label, at, name, _, _) in enumerate(pairs)]
    new = [Named(f"n{n}", label, name, at, at) for n, (label, _, _, at, name) in enumerate(pairs)]
    found = {(one.new.id, one.other.id) for one in possible_duplicates(new, there)}
    planted = {(f"n{n}", f"t{n}") for n in range(len(pairs))}
    assert len(found & planted) >= 27
    assert len(found - planted) <= 3


def test_new_rows_are_compared_with_each_other_once() -> None:
    rows = [Named(f"n{n}", "Institution", "Faluház", "s1") for n in range(3)]
    found = [(one.new.id, one.other.id, one.why) for one in possible_duplicates(rows)]
    assert found == [("n1", "n0", "same"), ("n2", "n0", "same"), ("n2", "n1", "same")]


def test_a_row_of_a_thing_that_is_there_is_no_duplicate_of_it() -> None:
    one = Named("inst:1", "Institution", "Faluház", "s1")
    assert list(possible_duplicates([one], [one])) == []


@pytest.mark.parametrize(
    ("other", "why"),
    [("Olvasókör", "same"), ("OLVASÓKÖR", "same"), ("Olvasokör", "same"), ("Olvaskör", "near"), ("Olvasóterem", None)],
)
def test_why_it_may_be_the_same(other: str, why: str | None) -> None:
    found = found_in(["Community", "s", "Olvasókör", "s", other])
    assert [one.why for one in found] == ([why] if why else [])


def test_another_label_is_another_thing() -> None:
    there = Named("a", "Community", "Olvasókör", "s")
    assert list(possible_duplicates([Named("b", "CivilOrganisation", "Olvasókör", "s")], [there])) == []

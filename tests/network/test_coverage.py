"""Mentor coverage: places, communities, loads and counties by hand, and what was planted in the demonstration."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from graph_service.errors import RequestError
from graph_service.network.coverage import CommunityCover, Coverage, Load, MentorLoad, PlaceCover, gini, mentor_coverage
from graph_service.network.projection import (
    NONE,
    Communities,
    Pairs,
    Projection,
    Reached,
    Responsibilities,
    Settlements,
    Visits,
)
from tests.network.demonstration import demonstration
from tests.network.small import FOREVER, TODAY, bools, floats, ints, mentors, projection

ROOT = Path(__file__).parents[2]
DEGREE = math.pi * 6371.0088 / 180
DAY = TODAY
START = DAY - 600


def responsibilities(*rows: tuple[int, int, float], start: int = START, end: int = FOREVER) -> Responsibilities:
    """Rows of mentor, settlement and latitude; all on one meridian."""
    mentor, settlement, latitude = zip(*rows, strict=True) if rows else ((), (), ())
    days = ([start] * len(rows), [end] * len(rows))
    longitude = floats([19.0] * len(rows))
    return Responsibilities(ints(mentor), ints(settlement), floats(latitude), longitude, *map(ints, days))


def pairs(*rows: tuple[int, int]) -> Pairs:
    return Pairs(
        ints(a for a, _ in rows), ints(b for _, b in rows), ints([START] * len(rows)), ints([FOREVER] * len(rows))
    )


def visits(*rows: tuple[int, int, int, int]) -> Visits:
    """Rows of mentor, community, institution, days ago."""
    return Visits(*(ints(row[at] for row in rows) for at in range(3)), ints(DAY - row[3] for row in rows))


def world() -> Projection:
    """Two counties with seats at 46 and 48 degrees; five reached places on one meridian, one of them a part.

    Mentors 0 and 1 have their office in the first county, 2 in the second; 3 has nothing. Settlements 0 and 1 are the
    seats; 2 (46.5) and 3 (47.5) lie in the first and the second county; the part lies in settlement 2, at 46.6.
    """
    rows = projection({"inst:a": ("library", "HU001"), "inst:b": ("museum", "HU002")}, {})
    return replace(
        rows,
        settlements=Settlements(
            ("settlement:0", "settlement:1", "settlement:2", "settlement:3"),
            ("A", "B", "C", "D"),
            ints([0, 1, 0, 1]),
            floats([46.0, 48.0, 46.5, 47.5]),
            floats([19.0] * 4),
            ints([100] * 4),
            ints([0] * 4),
        ),
        counties=replace(rows.counties, seat=ints([0, 1])),
        institutions=replace(rows.institutions, settlement=ints([2, 3])),
        mentors=mentors("mentor:0", "mentor:1", "mentor:2", "mentor:3"),
        offices=pairs((0, 0), (1, 0), (2, 1)),
        reached=Reached(
            ("part:2-01", "settlement:0", "settlement:1", "settlement:2", "settlement:3"),
            ints([2, 0, 1, 2, 3]),
            floats([46.6, 46.0, 48.0, 46.5, 47.5]),
            floats([19.0] * 5),
            ints([START] * 4 + [DAY - 10]),
        ),
        # In the part (two), in settlement 2, in settlement 3, and one where nothing was reached.
        communities=Communities(
            ("comm:0", "comm:1", "comm:2", "comm:3", "comm:4"),
            ints([2, 2, 2, 3, 1]),
            ints([0, 0, 0, 1, 1]),
            floats([46.6, 46.6, 46.5, 47.5, 48.2]),
            floats([19.0] * 5),
            bools([False] * 5),
        ),
        mentorings=pairs((0, 0), (0, 2), (1, 2), (2, 3)),
        responsibilities=responsibilities((0, 2, 46.6), (0, 2, 46.5), (1, 2, 46.5), (2, 3, 47.5), (2, 1, 48.0)),
        visits=visits((0, 0, NONE, 91), (0, 2, NONE, 90), (1, 2, NONE, 400), (2, NONE, 1, 30)),
    )


def place(found: Coverage, key: str) -> PlaceCover:
    [row] = [row for row in found.places if row.key == key]
    return row


def community(found: Coverage, row: int) -> CommunityCover:
    return found.communities[row]


def mentor(found: Coverage, row: int) -> MentorLoad:
    [load] = [load for load in found.mentors if load.mentor == row]
    return load


def km(degrees: float) -> object:
    return pytest.approx(degrees * DEGREE, abs=1e-9)


def test_a_part_is_another_place_than_its_settlement() -> None:
    found = mentor_coverage(world(), DAY)
    part, settlement = place(found, "part:2-01"), place(found, "settlement:2")
    assert (part.mentors, part.communities, part.settlement) == ((0,), (0, 1), 2)
    assert (settlement.mentors, settlement.communities) == ((0, 1), (2,))
    assert [one.place for one in found.communities] == [0, 0, 3, 4, None]


def test_the_distance_of_a_place_is_from_the_office_of_its_mentors_else_of_its_county() -> None:
    found = mentor_coverage(world(), DAY)
    assert place(found, "part:2-01").km_from_office == km(0.6)
    assert place(found, "settlement:3").km_from_office == km(0.5)
    assert place(found, "settlement:0").mentors == ()
    assert place(found, "settlement:0").km_from_office == 0.0
    nobody = mentor_coverage(replace(world(), offices=pairs((2, 1))), DAY)
    assert place(nobody, "settlement:0").km_from_office is None
    assert place(nobody, "part:2-01").km_from_office is None


def test_a_mentor_from_another_county_is_measured_from_the_own_office() -> None:
    found = mentor_coverage(replace(world(), responsibilities=responsibilities((2, 0, 46.0))), DAY)
    assert place(found, "settlement:0").km_from_office == km(2.0)


def test_the_nearest_other_mentor_is_not_one_of_the_place() -> None:
    found = mentor_coverage(world(), DAY)
    assert place(found, "part:2-01").km_to_other_mentor == km(0.1)  # mentor 1 in settlement 2
    assert place(found, "settlement:2").km_to_other_mentor == km(1.0)  # mentors 0 and 1 are its own
    assert place(found, "settlement:0").km_to_other_mentor == km(0.5)  # it has none: any other
    alone = mentor_coverage(replace(world(), responsibilities=responsibilities((0, 2, 46.6))), DAY)
    assert place(alone, "part:2-01").km_to_other_mentor is None


def test_the_nearest_other_mentor_is_found_behind_many_own_places() -> None:
    many = [(0, 2, 46.6 + step / 100) for step in range(40)]
    found = mentor_coverage(replace(world(), responsibilities=responsibilities(*many, (2, 1, 48.0))), DAY)
    assert place(found, "part:2-01").km_to_other_mentor == km(1.4)


def test_communities_without_a_mentor_are_named() -> None:
    found = mentor_coverage(world(), DAY)
    assert place(found, "part:2-01").unmentored_communities == (1,)
    assert [place(found, key).mentored_communities for key in ("part:2-01", "settlement:2", "settlement:1")] == [
        1,
        1,
        0,
    ]
    assert [community(found, row).only_mentor for row in range(5)] == [0, None, None, 2, None]


@pytest.mark.parametrize(("allowed", "stale"), [(90, True), (91, False)])
def test_stale_is_more_days_than_allowed(allowed: int, stale: bool) -> None:
    found = mentor_coverage(world(), DAY, stale_after_days=allowed)
    assert (community(found, 0).days_since, community(found, 0).stale) == (91, stale)
    assert (community(found, 2).days_since, community(found, 2).stale) == (90, False)


def test_a_community_never_visited_is_stale_and_one_without_a_mentor_is_not_asked() -> None:
    found = mentor_coverage(world(), DAY)
    assert (community(found, 3).days_since, community(found, 3).stale) == (None, True)
    assert (community(found, 1).days_since, community(found, 1).stale) == (None, None)


def test_work_with_an_institution_counts_for_its_settlement_and_not_for_the_community() -> None:
    found = mentor_coverage(world(), DAY)
    assert (place(found, "settlement:3").days_since, place(found, "settlement:3").stale) == (30, False)
    assert (place(found, "settlement:1").days_since, place(found, "settlement:1").stale) == (None, None)


def test_activities_after_the_day_are_not_known_on_it() -> None:
    found = mentor_coverage(world(), DAY - 91)
    assert (community(found, 0).days_since, community(found, 2).days_since) == (0, 309)


def test_loads_are_counted_and_stand_beside_the_median_of_the_team() -> None:
    found = mentor_coverage(world(), DAY)
    assert [one.mentor for one in found.mentors] == [0, 1, 2]
    first, second = mentor(found, 0), mentor(found, 1)
    assert (first.load.communities, first.load.activities, first.load.km) == (2, 1, km(1.1))
    assert (second.load.communities, second.load.activities, second.load.km) == (1, 0, km(0.5))
    assert first.team_median == second.team_median
    assert first.team_median == Load(1.5, 0.5, (first.load.km + second.load.km) / 2)  # type: ignore[operator]
    assert (first.places, first.farthest_km, first.far) == (2, km(0.6), True)
    assert (mentor(found, 2).farthest_km, mentor(found, 2).county) == (km(0.5), 1)


def test_the_farthest_place_is_far_only_beyond_the_limit() -> None:
    assert [one.far for one in mentor_coverage(world(), DAY, max_km=56).mentors] == [True, False, False]


def test_what_only_one_mentor_cares_for_depends_on_that_one() -> None:
    found = mentor_coverage(world(), DAY)
    assert (mentor(found, 0).only_mentor_of_places, mentor(found, 0).only_mentor_of_communities) == (1, 1)
    assert (mentor(found, 1).only_mentor_of_places, mentor(found, 1).only_mentor_of_communities) == (0, 0)
    assert (mentor(found, 2).only_mentor_of_places, mentor(found, 2).only_mentor_of_communities) == (2, 1)


def test_a_responsibility_said_twice_counts_once() -> None:
    twice = replace(world(), responsibilities=responsibilities((0, 2, 46.6), (0, 2, 46.6)))
    found = mentor_coverage(twice, DAY)
    assert (mentor(found, 0).places, mentor(found, 0).load.km) == (1, km(0.6))


def test_a_mentor_without_an_office_has_no_distance_and_no_team() -> None:
    found = mentor_coverage(replace(world(), offices=pairs((1, 0), (2, 1))), DAY)
    one = mentor(found, 0)
    assert (one.county, one.load.km, one.farthest_km, one.far, one.team_median) == (None, None, None, None, None)
    assert one.load.communities == 2


def test_counties_stand_by_the_communities_far_from_their_mentor() -> None:
    found = mentor_coverage(world(), DAY, max_km=56)
    # The part lies 66.7 km from the office; settlements 2 and 3 lie 55.6 km.
    assert [(one.county, one.far_communities) for one in found.counties] == [(0, 1), (1, 0)]
    first, second = found.counties
    assert (first.mentors, first.places, first.places_without_mentor, first.communities) == (2, 3, 1, 3)
    assert (first.communities_without_mentor, first.stale_communities) == (1, 1)
    assert (second.places_without_mentored_community, second.communities_without_mentor) == (1, 1)
    assert (first.gini.communities, second.gini.communities) == (pytest.approx(1 / 6, abs=1e-12), None)


def test_only_the_counties_asked_for_are_shown_and_distances_still_see_all() -> None:
    whole, one = mentor_coverage(world(), DAY), mentor_coverage(world(), DAY, counties=[1])
    assert {row.county for row in (*one.places, *one.communities, *one.mentors, *one.counties)} == {1}
    assert place(one, "settlement:3") == place(whole, "settlement:3")
    assert mentor_coverage(world(), DAY, counties=[]).places == ()


def test_places_are_those_reached_by_the_day() -> None:
    assert len(mentor_coverage(world(), DAY - 11).places) == 4
    assert len(mentor_coverage(world(), DAY - 10).places) == 5


def test_places_without_a_mentored_community_come_first_then_stale_ones_then_far_ones() -> None:
    found = mentor_coverage(world(), DAY)
    assert [one.key for one in found.places] == [
        "settlement:0",
        "settlement:1",
        "part:2-01",
        "settlement:2",
        "settlement:3",
    ]
    assert [one.stale for one in found.places] == [None, None, True, False, False]


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        ([5, 5, 5, 5], 0.0),
        ([0, 0, 0, 1], 0.75),
        ([1, 3], 0.25),
        ([1, 2, 3, 4], 0.25),
        ([7], None),
        ([0, 0], None),
        ([], None),
    ],
    ids=str,
)
def test_gini_is_half_the_mean_difference_over_the_mean(values: list[float], wanted: float | None) -> None:
    assert gini(values) == (None if wanted is None else pytest.approx(wanted, abs=1e-12))
    if wanted:
        pairs_apart = sum(abs(a - b) for a, b in product(values, values))
        assert gini(values) == pytest.approx(pairs_apart / (2 * len(values) * sum(values)), abs=1e-12)


@pytest.mark.parametrize(
    ("argument", "limits"), [("maxKm", {"max_km": -1}), ("staleAfterDays", {"stale_after_days": -1})]
)
def test_a_negative_limit_is_refused(argument: str, limits: dict[str, int]) -> None:
    with pytest.raises(RequestError) as refused:
        mentor_coverage(world(), DAY, **limits)
    assert (refused.value.code, refused.value.values["argument"]) == ("NUMBER_RANGE", argument)


def test_a_mentor_whose_communities_all_have_another_way_breaks_nothing_by_leaving() -> None:
    leaving = mentor_coverage(replace(world(), mentorings=pairs((0, 0), (1, 0), (2, 3))), DAY).leaving
    assert {row: (one.articulation, one.dependent_communities) for row, one in leaving.items()} == {2: (False, 1)}


def test_what_a_mentor_holds_together_falls_apart_without_that_one() -> None:
    leaving = mentor_coverage(replace(world(), mentorings=pairs((0, 0), (0, 2), (0, 3), (1, 3))), DAY).leaving
    assert list(leaving) == [0]
    # Two communities are left alone, and the third with the other mentor.
    assert (leaving[0].separates, leaving[0].pairs_disconnected, leaving[0].dependent_communities) == ((2, 1, 1), 5, 2)


def test_an_empty_graph_has_nothing_to_cover() -> None:
    found = mentor_coverage(projection({}, {}), DAY)
    assert (found.places, found.communities, found.mentors, found.counties) == ((), (), (), ())


class TestOfTheDemonstration:
    """The planted answers of questions 22 to 24, found by the analysis."""

    def found(self) -> Coverage:
        return mentor_coverage(demonstration(), demonstration().today)

    def test_30_places_have_no_mentored_community(self) -> None:
        assert sum(one.mentored_communities == 0 for one in self.found().places) == 30
        assert len(self.found().places) == 360

    def test_18_communities_one_a_county_are_stale(self) -> None:
        manifest = json.loads((ROOT / "seed" / "manifest.json").read_text(encoding="utf-8"))
        [planted] = [ids for name, ids in manifest["planted"].items() if name.startswith("23 ")]
        stale = [one for one in self.found().communities if one.stale]
        assert sorted(demonstration().communities.ids[one.community] for one in stale) == sorted(planted)
        assert len({one.county for one in stale}) == 18
        assert [one.stale_communities for one in self.found().counties] == [1] * 18

    def test_42_of_72_mentors_have_a_place_farther_than_40_km_and_all_have_five_communities(self) -> None:
        mentors = self.found().mentors
        assert (sum(bool(one.far) for one in mentors), len(mentors)) == (42, 72)
        assert {one.load.communities for one in mentors} == {5}
        assert {one.only_mentor_of_communities for one in mentors} == {5}

    def test_every_mentor_leaves_five_communities_alone_and_some_part_the_network(self) -> None:
        leaving = self.found().leaving
        assert len(leaving) == 72
        assert {one.dependent_communities for one in leaving.values()} == {5}
        assert max(one.separates[1] for one in leaving.values() if one.articulation) > 10
        one_county = mentor_coverage(demonstration(), demonstration().today, counties=[5]).leaving
        assert one_county == {row: leaving[row] for row in one_county}
        assert len(one_county) == 4

    def test_every_county_has_a_team_of_four_that_shares_its_communities_evenly(self) -> None:
        counties = self.found().counties
        assert [(one.mentors, one.places, one.gini.communities) for one in counties] == [(4, 20, 0.0)] * 18
        assert all(one.gini.km is not None and 0 < one.gini.km < 1 for one in counties)
        assert [one.far_communities for one in counties] == sorted(
            (one.far_communities for one in counties), reverse=True
        )

"""Columns become rows in order, with intervals, points and counties as the model means them."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
import pytest

from graph_service.network.keeping.build import projection_of
from graph_service.network.keeping.columns import SHAPES, Columns, Kind, table_of
from graph_service.network.keeping.rows import taken
from graph_service.network.projection import FOREVER, NONE, Projection
from tests.network.demonstration import demonstration, demonstration_columns
from tests.network.keeping.same import differences

D1, D2, D3 = date(2018, 1, 1), date(2018, 6, 1), date(2019, 1, 1)
MODEL: Mapping[str, Sequence[tuple[Any, ...]]] = {
    "regions": [("region:1", "Régió", "Region")],
    "counties": [("county:1", "HU1", "Zala", "Zala", "region:1", "settlement:1", True)],
    "settlements": [
        ("settlement:2", "Ősi", "county:1", 47.0, 18.0, 900, "3"),
        ("settlement:1", "Zalaegerszeg", "county:1", 46.8, 16.8, 60_000, "9"),
    ],
    "parts": [("part:1", "settlement:1", None, None), ("part:2", "settlement:2", 47.1, 18.1)],
    "institutions": [
        ("inst:b", "museum", "part:1", None, None, False, 5),
        ("inst:a", "library", "settlement:2", 47.5, 18.5, True, 5),
        ("inst:c", "library", "part:2", None, None, False, 5),
        ("inst:d", "theatre", None, None, None, False, 5),
    ],
    "collaborations": [
        ("collab:2", "joint_event", D1, D3, False, 5),
        ("collab:1", "lending", D1, None, True, 5),
    ],
    "memberships": [
        ("inst:b", "collab:2", None, None),
        ("inst:a", "collab:2", D2, D2),
        ("inst:b", "collab:1", D2, None),
        ("inst:b", "collab:1", D3, None),
        ("inst:gone", "collab:1", None, None),
    ],
    "mentors": [("mentor:1", False)],
    "communities": [("comm:1", "part:1", False)],
    "practices": [("practice:1", None, True)],
    "sessions": [("session:1", D2, 4)],
    "attendances": [("session:1", "inst:a"), ("session:1", "inst:a")],
    "offices": [("mentor:1", None, "part:2", D1, None)],
    "visits": [("mentor:1", "inst:a", D2), ("mentor:1", "comm:1", D1), ("mentor:1", "top:1", D1)],
    "adoptions": [("practice:1", "comm:1", D2)],
    "owners": [("practice:1", "civil:1", "settlement:2"), ("practice:1", "inst:b", None)],
    "reached": [("part:1", D2), ("part:1", D1)],
    "concepts": [("sector", "museum"), ("sector", "library"), ("goodPracticeTheme", "tradition")],
    "programmes": [],
}


def columns(**tables: Sequence[tuple[Any, ...]]) -> Columns:
    given = {**MODEL, **tables}
    return {
        name: table_of(
            shape, {column: [row[place] for row in given.get(name, [])] for place, column in enumerate(shape)}
        )
        for name, shape in SHAPES.items()
    }


@pytest.fixture(scope="module")
def small() -> Projection:
    return projection_of(columns(), 7)


def day(value: date) -> int:
    return value.toordinal()


def test_rows_stand_in_order_of_their_ids(small: Projection) -> None:
    assert small.institutions.ids == ("inst:a", "inst:b", "inst:c", "inst:d")
    assert small.collaborations.ids == ("collab:1", "collab:2")
    assert small.version == 7


def test_codes_in_use_stand_among_those_of_the_vocabulary(small: Projection) -> None:
    assert small.sectors == ("library", "museum", "theatre")
    assert small.institutions.sector.tolist() == [0, 1, 0, 2]
    assert small.collaboration_types == ("joint_event", "lending")


def test_a_part_counts_as_its_settlement_and_lends_its_point_where_it_has_one(small: Projection) -> None:
    assert small.institutions.settlement.tolist() == [1, 0, 1, NONE]
    assert small.institutions.county.tolist() == [0, 0, 0, NONE]
    assert small.institutions.latitude[:3].tolist() == [47.5, 46.8, 47.1]
    assert np.isnan(small.institutions.latitude[3])
    assert (small.communities.latitude[0], small.communities.longitude[0]) == (46.8, 16.8)


def test_members_have_their_own_days_or_those_of_the_collaboration(small: Projection) -> None:
    members = small.memberships
    rows = zip(members.collaboration, members.institution, members.start, members.end, strict=True)
    assert [tuple(map(int, row)) for row in rows] == [
        (0, 1, day(D2), FOREVER),
        (0, 1, day(D3), FOREVER),
        (1, 0, day(D2), day(D2)),
        (1, 1, day(D1), day(D3)),
    ]


def test_disadvantage_is_a_rank_and_the_seat_a_settlement(small: Projection) -> None:
    assert small.settlements.disadvantage.tolist() == [0, 3]
    assert small.counties.seat.tolist() == [0]


def test_an_office_without_a_county_to_cover_counts_where_it_lies(small: Projection) -> None:
    assert small.offices.target.tolist() == [0]


def test_a_visit_to_neither_community_nor_institution_is_still_a_visit(small: Projection) -> None:
    visits = small.visits
    assert visits.day.tolist() == [day(D1), day(D1), day(D2)]
    assert visits.community.tolist() == [NONE, 0, NONE]
    assert visits.institution.tolist() == [NONE, NONE, 0]


def test_owners_lie_where_they_are_and_adopters_where_they_live(small: Projection) -> None:
    assert small.owners.institution.tolist() == [NONE, 1]
    assert small.owners.settlement.tolist() == [1, 0]
    assert small.owners.day.tolist() == [NONE, NONE]
    assert (small.adoptions.community.tolist(), small.adoptions.settlement.tolist()) == ([0], [0])


def test_an_attendance_counts_once_and_a_place_is_reached_first_once(small: Projection) -> None:
    assert small.attendances.target.tolist() == [0]
    assert small.attendances.start.tolist() == [day(D2)]
    assert (small.reached.ids, small.reached.day.tolist()) == (("part:1",), [day(D1)])


def test_today_is_the_last_day_on_which_something_was_done(small: Projection) -> None:
    assert small.today == day(D2)


@pytest.mark.parametrize(
    ("end", "today"),
    [
        (date(2018, 6, 20), date(2018, 6, 20)),
        (date(2018, 7, 2), date(2018, 7, 2)),
        (date(2018, 7, 3), D2),
        (date(2018, 5, 1), D2),
        (date(2025, 1, 1), D2),
    ],
)
def test_today_is_the_end_of_a_programme_to_which_the_data_reach(end: date, today: date) -> None:
    assert projection_of(columns(programmes=[("programme:1", end)]), 1).today == day(today)


def test_today_without_any_activity_is_the_newest_collaboration_or_the_end_of_the_programme() -> None:
    idle: dict[str, list[tuple[Any, ...]]] = {"visits": [], "adoptions": [], "reached": []}
    assert projection_of(columns(**idle), 1).today == day(D1)
    nothing = {**idle, "collaborations": [], "programmes": [("programme:1", D3)]}
    assert projection_of(columns(**nothing), 1).today == day(D3)


def test_today_of_the_demonstration_is_the_last_day_of_the_programme() -> None:
    assert demonstration().today == date(2019, 9, 15).toordinal()


def test_the_demonstration_has_what_its_plan_says() -> None:
    made = demonstration()
    assert len(made.institutions.ids) == 720
    assert len(made.collaborations.ids) == 432
    assert (len(made.reached.ids), len(made.communities.ids), len(made.mentors.ids)) == (360, 360, 84)
    assert made.sectors == ("community_culture", "library", "museum")
    assert int(made.counties.in_area.sum()) == 18
    assert not made.institutions.real.any()
    assert int(np.count_nonzero(made.practices.real)) == 4


def test_the_order_of_rows_and_relationships_does_not_matter() -> None:
    chance = random.Random(3)
    mixed = {}
    for name, table in demonstration_columns().items():
        places = list(range(len(table)))
        chance.shuffle(places)
        mixed[name] = taken(table, np.array(places, dtype=np.intp))
    assert differences(projection_of(mixed, 1), demonstration()) == []


def test_no_column_can_be_written() -> None:
    with pytest.raises(ValueError, match="read-only"):
        demonstration().memberships.institution[0] = 1


def test_every_table_has_a_shape_of_its_own() -> None:
    assert set(demonstration_columns()) == set(SHAPES)
    for name, table in demonstration_columns().items():
        assert [kind is Kind.TEXT for kind in SHAPES[name].values()] == [
            isinstance(column, list) for column in table.columns.values()
        ]

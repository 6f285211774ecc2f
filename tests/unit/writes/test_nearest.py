"""The five nearest settlements are exactly those, however they are found."""

from __future__ import annotations

import time
from math import pi

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_service.seeding.dataset import Point
from graph_service.seeding.generator import demonstration
from graph_service.writes.nearest import nearest_settlements
from graph_service.writes.seats import Spot, km_between


def by_brute_force(spots: dict[str, Spot]) -> list[tuple[str, str]]:
    return [
        (one, other)
        for one in sorted(spots)
        for _, other in sorted((km_between(spots[one], spots[o]), o) for o in spots if o != one)[:5]
    ]


def pairs(spots: dict[str, Spot]) -> list[tuple[str, str]]:
    return [(near.of, near.is_near) for near in nearest_settlements(spots)]


def test_distance_is_the_haversine_on_the_mean_radius() -> None:
    assert km_between(Spot(19, 47), Spot(19, 48)) == pytest.approx(6371.0088 * pi / 180)
    assert km_between(Spot(19, 60), Spot(20, 60)) == pytest.approx(55.5975, abs=0.001)
    assert km_between(Spot(0, 0), Spot(0, 90)) == pytest.approx(6371.0088 * pi / 2)


def test_equally_near_ones_come_by_id() -> None:
    spots = {name: Spot(19 + place % 2 * 0.001, 47) for place, name in enumerate("abcdefghij")}
    assert pairs(spots) == by_brute_force(spots)


@pytest.mark.parametrize("count", [0, 1, 2, 5, 6, 7])
def test_few_settlements_have_few_neighbours(count: int) -> None:
    spots = {f"s{i}": Spot(16 + i, 46 + i / 3) for i in range(count)}
    assert len(pairs(spots)) == count * min(5, max(count - 1, 0))


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(-170_000, 170_000), st.integers(-80_000, 80_000)).map(
            lambda point: Spot(point[0] / 100_000 + 19, point[1] / 100_000 + 47)
        ),
        min_size=6,
        max_size=120,
        unique=True,
    )
)
def test_grid_finds_what_brute_force_finds(points: list[Spot]) -> None:
    spots = {f"settlement:{place:03}": spot for place, spot in enumerate(points)}
    assert pairs(spots) == by_brute_force(spots)


def test_hungary_takes_less_than_a_second() -> None:
    rows = demonstration().nodes["Settlement"]
    spots = {str(row["id"]): Spot(*row["location"]) for row in rows if isinstance(row["location"], Point)}
    started = time.process_time()
    found = nearest_settlements(spots)
    assert time.process_time() - started < 1
    assert len(found) == 5 * len(spots) == 5 * 3155
    sample = sorted(spots)[::631]
    expected = [
        (one, other)
        for one in sample
        for _, other in sorted((km_between(spots[one], spots[o]), o) for o in spots if o != one)[:5]
    ]
    assert [(n.of, n.is_near) for n in found if n.of in set(sample)] == expected

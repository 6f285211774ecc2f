"""Which pairs are candidates: near, two hops apart, or with a mentor or training in common; never tied; capped."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from math import acos, cos, radians, sin

import numpy as np
import pytest

from graph_service.network.candidates.geometry import EARTH_KM, directions, kilometres
from graph_service.network.candidates.known import known_of
from graph_service.network.candidates.pairs import PairSet, near_of, pairs_of
from graph_service.network.network import Scope, network_of
from graph_service.network.projection import FOREVER, NONE, Projection, Responsibilities, Sessions, Visits
from tests.network.demonstration import demonstration
from tests.network.small import TODAY, floats, ints, mentors, pairs, projection

LIBRARY = ("library", "HU001")
KM_OF_DEGREE = EARTH_KM * np.pi / 180


def found(of: Projection, most_km: float = 25.0, scope: Scope | None = None) -> set[tuple[str, str]]:
    """The candidates by their ids."""
    network = network_of(of, scope or Scope(TODAY))
    chosen = pairs_of(known_of(network), near_of(network, most_km))
    return {(network.ids[a], network.ids[b]) for a, b in zip(chosen.a, chosen.b, strict=True)}


def on_a_line(*km: float, ties: tuple[tuple[str, str], ...] = ()) -> Projection:
    """Institutions a, b, c … on one meridian at these kilometres."""
    ids = "abcdefghij"[: len(km)]
    points = {id_: (46.0 + far / KM_OF_DEGREE, 19.0) for id_, far in zip(ids, km, strict=True)}
    works = {f"w{number}": tie for number, tie in enumerate(ties)}
    return projection(dict.fromkeys(ids, LIBRARY), works, points=points)


def test_pairs_within_the_distance_are_candidates_and_farther_ones_are_not() -> None:
    assert found(on_a_line(0, 24.9, 50.1)) == {("a", "b")}
    assert found(on_a_line(0, 24.9, 50.1), most_km=25.3) == {("a", "b"), ("b", "c")}


def test_tied_pairs_are_not_candidates_and_pairs_two_hops_apart_are_however_far() -> None:
    ties = (("a", "b"), ("b", "c"), ("c", "d"))
    assert found(on_a_line(0, 1, 400, 800, ties=ties)) == {("a", "c"), ("b", "d")}


def test_pairs_with_a_mentor_responsible_for_both_places_or_visiting_are_candidates() -> None:
    apart = projection(
        {"a": ("museum", "HU001"), "b": ("museum", "HU002"), "c": ("museum", "HU003")},
        {},
        points={"a": (46.0, 17.0), "b": (47.0, 19.0), "c": (48.0, 21.0)},
    )
    assert found(apart) == set()
    responsible = Responsibilities(ints([0]), ints([0]), floats([0]), floats([0]), ints([TODAY - 9]), ints([FOREVER]))
    visits = Visits(ints([0]), ints([NONE]), ints([1]), ints([TODAY - 3]))
    mentored = replace(apart, mentors=mentors("mentor:1"), responsibilities=responsible, visits=visits)
    assert found(mentored) == {("a", "b")}
    assert found(mentored, scope=Scope(TODAY - 4)) == set()  # the visit has not taken place
    ended = replace(mentored, responsibilities=replace(responsible, end=ints([TODAY])))
    assert found(ended) == set()


def test_pairs_with_a_training_in_common_are_candidates_from_its_day_on() -> None:
    apart = replace(
        on_a_line(0, 400), sessions=Sessions(("s",), ints([TODAY - 5]), ints([11])), attendances=pairs((0, 0), (0, 1))
    )
    assert found(apart) == {("a", "b")}
    assert found(apart, scope=Scope(TODAY - 6)) == set()


def test_institutions_outside_the_scope_are_no_candidates_and_no_common_partners() -> None:
    of = projection(
        {"a": LIBRARY, "b": ("library", "HU002"), "c": LIBRARY},
        {"w1": ("a", "b"), "w2": ("b", "c")},
        points={"a": (46.0, 17.0), "b": (47.0, 19.0), "c": (48.0, 21.0)},
    )
    assert found(of) == {("a", "c")}
    assert found(of, scope=Scope(TODAY, counties=(0,))) == set()


def test_an_institution_whose_point_is_unknown_is_a_candidate_only_for_what_it_has_in_common() -> None:
    of = on_a_line(0, 1, 2, ties=(("a", "b"), ("b", "c")))
    unknown = replace(of, institutions=replace(of.institutions, latitude=floats([46.0, 46.0, np.nan])))
    network = network_of(unknown, Scope(TODAY))
    chosen = pairs_of(known_of(network), near_of(network, 25.0))
    assert found(unknown) == {("a", "c")}
    assert np.isnan(chosen.km).all()


def test_at_one_place_each_has_two_hundred_at_most_and_none_is_left_out() -> None:
    ids = [f"i{number:03d}" for number in range(300)]
    times = of_each(projection(dict.fromkeys(ids, LIBRARY), {}))
    assert times.max() <= 200
    assert times.min() >= 75
    assert np.median(times) > 150


def of_each(of: Projection) -> np.ndarray:
    """How many candidates each institution has."""
    network = network_of(of, Scope(TODAY))
    chosen = pairs_of(known_of(network), near_of(network, 25.0))
    return np.bincount(np.concatenate([chosen.a, chosen.b]), minlength=len(network.nodes))


def test_the_cap_keeps_the_nearest() -> None:
    ids = [f"i{number:03d}" for number in range(260)]
    points = {id_: (46.0 + 0.0005 * place, 19.0) for place, id_ in enumerate(ids)}
    chosen = found(projection(dict.fromkeys(ids, LIBRARY), {}, points=points))
    # From the middle of the line a hundred each way are nearest; the ends have as many on one side.
    assert {b for a, b in chosen if a == "i130"} | {a for a, b in chosen if b == "i130"} == set(ids[30:231]) - {"i130"}
    assert ("i000", "i100") in chosen
    assert ("i000", "i201") not in chosen


def test_in_large_networks_pairs_with_only_their_place_in_common_are_fewer_and_others_stay() -> None:
    ids = [f"i{number:04d}" for number in range(2000)]
    ties = {"w1": ("i0000", "i0001"), "w2": ("i0001", "i1999")}
    of = projection(dict.fromkeys(ids, LIBRARY), ties)
    assert of_each(of).sum() <= 2 * 40_000 + 2
    assert ("i0000", "i1999") in found(of)


def test_candidates_of_the_demonstration_equal_those_found_pair_by_pair() -> None:
    of = demonstration()
    network = network_of(of, Scope(of.today))
    known = known_of(network)
    chosen = pairs_of(known, near_of(network, 25.0))
    rows = of.institutions
    point = [(radians(rows.latitude[row]), radians(rows.longitude[row])) for row in network.nodes]
    partners = [set(network.adjacency[[row]].indices.tolist()) for row in range(len(network.nodes))]
    mentors = [set(known.mentors[[row]].indices.tolist()) for row in range(len(network.nodes))]
    sessions = [set(known.sessions[[row]].indices.tolist()) for row in range(len(network.nodes))]
    expected = [
        (a, b)
        for a, b in combinations(range(len(network.nodes)), 2)
        if b not in partners[a]
        and (
            partners[a] & partners[b]
            or mentors[a] & mentors[b]
            or sessions[a] & sessions[b]
            or apart(point, a, b) <= 25
        )
    ]
    assert list(zip(chosen.a.tolist(), chosen.b.tolist(), strict=True)) == expected


def apart(points: list[tuple[float, float]], a: int, b: int) -> float:
    """Great circle by the law of cosines, kilometres."""
    (phi, theta), (psi, chi) = points[a], points[b]
    return EARTH_KM * acos(min(1.0, sin(phi) * sin(psi) + cos(phi) * cos(psi) * cos(theta - chi)))


@pytest.mark.parametrize(
    ("one", "other", "km"),
    [
        ((0.0, 0.0), (0.0, 180.0), 20015.114352),
        ((47.5, 19.0), (47.5, 19.0), 0.0),
        ((47.0, 19.0), (48.0, 19.0), 111.195080),
        ((47.49791, 19.04024), (46.2530, 20.1482), 162.029431),
    ],
)
def test_distances_are_great_circles(one: tuple[float, float], other: tuple[float, float], km: float) -> None:
    points = directions(floats([one[0], other[0]]), floats([one[1], other[1]]))
    assert kilometres(points, ints([0]), ints([1]))[0] == pytest.approx(km, abs=2e-3)


def test_a_network_of_none_and_of_one_have_no_candidates() -> None:
    assert found(projection({}, {})) == set()
    assert found(projection({"a": LIBRARY}, {})) == set()
    assert len(PairSet(0, np.empty(0, dtype=np.int64), floats([])).find(np.array([3]))) == 1

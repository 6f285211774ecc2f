"""The parts of a score by hand: raw value in its unit, and what the model takes."""

from __future__ import annotations

from dataclasses import replace
from math import exp, log

import numpy as np
import pytest

from graph_service.network.candidates.known import known_of
from graph_service.network.candidates.pairs import near_of, pairs_of
from graph_service.network.candidates.parts import CODES, MODELLED, Features, PartCode, features_of
from graph_service.network.network import Scope, TimeMode, network_of
from graph_service.network.projection import (
    FOREVER,
    NONE,
    Pairs,
    PracticePlaces,
    Practices,
    Projection,
    Sessions,
    Visits,
)
from tests.network.small import TODAY, bools, ints, mentors, pairs, projection


def features(of: Projection, scope: Scope | None = None) -> Features:
    """The parts of all candidates."""
    known = known_of(network_of(of, scope or Scope(TODAY)))
    return features_of(known, pairs_of(known, near_of(known.network, 25.0)))


def part(of: Projection, a: str, b: str, code: PartCode, scope: Scope | None = None) -> tuple[float, float | None]:
    """Raw value of a part of a pair, and its value in the model."""
    found = features(of, scope)
    network = found.known.network
    row = int(found.pairs.find(np.array([network.places[a] * len(network.nodes) + network.places[b]]))[0])
    assert row >= 0
    value = float(found.values[row, MODELLED.index(code)]) if code in MODELLED else None
    return float(found.raw[row, CODES.index(code)]), value


def star() -> Projection:
    """x works with a, b and c, y with a and b, in five collaborations of two; all in one place."""
    sectors = {"a": "museum", "b": "library", "c": "library", "d": "library", "x": "museum", "y": "museum"}
    works = {"w1": ("a", "x"), "w2": ("b", "x"), "w3": ("c", "x"), "w4": ("a", "y"), "w5": ("b", "y")}
    return projection({id_: (sector, "HU001") for id_, sector in sectors.items()}, works)


def themed() -> Projection:
    """The star with themes: w1 (a, x) has 0, w2 (b, x) has 0 and 1; d owns a practice of 1 and adopted one of 2."""
    return replace(
        star(),
        themes=("t0", "t1", "t2"),
        collaboration_themes=pairs((0, 0), (1, 0), (1, 1)),
        practices=Practices(("p0", "p1"), ints([TODAY - 50, TODAY - 70]), bools([False, True])),
        practice_themes=pairs((0, 1), (1, 2)),
        owners=places((0, 3, TODAY - 50)),
        adoptions=places((1, 3, TODAY - 30)),
    )


def places(*rows: tuple[int, int, int]) -> PracticePlaces:
    """Practice, institution and day of each."""
    practice, institution, day = zip(*rows, strict=True)
    none = ints([NONE] * len(rows))
    return PracticePlaces(ints(practice), ints(institution), none, none, ints(day))


def test_codes_stand_in_the_order_they_are_told_and_resource_allocation_is_not_modelled() -> None:
    assert CODES == (
        "DISTANCE",
        "ADAMIC_ADAR",
        "RESOURCE_ALLOCATION",
        "MENTORS",
        "TRAININGS",
        "THEMES",
        "SECTOR",
        "ACTIVITY",
    )
    assert set(CODES) - set(MODELLED) == {"RESOURCE_ALLOCATION"}


def test_distance_is_told_in_kilometres_and_falls_off_over_twenty() -> None:
    of = projection(
        {"a": ("museum", "HU001"), "b": ("museum", "HU001")}, {}, points={"a": (47.0, 19.0), "b": (47.1, 19.0)}
    )
    raw, value = part(of, "a", "b", "DISTANCE")
    assert raw == pytest.approx(11.119508, abs=1e-6)
    assert value == pytest.approx(exp(-11.119508 / 20), abs=1e-7)
    assert part(star(), "a", "b", "DISTANCE") == (0.0, 1.0)


def test_common_partners_count_by_their_ties() -> None:
    # a and b share x (3 ties) and y (2 ties); a and c share x.
    both = 1 / log(3) + 1 / log(2)
    assert part(star(), "a", "b", "ADAMIC_ADAR") == pytest.approx((both, log(1 + both)))
    assert part(star(), "a", "c", "ADAMIC_ADAR")[0] == pytest.approx(1 / log(3))
    assert part(star(), "a", "b", "RESOURCE_ALLOCATION") == (pytest.approx(1 / 3 + 1 / 2), None)
    assert part(star(), "a", "d", "ADAMIC_ADAR") == (0.0, 0.0)


def test_shared_mentors_are_counted_and_the_model_takes_whether_there_is_one() -> None:
    # Mentor 0 visited a and b, mentor 1 all three; a visit to come does not count.
    visits = Visits(
        ints([0, 0, 1, 1, 1, 0]), ints([NONE] * 6), ints([0, 1, 0, 1, 2, 2]), ints([TODAY - 9] * 5 + [TODAY + 1])
    )
    of = replace(star(), mentors=mentors("m0", "m1"), visits=visits)
    assert part(of, "a", "b", "MENTORS") == (2.0, 1.0)
    assert part(of, "a", "c", "MENTORS") == (1.0, 1.0)
    assert part(of, "a", "d", "MENTORS") == (0.0, 0.0)


def test_trainings_count_by_how_few_attended() -> None:
    sessions = Sessions(("s0", "s1", "s2"), ints([TODAY - 5, TODAY - 4, TODAY + 1]), ints([11, 3, 2]))
    of = replace(star(), sessions=sessions, attendances=pairs((0, 0), (0, 1), (1, 0), (1, 1), (2, 0), (2, 1)))
    assert part(of, "a", "b", "TRAININGS") == pytest.approx((1 / log(12) + 1 / log(4),) * 2)
    assert part(of, "a", "b", "TRAININGS", Scope(TODAY - 5))[0] == pytest.approx(1 / log(12))


def test_themes_of_both_are_weighed_by_how_rare_they_are() -> None:
    # Of six institutions a, b and x have theme 0, b, x and d theme 1, d theme 2.
    common = log(2)
    assert part(themed(), "a", "b", "THEMES") == pytest.approx((common / (2 * common),) * 2)
    assert part(themed(), "b", "d", "THEMES")[0] == pytest.approx(log(2) / (2 * log(2) + log(6)))
    assert part(themed(), "a", "d", "THEMES") == (0.0, 0.0)


def test_themes_are_not_defined_where_neither_has_one_and_count_as_nothing_then() -> None:
    raw, value = part(themed(), "c", "y", "THEMES")
    assert np.isnan(raw)
    assert value == 0.0


def test_equal_themes_have_a_share_of_exactly_one() -> None:
    of = replace(themed(), collaboration_themes=pairs((0, 0), (1, 0), (3, 1), (4, 1), (0, 2), (1, 2)))
    assert part(of, "a", "b", "THEMES") == (1.0, 1.0)


def test_themes_of_practices_count_from_their_days_and_unknown_days_never() -> None:
    assert part(themed(), "b", "d", "THEMES", Scope(TODAY - 40))[0] == pytest.approx(log(2) / (2 * log(2)))
    undated = replace(themed(), owners=places((0, 3, NONE)))
    assert part(undated, "b", "d", "THEMES")[0] == 0.0


def test_themes_of_invented_practices_are_left_out_where_real_data_are_asked_for() -> None:
    of = themed()
    real = replace(
        of,
        institutions=replace(of.institutions, real=bools([True] * 6)),
        collaborations=replace(of.collaborations, real=bools([True] * 5)),
    )
    known = known_of(network_of(real, Scope(TODAY, real=True)))
    assert known.themes[3].tolist() == [False, False, True]


def test_themes_of_ended_collaborations_stay_known() -> None:
    of = themed()
    members = of.memberships
    ended = replace(of, memberships=replace(members, end=np.full_like(members.end, TODAY)))
    assert known_of(network_of(ended, Scope(TODAY))).themes[0].tolist() == [True, False, False]
    assert network_of(ended, Scope(TODAY)).activity.sum() == 0


def test_sector_is_one_where_they_differ() -> None:
    assert part(star(), "a", "b", "SECTOR") == (1.0, 1.0)
    assert part(star(), "b", "c", "SECTOR") == (0.0, 0.0)


@pytest.mark.parametrize(("mode", "raw"), [("STATE", 3.0), ("CUMULATIVE", 4.0)])
def test_activity_counts_collaborations_of_both_as_the_mode_has_it(mode: TimeMode, raw: float) -> None:
    of = projection(
        {id_: ("museum", "HU001") for id_ in "abxy"},
        {"w1": ("a", "x"), "w2": ("a", "y"), "w3": ("b", "x"), "w4": ("b", "y")},
        days={"w4": (TODAY - 90, TODAY)},
    )
    found = part(of, "a", "b", "ACTIVITY", Scope(TODAY, mode))
    assert found == (raw, pytest.approx(log(3) + log(raw - 1)))


def test_an_open_end_is_open() -> None:
    assert Pairs(ints([0]), ints([0]), ints([1]), ints([FOREVER])).at(TODAY).all()


def test_parts_do_not_depend_on_the_names_of_institutions() -> None:
    names = {"a": "q", "b": "p", "c": "r", "d": "s", "x": "o", "y": "n"}
    sectors = {"a": "museum", "b": "library", "c": "library", "d": "library", "x": "museum", "y": "museum"}
    works = {"w1": ("a", "x"), "w2": ("b", "x"), "w3": ("c", "x"), "w4": ("a", "y"), "w5": ("b", "y")}
    renamed = projection(
        {names[id_]: (sector, "HU001") for id_, sector in sectors.items()},
        {work: [names[id_] for id_ in ends] for work, ends in works.items()},
    )
    one, other = (sorted(map(tuple, np.round(features(of).values, 12).tolist())) for of in (star(), renamed))
    assert one == other

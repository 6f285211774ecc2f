"""Openness of counties and of pairs of counties."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import comb

import numpy as np
import pytest

from graph_service.network.county_pairs import BANDS_KM, CountyPair, county_pairs, expected_shared
from graph_service.network.network import Network, Scope, network_of
from graph_service.network.openness import CountyOpenness, crossing, openness
from graph_service.network.projection import Settlements
from tests.network.demonstration import demonstration
from tests.network.small import TODAY, floats, projection


def network(works: Mapping[str, Sequence[str]], apart: float = 0.1) -> Network:
    """Institutions named county:name; counties lie `apart` degrees of latitude from one another."""
    ids = sorted({member for work in works.values() for member in work})
    made = projection({id_: ("library", id_.partition(":")[0]) for id_ in ids}, works)
    places: Settlements = made.settlements
    north = floats(47 + apart * place for place in range(len(places.ids)))
    return network_of(replace(made, settlements=replace(places, latitude=north)), Scope(TODAY))


def row(found: Network, code: str) -> CountyOpenness:
    """The row of a county."""
    return next(one for one in openness(found).counties if one.id == f"openness:county:{code}")


TWO_COUNTIES = {
    "collab:1": ["HU1:a", "HU1:b"],
    "collab:2": ["HU1:a", "HU1:c"],
    "collab:3": ["HU1:b", "HU2:x"],
    "collab:4": ["HU2:x", "HU2:y", "HU2:z"],
}


def test_a_collaboration_crosses_if_it_has_two_counties() -> None:
    assert crossing(network(TWO_COUNTIES)).tolist() == [False, False, True, False]


def test_the_law_is_hypergeometric_over_participations() -> None:
    """Nine participations, two of them crossing; five in HU1, one of them crossing."""
    found = row(network(TWO_COUNTIES), "HU1")
    assert (found.participations, found.crossing, found.share) == (5, 1, 0.2)
    assert found.expected == pytest.approx(5 * 2 / 9)
    assert found.p_under == pytest.approx(1 - comb(5, 2) / comb(9, 2))
    assert found.p_over == pytest.approx(1 - comb(4, 2) / comb(9, 2))
    assert found.verdict == "INSUFFICIENT_DATA"


def test_external_and_internal_ties_are_those_of_the_county() -> None:
    found = row(network(TWO_COUNTIES), "HU1")
    assert (found.external_ties, found.internal_ties, found.ei) == (1, 2, pytest.approx(-1 / 3))
    other = row(network(TWO_COUNTIES), "HU2")
    assert (other.external_ties, other.internal_ties, other.ei) == (1, 3, -0.5)


def test_a_closed_county_among_open_ones_is_found() -> None:
    closed = {f"collab:{k:02d}": ["HU1:a", f"HU1:b{k}"] for k in range(12)}
    open_ = {f"collab:{k:02d}": [f"HU2:b{k}", f"HU3:c{k}"] for k in range(20, 40)}
    found = network(closed | open_)
    assert (row(found, "HU1").verdict, row(found, "HU1").ei) == ("UNDER_CONNECTED", -1.0)
    assert row(found, "HU2").verdict == "OVER_CONNECTED"


def test_a_county_that_takes_no_part_is_no_activity_and_has_no_share() -> None:
    idle = projection(
        {"a": ("library", "HU1"), "b": ("library", "HU1"), "c": ("library", "HU2")}, {"collab:1": ["a", "b"]}
    )
    found = row(network_of(idle, Scope(TODAY)), "HU2")
    assert (found.verdict, found.share, found.ei, found.q_under) == ("NO_ACTIVITY", None, None, None)


def test_an_empty_network_has_no_rows() -> None:
    found = openness(network_of(projection({}, {}), Scope(TODAY)))
    assert (found.counties, found.pairs, found.family_size, found.attainable) == ((), (), 0, 0)


def test_a_scope_of_one_county_still_sees_its_partners_elsewhere() -> None:
    whole = openness(network_of(demonstration(), Scope(TODAY, "CUMULATIVE")))
    part = openness(network_of(demonstration(), Scope(TODAY, "CUMULATIVE", counties=(5,))))
    assert part.counties == tuple(one for one in whole.counties if one.county == 5)
    assert part.counties[0].crossing > 0
    assert part.pairs == tuple(one for one in whole.pairs if 5 in (one.county_a, one.county_b))
    assert part.family_size == whole.family_size == 18


def test_the_demonstration_expects_too_little_of_every_pair_of_counties() -> None:
    found = openness(network_of(demonstration(), Scope(TODAY, "CUMULATIVE")))
    assert len(found.pairs) == 153
    assert {pair.verdict for pair in found.pairs} == {"INSUFFICIENT_DATA"}
    assert {pair.p_under for pair in found.pairs} == {None}
    assert sum(pair.observed for pair in found.pairs) == 36
    assert sum(pair.expected for pair in found.pairs) == pytest.approx(36)


def test_expected_pairs_keep_the_margins_of_counties_and_bands() -> None:
    shared = np.array(
        [[0, 4, 1, 2, 6], [4, 0, 3, 5, 2], [1, 3, 0, 5, 7], [2, 5, 5, 0, 1], [6, 2, 7, 1, 0]], dtype=np.int32
    )
    band = np.abs(np.arange(5)[:, None] - np.arange(5)[None, :]).astype(np.int32) // 2
    expected = expected_shared(shared, band)
    assert not np.diagonal(expected).any()
    assert expected.tolist() == pytest.approx(expected.T)
    assert expected.sum(axis=1) == pytest.approx(shared.sum(axis=1), rel=1e-6)
    for one in range(3):
        assert expected[band == one].sum() == pytest.approx(shared[band == one].sum(), rel=1e-6)


def test_counties_alike_in_everything_are_expected_to_share_alike() -> None:
    shared = np.array([[0, 6, 0], [6, 0, 3], [0, 3, 0]], dtype=np.int32)
    three = expected_shared(
        np.ones((3, 3), dtype=np.int32) - np.eye(3, dtype=np.int32), np.zeros((3, 3), dtype=np.int32)
    )
    assert three == pytest.approx(1.0 - np.eye(3))
    # Two ends that never meet: all of theirs is with the middle.
    assert expected_shared(shared, np.zeros((3, 3), dtype=np.int32)) == pytest.approx(shared.astype(float), abs=0.05)


def pairs_of(found: Network) -> dict[str, CountyPair]:
    """Pairs by id."""
    return {pair.id: pair for pair in county_pairs(found)}


def test_two_counties_that_avoid_each_other_are_found() -> None:
    """Six counties, each two of which share twelve collaborations, but for the first two: none."""
    codes = [f"HU{k}" for k in range(6)]
    works = {
        f"collab:{a}:{b}:{k}": [f"{a}:x", f"{b}:y"]
        for i, a in enumerate(codes)
        for b in codes[i + 1 :]
        for k in range(0 if (a, b) == ("HU0", "HU1") else 12)
    }
    found = pairs_of(network(works))
    gap = found["openness:pair:HU0:HU1"]
    assert (gap.verdict, gap.observed) == ("UNDER_CONNECTED", 0)
    assert gap.expected > 3
    assert gap.p_under == pytest.approx(np.exp(-gap.expected))
    assert {pair.verdict for id_, pair in found.items() if id_ != gap.id} == {"AS_EXPECTED"}


def test_distance_explains_what_would_look_like_a_gap() -> None:
    """Counties of two groups far from each other share nothing across, and no pair of them is called a gap."""
    near = [("HU0", "HU1"), ("HU0", "HU2"), ("HU1", "HU2"), ("HU3", "HU4"), ("HU3", "HU5"), ("HU4", "HU5")]
    works = {f"collab:{a}:{b}:{k}": [f"{a}:x", f"{b}:y"] for a, b in near for k in range(30)}
    made = network(works)
    places = made.projection.settlements
    north = floats([47.0, 47.1, 47.2, 50.0, 50.1, 50.2])
    moved = network_of(replace(made.projection, settlements=replace(places, latitude=north)), Scope(TODAY))
    found = pairs_of(moved)
    assert found["openness:pair:HU0:HU3"].km > BANDS_KM[-1] > found["openness:pair:HU0:HU1"].km
    assert {found[f"openness:pair:HU0:HU{k}"].verdict for k in (3, 4, 5)} == {"INSUFFICIENT_DATA"}
    assert not [pair for pair in found.values() if pair.verdict == "UNDER_CONNECTED"]
    # In one band they would be gaps.
    assert pairs_of(made)["openness:pair:HU0:HU3"].verdict == "UNDER_CONNECTED"


def test_a_county_that_shares_nothing_is_no_activity() -> None:
    works = {f"collab:{k}": ["HU1:x", "HU2:y"] for k in range(9)} | {"collab:home": ["HU3:a", "HU3:b"]}
    found = pairs_of(network(works))
    assert found["openness:pair:HU1:HU3"].verdict == "NO_ACTIVITY"
    assert found["openness:pair:HU1:HU3"].interval is None
    assert found["openness:pair:HU1:HU2"].expected == pytest.approx(9)

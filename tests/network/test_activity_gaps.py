"""Gaps of activity: do the institutions of a sector in a county take part at all?"""

from __future__ import annotations

from collections.abc import Mapping
from math import comb

import pytest

from graph_service.network.activity_gaps import ActivityGap, activity_gaps
from graph_service.network.network import Network, Scope, network_of
from tests.network.demonstration import demonstration
from tests.network.small import TODAY, projection

CODES = ("HU001", "HU002", "HU003")


def network(active: Mapping[str, int], idle: Mapping[str, int], sector: str = "library") -> Network:
    """So many active and idle institutions of one sector by county; the active share one collaboration."""
    busy = {f"{code}:busy:{k:02d}": (sector, code) for code, count in active.items() for k in range(count)}
    still = {f"{code}:idle:{k:02d}": (sector, code) for code, count in idle.items() for k in range(count)}
    return network_of(projection(busy | still, {"collab:1": list(busy)} if busy else {}), Scope(TODAY))


def row(found: Network, code: str, sector: str = "library") -> ActivityGap:
    """The row of a county and a sector."""
    return next(row for row in activity_gaps(found).rows if row.id == f"activity:county:{code}:{sector}")


def test_the_law_is_hypergeometric() -> None:
    """Of ten libraries four are active; of three in the county, none: C(6,3)/C(10,3)."""
    found = row(network({"HU001": 4}, {"HU001": 3, "HU002": 3}), "HU002")
    assert (found.institutions, found.active, found.expected) == (3, 0, pytest.approx(1.2))
    assert found.p_under == pytest.approx(comb(6, 3) / comb(10, 3))
    assert found.p_over == pytest.approx(1.0)
    assert found.min_attainable_p == found.p_under
    assert found.interval == (0, 3)


def test_a_county_where_nobody_takes_part_is_a_gap() -> None:
    found = row(network({"HU001": 18, "HU002": 18}, {"HU001": 2, "HU002": 2, "HU003": 8}), "HU003")
    assert (found.verdict, found.active, len(found.inactive)) == ("UNDER_CONNECTED", 0, 8)


def test_a_county_where_everybody_does_is_more_active_than_others() -> None:
    found = row(network({"HU003": 8}, {"HU001": 18, "HU002": 18}), "HU003")
    assert (found.verdict, found.active, len(found.inactive)) == ("OVER_CONNECTED", 8, 0)


def test_a_few_institutions_are_not_enough_data() -> None:
    found = row(network({"HU001": 4}, {"HU001": 4, "HU002": 1}), "HU002")
    assert (found.verdict, found.q_under) == ("INSUFFICIENT_DATA", None)


def test_a_county_without_the_sector_is_no_activity() -> None:
    found = row(network({"HU001": 4}, {"HU001": 4}), "HU001", "museum")
    assert (found.verdict, found.institutions, found.expected, found.q_under) == ("NO_ACTIVITY", 0, 0.0, None)


def test_a_sector_that_is_active_nowhere_is_no_activity() -> None:
    rows = activity_gaps(network({}, {"HU001": 4, "HU002": 9})).rows
    assert {found.verdict for found in rows} == {"NO_ACTIVITY"}


def test_a_sector_that_is_active_everywhere_leaves_nothing_to_chance() -> None:
    assert row(network({"HU001": 4, "HU002": 9}, {}), "HU001").verdict == "INSUFFICIENT_DATA"


def test_more_idle_institutions_change_the_gap() -> None:
    before = row(network({"HU001": 8, "HU002": 8}, {"HU002": 8}), "HU002")
    after = row(network({"HU001": 8, "HU002": 8}, {"HU002": 9}), "HU002")
    assert after.p_under < before.p_under


def test_the_evidence_are_the_idle_ones() -> None:
    found = network({"HU001": 2}, {"HU001": 1, "HU002": 2})
    ids = found.projection.institutions.ids
    assert [ids[place] for place in row(found, "HU002").inactive] == ["HU002:idle:00", "HU002:idle:01"]


def test_the_demonstration_has_a_row_for_every_county_and_sector() -> None:
    found = activity_gaps(network_of(demonstration(), Scope(TODAY, "CUMULATIVE")))
    assert found.family_size == len(found.rows) == 54
    assert sum(one.institutions for one in found.rows) == 720
    assert all(one.active + len(one.inactive) == one.institutions for one in found.rows)
    for sector in ("library", "museum", "community_culture"):
        own = [one for one in found.rows if one.sector == sector]
        assert sum(one.expected for one in own) == pytest.approx(sum(one.active for one in own))


def test_both_p_fit_together() -> None:
    for found in activity_gaps(network_of(demonstration(), Scope(TODAY))).rows:
        assert 1 <= found.p_under + found.p_over <= 2
        assert found.interval[0] <= found.expected <= found.interval[1]


def test_counties_of_the_scope_are_compared_among_themselves() -> None:
    found = activity_gaps(network_of(demonstration(), Scope(TODAY, counties=(5,))))
    assert {one.county for one in found.rows} == {5}
    assert {one.verdict for one in found.rows} == {"INSUFFICIENT_DATA"}

"""A network by quarters: which days, what is counted, and nothing where there are no data."""

from __future__ import annotations

from datetime import date

import pytest

from graph_service.errors import RequestError
from graph_service.network.network import Scope, network_of
from graph_service.network.projection import Projection
from graph_service.network.series import Quarter, QuarterNumbers, quarterly_series
from graph_service.network.summary import network_summary
from tests.network.demonstration import demonstration
from tests.network.small import FOREVER, TODAY, projection


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def world() -> Projection:
    """Two counties; one collaboration within the first, one across that ends, one that begins on 1 July 2019."""
    return projection(
        {
            "inst:a": ("library", "HU001"),
            "inst:b": ("museum", "HU001"),
            "inst:c": ("library", "HU002"),
            "inst:d": ("library", "HU002"),
            "inst:e": ("library", "HU002"),
        },
        {
            "collab:1": ["inst:a", "inst:b"],
            "collab:2": ["inst:b", "inst:c", "inst:d"],
            "collab:3": ["inst:c", "inst:d"],
        },
        days={
            "collab:1": (day("2019-01-10"), FOREVER),
            "collab:2": (day("2019-03-31"), day("2019-06-30")),
            "collab:3": (day("2019-07-01"), FOREVER),
        },
    )


def numbers(quarter: Quarter) -> QuarterNumbers:
    assert quarter.numbers is not None
    return quarter.numbers


def test_twelve_quarters_end_with_that_of_the_day() -> None:
    series = quarterly_series(demonstration(), Scope(TODAY))
    assert [one.name for one in series][:2] == ["2016-Q4", "2017-Q1"]
    assert (len(series), series[-1].name) == (12, "2019-Q3")


def test_each_quarter_is_told_as_of_its_last_day_and_the_last_as_of_the_day_asked_for() -> None:
    series = quarterly_series(world(), Scope(TODAY), quarters=3)
    assert [date.fromordinal(one.day).isoformat() for one in series] == ["2019-03-31", "2019-06-30", "2019-09-15"]
    earlier = quarterly_series(world(), Scope(day("2019-06-30")), quarters=2)
    assert [date.fromordinal(one.day).isoformat() for one in earlier] == ["2019-03-31", "2019-06-30"]


def test_live_collaborations_and_those_that_began_in_the_quarter_are_counted() -> None:
    series = [numbers(one) for one in quarterly_series(world(), Scope(TODAY), quarters=3)]
    # The second one ends on 30 June: that day it is over.
    assert [one.collaborations for one in series] == [2, 1, 2]
    assert [one.started for one in series] == [2, 0, 1]
    cumulative = [numbers(one) for one in quarterly_series(world(), Scope(TODAY, "CUMULATIVE"), quarters=3)]
    assert [(one.collaborations, one.started) for one in cumulative] == [(2, 2), (2, 0), (3, 1)]


def test_ties_parts_and_openness_are_those_of_the_day() -> None:
    first, second, third = (numbers(one) for one in quarterly_series(world(), Scope(TODAY), quarters=3))
    assert (first.whole.active, first.whole.ties, first.whole.sizes, first.largest_share) == (4, 4, (4, 1), 0.8)
    assert (first.whole.density, first.whole.mean_degree) == (0.4, 1.6)
    # a-b, b-c, b-d join the museum with libraries; c-d two libraries.
    assert first.ei_sector == 0.5
    # Three of five participations are in the collaboration of two counties.
    assert first.openness == 0.6
    assert (second.whole.ties, second.openness, second.ei_sector, second.largest_share) == (1, 0.0, 1.0, 0.4)
    assert (third.whole.ties, third.ei_sector, third.whole.components) == (2, 0.0, 3)


def test_a_quarter_before_the_data_has_no_numbers_instead_of_noughts() -> None:
    series = quarterly_series(world(), Scope(TODAY), quarters=4, by_county=True)
    assert (series[0].name, series[0].numbers, series[0].counties) == ("2018-Q4", None, None)
    assert quarterly_series(demonstration(), Scope(TODAY))[0].numbers is None


def test_a_quarter_without_a_tie_has_no_index_and_no_largest_part() -> None:
    apart = projection(
        {"inst:a": ("library", "HU001"), "inst:b": ("museum", "HU001")},
        {"collab:1": ["inst:a"]},
        days={"collab:1": (day("2019-01-10"), FOREVER)},
    )
    [one] = quarterly_series(apart, Scope(TODAY), quarters=1)
    found = numbers(one)
    assert (found.ei_sector, found.ei_chance, found.largest_share, found.openness) == (None, None, None, 0.0)
    assert (found.whole.active, found.whole.ties, found.collaborations) == (1, 0, 1)


def test_counties_are_told_where_asked_for() -> None:
    [one] = quarterly_series(world(), Scope(day("2019-03-31")), quarters=1, by_county=True)
    assert one.counties is not None
    first, second = one.counties
    assert (first.county, first.institutions, first.active, first.ties, first.ties_across) == (0, 2, 2, 1, 2)
    assert (first.density, first.participations, first.openness) == (1.0, 3, 1 / 3)
    assert (second.county, second.active, second.ties, second.ties_across, second.openness) == (1, 2, 1, 2, 1.0)
    assert quarterly_series(world(), Scope(TODAY), quarters=1)[0].counties == ()


def test_partners_outside_the_counties_of_the_scope_still_make_a_county_open() -> None:
    [one] = quarterly_series(world(), Scope(day("2019-03-31"), counties=(0,)), quarters=1, by_county=True)
    assert (numbers(one).openness, numbers(one).whole.ties) == (1 / 3, 1)
    assert one.counties is not None
    [county] = one.counties
    assert (county.openness, county.ties_across, county.participations) == (1 / 3, 0, 3)


def test_the_last_quarter_of_the_demonstration_equals_its_summary() -> None:
    rows = demonstration()
    last = numbers(quarterly_series(rows, Scope(rows.today))[-1])
    network = network_of(rows, Scope(rows.today))
    summary = network_summary(network)
    assert last.whole == summary.whole
    assert (last.ei_sector, last.ei_chance) == (summary.mixing.ei, summary.mixing.chance)
    assert last.collaborations == len(network.collaborations)


def test_every_collaboration_of_the_demonstration_starts_in_one_quarter() -> None:
    rows = demonstration()
    series = quarterly_series(rows, Scope(rows.today), quarters=13)
    assert sum(numbers(one).started for one in series if one.numbers) == len(rows.collaborations.ids) == 432


@pytest.mark.parametrize("quarters", [0, 41])
def test_no_or_too_many_quarters_are_refused(quarters: int) -> None:
    with pytest.raises(RequestError) as refused:
        quarterly_series(world(), Scope(TODAY), quarters=quarters)
    assert (refused.value.code, refused.value.values["value"]) == ("NUMBER_RANGE", quarters)


def test_a_day_outside_the_data_is_refused() -> None:
    with pytest.raises(RequestError) as refused:
        quarterly_series(world(), Scope(TODAY + 1))
    assert refused.value.code == "DAY_OUTSIDE"

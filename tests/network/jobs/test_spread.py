"""Mentors of a day, or all by then: what coverage and the spread of practices count in either mode."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from graph_service.errors import RequestError
from graph_service.network.jobs.spread import CoveragePage, DiffusionPage, coverage, diffusion
from graph_service.network.jobs.told import Window
from graph_service.network.projection import Projection
from tests.network.demonstration import demonstration

WHOLE = Window(1_000)


def ended() -> Projection:
    """The demonstration after every mentor has left, yesterday."""
    data = demonstration()
    yesterday = data.today - 1
    care = data.responsibilities
    return replace(
        data,
        version=data.version + 1,
        mentorings=replace(data.mentorings, end=np.full_like(data.mentorings.end, yesterday)),
        responsibilities=replace(care, end=np.full_like(care.end, yesterday)),
    )


def covered(projection: Projection, mode: str, real: bool | None = None) -> CoveragePage:
    told = coverage(projection, projection.today, mode, None, 40.0, 90, real, WHOLE)  # type: ignore[arg-type]  # a mode
    assert told.mode == mode
    page: CoveragePage = told.value
    return page


def test_mentors_that_left_count_only_when_all_by_then_are_asked_for() -> None:
    of_the_day, of_all = covered(ended(), "STATE"), covered(ended(), "CUMULATIVE")
    assert sum(county.communities_without_mentor for county in of_the_day.counties) == 360
    assert sum(county.communities_without_mentor for county in of_all.counties) == 0
    assert {len(row.mentors) for row in of_the_day.places.rows} == {0}
    assert of_all.places == covered(demonstration(), "STATE").places


def test_a_mentor_who_left_still_joins_a_practice_and_an_institution_of_all_by_then() -> None:
    pages: list[DiffusionPage] = []
    for mode in ("STATE", "CUMULATIVE"):
        data = ended()
        told = diffusion(data, data.today, mode, None, None, 3, False, None, False, WHOLE)  # type: ignore[arg-type]  # a mode
        pages.append(told.value)
    of_the_day, of_all = (sum(row.mentors for row in page.rows.rows) for page in pages)
    assert of_the_day < of_all


def test_what_is_open_ended_is_made_once() -> None:
    data = ended()
    assert data.without_ends is data.without_ends
    assert data.without_ends.memberships is data.memberships


def with_real(communities: int, mentors: int) -> Projection:
    """The demonstration as if its first communities and mentors were real."""
    data = demonstration()
    return replace(
        data,
        version=data.version + 2,
        communities=replace(data.communities, real=np.arange(len(data.communities.ids)) < communities),
        mentors=replace(data.mentors, real=np.arange(len(data.mentors.ids)) < mentors),
    )


def test_real_and_invented_mentors_and_communities_are_counted_apart() -> None:
    data = with_real(20, 4)
    numbers = []
    for real in (True, False, None):
        page = covered(data, "STATE", real)
        numbers.append((sum(one.communities for one in page.counties), sum(one.mentors for one in page.counties)))
    assert numbers == [(20, 4), (340, 68), (360, 72)]


def test_nothing_is_said_of_counties_that_the_programme_did_not_reach() -> None:
    data = demonstration()
    budapest = data.county_rows["HU110"]
    with pytest.raises(RequestError) as refused:
        coverage(data, data.today, "STATE", (budapest,), 40.0, 90, None, WHOLE)
    assert refused.value.code == "COUNTIES_EMPTY"

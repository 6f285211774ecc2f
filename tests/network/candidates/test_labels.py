"""Which ties count as formed in a window."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from graph_service.network.candidates.labels import formed_after
from graph_service.network.network import Scope, TimeMode, network_of
from graph_service.network.projection import FOREVER, Memberships, Projection
from tests.network.demonstration import demonstration
from tests.network.small import TODAY, ints, projection

IDS = {id_: ("library", "HU001") for id_ in "abcd"}


def formed(of: Projection, cut: int, until: int, mode: TimeMode = "STATE") -> set[str]:
    """The ties formed, as two letters each."""
    network = network_of(of, Scope(cut, mode))
    keys = formed_after(network, until)
    return {network.ids[key // len(network.ids)] + network.ids[key % len(network.ids)] for key in keys.tolist()}


def test_a_tie_begins_with_its_collaboration_and_the_window_is_open_before_and_closed_after() -> None:
    of = projection(IDS, {"w": ("a", "b")}, days={"w": (TODAY - 10, FOREVER)})
    assert formed(of, TODAY - 11, TODAY) == {"ab"}
    assert formed(of, TODAY - 10, TODAY) == set()
    assert formed(of, TODAY - 20, TODAY - 10) == {"ab"}
    assert formed(of, TODAY - 20, TODAY - 11) == set()


def joined_later(end: int = FOREVER) -> Projection:
    """a and b since long ago (a until `end`), c joined ten days ago."""
    of = projection(IDS, {"w": ("a", "b", "c")})
    start = ints([TODAY - 1000, TODAY - 1000, TODAY - 10])
    members = Memberships(
        of.memberships.institution, of.memberships.collaboration, start, ints([end, FOREVER, FOREVER])
    )
    return projection_with(of, members)


def projection_with(of: Projection, members: Memberships) -> Projection:
    """The projection with other memberships."""

    return replace(of, memberships=members)


def test_who_joins_later_forms_ties_with_those_who_are_there() -> None:
    assert formed(joined_later(), TODAY - 50, TODAY) == {"ac", "bc"}


def test_who_left_before_another_joined_was_never_tied_to_it_in_mode_state() -> None:
    assert formed(joined_later(end=TODAY - 10), TODAY - 50, TODAY, "STATE") == {"bc"}
    assert formed(joined_later(end=TODAY - 10), TODAY - 50, TODAY, "CUMULATIVE") == {"ac", "bc"}


def test_a_tie_that_ended_within_the_window_was_formed() -> None:
    of = projection(IDS, {"w": ("a", "b")}, days={"w": (TODAY - 40, TODAY - 30)})
    assert formed(of, TODAY - 50, TODAY) == {"ab"}


def test_collaborations_outside_the_scope_form_no_ties() -> None:
    of = projection({**IDS, "e": ("library", "HU002")}, {"w": ("a", "b", "e")}, days={"w": (TODAY - 10, FOREVER)})
    network = network_of(of, Scope(TODAY - 50, counties=(0,)))
    assert formed_after(network, TODAY).tolist() == [1]  # a and b of a, b, c, d
    assert len(formed_after(network_of(of, Scope(TODAY - 50, types=())), TODAY)) == 0


@pytest.mark.parametrize("mode", ["STATE", "CUMULATIVE"])
def test_ties_of_the_demonstration_equal_those_found_member_by_member(mode: TimeMode) -> None:
    of = demonstration()
    cut, until = of.today - 183, of.today
    network = network_of(of, Scope(cut, mode))
    expected = set()
    by_work: dict[int, list[tuple[int, int, int]]] = {}
    members = of.memberships
    for row in range(len(members.institution)):
        entry = (int(members.institution[row]), int(members.start[row]), int(members.end[row]))
        by_work.setdefault(int(members.collaboration[row]), []).append(entry)
    for rows in by_work.values():
        for a, start, end in rows:
            for b, other_start, other_end in rows:
                begun = max(start, other_start)
                together = mode == "CUMULATIVE" or min(end, other_end) > begun
                if a < b and cut < begun <= until and together:
                    expected.add((a, b))
    keys = formed_after(network, until)
    assert {(key // 720, key % 720) for key in keys.tolist()} == expected
    assert np.all(np.diff(keys) > 0)

"""Networks kept by version and scope: found again, bounded in bytes, of two versions; and the days of the data."""

from __future__ import annotations

from datetime import date
from threading import Thread

import numpy as np
import pytest

from graph_service.errors import RequestError
from graph_service.network.network import Network, Scope, network_of
from graph_service.network.projection import Projection
from graph_service.network.snapshots import Snapshots, bytes_of, check_day, network_at
from tests.network.small import TODAY, projection

PLACES = {f"inst:{place}": ("library", "HU001") for place in range(6)}
WORKS = {"collab:1": ["inst:0", "inst:1"], "collab:2": ["inst:1", "inst:2", "inst:3"]}
DAYS = {"collab:1": (TODAY - 900, TODAY - 10), "collab:2": (TODAY - 400, TODAY + 100)}


def made(version: int = 1) -> Projection:
    return projection(PLACES, WORKS, days=DAYS, version=version)


def same(one: Network, other: Network) -> bool:
    return (
        one.scope == other.scope
        and np.array_equal(one.nodes, other.nodes)
        and np.array_equal(one.weights.toarray(), other.weights.toarray())
    )


def test_the_network_of_a_scope_is_made_once_and_equals_a_new_one() -> None:
    rows, scope = made(), Scope(TODAY - 100)
    first = network_at(rows, scope)
    assert network_at(rows, Scope(TODAY - 100)) is first
    assert same(first, network_of(rows, scope))


def test_another_day_mode_or_filter_is_another_network() -> None:
    rows = made()
    kept = Snapshots()
    ended, cumulative = kept.get(rows, Scope(TODAY)), kept.get(rows, Scope(TODAY, "CUMULATIVE"))
    assert (len(ended.ties[0]), len(cumulative.ties[0]), len(kept)) == (3, 4, 2)
    assert kept.get(rows, Scope(TODAY, sectors=(0,))).nodes.tolist() == []


def test_a_new_projection_of_the_same_version_is_not_answered_from_the_old_one() -> None:
    kept, scope = Snapshots(), Scope(TODAY)
    old, new = made(), made()
    assert kept.get(old, scope).projection is old
    assert kept.get(new, scope).projection is new
    assert len(kept) == 1
    assert kept.held_bytes == bytes_of(network_of(new, scope))


def test_what_was_asked_for_longest_ago_goes_when_the_bytes_are_full() -> None:
    rows = made()
    one, two, three = (Scope(TODAY - back) for back in (100, 200, 300))
    size = bytes_of(network_of(rows, one))
    kept = Snapshots(capacity=2 * size)
    first = kept.get(rows, one)
    second = kept.get(rows, two)
    assert kept.get(rows, one) is first
    kept.get(rows, three)
    assert kept.get(rows, one) is first
    assert kept.get(rows, two) is not second
    assert kept.held_bytes <= kept.capacity


def test_a_network_above_the_capacity_is_handed_out_and_not_kept() -> None:
    kept = Snapshots(capacity=10)
    assert len(kept.get(made(), Scope(TODAY)).nodes) == 6
    assert (len(kept), kept.held_bytes) == (0, 0)


def test_networks_of_the_third_last_version_are_let_go() -> None:
    kept, scope = Snapshots(), Scope(TODAY)
    versions = [made(version) for version in (1, 2, 3)]
    networks = [kept.get(rows, scope) for rows in versions]
    assert len(kept) == 2
    assert kept.get(versions[2], scope) is networks[2]
    assert kept.get(versions[1], scope) is networks[1]
    assert kept.get(versions[0], scope) is not networks[0]
    assert len(kept) == 2


def test_threads_that_ask_at_once_get_equal_networks() -> None:
    kept, rows = Snapshots(capacity=20_000), made()
    scopes = [Scope(TODAY - back) for back in range(40)]
    found: list[tuple[Scope, Network]] = []

    def ask() -> None:
        for scope in scopes:
            found.append((scope, kept.get(rows, scope)))

    threads = [Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 160
    assert all(same(network, network_of(rows, scope)) for scope, network in found)
    assert kept.held_bytes == sum(size for _, size in kept._kept.values()) <= 20_000


def test_the_first_and_the_last_day_can_be_asked_and_those_outside_cannot() -> None:
    rows = made()
    check_day(rows, rows.first_day)
    check_day(rows, rows.today)
    for day in (rows.first_day - 1, rows.today + 1):
        with pytest.raises(RequestError) as refused:
            check_day(rows, day, "from")
        assert refused.value.code == "DAY_OUTSIDE"
        assert refused.value.values == {
            "argument": "from",
            "day": date.fromordinal(day).isoformat(),
            "first": date.fromordinal(TODAY - 900).isoformat(),
            "last": "2019-09-15",
        }

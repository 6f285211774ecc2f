"""Blocks found together, of some counties only or after changes, are those that are found one by one."""

from __future__ import annotations

import pytest

from graph_service.network.chance.blocks import Asked, Block, block_of, blocks_for, blocks_of, sector_pairs
from graph_service.network.chance.strata import Changes
from graph_service.network.hypothetical import applied, edit_by_number
from graph_service.network.network import Network, Scope, network_of
from tests.network.demonstration import demonstration

COUNTIES = (3, 7, 11)


@pytest.fixture(scope="module")
def network() -> Network:
    """That of the demonstration today."""
    projection = demonstration()
    return network_of(projection, Scope(projection.today))


def same(one: Block, other: Block) -> None:
    """Equal but for the rounding of weights that were found in other company."""
    assert (one.county, one.sectors, one.method) == (other.county, other.sectors, other.method)
    assert one.works.tolist() == other.works.tolist()
    assert (one.observed, one.observed_ties, one.participations) == (
        other.observed,
        other.observed_ties,
        other.participations,
    )
    assert one.law.first == other.law.first
    assert one.law.mass == pytest.approx(other.law.mass, rel=1e-9, abs=1e-12)
    assert one.expected_ties == pytest.approx(other.expected_ties, rel=1e-9)


def test_blocks_of_some_counties_are_those_of_all(network: Network) -> None:
    every = {(block.county, block.sectors): block for block in blocks_of(network)}
    some = blocks_of(network, COUNTIES)
    assert [(block.county, block.sectors) for block in some] == [
        (county, pair) for county in COUNTIES for pair in sector_pairs(network)
    ]
    for block in some:
        same(block, every[block.county, block.sectors])


def test_blocks_after_a_tie_are_those_of_the_network_with_it(network: Network) -> None:
    inside = [[int(node) for node in (network.county == county).nonzero()[0][:2]] for county in COUNTIES]
    asked = [
        Asked(county, pair, Changes(add=[ends]))
        for county, ends in zip(COUNTIES, inside, strict=True)
        for pair in sector_pairs(network)
    ]
    found = blocks_for(network, asked)
    for one, block in zip(asked, found, strict=True):
        assert one.changes is not None
        with_it = applied(network, edit_by_number(network, [tuple(map(int, one.changes.add[0]))], []))
        same(block, block_of(with_it, one.county, one.sectors))
    before = [block_of(network, one.county, one.sectors) for one in asked]
    assert [one.participations for one in before] != [one.participations for one in found]


def test_a_county_where_nobody_takes_part_has_silent_blocks_in_their_place(network: Network) -> None:
    nowhere = int(network.county.max()) + 1
    found = blocks_for(network, [Asked(COUNTIES[0], (0, 1)), Asked(nowhere, (0, 1)), Asked(COUNTIES[1], (1, 1))])
    assert [block.county for block in found] == [COUNTIES[0], nowhere, COUNTIES[1]]
    assert found[1].participations == (0, 0)
    assert found[1].law.is_certain
    same(found[2], block_of(network, COUNTIES[1], (1, 1)))

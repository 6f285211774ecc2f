"""Sector pairs against chance: equal to counting every allocation, and blind to what must not matter."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from graph_service.network.chance import exact
from graph_service.network.chance.blocks import block_of, blocks_of, sector_pairs
from graph_service.network.chance.draws import draws_of, pair_draws
from graph_service.network.chance.exact import exact_law
from graph_service.network.chance.law import pooled
from graph_service.network.chance.normal import normal_law
from graph_service.network.chance.parts import parts_of
from graph_service.network.chance.strata import Changes, strata_of
from graph_service.network.network import Network, Scope, network_of
from tests.network.chance.drawn import County, network_of_counties, small_county
from tests.network.chance.enumeration import counted
from tests.network.demonstration import demonstration
from tests.network.small import SECTORS, TODAY

C, L, M = SECTORS


def county(sectors: str, *works: str) -> County:
    """`sectors`: one letter for each institution a, b, …; `works`: their letters."""
    names = {"c": C, "l": L, "m": M}
    return County({chr(97 + place): names[letter] for place, letter in enumerate(sectors)}, [list(w) for w in works])


CORNERS = {
    "one institution has every seat": county("lmc", "ab", "ac", "a"),
    "two institutions in everything": county("lmcc", "abc", "abd", "ab"),
    "everybody in everything": county("lmc", "abc", "abc"),
    "one collaboration": county("lmcl", "abc"),
    "only collaborations of one": county("lmc", "a", "b", "b", "c"),
    "one collaboration of all, the rest among three": county("lmlcm", "abcde", "ab", "bc", "ac"),
    "two closed circles by activity": county("llmmc", "ab", "ab", "abc", "abde"),
    "nobody competes": county("lm", "ab", "ab", "ab"),
    "one sector only": county("llll", "ab", "bc", "cd", "ad"),
    "the same pair twice and a loner": county("lmc", "ab", "ab", "c"),
    "sizes 2, 2, 3, 2 of six": county("llmmcc", "ac", "bd", "ace", "df"),
}


def assert_counted(own: County) -> None:
    """Every pair of sectors of the county agrees with counting."""
    network = network_of_counties({"HU001": own})
    for a, b in sector_pairs(network):
        block, oracle = block_of(network, 0, (a, b)), counted(own, SECTORS[a], SECTORS[b])
        values = range(block.law.first, block.law.last + 1)
        assert {h: block.law.at(h) for h in values} == pytest.approx(oracle.law, abs=1e-7)
        assert set(values) >= set(oracle.law)
        assert block.expected_ties == pytest.approx(oracle.ties, abs=1e-7)
        assert block.p_under + block.p_over == pytest.approx(1 + block.law.at(block.observed), abs=1e-12)


@pytest.mark.parametrize("name", CORNERS)
def test_a_corner_case_equals_counting(name: str) -> None:
    assert_counted(CORNERS[name])


def test_fifty_drawn_counties_equal_counting() -> None:
    drawn = [small_county(seed) for seed in range(50)]
    assert len({str(one) for one in drawn}) == 50
    for own in drawn:
        assert_counted(own)


def test_drawn_counties_have_both_certain_and_open_parts() -> None:
    strata = [strata_of(network_of_counties({"HU001": small_county(seed)}))[0] for seed in range(50)]
    parts = [parts_of(stratum) for stratum in strata]
    assert sum(len(own) > 1 for own in parts) >= 10
    assert sum(any(part.largest for part in own) for own in parts) >= 25


def test_a_member_of_every_collaboration_is_a_part_of_its_own() -> None:
    (stratum,) = strata_of(network_of_counties({"HU001": CORNERS["one institution has every seat"]})).values()
    assert [(part.start, part.members) for part in parts_of(stratum)] == [(0, 1), (1, 2)]


def test_the_country_is_the_convolution_of_its_counties() -> None:
    counties = {f"HU{seed:03d}": small_county(seed) for seed in range(6)}
    together = network_of_counties(counties)
    for pair in sector_pairs(together):
        alone = [block_of(network_of_counties({code: own}), 0, pair).law for code, own in counties.items()]
        mass = np.ones(1)
        for law in alone:
            mass = np.convolve(mass, law.mass)
        both = pooled(block.law for block in blocks_of(together) if block.sectors == pair)
        assert both.first == sum(law.first for law in alone)
        assert both.mass == pytest.approx(mass, abs=1e-14)


def test_inactive_institutions_leave_every_block_as_it_is() -> None:
    counties = {"HU001": small_county(7), "HU002": small_county(8)}
    plain = network_of_counties(counties)
    crowded = network_of_counties(counties, {f"idle:{k}": (SECTORS[k % 3], f"HU00{1 + k % 2}") for k in range(12)})
    for one, other in zip(blocks_of(plain), blocks_of(crowded), strict=True):
        assert (one.observed, one.law.first, one.law.mass.tolist()) == (
            other.observed,
            other.law.first,
            other.law.mass.tolist(),
        )


def facts(network: Network) -> dict[tuple[str, str], list[tuple[float, ...]]]:
    """What is told of each pair of sectors, county by county."""
    told: dict[tuple[str, str], list[tuple[float, ...]]] = {}
    for block in blocks_of(network):
        a, b = (SECTORS[sector] for sector in block.sectors)
        values = (block.observed, block.law.mean, block.p_under, block.p_over, block.expected_ties)
        told.setdefault((a, b), []).append(values)
    return told


def renamed(own: County, names: Sequence[str], sectors: dict[str, str]) -> County:
    """The county with other names and sectors, and everything in reverse order."""
    new = dict(zip(own.sectors, names, strict=True))
    return County(
        {new[name]: sectors[sector] for name, sector in reversed(own.sectors.items())},
        [[new[name] for name in reversed(work)] for work in reversed(own.works)],
    )


@pytest.mark.parametrize("seed", [3, 11, 20, 42])
def test_names_and_order_do_not_matter(seed: int) -> None:
    own = small_county(seed)
    turn = {C: L, L: M, M: C}
    other = renamed(own, [f"x{k}" for k in reversed(range(len(own.sectors)))], turn)
    before, after = facts(network_of_counties({"HU001": own})), facts(network_of_counties({"HU001": other}))
    for (a, b), values in before.items():
        x, y = sorted((turn[a], turn[b]))
        assert np.array(after[x, y]) == pytest.approx(np.array(values), abs=1e-12)


def test_a_block_after_an_added_collaboration_is_that_of_the_network_with_it() -> None:
    own = county("llmmcc", "ac", "bd", "ace", "df")
    network = network_of_counties({"HU001": own})
    wider = network_of_counties({"HU001": County(own.sectors, [*own.works, ["b", "c", "f"]])})
    added = [network.places[f"HU001:{name}"] for name in ("f", "b", "c")]
    for pair in sector_pairs(network):
        after, fresh = block_of(network, 0, pair, Changes(add=[added])), block_of(wider, 0, pair)
        assert (after.observed, after.participations) == (fresh.observed, fresh.participations)
        assert after.law.mass.tolist() == fresh.law.mass.tolist()


def test_removing_what_was_there_is_the_network_without_it() -> None:
    own = county("llmmcc", "ac", "bd", "ace", "df")
    network = network_of_counties({"HU001": own})
    narrower = network_of_counties({"HU001": County(own.sectors, [own.works[0], *own.works[2:]])})
    after, fresh = block_of(network, 0, (1, 2), Changes(remove=[1])), block_of(narrower, 0, (1, 2))
    assert (after.observed, after.law.mass.tolist()) == (fresh.observed, fresh.law.mass.tolist())


def test_removing_everything_leaves_a_block_without_activity() -> None:
    network = network_of_counties({"HU001": county("lm", "ab")})
    block = block_of(network, 0, (1, 2), Changes(remove=[0]))
    assert (block.observed, block.participations, block.law.is_certain) == (0, (0, 0), True)


def test_ties_to_expect_add_up_to_those_there_are() -> None:
    for mode in ("STATE", "CUMULATIVE"):
        network = network_of(demonstration(), Scope(TODAY, mode))
        blocks = blocks_of(network)
        observed = sum(block.observed_ties for block in blocks)
        assert observed > 600
        assert sum(block.expected_ties for block in blocks) == pytest.approx(observed, rel=1e-3)
        assert {block.method for block in blocks} == {"EXACT"}


def test_long_sums_in_pieces_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    network = network_of(demonstration(), Scope(TODAY, "CUMULATIVE"))
    whole = blocks_of(network)[1].law.mass
    monkeypatch.setattr(exact, "_AT_ONCE", 97)
    assert blocks_of(network)[1].law.mass == pytest.approx(whole, rel=1e-12)


def test_the_normal_law_comes_near_the_exact_one_in_a_large_county() -> None:
    """A county of the demonstration three times over: no p is off by more than .04."""
    stratum = next(iter(strata_of(network_of(demonstration(), Scope(TODAY, "CUMULATIVE"))).values()))
    larger = type(stratum)(
        stratum.county,
        np.tile(stratum.activity, 3),
        np.tile(stratum.sector, 3),
        np.tile(stratum.works, 3),
        np.tile(stratum.counts, (3, 1)),
    )
    for draws in pair_draws(draws_of([larger])[0], [(1, 1), (1, 2), (0, 2)]):
        (near, near_ties), (true, true_ties) = normal_law(draws), exact_law(draws)
        values = range(true.first, true.last + 1)
        assert max(abs(near.p_under(h) - true.p_under(h)) for h in values) < 0.04
        assert near.mean == pytest.approx(true.mean, abs=0.3)
        assert near_ties == pytest.approx(true_ties, rel=0.02)

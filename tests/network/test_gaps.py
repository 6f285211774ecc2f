"""Gaps of sector pairs in counties, regions and the country."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest

from graph_service.network.chance.blocks import blocks_of
from graph_service.network.chance.strata import Changes
from graph_service.network.gaps import Gap, GapFamily, GapLevel, block, collaboration_gaps
from graph_service.network.network import Network, Scope, network_of
from tests.network.chance.drawn import County, network_of_counties, small_county
from tests.network.demonstration import demonstration
from tests.network.small import SECTORS, TODAY, ints, projection

MANIFEST = Path(__file__).parents[2] / "seed" / "manifest.json"
LEVELS: tuple[GapLevel, ...] = ("COUNTRY", "REGION", "COUNTY")


def demonstrated(**scope: object) -> Network:
    """The demonstration, all that ever began, or as the scope says."""
    return network_of(demonstration(), replace(Scope(TODAY, "CUMULATIVE"), **scope))


def by_pair(family: GapFamily) -> dict[tuple[str, str], Gap]:
    """The rows of a family of one place."""
    return {(row.sector_a, row.sector_b): row for row in family.rows}


def told(row: Gap) -> list[object]:
    """Everything in a row, comparable."""
    values = [getattr(row, field.name) for field in fields(row)]
    return [value.tolist() if isinstance(value, np.ndarray) else value for value in values]


@pytest.mark.parametrize(("mode", "which"), [("CUMULATIVE", "all"), ("STATE", "live on the last day")])
def test_the_demonstration_shows_what_is_planted_in_it(mode: str, which: str) -> None:
    name = f"gaps against chance in the country, collaborations: {which}"
    planted = json.loads(MANIFEST.read_text("utf-8"))["planted"][name]
    family = collaboration_gaps(demonstrated(mode=mode), "COUNTRY")
    assert sorted(f"{row.sector_a} and {row.sector_b}: {row.verdict}" for row in family.rows) == planted
    assert (family.family_size, family.attainable, family.method) == (6, 6, "EXACT")


def test_the_planted_gap_is_far_from_chance() -> None:
    row = by_pair(collaboration_gaps(demonstrated(), "COUNTRY"))["library", "museum"]
    assert row.observed < row.interval[0] < row.expected < row.interval[1]
    assert row.p_under < 1e-4
    assert row.q_under is not None
    assert row.q_under < 1e-3
    assert row.shrunk_ratio < 0.6
    assert row.shrunk_range[0] < row.shrunk_ratio < row.shrunk_range[1] < 1


@pytest.mark.parametrize("mode", ["STATE", "CUMULATIVE"])
@pytest.mark.parametrize("level", LEVELS)
def test_at_the_size_of_the_demonstration_every_law_is_exact(level: GapLevel, mode: str) -> None:
    family = collaboration_gaps(demonstrated(mode=mode), level)
    assert family.method == "EXACT"
    assert {row.method for row in family.rows} == {"EXACT"}


def test_every_county_and_pair_is_a_row_with_an_id_of_its_own() -> None:
    network = demonstrated()
    family = collaboration_gaps(network, "COUNTY")
    assert family.family_size == len(family.rows) == 18 * 6
    assert len({row.id for row in family.rows}) == 108
    assert family.rows[0].id == "gap:county:HU211:community_culture:community_culture"
    assert collaboration_gaps(network, "REGION").rows[1].id == "gap:region:HU21:community_culture:library"
    assert collaboration_gaps(network, "COUNTRY").rows[4].id == "gap:country:library:museum"


def test_levels_add_up() -> None:
    network = demonstrated()
    country, regions, counties = (collaboration_gaps(network, level).rows for level in LEVELS)
    for row in country:
        same = [
            [one for one in rows if (one.sector_a, one.sector_b) == (row.sector_a, row.sector_b)]
            for rows in (regions, counties)
        ]
        for parts in same:
            assert sum(one.observed for one in parts) == row.observed
            assert sum(one.expected for one in parts) == pytest.approx(row.expected, rel=1e-9)
            assert sum(one.participations_a for one in parts) == row.participations_a
            assert (
                sorted({work for one in parts for work in one.collaborations.tolist()}) == row.collaborations.tolist()
            )


def test_the_evidence_joins_both_sectors_in_the_county() -> None:
    network = demonstrated()
    incidence, rows = network.incidence.toarray(), network.collaborations.tolist()
    for row in collaboration_gaps(network, "COUNTY").rows:
        here = network.county == row.county
        a, b = (
            incidence[here & (network.sector == SECTORS.index(s))].sum(axis=0) for s in (row.sector_a, row.sector_b)
        )
        joined = (a >= 2) if row.sector_a == row.sector_b else (a >= 1) & (b >= 1)
        assert row.collaborations.tolist() == [rows[k] for k in np.flatnonzero(joined)]
        assert row.observed == len(row.collaborations)


def test_both_p_and_the_probability_of_what_was_seen_fit_together() -> None:
    for row in collaboration_gaps(demonstrated(), "COUNTY").rows:
        assert 1 <= row.p_under + row.p_over <= 2
        assert row.min_attainable_p <= row.p_under * (1 + 1e-9)


def test_blocks_may_be_given_for_a_second_level() -> None:
    network = demonstrated(mode="STATE")
    known = blocks_of(network)
    for level in LEVELS:
        given, fresh = collaboration_gaps(network, level, known), collaboration_gaps(network, level)
        assert [told(row) for row in given.rows] == [told(row) for row in fresh.rows]


def test_a_network_without_institutions_has_no_finding() -> None:
    empty = network_of(projection({}, {}), Scope(TODAY))
    country = collaboration_gaps(empty, "COUNTRY")
    assert {(row.verdict, row.q_under, row.raw_ratio) for row in country.rows} == {("NO_ACTIVITY", None, None)}
    assert (len(country.rows), country.attainable) == (6, 0)
    assert collaboration_gaps(empty, "COUNTY").rows == ()


def test_a_day_before_all_collaborations_is_no_activity_everywhere() -> None:
    for level in LEVELS:
        family = collaboration_gaps(demonstrated(day=TODAY - 10_000), level)
        assert {row.verdict for row in family.rows} == {"NO_ACTIVITY"}
        assert {(row.expected, row.observed_ties, row.raw_ratio) for row in family.rows} == {(0.0, 0, None)}


def test_a_county_of_the_scope_without_institutions_is_told() -> None:
    family = collaboration_gaps(demonstrated(counties=(0, 5)), "COUNTY")
    assert Counter(row.county for row in family.rows) == {0: 6, 5: 6}
    assert {row.verdict for row in family.rows if row.county == 0} == {"NO_ACTIVITY"}


def test_a_sector_out_of_scope_is_not_called_inactive() -> None:
    family = collaboration_gaps(demonstrated(sectors=(1, 2)), "COUNTRY")
    assert [(row.sector_a, row.sector_b) for row in family.rows] == [
        ("library", "library"),
        ("library", "museum"),
        ("museum", "museum"),
    ]


def test_a_sector_that_takes_no_part_is_no_activity_and_not_a_gap() -> None:
    works = [["a", "b"], ["b", "c"], ["a", "c"]]
    network = network_of_counties(
        {"HU001": County(dict(zip("abc", SECTORS[:2] + SECTORS[:1], strict=True)), works)},
        {"idle": ("museum", "HU001")},
    )
    rows = by_pair(collaboration_gaps(network, "COUNTY"))
    assert {row.verdict for pair, row in rows.items() if "museum" in pair} == {"NO_ACTIVITY"}


def test_a_law_with_one_point_is_not_enough_data() -> None:
    """One museum and one library in every collaboration: nothing else could have been."""
    network = network_of_counties({"HU001": County({"a": "museum", "b": "library"}, [["a", "b"]] * 4)})
    row = by_pair(collaboration_gaps(network, "COUNTY"))["library", "museum"]
    assert (row.observed, row.interval, row.min_attainable_p) == (4, (4, 4), 1.0)
    assert (row.verdict, row.q_under, row.q_over) == ("INSUFFICIENT_DATA", None, None)


def test_too_little_expected_is_not_enough_data() -> None:
    network = network_of_counties({"HU001": small_county(4)})
    assert {row.verdict for row in collaboration_gaps(network, "COUNTY").rows} <= {"INSUFFICIENT_DATA", "NO_ACTIVITY"}


def test_the_shrunk_ratio_lies_between_the_raw_one_and_one() -> None:
    family = collaboration_gaps(demonstrated(), "COUNTY")
    for row in family.rows:
        assert row.shrunk_range[0] < row.shrunk_ratio < row.shrunk_range[1]
        if row.raw_ratio is not None and row.raw_ratio < 1:
            assert row.raw_ratio < row.shrunk_ratio < 1
    assert 0.5 <= family.strength <= 50


def test_a_large_place_is_told_as_approximate() -> None:
    network = tenfold()
    county, country = (collaboration_gaps(network, level) for level in ("COUNTY", "COUNTRY"))
    assert (county.method, country.method) == ("GAUSSIAN", "GAUSSIAN")
    verdicts = {pair: row.verdict for pair, row in by_pair(country).items()}
    assert verdicts["library", "museum"] == "UNDER_CONNECTED"


def tenfold() -> Network:
    """The demonstration ten times over in the same counties."""
    small = demonstration()
    places, works, members = small.institutions, small.collaborations, small.memberships
    copies, count, held = range(10), len(places.ids), len(works.ids)

    def ids(own: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(f"{copy}:{id_}" for copy in copies for id_ in own)

    def column(own: np.ndarray, step: int = 0) -> np.ndarray:
        return ints(value + copy * step for copy in copies for value in own.tolist())

    def repeated(table: object, **changes: object) -> dict[str, object]:
        plain = {field.name: np.tile(getattr(table, field.name), 10) for field in fields(table) if field.name != "ids"}  # type: ignore[arg-type]
        return plain | changes

    large = replace(
        small,
        institutions=replace(places, **repeated(places, ids=ids(places.ids))),
        collaborations=replace(works, **repeated(works, ids=ids(works.ids))),
        memberships=replace(
            members,
            **repeated(
                members,
                institution=column(members.institution, count),
                collaboration=column(members.collaboration, held),
            ),
        ),
    )
    return network_of(large, Scope(TODAY, "STATE"))


def test_one_block_is_the_row_of_its_county() -> None:
    network = demonstrated()
    row = next(r for r in collaboration_gaps(network, "COUNTY").rows if r.id.endswith("HU223:library:museum"))
    assert row.county is not None
    one = block(network, row.county, 2, 1)
    assert (one.observed, one.participations) == (row.observed, (row.participations_a, row.participations_b))
    assert (one.p_under, one.p_over) == (pytest.approx(row.p_under, rel=1e-12), pytest.approx(row.p_over, rel=1e-12))


def test_a_tie_thought_of_changes_its_block_and_is_not_kept() -> None:
    network = demonstrated()
    library, museum = (int(np.flatnonzero((network.county == 5) & (network.sector == s))[0]) for s in (1, 2))
    before = block(network, 5, 1, 2)
    after = block(network, 5, 1, 2, Changes(add=[[library, museum]]))
    assert after.observed == before.observed + 1
    assert after.observed_ties == before.observed_ties + 1
    assert after.participations == (before.participations[0] + 1, before.participations[1] + 1)
    assert block(network, 5, 1, 2).law.mass.tolist() == before.law.mass.tolist()


def test_two_collaborations_at_once_in_two_counties_are_one_in_the_evidence() -> None:
    """A collaboration that joins the sectors in both counties counts in both strata, and is named once."""
    institutions = {f"{code}:{s}": (s, code) for code in ("HU001", "HU002") for s in ("library", "museum")}
    network = network_of(projection(institutions, {"collab:1": list(institutions)}), Scope(TODAY))
    row = by_pair(collaboration_gaps(network, "COUNTRY"))["library", "museum"]
    assert (row.observed, row.collaborations.tolist()) == (2, [0])

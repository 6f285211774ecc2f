"""Where practices could be adopted: each part by hand, chance by counting, the order, and the demonstration."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.stats import false_discovery_control, hypergeom

from graph_service.errors import RequestError
from graph_service.network.diffusion import PARTS, Diffusion, DiffusionRow, practice_diffusion
from graph_service.network.diffusion.similar import Peers, chance
from graph_service.network.projection import (
    NONE,
    Communities,
    PracticePlaces,
    Practices,
    Projection,
    Responsibilities,
    Settlements,
    Visits,
)
from graph_service.network.sphere import km_between
from tests.network.demonstration import demonstration
from tests.network.small import FOREVER, TODAY, bools, floats, ints, mentors, pairs, projection

ROOT = Path(__file__).parents[2]
KM_PER_DEGREE = math.pi * 6371.0088 / 180
INSTITUTIONS = {
    "inst:a": ("library", "HU001"),
    "inst:b": ("museum", "HU001"),
    "inst:c": ("library", "HU002"),
    "inst:d": ("museum", "HU002"),
}
# Latitudes: one degree is 111.195 km.
POINTS = {"inst:a": (46.0, 19.0), "inst:b": (46.5, 19.0), "inst:c": (47.0, 19.0), "inst:d": (48.0, 19.0)}
DAY = TODAY


def places(*rows: tuple[int, int, int, int, int]) -> PracticePlaces:
    """Rows of practice, institution, community, settlement, day."""
    return PracticePlaces(*(ints(row[column] for row in rows) for column in range(5)))


def world() -> Projection:
    """Two counties, each with a seat of its own, and one more settlement (2) in the second; `inst:d` lies in it.

    Practice 0 is owned by `inst:a` and adopted by the community (of settlement 1); practice 1 has nobody.
    """
    rows = projection(INSTITUTIONS, {"collab:1": ["inst:a", "inst:b"], "collab:2": ["inst:b", "inst:c"]}, points=POINTS)
    return replace(
        rows,
        themes=("heritage", "reading", "youth"),
        settlements=Settlements(
            ("settlement:0", "settlement:1", "settlement:2"),
            ("A", "B", "C"),
            ints([0, 1, 1]),
            floats([46.0, 47.0, 48.0]),
            floats([19.0, 19.0, 19.0]),
            ints([1_000, 4_000, 25_000]),
            ints([0, 3, NONE]),
        ),
        counties=replace(rows.counties, seat=ints([0, 1])),
        institutions=replace(rows.institutions, settlement=ints([0, 0, 1, 2])),
        communities=Communities(("comm:1",), ints([1]), ints([1]), floats([47.2]), floats([19.0]), bools([False])),
        mentors=mentors("mentor:1", "mentor:2"),
        practices=Practices(("practice:0", "practice:1"), ints([DAY - 500, DAY - 400]), bools([False, False])),
        owners=places((0, 0, NONE, 0, DAY - 500)),
        adoptions=places((0, NONE, 0, 1, DAY - 100)),
        # collab:1 is about heritage and youth, collab:2 about youth; practice 0 about youth and reading.
        collaboration_themes=pairs((0, 0), (0, 2), (1, 2)),
        practice_themes=pairs((0, 1), (0, 2)),
        mentorings=pairs((0, 0)),
        responsibilities=Responsibilities(
            ints([0]), ints([2]), floats([48.0]), floats([19.0]), ints([DAY - 50]), ints([FOREVER])
        ),
    )


def row_of(found: Diffusion, institution: str, practice: str = "practice:0") -> DiffusionRow:
    [row] = [row for row in found if row.key == f"{practice}|{institution}"]
    return row


def test_size_compares_with_the_median_population_of_where_the_practice_is() -> None:
    found = practice_diffusion(world(), DAY)
    # The practice is in settlements of 1,000 and 4,000: median 2,500.
    assert row_of(found, "inst:b").parts["size"] == pytest.approx(1 - math.log(2.5) / math.log(10), abs=1e-12)
    assert row_of(found, "inst:d").parts["size"] == pytest.approx(0.0, abs=1e-12)  # ten times as many


def test_a_settlement_counts_once_however_many_there_have_the_practice() -> None:
    rows = world()
    more = replace(rows, adoptions=places((0, NONE, 0, 1, DAY - 100), (0, 2, NONE, 1, DAY - 90)))
    assert (
        row_of(practice_diffusion(more, DAY), "inst:b").parts["size"]
        == row_of(practice_diffusion(rows, DAY), "inst:b").parts["size"]
    )


def test_disadvantage_is_the_distance_of_ranks_and_none_where_the_rank_is_unknown() -> None:
    found = practice_diffusion(world(), DAY)
    assert row_of(found, "inst:c").parts["disadvantage"] == pytest.approx(0.5, abs=1e-12)  # 3 against 1.5
    assert row_of(found, "inst:d").parts["disadvantage"] is None


def test_sector_is_the_share_of_institutions_with_the_practice_that_are_of_it() -> None:
    rows = world()
    rows = replace(rows, owners=places((0, 0, NONE, 0, DAY - 500), (0, 2, NONE, 1, DAY - 500)))
    found = practice_diffusion(replace(rows, adoptions=places((0, 3, NONE, 2, DAY - 5))), DAY)
    assert row_of(found, "inst:b").parts["sector"] == pytest.approx(1 / 3, abs=1e-12)


def test_sector_is_none_where_only_communities_have_the_practice() -> None:
    found = practice_diffusion(replace(world(), owners=places()), DAY)
    assert row_of(found, "inst:b").parts["sector"] is None


def test_themes_are_compared_by_a_jaccard_in_which_rare_ones_weigh_more() -> None:
    # Of four institutions 2 have heritage (a, b), 3 youth (a, b, c), 1 reading (a, who owns the practice).
    heritage, youth, reading = -math.log(2 / 4), -math.log(3 / 4), -math.log(1 / 4)
    found = practice_diffusion(world(), DAY)
    wanted = youth / (heritage + youth + reading)
    assert row_of(found, "inst:b").parts["theme"] == pytest.approx(wanted, abs=1e-12)
    assert row_of(found, "inst:c").parts["theme"] == pytest.approx(youth / (youth + reading), abs=1e-12)


def test_an_institution_of_which_no_theme_is_known_has_no_theme_part() -> None:
    assert row_of(practice_diffusion(world(), DAY), "inst:d").parts["theme"] is None


def test_peers_are_the_share_of_similar_settlements_and_none_where_the_settlement_cannot_be_compared() -> None:
    found = practice_diffusion(world(), DAY)
    # Settlement 2 has no rank, so 0 and 1 are the only peers, of each other; both have the practice.
    row = row_of(found, "inst:b")
    assert (row.parts["peers"], row.peers, row.adopting_peers) == (1.0, (1,), (1,))
    assert (row.expected_peers, row.p) == (1.0, 1.0)
    other = row_of(found, "inst:d")
    assert (other.parts["peers"], other.peers, other.p, other.q) == (None, (), None, None)


def test_reach_is_half_nearness_and_half_a_mentor_who_works_with_one_that_has_it() -> None:
    found = practice_diffusion(world(), DAY)
    row = row_of(found, "inst:d")
    # The community lies 0.8 degrees away; its mentor is responsible for the settlement of `inst:d`.
    assert row.nearest_km == pytest.approx(0.8 * KM_PER_DEGREE, abs=1e-9)
    assert (row.nearest_community, row.nearest_institution, row.nearest_settlement, row.mentors) == (0, None, 1, 1)
    assert row.parts["reach"] == pytest.approx((math.exp(-0.8 * KM_PER_DEGREE / 30) + 1) / 2, abs=1e-12)
    without = row_of(found, "inst:b")
    assert without.mentors == 0
    assert without.parts["reach"] == pytest.approx(math.exp(-0.5 * KM_PER_DEGREE / 30) / 2, abs=1e-12)


def test_a_mentor_counts_by_a_visit_and_not_once_the_responsibility_is_over() -> None:
    rows = world()
    over = replace(rows, responsibilities=replace(rows.responsibilities, end=ints([DAY - 1])))
    assert row_of(practice_diffusion(over, DAY), "inst:d").mentors == 0
    visited = replace(over, visits=Visits(ints([0, 0]), ints([NONE, NONE]), ints([3, 1]), ints([DAY, DAY + 1])))
    found = practice_diffusion(visited, DAY)
    assert (row_of(found, "inst:d").mentors, row_of(found, "inst:b").mentors) == (1, 0)


def test_another_organisation_that_owns_a_practice_stands_for_its_settlement() -> None:
    rows = replace(world(), owners=places((0, NONE, NONE, 2, DAY - 500)), adoptions=places())
    row = row_of(practice_diffusion(rows, DAY), "inst:c")
    assert row.parts["size"] == pytest.approx(1 - math.log(25 / 4) / math.log(10), abs=1e-12)
    assert (row.parts["sector"], row.nearest_km) == (None, pytest.approx(KM_PER_DEGREE, abs=1e-9))
    assert (row.nearest_institution, row.nearest_community, row.nearest_settlement) == (None, None, 2)


def test_the_score_is_the_plain_mean_of_the_parts_that_can_be_told() -> None:
    for row in practice_diffusion(world(), DAY, min_parts=1):
        told = [value for value in row.parts.values() if value is not None]
        assert row.score == pytest.approx(sum(told) / len(told), abs=1e-12)
        assert tuple(row.parts) == PARTS


def test_pairs_with_fewer_parts_than_asked_for_are_left_out_and_counted() -> None:
    rows = world()
    assert Counter(sum(value is not None for value in row.parts.values()) for row in practice_diffusion(rows, DAY)) == {
        6: 2,
        3: 1,
    }
    few = practice_diffusion(rows, DAY, min_parts=4)
    # Practice 1 has nobody and no theme: four pairs; and of practice 0 that with `inst:d`.
    assert (sorted(row.institution for row in few), few.left_out) == ([1, 2], 5)


def test_who_has_the_practice_is_no_candidate_and_before_the_adoption_the_adopter_is() -> None:
    rows = replace(world(), adoptions=places((0, 2, NONE, 1, DAY - 100)))
    assert {row.institution for row in practice_diffusion(rows, DAY)} == {1, 3}
    assert {row.institution for row in practice_diffusion(rows, DAY - 101, min_parts=1)} == {1, 2, 3}


def test_a_practice_is_not_there_before_it_is_published() -> None:
    assert len(practice_diffusion(world(), DAY - 501, min_parts=1)) == 0


def test_homebound_is_false_after_an_adoption_in_another_county_and_none_without_an_owner() -> None:
    rows = world()
    assert row_of(practice_diffusion(rows, DAY), "inst:b").homebound is False
    assert row_of(practice_diffusion(rows, DAY - 101), "inst:b").homebound is True
    orphaned = practice_diffusion(replace(rows, owners=places()), DAY)
    assert row_of(orphaned, "inst:b").homebound is None


def test_one_practice_or_one_settlement_gives_the_same_rows_as_the_whole() -> None:
    rows = demonstration()
    day = rows.today
    whole = practice_diffusion(rows, day)
    practice, settlement = 17, int(rows.institutions.settlement[100])
    one = practice_diffusion(rows, day, practice=practice)
    assert list(one) == whole[:0] + [whole[place] for place in np.flatnonzero(whole.practice == practice)]
    there = practice_diffusion(rows, day, settlement=settlement)
    at = rows.institutions.settlement[whole.institution] == settlement
    assert list(there) == [whole[place] for place in np.flatnonzero(at)]
    assert len(there) > 100


def test_rows_stand_by_score_then_practice_then_institution() -> None:
    found = practice_diffusion(demonstration(), demonstration().today)
    scores = (-np.round(found.score, 12)).tolist()
    keys = list(zip(scores, found.practice.tolist(), found.institution.tolist(), strict=True))
    assert keys == sorted(keys)
    assert len(set(keys)) == len(found) == 77_605
    assert found.key(5) == found[5].key
    assert found[-1].score <= found[0].score <= 1


def test_24_practices_of_the_demonstration_never_left_their_county() -> None:
    manifest = json.loads((ROOT / "seed" / "manifest.json").read_text(encoding="utf-8"))
    [planted] = [ids for name, ids in manifest["planted"].items() if name.startswith("27 ")]
    rows = demonstration()
    found = practice_diffusion(rows, rows.today)
    assert sorted(rows.practices.ids[row] for row in np.flatnonzero(found.homebound)) == sorted(planted)
    shown = [next(row for row in practice_diffusion(rows, rows.today, practice=practice)) for practice in (0, 4)]
    assert [row.homebound for row in shown] == [bool(found.homebound[row.practice]) for row in shown]
    # Nobody is known to have the four real practices.
    assert (len(planted), found.left_out) == (24, 4 * 720)


def test_parts_of_the_demonstration_lie_between_0_and_1() -> None:
    found = practice_diffusion(demonstration(), demonstration().today)
    told = found.parts[~np.isnan(found.parts)]
    assert (told.min() >= 0, told.max() <= 1) == (True, True)
    assert np.isnan(found.parts).any(axis=0).tolist() == [False, False, True, True, False, False]


def test_the_chance_of_so_many_peers_is_hypergeometric_and_adjusted_within_a_practice() -> None:
    rows = demonstration()
    found = practice_diffusion(rows, rows.today, practice=40)
    settlements = {int(row) for row in found.base.settlements}
    having = {int(row) for row in found.holders.settlement[found.holders.practice == 40]} & settlements
    p = {}
    for row in found:
        seat = int(rows.institutions.settlement[row.institution])
        elsewhere = having - {seat}
        assert row.expected_peers == pytest.approx(10 * len(elsewhere) / (len(settlements) - 1), abs=1e-12)
        tail = hypergeom.sf(len(row.adopting_peers) - 1, len(settlements) - 1, len(elsewhere), 10)
        assert row.p == pytest.approx(tail, abs=1e-12)
        p[seat] = row.p
    q = dict(zip(p, false_discovery_control(list(p.values()), method="bh").tolist(), strict=True))
    assert all(row.q == pytest.approx(q[int(rows.institutions.settlement[row.institution])]) for row in found)
    assert len(p) > 300


def test_the_chance_line_equals_counting_all_choices_of_peers() -> None:
    held = np.array([[1.0], [0.0], [1.0], [1.0], [0.0], [0.0]])
    base = Peers(ints(range(6)), np.zeros((6, 3), dtype=np.int32))
    others = [1.0, 0.0, 1.0, 1.0, 0.0]  # as the last settlement sees it
    for seen in (0, 1, 2, 3):
        expected, p = chance(base, held, np.full((6, 1), float(seen)))
        drawn = [sum(choice) for choice in combinations(others, 3)]
        assert p[5, 0] == pytest.approx(sum(hits >= seen for hits in drawn) / len(drawn), abs=1e-15)
        assert expected[5, 0] == pytest.approx(sum(drawn) / len(drawn), abs=1e-15)


def test_peers_are_the_nearest_by_z_scores_as_counted_one_by_one() -> None:
    rows = demonstration()
    found = practice_diffusion(rows, rows.today, practice=0)
    table, base = rows.settlements, found.base.settlements
    seats = rows.counties.seat[table.county[base]]
    km = km_between(table.latitude[base], table.longitude[base], table.latitude[seats], table.longitude[seats])
    features = np.stack([np.log(table.population[base]), table.disadvantage[base], np.log(1 + km)], axis=1)
    scores = (features - features.mean(axis=0)) / features.std(axis=0)
    for row in found[:40]:
        own = int(np.flatnonzero(base == rows.institutions.settlement[row.institution])[0])
        apart = [(float(((scores[own] - other) ** 2).sum()), place) for place, other in enumerate(scores)]
        nearest = sorted(pair for pair in apart if pair[1] != own)[:10]
        assert list(row.peers) == [int(base[place]) for _, place in nearest]


def test_what_begins_after_the_day_changes_nothing() -> None:
    rows = demonstration()
    day = rows.today - 183
    begins = {"adoptions": "day", "owners": "day", "visits": "day"} | dict.fromkeys(
        ("memberships", "responsibilities", "mentorings"), "start"
    )
    cut = replace(rows, **{name: until(getattr(rows, name), column, day) for name, column in begins.items()})
    assert all(
        len(getattr(getattr(cut, name), at)) < len(getattr(getattr(rows, name), at)) for name, at in begins.items()
    )
    whole, known = practice_diffusion(rows, day), practice_diffusion(cut, day)
    assert bytes_of(whole) == bytes_of(known)


def bytes_of(found: Diffusion) -> bytes:
    columns = (found.practice, found.institution, found.score, found.parts, found.q, found.nearest_km, found.mentors)
    return b"".join(np.ascontiguousarray(column).tobytes() for column in columns)


def until(table: Any, column: str, day: int) -> Any:
    """The rows of a table of which `column` is not after `day`."""
    kept = getattr(table, column) <= day
    return type(table)(*(getattr(table, field)[kept] for field in table.__dataclass_fields__))


@pytest.mark.parametrize("parts", [0, 7])
def test_fewer_than_one_or_more_than_six_parts_are_refused(parts: int) -> None:
    with pytest.raises(RequestError) as refused:
        practice_diffusion(world(), DAY, min_parts=parts)
    assert (refused.value.code, refused.value.values["value"]) == ("NUMBER_RANGE", parts)


def test_more_pairs_than_a_request_may_look_at_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph_service.network.diffusion.table.MOST_PAIRS", 7)
    with pytest.raises(RequestError) as refused:
        practice_diffusion(world(), DAY)
    assert (refused.value.code, refused.value.values["cost"]) == ("SCOPE_TOO_LARGE", 8)
    assert len(practice_diffusion(world(), DAY, practice=0)) == 3


def test_real_and_invented_data_can_be_kept_apart() -> None:
    rows = world()
    rows = replace(rows, institutions=replace(rows.institutions, real=bools([True, True, False, False])))
    assert practice_diffusion(rows, DAY).is_synthetic
    assert len(practice_diffusion(rows, DAY, real=True)) == 0  # both practices are invented
    assert {row.institution for row in practice_diffusion(rows, DAY, real=False)} == {2, 3}


def test_an_empty_graph_has_no_candidates() -> None:
    assert list(practice_diffusion(projection({}, {}), DAY)) == []
    seatless = replace(world(), counties=replace(world().counties, seat=ints([NONE, NONE])))
    assert all(row.parts["peers"] is None for row in practice_diffusion(seatless, DAY))


def test_two_processes_give_equal_bytes() -> None:
    program = (
        "import hashlib; from tests.network.demonstration import demonstration; "
        "from tests.network.test_diffusion import bytes_of, practice_diffusion; rows = demonstration(); "
        "print(hashlib.sha256(bytes_of(practice_diffusion(rows, rows.today))).hexdigest())"
    )
    said = {
        subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, capture_output=True, text=True).stdout
        for _ in range(2)
    }
    assert len(said) == 1

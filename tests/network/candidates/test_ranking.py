"""Candidates in order with their reasons: what is told of a pair, and what is not without a better model."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from graph_service.network.candidates import CODES, MODELLED, Candidates, backtest, candidates
from graph_service.network.network import Scope
from graph_service.network.projection import NONE, Projection, Sessions, Visits
from tests.network.demonstration import demonstration
from tests.network.oracles.planted_effect import planted_effect
from tests.network.small import TODAY, floats, ints, mentors, pairs, projection


def planted(**chosen: object) -> Candidates:
    """The candidates of the planted effect."""
    scope = Scope(TODAY)
    return candidates(planted_effect(), scope, tested=backtest(planted_effect(), scope), **chosen)  # type: ignore[arg-type]


def ids(found: Candidates) -> list[tuple[str, str]]:
    """The pairs in order."""
    names = found.features.known.network.projection.institutions.ids
    return [(names[one.a], names[one.b]) for one in found]


def small() -> Projection:
    """a and b share the partners x and y, a mentor, a session and a theme; c is a kilometre away."""
    sectors = {"a": "museum", "b": "library", "c": "library", "x": "museum", "y": "museum"}
    works = {"w1": ("a", "x"), "w2": ("b", "x"), "w3": ("a", "y"), "w4": ("b", "y")}
    plain = projection(
        {id_: (sector, "HU001") for id_, sector in sectors.items()}, works, points={"c": (47.0090, 19.0)}
    )
    return replace(
        plain,
        themes=("t0", "t1"),
        collaboration_themes=pairs((0, 1), (1, 1)),
        sessions=Sessions(("s0", "s1"), ints([TODAY - 9, TODAY - 5]), ints([9, 9])),
        attendances=pairs((0, 0), (1, 0), (1, 1)),
        mentors=mentors("m0", "m1"),
        visits=Visits(ints([1, 1]), ints([NONE, NONE]), ints([0, 1]), ints([TODAY - 9, TODAY - 8])),
        offices=pairs((0, 0), (1, 0)),
    )


def test_contributions_and_intercept_add_up_to_the_logit_of_every_pair() -> None:
    found = planted()
    probabilities, terms = found.probabilities, found.contributions
    assert found.ranking == "MODEL"
    assert probabilities is not None
    assert terms is not None
    assert found.model is not None
    assert len(terms) == len(found) > 3000
    logits = np.log(probabilities / (1 - probabilities))
    assert np.abs(terms.sum(axis=1) + found.model.intercept - logits).max() < 1e-9
    assert np.all(np.diff(probabilities) <= 0)
    assert np.all((probabilities > 0) & (probabilities < 1))


def test_rows_tell_the_same_as_the_columns() -> None:
    found = planted()
    probabilities, terms = found.probabilities, found.contributions
    assert probabilities is not None
    assert terms is not None
    for place in (0, 1, 57, len(found) - 1):
        row = found.row(place)
        assert row.rank == place + 1
        assert row.probability == probabilities[place]
        given = {part.code: part.contribution for part in row.parts}
        assert [given[code] for code in MODELLED] == terms[place].tolist()
        assert given["RESOURCE_ALLOCATION"] is None


def test_the_first_candidates_share_a_mentor_where_that_is_planted() -> None:
    assert [row.shared_mentors for row in list(planted())[:50]] == [1] * 50


def test_under_a_simple_rule_nothing_is_told_of_chances_and_contributions() -> None:
    of = demonstration()
    found = candidates(of, Scope(of.today))
    assert (found.ranking, found.model, found.probabilities, found.contributions) == ("DISTANCE", None, None, None)
    row = found.row(0)
    assert row.probability is None
    assert [part.contribution for part in row.parts] == [None] * len(CODES)
    assert all(part.raw is not None for part in row.parts if part.code != "THEMES")
    kilometres = [one.km for one in found]
    assert kilometres == sorted(kilometres)  # type: ignore[type-var]


def test_a_row_tells_what_speaks_for_the_pair() -> None:
    found = candidates(small(), Scope(TODAY))
    row = next(one for one in found if (one.a, one.b) == (0, 1))
    assert found.ranking == "ADAMIC_ADAR"  # nothing was formed that could tell which rule is best
    assert row.rank == 1
    assert row.common_partners == (3, 4)
    assert (row.shared_mentors, row.mentor_counties) == (1, (0,))
    assert (row.sessions, row.themes, row.collaborations) == ((1,), (1,), (2, 2))
    assert [(part.code, part.unit) for part in row.parts][:2] == [
        ("DISTANCE", "km"),
        ("ADAMIC_ADAR", "sum over common partners of 1/ln(ties)"),
    ]


def test_what_is_not_defined_is_none() -> None:
    unknown = replace(small(), institutions=replace(small().institutions, latitude=floats([np.nan] + [47.0] * 4)))
    row = next(one for one in candidates(unknown, Scope(TODAY)) if (one.a, one.b) == (0, 1))
    assert row.km is None
    assert row.parts[CODES.index("DISTANCE")].raw is None
    bare = next(one for one in candidates(replace(small(), collaboration_themes=pairs()), Scope(TODAY)))
    assert bare.parts[CODES.index("THEMES")].raw is None


def test_rejected_pairs_are_left_out_in_either_order_and_the_others_move_up() -> None:
    whole = ids(planted())
    one, other = whole[0], whole[5]
    found = planted(rejected={one, (other[1], other[0]), ("inst:none", "inst:00:00")})
    assert ids(found) == [pair for pair in whole if pair not in (one, other)]
    assert found.ranks.tolist() == list(range(1, len(whole) - 1))


def test_one_institution_sees_its_part_of_the_whole_ranking() -> None:
    whole = planted()
    chosen = planted(institution=17)
    expected = [(row.rank, row.a, row.b) for row in whole if 17 in (row.a, row.b)]
    assert [(row.rank, row.a, row.b) for row in chosen] == expected
    assert len(expected) > 10


def test_across_sectors_only_keeps_ranks() -> None:
    sector = planted_effect().institutions.sector
    whole = planted()
    chosen = planted(cross_sector_only=True)
    assert [row.rank for row in chosen] == [row.rank for row in whole if sector[row.a] != sector[row.b]]
    assert 0 < len(chosen) < len(whole)


def test_an_institution_outside_the_scope_has_no_candidates() -> None:
    found = candidates(planted_effect(), Scope(TODAY, counties=(0,)), institution=299)
    assert len(found) == 0
    assert len(candidates(planted_effect(), Scope(TODAY, counties=(0,)), institution=3)) > 0


def test_an_empty_scope_has_no_candidates() -> None:
    found = candidates(projection({}, {}), Scope(TODAY))
    assert (len(found), list(found), found.backtest.verdict) == (0, [], "TOO_FEW_POSITIVES")


def test_the_backtest_at_hand_changes_nothing() -> None:
    one, other = planted(), candidates(planted_effect(), Scope(TODAY))
    assert one.order.tobytes() == other.order.tobytes()
    assert one.backtest.auc == other.backtest.auc

"""Derived ties: one a pair, from the smaller id, with what the declaration computes from all that both have."""

from __future__ import annotations

from datetime import date

import pytest

from graph_service.model import load_model
from graph_service.writes.tie_texts import TieTexts
from graph_service.writes.ties import Share, shared_ties

MODEL = load_model()
COOPERATION = MODEL.relationships["COOPERATES_WITH"]
PRACTICE = MODEL.relationships["SHARES_PRACTICE_WITH"]
MEMBERS = {
    "inst:a": {"sector": "museum", "county": "county:1"},
    "inst:b": {"sector": "library", "county": "county:1"},
    "inst:c": {"sector": "library", "county": "county:2"},
}


def part(institution: str, collaboration: str, day: str | None, type_: str = "joint_event") -> Share:
    return Share(f"inst:{institution}", collaboration, date.fromisoformat(day) if day else None, type_)


def test_since_is_the_later_day_of_both() -> None:
    ties = shared_ties(COOPERATION, MEMBERS, [part("b", "k1", "2018-05-01"), part("a", "k1", "2017-01-01")])
    assert ties == {
        ("inst:a", "inst:b"): {
            "weight": 1,
            "since": date(2018, 5, 1),
            "types": ["joint_event"],
            "crossSector": True,
            "crossCounty": False,
        }
    }


def test_since_is_the_earliest_of_all_shared_collaborations() -> None:
    parts = [
        part("a", "k1", "2017-01-01"),
        part("b", "k1", "2019-01-01"),
        part("a", "k2", "2018-02-01", "methodology_support"),
        part("b", "k2", "2018-01-01", "methodology_support"),
    ]
    tie = shared_ties(COOPERATION, MEMBERS, parts)["inst:a", "inst:b"]
    assert (tie["weight"], tie["since"]) == (2, date(2018, 2, 1))
    assert tie["types"] == ["joint_event", "methodology_support"]


def test_parallel_parts_of_one_institution_count_once_from_the_first() -> None:
    parts = [part("a", "k1", "2019-01-01"), part("a", "k1", "2017-01-01"), part("b", "k1", "2017-06-01")]
    tie = shared_ties(COOPERATION, MEMBERS, parts)["inst:a", "inst:b"]
    assert (tie["weight"], tie["since"]) == (1, date(2017, 6, 1))


@pytest.mark.parametrize(
    ("days", "since"),
    [((None, None), None), ((None, "2018-01-01"), date(2018, 1, 1)), (("2019-01-01", "2018-01-01"), date(2019, 1, 1))],
)
def test_a_day_that_is_not_known_decides_nothing(days: tuple[str | None, str | None], since: date | None) -> None:
    shares = [part("a", "practice:1", days[0]), part("b", "practice:1", days[1])]
    assert shared_ties(PRACTICE, MEMBERS, shares)["inst:a", "inst:b"] == {
        "weight": 1,
        "since": since,
        "crossCounty": False,
    }


def test_a_node_has_no_tie_with_itself() -> None:
    assert shared_ties(COOPERATION, MEMBERS, [part("a", "k1", "2019-01-01"), part("a", "k1", "2017-01-01")]) == {}


def test_three_in_one_collaboration_make_three_ties() -> None:
    ties = shared_ties(COOPERATION, MEMBERS, [part(name, "k1", "2018-01-01") for name in "cab"])
    assert {pair: (tie["crossSector"], tie["crossCounty"]) for pair, tie in ties.items()} == {
        ("inst:a", "inst:b"): (True, False),
        ("inst:a", "inst:c"): (True, True),
        ("inst:b", "inst:c"): (False, True),
    }


@pytest.mark.parametrize(("only", "pairs"), [("a", {"ab", "ac"}), ("c", {"ac", "bc"}), ("", set())])
def test_only_gives_the_ties_that_touch(only: str, pairs: set[str]) -> None:
    parts = [part(name, "k1", "2018-01-01") for name in "abc"]
    ties = shared_ties(COOPERATION, MEMBERS, parts, {f"inst:{name}" for name in only})
    assert {one[-1] + other[-1] for one, other in ties} == pairs


def test_what_is_computed_for_each_question_is_not_stored() -> None:
    assert [type_.type for type_ in MODEL.stored_ties] == [
        "COOPERATES_WITH",
        "SHARES_MENTOR_WITH",
        "SHARES_PRACTICE_WITH",
        "SHARES_TRAINING_WITH",
    ]


def test_the_statements_follow_the_declared_steps_and_days() -> None:
    texts = TieTexts(MODEL, MODEL.relationships["SHARES_TRAINING_WITH"])
    assert texts.shares == (
        "UNWIND $ids AS id MATCH (n:Node {id: id}) MATCH (n)<-[r0:EMPLOYED_BY]-(x0)-[r1:ATTENDED]->(k:TrainingSession) "
        "RETURN collect([n.id, k.id, [toString(r0.from), toString(k.startDate)], null]) AS found"
    )
    assert "[toString(coalesce(r0.from, k.startDate))], k.type]" in TieTexts(MODEL, COOPERATION).shares

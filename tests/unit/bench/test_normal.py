"""The three shapes of an answer become one JSON, and a difference is named by its place."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from bench.completion import fields_of
from bench.handwritten import nested, one_row
from bench.questions import nested_question, one_row_question
from bench.sides import difference

ROW = one_row_question("inst:1")
NESTED = nested_question("HU223", 20)
FACTS = {"id": "inst:1", "institutionType": "city_library", "socialised": True, "staffCount": None, "website": None}
PARTNER = {"id": "inst:2", "name": {"hu": "Múzeum"}, "sector": "MUSEUM"}
OURS: dict[str, Any] = {
    "institutions": {
        "nodes": [
            {
                "id": "inst:1",
                "name": {"hu": "Könyvtár"},
                "sector": "LIBRARY",
                "collaborations": {
                    "totalCount": 7,
                    "edges": [
                        {
                            "role": "HOST",
                            "node": {
                                "id": "collab:1",
                                "name": {"hu": "Közös olvasás"},
                                "type": "JOINT_EVENT",
                                "startDate": "2018-03-01",
                                "institutions": {"totalCount": 4, "nodes": [PARTNER]},
                            },
                        }
                    ],
                },
            }
        ]
    }
}
RIVAL: dict[str, Any] = {
    "institutions": [
        {
            "id": "inst:1",
            "nameHu": "Könyvtár",
            "sector": "library",
            "collaborationsConnection": {
                "totalCount": 7,
                "edges": [
                    {
                        "properties": {"role": "host"},
                        "node": {
                            "id": "collab:1",
                            "nameHu": "Közös olvasás",
                            "type": "joint_event",
                            "startDate": "2018-03-01",
                            "institutionsConnection": {
                                "totalCount": 4,
                                "edges": [{"node": {"id": "inst:2", "nameHu": "Múzeum", "sector": "museum"}}],
                            },
                        },
                    }
                ],
            },
        }
    ]
}


class Day:
    """Stands for the driver's date."""

    def iso_format(self) -> str:
        return "2018-03-01"


def test_one_row_is_equal_from_all_sides() -> None:
    ours = {
        "institution": {
            **FACTS,
            "name": {"hu": "A", "en": None},
            "sector": "LIBRARY",
            "institutionType": "CITY_LIBRARY",
        }
    }
    hand = one_row({**FACTS, "name": {"hu": "A", "en": None}, "sector": "library"})
    rival = {"institutions": [{**FACTS, "nameHu": "A", "nameEn": None, "sector": "library"}]}
    assert difference(ROW.ours(ours), ROW.hand(hand)) is None
    assert difference(ROW.ours(ours), ROW.rival(rival)) is None


def test_nested_is_equal_from_all_sides() -> None:
    edge = ["host", "collab:1", "Közös olvasás", "joint_event", Day(), [["inst:2", "Múzeum", "museum"]], 4]
    hand = nested([["inst:1", "Könyvtár", "library", 7, [edge]]])
    assert difference(NESTED.ours(OURS), NESTED.hand(hand)) is None
    assert difference(NESTED.ours(OURS), NESTED.rival(RIVAL)) is None


def test_normalising_hides_no_order() -> None:
    other = copy.deepcopy(RIVAL)
    edge = other["institutions"][0]["collaborationsConnection"]["edges"][0]
    partner = {"node": {"id": "inst:3", "nameHu": "B", "sector": "museum"}}
    edge["node"]["institutionsConnection"]["edges"].append(partner)
    assert "partners" in (difference(NESTED.ours(OURS), NESTED.rival(other)) or "")


@pytest.mark.parametrize(
    ("one", "other"), [(1, True), (1, 1.0), (0, False), (None, ""), ({"a": 1}, {"b": 1}), ([], {})]
)
def test_values_of_different_kinds_differ(one: object, other: object) -> None:
    assert difference(one, other) is not None


def test_the_place_of_a_difference_is_named() -> None:
    assert difference({"a": [{"b": 1}]}, {"a": [{"b": 2}]}) == "$.a[0].b: 1 against 2"


def test_fields_are_counted_at_any_depth() -> None:
    assert fields_of({"a": {"b": 1, "c": [{"d": 1}, {"d": 2}]}, "e": None}) == 6

"""A document as a bounded look-up: nothing counted, pages no longer than they were."""

from __future__ import annotations

from graphql import parse, print_ast

from bench.first_pages import first_pages, rows_of
from bench.questions import Question, defaults_of

DOCUMENT = """
query Q($county: String! = "HU223", $first: Int! = 50, $least: Int = 2) {
  county(nuts3: $county) {
    id
    institutions(first: $first) {
      totalCount
      pageInfo { hasNextPage }
      nodes { id partners: cooperatesWith(first: 20) { totalCount edges { weight node { id } } } }
    }
    events(first: 5) { totalCount }
  }
  counted: mentors(where: {communities: {count: {gte: $least}}}) { totalCount aggregate { count } }
}
"""
PARTNERS = [{"weight": 1, "node": {"id": "inst:2"}}] * 3
ANSWER = {
    "county": {
        "id": "county:HU223",
        "institutions": {
            "totalCount": 2,
            "pageInfo": {"hasNextPage": False},
            "nodes": [
                {"id": "inst:1", "partners": {"totalCount": 3, "edges": PARTNERS}},
                {"id": "inst:3", "partners": {"totalCount": 0, "edges": []}},
            ],
        },
        "events": {"totalCount": 7},
    },
    "counted": {"totalCount": 9, "aggregate": {"count": 9}},
}
BOUNDED = """
query Q($county: String! = "HU223", $first: Int! = 50) {
  county(nuts3: $county) {
    id
    institutions(first: $first) {
      pageInfo { hasNextPage }
      nodes { id partners: cooperatesWith(first: 3) { edges { weight node { id } } } }
    }
  }
}
"""


def test_counts_go_and_pages_are_as_long_as_they_were() -> None:
    question = Question("q01", "1", defaults_of(DOCUMENT), DOCUMENT, dict, dict)
    bounded = first_pages(question, ANSWER)
    assert bounded.document == print_ast(parse(BOUNDED))
    assert bounded.variables == {"county": "HU223", "first": 2}


def test_objects_are_counted_at_any_depth() -> None:
    assert rows_of(PARTNERS) == 6
    assert rows_of({"a": None, "b": [{"c": 1}, {"c": {"d": 2}}]}) == 4

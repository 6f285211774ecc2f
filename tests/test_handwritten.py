"""A third voice: statements written by hand say the same as the committed answers, on both engines."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from graph_service.cypher import Statement
from graph_service.store.store import Store
from tests.case_files import Case

pytestmark = pytest.mark.anyio

FOLDER = Path(__file__).parent / "handwritten"
Rows = list[dict[str, Any]]


def answer(name: str) -> Any:
    return Case(name).answer


def who_cooperates() -> Rows:
    found = []
    for tie in answer("ties/who_cooperates")["county"]["cooperation"]["nodes"]:
        x, y = (end["id"] for end in tie["institutions"])
        ks = [node["id"] for node in tie["collaborations"]["nodes"]]
        found.append({"x": x, "y": y, "since": tie["since"], "weight": tie["weight"], "ks": ks})
    return found


def of_many_counties() -> Rows:
    nodes = answer("ties/of_many_counties")["counties"]["nodes"]
    return [
        {
            "nuts3": n["nuts3"],
            "ties": n["cooperation"]["totalCount"],
            "alone": n["institutions"]["totalCount"],
        }
        for n in nodes
    ]


def targets() -> Rows:
    nodes = answer("programme/targets")["programme"]["indicators"]["nodes"]
    return [
        {
            "code": n["code"],
            "target": n["target"],
            "computed": n["computed"]["value"],
            "reported": n["reported"]["totalCount"],
        }
        for n in nodes
    ]


def counted() -> Rows:
    nodes = answer("programme/targets")["programme"]["indicators"]["nodes"]
    return [{n["code"]: int(n["computed"]["value"]) for n in nodes}]


def county_map() -> Rows:
    nodes = answer("questions/county_map")["county"]["institutions"]["nodes"]
    return [{"id": n["id"], **n["location"], "socialised": n["socialised"]} for n in nodes]


def unmentored_places() -> Rows:
    edges = answer("questions/unmentored_places")["programme"]["reached"]["edges"]
    return [{"id": edge["node"]["id"], "reached": edge["on"]} for edge in edges]


def untrained_employees() -> Rows:
    nodes = answer("questions/untrained_employees")["institutions"]["nodes"]
    ordered = [{"id": n["id"], "nuts3": n["county"]["nuts3"]} for n in nodes]
    assert len(ordered) == 6
    return ordered


def settlement_page() -> Rows:
    page = answer("questions/settlement_page")["settlement"]
    return [
        {
            "communities": [n["id"] for n in page["communities"]["nodes"]],
            "institutions": [n["id"] for n in page["institutions"]["nodes"]],
            "events": [n["name"]["hu"] for n in page["events"]["nodes"]],
        }
    ]


def ids(name: str, key: str) -> Callable[[], Rows]:
    return lambda: [{"id": n["id"]} for n in answer(name)[key]["nodes"]]


def symmetric() -> Rows:
    edges = answer("relationships/symmetric")["institution"]["cooperatesWith"]["edges"]
    return [{"id": edge["node"]["id"], "weight": edge["weight"]} for edge in edges]


SHAPES: dict[str, Callable[[], Rows]] = {
    "ties__who_cooperates": who_cooperates,
    "ties__of_many_counties": of_many_counties,
    "programme__targets": targets,
    "programme__counted": counted,
    "questions__county_map": county_map,
    "questions__unmentored_places": unmentored_places,
    "questions__untrained_employees": untrained_employees,
    "questions__settlement_page": settlement_page,
    "filters__anchored_twice_removed": ids("filters/anchored_twice_removed", "institutions"),
    "filters__none": ids("filters/none", "alone"),
    "relationships__symmetric": symmetric,
    "orders__nulls_descending": lambda: answer("orders/nulls_descending")["collaborations"]["nodes"],
    "keyset__mixed_next": ids("keyset/mixed_next", "next"),
}


def test_every_statement_has_its_shape() -> None:
    assert {path.stem for path in FOLDER.glob("*.cypher")} == set(SHAPES)


@pytest.mark.parametrize("name", list(SHAPES))
async def test_rows_by_hand_are_the_answer(name: str, store: Store) -> None:
    text = (FOLDER / f"{name}.cypher").read_text(encoding="utf-8")
    rows = [dict(row) for row in await store.records(Statement(text), seconds=60)]
    wanted = SHAPES[name]()
    assert wanted
    shown = [{key: row[key] for key in wanted[0]} for row in rows]
    assert shown[: len(wanted)] == wanted
    # An answer may be the first page of what the statement lists.
    assert len(shown) == len(wanted) or len(wanted) == 20

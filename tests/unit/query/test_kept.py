"""Pages of lists whose rows keep what they are found by: the order that the database can read off an index."""

from __future__ import annotations

import pytest

from tests.unit.query.asking import Asking

COUNTY = 'where: {county: {nuts3: {eq: "HU223"}}}'


def listed(asking: Asking, arguments: str, asked: str = "nodes { id }") -> str:
    """From the MATCH of a list of a county's institutions to what cuts it."""
    text = asking.text(f"{{ institutions({COUNTY} {arguments}) {{ {asked} }} }}")
    start = text.index("MATCH (n0")
    return text[start : min(text.index(end, start) for end in (" LIMIT", " WITH collect(n0)") if end in text)]


@pytest.mark.parametrize(
    ("keys", "order"),
    [
        ("{field: NAME}", "k0, k1, n0.id"),
        ("{field: NAME, direction: DESC}", "k0 DESC, k1 DESC, n0.id"),
        ("{field: SECTOR} {field: NAME, direction: DESC}", "k0, k1, n0.nameSort DESC, n0.id"),
    ],
)
def test_the_order_begins_with_what_all_have_the_same_of(asking: Asking, keys: str, order: str) -> None:
    key = "n0.sector" if "SECTOR" in keys else "n0.nameSort"
    assert listed(asking, f"orderBy: [{keys}]") == (
        f"MATCH (n0:Institution {{countyNuts3: $p0}}) WHERE {key} IS NOT NULL "
        f"WITH n0, n0.countyNuts3 AS k0, {key} AS k1 ORDER BY {order}"
    )


def test_backwards_the_whole_order_is_turned(asking: Asking) -> None:
    assert listed(asking, "orderBy: [{field: NAME}], last: 5").endswith("ORDER BY k0 DESC, k1 DESC, n0.id DESC")


def test_the_order_by_id_has_its_own_index(asking: Asking) -> None:
    assert listed(asking, "") == (
        "MATCH (n0:Institution {countyNuts3: $p0}) WHERE n0.id IS NOT NULL "
        "WITH n0, n0.countyNuts3 AS k0, n0.id AS k1 ORDER BY k0, k1"
    )


def test_a_cursor_bounds_the_index(asking: Asking) -> None:
    order = "orderBy: [{field: NAME}]"
    prepared = asking.prepared(f"{{ institutions({COUNTY} {order}) {{ edges {{ cursor }} }} }}")
    [edge] = prepared.complete([(1, [[["Ő", "inst:1"]]])])["institutions"]["edges"]
    found = listed(asking, f'{order}, after: "{edge["cursor"]}"')
    assert "WHERE n0.nameSort >= $p1 AND (n0.nameSort > $p1 OR n0.id > $p2) WITH" in found


def test_all_are_counted_on_the_way(asking: Asking) -> None:
    """The number of all rows is read off the same index, in one pass."""
    found = listed(asking, "orderBy: [{field: NAME}]", "totalCount nodes { id }")
    assert found == listed(asking, "orderBy: [{field: NAME}]")


@pytest.mark.parametrize("keys", ["{field: STAFF_COUNT}", "{field: SETTLEMENT_NAME}"])
def test_an_order_that_rows_can_lack_is_no_index_s(asking: Asking, keys: str) -> None:
    found = listed(asking, f"orderBy: [{keys}]")
    assert found.startswith("MATCH (n0:Institution {countyNuts3: $p0}) WITH n0")
    assert "countyNuts3 AS" not in found

"""Which relationships of a county began and ended, on both engines, against the files of the demonstration."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.answering import Service
from tests.oracle import Oracle
from tests.oracle.graph import Rel, Row, began, ended

pytestmark = pytest.mark.anyio
KINDS = """
    ADOPTED EMPLOYED_BY MAINTAINS MENTORS OPERATES PARTICIPATES_IN REACHED RESPONSIBLE_FOR RUNS_VOLUNTEERING SITS_IN
    SUPPLIES_VOLUNTEERS USES_SPACE_OF WORKS_AT
"""
PLACES = ("Settlement", "SettlementPart")
Change = tuple[str, str, str, str, str, str]


def lies_in(oracle: Oracle, row: Row, county: str) -> bool:
    """Whether a row is a place, an organisation or a community of the county."""
    is_participant = oracle.types.path(row.label, "place") is not None
    path = oracle.types.path(row.label, "county")
    if path is None or not (is_participant or row.label in PLACES):
        return False
    return any(far.props["nuts3"] == county for _, far in oracle.graph.follow(row, path))


def changes(oracle: Oracle, county: str, first: str, end: str) -> Iterator[Change]:
    """Day, type, source, target, key and what happened."""
    for rel in touching(oracle, county):
        for change, day in (("BEGAN", began(rel)), ("ENDED", ended(rel))):
            if day is not None and first <= day < end:
                yield day, rel.type, rel.start.id, rel.end.id, rel.props.get("key") or "", change


def touching(oracle: Oracle, county: str) -> Iterator[Rel]:
    inside = {row.id for row in oracle.graph.rows.values() if lies_in(oracle, row, county)}
    for type_ in KINDS.split():
        yield from (rel for rel in oracle.graph.rels(type_) if rel.start.id in inside or rel.end.id in inside)


def document(county: str, first: str, end: str, more: str = "") -> str:
    """All that a change tells."""
    told = "change on relationship { type source target key from to } source { id } target { id }"
    page = f"totalCount pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} nodes {{ {told} }}"
    arguments = f'county: "{county}", from: "{first}", to: "{end}" {more}'
    return f"{{ networkChanges({arguments}) {{ {page} edges {{ cursor node {{ on }} }} }} }}"


@pytest.mark.parametrize(
    ("county", "first", "end"),
    [
        ("HU223", "2018-01-01", "2019-01-01"),
        ("county:HU311", "2018-06-01", "2019-03-01"),
        ("HU332", "2019-09-15", "2020-06-01"),
    ],
)
async def test_a_walk_over_all_pages_meets_every_change_once(
    service: Service, oracle: Oracle, county: str, first: str, end: str
) -> None:
    expected = sorted(changes(oracle, county.removeprefix("county:"), first, end))
    found: list[Change] = []
    after = ""
    while True:
        more = f"first: 37 {after and f', after: {chr(34)}{after}{chr(34)}'}"
        page = (await service.data(document(county, first, end, more)))["networkChanges"]
        for node in page["nodes"]:
            rel = node["relationship"]
            assert (node["source"], node["target"]) == ({"id": rel["source"]}, {"id": rel["target"]})
            assert node["on"] == rel["from" if node["change"] == "BEGAN" else "to"]
            found.append((node["on"], rel["type"], rel["source"], rel["target"], rel["key"] or "", node["change"]))
        assert page["totalCount"] == len(expected)
        assert page["pageInfo"]["hasPreviousPage"] == bool(after)
        cursors = [edge["cursor"] for edge in page["edges"]]
        assert [page["pageInfo"][name] for name in ("startCursor", "endCursor")] == (
            [cursors[0], cursors[-1]] if cursors else [None, None]
        )
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]
    assert found == expected
    assert {change for *_, change in found} == {"BEGAN", "ENDED"} or not found


async def test_kinds_narrow_and_one_statement_reads_the_page(service: Service, oracle: Oracle) -> None:
    expected = [
        c for c in sorted(changes(oracle, "HU223", "2018-01-01", "2019-01-01")) if c[1] in ("MENTORS", "ADOPTED")
    ]
    asked = 'county: "HU223", from: "2018-01-01", to: "2019-01-01", kinds: [MENTORS, ADOPTED], first: 100'
    result = await service.execute(f"{{ networkChanges({asked}) {{ totalCount nodes {{ on }} }} }}")
    assert result.data is not None
    assert result.data["networkChanges"]["nodes"] == [{"on": change[0]} for change in expected[:100]]
    assert result.extensions is not None
    assert result.extensions["cost"]["statements"] == 1


async def test_an_unknown_county_is_told(service: Service) -> None:
    for county, key in (("HU999", "nuts3"), ("county:HU999", "id")):
        result = await service.execute(document(county, "2018-01-01", "2019-01-01"))
        [error] = result.errors or []
        assert error.extensions is not None
        assert error.extensions["code"] == "NOT_FOUND"
        assert f"`{key}`" in error.message

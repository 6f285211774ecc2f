"""Pages of computed rows: every row once in both directions, and cursors that open their own list only."""

from __future__ import annotations

from typing import Any

import pytest

from tests.analysis.walking import PARTS, Document, Path, at, document, walked
from tests.answering import Service

pytestmark = pytest.mark.anyio

ROOTS: dict[str, Document] = {
    "gaps of counties": document("collaborationGaps", "id", "level: COUNTY"),
    "gaps of some verdicts": document("collaborationGaps", "id", "level: COUNTY, verdict: [AS_EXPECTED, NO_ACTIVITY]"),
    "gaps in another order": document("collaborationGaps", "id", "level: REGION, orderBy: OBSERVED_DESC"),
    "activity": document("activityGaps", "id"),
    "openness": document("countyOpenness", "county { id }"),
    "candidates of a county": document(
        "collaborationCandidates", "a { id } b { id }", 'scope: {counties: ["HU333"]}, crossSectorOnly: true, maxKm: 5'
    ),
    "brokers": document("brokerage", "institution { id }", "role: BOUNDARY"),
    "what breaks": document("fragility", "node { id }", 'scope: {counties: ["HU223"]}'),
    "practices in a settlement": document(
        "practiceDiffusion", "practice { id } institution { id }", 'settlement: "settlement:11767"'
    ),
    "cover": document("mentorCoverage", "place { id }", 'counties: ["HU211", "HU212"]'),
    "completeness": document("completeness", "county { id } label"),
}
COMPARED = 'compare(from: "2018-03-01", to: "2018-06-01")'
NESTED: dict[str, tuple[Document, Path]] = {
    **{
        f"ties {kind}": (
            lambda page, kind=kind: (
                f"{{ {COMPARED} {{ {kind}({page}) {{ {PARTS} nodes {{ a {{ id }} b {{ id }} }} }} }} }}"
            ),
            ("compare", kind),
        )
        for kind in ("gained", "strengthened", "lost")
    },
    "institutions that changed": (
        lambda page: f"{{ {COMPARED} {{ institutions({page}) {{ {PARTS} nodes {{ institution {{ id }} }} }} }} }}",
        ("compare", "institutions"),
    ),
    "evidence of a gap": (
        lambda page: (
            f"{{ collaborationGaps(first: 1) {{ nodes {{ collaborations({page}) {{ {PARTS} nodes {{ id }} }} }} }} }}"
        ),
        ("collaborationGaps", "nodes", 0, "collaborations"),
    ),
}


def key(row: dict[str, Any]) -> str:
    """What tells a row of these lists apart."""
    return str(row)


@pytest.mark.parametrize("name", ROOTS)
async def test_pages_of_a_root_meet_every_row_once_in_both_directions(analysis: Service, name: str) -> None:
    asked = ROOTS[name]
    path = (asked("first: 1").split("(")[0].strip("{ "),)
    whole = await walked(analysis, asked, path, 100)
    size = max(1, len(whole) // 4)
    forward = await walked(analysis, asked, path, size)
    backward = await walked(analysis, asked, path, size, backward=True)
    assert whole == forward == backward
    assert len({key(row) for row in whole}) == len(whole) > 3


@pytest.mark.parametrize("name", NESTED)
async def test_pages_of_a_list_inside_an_answer_do_so_too(analysis: Service, name: str) -> None:
    asked, path = NESTED[name]
    whole = await walked(analysis, asked, path, 100)
    size = max(1, len(whole) // 4)
    assert await walked(analysis, asked, path, size) == whole
    assert await walked(analysis, asked, path, size, backward=True) == whole
    assert len({key(row) for row in whole}) == len(whole) > 3


async def test_a_page_without_a_size_has_twenty_rows(analysis: Service) -> None:
    data = await analysis.data("{ activityGaps { nodes { id } } a: activityGaps(first: 20) { nodes { id } } }")
    assert data["activityGaps"] == data["a"]
    assert len(data["a"]["nodes"]) == 20


async def cursor_of(analysis: Service, document_: str, path: Path) -> str:
    """The end of a page."""
    found: str = at(await analysis.data(document_), path)["pageInfo"]["endCursor"]
    return found


GAPS = "collaborationGaps(level: COUNTY, {} first: 3)"
OTHERS = {
    "another list": 'activityGaps(after: "{}") { totalCount }',
    "another level": 'collaborationGaps(level: REGION, after: "{}") { totalCount }',
    "another day": 'collaborationGaps(level: COUNTY, scope: {{asOf: "2018-01-01"}}, after: "{}") {{ totalCount }}',
    "another scope": 'collaborationGaps(level: COUNTY, scope: {{counties: ["HU223"]}}, after: "{}") {{ totalCount }}',
    "other verdicts": 'collaborationGaps(level: COUNTY, verdict: [AS_EXPECTED], after: "{}") { totalCount }',
    "another order": 'collaborationGaps(level: COUNTY, orderBy: PLACE_ASC, after: "{}") { totalCount }',
}


@pytest.mark.parametrize("name", OTHERS)
async def test_a_cursor_of_another_list_is_refused(analysis: Service, name: str) -> None:
    asked = "{ collaborationGaps(level: COUNTY, first: 3) { pageInfo { endCursor } } }"
    cursor = await cursor_of(analysis, asked, ("collaborationGaps",))
    text = OTHERS[name].replace("{{", "{").replace("}}", "}").replace('"{}"', f'"{cursor}"')
    result = await analysis.execute(f"{{ {text} }}")
    assert result.errors
    assert [(error.extensions or {})["code"] for error in result.errors] == ["CURSOR_ORDER"]


async def test_a_cursor_serves_its_list_however_its_arguments_are_written(analysis: Service) -> None:
    asked = """query($scope: NetworkScope, $level: GapLevel!, $after: String) {
        collaborationGaps(scope: $scope, level: $level, first: 3, after: $after) {
            pageInfo { endCursor } nodes { id } } }"""
    scope = {"counties": ["HU211", "HU212"], "asOf": "2019-01-01", "mode": "STATE", "sectors": ["LIBRARY", "MUSEUM"]}
    first = (await analysis.data(asked, {"scope": scope, "level": "COUNTY"}))["collaborationGaps"]
    variables = {"scope": scope, "level": "COUNTY", "after": first["pageInfo"]["endCursor"]}
    by_variables = (await analysis.data(asked, variables))["collaborationGaps"]
    written = 'scope: {sectors: [LIBRARY, MUSEUM], asOf: "2019-01-01", counties: ["HU211", "HU212"]}, level: COUNTY'
    literal = f'{{ collaborationGaps({written}, first: 3, after: "{variables["after"]}") {{ nodes {{ id }} }} }}'
    assert (await analysis.data(literal))["collaborationGaps"]["nodes"] == by_variables["nodes"]


INSIDE = {
    "other days": 'compare(from: "2018-03-01", to: "2018-06-02") {{ gained(after: "{0}") {{ totalCount }} }}',
    "another scope": 'compare(from: "2018-03-01", to: "2018-06-01", scope: {{counties: ["HU211"]}}) '
    '{{ gained(after: "{0}") {{ totalCount }} }}',
    "another list of it": COMPARED + ' {{ strengthened(after: "{0}") {{ totalCount }} }}',
}


@pytest.mark.parametrize("name", INSIDE)
async def test_a_cursor_of_a_list_inside_another_answer_is_refused(analysis: Service, name: str) -> None:
    asked = f"{{ {COMPARED} {{ gained(first: 3) {{ pageInfo {{ endCursor }} }} }} }}"
    cursor = await cursor_of(analysis, asked, ("compare", "gained"))
    assert (await analysis.execute(f'{{ {COMPARED} {{ gained(after: "{cursor}") {{ totalCount }} }} }}')).errors is None
    result = await analysis.execute(f"{{ {INSIDE[name].format(cursor)} }}")
    assert result.errors
    assert [(error.extensions or {})["code"] for error in result.errors] == ["CURSOR_ORDER"]


async def test_evidence_of_a_gap_on_another_day_is_another_list(analysis: Service) -> None:
    inside = "nodes { collaborations(first: 2 %s) { pageInfo { endCursor } } }"
    asked = f"{{ collaborationGaps(first: 1) {{ {inside % ''} }} }}"
    cursor = await cursor_of(analysis, asked, ("collaborationGaps", "nodes", 0, "collaborations"))
    after = inside % f', after: "{cursor}"'
    result = await analysis.execute(f"{{ collaborationGaps(first: 1, scope: {{mode: CUMULATIVE}}) {{ {after} }} }}")
    assert result.errors
    assert [(error.extensions or {})["code"] for error in result.errors] == ["CURSOR_ORDER"]


CLASHES = [
    ("first: 3, last: 3", "PAGE_DIRECTION"),
    ('first: 3, before: "x"', "PAGE_DIRECTION"),
    ("first: 0", "PAGE_SIZE"),
    ("last: 101", "PAGE_SIZE"),
    ('after: "x"', "CURSOR_MALFORMED"),
]


@pytest.mark.parametrize(("arguments", "code"), CLASHES)
@pytest.mark.parametrize(
    "asked",
    [
        "{ fragility(%s) { totalCount } }",
        '{ compare(from: "2018-03-01", to: "2018-06-01") { gained(%s) { totalCount } } }',
        "{ collaborationGaps(first: 1) { nodes { collaborations(%s) { totalCount } } } }",
    ],
    ids=["of a root", "inside a comparison", "of evidence"],
)
async def test_a_page_that_cannot_be_is_refused(analysis: Service, asked: str, arguments: str, code: str) -> None:
    result = await analysis.execute(asked % arguments)
    assert result.errors
    assert [(error.extensions or {})["code"] for error in result.errors] == [code]


async def test_an_institution_that_is_given_is_part_of_the_list(analysis: Service) -> None:
    first = 'collaborationCandidates(institution: "inst:HU331:lib:001", first: 2)'
    cursor = await cursor_of(analysis, f"{{ {first} {{ pageInfo {{ endCursor }} }} }}", ("collaborationCandidates",))
    result = await analysis.execute(
        f'{{ collaborationCandidates(institution: "inst:HU331:lib:002", after: "{cursor}") {{ totalCount }} }}'
    )
    assert result.errors
    assert [(error.extensions or {})["code"] for error in result.errors] == ["CURSOR_ORDER"]

"""What the analysis refuses: documents, the code, and values that its text must tell."""

from __future__ import annotations

from typing import Any, NamedTuple


class Refusal(NamedTuple):
    """A root with arguments, the code of its error and the values of its text."""

    asked: str
    code: str
    values: dict[str, Any]


def _ids(count: int, kind: str = "lib") -> str:
    return ", ".join(f'"inst:HU211:{kind}:{number:03d}"' for number in range(1, count + 1))


_FIRST, _LAST = "2017-01-17", "2019-09-15"
"""The days of which the demonstration tells."""
_ONE = f"{{institutions: [{_ids(2)}]}}"
_SCOPED = (
    "networkSummary({scope}) {{ ties }}",
    "collaborationGaps({scope}) {{ totalCount }}",
    "activityGaps({scope}) {{ totalCount }}",
    "countyOpenness({scope}) {{ totalCount }}",
    "collaborationCandidates({scope}) {{ totalCount }}",
    "brokerage({scope}) {{ totalCount }}",
    "fragility({scope}) {{ totalCount }}",
    "networkSeries({scope}) {{ points {{ ties }} }}",
    f"whatIf({{scope}}, add: [{_ONE.replace('{', '{{').replace('}', '}}')}]) {{{{ tieCount {{{{ after }}}} }}}}",
    'compare({scope}, from: "2018-01-01", to: "2018-02-01") {{ after {{ ties }} }}',
)
_SCOPES = {
    'scope: {counties: ["HU110"]}': ("SCOPE_EMPTY", {}),
    "scope: {data: REAL}": ("SCOPE_EMPTY", {}),
    "scope: {counties: []}": ("LIST_EMPTY", {"argument": "counties"}),
    "scope: {sectors: []}": ("LIST_EMPTY", {"argument": "sectors"}),
    "scope: {collaborationTypes: []}": ("LIST_EMPTY", {"argument": "collaborationTypes"}),
    "scope: {themes: []}": ("LIST_EMPTY", {"argument": "themes"}),
    'scope: {counties: ["HU999"]}': ("NOT_FOUND", {"label": "County", "key": "nuts3", "plural": "counties"}),
    'scope: {themes: ["nothing"]}': ("NOT_FOUND", {"label": "Concept", "key": "code", "plural": "concepts"}),
}
_DAYS = {
    'scope: {asOf: "2017-01-16"}': {"argument": "asOf", "day": "2017-01-16", "first": _FIRST, "last": _LAST},
    'scope: {asOf: "2019-09-16"}': {"argument": "asOf", "day": "2019-09-16", "first": _FIRST, "last": _LAST},
}
SCOPES = [
    Refusal(root.format(scope=scope), code, values) for root in _SCOPED for scope, (code, values) in _SCOPES.items()
]
DAYS = [
    *(
        Refusal(root.format(scope=scope), "DAY_OUTSIDE", values)
        for root in _SCOPED
        if not root.startswith("compare")
        for scope, values in _DAYS.items()
    ),
    *(
        Refusal(
            f'{root}(asOf: "{day}") {{ totalCount }}',
            "DAY_OUTSIDE",
            {"argument": "asOf", "day": day, "first": _FIRST, "last": _LAST},
        )
        for root in ("mentorCoverage", "practiceDiffusion")
        for day in ("2016-09-15", "2019-09-16")
    ),
    *(
        Refusal(
            f'compare(from: "{first}", to: "{last}") {{ after {{ ties }} }}',
            "DAY_OUTSIDE",
            {"argument": argument, "day": day, "first": _FIRST, "last": _LAST},
        )
        for first, last, argument, day in (
            ("2017-01-16", "2018-01-01", "from", "2017-01-16"),
            ("2018-01-01", "2019-09-16", "to", "2019-09-16"),
        )
    ),
    Refusal(
        'compare(from: "2018-02-01", to: "2018-01-01") { after { ties } }',
        "DAYS_ORDER",
        {"first": "2018-02-01", "last": "2018-01-01"},
    ),
    Refusal(
        'compare(from: "2018-01-01", to: "2018-02-01", scope: {asOf: "2018-03-01"}) { after { ties } }', "DAY_TWICE", {}
    ),
]
EDITS = [
    Refusal(f"whatIf{arguments} {{ tieCount {{ after }} }}", code, values)
    for arguments, code, values in (
        ("", "WHAT_IF_EMPTY", {}),
        ("(add: [], remove: [])", "WHAT_IF_EMPTY", {}),
        ("(add: null)", "WHAT_IF_EMPTY", {}),
        (f"(add: [{', '.join([_ONE] * 51)}])", "WHAT_IF_TOO_MANY", {"most": 50, "value": 51}),
        (f'(add: [{", ".join([_ONE] * 50)}], remove: ["x"])', "WHAT_IF_TOO_MANY", {"most": 50, "value": 51}),
        ('(add: [{institutions: ["inst:HU211:lib:001", "inst:HU211:lib:001"]}])', "WHAT_IF_SIZE", {"value": 1}),
        ("(add: [{institutions: []}])", "WHAT_IF_SIZE", {"value": 0}),
        (f"(add: [{{institutions: [{_ids(1)}]}}])", "WHAT_IF_SIZE", {"value": 1}),
        (f"(add: [{{institutions: [{_ids(11)}]}}])", "WHAT_IF_SIZE", {"value": 11}),
        ('(add: [{institutions: ["inst:HU211:lib:001", "no"]}])', "WHAT_IF_UNKNOWN", {"id": "no"}),
        ('(remove: ["collab:none"])', "WHAT_IF_UNKNOWN", {"id": "collab:none"}),
        (
            f'(add: [{_ONE}], scope: {{counties: ["HU222"]}})',
            "WHAT_IF_UNKNOWN",
            {"id": "inst:HU211:lib:001"},
        ),
    )
]


def _range(asked: str, argument: str, least: float, most: float, value: float) -> Refusal:
    values = {"argument": argument, "least": least, "most": most, "value": value}
    return Refusal(asked, "NUMBER_RANGE", values)


_ROWS = "{ totalCount }"
ARGUMENTS = [
    Refusal(f'mentorCoverage(counties: ["HU110"]) {_ROWS}', "COUNTIES_EMPTY", {}),
    Refusal(f'completeness(counties: ["HU110"]) {_ROWS}', "COUNTIES_EMPTY", {}),
    _range(f"collaborationCandidates(maxKm: -0.5) {_ROWS}", "maxKm", 0, 500, -0.5),
    _range(f"collaborationCandidates(maxKm: 501) {_ROWS}", "maxKm", 0, 500, 501.0),
    _range(f"mentorCoverage(maxKm: -1) {_ROWS}", "maxKm", 0, 500, -1.0),
    _range(f"mentorCoverage(maxKm: 500.5) {_ROWS}", "maxKm", 0, 500, 500.5),
    _range(f"mentorCoverage(staleAfterDays: 0) {_ROWS}", "staleAfterDays", 1, 3650, 0),
    _range(f"mentorCoverage(staleAfterDays: 3651) {_ROWS}", "staleAfterDays", 1, 3650, 3651),
    _range(f"brokerage(minOpenPairs: -1) {_ROWS}", "minOpenPairs", 0, 2**31 - 1, -1),
    _range(f"practiceDiffusion(minParts: 0) {_ROWS}", "minParts", 1, 6, 0),
    _range(f"practiceDiffusion(minParts: 7) {_ROWS}", "minParts", 1, 6, 7),
    _range("networkSeries(quarters: 0) { points { ties } }", "quarters", 1, 40, 0),
    _range("networkSeries(quarters: 41) { points { ties } }", "quarters", 1, 40, 41),
    Refusal(f"practiceDiffusion(data: REAL) {_ROWS}", "SCOPE_EMPTY", {}),
    Refusal(
        f'collaborationCandidates(institution: "inst:none") {_ROWS}',
        "NOT_FOUND",
        {"label": "Institution", "key": "id", "plural": "institutions"},
    ),
    Refusal(
        f'practiceDiffusion(practice: "practice:none") {_ROWS}',
        "NOT_FOUND",
        {"label": "GoodPractice", "key": "id", "plural": "goodPractices"},
    ),
    Refusal(
        f'practiceDiffusion(settlement: "none") {_ROWS}',
        "NOT_FOUND",
        {"label": "Settlement", "key": "id", "plural": "settlements"},
    ),
    *(
        Refusal(f"{root}(counties: {counties}) {_ROWS}", code, values)
        for root in ("mentorCoverage", "completeness")
        for counties, code, values in (
            ("[]", "LIST_EMPTY", {"argument": "counties"}),
            ('["HU000"]', "NOT_FOUND", {"label": "County", "key": "nuts3", "plural": "counties"}),
            (
                str(["HU211"] * 101).replace("'", '"'),
                "LIST_LENGTH",
                {"argument": "counties", "most": 100, "value": 101},
            ),
        )
    ),
    *(
        Refusal(f"{root}(verdict: []) {_ROWS}", "LIST_EMPTY", {"argument": "verdict"})
        for root in ("collaborationGaps", "activityGaps")
    ),
    *(
        Refusal(f"{root}(first: {size}) {_ROWS}", "PAGE_SIZE", {"argument": "first", "most": 100, "value": size})
        for root in ("collaborationGaps", "brokerage", "mentorCoverage", "practiceDiffusion", "completeness")
        for size in (0, 101, -3)
    ),
]
ALL = [*SCOPES, *DAYS, *EDITS, *ARGUMENTS]

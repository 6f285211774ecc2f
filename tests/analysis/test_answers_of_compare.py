"""Comparison and series over the API are those of the methods: ties, numbers, parts and verdicts that changed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from graph_service.network.compare import NetworkDiff, TieChange, compare
from graph_service.network.network import Scope
from graph_service.network.rounding import told
from graph_service.network.series import quarterly_series
from tests.analysis.walking import PARTS, walked
from tests.answering import Service
from tests.network.demonstration import demonstration

pytestmark = pytest.mark.anyio
TODAY = Scope(demonstration().today)
FROM, TO = date(2018, 3, 1), date(2018, 12, 1)
DAYS = f'from: "{FROM}", to: "{TO}"'
KINDS = ("gained", "lost", "strengthened", "weakened", "renewed")


def diff(scope: Scope = TODAY, first: date = FROM, last: date = TO) -> NetworkDiff:
    """What the method says of two days."""
    return compare(demonstration(), scope, first.toordinal(), last.toordinal())


@pytest.mark.parametrize("kind", KINDS)
async def test_ties_that_changed_are_those_of_the_method(analysis: Service, kind: str) -> None:
    fields = "a { id } b { id } before after begun { id } ended { id } kept { id }"
    found = await walked(
        analysis,
        lambda page: f"{{ compare({DAYS}) {{ {kind}({page}) {{ {PARTS} nodes {{ {fields} }} }} }} }}",
        ("compare", kind),
    )
    assert found == [tie(one) for one in diff().ties if one.kind == kind.upper()]
    assert found or kind in ("renewed", "weakened")


def pair(before: float | None, after: float | None) -> dict[str, float | None]:
    """A number before and after."""
    return {"before": told(before), "after": told(after)}


def tie(one: TieChange) -> dict[str, Any]:
    """A tie that changed, as the API tells it."""
    made = demonstration()
    works = {name: [{"id": made.collaborations.ids[row]} for row in getattr(one, name)] for name in WORKS}
    ends = {name: {"id": made.institutions.ids[getattr(one, name)]} for name in ("a", "b")}
    return {**ends, "before": one.before, "after": one.after, **works}


WORKS = ("begun", "ended", "kept")


async def test_numbers_that_changed_are_those_of_the_method(analysis: Service) -> None:
    asked = f"""{{ compare({DAYS}) {{
        before {{ asOf nodes ties }} after {{ asOf nodes ties }}
        institutions(first: 100) {{ totalCount nodes {{ institution {{ id }} measures {{ name before after }} }} }}
        counties {{ county {{ id }} ties {{ before after }} tiesAcross {{ before after }} density {{ before after }}
            active {{ before after }} openness {{ before after }} }}
        merged {{ first {{ id }} size parts }} split {{ first {{ id }} size parts }}
        communities {{ kind before {{ id }} after {{ id }} size {{ before after }} jaccard }}
        verdicts {{ id before after }}
    }} }}"""
    found, made = (await analysis.data(asked))["compare"], diff()
    ids, counties = demonstration().institutions.ids, demonstration().counties.ids
    for side, day in (("before", FROM), ("after", TO)):
        assert found[side] == {"asOf": str(day), "nodes": 720, "ties": len(getattr(made, side).ties[0])}
    assert found["institutions"]["totalCount"] == len(made.institutions)
    assert found["institutions"]["nodes"] == [
        {
            "institution": {"id": ids[one.institution]},
            "measures": [{"name": name, **pair(value.before, value.after)} for name, value in one.values.items()],
        }
        for one in made.institutions[:100]
    ]
    assert found["counties"] == [
        {
            "county": {"id": counties[one.county]},
            "ties": pair(one.before.ties, one.after.ties),
            "tiesAcross": pair(one.before.ties_across, one.after.ties_across),
            "density": pair(one.before.density, one.after.density),
            "active": pair(one.before.active, one.after.active),
            "openness": pair(one.before.openness, one.after.openness),
        }
        for one in made.counties
    ]
    for kind in ("merged", "split"):
        assert found[kind] == [
            {"first": {"id": ids[one.first]}, "size": one.size, "parts": list(one.parts)}
            for one in getattr(made.parts, kind)
        ]
    assert [(one["kind"], one["jaccard"]) for one in found["communities"]] == [
        (one.kind, told(one.jaccard)) for one in made.parts.communities
    ]
    assert [(one["id"], one["before"], one["after"]) for one in found["verdicts"]] == [
        (one.key, one.before.verdict, one.after.verdict) for one in made.verdicts
    ]
    assert found["communities"]
    assert found["verdicts"]


async def test_a_day_compared_with_itself_shows_no_change(analysis: Service) -> None:
    counts = " ".join(f"{kind} {{ totalCount }}" for kind in (*KINDS, "institutions"))
    lists = "counties { county { id } } merged { size } split { size } communities { kind } verdicts { id }"
    data = await analysis.data(f'{{ compare(from: "2019-01-01", to: "2019-01-01") {{ {counts} {lists} }} }}')
    assert data["compare"] == {
        **{kind: {"totalCount": 0} for kind in (*KINDS, "institutions")},
        **{name: [] for name in ("counties", "merged", "split", "communities", "verdicts")},
    }


@pytest.mark.parametrize("quarters", [1, 12, 40])
async def test_the_series_has_the_numbers_of_each_quarter(analysis: Service, quarters: int) -> None:
    fields = "quarter day institutions active collaborations begun ties density meanDegree components openness eiSector"
    data = await analysis.data(f"{{ networkSeries(quarters: {quarters}) {{ points {{ {fields} largestShare }} }} }}")
    points = data["networkSeries"]["points"]
    made = quarterly_series(demonstration(), TODAY, quarters)
    assert [(one["quarter"], one["day"]) for one in points] == [
        (one.name, str(date.fromordinal(one.day))) for one in made
    ]
    for point, one in zip(points, made, strict=True):
        if one.numbers is None:
            assert set(point.values()) == {point["quarter"], point["day"], None}
            continue
        whole = one.numbers.whole
        assert (point["institutions"], point["active"], point["ties"]) == (whole.nodes, whole.active, whole.ties)
        assert (point["collaborations"], point["begun"]) == (one.numbers.collaborations, one.numbers.started)
        assert (point["density"], point["components"]) == (told(whole.density), whole.components)
        assert (point["meanDegree"], point["openness"]) == (told(whole.mean_degree), told(one.numbers.openness))
        assert (point["eiSector"], point["largestShare"]) == (
            told(one.numbers.ei_sector),
            told(one.numbers.largest_share),
        )
    assert (points[-1]["quarter"], points[-1]["ties"]) == ("2019-Q3", 693)


async def test_the_second_day_of_a_comparison_is_the_network_of_that_day(analysis: Service) -> None:
    summary = f'networkSummary(scope: {{asOf: "{TO}"}}) {{ ties }}'
    data = await analysis.data(f"{{ compare({DAYS}) {{ after {{ ties }} }} {summary} }}")
    assert data["compare"]["after"] == data["networkSummary"]

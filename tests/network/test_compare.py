"""Two days of one network: ties and what is behind them, measures, parts and verdicts; and what must always hold."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from graph_service.errors import RequestError
from graph_service.network.compare import METRICS, BeforeAfter, NetworkDiff, TieChange, compare
from graph_service.network.gaps import collaboration_gaps
from graph_service.network.measures.table import measures_of
from graph_service.network.network import Network, Scope, network_of
from graph_service.network.projection import Projection
from tests.network.demonstration import demonstration
from tests.network.small import FOREVER, TODAY, projection

ROOT = Path(__file__).parents[2]
FROM, TO = TODAY - 200, TODAY
PLACES = {
    f"inst:{name}": ("library" if name in "ace" else "museum", "HU001" if name in "abc" else "HU002")
    for name in "abcdefg"
}
ONGOING, OVER, NEW = (FROM - 400, FOREVER), (FROM - 400, FROM + 100), (FROM + 50, FOREVER)


def world(
    works: Mapping[str, tuple[str, tuple[int, int]]], places: Mapping[str, tuple[str, str]] = PLACES
) -> Projection:
    """Collaborations by name: the letters of their institutions, and their days; before them one of `g` alone."""
    known = {f"collab:{name}": [f"inst:{letter}" for letter in members] for name, (members, _) in works.items()}
    days = {f"collab:{name}": span for name, (_, span) in works.items()}
    return projection(places, {"collab:0": ["inst:g"], **known}, days={"collab:0": (FROM - 500, FOREVER), **days})


def diff(**works: tuple[str, tuple[int, int]]) -> NetworkDiff:
    return compare(world(works), Scope(TO), FROM, TO)


def told(change: TieChange) -> tuple[str, str, int, int]:
    return change.key, change.kind, change.before, change.after


@pytest.mark.parametrize(
    ("works", "wanted"),
    [
        ({"1": ("ab", NEW)}, [("inst:a|inst:b", "GAINED", 0, 1)]),
        ({"1": ("ab", OVER)}, [("inst:a|inst:b", "LOST", 1, 0)]),
        ({"1": ("ab", ONGOING), "2": ("ab", NEW)}, [("inst:a|inst:b", "STRENGTHENED", 1, 2)]),
        ({"1": ("ab", ONGOING), "2": ("ab", OVER)}, [("inst:a|inst:b", "WEAKENED", 2, 1)]),
        ({"1": ("ab", OVER), "2": ("ab", NEW)}, [("inst:a|inst:b", "RENEWED", 1, 1)]),
        ({"1": ("ab", ONGOING)}, []),
        (
            {"1": ("cab", NEW)},
            [("inst:a|inst:b", "GAINED", 0, 1), ("inst:a|inst:c", "GAINED", 0, 1), ("inst:b|inst:c", "GAINED", 0, 1)],
        ),
    ],
    ids=["gained", "lost", "strengthened", "weakened", "renewed", "the same", "three at once"],
)
def test_ties_are_told_by_what_became_of_them(
    works: Mapping[str, tuple[str, tuple[int, int]]], wanted: list[tuple[str, str, int, int]]
) -> None:
    assert [told(change) for change in diff(**works).ties] == wanted


def test_the_collaborations_behind_a_tie_are_named() -> None:
    found = diff(**{"1": ("ab", ONGOING), "2": ("ab", OVER), "3": ("abc", NEW), "4": ("ab", NEW)})
    [change] = [one for one in found.ties if one.key == "inst:a|inst:b"]
    names = found.after.projection.collaborations.ids
    assert [names[row] for row in change.kept] == ["collab:1"]
    assert [names[row] for row in change.ended] == ["collab:2"]
    assert [names[row] for row in change.begun] == ["collab:3", "collab:4"]
    assert (change.a, change.b, change.before, change.after) == (0, 1, 2, 3)


def test_measures_of_an_institution_are_told_where_they_changed() -> None:
    found = diff(**{"1": ("ab", ONGOING), "2": ("bc", NEW)})
    rows = {row.key: row for row in found.institutions}
    assert sorted(rows) == ["inst:a", "inst:b", "inst:c"]
    assert rows["inst:a"].values == {"componentSize": BeforeAfter(2.0, 3.0)}
    assert rows["inst:b"].values["degree"] == BeforeAfter(1.0, 2.0)
    assert rows["inst:b"].values["openPairs"] == BeforeAfter(0.0, 1.0)
    assert rows["inst:c"].values["constraint"] == BeforeAfter(None, 1.0)
    assert rows["inst:c"].values["eiSector"] == BeforeAfter(None, 1.0)
    assert "clustering" not in rows["inst:b"].values
    assert list(rows["inst:c"].values) == [name for name in METRICS if name in rows["inst:c"].values]


def test_numbers_of_a_county_are_told_where_they_changed() -> None:
    found = diff(**{"1": ("ab", ONGOING), "2": ("cd", NEW)})
    first, second = found.counties
    assert (first.key, second.key) == ("county:HU001", "county:HU002")
    assert (first.before.ties, first.after.ties, first.before.ties_across, first.after.ties_across) == (1, 1, 0, 1)
    assert (first.before.openness, first.after.openness) == (0.0, 1 / 3)
    assert (first.before.active, first.after.active) == (2, 3)
    # `inst:g` takes part alone all the time.
    assert (second.before.openness, second.after.openness) == (0.0, 0.5)
    untouched = diff(**{"1": ("ab", NEW)}).counties
    assert [one.key for one in untouched] == ["county:HU001"]


def test_components_that_merge_and_split_are_told_with_their_parts() -> None:
    found = diff(**{"1": ("ab", ONGOING), "2": ("cd", ONGOING), "3": ("bc", NEW), "4": ("ef", OVER)}).parts
    [merged] = found.merged
    assert (merged.key, merged.size, merged.parts) == ("inst:a", 4, (2, 2))
    [split] = found.split
    assert (split.key, split.size, split.parts) == ("inst:e", 2, (1, 1))


def test_a_component_can_merge_with_a_part_of_another() -> None:
    found = diff(**{"1": ("ab", OVER), "2": ("ac", NEW)}).parts
    assert [(one.key, one.parts) for one in found.merged] == [("inst:a", (1, 1))]
    assert [(one.key, one.parts) for one in found.split] == [("inst:a", (1, 1))]


def test_a_community_is_the_same_from_half_of_the_members_on() -> None:
    # a, b and c; later b, c and d: two of four.
    found = diff(**{"1": ("abc", OVER), "2": ("bcd", NEW)}).parts.communities
    [one] = found
    assert (one.key, one.kind, one.jaccard) == ("CHANGED|inst:a|inst:b", "CHANGED", 0.5)
    assert (one.before, one.after, one.size_before, one.size_after) == (0, 1, 3, 3)


def test_communities_with_less_in_common_come_and_go() -> None:
    found = diff(**{"1": ("abc", OVER), "2": ("cdef", NEW)}).parts.communities
    assert [(one.kind, one.key, one.jaccard) for one in found] == [
        ("NEW", "NEW|inst:c", 1 / 6),
        ("GONE", "GONE|inst:a", 1 / 6),
    ]
    assert [(one.before, one.after, one.size_before, one.size_after) for one in found] == [
        (None, 2, None, 4),
        (0, None, 3, None),
    ]


def test_each_community_has_one_counterpart_at_most() -> None:
    # Of two halves of a former community, each half of it, one is the same and the other is new.
    found = diff(**{"1": ("abcd", OVER), "2": ("ab", NEW), "3": ("cd", NEW)}).parts.communities
    assert [(one.kind, one.key, one.jaccard) for one in found] == [
        ("CHANGED", "CHANGED|inst:a|inst:a", 0.5),
        ("NEW", "NEW|inst:c", 0.5),
    ]


def test_a_community_that_stays_as_it_is_is_not_told() -> None:
    assert diff(**{"1": ("abc", ONGOING), "2": ("de", NEW)}).parts.communities[0].kind == "NEW"
    assert len(diff(**{"1": ("abc", ONGOING), "2": ("de", NEW)}).parts.communities) == 1


def test_gaps_are_told_where_their_verdict_changed_in_the_country_and_in_counties() -> None:
    rows = demonstration()
    found = compare(rows, Scope(rows.today), rows.today - 183, rows.today)
    wanted = []
    for level in ("COUNTRY", "COUNTY"):
        before, after = (
            {gap.id: gap.verdict for gap in collaboration_gaps(network, level).rows}  # type: ignore[arg-type]
            for network in (found.before, found.after)
        )
        wanted += [(id_, before[id_], after[id_]) for id_ in after if before[id_] != after[id_]]
    assert [(one.key, one.before.verdict, one.after.verdict) for one in found.verdicts] == wanted
    assert {one.key.split(":")[1] for one in found.verdicts} == {"country", "county"}


@pytest.mark.parametrize("mode", ["STATE", "CUMULATIVE"])
@pytest.mark.parametrize("back", [0, 365])
def test_a_day_compared_with_itself_gives_nothing(mode: str, back: int) -> None:
    rows = demonstration()
    day = rows.today - back
    found = compare(rows, Scope(TODAY, mode), day, day)  # type: ignore[arg-type]
    assert found.is_empty
    # Nor do two networks made apart of each other.
    scope = Scope(day, mode)  # type: ignore[arg-type]
    assert NetworkDiff(network_of(rows, scope), network_of(rows, scope)).is_empty


def test_two_days_without_a_change_between_them_give_nothing() -> None:
    assert diff(**{"1": ("abc", ONGOING), "2": ("cd", ONGOING)}).is_empty


def test_in_the_mode_of_all_ever_begun_no_tie_is_lost() -> None:
    rows = demonstration()
    found = compare(rows, Scope(TODAY, "CUMULATIVE"), rows.today - 400, rows.today)
    assert {one.kind for one in found.ties} == {"GAINED", "STRENGTHENED"}
    assert not found.parts.split


@dataclass(frozen=True)
class Step:
    """What became of a pair: weight before and after, collaborations begun and ended."""

    before: int
    after: int
    begun: frozenset[int]
    ended: frozenset[int]


def steps(changes: Sequence[TieChange]) -> dict[str, Step]:
    return {one.key: Step(one.before, one.after, frozenset(one.begun), frozenset(one.ended)) for one in changes}


def composed(first: Mapping[str, Step], second: Mapping[str, Step]) -> dict[str, Step]:
    """The change of two changes after one another; what came and went again is none."""
    found = {}
    for key in first.keys() | second.keys():
        one, two = first.get(key), second.get(key)
        if one is None or two is None:
            found[key] = one or two
            continue
        begun = (one.begun - two.ended) | (two.begun - one.ended)
        ended = (one.ended - two.begun) | (two.ended - one.begun)
        if begun or ended:
            found[key] = Step(one.before, two.after, begun, ended)
    return found  # type: ignore[return-value]


@pytest.mark.parametrize("mode", ["STATE", "CUMULATIVE"])
@pytest.mark.parametrize(("a", "b", "c"), [(600, 300, 0), (500, 499, 10), (700, 350, 350), (450, 200, 30)])
def test_the_ties_of_two_comparisons_compose_to_that_of_the_whole(mode: str, a: int, b: int, c: int) -> None:
    rows = demonstration()
    first, second, whole = (
        steps(compare(rows, Scope(TODAY, mode), rows.today - start, rows.today - end).ties)  # type: ignore[arg-type]
        for start, end in ((a, b), (b, c), (a, c))
    )
    assert composed(first, second) == whole
    assert len(whole) > 100


def test_what_came_and_went_between_the_days_is_seen_by_the_parts_and_not_by_the_whole() -> None:
    rows = world({"1": ("ab", (FROM + 10, FROM + 20)), "2": ("cd", NEW)})
    first, second, whole = (
        steps(compare(rows, Scope(TO), start, end).ties)
        for start, end in ((FROM, FROM + 15), (FROM + 15, TO), (FROM, TO))
    )
    assert "inst:a|inst:b" in first
    assert "inst:a|inst:b" in second
    assert list(whole) == ["inst:c|inst:d"]
    assert composed(first, second) == whole


def test_changes_applied_to_the_former_network_give_the_latter() -> None:
    rows = demonstration()
    found = compare(rows, Scope(TODAY), rows.today - 250, rows.today)
    weights = found.before.weights.toarray()
    place = {int(row): node for node, row in enumerate(found.before.nodes)}
    for one in found.ties:
        a, b = place[one.a], place[one.b]
        assert (weights[a, b], len(one.kept) + len(one.ended)) == (one.before, one.before)
        weights[a, b] = weights[b, a] = len(one.kept) + len(one.begun)
    assert np.array_equal(weights, found.after.weights.toarray())


def test_measures_told_are_those_of_both_networks_and_no_change_is_left_out() -> None:
    rows = demonstration()
    found = compare(rows, Scope(TODAY), rows.today - 90, rows.today)
    before, after = (_columns(network) for network in (found.before, found.after))
    wanted = {
        (found.after.ids[node], name): BeforeAfter(before[name][node], after[name][node])
        for name in METRICS
        for node in range(len(found.after.nodes))
        if before[name][node] != after[name][node]
    }
    assert {(one.key, name): value for one in found.institutions for name, value in one.values.items()} == wanted
    assert len(wanted) > 200


def _columns(network: Network) -> dict[str, list[float | None]]:
    columns = measures_of(network, METRICS)
    return {
        name: [None if value != value else float(value) for value in np.asarray(column, dtype=np.float64).tolist()]
        for name, column in columns.items()
    }


def test_a_scope_without_institutions_has_no_changes() -> None:
    found = compare(demonstration(), Scope(TODAY, counties=()), TODAY - 100, TODAY)
    assert found.is_empty


def test_only_what_is_in_scope_is_compared() -> None:
    rows = world({"1": ("ab", NEW), "2": ("de", NEW), "3": ("cd", NEW)})
    found = compare(rows, Scope(TO, counties=(0,)), FROM, TO)
    assert [one.key for one in found.ties] == ["inst:a|inst:b"]
    # c works with somebody of another county: no tie in the scope, but the county is more open.
    [county] = found.counties
    assert (county.before.openness, county.after.openness) == (None, 1 / 3)


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(RequestError) as refused:
        compare(world({}), Scope(TO), TO, FROM)
    assert refused.value.code == "DAYS_ORDER"


@pytest.mark.parametrize(("start", "end", "argument"), [(FROM - 501, TO, "from"), (FROM, TO + 1, "to")])
def test_days_outside_the_data_are_refused(start: int, end: int, argument: str) -> None:
    with pytest.raises(RequestError) as refused:
        compare(world({}), Scope(TO), start, end)
    assert (refused.value.code, refused.value.values["argument"]) == ("DAY_OUTSIDE", argument)


def test_two_processes_tell_the_same() -> None:
    program = (
        "import hashlib; from tests.network.demonstration import demonstration; "
        "from graph_service.network.network import Scope; from graph_service.network.compare import compare; "
        "rows = demonstration(); d = compare(rows, Scope(rows.today), rows.today - 200, rows.today); "
        "print(hashlib.sha256(repr((d.ties, d.institutions, d.counties, d.parts)).encode()).hexdigest())"
    )
    said = {
        subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, capture_output=True, text=True).stdout
        for _ in range(2)
    }
    assert len(said) == 1

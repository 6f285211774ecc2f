"""Completeness by county, label and institution: filled fields, last reports, and when to warn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pytest

from graph_service.model import load_model
from graph_service.network.completeness import THRESHOLD, CompletenessTable
from graph_service.network.keeping.columns import Kind, table_of
from graph_service.network.keeping.reports import REPORTED, Reports, optional_fields, report_sources, reported_labels
from graph_service.network.projection import FOREVER, Projection
from tests.network.small import TODAY, bools, projection

MODEL = load_model()
_SHAPE = {"id": Kind.TEXT, "updated": Kind.MOMENT, "filled": Kind.INT}
_EPOCH = 719_163
OLD = TODAY - 2_000


def millis(day: int) -> int:
    """Noon of a day."""
    return (day - _EPOCH) * 86_400_000 + 43_200_000


def reports(rows: Mapping[str, Sequence[tuple[str, int, int]]], fields: int = 4) -> Reports:
    """Reports of ids: day of the last change, and filled fields as bits."""
    tables = {
        label: table_of(
            _SHAPE,
            {
                "id": [id_ for id_, _, _ in rows.get(label, ())],
                "updated": [millis(day) for _, day, _ in rows.get(label, ())],
                "filled": [bits for _, _, bits in rows.get(label, ())],
            },
        )
        for label in REPORTED
    }
    names = {label: node.name for label, node in reported_labels(MODEL).items()}
    return Reports(1, tables, {label: tuple(f"field{place}" for place in range(fields)) for label in REPORTED}, names)


@pytest.fixture
def small() -> Projection:
    """Three institutions in two counties; two work together."""
    return projection(
        {"inst:a": ("library", "HU211"), "inst:b": ("museum", "HU211"), "inst:c": ("museum", "HU212")},
        {"collab:1": ["inst:a", "inst:c"]},
        days={"collab:1": (TODAY - 500, FOREVER)},
    )


ROWS = {
    "institutions": [("inst:a", OLD, 0b0111), ("inst:b", OLD, 0b0001), ("inst:c", OLD, 0b0011)],
    "collaborations": [("collab:1", OLD, 0b0001)],
}


def test_share_is_of_the_fields_that_anybody_fills(small: Projection) -> None:
    table = CompletenessTable(small, reports(ROWS))
    assert [table.institution(row).share for row in range(3)] == [1.0, 1 / 3, 2 / 3]
    assert [table.institution(row).is_below for row in range(3)] == [False, True, False]
    assert (table.institution(1).filled, table.institution(1).fields) == (1, 3)


def test_a_county_adds_up_its_labels_and_a_collaboration_counts_in_each_county(small: Projection) -> None:
    table = CompletenessTable(small, reports(ROWS))
    first, second = table.county(0), table.county(1)
    assert (first.nodes, first.filled, first.fields) == (3, 3 + 1 + 1, 3 + 3 + 1)
    assert (second.nodes, second.filled, second.fields) == (2, 2 + 1, 3 + 1)


def test_rows_begin_with_what_was_never_reported(small: Projection) -> None:
    rows = CompletenessTable(small, reports(ROWS)).rows
    assert len(rows) == 2 * len(REPORTED)
    assert [(row.county, row.label) for row in rows[:4]] == [
        (0, "Community"),
        (0, "GoodPractice"),
        (1, "Community"),
        (1, "GoodPractice"),
    ]
    assert rows[0].completeness.share is None
    assert rows[0].completeness.last_report is None
    assert rows[0].completeness.is_below
    shares = [row.completeness.share for row in rows[4:]]
    assert shares == sorted(shares, key=lambda share: share or 0)


def test_a_county_out_of_the_programme_has_no_rows_of_what_it_has_not(small: Projection) -> None:
    outside = replace(small, counties=replace(small.counties, in_area=bools([True, False])))
    rows = CompletenessTable(outside, reports(ROWS)).rows
    assert {row.label for row in rows if row.county == 1} == {"Institution", "Collaboration"}


def test_the_last_report_is_a_change_or_an_activity_but_nothing_planned(small: Projection) -> None:
    table = CompletenessTable(small, reports(ROWS))
    assert table.institution(0).last_report == TODAY - 500
    assert table.institution(1).last_report == OLD
    changed = CompletenessTable(small, reports({"institutions": [("inst:a", TODAY + 30, 1)]}))
    assert changed.institution(0).last_report == TODAY + 30
    planned = replace(
        small, memberships=replace(small.memberships, start=np.array([TODAY + 9, TODAY + 9], dtype=np.int32))
    )
    assert CompletenessTable(planned, reports(ROWS)).institution(0).last_report == OLD


def test_what_was_not_read_is_not_counted(small: Projection) -> None:
    table = CompletenessTable(small, reports({"institutions": ROWS["institutions"][:1]}))
    missing = table.institution(2)
    assert (missing.nodes, missing.share, missing.last_report, missing.is_below) == (0, None, None, True)


def test_the_lesser_of_two_is_the_one_with_the_smaller_share(small: Projection) -> None:
    table = CompletenessTable(small, reports(ROWS))
    assert table.lesser(0, 1) == table.lesser(1, 0) == table.institution(1)


def test_real_and_invented_data_are_told_apart(small: Projection) -> None:
    mixed = replace(small, institutions=replace(small.institutions, real=bools([True, False, False])))
    real = CompletenessTable(mixed, reports(ROWS), real=True)
    assert [real.institution(row).nodes for row in range(3)] == [1, 0, 0]
    assert (real.county(0).nodes, real.county(1).nodes) == (1, 0)
    assert CompletenessTable(mixed, reports(ROWS), real=False).county(0).nodes == 2


def test_counties_below_the_threshold_are_warned_of(small: Projection) -> None:
    assert THRESHOLD == 0.6
    enough = reports({"institutions": [(f"inst:{name}", OLD, bits) for name, bits in (("a", 7), ("b", 1), ("c", 3))]})
    assert CompletenessTable(small, enough).warned_counties == ()
    little = reports({"institutions": [(f"inst:{name}", OLD, bits) for name, bits in (("a", 3), ("b", 1), ("c", 7))]})
    assert CompletenessTable(small, little).warned_counties == (0,)


def test_fields_follow_from_the_model() -> None:
    fields = {node.name: list(optional_fields(node)) for node in reported_labels(MODEL).values()}
    assert fields == {
        "Institution": [
            "nameEn",
            "legalFormCode",
            "website",
            "registerStatus",
            "registeredOn",
            "address",
            "location",
            "staffCount",
            "visitorsPerYear",
        ],
        "Community": ["nameEn", "summaryHu", "summaryEn", "memberCount", "foundedOn", "themes"],
        "Collaboration": ["nameEn"],
        "GoodPractice": ["titleEn", "summaryHu", "summaryEn", "publishedOn"],
    }


def test_statements_name_what_the_model_stores() -> None:
    sources = report_sources(MODEL)
    assert sources["communities"].columns["filled"] == (
        "CASE WHEN n.nameEn <> '' THEN 1 ELSE 0 END + CASE WHEN n.summaryHu <> '' THEN 2 ELSE 0 END + "
        "CASE WHEN n.summaryEn <> '' THEN 4 ELSE 0 END + CASE WHEN n.memberCount IS NOT NULL THEN 8 ELSE 0 END + "
        "CASE WHEN n.foundedOn IS NOT NULL THEN 16 ELSE 0 END + CASE WHEN size(n.themes) > 0 THEN 32 ELSE 0 END"
    )

"""The derived rows of a seed: the seven targets met, and cohorts that change nothing of the programme itself."""

from __future__ import annotations

from itertools import chain

import pytest

from graph_service.seeding.dataset import Dataset
from graph_service.seeding.derived import Derived, derived_rows
from graph_service.seeding.generator import demonstration, generate

TARGETS = {"I1": 360.0, "R1": 360.0, "R2": 72.0, "R3": 84.0, "R4": 54.0, "R5": 420.0, "O1": 18.0}


@pytest.fixture(scope="module")
def seeded() -> Dataset:
    return derived_rows(demonstration())


def computed(dataset: Dataset) -> dict[str, float]:
    return {str(r["id"]): float(str(r["value"])) for r in dataset.nodes["IndicatorValue"] if r["method"] == "computed"}


def test_every_target_is_met_on_the_last_day_and_never_before_the_start(seeded: Dataset) -> None:
    values = computed(seeded)
    assert len(values) == 84
    assert {code: values[f"value:{code}:2019-Q3"] for code in TARGETS} == TARGETS
    for code in TARGETS:
        series = [values[key] for key in sorted(values) if key.startswith(f"value:{code}:")]
        assert len(series) == 12
        assert series == sorted(series)


def test_every_computed_value_says_that_it_is_synthetic_and_cites_its_source(seeded: Dataset) -> None:
    values = computed(seeded)
    origins = {row["dataOrigin"] for row in seeded.nodes["IndicatorValue"] if str(row["id"]) in values}
    assert origins == {"synthetic"}
    cited = {tie.from_id for tie in seeded.relationships["FROM_SOURCE"] if tie.to_id == "source:illustrative"}
    assert set(values) <= cited
    assert set(values) <= {tie.to_id for tie in seeded.relationships["HAS_VALUE"]}


def test_54_institutions_are_socialised_three_a_county(seeded: Dataset) -> None:
    socialised = [row for row in seeded.nodes["Institution"] if row["socialised"]]
    assert len(socialised) == 54
    assert all("socialisedSince" in row and row["participationLevel"] for row in socialised)
    assert {row["sector"] for row in socialised} == {"museum", "library", "community_culture"}


def test_ties_go_from_the_smaller_id_once_a_pair(seeded: Dataset) -> None:
    pairs = [(tie.from_id, tie.to_id) for tie in seeded.relationships["COOPERATES_WITH"]]
    assert len(set(pairs)) == len(pairs) > 1000
    assert all(one < other for one, other in pairs)


def test_rows_stay_in_their_order_and_the_dataset_given_is_unchanged(seeded: Dataset) -> None:
    raw = demonstration()
    derived_rows(raw)
    assert "socialised" not in raw.nodes["Institution"][0]
    assert "COOPERATES_WITH" not in raw.relationships
    for rows in seeded.nodes.values():
        ids = [str(row["id"]) for row in rows]
        assert ids == sorted(ids)


def test_cohorts_add_ties_and_change_nothing_of_the_programme(seeded: Dataset) -> None:
    derived = Derived()
    datasets = [derived.enriched(dataset) for dataset in generate(1)]
    rest = derived.rest()
    assert computed(rest) == computed(seeded)
    benchmark = [row for row in datasets[1].nodes["Institution"] if row["socialised"]]
    assert len(benchmark) > 0
    whole = Dataset(
        {name: [*chain.from_iterable(d.nodes.get(name, []) for d in datasets)] for name in datasets[0].nodes},
        {
            name: [*chain.from_iterable(d.relationships.get(name, []) for d in datasets)]
            for name in rest_types(datasets)
        },
    )
    again = Derived()
    again.enriched(whole)
    assert again.rest().relationships["COOPERATES_WITH"] == rest.relationships["COOPERATES_WITH"]
    assert len(rest.relationships["COOPERATES_WITH"]) > len(seeded.relationships["COOPERATES_WITH"])


def rest_types(datasets: list[Dataset]) -> list[str]:
    return sorted({name for dataset in datasets for name in dataset.relationships})

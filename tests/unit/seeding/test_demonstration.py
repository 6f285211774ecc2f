"""The counts of the demonstration, its determinism and its names."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections import Counter
from datetime import date
from typing import Any

import pytest

from graph_service.model import load_model
from graph_service.resources import folder
from graph_service.seeding.dataset import Dataset
from graph_service.seeding.export import manifest_of, manifest_text
from graph_service.seeding.generator import generate
from graph_service.seeding.load import dataset_digest
from graph_service.seeding.seed import datasets
from tests.unit.seeding.reading import Reading

COUNTS = {
    "Country": 1,
    "Region": 8,
    "County": 20,
    "District": 174,
    "Settlement": 3155,
    "SettlementPart": 1043,
    "ConceptScheme": 42,
    "Concept": 228,
    "Source": 52,
    "Community": 360,
    "CountyOffice": 18,
    "Mentor": 84,
    "Institution": 720,
    "Professional": 420,
    "SampleProject": 18,
    "Collaboration": 432,
    "GoodPractice": 112,
    "VolunteerProgramme": 90,
    "TopProject": 72,
    "Municipality": 360,
    "CivilOrganisation": 144,
    "ChurchOrganisation": 36,
    "OtherOrganisation": 18,
    "Training": 6,
    "TrainingSession": 60,
    "Event": 365,
    "Publication": 40,
    "MentoringActivity": 2160,
    "Measurement": 1800,
    "SocialisationAssessment": 828,
    "GameApp": 1,
    "OnlinePlatform": 5,
    "Quest": 54,
    "Badge": 9,
    "QuestStat": 216,
    "Indicator": 7,
    "IndicatorValue": 6,
    "DevelopmentProcess": 360,
    "ParticipationBody": 54,
    "MethodologyModel": 6,
    "Research": 4,
    "Trainer": 12,
    "Programme": 1,
    "ProgrammeActivity": 9,
    "ConsortiumMember": 3,
    "TopCall": 2,
    "MonitoringWave": 3,
}


def test_every_label_has_its_count(dataset: Dataset) -> None:
    assert {label: len(rows) for label, rows in dataset.nodes.items()} == COUNTS


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    """What `kalaka seed --out` writes: with the derived rows."""
    return manifest_of(datasets())


def test_manifest_is_the_committed_one(manifest: dict[str, Any]) -> None:
    committed = json.loads((folder("seed") / "manifest.json").read_text(encoding="utf-8"))
    differing = [name for name in manifest["files"] if manifest["files"][name] != committed["files"].get(name)]
    assert (differing, manifest) == ([], committed), "the generator changed: copy manifest.json of `kalaka seed --out`"


def test_readme_names_the_counts(manifest: dict[str, Any], dataset: Dataset) -> None:
    text = (folder("seed") / "README.md").read_text(encoding="utf-8")
    assert f"{dataset.node_count():,} nodes and {dataset.relationship_count():,} relationships" in text
    assert f"{manifest['nodes']:,} and {manifest['relationships']:,}" in text


def test_a_later_row_of_a_node_adds_to_the_earlier() -> None:
    earlier = Dataset({"County": [{"id": "county:x", "population": 1}]}, {})
    later = Dataset({"County": [{"id": "county:x", "nuts3": "X"}]}, {})
    assert manifest_of([earlier, later])["files"]["nodes/County.csv"]["rows"] == 1
    both = Dataset({"County": [{"id": "county:x", "population": 1, "nuts3": "X"}]}, {})
    assert manifest_of([earlier, later]) == manifest_of([both])
    model = load_model()
    assert dataset_digest(model, [earlier, later]) == dataset_digest(model, [both])


@pytest.fixture(scope="module")
def with_cohort() -> list[Dataset]:
    return list(generate(1))


@pytest.mark.parametrize("hash_seed", ["1", "4711"])
def test_generation_is_the_same_in_another_process(with_cohort: list[Dataset], hash_seed: str) -> None:
    script = (
        "import hashlib; from graph_service.seeding.generator import generate; "
        "from graph_service.seeding.export import manifest_of, manifest_text; "
        "print(hashlib.sha256(manifest_text(manifest_of(generate(1))).encode()).hexdigest())"
    )
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=120)
    expected = hashlib.sha256(manifest_text(manifest_of(with_cohort)).encode()).hexdigest()
    assert done.stdout.strip() == expected


def test_cohorts_repeat_the_programme_beside_it(dataset: Dataset, with_cohort: list[Dataset]) -> None:
    """The demonstration is the same with cohorts; a cohort has its own ids, its mark and about as many nodes."""
    first, cohort = with_cohort
    assert manifest_of([first]) == manifest_of([dataset])
    ids = {row["id"] for rows in first.nodes.values() for row in rows}
    rows = [row for rows in cohort.nodes.values() for row in rows]
    assert all(row["benchmark"] is True and row["id"] not in ids for row in rows)
    assert 8_400 <= len(rows) <= 9_200
    assert 4 <= cohort.relationship_count() / len(rows) <= 5
    skewed = sum(":HU311" in str(row["id"]) for row in rows)
    assert 0.09 <= skewed / len(rows) <= 0.13


def _names(made: Reading, *columns: str) -> list[str]:
    return [str(row[c]) for _, row in made.invented() for c in columns if c in row]


def test_invented_names_differ_and_do_not_end_in_a_digit(made: Reading) -> None:
    for columns in (("nameHu", "titleHu"), ("nameEn", "titleEn")):
        names = _names(made, *columns)
        assert len(set(names)) >= 0.95 * len(names)
        assert [name for name in names if name[-1].isdigit()] == []


@pytest.mark.parametrize("column", ["summaryHu", "summaryEn"])
def test_summaries_differ(made: Reading, column: str) -> None:
    texts = _names(made, column)
    assert len(texts) >= 480
    assert len(set(texts)) >= 0.9 * len(texts)
    assert [text for text in texts if "{" in text or "  " in text] == []


def test_people_have_names_of_their_own(made: Reading) -> None:
    names = [row["displayName"] for label in ("Mentor", "Professional", "Trainer") for row in made.nodes(label)]
    assert len(set(names)) == len(names) == 516


def test_every_row_is_of_the_model(dataset: Dataset) -> None:
    model = load_model()
    for label, rows in dataset.nodes.items():
        known = {name for p in model.types[label].properties.values() for name in p.stored_names}
        known |= {"nameFolded", "nameSort", "searchFolded"}
        properties = model.types[label].properties.values()
        required = {p.stored for p in properties if p.required and not p.derived and p.default is None}
        required = {f"{name}Hu" if f"{name}Hu" in known else name for name in required}
        for row in rows:
            assert set(row) <= known, (label, set(row) - known)
            missing = required - set(row)
            assert not missing, (label, row["id"], missing)
            assert "" not in row.values(), (label, row["id"], "a text without a letter is stored as none")
    for type_, ties in dataset.relationships.items():
        ends = {(tie.from_label, tie.to_label) for tie in ties}
        assert ends <= set(model.relationship_ends[type_]), type_


def test_ids_name_their_labels(dataset: Dataset) -> None:
    model = load_model()
    for label, rows in dataset.nodes.items():
        for row in rows:
            found = model.label_of(str(row["id"]))
            assert found is not None
            assert found.name == label


def test_codes_are_of_their_vocabularies(dataset: Dataset) -> None:
    model = load_model()
    known = {str(row["key"]) for row in dataset.nodes["Concept"]}
    for label, rows in dataset.nodes.items():
        for p in (p for p in model.types[label].properties.values() if p.scheme):
            used = {code for row in rows if p.stored in row for code in _codes(row[p.stored])}
            assert {f"{p.scheme}:{code}" for code in used} <= known, (label, p.stored)


def _codes(value: object) -> list[str]:
    return value if isinstance(value, list) else [str(value)]


def test_relationships_are_unique_and_their_ends_exist(made: Reading) -> None:
    seen: Counter[tuple[str, str, str, object]] = Counter()
    for type_, ties in made.dataset.relationships.items():
        for tie in ties:
            assert (made.labels[tie.from_id], made.labels[tie.to_id]) == (tie.from_label, tie.to_label)
            seen[type_, tie.from_id, tie.to_id, tie.properties.get("key")] += 1
    assert [tie for tie, count in seen.items() if count > 1] == []


def test_programme_days_lie_in_the_programme(made: Reading) -> None:
    """Foundings may be earlier, announced events later."""
    first, last = date(2016, 9, 16), date(2019, 9, 15)
    outside = [
        (label, row["id"], name)
        for label, row in made.invented()
        for name, value in row.items()
        if type(value) is date and name != "foundedOn" and label != "Event" and not first <= value <= last
    ]
    assert outside == []
    assert sum(row["startDate"] > last for row in made.nodes("Event")) == 18


def test_relationship_days_lie_in_the_life_of_both_ends(made: Reading) -> None:
    begins = ("foundedOn", "startDate", "startedOn", "joinedOn", "openedOn", "publishedOn", "validFrom", "assessedOn")
    wrong = []
    for type_ in ("MENTORS", "WORKS_AT", "RESPONSIBLE_FOR", "PARTICIPATES_IN", "USES_SPACE_OF", "SITS_IN", "ADOPTED"):
        for tie in made.ties(type_):
            day = tie.properties.get("from", tie.properties.get("on"))
            for id_ in (tie.from_id, tie.to_id) if day is not None else ():
                row = made.rows[id_]
                begin = next((row[name] for name in begins if name in row), day)
                if not begin <= day <= row.get("endDate", date.max):
                    wrong.append((type_, id_, day))
            if "to" in tie.properties and tie.properties["to"] < (day or made.rows[tie.to_id]["startDate"]):
                wrong.append((type_, tie.from_id, "to"))
    assert wrong == []


def test_no_synthetic_node_carries_a_real_identifier(made: Reading) -> None:
    real = ("isil", "wikidataId", "geonamesId", "isbn", "kohesioId")
    assert [row["id"] for _, row in made.invented() if any(name in row for name in real)] == []

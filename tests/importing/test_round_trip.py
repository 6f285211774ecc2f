"""Out of one engine into another and back: the same graph, to the last digit and the last type."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from graph_service.cypher import Statement
from graph_service.importing.manifest import read_manifest
from graph_service.importing.restore import restore
from graph_service.importing.takeout import export
from graph_service.model import load_model
from graph_service.store.open import open_store
from graph_service.store.store import Store
from graph_service.writes.digest import digest_graph
from graph_service.writes.whole import LEFT_OUT, taken_labels
from tests.engines.running import running_embedded
from tests.importing.conftest import Taken
from tests.importing.planted import TEXTS

pytestmark = pytest.mark.anyio
MODEL = load_model()


async def test_out_of_the_embedded_engine_into_this_one_and_back(
    taken: Taken, bare_store: Store, tmp_path: Path
) -> None:
    there = await restore(bare_store, MODEL, taken.folder)
    assert there.digest == taken.digest.whole
    assert there.data_version == await version(bare_store)

    again = await export(bare_store, MODEL, tmp_path / "again")
    assert (again.manifest.digest, again.manifest.data_digest) == (taken.digest.whole, taken.digest.data)
    assert again.manifest.files == taken.exported.manifest.files
    with running_embedded(tmp_path / "back") as running:
        async with open_store(running.options) as back:
            await restore(back, MODEL, tmp_path / "again")
            assert await digest_graph(back, MODEL) == taken.digest
            await assert_texts(back)


async def version(store: Store) -> int:
    [number] = await store.read(Statement("MATCH (v:DataVersion {id: 'current'}) RETURN v.number AS n"), seconds=10)
    return int(number)


async def assert_texts(store: Store) -> None:
    """Beside the digest, which is ours, the texts themselves."""
    text = "UNWIND $ids AS id MATCH (n:Source {id: id}) RETURN collect([n.title, n.licence, n.revision]) AS found"
    ids = [f"source:planted{place}" for place in range(len(TEXTS))]
    [found] = await store.read(Statement(text, {"ids": ids}), seconds=10)
    assert found == [[text, "", 2**63 - 1] for text in TEXTS]


async def test_the_manifest_says_what_is_left_out_and_why(taken: Taken) -> None:
    manifest = read_manifest(taken.folder)
    assert manifest == taken.exported.manifest
    left = {one.what: one for one in manifest.left_out}
    assert {what: one.why for what, one in left.items()} == dict(LEFT_OUT)
    assert (left["ApiKey"].count, left["IdempotencyKey"].count) == (1, 1)
    assert left["Migration"].count > 10
    assert manifest.nodes == sum(taken.digest.nodes.values())
    assert manifest.relationships == sum(taken.digest.relationships.values())
    assert {"Change", "Import", "WorkItem", "Alias", "Pending", "DataVersion"} <= taken.digest.nodes.keys()


async def test_no_cell_of_any_file_is_a_formula(taken: Taken) -> None:
    cells = [cell for path in taken.folder.rglob("*.csv") for row in rows(path) for cell in row]
    assert sum(cell.startswith("'") for cell in cells) > 20
    assert [cell[:40] for cell in cells if cell.startswith(("=", "+", "@", "\t", "\r"))] == []
    assert [cell for cell in cells if cell.startswith("-") and not is_number(cell)] == []


def rows(path: Path) -> list[list[str]]:
    before = csv.field_size_limit(2**31 - 1)
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.reader(file, strict=True))
    finally:
        csv.field_size_limit(before)


def is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def test_a_label_is_taken_along_or_left_out_with_a_reason() -> None:
    every = {label.name for label in MODEL.types.values() if not label.abstract}
    assert {label.name for label in taken_labels(MODEL)} == every - set(LEFT_OUT)
    assert set(LEFT_OUT) <= every
    assert {label.name for label in taken_labels(MODEL, keys=True)} == every - set(LEFT_OUT) | {"ApiKey"}

"""Names stand in the order of Node's `Intl.Collator('hu')`, a judge that shares no code with the key."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
from collections.abc import Iterator

import pytest

from graph_service.model.text import sort_key
from tests.exported import exported_files

_JUDGE = """
const names = JSON.parse(require('fs').readFileSync(0, 'utf8')), { compare } = new Intl.Collator('hu');
const pairs = names.slice(1).map((name, place) => [names[place], name]);
const wrong = pairs.filter(([one, other]) => compare(one, other) > 0);
console.log(JSON.stringify({ knows: Intl.Collator.supportedLocalesOf('hu'), wrong }));
"""
WORDS = [["aszal", "asszony", "asztal"], ["cukor", "csaba"], ["Győr", "Gyula", "Öcsöd", "őz", "Pécs"]]


@pytest.fixture(scope="module")
def node() -> str:
    """The program; a run without it says so, and CI may not be without it."""
    found = shutil.which("node")
    if found is None:
        reason = "NOT RUN: Node is not installed, so nothing compares with Intl.Collator"
        (pytest.fail if os.environ.get("CI", "").lower() in ("true", "1") else pytest.skip)(reason)
    return str(found)


def inversions(node: str, names: list[str]) -> list[list[str]]:
    """The neighbours that the collator would have the other way round."""
    done = subprocess.run([node, "-e", _JUDGE], input=json.dumps(names), capture_output=True, text=True, check=True)
    told = json.loads(done.stdout)
    assert told["knows"] == ["hu"], "this Node was built without the Hungarian locale"
    wrong: list[list[str]] = told["wrong"]
    return wrong


def names(label: str) -> Iterator[str]:
    with (exported_files() / "nodes" / f"{label}.csv").open(encoding="utf-8", newline="") as opened:
        for row in csv.DictReader(opened):
            yield row.get("nameHu") or row["name"]


@pytest.mark.parametrize(("label", "least"), [("Settlement", 3000), ("SettlementPart", 30), ("Institution", 700)])
def test_names_stand_as_the_collator_has_them(node: str, label: str, least: int) -> None:
    ordered = sorted(names(label), key=sort_key)
    assert len(ordered) >= least
    assert inversions(node, ordered) == []


@pytest.mark.parametrize("words", WORDS, ids=lambda words: words[0])
def test_words_that_letters_of_two_characters_decide(node: str, words: list[str]) -> None:
    assert sorted(reversed(words), key=sort_key) == words
    assert inversions(node, words) == []


def test_an_inversion_would_be_seen(node: str) -> None:
    assert inversions(node, ["csaba", "cukor"]) == [["csaba", "cukor"]]

"""The five worked examples of the design: their documents as they stand there, their answers as the oracle has them.

In the second one the number of relatives to order by is written as a condition on one link, see docs/asking.md.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from graphql import build_schema, parse, validate

from tests.answering import Service
from tests.exported import exported_files
from tests.oracle import CursorBook, Oracle, cursor_keys
from tests.questions.files import Files

FOLDER = Path(__file__).parent / "worked_examples"
NAMES = sorted(path.stem for path in FOLDER.glob("*.graphql"))
CONNECTED = "4_connected"
YEAR = ("2018-01-01", "2018-12-31")


def document(name: str) -> str:
    """The document of an example."""
    return (FOLDER / f"{name}.graphql").read_text(encoding="utf-8")


@pytest.mark.static
@pytest.mark.parametrize("name", NAMES)
def test_the_schema_has_all_that_it_asks(name: str, sdl: str) -> None:
    assert validate(build_schema(sdl, assume_valid_sdl=True), parse(document(name))) == []


@pytest.mark.anyio
@pytest.mark.parametrize("name", [name for name in NAMES if name != CONNECTED])
async def test_answer_is_the_oracles(name: str, service: Service, oracle: Oracle) -> None:
    ours, seen = await service.counted(document(name))
    second = oracle.answer(document(name))
    met = CursorBook().meet(ours, second, cursor_keys(document(name)))
    assert json.dumps(met) == json.dumps(ours)
    assert seen.count("RUN") == 1
    assert _rows(ours) > 0


def _rows(value: Any) -> int:
    """How many rows the lists of an answer have."""
    if isinstance(value, dict):
        return sum(map(_rows, value.values()))
    return len(value) + sum(map(_rows, value)) if isinstance(value, list) else 0


@pytest.mark.anyio
async def test_the_planted_path_of_four_steps_is_found(service: Service) -> None:
    planted = json.loads((exported_files() / "manifest.json").read_text(encoding="utf-8"))["planted"]
    chain = planted["8 path of four steps in HU223"]
    data = await service.data(document(CONNECTED), {"a": chain[0], "b": chain[-1]})
    files = Files(exported_files())
    expected = sorted(paths_of_four(files, chain[0], chain[-1]))[:3]
    found = [[step["node"]["id"] for step in path["steps"]] for path in data["paths"]["nodes"]]
    assert found == expected
    assert chain in found
    assert not data["paths"]["truncated"]
    first = data["paths"]["nodes"][0]["steps"]
    assert first[0]["relationship"] is None
    assert all(step["relationship"]["type"] in ("PARTICIPATES_IN", "MENTORS", "USES_SPACE_OF") for step in first[1:])


def paths_of_four(files: Files, start: str, end: str) -> list[list[str]]:
    """All simple paths of at most four steps over what held on some day of the year."""
    paths, found = [[start]], []
    for _ in range(4):
        paths = [[*path, far] for path in paths for far in sorted(beside(files, path[-1])) if far not in path]
        found += [path for path in paths if path[-1] == end]
        paths = [path for path in paths if path[-1] != end]
    assert len({len(path) for path in found}) == 1, "else they are to be sorted by length first"
    return found


def beside(files: Files, id_: str) -> set[str]:
    """What a node has to do with in the year."""
    far = set()
    for type_ in ("PARTICIPATES_IN", "MENTORS", "USES_SPACE_OF"):
        for rels, end in ((files.out(type_, id_), "to_id"), (files.into(type_, id_), "from_id")):
            far |= {rel[end] for rel in rels if holds_in_the_year(files, type_, rel)}
    return far


def holds_in_the_year(files: Files, type_: str, rel: dict[str, str]) -> bool:
    """Half-open, from the first day to the day before the last; work together holds as long as the work."""
    work = files.node(rel["to_id"]) if type_ == "PARTICIPATES_IN" else {}
    began, ended = rel.get("from") or work.get("startDate", ""), rel.get("to") or work.get("endDate", "")
    return began < YEAR[1] and not (ended and ended <= YEAR[0])

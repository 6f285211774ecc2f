"""The mutants: a change of the text of `graph_service/query/`, why it would be wrong, and the tests that notice.

A killer is a statement case (`topic/name`, its answer on the embedded engine) or the place of another test.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.engines.seeded import ROOT

PACKAGE = ROOT / "graph_service" / "query"
_CASE = "tests/test_cases.py::test_answer_is_the_committed_one[embedded-{}]"


@dataclass(frozen=True)
class Mutant:
    """One fault: in `file`, each of `changes` (old text, new text) is made once."""

    name: str
    reason: str
    file: str
    changes: tuple[tuple[str, str], ...]
    killers: tuple[str, ...]

    def applied(self, source: str) -> str:
        """`source` with the fault. Raises ValueError where the text is not there exactly once."""
        for old, new in self.changes:
            if source.count(old) != 1:
                raise ValueError(f"{self.name}: {self.file} holds {source.count(old)} times: {old}")
            source = source.replace(old, new)
        return source

    @property
    def tests(self) -> list[str]:
        """What pytest is to run."""
        return [killer if "::" in killer or killer.endswith(".py") else _CASE.format(killer) for killer in self.killers]


def catalogue() -> list[Mutant]:
    """All mutants, by the order of the files that list them."""
    return list(_read(Path(__file__).with_name("mutants.txt").read_text(encoding="utf-8")))


def _read(text: str) -> Iterator[Mutant]:
    for block in text.split("\n=== ")[1:]:
        head, *body = block.rstrip("\n").split("\n")
        facts = dict(line.split(": ", 1) for line in body if line.startswith(("why: ", "file: ", "kills: ")))
        changes = tuple(_changes("\n".join(body)))
        yield Mutant(head, facts["why"], facts["file"], changes, tuple(facts["kills"].split()))


def _changes(body: str) -> Iterator[tuple[str, str]]:
    for part in body.split("\n--- old\n")[1:]:
        old, new = part.split("\n--- new\n") if "\n--- new\n" in part else (part.removesuffix("\n--- new"), "")
        yield old, new

"""The mutants: a change of the text of `graph_service/query/`, why it would be wrong, and the tests that notice.

A killer is a statement case (`topic/name`, its answer on the embedded engine) or the place of another test. A mutant
that no valid document of an ordinary viewer can show says so, with the reason, after `documents: cannot show it: `.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.engines.seeded import ROOT

PACKAGE = ROOT / "graph_service" / "query"
_CANNOT = "cannot show it: "
_CASE = "tests/test_cases.py::test_answer_is_the_committed_one[embedded-{}]"


@dataclass(frozen=True)
class Mutant:
    """One fault: in `file`, each of `changes` (old text, new text) is made once.

    `hidden` says why documents cannot show it, where they cannot.
    """

    name: str
    reason: str
    file: str
    changes: tuple[tuple[str, str], ...]
    killers: tuple[str, ...]
    hidden: str = ""

    def applied(self, source: str) -> str:
        """`source` with the fault. Raises ValueError where the text is not there exactly once."""
        for old, new in self.changes:
            if source.count(old) != 1:
                raise ValueError(f"{self.name}: {self.file} holds {source.count(old)} times: {old}")
            source = source.replace(old, new)
        return source

    @property
    def path(self) -> Path:
        """The file that is changed."""
        return (PACKAGE / self.file).resolve()

    @property
    def module(self) -> str:
        """The name that the file is imported by."""
        return ".".join(self.path.relative_to(ROOT).with_suffix("").parts)

    @property
    def tests(self) -> list[str]:
        """What pytest is to run."""
        return [killer if "::" in killer or killer.endswith(".py") else _CASE.format(killer) for killer in self.killers]


def catalogue() -> list[Mutant]:
    """All mutants, in the order of the list."""
    return list(read(Path(__file__).with_name("mutants.txt").read_text(encoding="utf-8")))


def chosen(words: Sequence[str]) -> list[Mutant]:
    """The mutants whose names hold one of `words`; all of them where there are none."""
    return [mutant for mutant in catalogue() if not words or any(word in mutant.name for word in words)]


def read(text: str) -> Iterator[Mutant]:
    """The mutants of a list as it is written in mutants.txt."""
    for block in text.split("\n=== ")[1:]:
        head, *body = block.rstrip("\n").split("\n")
        facts = dict(line.split(": ", 1) for line in body[: body.index("--- old")])
        changes = tuple(_changes("\n".join(body)))
        yield Mutant(head, facts["why"], facts["file"], changes, tuple(facts["kills"].split()), _hidden(facts))


def _hidden(facts: dict[str, str]) -> str:
    told = facts.get("documents", "")
    if told and not told.startswith(_CANNOT):
        raise ValueError(f"after `documents: ` stands `{_CANNOT}` and the reason, not: {told}")
    return told.removeprefix(_CANNOT)


def _changes(body: str) -> Iterator[tuple[str, str]]:
    for part in body.split("\n--- old\n")[1:]:
        old, new = part.split("\n--- new\n") if "\n--- new\n" in part else (part.removesuffix("\n--- new"), "")
        yield old, new

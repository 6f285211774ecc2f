"""The statement cases: a document beside its statements and its answer, and how these files are read and written.

`<name>.graphql` may begin with `# scopes: …` (what the viewer may besides everybody) and has its variables in
`<name>.variables.json`.
There, `{"cursorOf": "<topic>/<name>", "at": "<path>"}` stands for a cursor of that other case's answer.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph_service.access.scopes import PUBLIC
from graph_service.cypher import Statement

FOLDER = Path(__file__).parent / "cases"
_SCOPES = re.compile(r"^# scopes: (.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Case:
    """One document with its files; `name` is topic and file name."""

    name: str

    def __str__(self) -> str:
        return self.name

    def file(self, ending: str) -> Path:
        return FOLDER / f"{self.name}.{ending}"

    @property
    def document(self) -> str:
        return self.file("graphql").read_text(encoding="utf-8")

    @property
    def scopes(self) -> frozenset[str]:
        found = _SCOPES.search(self.document)
        return PUBLIC.union(found[1].split()) if found else PUBLIC

    @property
    def raw_variables(self) -> dict[str, Any]:
        """The variables as the file has them, references to cursors included."""
        file = self.file("variables.json")
        return json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}

    @property
    def variables(self) -> dict[str, Any]:
        """The variables, cursors taken from the answers of the cases that they refer to."""
        found: dict[str, Any] = _with_cursors(self.raw_variables)
        return found

    @property
    def needs(self) -> list[Case]:
        """The cases whose cursors it uses."""
        return [Case(name) for name in sorted(set(_references(self.raw_variables)))]

    @property
    def answer(self) -> Any:
        """The committed answer."""
        return json.loads(self.file("json").read_text(encoding="utf-8"))

    @property
    def statements(self) -> str:
        """The committed statements with their parameters."""
        return self.file("cypher").read_text(encoding="utf-8")


def all_cases() -> list[Case]:
    """Every case, after those whose cursors it uses."""
    names = sorted(path.relative_to(FOLDER).with_suffix("").as_posix() for path in FOLDER.rglob("*.graphql"))
    ordered: dict[str, Case] = {}
    for name in names:
        _add(Case(name), ordered)
    return list(ordered.values())


def planned_cases() -> list[Case]:
    """Every case but those that graphql-core answers alone."""
    return [case for case in all_cases() if "MATCH" in case.statements]


def _add(case: Case, ordered: dict[str, Case]) -> None:
    if case.name not in ordered:
        for needed in case.needs:
            _add(needed, ordered)
        ordered[case.name] = case


def _with_cursors(value: Any) -> Any:
    if isinstance(value, dict):
        if "cursorOf" in value:
            return at(Case(value["cursorOf"]).answer, value["at"])
        return {name: _with_cursors(inner) for name, inner in value.items()}
    return [_with_cursors(item) for item in value] if isinstance(value, list) else value


def _references(value: Any) -> Iterable[str]:
    if isinstance(value, dict):
        if "cursorOf" in value:
            yield value["cursorOf"]
        for inner in value.values():
            yield from _references(inner)
    elif isinstance(value, list):
        for item in value:
            yield from _references(item)


def at(answer: Any, path: str) -> Any:
    """The value at a dotted path."""
    for step in path.split("."):
        answer = answer[int(step)] if isinstance(answer, list) else answer[step]
    return answer


def statements_text(statements: Sequence[Statement]) -> str:
    """Statements as a file: each after its parameters, a clause of the outermost level on a line of its own."""
    parts = []
    for statement in statements:
        values = json.dumps(statement.parameters, ensure_ascii=False, default=str)
        parts.append(f"// {values}\n{readable(statement.text)};\n")
    return "\n".join(parts)


def readable(text: str) -> str:
    """A statement with a line break and an indent at every block of CALL: nothing else is changed.

    Taking the breaks and indents out again gives the text back.
    """
    out: list[str] = []
    depth = 0
    for token in re.split(r"( (?=CALL \()|\{ |(?<=\}) (?=RETURN|WITH)| \}|\{|\})", text):
        if token == "{ " or token == "{":
            depth += 1
        elif token in (" }", "}"):
            depth -= 1
        elif token == " ":
            token = "\n" + "  " * depth
        out.append(token)
    return "".join(out)


def answer_text(answer: Any) -> str:
    """An answer as a file: the keys in their own order."""
    return json.dumps(answer, ensure_ascii=False, indent=2) + "\n"

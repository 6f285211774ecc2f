"""The named questions of `questions/` and the analyses of its folder `analyses/`: a document each, with its header.

The header is the comment at the beginning of the file, in both languages; Hungarian stands before the bar:

    # hu: Mely intézmények működnek együtt?          the title
    # en: Which institutions cooperate?
    # read hu: Egy sor egy pár.                      how to read the answer
    # read en: A row is a pair.
    # $county: a megye kódja | code of the county    a variable; its type and default stand in the document
    # $until = $today + 30 days: meddig | until      one that follows from another, unless it is given
    # $within = $county: ugyanaz | the same          or is the same, for a place of another type
    # table county.cooperation.nodes: Párok | Pairs  a list of the answer as a table, the main one first
    #   institutions.0.name: Egyik | One             a column: where its value is in a row; `^` is the row around it,
    #   key.0.label or key.0.value: Kulcs | Key      `or` the next place to look where the first has nothing

A table of `*` is the whole answer as one row. `$first` and `$after` need no line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from difflib import get_close_matches
from functools import cache
from typing import Any

from graph_service.errors import Language, RequestError
from graph_service.resources import folder

_TEXT = re.compile(r"# (?P<part>read )?(?P<language>hu|en): (?P<text>.+)")
_VARIABLE = re.compile(r"# \$(?P<name>\w+)(?: = \$(?P<of>\w+)(?: (?P<sign>[+-]) (?P<days>\d+) days)?)?: (?P<words>.+)")
_TABLE = re.compile(r"# table (?P<path>[\w.]+|\*): (?P<words>.+)")
_COLUMN = re.compile(r"#   (?P<places>[\w.^]+(?: or [\w.^]+)*): (?P<words>.+)")


@dataclass(frozen=True)
class Words:
    """A text for people in both languages."""

    hu: str
    en: str

    def in_(self, language: Language) -> str:
        """The text in `language`."""
        return self.hu if language == "hu" else self.en


_PAGING = {
    "first": Words("a fő lista egy lapjának sorai", "rows of a page of the main list"),
    "after": Words(
        "a lap kezdete, az előző válasz `endCursor` értéke", "where the page begins, `endCursor` of an earlier answer"
    ),
}


@dataclass(frozen=True)
class Variable:
    """A variable of a question; where it follows from another, `of`: so many `days` after it, or its value."""

    name: str
    words: Words
    of: str | None = None
    days: int = 0

    def following(self, value: Any) -> Any:
        """Its value where the other has `value`."""
        return (date.fromisoformat(value) + timedelta(self.days)).isoformat() if self.days else value


@dataclass(frozen=True)
class Column:
    """A column: the places of its value in a row, the first that has one counts."""

    places: tuple[str, ...]
    heading: Words


@dataclass(frozen=True)
class Table:
    """A list in the answer, shown as a table."""

    path: str
    title: Words
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class Question:
    """A named document with its header."""

    name: str
    title: Words
    reading: Words
    variables: tuple[Variable, ...]
    tables: tuple[Table, ...]
    document: str

    @property
    def number(self) -> int:
        """Its number among the questions."""
        return int(self.name[1:3])

    @property
    def short_name(self) -> str:
        """Its name without the number."""
        return self.name[4:]

    @property
    def main(self) -> tuple[str, ...]:
        """Where in the answer the connection is whose rows the main table shows; empty where it is a single thing."""
        steps = tuple(self.tables[0].path.split("."))
        return next((steps[:at] for at, step in enumerate(steps) if step in ("nodes", "edges")), ())

    @property
    def is_paged(self) -> bool:
        """Whether the next page of the main connection can be asked for."""
        return "$after: String" in self.document

    def with_derived(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """`given` with the variables that follow from it and were not given."""
        derived = {
            variable.name: variable.following(given[variable.of])
            for variable in self.variables
            if variable.of is not None and given.get(variable.of) is not None and variable.name not in given
        }
        return {**given, **derived}


@cache
def all_questions() -> tuple[Question, ...]:
    """The questions that come with the service, by number."""
    return tuple(
        read_question(path.stem, path.read_text(encoding="utf-8"))
        for path in sorted(folder("questions").glob("*.graphql"))
    )


@cache
def all_analyses() -> tuple[Question, ...]:
    """The documents of `kalaka analyse`, by name."""
    return tuple(
        read_question(path.stem, path.read_text(encoding="utf-8"))
        for path in sorted((folder("questions") / "analyses").glob("*.graphql"))
    )


def find_analysis(text: str) -> Question:
    """The analysis of a name. Raises RequestError where there is none."""
    wanted = text.strip().lower().replace("-", "_")
    for analysis in all_analyses():
        if analysis.name == wanted:
            return analysis
    raise RequestError("ANALYSIS_UNKNOWN", value=text, allowed=", ".join(one.name for one in all_analyses()))


def find_question(text: str) -> Question:
    """The question of a number (`1`, `q01`) or name. Raises RequestError where there is none."""
    wanted = text.strip().lower().replace("-", "_")
    for question in all_questions():
        number = wanted.removeprefix("q")
        if wanted in (question.name, question.short_name) or (number.isdecimal() and int(number) == question.number):
            return question
    names = [question.short_name for question in all_questions()]
    numbers = ", ".join(str(question.number) for question in all_questions())
    near = [name for name in names if wanted in name] or get_close_matches(wanted, names, cutoff=0.5)
    allowed = ", ".join(near) or numbers
    raise RequestError("QUESTION_UNKNOWN", value=text, allowed=allowed)


@dataclass
class _Header:
    """What was read of a header so far."""

    texts: dict[str, str] = field(default_factory=dict)
    variables: list[Variable] = field(default_factory=list)
    tables: list[tuple[str, Words, list[Column]]] = field(default_factory=list)

    def read(self, line: str) -> None:
        """Takes a line. Raises ValueError for one that means nothing."""
        if found := _TEXT.fullmatch(line):
            self.texts[f"{found['part'] or ''}{found['language']}"] = found["text"]
        elif found := _VARIABLE.fullmatch(line):
            days = int(f"{found['sign']}{found['days']}") if found["days"] else 0
            self.variables.append(Variable(found["name"], _words(found["words"]), found["of"], days))
        elif found := _TABLE.fullmatch(line):
            self.tables.append((found["path"], _words(found["words"]), []))
        elif (found := _COLUMN.fullmatch(line)) and self.tables:
            self.tables[-1][2].append(Column(tuple(found["places"].split(" or ")), _words(found["words"])))
        else:
            raise ValueError(line)

    def words(self, part: str = "") -> Words:
        return Words(self.texts[f"{part}hu"], self.texts[f"{part}en"])


def read_question(name: str, text: str) -> Question:
    """The question in a file. Raises ValueError or KeyError where its header is not one."""
    header = _Header()
    for line in _header_lines(text.splitlines()):
        header.read(line)
    tables = tuple(Table(path, title, tuple(columns)) for path, title, columns in header.tables)
    paging = (Variable(name, words) for name, words in _PAGING.items() if f"${name}:" in text)
    return Question(name, header.words(), header.words("read "), (*header.variables, *paging), tables, text)


def _header_lines(lines: Sequence[str]) -> Iterator[str]:
    for line in lines:
        if not line.startswith("#"):
            return
        yield line


def _words(text: str) -> Words:
    hu, bar, en = text.partition(" | ")
    if not bar:
        raise ValueError(text)
    return Words(hu, en)

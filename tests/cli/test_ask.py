"""`kalaka ask`: finds a question, reads its variables by their types, and shows the answer in each form."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from graphql import build_schema, parse

from graph_service.cli import kalaka
from graph_service.cli._tables import Cells, enum_places, table_rows
from graph_service.cli._typed import read_typed
from graph_service.errors import RequestError
from graph_service.questions import Column, Table, Words, all_questions, find_question, read_question
from tests.engines.running import RunningEngine

SCHEMA = build_schema(
    "scalar Date scalar DateTime enum Sector { MUSEUM LIBRARY } input W { a: Int } "
    "type Query { a(day: Date, at: DateTime, text: String, n: Int, s: Sector, ss: [Sector!], ids: [ID!], w: W): Int }"
)
TYPED = parse(
    "query($day: Date, $at: DateTime, $text: String, $n: Int, $s: Sector, $ss: [Sector!], $ids: [ID!], $w: W) "
    "{ a(day: $day, at: $at, text: $text, n: $n, s: $s, ss: $ss, ids: $ids, w: $w) }"
)
HEADER = """# hu: Kérdés?
# en: Question?
# read hu: Így.
# read en: So.
# $today: ma | today
# $until = $today + 30 days: meddig | until
# $since = $today - 90 days: mióta | since
# table a.nodes: Sorok | Rows
#   name: Név | Name
#   key.0.label or key.0.value: Kulcs | Key
query($today: Date!, $until: Date!, $since: Date!, $after: String) { a }
"""


def run(*arguments: str, environment: dict[str, str] | None = None) -> Result:
    """The result of `kalaka ask …` in this process."""
    return CliRunner().invoke(kalaka, ["ask", *arguments], env=environment, catch_exceptions=False)


def test_a_header_is_read_whole() -> None:
    question = read_question("q07_some_name", HEADER)
    assert (question.number, question.short_name, question.title) == (7, "some_name", Words("Kérdés?", "Question?"))
    assert question.reading == Words("Így.", "So.")
    [table] = question.tables
    assert table == Table(
        "a.nodes",
        Words("Sorok", "Rows"),
        (Column(("name",), Words("Név", "Name")), Column(("key.0.label", "key.0.value"), Words("Kulcs", "Key"))),
    )
    assert (question.main, question.is_paged) == (("a",), True)


@pytest.mark.parametrize(
    "line", ["# hú: x", "# table a: only one language", "#   late: a | b", "# $x = $y * 2 days: a | b"]
)
def test_a_line_that_means_nothing_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read_question("q07_some_name", f"{line}\n{HEADER}")


def test_what_follows_from_a_day_is_computed_anew_unless_it_is_given() -> None:
    question = read_question("q07_some_name", HEADER)
    assert question.with_derived({}) == {}
    assert question.with_derived({"today": "2019-03-01"}) == {
        "today": "2019-03-01",
        "until": "2019-03-31",
        "since": "2018-12-01",
    }
    given = {"today": "2019-03-01", "until": "2019-03-02", "since": "2019-01-01"}
    assert question.with_derived(given) == given


@pytest.mark.parametrize("text", ["1", "01", "q1", "Q01", "who_cooperates", "who-cooperates", "q01_who_cooperates"])
def test_a_question_is_found_by_number_and_name(text: str) -> None:
    assert find_question(text).name == "q01_who_cooperates"


@pytest.mark.parametrize(
    ("text", "allowed"), [("who", "who_cooperates"), ("who_coperates", "who_cooperates"), ("0", "1")]
)
def test_an_unknown_question_names_those_near_it(text: str, allowed: str) -> None:
    with pytest.raises(RequestError, match=allowed) as raised:
        find_question(text)
    assert raised.value.code == "QUESTION_UNKNOWN"


def test_variables_are_read_by_their_types() -> None:
    given = ["day=2019-09-15", "at=2019-09-15", "text=20473", "n=5", "s=LIBRARY", "ss=LIBRARY, MUSEUM", 'ids=["a"]']
    assert read_typed(SCHEMA, TYPED, [*given, 'w={"a": 1}']) == {
        "day": "2019-09-15",
        "at": "2019-09-15T00:00:00Z",
        "text": "20473",
        "n": 5,
        "s": "LIBRARY",
        "ss": ["LIBRARY", "MUSEUM"],
        "ids": ["a"],
        "w": {"a": 1},
    }
    assert read_typed(SCHEMA, TYPED, ["day=null", "text=a=b"]) == {"day": None, "text": "a=b"}


@pytest.mark.parametrize(
    ("given", "code", "words"),
    [
        ("day=2019-02-30", "VARIABLE_DATE", "written as 2019-09-15; this is 2019-02-30"),
        ("day=20190215", "VARIABLE_DATE", "2019-09-15"),
        ("at=2019-02-15T08:00:00", "VARIABLE_DATE", "2019-09-15T00:00:00Z"),
        ("s=Library", "VARIABLE_CHOICE", "MUSEUM, LIBRARY; this is Library"),
        ("ss=LIBRARY,ARCHIVE", "VARIABLE_CHOICE", "this is ARCHIVE"),
        ("n=five", "VARIABLES", "`\\$n` must be a value of type Int"),
        ("town=x", "VARIABLE_UNKNOWN", "day, at, text, n, s, ss, ids, w"),
        ("day", "VARIABLE_FORM", "name=value"),
    ],
)
def test_wrong_variables_are_told_with_what_is_allowed(given: str, code: str, words: str) -> None:
    with pytest.raises(RequestError, match=words) as raised:
        read_typed(SCHEMA, TYPED, [given])
    assert raised.value.code == code


NESTED = Table(
    "a.nodes.near.edges",
    Words("", ""),
    tuple(
        Column(places, Words("", ""))
        for places in [("^name",), ("km",), ("node.tags.word",), ("node.open",), ("node.none", "node.at"), ("^^x",)]
    ),
)
DATA: dict[str, Any] = {
    "x": 7,
    "a": {
        "nodes": [
            {"name": {"hu": "egy", "en": "one"}, "near": {"edges": [
                {"km": -1.5, "node": {"tags": [{"word": "=a"}, {"word": "LIBRARY"}], "open": True, "none": None,
                                      "at": {"longitude": 16.5, "latitude": 46.5}}},
            ]}},
            {"name": {"hu": "kettő", "en": None}, "near": {"edges": []}},
            {"name": {"hu": "három", "en": None}, "near": {"edges": [{"km": 2, "node": {"tags": [], "open": False}}]}},
        ]
    },
}  # fmt: skip
ENUMS = {("a", "nodes", "near", "edges", "node", "tags", "word"): "Sector"}


def test_rows_of_lists_in_lists_know_the_row_around_them() -> None:
    shown = list(table_rows(NESTED, DATA, Cells("hu", ENUMS).shown))
    assert shown == [
        ["egy", "-1.5", "=a, Könyvtár", "igen", "46.5, 16.5", "7"],
        ["három", "2", "", "nem", "", "7"],
    ]
    written = list(table_rows(NESTED, DATA, Cells("en", ENUMS).written))
    assert written == [
        ["one", "-1.5", "'=a; LIBRARY", "true", "46.5, 16.5", "7"],
        ["három", "2", "", "false", "", "7"],
    ]


def test_a_single_thing_is_a_table_of_one_row() -> None:
    table = Table("a.b", Words("", ""), (Column(("c",), Words("", "")), Column(("^x",), Words("", ""))))
    assert list(table_rows(table, {"x": 1, "a": {"b": {"c": 2}}}, Cells("en", {}).shown)) == [["2", "1"]]
    assert list(table_rows(table, {"x": 1, "a": {"b": None}}, Cells("en", {}).shown)) == []


def test_places_of_enums_are_response_keys() -> None:
    schema = build_schema("enum E { A } type T { e: E es: [E!]! t: T n: Int } type Query { t: T }")
    found = enum_places(schema, parse("{ t { x: e ... on T { t { es n } } } }"))
    assert found == {("t", "x"): "E", ("t", "t", "es"): "E"}


def test_the_list_has_every_question_in_both_languages() -> None:
    listed = json.loads(run("--json").stdout)
    assert [one["name"] for one in listed] == [question.name for question in all_questions()]
    for language, word in (("hu", "kérdés"), ("en", "question")):
        output = run("--list", "--lang", language).stdout
        assert word in output
        assert all(question.title.in_(language) in output for question in all_questions())


@pytest.fixture
def asked(engine: RunningEngine, tmp_path: Path) -> Any:
    """Asks on the engine with the demonstration; the deadline of the service's requests is not the asker's."""

    def ask(*arguments: str) -> Result:
        return run(*arguments, environment={**engine.environment, "KALAKA_READ_SECONDS": "0.1", "LC_ALL": "C.UTF-8"})

    return ask


def test_all_pages_are_the_rows_of_one_large_page(asked: Any) -> None:
    large = json.loads(asked("1", "--json", "--var", "first=100").stdout)
    paged = asked("1", "--json", "--all", "--var", "first=30")
    assert "30 rows, 79 in all" in paged.stderr
    pages = json.loads(paged.stdout)["data"]["county"]["cooperation"]
    assert pages["nodes"] == large["data"]["county"]["cooperation"]["nodes"]
    assert (len(pages["nodes"]), pages["pageInfo"]["hasNextPage"]) == (79, False)


def test_where_it_cannot_be_learnt_whether_the_data_are_invented_an_error_says_so(
    asked: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph_service.cli._asking._SYNTHETIC", "{ unheard }")
    result = asked("1", "--json")
    answer = json.loads(result.stdout)
    assert answer["data"]["county"]["cooperation"]["nodes"]
    assert "unheard" in answer["errors"][0]["message"]
    assert result.exit_code != 0


def test_tables_say_how_many_there_are_how_to_read_them_and_that_they_are_invented(asked: Any) -> None:
    result = asked("1", "--lang", "hu")
    assert result.exit_code == 0, result.output
    output, question = result.stdout, find_question("1")
    for text in (question.title.hu, question.reading.hu, "20 látszik, összesen 79; mind: --all", "Szemléltető adatok"):
        assert text in output
    assert "Közművelődés" in output
    assert "Könyvtár" in output


def test_csv_is_one_table_with_codes_and_headings(asked: Any) -> None:
    result = asked("1", "--csv", "--var", "first=5", "--lang", "en")
    header, *rows = list(csv.reader(io.StringIO(result.stdout)))
    assert header[:2] == ["One institution", "Sector"]
    assert len(rows) == 5
    assert {row[1] for row in rows} <= {"MUSEUM", "LIBRARY", "COMMUNITY_CULTURE"}
    assert "5 shown, 79 in all" in result.stderr
    other = asked("1", "--csv", "--table", "2", "--lang", "hu").stdout.splitlines()
    assert other[0] == "Intézmény,Szakterület,Település"
    assert len(other) == 1 + 9


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(("99",), "QUESTION_UNKNOWN"), (("1", "--table", "9"), "TABLE_UNKNOWN")],
)
def test_errors_of_asking_are_one_line(arguments: tuple[str, ...], code: str) -> None:
    result = run(*arguments, environment={"LC_ALL": "C.UTF-8"})
    assert result.exit_code == 2
    [line] = result.stderr.splitlines()
    assert line.endswith(f"[{code}]")


def test_errors_of_the_answer_end_with_2(asked: Any) -> None:
    result = asked("1", "--var", "county=HU999")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "There is no County" in result.stderr

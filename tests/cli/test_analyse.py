"""`kalaka analyse`: finds an analysis, reads its options into a scope, and shows the answer; errors are one line."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from graphql import build_schema, parse

from graph_service.cli import kalaka
from graph_service.cli._analysing import given_of, waiting
from graph_service.cli._typed import read_typed
from graph_service.errors import RequestError
from graph_service.messages import MESSAGES
from graph_service.network.candidates import candidates
from graph_service.network.gaps import collaboration_gaps
from graph_service.network.network import Scope, network_of
from graph_service.network.rounding import told
from graph_service.questions import all_analyses, find_analysis
from tests.engines.running import RunningEngine
from tests.network.demonstration import demonstration

DAY = date(2018, 12, 31)
NOTHING: dict[str, Any] = {"level": None, "counties": (), "sectors": (), "types": (), "themes": (), "as_of": None}


def run(*arguments: str, environment: dict[str, str] | None = None) -> Result:
    """The result of `kalaka analyse …` in this process."""
    return CliRunner().invoke(kalaka, ["analyse", *arguments], env=environment, catch_exceptions=False)


def given(name: str, *variables: str, **options: Any) -> tuple[str, ...]:
    """The variables that options give to an analysis."""
    return given_of(find_analysis(name), {**NOTHING, "mode": None, "data": None, **options}, variables)


def test_without_a_name_the_analyses_are_listed() -> None:
    for language, heading in (("hu", "kérdés"), ("en", "question")):
        output = run("--lang", language).stdout
        assert heading in output
        for analysis in all_analyses():
            assert analysis.name in output
            assert analysis.title.in_(language) in output
    listed = json.loads(run("--json").stdout)
    assert [one["name"] for one in listed] == [one.name for one in all_analyses()]


def test_options_make_the_scope() -> None:
    options = {
        "counties": ("HU223", "HU222"),
        "sectors": ("museum",),
        "types": ("inter_institution",),
        "themes": ("tradition",),
        "as_of": "2018-12-31",
        "mode": "cumulative",
        "data": "synthetic",
    }
    [scope, first] = given("brokerage", "first=5", **options)
    assert scope.startswith("scope=")
    assert json.loads(scope.removeprefix("scope=")) == {
        "counties": ["HU223", "HU222"],
        "sectors": ["MUSEUM"],
        "collaborationTypes": ["INTER_INSTITUTION"],
        "themes": ["tradition"],
        "asOf": "2018-12-31",
        "mode": "CUMULATIVE",
        "data": "SYNTHETIC",
    }
    assert first == "first=5"


def test_options_that_are_no_part_of_a_scope_are_variables_of_their_own() -> None:
    assert given("gaps", level="county") == ("level=COUNTY",)
    assert given("coverage", counties=("HU223",), as_of="2018-12-31") == ('counties=["HU223"]', "day=2018-12-31")
    assert given("diffusion", data="mixed", mode="cumulative") == ("mode=CUMULATIVE", "data=MIXED")
    assert given("summary") == ()


def test_a_scope_given_as_a_variable_adds_to_that_of_the_options() -> None:
    [scope] = given("gaps", 'scope={"mode": "CUMULATIVE"}', counties=("HU223",))
    assert json.loads(scope.removeprefix("scope=")) == {"counties": ["HU223"], "mode": "CUMULATIVE"}
    assert given("gaps", "scope=5", counties=("HU223",)) == ('scope={"counties": ["HU223"]}', "scope=5")
    assert given("gaps", 'scope={"mode": "STATE"}') == ('scope={"mode": "STATE"}',)


@pytest.mark.parametrize(
    ("name", "options", "refused", "allowed"),
    [
        ("series", {"level": "county"}, "--level", "--county, --sector, --type, --theme, --as-of, --mode, --data"),
        ("coverage", {"sectors": ("museum",)}, "--sector", "--county, --as-of, --mode, --data"),
        ("diffusion", {"level": "county"}, "--level", "--as-of, --mode, --data"),
    ],
)
def test_an_option_that_an_analysis_does_not_have_is_refused(
    name: str, options: dict[str, Any], refused: str, allowed: str
) -> None:
    with pytest.raises(RequestError, match=f"no option {refused}. It has: {allowed}") as raised:
        given(name, **options)
    assert raised.value.code == "OPTION_UNKNOWN"


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        ({"sectors": ("cinema",)}, "VARIABLE_CHOICE", "MUSEUM, LIBRARY, COMMUNITY_CULTURE; this is CINEMA"),
        ({"types": ("talk",)}, "VARIABLE_CHOICE", "`scope.collaborationTypes` is one of"),
        ({"as_of": "tomorrow"}, "VARIABLE_DATE", "2019-09-15; this is tomorrow"),
    ],
)
def test_wrong_words_and_days_in_a_scope_are_told_with_what_is_allowed(
    options: dict[str, Any], code: str, words: str, sdl: str
) -> None:
    schema = build_schema(sdl, assume_valid_sdl=True)
    with pytest.raises(RequestError, match=words) as raised:
        read_typed(schema, parse(find_analysis("gaps").document), given("gaps", **options))
    assert raised.value.code == code


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("gap",), "ANALYSIS_UNKNOWN", "activity, brokerage, candidates, coverage"),
        (("series", "--level", "county"), "OPTION_UNKNOWN", "--county, --sector"),
        (("gaps", "--table", "2"), "TABLE_UNKNOWN", "2"),
    ],
)
@pytest.mark.parametrize("language", ["hu", "en"])
def test_errors_of_asking_are_one_line_in_either_language(
    arguments: tuple[str, ...], code: str, words: str, language: str
) -> None:
    result = run(*arguments, environment={"LC_ALL": "hu_HU.UTF-8" if language == "hu" else "C.UTF-8"})
    assert result.exit_code == 2
    assert result.stdout == ""
    [line] = result.stderr.splitlines()
    assert line.endswith(f"[{code}]")
    assert words in line
    said = getattr(MESSAGES[code], language).partition("{")[0]
    assert line.startswith(f"error: {said}")


def test_nothing_is_shown_while_computing_where_nobody_looks(capsys: pytest.CaptureFixture[str]) -> None:
    with waiting(find_analysis("gaps"), "en"):
        pass
    assert capsys.readouterr() == ("", "")


def test_on_a_terminal_it_says_what_is_computed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    with waiting(find_analysis("gaps"), "hu"):
        pass
    shown = capsys.readouterr()
    assert find_analysis("gaps").title.hu in " ".join(shown.err.split())
    assert shown.out == ""


@pytest.fixture
def asked(engine: RunningEngine, tmp_path: Path) -> Any:
    """Asks on the engine with the demonstration."""

    def ask(*arguments: str) -> Result:
        return run(*arguments, environment={**engine.environment, "LC_ALL": "C.UTF-8"})

    return ask


def test_gaps_of_the_country_are_those_of_the_method_and_say_what_to_make_of_them(asked: Any) -> None:
    family = collaboration_gaps(network_of(demonstration(), Scope(demonstration().today)), "COUNTRY")
    result = asked("gaps", "--level", "country", "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    found = json.loads(result.stdout)
    assert found["extensions"]["synthetic"] is True
    assert found["extensions"]["variables"]["lang"] == "EN"
    rows = {one["id"]: (one["verdict"], one["observed"], one["expected"]) for one in gaps_of(found)}
    assert rows == {gap.id: (gap.verdict, gap.observed, told(gap.expected)) for gap in family.rows}
    first = gaps_of(found)[0]
    assert (first["sectorA"], first["sectorB"], first["verdict"]) == ("LIBRARY", "MUSEUM", "UNDER_CONNECTED")


def gaps_of(answer: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows of an answer on gaps."""
    rows: list[dict[str, Any]] = answer["data"]["collaborationGaps"]["nodes"]
    return rows


def test_tables_have_words_the_reading_and_the_note_on_invented_data(asked: Any) -> None:
    output = asked("gaps", "--level", "country", "--lang", "hu").stdout
    analysis = find_analysis("gaps")
    for text in (analysis.title.hu, analysis.reading.hu, "Összesen: 6", "Szemléltető adatok", "level=COUNTRY"):
        assert text in output
    for text in ("Könyvtár", "Múzeum", "a véletlennél kevesebb", "hiányra nincs bizonyíték"):
        assert text in output
    assert "UNDER_CONNECTED" not in output


def test_candidates_are_those_of_the_method_with_its_verdict(asked: Any) -> None:
    ids = demonstration().institutions.ids
    county = demonstration().county_rows["HU223"]
    made = candidates(demonstration(), Scope(demonstration().today, "CUMULATIVE", counties=(county,)), 10.0)
    arguments = ("--county", "HU223", "--mode", "cumulative", "--var", "maxKm=10", "--var", "first=100")
    result = asked("candidates", *arguments, "--all", "--json")
    found = json.loads(result.stdout)["data"]["collaborationCandidates"]
    assert f"100 rows, {len(made)} in all" in result.stderr
    assert [(row["a"]["id"], row["b"]["id"]) for row in found["nodes"]] == [(ids[one.a], ids[one.b]) for one in made]
    assert (found["ranking"], found["backtest"]["verdict"]) == (made.ranking, made.backtest.verdict)
    assert (found["totalCount"], found["pageInfo"]["hasNextPage"]) == (len(made), False)


def test_csv_is_one_table_and_its_notes_are_apart(asked: Any) -> None:
    reached, zala = demonstration().reached, demonstration().county_rows["HU223"]
    there = (demonstration().settlements.county[reached.settlement] == zala) & (reached.day <= DAY.toordinal())
    result = asked("coverage", "--county", "HU223", "--as-of", DAY.isoformat(), "--csv", "--var", "first=3")
    header, *rows = list(csv.reader(io.StringIO(result.stdout)))
    assert header[:2] == ["Place", "County"]
    assert [row[1] for row in rows] == ["Zala County"] * 3
    assert f"3 shown, {there.sum()} in all" in result.stderr
    assert "2 Counties (--table)" in result.stderr


def test_an_analysis_without_pages_says_so(asked: Any) -> None:
    result = asked("series", "--all", "--csv", "--sector", "library", "--var", "quarters=4")
    assert "no pages" in result.stderr
    assert [line.split(",")[0] for line in result.stdout.splitlines()[1:]] == [
        "2018-Q4",
        "2019-Q1",
        "2019-Q2",
        "2019-Q3",
    ]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--county", "HU999"), "There is no County"),
        (("--as-of", "2030-01-01"), "2017-01-17 to 2019-09-15"),
        (("--county", "HU110"), "no institution"),
    ],
)
def test_errors_of_the_answer_end_with_2(asked: Any, arguments: tuple[str, ...], words: str) -> None:
    result = asked("gaps", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert words in result.stderr

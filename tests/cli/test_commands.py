"""Commands in this process: help with examples, errors in words with their exit codes, JSON for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from graph_service.cli import COMMANDS, kalaka
from graph_service.cli._files import read_variables
from graph_service.cli._output import flat_rows
from graph_service.errors import RequestError
from graph_service.resources import folder

EXAMPLES = folder("examples")


def run(*arguments: str, environment: dict[str, str] | None = None, given: str | None = None) -> Result:
    """The result of `kalaka …` in this process."""
    return CliRunner().invoke(kalaka, list(arguments), env=environment, input=given, catch_exceptions=False)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_shows_an_example(name: str) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0
    assert "Examples:" in result.output
    assert f"kalaka {name}" in result.output
    assert "--json" in result.output


def test_the_list_of_commands_cuts_no_sentence() -> None:
    result = run("--help")
    assert result.exit_code == 0
    assert "..." not in result.output.replace("[ARGS]...", "")
    assert [name for name in COMMANDS if f"  {name} " not in result.output] == []


def test_an_unknown_command_is_a_user_error() -> None:
    assert run("sever").exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "environment", "code", "words"),
    [
        (("query", "none.graphql"), {}, "FILE_UNREADABLE", "none.graphql"),
        (("query", "-", "--var", "county"), {}, "VARIABLE_FORM", "--var name=value"),
        (("explain", "-"), {}, "DOCUMENT_INVALID", "Cannot query field"),
        (("migrate",), {"KALAKA_PORT": "eighty"}, "SETTING_INVALID", "KALAKA_PORT"),
        (("migrate",), {"NEO4J_URI": "bolt://127.0.0.1:1"}, "NEO4J_DOWN", "NEO4J_URI"),
        (("seed", "--out", "/proc/none"), {}, "FILE_UNWRITABLE", "/proc/none"),
        (("schema", "--check", "--file", "none.graphql"), {}, "FILE_UNREADABLE", "none.graphql"),
    ],
)
def test_user_errors_are_one_line_that_says_what_to_do(
    arguments: tuple[str, ...], environment: dict[str, str], code: str, words: str, tmp_path: Path
) -> None:
    settings = {"KALAKA_DATA_DIR": str(tmp_path), "LC_ALL": "C.UTF-8", **environment}
    result = run(*arguments, environment=settings, given="{ nope }")
    assert result.exit_code == 2
    assert result.stdout == ""
    [line] = result.stderr.splitlines()
    assert line.startswith("error: ")
    assert line.endswith(f"[{code}]")
    assert words in line


def test_errors_speak_hungarian_on_a_hungarian_terminal(tmp_path: Path) -> None:
    environment = {"KALAKA_PORT": "x", "LC_ALL": "hu_HU.UTF-8", "KALAKA_DATA_DIR": str(tmp_path)}
    assert "értéke nem használható" in run("migrate", environment=environment).stderr


def test_a_setting_that_nothing_reads_is_told(tmp_path: Path) -> None:
    environment = {"KALAKA_PROT": "9000", "KALAKA_PORT": "x", "KALAKA_DATA_DIR": str(tmp_path)}
    assert (
        "warning: KALAKA_PROT is no setting; did you mean KALAKA_PORT?"
        in run("migrate", environment=environment).stderr
    )


def test_explain_of_the_flagship_is_one_statement() -> None:
    result = run("explain", str(EXAMPLES / "who_cooperates.graphql"), "--json", "--var", "county=HU312")
    assert result.exit_code == 0
    explained = json.loads(result.output)
    assert len(explained["statements"]) == 1
    assert "HU312" in explained["statements"][0]["parameters"].values()
    assert "HU312" not in explained["statements"][0]["text"]


def test_explain_for_people_shows_plan_statement_and_parameters() -> None:
    result = run("explain", str(EXAMPLES / "who_cooperates.graphql"))
    assert result.output.count("\nStatement\n") == 1
    for word in ("Operation", "Seek(", "Price:", "Parameters", '"HU223"'):
        assert word in result.output


def test_explain_takes_the_name_of_a_question() -> None:
    by_name = run("explain", "who_cooperates", "--json", "--var", "county=HU312", "--var", "first=7")
    by_number = run("explain", "1", "--json", "--var", "county=HU312", "--var", "first=7")
    assert by_name.output == by_number.output
    [statement] = json.loads(by_name.output)["statements"]
    assert {"HU312", 7} <= {value for value in statement["parameters"].values() if not isinstance(value, list)}
    assert run("explain", "nobody_asks").stderr.rstrip().endswith("[QUESTION_UNKNOWN]")


def test_explain_of_a_search_shows_what_is_read_of_the_nodes_it_finds() -> None:
    document = (
        '{ county(nuts3: "HU223") { id } paths(from: "inst:a", to: "inst:b") { nodes { steps { node { id } } } } }'
    )
    explained = json.loads(run("explain", "-", "--json", given=document).output)
    assert explained["price"] == 11
    assert [statement["parameters"] for statement in explained["statements"]] == [{"p0": "HU223"}, {"p0": []}]
    told = run("explain", "-", given=document).output
    assert "paths: Search(paths, at most 5 nodes)" in told
    assert told.count("\nStatement\n") == 2


def test_nothing_to_plan_is_said() -> None:
    result = run("explain", "-", given="{ __typename }")
    assert (result.exit_code, result.stderr.strip()[-len("[NOT_PLANNED]") :]) == (2, "[NOT_PLANNED]")


def test_schema_is_the_committed_one(tmp_path: Path) -> None:
    committed = (folder("schema") / "schema.graphql").read_text(encoding="utf-8")
    assert run("schema").output == committed
    assert run("schema", "--check").exit_code == 0
    target = tmp_path / "schema.graphql"
    assert run("schema", "--write", "--file", str(target)).exit_code == 0
    assert target.read_text(encoding="utf-8") == committed


def test_schema_check_lists_what_breaks_clients(tmp_path: Path) -> None:
    target = tmp_path / "schema.graphql"
    text = (folder("schema") / "schema.graphql").read_text(encoding="utf-8")
    target.write_text(text.replace("type Query {", "type Query {\n  gone: Int\n", 1), encoding="utf-8")
    result = run("schema", "--check", "--file", str(target))
    assert result.exit_code == 1
    assert "breaking: " in result.output
    assert "gone" in result.output


def test_variables_are_json_or_text() -> None:
    read = read_variables(["a=1", "b=HU223", "c=[1,2]", "d=", "e=a=b", "f=null", 'g="1"'])
    assert read == {"a": 1, "b": "HU223", "c": [1, 2], "d": "", "e": "a=b", "f": None, "g": "1"}
    for wrong in ("a", "=1", "a-b=1", "1a=1"):
        with pytest.raises(RequestError):
            read_variables([wrong])


def test_plain_lists_become_tables() -> None:
    rows = [{"nuts3": "HU223", "name": {"hu": "Zala"}}]
    assert flat_rows({"counties": {"nodes": rows}}) == [{"nuts3": "HU223", "name.hu": "Zala"}]
    assert flat_rows({"county": {"name": {"hu": "Zala"}}}) is None
    assert flat_rows({"counties": {"nodes": [{"types": ["A"]}]}}) is None
    assert flat_rows({"a": {"nodes": rows}, "b": 1}) is None

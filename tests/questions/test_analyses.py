"""The analyses of `kalaka analyse`: their documents, and what tables, CSV and JSON show of their answers."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

import pytest
from graphql import (
    FieldNode,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    build_schema,
    parse,
    validate,
)

from graph_service.cli._answers import Shown
from graph_service.cli._asking import Answered
from graph_service.cli._tables import Cells, enum_places, table_rows
from graph_service.errors import Language
from graph_service.questions import Question, Table, all_analyses, find_analysis
from tests.answering import Service

ANALYSES = all_analyses()
NAMES = (
    "activity",
    "brokerage",
    "candidates",
    "coverage",
    "diffusion",
    "fragility",
    "gaps",
    "openness",
    "series",
    "summary",
)
each_analysis = pytest.mark.parametrize("analysis_document", ANALYSES, ids=lambda one: one.name)
LANGUAGES: tuple[Language, ...] = ("hu", "en")
# Columns without anything in the demonstration: no model has proved better; a country is no place of a county.
EMPTY = {("candidates", "Probability"), ("gaps", "Place")}
NO_ROWS = {("openness", "Pairs of counties")}  # no pair of counties expects enough to be tested


@pytest.fixture(scope="module")
def schema(sdl: str) -> GraphQLSchema:
    """The schema of the committed SDL."""
    return build_schema(sdl, assume_valid_sdl=True)


@pytest.mark.static
def test_there_are_the_analyses_that_the_command_promises() -> None:
    assert tuple(one.name for one in ANALYSES) == NAMES
    for language in LANGUAGES:
        assert len({one.title.in_(language) for one in ANALYSES}) == len(ANALYSES)


@pytest.mark.static
@each_analysis
def test_document_is_one_valid_operation_of_its_name(analysis_document: Question, schema: GraphQLSchema) -> None:
    document = parse(analysis_document.document)
    [operation] = document.definitions
    assert isinstance(operation, OperationDefinitionNode)
    assert validate(schema, document) == []
    assert operation.name
    assert operation.name.value.lower() == analysis_document.name


@pytest.mark.static
@each_analysis
def test_variables_have_words_and_may_all_be_left_out(analysis_document: Question) -> None:
    [operation] = parse(analysis_document.document).definitions
    assert isinstance(operation, OperationDefinitionNode)
    declared = {one.variable.name.value: one for one in operation.variable_definitions or ()}
    assert {variable.name for variable in analysis_document.variables} == declared.keys()
    assert all(one.default_value or not str(one.type).endswith("!") for one in declared.values())


@pytest.mark.static
@each_analysis
def test_answers_say_how_they_were_made(analysis_document: Question) -> None:
    [meta] = re.findall(r"\bmeta \{([^}]+)\}", analysis_document.document)
    assert {"dataVersion", "asOf", "methodVersion", "synthetic", "stale", "definition"} <= set(meta.split())


@pytest.mark.static
@each_analysis
def test_columns_lead_to_fields_of_the_document(analysis_document: Question) -> None:
    [operation] = parse(analysis_document.document).definitions
    assert isinstance(operation, OperationDefinitionNode)
    for table in analysis_document.tables:
        steps = [] if table.path == "*" else table.path.split(".")
        for column in table.columns:
            for place in column.places:
                path = place if place.startswith("^") else ".".join([*steps, place])
                assert leads(operation.selection_set, path.lstrip("^").split(".")), f"{table.path} {place}"


def leads(selected: SelectionSetNode | None, path: list[str]) -> bool:
    """Whether a path of response keys, and places in lists, is selected."""
    if not path:
        return True
    if path[0].isdecimal():
        return leads(selected, path[1:])
    if selected is None:
        return False
    for node in selected.selections:
        if isinstance(node, InlineFragmentNode) and leads(node.selection_set, path):
            return True
        if isinstance(node, FieldNode) and (node.alias or node.name).value == path[0]:
            return leads(node.selection_set, path[1:])
    return False


async def answered(service: Service, question: Question, language: Language, **variables: Any) -> Answered:
    """The answer in a language, its lists as long as they may be."""
    given = {"lang": language.upper(), "first": 100, **variables}
    values = {name: value for name, value in given.items() if f"${name}:" in question.document}
    data = await service.data(question.document, values)
    enums = enum_places(service.api.core, parse(question.document))
    return Answered(question, values, data, [], enums, is_synthetic=True)


@pytest.mark.anyio
@pytest.mark.parametrize("language", LANGUAGES)
@each_analysis
async def test_tables_show_every_row_and_column(
    analysis_document: Question, language: Language, analysis: Service, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = await answered(analysis, analysis_document, language)
    Shown(answer, analysis_document.tables, language).write("tables")
    output = capsys.readouterr().out
    told = [analysis_document.title, analysis_document.reading, *(table.title for table in analysis_document.tables)]
    assert all(words.in_(language) in output for words in told)
    for table in analysis_document.tables:
        rows = list(table_rows(table, answer.data or {}, Cells(language, answer.enums).shown))
        assert bool(rows) != ((analysis_document.name, table.title.en) in NO_ROWS)
        assert_shown(table, rows, output)
        empty = {(analysis_document.name, one.heading.en) for at, one in enumerate(table.columns) if is_empty(rows, at)}
        assert not rows or empty <= EMPTY


def is_empty(rows: list[list[str]], at: int) -> bool:
    """Whether a column has nothing in any row."""
    return not any(row[at] for row in rows)


def assert_shown(table: Table, rows: list[list[str]], output: str) -> None:
    """Each row is a line of the output, with all that it has."""
    lines = [[cell.strip() for cell in line.split("│")[1:-1]] for line in output.splitlines() if line.startswith("│")]
    assert all([cell.strip() for cell in row] in lines for row in rows), table.title.en


@pytest.mark.anyio
@each_analysis
async def test_csv_and_json_hold_what_tables_show(
    analysis_document: Question, analysis: Service, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = await answered(analysis, analysis_document, "en")
    Shown(answer, analysis_document.tables, "en").write("csv")
    header, *written = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    [table, *_] = analysis_document.tables
    assert header == [column.heading.en for column in table.columns]
    assert written == list(table_rows(table, answer.data or {}, Cells("en", answer.enums).written))
    Shown(answer, analysis_document.tables, "en").write("json")
    found = json.loads(capsys.readouterr().out)
    assert found["data"] == answer.data
    assert found["extensions"] == {"question": analysis_document.name, "variables": answer.variables, "synthetic": True}


@pytest.mark.anyio
@pytest.mark.parametrize(("language", "words"), [("hu", "kevés az adat"), ("en", "not enough data")])
async def test_verdicts_are_words_in_tables_and_codes_in_csv(
    language: Language, words: str, analysis: Service, capsys: pytest.CaptureFixture[str]
) -> None:
    gaps = find_analysis("gaps")
    answer = await answered(analysis, gaps, language, level="COUNTY", verdicts=["INSUFFICIENT_DATA"])
    shown = Shown(answer, gaps.tables, language)
    shown.write("tables")
    _, variables, *lines = capsys.readouterr().out.splitlines()
    assert "INSUFFICIENT_DATA" in variables
    assert any(words in line for line in lines)
    assert not any("INSUFFICIENT_DATA" in line for line in lines)
    shown.write("csv")
    heading = "Verdict" if language == "en" else "Ítélet"
    rows = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert {row[heading] for row in rows} == {"INSUFFICIENT_DATA"}


@pytest.mark.anyio
async def test_counties_and_regions_are_named_where_gaps_have_a_place(analysis: Service) -> None:
    gaps = find_analysis("gaps")
    places = {}
    for level in ("COUNTY", "REGION"):
        answer = await answered(analysis, gaps, "hu", level=level)
        rows = table_rows(gaps.tables[0], answer.data or {}, Cells("hu", answer.enums).shown)
        places[level] = {row[0] for row in rows}
    assert "Zala" in places["COUNTY"]
    assert "Nyugat-Dunántúl" in places["REGION"]
    assert "" not in places["COUNTY"] | places["REGION"]

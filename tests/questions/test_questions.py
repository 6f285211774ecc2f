"""The thirty questions: their documents, their answers on both engines, and the gaps planted in the demonstration."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

import pytest
from graphql import (
    GraphQLSchema,
    OperationDefinitionNode,
    build_schema,
    get_named_type,
    parse,
    validate,
    value_from_ast_untyped,
)

from graph_service.access.scopes import READ_PEOPLE
from graph_service.cli._tables import Cells, table_rows
from graph_service.model import load_model
from graph_service.questions import Question, all_questions
from tests.answering import Service
from tests.exported import exported_files
from tests.oracle import CursorBook, Oracle, cursor_keys
from tests.questions.files import Files
from tests.questions.picked import fits
from tests.questions.runs import ASKED, SEARCHES, WAYS, Run, runs
from tests.test_sdl import NETWORK_ROOTS

QUESTIONS = all_questions()
# The files tell all numbers of people; small ones are for those who may read people.
SEES = (READ_PEOPLE,)
each_question = pytest.mark.parametrize("question", QUESTIONS, ids=lambda one: one.name)
each_run = pytest.mark.parametrize("run", runs(), ids=str)


@pytest.fixture(scope="module")
def schema(sdl: str) -> GraphQLSchema:
    """The schema of the committed SDL."""
    return build_schema(sdl, assume_valid_sdl=True)


@pytest.fixture(scope="session")
def files() -> Files:
    """The demonstration as files."""
    return Files(exported_files())


@pytest.mark.static
@each_question
def test_document_is_one_valid_operation(question: Question, schema: GraphQLSchema) -> None:
    document = parse(question.document)
    [operation] = document.definitions
    assert isinstance(operation, OperationDefinitionNode)
    assert validate(schema, document) == []
    assert operation.name
    assert operation.name.value.lower() == question.short_name.replace("_", "")


@pytest.mark.static
@each_question
def test_variables_have_words_and_defaults_that_agree(question: Question) -> None:
    [operation] = parse(question.document).definitions
    assert isinstance(operation, OperationDefinitionNode)
    definitions = {one.variable.name.value: one for one in operation.variable_definitions or ()}
    assert {variable.name for variable in question.variables} == set(definitions)
    defaults = {
        name: value_from_ast_untyped(one.default_value) for name, one in definitions.items() if one.default_value
    }
    without_default = set(definitions) - set(defaults)
    assert without_default <= {"after", "county"}
    derived = {variable.name for variable in question.variables if variable.of}
    assert question.with_derived({n: v for n, v in defaults.items() if n not in derived}) == defaults
    assert defaults.get("today", "2019-09-15") == "2019-09-15"


@pytest.mark.static
def test_there_are_thirty_questions_and_all_are_told_apart() -> None:
    assert [question.number for question in QUESTIONS] == list(range(1, 31))
    for texts in ([q.title.hu for q in QUESTIONS], [q.title.en for q in QUESTIONS], [q.short_name for q in QUESTIONS]):
        assert len(set(texts)) == len(QUESTIONS)
    assert ASKED.keys() == {question.number for question in QUESTIONS}


ANALYSIS_ROOTS = {"paths", "neighbourhood", "networkChanges", *NETWORK_ROOTS}
GENERAL_ROOTS = {"search", "dataVersion", "derivedAsOf", "vocabularies"}


@pytest.mark.static
def test_no_root_serves_one_question_only(schema: GraphQLSchema) -> None:
    """Every root is one of a type of the model, or for everything, or an analysis."""
    node = schema.type_map["Node"]
    types = {type_.name for type_ in schema.type_map.values() if node in (type_, *getattr(type_, "interfaces", ()))}
    types |= {label.name for label in load_model().labels}
    of_types = types | {f"{name}Connection" for name in types}
    assert schema.query_type
    roots = schema.query_type.fields.items()
    other = {name for name, root in roots if get_named_type(root.type).name not in of_types}
    assert other - GENERAL_ROOTS == ANALYSIS_ROOTS


@dataclass
class Answers:
    """Answers by run and engine, so that no question is asked twice; the desk only where a run is an analysis."""

    service: Service
    analysis: Service
    found: dict[str, Any] = field(default_factory=dict)

    async def of(self, run: Run) -> dict[str, Any]:
        """The answer of a run."""
        if str(run) not in self.found:
            asked = self.service if run.is_planned or run.question.number in SEARCHES else self.analysis
            self.found[str(run)] = await asked.data(run.document, run.variables, SEES)
        data: dict[str, Any] = self.found[str(run)]
        return data


@pytest.fixture(scope="session")
def answers(service: Service, analysis: Service) -> Answers:
    """Answers on the engine at hand."""
    return Answers(service, analysis)


@pytest.mark.anyio
@each_run
async def test_answer_is_what_the_files_say(run: Run, files: Files, answers: Answers) -> None:
    got, wanted = run.picked(await answers.of(run)), run.expected(files)
    assert fits(got, wanted), (got, wanted)


@pytest.mark.anyio
@pytest.mark.parametrize("run", [run for run in runs() if run.is_planned], ids=str)
async def test_answer_is_the_oracles(run: Run, oracle: Oracle, answers: Answers) -> None:
    ours = await answers.of(run)
    second = oracle.answer(run.document, run.variables, scopes=SEES)
    met = CursorBook().meet(ours, second, cursor_keys(run.document))
    assert json.dumps(met) == json.dumps(ours)
    if run.name == WAYS[0]:  # and as everybody sees it: without names, without small numbers of people
        public = await answers.service.data(run.document, run.variables)
        second = oracle.answer(run.document, run.variables)
        assert json.dumps(CursorBook().meet(public, second, cursor_keys(run.document))) == json.dumps(public)


@pytest.mark.anyio
@pytest.mark.parametrize("run", [run for run in runs() if run.is_planned and run.question.number != 14], ids=str)
async def test_one_statement_answers_it(run: Run, service: Service, answers: Answers) -> None:
    """A question is one request, and one trip to the database."""
    await answers.of(run)
    prepared = service.api.reader.prepare(parse(run.document), None, run.variables)
    assert len(prepared.statements) == 1


@pytest.mark.anyio
@each_question
async def test_tables_show_what_there_is(question: Question, answers: Answers) -> None:
    """The main table has rows by default; each column has something in one of the three answers at least."""
    asked = [run for run in runs() if run.question == question and run.name in WAYS]
    answered = [await answers.of(run) for run in asked]
    cells = Cells("hu", {})
    for table in question.tables:
        shown = [list(table_rows(table, data, cells.shown)) for data in answered]
        is_empty_by_rule = question.number == 29  # fresh data keep the rule; see its fixture
        assert shown[0] or is_empty_by_rule or table is not question.tables[0]
        rows = [row for one in shown for row in one]
        empty = [one.heading.en for at, one in enumerate(table.columns) if not any(row[at] for row in rows)]
        assert empty == [] or is_empty_by_rule, table.title.en


@each_question
def test_filter_leaves_less(question: Question, files: Files) -> None:
    """The further filter of a question is one that changes its answer, and does not empty it."""
    if question.number == 29:
        return  # nothing to leave out of nothing; see its fixture
    [filtered] = [run for run in runs() if run.question == question and run.name == "filtered"]
    whole = Run("whole", question, question.document, filtered.variables)
    left = filtered.expected(files)
    assert whole.expected(files) != left
    assert left or question.number == 8


EMPTY = {"q08_chain_of_cooperation-third", "q08_chain_of_cooperation-filtered"}


@pytest.mark.parametrize("run", [run for run in runs() if run.question.number != 29], ids=str)
def test_every_run_has_rows(run: Run, files: Files) -> None:
    found = run.expected(files)
    has_rows = any(found) if isinstance(found, tuple) else bool(found)
    assert has_rows != (str(run) in EMPTY)

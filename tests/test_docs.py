"""Settings, commands, error codes and questions are documented as they are; README's commands and answer are true.

`python -m tests.test_docs` writes the pages anew.
"""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from graphql import parse, print_ast

from graph_service.cli import COMMANDS, kalaka
from graph_service.cli._typed import operation_of
from graph_service.errors import CompilerError, KalakaError, RequestError, SettingsError
from graph_service.messages import MESSAGES, PUBLIC, SUBJECTS, Message, remedy_of
from graph_service.questions import Question, Variable, all_analyses, all_questions
from graph_service.settings import settings_markdown
from graph_service.store.store import Store
from graph_service.web.refusals import status_of

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
_WRITTEN = "Written by `python -m tests.test_docs`; do not edit."


def settings_page() -> str:
    """docs/settings.md."""
    about = (
        "Settings are environment variables, read once at the start; `kalaka doctor` and every command refuse a value "
        "that cannot be, and warn of `KALAKA_…` variables that nothing reads. An empty variable counts as unset."
    )
    tests = (
        "Tests read `TEST_NEO4J_URI`, `TEST_NEO4J_USERNAME`, `TEST_NEO4J_PASSWORD`, `TEST_NEO4J_DATABASE` (unset: a "
        "Neo4j is assembled), see [tests/README.md](../tests/README.md)."
    )
    return f"# Settings\n\n{_WRITTEN}\n\n{about}\n\n{settings_markdown()}\n{tests}\n"


_REMEDIES = {
    "caller": "the caller, by another request",
    "key": "the caller, with a key that may",
    "retry": "time: the same request may succeed later, after `retryAfter` seconds where the answer has it",
    "operator": "whoever runs the service or the command",
    "report": "us: report it with the request id",
}


def errors_page() -> str:
    """docs/errors.md."""
    about = (
        "Codes stand in `extensions.code` and never change; messages come in the language of `Accept-Language`, "
        "Hungarian or English. `{name}` is filled with what was found or what is allowed, never with the value of a "
        "variable. What is not told over the network, and whatever else goes wrong, is told as `INTERNAL`, with a "
        "request id to quote."
    )
    status = (
        "The status is that of a request which is refused as a whole. A document that is refused has it under "
        "`application/graphql-response+json` and 200 under `application/json`; an error of one field leaves the rest "
        "of the answer with 200."
    )
    parts = ["# Error codes", "", _WRITTEN, "", about, "", status, "", "*Mended by*:", ""]
    parts += [f"- **{remedy}**: {words}" for remedy, words in _REMEDIES.items()]
    for subject in SUBJECTS:
        parts += ["", f"## {subject.title}", "", "| code | status | mended by | English | magyar |"]
        parts += ["| --- | --- | --- | --- | --- |"]
        parts += [_error_row(code, message) for code, message in sorted(subject.messages.items())]
    return "\n".join([*parts, ""])


def _error_row(code: str, message: Message) -> str:
    status = str(status_of(_RAISED.get(code, RequestError)(code))) if code in PUBLIC else "–"
    return f"| `{code}` | {status} | {remedy_of(code)} | {_cell(message.en)} | {_cell(message.hu)} |"


def _raised() -> dict[str, type[KalakaError]]:
    """The class that each code is raised as, where the code stands beside it."""
    classes = {one.__name__: one for one in (*KalakaError.__subclasses__(), KalakaError)}
    pattern = re.compile(rf'\b({"|".join(classes)})\(\s*"([A-Z_]+)"')
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "graph_service").rglob("*.py")]
    return {code: classes[name] for text in texts for name, code in pattern.findall(text)}


_RAISED = _raised()


def commands_page() -> str:
    """docs/commands.md."""
    parts = ["# Commands", "", _WRITTEN, "", "Exit codes: 0 done, 1 something failed, 2 the caller can correct it.", ""]
    for words in ([], *_commands()):
        result = CliRunner().invoke(kalaka, [*words, "--help"], prog_name="kalaka", terminal_width=100)
        parts += [f"## {' '.join(['kalaka', *words])}", "", "```text", result.output.rstrip(), "```", ""]
    return "\n".join(parts)


def _commands() -> Iterator[list[str]]:
    """The words of every command, those of a group after it."""
    for name in COMMANDS:
        yield [name]
        command = kalaka.get_command(click.Context(kalaka), name)
        if isinstance(command, click.Group):
            yield from ([name, inner] for inner in command.list_commands(click.Context(command)))


def questions_page() -> str:
    """docs/questions.md."""
    about = (
        "Each is one request, a document in `questions/`, and is answered by `kalaka ask NUMBER`: as tables, with "
        "`--csv` or with `--json`. The words on reading are told with each answer too. Kérdések magyarul: "
        "`kalaka ask --lang hu`."
    )
    analyses = (
        "Each is a document in `questions/analyses/`, answered by `kalaka analyse NAME`; [commands](commands.md) has "
        "the options that fill `scope`, and [methods](methods.md) explains every number. Elemzések magyarul: "
        "`kalaka analyse NÉV --lang hu`."
    )
    parts = ["# Questions", "", _WRITTEN, "", about, ""]
    for question in all_questions():
        parts += _documented(question, f"{question.number}. {question.title.en}", f"kalaka ask {question.short_name}")
    parts += ["# Analyses of the network", "", analyses, ""]
    for analysis in all_analyses():
        parts += _documented(analysis, analysis.title.en, f"kalaka analyse {analysis.name}")
    return "\n".join(parts)


def _documented(question: Question, heading: str, command: str) -> Iterator[str]:
    """What a question is, how to read its answer, and its variables."""
    yield from (f"## {heading}", "", f"*{question.title.hu}*", "", f"`{command}`", "")
    yield from (question.reading.en, "", f"*{question.reading.hu}*", "", *_variables(question), "")


def _variables(question: Question) -> Iterator[str]:
    """The variables of a question as a table."""
    yield "| variable | type | default | meaning | jelentése |"
    yield "| --- | --- | --- | --- | --- |"
    definitions = {one.variable.name.value: one for one in operation_of(parse(question.document)).variable_definitions}
    for variable in question.variables:
        definition = definitions[variable.name]
        default = f"`{print_ast(definition.default_value)}`" if definition.default_value else "–"
        if variable.of is not None:
            default += f" ({_following(variable)})"
        type_ = print_ast(definition.type)
        yield f"| `{variable.name}` | `{type_}` | {default} | {variable.words.en} | {variable.words.hu} |"


def _following(variable: Variable) -> str:
    return f"`{variable.of}` {variable.days:+} days" if variable.days else f"as `{variable.of}`"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ").replace("{{", "{").replace("}}", "}")


PAGES = {"settings": settings_page, "errors": errors_page, "commands": commands_page, "questions": questions_page}


def write() -> None:
    """Write the pages anew."""
    for name, page in PAGES.items():
        (ROOT / "docs" / f"{name}.md").write_text(page(), encoding="utf-8", newline="\n")


@pytest.mark.static
@pytest.mark.parametrize("name", PAGES)
def test_pages_are_as_the_code_has_it(name: str) -> None:
    committed = (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")
    assert committed == PAGES[name](), "python -m tests.test_docs writes it anew"


@pytest.mark.static
def test_every_code_that_is_raised_is_in_the_table() -> None:
    assert set(_RAISED) <= set(MESSAGES)


@pytest.mark.static
def test_every_code_in_the_table_can_be_raised() -> None:
    sources = [p for p in (ROOT / "graph_service").rglob("*.py") if p.parent.name != "messages"]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    assert [code for code in MESSAGES if f'"{code}"' not in text] == []


@pytest.mark.static
def test_no_code_is_in_two_subjects() -> None:
    assert len(MESSAGES) == sum(len(subject.messages) for subject in SUBJECTS)


@pytest.mark.static
def test_faults_of_settings_commands_and_compilers_are_told_to_nobody_outside() -> None:
    inside = {code for code, kind in _RAISED.items() if kind in (SettingsError, CompilerError)}
    assert inside & PUBLIC == {"INTERNAL"}


@pytest.mark.static
def test_both_languages_name_the_same_values() -> None:
    for code, message in MESSAGES.items():
        names = [set(re.findall(r"(?<!{){(\w+)}", text)) for text in (message.hu, message.en)]
        assert names[0] == names[1], code


@pytest.mark.static
def test_readme_is_short_and_its_targets_exist() -> None:
    assert len(README.splitlines()) < 150
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"^make (\w+)", README, re.MULTILINE):
        assert f"\n{target}:" in makefile, target


@pytest.mark.static
@pytest.mark.parametrize("page", ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"])
def test_links_and_paths_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    for link in re.findall(r"\]\(([^)#]+)\)", text):
        assert link.startswith("http") or (ROOT / link).exists(), link
    for path in re.findall(r"`((?:\w+/)+[\w.]*|\w+\.py)`", text):
        places = (ROOT / path, ROOT / "graph_service" / path, ROOT / "tests" / path)
        assert any(place.exists() for place in places), path


@pytest.mark.static
def test_commands_of_readme_exist() -> None:
    for line in re.findall(r"^\.venv/bin/kalaka (.+)$", README, re.MULTILINE):
        name, *arguments = shlex.split(line)
        assert name in COMMANDS
        assert all((ROOT / word).exists() for word in arguments if "/" in word), line


def readme_request() -> dict[str, object]:
    """What README's curl sends."""
    [body] = re.findall(r"-d '(\{.*?\})'\n```", README, re.DOTALL)
    request: dict[str, object] = json.loads(body)
    return request


@pytest.mark.anyio
async def test_the_answer_in_readme_is_the_answer(store: Store) -> None:
    from graph_service.app import api_of
    from graph_service.settings import Settings
    from tests.unit.api.fakes import request

    settings = Settings.from_environment({})
    result = await api_of(settings).execute(str(readme_request()["query"]), None, request(store, seconds=20.0))  # type: ignore[arg-type]  # a real store
    [shown] = re.findall(r"<!-- answer -->\n```json\n(.*?)\n```", README, re.DOTALL)
    assert result.errors is None
    assert json.loads(shown) == {"data": result.data}


if __name__ == "__main__":
    write()

"""`kalaka template`: an empty file to fill in for an import."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph_service.cli._options import as_json

if TYPE_CHECKING:
    from graph_service.errors import Language
    from graph_service.importing.headings import Schema

_EXAMPLES = """
\b
Examples:
  kalaka template Institution --out institutions.xlsx   headings, what each column takes, allowed codes
  kalaka template Intézmény --example                   as CSV, with one invented row
  kalaka template PARTICIPATES_IN --language en         a relationship type, with English headings
"""
_KINDS = ("csv", "xlsx", "jsonl")
_COLUMNS = ("heading", "name", "required", "takes", "description")
_CODES = ("heading", "code", "hu", "en")


@click.command(epilog=_EXAMPLES)
@click.argument("subject", metavar="LABEL_OR_TYPE")
@click.option("--format", "kind", type=click.Choice(_KINDS), help="By default as FILE ends, or CSV.")
@click.option("--language", type=click.Choice(["hu", "en"]), help="Of the headings; by default that of the terminal.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write this FILE; by default the output.")
@click.option("--example", is_flag=True, help="Add one invented row.")
@as_json
def command(
    subject: str, kind: str | None, language: Language | None, out: Path | None, example: bool, is_json: bool
) -> None:
    """Write an empty file to fill in for an import.

    It is for a label or a relationship type, by its stored, Hungarian or English name. CSV and JSON Lines hold the
    headings; XLSX explains them, too.
    """
    from graph_service.cli._errors import terminal_language
    from graph_service.cli._output import Output
    from graph_service.importing.sources import Format
    from graph_service.importing.templates import codes, explanations, template
    from graph_service.model import load_model

    schema, words = _schema(subject), language or terminal_language()
    if is_json and out is None:
        columns = [dict(zip(_COLUMNS, row, strict=True)) for row in explanations(schema, words)]
        allowed = [dict(zip(_CODES, row, strict=True)) for row in codes(schema, words)]
        Output(is_json).value({"subject": schema.subject, "columns": columns, "codes": allowed})
        return
    ending = out.suffix[1:].lower() if out else ""
    chosen = Format(kind or (ending if ending in _KINDS else "csv"))
    data = template(load_model(), schema, chosen, words, with_example=example)
    if out is None:
        click.echo(data, nl=False)
        return
    _write(out, data)
    output = Output(is_json)
    output.value({"written": str(out), "subject": schema.subject}) if is_json else output.line(f"written: {out}")


def _schema(subject: str) -> Schema:
    from graph_service.errors import RequestError
    from graph_service.importing.headings import schemas
    from graph_service.model import load_model

    known = schemas(load_model())
    found = known.find((subject,))
    if found is None:
        raise RequestError("TEMPLATE_UNKNOWN", value=subject, allowed=", ".join(known.nearest(subject)))
    return found


def _write(out: Path, data: bytes) -> None:
    from graph_service.errors import RequestError

    try:
        out.write_bytes(data)
    except OSError as error:
        raise RequestError("FILE_UNWRITABLE", file=out, reason=error.strerror) from None

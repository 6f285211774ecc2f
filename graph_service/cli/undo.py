"""`kalaka undo`: puts back what an import or a transaction changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from graph_service.cli._options import as_json

if TYPE_CHECKING:
    from graph_service.cli._progress import Bar
    from graph_service.errors import Language
    from graph_service.settings import Settings
    from graph_service.writes.undoing import Left, Undone

_EXAMPLES = """
\b
Examples:
  kalaka undo import:5f2c1d --dry-run   what would be undone, and what keeps it from that
  kalaka undo import:5f2c1d             undo an import, if nothing later touched what it did
  kalaka undo import:5f2c1d --partial   undo what nothing later touched, and tell the rest
  kalaka undo 1042                      undo the transaction after which the data had the number 1042
"""
_COLUMNS: dict[Language, tuple[str, ...]] = {
    "hu": ("csomópont", "később módosította", "mikor", "ki"),
    "en": ("node", "changed later by", "when", "who"),
}
_TOLD: dict[Language, dict[str, str]] = {
    "hu": {
        "would": "visszavonható módosítás: {changes}",
        "done": "visszavont módosítás: {changes}; az adatok változata: {numbers}",
        "nothing": "nincs mit visszavonni",
        "refused": "semmi sem változott; a --partial a többit vonja vissza",
    },
    "en": {
        "would": "changes that would be undone: {changes}",
        "done": "changes undone: {changes}; data version {numbers}",
        "nothing": "nothing to undo",
        "refused": "nothing was changed; --partial undoes the rest",
    },
}


class _What(click.ParamType[str]):
    name = "what"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        text = str(value)
        if not (text.startswith("import:") or (text.isascii() and text.isdecimal() and len(text) <= 15)):
            self.fail(f"{text!r} is neither the id of an import, `import:…`, nor a number of the data", param, ctx)
        return text


@click.command(epilog=_EXAMPLES)
@click.argument("what", metavar="IMPORT_OR_NUMBER", type=_What())
@click.option("--partial", is_flag=True, help="Leave what was changed later, and undo the rest.")
@click.option("--dry-run", "is_dry", is_flag=True, help="Tell what would be undone, and change nothing.")
@click.option("--comment", help="Why; kept in the history.")
@as_json
def command(is_json: bool, what: str, partial: bool, is_dry: bool, comment: str | None) -> None:
    """Undo an import or a transaction.

    What somebody changed since is never overwritten: it is listed, and nothing is undone unless --partial says to undo
    the rest. An undoing is a change like any other, and can be undone by its number.
    """
    import sys

    from graph_service.cli._output import Output
    from graph_service.cli._progress import Bar
    from graph_service.cli._running import run, settings_of_environment

    bar = Bar(shown=not is_json and sys.stderr.isatty())
    try:
        done = run(_undo(settings_of_environment(), what, partial, is_dry, comment, bar))
    finally:
        bar.close()
    is_refused = bool(done.problems or (done.left and not partial)) and not (is_dry and not done.problems)
    output = Output(is_json)
    if is_json:
        output.value(_plain(done, is_dry=is_dry))
    else:
        _tell(output, done, is_dry=is_dry, is_refused=is_refused)
    if is_refused and not done.numbers:
        raise click.exceptions.Exit(1)


def _tell(output: Any, done: Undone, *, is_dry: bool, is_refused: bool) -> None:
    from graph_service.cli._errors import terminal_language

    language = terminal_language()
    if done.left:
        output.table(_COLUMNS[language], [row for left in done.left for row in _rows(left)])
    for problem in done.problems:
        output.line(problem.text(language))
    word = "would" if is_dry else "done" if done.changes else "nothing"
    word = "refused" if is_refused and not done.numbers else word
    output.line(_TOLD[language][word].format(changes=done.changes, numbers=", ".join(map(str, done.numbers)) or "–"))


def _rows(left: Left) -> list[tuple[str, str, str, str]]:
    changes = [(c.id, c.at.isoformat(timespec="seconds"), c.made_by or "–") for c in left.changes]
    return [(left.node, *told) for told in changes or [("–", "–", "–")]]


def _plain(done: Undone, *, is_dry: bool) -> dict[str, Any]:
    from graph_service.cli._errors import terminal_language

    changes = {
        left.node: [{"id": c.id, "at": c.at.isoformat(), "by": c.made_by} for c in left.changes] for left in done.left
    }
    language = terminal_language()
    return {
        "what": done.what,
        "dryRun": is_dry,
        "changes": done.changes,
        "numbers": done.numbers,
        "blocked": [{"node": node, "changes": some} for node, some in changes.items()],
        "errors": [{"code": one.code, "message": one.text(language)} for one in done.problems],
    }


async def _undo(  # one for each option
    settings: Settings, what: str, partial: bool, is_dry: bool, comment: str | None, bar: Bar
) -> Undone:
    from graph_service.model import load_model
    from graph_service.store.open import open_store
    from graph_service.writes.history import Author
    from graph_service.writes.pending import catch_up
    from graph_service.writes.shapes import Shapes
    from graph_service.writes.undo_run import Undoing

    async with open_store(settings.store_options()) as store:
        author = Author("command:undo", comment)
        model = load_model()
        undoing = Undoing(store, Shapes(model), what, author, partial=partial, dry=is_dry)
        done = await undoing.run(bar.show)
        if done.numbers:
            await catch_up(store, model)  # of many changes it was left, and nobody else may be there to do it
        return done

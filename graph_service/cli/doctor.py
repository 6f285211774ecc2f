"""`kalaka doctor`: finds out why the service would not start, and says what to do."""

from __future__ import annotations

import click

from graph_service.cli._options import as_json

_EXAMPLES = """
\b
Examples:
  kalaka doctor                                look at this machine and its settings
  NEO4J_URI=bolt://db:7687 kalaka doctor       look at that Neo4j
"""


@click.command(epilog=_EXAMPLES)
@as_json
@click.pass_context
def command(ctx: click.Context, is_json: bool) -> None:
    """Check everything that `kalaka serve` needs.

    The exit code is 1 if something is wrong.
    """
    from graph_service.cli._errors import terminal_language
    from graph_service.cli._output import MARKS, Output
    from graph_service.cli._running import run, settings_of_environment
    from graph_service.store.doctor import diagnose

    settings = settings_of_environment()
    findings = run(diagnose(settings.store_options(), host=settings.host, port=settings.port))
    language, output = terminal_language(), Output(is_json)
    if is_json:
        told = [
            {"level": f.level, "subject": f.subject, "text": f.text(language), "remedy": f.remedy(language)}
            for f in findings
        ]
        output.value({"findings": told})
    for finding in findings:
        mark, colour = MARKS[finding.level]
        output.line(f"{click.style(mark, fg=colour)} {finding.subject}: {finding.text(language)}")
        if finding.remedy(language):
            output.line(f"    {finding.remedy(language)}")
    ctx.exit(1 if any(finding.level == "error" for finding in findings) else 0)

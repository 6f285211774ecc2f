"""`kalaka doctor`: finds out what is wrong or odd about a deployment, and says what to do."""

from __future__ import annotations

import click

from graph_service.cli._options import as_json

_EXAMPLES = """
\b
Examples:
  kalaka doctor                                look at this machine and its settings
  NEO4J_URI=bolt://db:7687 kalaka doctor       look at that Neo4j
  kalaka doctor --url https://example.org      look at a running service, as strangers see it
"""


@click.command(epilog=_EXAMPLES)
@click.option("--url", help="Look at the running service at this address instead, from outside.")
@as_json
@click.pass_context
def command(ctx: click.Context, is_json: bool, url: str | None) -> None:
    """Check a deployment: settings, machine, database, keys.

    Each finding says what to do. The exit code is 1 if something is wrong.
    """
    import os

    from graph_service.cli._errors import terminal_language
    from graph_service.cli._output import MARKS, Output
    from graph_service.cli._running import run
    from graph_service.doctor import examine
    from graph_service.doctor.surroundings import service_findings
    from graph_service.settings import Settings

    if url is None:
        findings = run(examine(Settings.from_environment(os.environ), os.environ))
    else:
        findings = run(service_findings(url))
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

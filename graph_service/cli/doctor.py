"""`kalaka doctor`: finds out what is wrong or odd about a deployment, and says what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from graph_service.cli._options import as_json

if TYPE_CHECKING:
    from graph_service.settings import Settings
    from graph_service.store.doctor import Finding

_EXAMPLES = """
\b
Examples:
  kalaka doctor                                look at this machine and its settings
  NEO4J_URI=bolt://db:7687 kalaka doctor       look at that Neo4j
  kalaka doctor --digest                       and tell the digest of its data, which takes a while
  kalaka doctor --url https://example.org      look at a running service, as strangers see it
"""


@click.command(epilog=_EXAMPLES)
@click.option("--url", help="Look at the running service at this address instead, from outside.")
@click.option("--digest", is_flag=True, help="Read all data and tell their digest, too.")
@as_json
@click.pass_context
def command(ctx: click.Context, is_json: bool, url: str | None, digest: bool) -> None:
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
        settings = Settings.from_environment(os.environ)
        findings = run(examine(settings, os.environ))
        if digest and all(finding.level != "error" for finding in findings):
            findings.append(run(_digest(settings)))
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


async def _digest(settings: Settings) -> Finding:
    from graph_service.doctor.saying import good
    from graph_service.model import load_model
    from graph_service.store.open import open_store
    from graph_service.writes.digest import digest_graph

    async with open_store(settings.store_options(), run_migrations=False) as store:
        found = await digest_graph(store, load_model())
    nodes, relationships = sum(found.nodes.values()), sum(found.relationships.values())
    return good(
        "digest",
        f"{found.whole}: {nodes} csomópont, {relationships} kapcsolat; az adatoké {found.data}.",
        f"{found.whole}: {nodes} nodes, {relationships} relationships; that of the data is {found.data}.",
    )

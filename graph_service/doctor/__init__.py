"""Examines a deployment: what is odd or wrong with settings, machine, database, keys and surroundings, and what to do.

`store/doctor.py` looks at what lies below the store; the files here at all that stands around it.
"""

from __future__ import annotations

from collections.abc import Mapping

from graph_service.doctor.keys import keys_findings
from graph_service.doctor.machine import machine_findings
from graph_service.doctor.settings import settings_findings
from graph_service.doctor.surroundings import seen_running, surroundings_findings
from graph_service.settings import Settings
from graph_service.store.doctor import Finding, diagnose

__all__ = ["Finding", "examine"]


async def examine(settings: Settings, environ: Mapping[str, str]) -> list[Finding]:
    """Everything that can be found out before, or beside, a running service."""
    findings = settings_findings(settings, environ) + machine_findings(settings)
    below = await diagnose(settings.store_options(), host=settings.host, port=settings.port)
    below = [await seen_running(finding, settings) if finding.subject == "port" else finding for finding in below]
    findings += below
    if all(finding.level != "error" for finding in below):
        findings += await keys_findings(settings)
    return findings + await surroundings_findings(settings)

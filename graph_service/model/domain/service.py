"""Service labels: what the service keeps for itself. Not in the public schema."""

from __future__ import annotations

from datetime import datetime

from graph_service.model.declare import Label, prop


class DataVersion(Label, prefix="version", public=False):
    """Counts the changes of the data, one node a scope; `current` is the whole graph."""

    id: str = prop("Scope.", unique=True)
    number: int = prop("Raised with every change of the data.", low=0)


class Migration(Label, prefix="migration", public=False):
    """A change of constraints or indexes that was applied."""

    id: str = prop("Number of the migration.", unique=True)
    name: str = prop("Name of its file.")
    checksum: str = prop("SHA-256 of its text.")
    applied_at: datetime = prop("When it was applied.")

"""The one list of jobs: their names and where their functions are. The worker runs nothing else."""

from __future__ import annotations

from collections.abc import Mapping

_ROOMS = {
    "gaps": ("gaps", "gap_rows", "gap_candidates", "activity", "openness"),
    "candidates": ("candidates",),
    "structure": ("reported", "measures", "summary", "brokers", "breaks"),
    "changes": ("what_if", "compare", "series"),
    "spread": ("diffusion", "coverage"),
}
PATHS: Mapping[str, str] = {
    name: f"graph_service.network.jobs.{room}:{name}" for room, names in _ROOMS.items() for name in names
}

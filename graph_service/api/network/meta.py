"""How a number was made: the type that every analysis answer carries, and its data."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from graph_service.api.network.enums import TimeMode
from graph_service.api.network.made import object_type
from graph_service.api.scalars import Date

if TYPE_CHECKING:
    from graph_service.network.jobs.told import Told

AnalysisMeta = object_type(
    "AnalysisMeta",
    "How a number was made.",
    dataVersion=(int, "Version of the data."),
    asOf=(Date, "The day looked at."),
    mode=(TimeMode, "Which collaborations counted on that day."),
    methodVersion=(str, "Raised with a formula."),
    method=(str, "The method: `EXACT`, `GAUSSIAN` …"),
    stale=(bool, "Whether newer data were not ready."),
    approximate=(bool, "Whether a sample was used."),
    nodes=(int, "Institutions in the network."),
    ties=(int, "Pairs of them that share a collaboration."),
    synthetic=(bool, "Whether anything in it is invented."),
    computedInMs=(int, "Milliseconds that it took, once: answers are kept."),
    definition=(str, "Where this service explains it."),
)


def meta_of(told: Told, anchor: str, *, stale: bool) -> dict[str, Any]:
    """The data of an `AnalysisMeta`; `anchor` is its paragraph on the methods page."""
    return {
        "dataVersion": told.version,
        "asOf": date.fromordinal(told.day).isoformat(),
        "mode": told.mode,
        "methodVersion": told.method_version,
        "method": told.method,
        "stale": stale,
        "approximate": told.approximate,
        "nodes": told.nodes,
        "ties": told.ties,
        "synthetic": told.synthetic,
        "computedInMs": told.milliseconds,
        "definition": f"/methods#{anchor}",
    }

"""The plain table of measures of the demonstration, by the day of the network: what every answer about them is held to.

Computed over the projection in memory, by the functions of `graph_service/network/`; the compiler has no part in it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import Any

from graph_service.model.measures import MEASURES
from graph_service.model.structure import Kind
from graph_service.network.measures.table import measures_of
from graph_service.network.network import Network, Scope, network_of
from graph_service.network.projection import Projection
from graph_service.network.rounding import told
from tests.network.demonstration import demonstration

Table = Mapping[str, Mapping[str, Any]]
"""Measure to institution id to value, without those that are missing."""

VERSION = 1
_PLAIN: Mapping[Kind, Callable[[Any], Any]] = {
    Kind.INT: int,
    Kind.LONG: int,
    Kind.FLOAT: lambda value: told(float(value)),
    Kind.BOOLEAN: bool,
    Kind.STRING: str,
}


@cache
def plain_table(day: str | None) -> Table:
    """All measures as of a day, or of all that was ever shared."""
    return table_of(_network(day))


def network_at(projection: Projection, day: str | None) -> Network:
    """The network that institutions are measured in."""
    if day is None:
        return network_of(projection, Scope(projection.today, "CUMULATIVE"))
    return network_of(projection, Scope(date.fromisoformat(day).toordinal()))


def table_of(network: Network) -> Table:
    """All measures of a network."""
    columns = measures_of(network, [measure.name for measure in MEASURES])
    return {
        measure.name: {
            id_: value
            for id_, given in zip(network.ids, columns[measure.name].tolist(), strict=True)
            if (value := _PLAIN[measure.kind](given)) is not None
        }
        for measure in MEASURES
    }


@cache
def plain_meta(day: str | None) -> Mapping[str, Any]:
    """How they were made, as an `AnalysisMeta` says it."""
    network = _network(day)
    return {
        "dataVersion": VERSION,
        "asOf": date.fromordinal(network.scope.day).isoformat(),
        "mode": network.scope.mode,
        "methodVersion": "2",
        "method": "EXACT",
        "stale": False,
        "approximate": False,
        "nodes": len(network.nodes),
        "ties": len(network.ties[0]),
        "synthetic": network.is_synthetic,
        "computedInMs": 0,
        "definition": "/methods#measures",
    }


@cache
def _network(day: str | None) -> Network:
    return network_at(demonstration(), day)

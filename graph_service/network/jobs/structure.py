"""Jobs on structure: measures of institutions, the summary, brokers, and what breaks."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from graph_service.network.brokerage import ROLES, Brokerage, brokerage_of
from graph_service.network.fragility import Fragile, fragility, fragility_with_mentors
from graph_service.network.jobs.told import KEPT, Told, Window, network_in, slice_of, told_of
from graph_service.network.measures.local import Neighbourhoods
from graph_service.network.measures.table import is_approximate, measures_of
from graph_service.network.network import Network, Scope
from graph_service.network.projection import Projection
from graph_service.network.rounding import told
from graph_service.network.summary import Grouping, labels_of, network_summary

_HOLES = ("constraint", "effectiveSize", "efficiency", "hierarchy", "betweenness")
Role = Literal["COORDINATOR", "ITINERANT", "BOUNDARY", "LIAISON"]


def reported(projection: Projection) -> Told:
    """Only the facts of the whole network today, for answers that rest on none of its ties."""
    started = time.process_time()
    return told_of(network_in(projection, Scope(projection.today, "CUMULATIVE")), None, started)


def measures(projection: Projection, scope: Scope, names: tuple[str, ...]) -> Told:
    """The columns `names` as id → value, what is not defined left out, numbers as they are told."""
    started = time.process_time()
    network = network_in(projection, scope)
    columns = measures_of(network, names)
    tables = {name: _table(network.ids, column.tolist()) for name, column in columns.items()}
    return told_of(network, tables, started, approximate=is_approximate(network))


def _table(ids: tuple[str, ...], values: list[Any]) -> dict[str, Any]:
    shown = (told(value) if isinstance(value, float) else value for value in values)
    return {id_: value for id_, value in zip(ids, shown, strict=True) if value is not None}


def summary(projection: Projection, scope: Scope, grouping: Grouping) -> Told:
    """`NetworkSummary` of the scope."""
    started = time.process_time()
    network = network_in(projection, scope)
    return told_of(network, network_summary(network, grouping), started)


@dataclass(frozen=True)
class RoleRow:
    """A role of a broker; numbers as `network.brokerage` defines them, None where it has nan."""

    role: Role
    raw: int
    expected: float | None
    sd: float | None
    z: float | None
    z_bernoulli: float | None


@dataclass(frozen=True)
class BrokerRow:
    """A broker, a row of the projection, with its roles and structural holes by name of the measure."""

    institution: int
    open_pairs: int
    roles: tuple[RoleRow, ...]
    holes: dict[str, float | None]


def brokers(
    projection: Projection, scope: Scope, grouping: Grouping, role: Role | None, least: int, window: Window
) -> Told:
    """A page of brokers between at least `least` open pairs: by z of `role`, or by open pairs, the greatest first."""
    started = time.process_time()
    network = network_in(projection, scope)
    found = KEPT.get(
        ("brokers", projection.version, scope, grouping),
        lambda: brokerage_of(Neighbourhoods(network.weights), labels_of(network, grouping)),
    )
    holes = KEPT.get(("holes", projection.version, scope), lambda: measures_of(network, _HOLES))
    order = _brokers_in_order(found, role, least)
    rows = [_broker(network, found, holes, node) for node in order]
    page = slice_of(rows, lambda place: network.ids[order[place]], window)
    return told_of(network, page, started, approximate=is_approximate(network))


def _brokers_in_order(found: Brokerage, role: Role | None, least: int) -> list[int]:
    """Nodes with enough open pairs; those whose z is not defined come last, ties in order of ids."""
    nodes = np.flatnonzero(found.open_pairs >= max(least, 1))
    if role is None:
        keys = -found.open_pairs[nodes].astype(np.float64)
    else:
        keys = -np.nan_to_num(found.z[nodes, ROLES.index(role.lower())], nan=-np.inf)
    return [int(node) for node in nodes[np.lexsort((nodes, np.round(keys, 9)))]]


def _broker(network: Network, found: Brokerage, holes: dict[str, Any], node: int) -> BrokerRow:
    roles = tuple(
        RoleRow(
            name.upper(),  # type: ignore[arg-type]  # the roles are those of `Role`
            int(found.raw[node, place]),
            told(float(found.expected[node, place])),
            told(float(found.sd[node, place])),
            told(float(found.z[node, place])),
            told(float(found.z_bernoulli[node, place])),
        )
        for place, name in enumerate(ROLES)
    )
    return BrokerRow(
        int(network.nodes[node]),
        int(found.open_pairs[node]),
        roles,
        {name: told(float(column[node])) for name, column in holes.items()},
    )


def breaks(projection: Projection, scope: Scope, with_mentors: bool, window: Window) -> Told:
    """A page of what breaks without whom, the most pairs disconnected first."""
    started = time.process_time()
    network = network_in(projection, scope)
    method = fragility_with_mentors if with_mentors else fragility
    rows: tuple[Fragile, ...] = KEPT.get(("breaks", projection.version, scope, with_mentors), lambda: method(network))
    return told_of(network, slice_of(rows, lambda place: rows[place].actor.id_in(projection), window), started)

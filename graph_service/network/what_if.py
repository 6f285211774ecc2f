"""What hypothetical collaborations would change, and what would go with existing ones; nothing is written.

Local measures are computed again for the institutions concerned and their partners only: no other's can change.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components

from graph_service.network.brokerage import ROLES, roles
from graph_service.network.hypothetical import Edit
from graph_service.network.measures.local import Neighbourhoods, expanded
from graph_service.network.measures.parts import components, core_numbers, graph_of
from graph_service.network.measures.table import Column, measures_of
from graph_service.network.mixing import ei_of_nodes
from graph_service.network.network import Network
from graph_service.network.projection import Ints
from graph_service.network.summary import Whole, whole_of

Longs = NDArray[np.int64]
Value = int | float | bool | str | None


@dataclass(frozen=True)
class TieChange:
    """Two nodes (the smaller first) that share another number of collaborations; 0 is no tie."""

    a: int
    b: int
    before: int
    after: int


@dataclass(frozen=True)
class ComponentChange:
    """Components that make others of the same nodes: their sizes, descending. Two before and one after: joined."""

    before: tuple[int, ...]
    after: tuple[int, ...]


@dataclass(frozen=True)
class CoreChange:
    """A node whose core number changes; it may lie outside `WhatIf.affected`."""

    node: int
    before: int
    after: int


@dataclass(frozen=True, eq=False)
class WhatIf:
    """Before and after. The columns stand along `affected`: the nodes concerned and their partners, ascending.

    What is not here (betweenness, closeness, communities, z-values, articulation points and the like) needs the whole
    network: see `changes`.
    """

    affected: Ints
    before: dict[str, Column]
    after: dict[str, Column]
    ties: tuple[TieChange, ...]
    components: tuple[ComponentChange, ...]
    cores: tuple[CoreChange, ...]
    whole_before: Whole
    whole_after: Whole


def what_if(network: Network, edit: Edit) -> WhatIf:
    """Before and after `edit`."""
    steps = edit.steps
    near, activity = Neighbourhoods(network.weights), edit.activity(network)
    old, new = network.weights, _edited(near, steps)
    concerned = np.array(edit.concerned, dtype=np.int64)
    affected = _with_neighbours(concerned, old, new)
    part = _with_neighbours(affected, old, new)
    was, will = components(old), components(new)
    far = Neighbourhoods(new)
    before, after = _columns(network, (near, far), part, affected)
    ties = _tie_changes(network, steps)
    return WhatIf(
        affected=affected.astype(np.int32),
        before=before | {"activity": network.activity[affected]},
        after=after | {"activity": activity[affected]},
        ties=ties,
        components=_component_changes(was, will, concerned),
        cores=_core_changes(network, ties),
        whole_before=whole_of(near, network.activity, was),
        whole_after=whole_of(far, activity, will),
    )


def changes(before: Network, after: Network, names: Collection[str]) -> dict[str, tuple[tuple[int, Value, Value], ...]]:
    """The nodes of which a measure is another in `after`, with both values, for each of `names`; None is not defined.

    Both are computed in full: heavy for heavy measures. The two networks have the same nodes.
    """
    old, new = measures_of(before, names), measures_of(after, names)
    return {name: _differences(old[name], new[name]) for name in names}


def _differences(old: Column, new: Column) -> tuple[tuple[int, Value, Value], ...]:
    pairs = zip(_values(old), _values(new), strict=True)
    return tuple((node, a, b) for node, (a, b) in enumerate(pairs) if a != b)


def _values(column: Column) -> list[Value]:
    # nan is the only value that is not itself.
    return [None if value != value else value for value in column.tolist()]


def _edited(near: Neighbourhoods, steps: dict[tuple[int, int], int]) -> csr_array:
    """The weights with each pair of `steps` changed by so much; entries that come to 0 are gone."""
    size = near.size
    step = {a * size + b: by for pair, by in steps.items() for a, b in (pair, pair[::-1])}
    sought = np.array(sorted(step), dtype=np.int64)
    by = np.array([step[key] for key in sought.tolist()], dtype=np.float64)
    place = np.searchsorted(near.keys, sought)
    known = np.append(near.keys, -1)[place] == sought
    changed = near.weights.data.copy()
    changed[place[known]] += by[known]
    keys = np.insert(near.keys, place[~known], sought[~known])
    data = np.insert(changed, place[~known], by[~known])
    keys, data = keys[data != 0], data[data != 0]
    starts = np.searchsorted(keys, np.arange(size + 1) * size)
    return csr_array((data, keys % size, starts), shape=near.weights.shape)


def _with_neighbours(nodes: Longs, *networks: csr_array) -> Longs:
    """`nodes` and all their neighbours in any of `networks`, ascending."""
    found = [nodes]
    for weights in networks:
        _, place = expanded(weights.indptr[nodes], np.diff(weights.indptr)[nodes])
        found.append(weights.indices[place])
    return np.unique(np.concatenate(found))


def _columns(
    network: Network, moments: tuple[Neighbourhoods, Neighbourhoods], part: Longs, affected: Longs
) -> list[dict[str, Column]]:
    """The local measures of `affected` at two moments, from the ties among `part`: their neighbours and themselves.

    Both moments are computed in one go, as two networks side by side.
    """
    near = _side_by_side(moments, part)
    sector, county = np.tile(network.sector[part], 2), np.tile(network.county[part], 2)
    columns: dict[str, Column] = {
        "degree": near.degree,
        "strength": np.rint(near.strength).astype(np.int64),
        "constraint": near.constraint,
        "effectiveSize": near.effective_size,
        "efficiency": near.efficiency,
        "hierarchy": near.hierarchy,
        "clustering": near.clustering,
        "eiSector": ei_of_nodes(near, sector),
        "eiCounty": ei_of_nodes(near, county),
        "openPairs": near.open_pairs,
    }
    of_role = roles(near, np.unique(sector, return_inverse=True)[1])
    columns |= {role: of_role[:, place] for place, role in enumerate(ROLES)}
    rows = np.searchsorted(part, affected)
    return [{name: column[first + rows] for name, column in columns.items()} for first in (0, len(part))]


def _side_by_side(moments: tuple[Neighbourhoods, Neighbourhoods], part: Longs) -> Neighbourhoods:
    """The ties among `part` at two moments as one network, the later moment's nodes after the earlier's."""
    where = np.full(moments[0].size, -1, dtype=np.int64)
    where[part] = np.arange(len(part))
    rows, columns, data = [], [], []
    for first, moment in zip((0, len(part)), moments, strict=True):
        run, place = expanded(moment.weights.indptr[part], moment.degree[part])
        column = where[moment.weights.indices[place]]
        kept = column >= 0
        rows.append(first + run[kept])
        columns.append(first + column[kept])
        data.append(moment.weights.data[place[kept]])
    size = 2 * len(part)
    starts = np.concatenate(([0], np.cumsum(np.bincount(np.concatenate(rows), minlength=size))))
    entries = (np.concatenate(data), np.concatenate(columns), starts)
    strength = np.concatenate([moment.strength[part] for moment in moments])
    return Neighbourhoods(csr_array(entries, shape=(size, size)), strength)


def _tie_changes(network: Network, steps: dict[tuple[int, int], int]) -> tuple[TieChange, ...]:
    low, high = ([pair[end] for pair in steps] for end in (0, 1))
    shared = np.rint(np.asarray(network.weights[low, high])).astype(np.int64).tolist() if steps else []
    return tuple(
        TieChange(*pair, before, before + step) for (pair, step), before in zip(steps.items(), shared, strict=True)
    )


def _component_changes(was: Ints, will: Ints, concerned: Longs) -> tuple[ComponentChange, ...]:
    """The components of `concerned` that are not the same before and after, each group that exchanges nodes at once."""
    touched = np.flatnonzero(np.isin(was, was[concerned]) | np.isin(will, will[concerned]))
    old, of_old, old_sizes = np.unique(was[touched], return_inverse=True, return_counts=True)
    new, of_new, new_sizes = np.unique(will[touched], return_inverse=True, return_counts=True)
    total = len(old) + len(new)
    met = coo_array((np.ones(len(touched)), (of_old, len(old) + of_new)), shape=(total, total))
    _, group = connected_components(met.tocsr(), directed=False)
    found = []
    for one in np.unique(group):
        before = tuple(sorted(old_sizes[group[: len(old)] == one].tolist(), reverse=True))
        after = tuple(sorted(new_sizes[group[len(old) :] == one].tolist(), reverse=True))
        if len(before) > 1 or len(after) > 1:
            found.append(ComponentChange(before, after))
    return tuple(found)


def _core_changes(network: Network, ties: tuple[TieChange, ...]) -> tuple[CoreChange, ...]:
    graph = graph_of(len(network.nodes), network.ties)
    before = core_numbers(graph)
    for tie in ties:
        if not tie.before:
            graph.add_edge(tie.a, tie.b, None)
        elif not tie.after:
            graph.remove_edge(tie.a, tie.b)
    after = core_numbers(graph)
    return tuple(CoreChange(int(n), int(before[n]), int(after[n])) for n in np.flatnonzero(before != after))

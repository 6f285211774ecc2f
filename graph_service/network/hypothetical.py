"""Hypothetical changes of a network: collaborations to add and to remove, checked, and the network that they make."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from scipy.sparse import csr_array, hstack

from graph_service.errors import RequestError
from graph_service.network.network import Network
from graph_service.network.projection import FOREVER, NONE, Ints, Projection

MOST = 50
"""Collaborations added and removed at once."""
LEAST_MEMBERS, MOST_MEMBERS = 2, 10


@dataclass(frozen=True)
class Edit:
    """Columns of the network's incidence to remove, ascending; node numbers of each collaboration to add, ascending,
    and of each that is removed.
    """

    remove: tuple[int, ...]
    added: tuple[tuple[int, ...], ...]
    removed: tuple[tuple[int, ...], ...]

    @property
    def concerned(self) -> tuple[int, ...]:
        """All nodes that it names, ascending."""
        return tuple(sorted({node for members in (*self.added, *self.removed) for node in members}))

    @property
    def steps(self) -> dict[tuple[int, int], int]:
        """By how many shared collaborations each pair changes, the smaller node first; sorted, no zeros."""
        steps: Counter[tuple[int, int]] = Counter()
        for step, works in ((1, self.added), (-1, self.removed)):
            for members in works:
                for pair in combinations(members, 2):
                    steps[pair] += step
        return {pair: step for pair, step in sorted(steps.items()) if step}

    def activity(self, network: Network) -> Ints:
        """Collaborations of each node after it."""
        after = network.activity.copy()
        for step, works in ((1, self.added), (-1, self.removed)):
            for members in works:
                after[list(members)] += step
        return after


def edit_of(network: Network, add: Sequence[Collection[str]], remove: Collection[str]) -> Edit:
    """The edit that ids of institutions and of collaborations name. What is named twice counts once.

    RequestError: WHAT_IF_EMPTY, WHAT_IF_TOO_MANY, WHAT_IF_SIZE (members of one collaboration), WHAT_IF_UNKNOWN (an
    institution that the network does not have, or a collaboration in which none of it takes part on the day).
    """
    if not add and not remove:
        raise RequestError("WHAT_IF_EMPTY")
    if len(add) + len(remove) > MOST:
        raise RequestError("WHAT_IF_TOO_MANY", value=len(add) + len(remove), most=MOST)
    ids = network.projection.collaborations.ids
    columns = {ids[row]: column for column, row in enumerate(network.collaborations.tolist())}
    added = tuple(_members(network.places, named) for named in add)
    return edit_by_number(network, added, sorted({_known(columns, id_) for id_ in remove}))


def edit_by_number(network: Network, added: Sequence[tuple[int, ...]], remove: Sequence[int]) -> Edit:
    """The edit that node numbers (ascending) and columns of the incidence (ascending) name, taken as they are."""
    by_work = network.incidence.tocsc()
    by_work.sort_indices()
    starts = by_work.indptr
    removed = tuple(tuple(by_work.indices[starts[one] : starts[one + 1]].tolist()) for one in remove)
    return Edit(tuple(remove), tuple(added), removed)


def _members(places: dict[str, int], ids: Collection[str]) -> tuple[int, ...]:
    nodes = tuple(sorted({_known(places, id_) for id_ in ids}))
    if not LEAST_MEMBERS <= len(nodes) <= MOST_MEMBERS:
        raise RequestError("WHAT_IF_SIZE", value=len(nodes), least=LEAST_MEMBERS, most=MOST_MEMBERS)
    return nodes


def _known(places: dict[str, int], id_: str) -> int:
    if id_ not in places:
        raise RequestError("WHAT_IF_UNKNOWN", id=id_)
    return places[id_]


def applied(network: Network, edit: Edit) -> Network:
    """The network after `edit`, with the same nodes.

    Added collaborations are new rows after all of the projection's, invented and open from the day of the scope.
    """
    kept = np.delete(np.arange(len(network.collaborations)), list(edit.remove))
    count = len(edit.added)
    column = np.repeat(np.arange(count), [len(members) for members in edit.added])
    row = np.array([node for members in edit.added for node in members], dtype=np.int64)
    new = csr_array((np.ones(len(row)), (row, column)), shape=(len(network.nodes), count))
    incidence = csr_array(hstack((network.incidence[:, kept], new), format="csr"))
    first = len(network.projection.collaborations.ids)
    works = np.concatenate((network.collaborations[kept], first + np.arange(count))).astype(np.int32)
    projection = _with_hypothetical(network.projection, network.scope.day, count)
    return Network(projection, network.scope, network.nodes, works, incidence)


def _with_hypothetical(projection: Projection, day: int, count: int) -> Projection:
    rows = projection.collaborations
    more = replace(
        rows,
        # A tilde sorts after every letter, so the ids stay in order.
        ids=rows.ids + tuple(f"~what-if:{place:02d}" for place in range(count)),
        type=np.append(rows.type, np.full(count, NONE, dtype=np.int32)),
        start=np.append(rows.start, np.full(count, day, dtype=np.int32)),
        end=np.append(rows.end, np.full(count, FOREVER, dtype=np.int32)),
        real=np.append(rows.real, np.zeros(count, dtype=bool)),
    )
    return replace(projection, collaborations=more)

"""A node tied to very many: the cost of its neighbourhood is that of its ties, not of all pairs of its neighbours."""

from __future__ import annotations

import time

import numpy as np
import pytest
from scipy.sparse import csr_array

from graph_service.network.measures.local import Neighbourhoods

LEAVES = 20_000
MOST_SECONDS = 0.5  # to look up every pair of its neighbours takes about 20 s and 10 GB


def star_with_a_triangle() -> Neighbourhoods:
    """Node 0 tied to all others, of which 1 and 2 are tied too."""
    low, high = np.zeros(LEAVES, dtype=np.int32), np.arange(1, LEAVES + 1, dtype=np.int32)
    low, high = np.append(low, 1), np.append(high, 2)
    rows, columns = np.concatenate((low, high)), np.concatenate((high, low))
    weights = csr_array((np.ones(len(rows)), (rows, columns)), shape=(LEAVES + 1, LEAVES + 1))
    weights.sort_indices()
    return Neighbourhoods(weights)


def test_a_hub_costs_what_its_ties_do() -> None:
    near = star_with_a_triangle()
    began = time.process_time()
    assert near.closed.tolist() == [1, 1, 1] + [0] * (LEAVES - 2)
    assert near.clustering[:4].tolist() == [2 / (LEAVES * (LEAVES - 1)), 1, 1, 0]
    # Each leaf has 1/n of the hub; of 1 and 2 each is also half of the other's strength.
    indirect = 2 * ((1.5 / LEAVES) ** 2) + (LEAVES - 2) / LEAVES**2
    assert near.constraint[0] == pytest.approx(indirect, rel=1e-12)
    assert time.process_time() - began < MOST_SECONDS


def test_each_triangle_is_met_from_each_node_in_both_orders() -> None:
    near = star_with_a_triangle()
    node, neighbour = near.ends
    met = {
        (int(node[one]), int(neighbour[one]), int(neighbour[two])) for one, two, _ in zip(*near.triangles, strict=True)
    }
    assert met == {(0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0)}
    assert len(near.triangles[0]) == 6

"""Simple paths in a known graph, against networkx."""

from __future__ import annotations

import random
from itertools import chain

import networkx
import pytest

from graph_service.analysis.simple_paths import StepsSpent, Walks, first, simple_paths


def onward_of(graph: networkx.Graph) -> dict[str, dict[str, object]]:
    return {near: dict.fromkeys(graph[near]) for near in graph}


def random_graph(seed: int, *, directed: bool) -> networkx.Graph:
    made = networkx.gnm_random_graph(14, 30, seed=seed, directed=directed)
    return networkx.relabel_nodes(made, {number: f"{number:02}" for number in made})


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("seed", range(20))
def test_all_paths_of_each_length_in_the_order_of_ids(seed: int, directed: bool) -> None:
    graph = random_graph(seed, directed=directed)
    start, target = random.Random(seed).sample(sorted(graph), 2)
    onward = onward_of(graph)
    walks = Walks(onward, start, target)
    found = [list(simple_paths(onward, walks, start, length)) for length in range(1, 7)]
    expected = sorted(
        (tuple(p) for p in networkx.all_simple_paths(graph, start, target, cutoff=6)), key=lambda p: (len(p), p)
    )
    assert list(chain.from_iterable(found)) == expected


@pytest.mark.parametrize("seed", range(20))
def test_walks_count_the_shortest_paths(seed: int) -> None:
    graph = random_graph(seed, directed=False)
    start, target = random.Random(seed).sample(sorted(graph), 2)
    if not networkx.has_path(graph, start, target):
        pytest.skip("not connected")
    paths = list(networkx.all_shortest_paths(graph, start, target))
    assert Walks(onward_of(graph), start, target).of(len(paths[0]) - 1)[start] == len(paths)


def test_looking_is_cut_after_so_many_steps() -> None:
    onward = onward_of(networkx.complete_graph([f"{number:02}" for number in range(12)]))
    walks = Walks(onward, "00", "11")
    assert len(list(simple_paths(onward, walks, "00", 3))) == 90
    with pytest.raises(StepsSpent):
        list(simple_paths(onward, walks, "00", 3, most_steps=50))
    found, cut = first(simple_paths(onward, walks, "00", 3, most_steps=50), 100)
    assert cut
    assert found == list(simple_paths(onward, walks, "00", 3))[: len(found)]
    assert len(found) > 10
    assert first(simple_paths(onward, walks, "00", 3, most_steps=50), 2) == (found[:2], False)

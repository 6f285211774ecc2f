"""Two processes, each with its own hash seed, compute equal bytes."""

from __future__ import annotations

import hashlib
import os
import pickle
import subprocess
import sys
from pathlib import Path

from graph_service.model.measures import MEASURES
from graph_service.network.communities import agreement, communities
from graph_service.network.fragility import fragility
from graph_service.network.measures import between
from graph_service.network.measures.table import measures_of
from graph_service.network.summary import network_summary
from tests.network.measures.drawn import drawn_network

ROOT = Path(__file__).resolve().parents[3]


def digest() -> str:
    """A hash of all columns, the summary, fragility and a sample of betweenness of a network of 700."""
    network = drawn_network(11, 700, 420)
    columns = measures_of(network, [measure.name for measure in MEASURES])
    pivots = between.pivots_of(network.ids, network.ties[0].astype("int64"), 40)
    told = (
        {name: (column.dtype.str, column.tolist()) for name, column in columns.items()},
        repr(network_summary(network, "COUNTY")),
        repr(fragility(network)),
        between.sampled(network.weights, pivots).betweenness.tobytes(),
        agreement(network, communities(network).labels).each.tobytes(),
    )
    return hashlib.sha256(pickle.dumps(told, protocol=5)).hexdigest()


def test_all_columns_are_equal_bytes_in_two_processes() -> None:
    command = [sys.executable, "-c", "from tests.network.measures.test_two_processes import digest; print(digest())"]
    told = [
        subprocess.run(
            command, cwd=ROOT, env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout.strip()
        for seed in ("1", "2")
    ]
    assert told[0] == told[1]
    assert len(told[0]) == 64

"""The event loop is free while the worker computes betweenness of 7,200 institutions, as a client outside sees it."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import quantiles

import httpx
import pytest

from tests.analysis.drawn import QUICK
from tests.engines.running import RunningEngine

pytestmark = [pytest.mark.anyio, pytest.mark.alone]
ROOT = Path(__file__).resolve().parents[2]
MOST_MILLISECONDS = 25.0
BROKERS = "query($scope: NetworkScope) { brokerage(scope: $scope, first: 1) { nodes { openPairs betweenness } } }"


@pytest.fixture
def address(engine: RunningEngine) -> Iterator[str]:
    """A service in a process of its own, on the demonstration, with the drawn network at its desk."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("NEO4J_", "KALAKA_"))}
    given = {"KALAKA_READ_SECONDS": "60", "KALAKA_ANALYSIS_SECONDS": "60", **engine.environment}
    with subprocess.Popen(
        [sys.executable, "-m", "tests.analysis"],
        env={**kept, **given},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


async def asked(http: httpx.AsyncClient, document: str, scope: object = None) -> list[str]:
    """Has a document answered; the codes of its errors."""
    answer = await http.post("/graphql", json={"query": document, "variables": {"scope": scope}}, timeout=120)
    return [error["extensions"]["code"] for error in answer.json().get("errors", ())]


async def milliseconds(http: httpx.AsyncClient) -> float:
    """How long the service takes to say that it lives."""
    started = time.perf_counter()
    assert (await http.get("/health")).status_code == 200
    return (time.perf_counter() - started) * 1000


async def test_the_loop_is_free_while_betweenness_of_7200_runs_in_a_served_process(
    address: str, request: pytest.FixtureRequest
) -> None:
    async with httpx.AsyncClient(base_url=address) as http:
        # The worker has begun and has the network in its memory, and the document is known: only the job is new.
        assert await asked(http, f"{{ {QUICK} }}") == []
        assert await asked(http, BROKERS, {"counties": ["none"]}) == ["NOT_FOUND"]
        before = [await milliseconds(http) for _ in range(60)]
        await http.get("/ticks")
        started = time.perf_counter()
        heavy = asyncio.create_task(asked(http, BROKERS))
        waits = []
        while not heavy.done():
            waits.append(await milliseconds(http))
            await asyncio.sleep(0.005)
        assert await heavy == []
        took = (time.perf_counter() - started) * 1000
        ticks = (await http.get("/ticks")).json()
    usual, at_rest = quantiles(waits, n=20)[-1], quantiles(before, n=20)[-1]
    told = (
        f"loop while betweenness of 7,200 ran {took:.0f} ms: held at most {ticks['cpu']:.1f} ms by the service itself, "
        f"19 of 20 of its ticks within {ticks['usual']:.1f} ms; 19 of 20 of {len(waits)} requests from outside within "
        f"{usual:.1f} ms (at rest {at_rest:.1f} ms), the longest {max(waits):.1f} ms"
    )
    request.node.user_properties.append(("told", f"{told} ({request.node.callspec.id})"))
    assert took > 500
    assert ticks["cpu"] < MOST_MILLISECONDS, told
    assert ticks["usual"] < MOST_MILLISECONDS, told
    assert usual < max(MOST_MILLISECONDS, 4 * at_rest), told
    assert max(waits) < took / 3, told

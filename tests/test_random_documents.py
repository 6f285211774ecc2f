"""Documents that nobody wrote: drawn from the schema, answered by the service and by the oracle, on both engines.

A document has a number; the same number is the same document everywhere. `KALAKA_FUZZ_FIRST=n KALAKA_FUZZ=20` draws the
twenty from n on again, `make fuzz` draws many more. Where two answers differ, the failure tells the number and a small
document on which they do. What a run covers is printed and checked.
"""

from __future__ import annotations

import asyncio
import os
from collections import defaultdict
from functools import cache, partial

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from tests.answering import Service
from tests.exported import read_oracle
from tests.fuzz import Coverage, Drawn, Lists, Values, documents, drawn
from tests.fuzz.asking import Asking, Outcome
from tests.fuzz.reduce import reduced
from tests.oracle import Oracle

pytestmark = pytest.mark.anyio

FIRST = int(os.environ.get("KALAKA_FUZZ_FIRST", "0"))
COUNT = {
    "embedded": int(os.environ.get("KALAKA_FUZZ", "2000")),
    "neo4j": int(os.environ.get("KALAKA_FUZZ_NEO4J", "300")),
}
BATCHES = 20
AT_ONCE = 3
ENOUGH = 1_000  # of fewer documents a hundredth says little; the 300 of Neo4j are among those of the embedded engine


@cache
def _sources() -> tuple[Lists, Values]:
    """What the schema says of lists, and values for conditions, taken from the data."""
    return Lists(read_oracle()), Values(read_oracle())


@pytest.fixture(scope="module")
def coverages(oracle: Oracle) -> dict[str, Coverage]:
    """What the documents asked so far cover, by engine."""
    return defaultdict(lambda: Coverage(oracle))


@pytest.fixture
def asking(service: Service, oracle: Oracle) -> Asking:
    return Asking(service, oracle)


def numbers(engine: str, batch: int) -> range:
    """The numbers of a batch: the smaller run of Neo4j asks the first documents of each batch of the larger one."""
    each = {name: -(-count // BATCHES) for name, count in COUNT.items()}
    first = FIRST + batch * max(each.values())
    return range(first, first + each[engine])


@pytest.mark.parametrize("batch", range(BATCHES))
async def test_drawn_documents_agree(batch: int, asking: Asking, coverages: dict[str, Coverage]) -> None:
    free = asyncio.Semaphore(AT_ONCE)

    async def ask(number: int) -> tuple[int, Drawn, Outcome]:
        async with free:
            document = drawn(*_sources(), number)
            return number, document, await asking.outcome(document)

    name = asking.service.engine
    for number, document, outcome in await asyncio.gather(*map(ask, numbers(name, batch))):
        if outcome.difference:
            await fail(asking, document, outcome, f"number {number}")
        elif outcome.refused:
            coverages[name].refused(outcome.refused)
        else:
            coverages[name].asked(document, outcome.answers[0], null_cursor=outcome.null_cursor)


async def fail(asking: Asking, document: Drawn, first: Outcome, told: str) -> None:
    """Fails with the smallest document that was found on which the answers differ in the same way."""
    small = await reduced(document, asking.oracle.schema, partial(asking.differs_like, first))
    again = (await asking.outcome(small)).difference
    difference = again or f"only once, not when asked again:\n{first.difference}"
    pytest.fail(f"{told}\n{small.text}\n{small.variables}\n{difference}", pytrace=False)


async def test_the_run_covers_what_it_must(
    asking: Asking, coverages: dict[str, Coverage], request: pytest.FixtureRequest
) -> None:
    """Tells the first number and what the documents used; a full run is held to it."""
    coverage = coverages[asking.service.engine]
    told = f"{asking.service.engine}: documents from number {FIRST} on: {coverage.told()}"
    request.node.user_properties.append(("told", told))
    if len(coverage.depths) >= ENOUGH:
        assert coverage.problems() == []


async def test_documents_that_hypothesis_chooses_agree(asking: Asking) -> None:
    """Hypothesis chooses the extremes that equal chances seldom draw."""
    chosen: list[Drawn] = []

    @settings(
        max_examples=max(1, COUNT[asking.service.engine] // 50),
        derandomize=True,
        database=None,
        deadline=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(document=documents(*_sources()))
    def choose(document: Drawn) -> None:
        chosen.append(document)

    choose()
    for document in chosen:
        outcome = await asking.outcome(document)
        if outcome.difference:
            await fail(asking, document, outcome, "chosen by Hypothesis")

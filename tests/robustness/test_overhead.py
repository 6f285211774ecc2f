"""All limits together against none: measured, with a lenient bar, for the machine of a test may be busy."""

from __future__ import annotations

import pytest

from tests.robustness.overhead import LEAST_HITS, MOST_INNER_RATIO, largest, measured

pytestmark = pytest.mark.alone


@pytest.mark.anyio
async def test_limits_cost_a_repeated_query_little_and_validate_it_once() -> None:
    ratio, known = await measured(10)
    assert ratio < MOST_INNER_RATIO
    assert LEAST_HITS <= known < 1  # the first one was validated


def test_every_limit_has_a_largest_value() -> None:
    assert {"KALAKA_MAX_TOKENS", "KALAKA_MAX_ROWS", "KALAKA_RATE", "KALAKA_LAG_MS", "KALAKA_IN_FLIGHT"} <= set(
        largest()
    )

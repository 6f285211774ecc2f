"""The quick form of the trial of two workers, over the shared table and over HTTP."""

from __future__ import annotations

import pytest

from tests.robustness.served import served
from tests.robustness.two_workers_rate import LEAST, MOST, spend_of_table, spend_over_http

pytestmark = pytest.mark.alone

RATE = 20_000
HTTP_RATE = 100


def test_two_processes_together_spend_the_rate_and_no_more() -> None:
    spent = spend_of_table(RATE, 2.0)
    assert spent.asked > RATE, "they asked for more than there is"
    assert LEAST * RATE <= spent.most_in_a_minute <= MOST * RATE


@pytest.mark.embedded
def test_two_workers_together_allow_the_rate_and_no_more() -> None:
    with served("embedded", KALAKA_WORKERS="2", KALAKA_RATE=str(HTTP_RATE), KALAKA_READ_SECONDS="20") as service:
        spent = spend_over_http(service, 3.0)
    assert spent.wrong == []
    assert spent.workers == 2
    assert spent.asked > MOST * HTTP_RATE
    assert LEAST * HTTP_RATE <= spent.most_in_a_minute <= MOST * HTTP_RATE

"""What a request spends: a point to be let in, its price once, more where it was refused."""

from __future__ import annotations

import pytest

from graph_service.access.buckets import Buckets
from graph_service.access.rates import ADMITTED, FREE_SECONDS, REFUSED, Rates
from graph_service.access.viewer import ANYONE, Viewer
from graph_service.errors import AccessError

pytestmark = pytest.mark.static


@pytest.fixture
def rates() -> Rates:
    return Rates(Buckets.alone(256), public=100, key=1_000)


def left(rates: Rates, address: str = "1.2.3.4") -> int:
    """What an address has left."""
    return rates.buckets.take(f"address {address}", 0, rates.public).remaining


def test_the_price_is_spent_once_and_holds_the_first_point(rates: Rates) -> None:
    spending = rates.of_address("1.2.3.4")
    spending.admit()
    assert left(rates) == 100 - ADMITTED
    spending.charge(30)
    spending.charge(30)
    assert left(rates) == 70
    assert spending.allowance.remaining == 70


def test_a_free_operation_costs_the_first_point(rates: Rates) -> None:
    spending = rates.of_address("1.2.3.4")
    spending.admit()
    spending.charge(0)
    assert left(rates) == 99


def test_a_refused_request_costs_more_but_not_twice(rates: Rates) -> None:
    spending = rates.of_address("1.2.3.4")
    spending.admit()
    spending.refuse()
    spending.refuse()
    assert left(rates) == 100 - REFUSED
    dear = rates.of_address("5.6.7.8")
    dear.admit()
    dear.charge(40)
    dear.refuse()
    assert left(rates, "5.6.7.8") == 60, "it has paid its price already"


def test_refused_requests_end_the_rate(rates: Rates) -> None:
    for _ in range(100 // REFUSED):
        spending = rates.of_address("1.2.3.4")
        spending.admit()
        spending.refuse()
    with pytest.raises(AccessError) as refused:
        rates.of_address("1.2.3.4").admit()
    assert refused.value.code == "RATE_EXCEEDED"
    assert 55 <= (refused.value.retry_after or 0) <= 65


def test_a_price_that_is_not_left_is_refused_whole_and_again_by_the_long_way(rates: Rates) -> None:
    first = rates.of_address("1.2.3.4")
    first.admit()
    first.charge(50)
    spending = rates.of_address("1.2.3.4")
    spending.admit()
    for _ in range(2):
        with pytest.raises(AccessError) as refused:
            spending.charge(60)
        assert refused.value.code == "RATE_EXCEEDED"
    assert left(rates) == 49
    assert spending.is_exceeded


def test_a_price_above_the_whole_rate_says_so(rates: Rates) -> None:
    spending = rates.of_address("1.2.3.4")
    spending.admit()
    with pytest.raises(AccessError) as refused:
        spending.charge(101)
    assert refused.value.code == "PRICE_ABOVE_RATE"
    assert refused.value.extensions == {"code": "PRICE_ABOVE_RATE", "cost": 101, "limit": 100}
    assert not spending.is_exceeded, "waiting does not help"


@pytest.mark.parametrize(
    ("viewer", "policy", "limit"),
    [
        (ANYONE, "public", 100),
        (Viewer(key="abc"), "key", 1_000),
        (Viewer(key="abc", rate=7), "key", 7),
        (Viewer(key="oidc:abc"), "key", 1_000),
    ],
)
def test_whose_rate_it_is(rates: Rates, viewer: Viewer, policy: str, limit: int) -> None:
    spending = rates.spending(viewer, "1.2.3.4")
    spending.admit()
    assert (spending.policy, spending.allowance.limit, spending.allowance.remaining) == (policy, limit, limit - 1)


def test_a_key_and_its_address_have_accounts_of_their_own(rates: Rates) -> None:
    rates.spending(Viewer(key="abc"), "1.2.3.4").admit()
    rates.of_credentials("1.2.3.4").charge_refused()
    assert left(rates) == 100


def test_who_keeps_the_database_busy_pays_for_its_time(rates: Rates) -> None:
    """A condition over many hops has the price of its few rows, and takes seconds."""
    before = left(rates)
    spending = rates.of_address("1.2.3.4")
    spending.admit()
    spending.lingered(FREE_SECONDS)
    assert left(rates) == before - 1
    spending.lingered(FREE_SECONDS + 0.025)
    assert left(rates) == before - 26
    assert spending.allowance.remaining == left(rates)


def test_time_takes_no_more_than_is_left(rates: Rates) -> None:
    spending = rates.of_address("1.2.3.4")
    spending.admit()
    spending.lingered(3600)
    assert left(rates) == 0
    with pytest.raises(AccessError, match="points"):
        rates.of_address("1.2.3.4").admit()

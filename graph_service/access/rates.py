"""What a request may spend: points of its viewer's or its address's minute.

A request is let in where a point is left and costs that point; its price is spent once it is known and before the
database is asked; one that is refused for what it says costs `REFUSED` points, so that a flood of them ends. A price
that is not left is refused whole, with the wait until it would be: nobody goes into debt.

The price counts rows of the answer. Conditions can keep a database busy for an answer of one row, so an operation that
it works on for longer than `FREE_SECONDS` spends a point for each further millisecond, as far as points are left.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from graph_service.access.buckets import Allowance, Buckets
from graph_service.access.viewer import Viewer
from graph_service.errors import AccessError

ADMITTED = 1
REFUSED = 10
"""Points of a request that is refused for its form, its document, its variables or its key."""
FREE_SECONDS = 0.5
"""What every operation may take of the database without paying for time: far above what the named questions take."""


class Spending:
    """One request's account: `policy` names the kind of rate in headers."""

    def __init__(self, buckets: Buckets, caller: str, rate: int, policy: str) -> None:
        self.policy = policy
        self.began = time.monotonic()
        """When the request began to be worked on."""
        self.allowance = Allowance(True, rate, rate)
        self._buckets = buckets
        self._caller = caller
        self._rate = rate
        self._spent = 0
        self.error: AccessError | None = None
        """Why points were refused."""

    def admit(self) -> None:
        """Spend the first point. Raises AccessError where none is left."""
        self._take(ADMITTED)

    def charge(self, price: int) -> None:
        """Spend the price of the operation, less what was spent already; a second call tells what the first did."""
        if self.error is not None:
            raise self.error
        if price > self._rate:
            self.error = AccessError("PRICE_ABOVE_RATE", cost=price, limit=self._rate)
            raise self.error
        if price > self._spent:
            self._take(price - self._spent)

    def refuse(self) -> None:
        """Spend what a refused request costs, or what is left of it."""
        more = REFUSED - self._spent
        if more > 0 and self.error is None:
            self.allowance = self._buckets.take(self._caller, more, self._rate, partly=True)
            self._spent = REFUSED

    def lingered(self, seconds: float) -> None:
        """Spend a point for each millisecond beyond `FREE_SECONDS` that the database was at work, or what is left."""
        more = int((seconds - FREE_SECONDS) * 1000)
        if more > 0 and self.error is None:
            self.allowance = self._buckets.take(self._caller, more, self._rate, partly=True)

    @property
    def rate(self) -> int:
        """The points of the caller's minute."""
        return self._rate

    def deliver(self, price: int) -> float:
        """Spend what a part of a stream costs, beside the price of the operation: 0, or the seconds until it can be."""
        allowance = self._buckets.take(self._caller, price, self._rate)
        return 0.0 if allowance.granted else float(allowance.reset_seconds)

    def charge_refused(self) -> None:
        """Spend the same, but all of it. Raises AccessError where it is not left."""
        self._take(REFUSED)

    def give_back(self) -> None:
        """Return what was spent."""
        if not self._spent:
            return
        self._buckets.give_back(self._caller, self._spent)
        self._spent = 0

    @property
    def is_exceeded(self) -> bool:
        """Whether points were refused that a later request may have."""
        return self.error is not None and self.error.code == "RATE_EXCEEDED"

    def _take(self, points: int) -> None:
        self.allowance = self._buckets.take(self._caller, points, self._rate)
        if not self.allowance.granted:
            self.error = AccessError("RATE_EXCEEDED", most=self._rate, retry_after=self.allowance.reset_seconds)
            raise self.error
        self._spent += points


@dataclass(frozen=True)
class Rates:
    """The rates of a service: of an address without a key, and of a key that has none of its own."""

    buckets: Buckets
    public: int
    key: int

    def spending(self, viewer: Viewer, address: str) -> Spending:
        """The account of one request of `viewer`; `address` is what counts as one caller without a key."""
        if viewer.key is None:
            return self.of_address(address)
        return Spending(self.buckets, f"key {viewer.key}", viewer.rate or self.key, "key")

    def of_address(self, address: str) -> Spending:
        """The account of somebody without a key, or of whom nothing is known yet."""
        return Spending(self.buckets, f"address {address}", self.public, "public")

    def of_credentials(self, address: str) -> Spending:
        """The account of wrong credentials: apart from the address's own, so that its crowd locks no key out."""
        return Spending(self.buckets, f"credentials {address}", self.public, "credentials")

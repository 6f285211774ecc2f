"""The rate of a request in its headers, after the IETF draft on `RateLimit` fields (structured fields)."""

from __future__ import annotations

from graph_service.access.buckets import WINDOW_SECONDS
from graph_service.access.rates import Spending

POLICY = "RateLimit-Policy"
LEFT = "RateLimit"


def rate_headers(spending: Spending) -> dict[str, str]:
    """The policy that holds, and what is left of it: `r` points, more of them in `t` seconds."""
    left = spending.allowance
    return {
        POLICY: f'"{spending.policy}";q={left.limit};w={WINDOW_SECONDS}',
        LEFT: f'"{spending.policy}";r={left.remaining};t={left.reset_seconds}',
    }

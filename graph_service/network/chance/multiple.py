"""Many tests at once: what may still be called a finding.

Benjamini and Hochberg (1995) hold the share of false findings down. Counts cannot become significant where too little
is expected, and such tests would only take power from the others: Tarone (1990) finds how many could, and Gilbert
(2005) adjusts among those alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np

from graph_service.network.projection import Bools, Floats

Verdict = Literal["NO_ACTIVITY", "INSUFFICIENT_DATA", "UNDER_CONNECTED", "OVER_CONNECTED", "AS_EXPECTED"]

LEVEL = 0.05
"""Share of false findings among the findings of one side that is put up with."""


def benjamini_hochberg(p: Floats) -> Floats:
    """q of each p, in [0, 1]: the smallest level at which its test is a finding."""
    count = len(p)
    order = np.argsort(p, kind="stable")
    scaled = p[order] * count / np.arange(1, count + 1)
    q = np.empty(count)
    q[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)
    return q


def attainable(least_p: Floats, level: float = LEVEL) -> Bools:
    """Which tests could have been significant at all; `least_p` is the smallest p that each could have shown.

    With the smallest K for which at most K tests have least p ≤ level/K, it is those tests (Tarone's K).
    """
    ordered = np.sort(least_p)
    for k in range(1, len(least_p) + 1):
        if int(np.searchsorted(ordered, level / k, side="right")) <= k:
            return np.asarray(least_p <= level / k)
    return np.zeros(len(least_p), dtype=bool)


def adjusted(p: Sequence[float], least_p: Sequence[float], level: float = LEVEL) -> list[float | None]:
    """q of each test of one side of one family, None where it could not have been significant."""
    could = attainable(np.array(least_p, dtype=np.float64), level)
    q = np.full(len(could), np.nan)
    q[could] = benjamini_hochberg(np.array(p, dtype=np.float64)[could])
    return [float(one) if reached else None for one, reached in zip(q, could, strict=True)]


def verdict(is_active: bool, is_certain: bool, q_under: float | None, q_over: float | None) -> Verdict:
    """What may be said of one test.

    A test that could not have shown too few is INSUFFICIENT_DATA, unless it shows too many: AS_EXPECTED says that a gap
    would have had a chance to be seen, and was not.
    """
    if not is_active:
        return "NO_ACTIVITY"
    if is_certain:
        return "INSUFFICIENT_DATA"
    if q_under is not None and q_under <= LEVEL:
        return "UNDER_CONNECTED"
    if q_over is not None and q_over <= LEVEL:
        return "OVER_CONNECTED"
    return "INSUFFICIENT_DATA" if q_under is None else "AS_EXPECTED"

"""`make calibration`: the long forms of what network analysis claims against chance, one after another.

Prints the tables, the seconds of each, and at the end what did not hold; then the program ends with 1.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from graph_service.network.gaps import collaboration_gaps
from graph_service.network.network import Scope, network_of
from tests.network import calibration
from tests.network.candidates import long as candidates
from tests.network.demonstration import demonstration

PLANTED = ("library", "museum")


def planted_gap() -> int:
    """0 if of the pairs of sectors in the country the one kept apart in the demonstration is found, and no other."""
    projection = demonstration()
    family = collaboration_gaps(network_of(projection, Scope(projection.today, "CUMULATIVE")), "COUNTRY")
    print(f"{'sectors':38}{'observed':>9}{'expected':>10}{'interval':>11}{'p under':>10}{'q':>10}  verdict")
    for row in family.rows:
        q = "none" if row.q_under is None else f"{row.q_under:.2g}"
        print(
            f"{f'{row.sector_a}, {row.sector_b}':38}{row.observed:9}{row.expected:10.1f}"
            f"{f'{row.interval[0]}–{row.interval[1]}':>11}{row.p_under:10.2g}{q:>10}  {row.verdict}"
        )
    found = {(row.sector_a, row.sector_b) for row in family.rows if row.verdict == "UNDER_CONNECTED"}
    return int(found != {PLANTED})


FORMS: tuple[tuple[str, Callable[[], int]], ...] = (
    ("p-values of gaps on networks from the null", calibration.main),
    ("the gap planted in the demonstration", planted_gap),
    ("candidates: planted effect, random labels, cost", candidates.main),
)


def main() -> int:
    """1 if any of the forms does not hold; all are run."""
    outcome: list[tuple[str, float, bool]] = []
    for title, form in FORMS:
        print(f"\n=== {title}", flush=True)
        began = time.monotonic()
        holds = form() == 0
        outcome.append((title, time.monotonic() - began, holds))
    print("\n=== in all")
    for title, seconds, holds in outcome:
        print(f"{title:50}{seconds:7.1f} s  {'holds' if holds else 'DOES NOT HOLD'}")
    return int(not all(holds for *_, holds in outcome))


if __name__ == "__main__":
    sys.exit(main())

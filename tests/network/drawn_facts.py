"""Facts for sentences: every place, pair of sectors and verdict, with numbers that change from row to row.

The numbers are not results: they make each form of words occur (nothing, one, many, thousands, less than a hundredth).
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import combinations_with_replacement, product
from pathlib import Path
from typing import get_args

from graph_service.network.sentences import AgainstChance, GapFacts, Place, Words
from graph_service.network.sentences.words import Verdict

ROOT = Path(__file__).resolve().parents[2]
SECTORS = ("community_culture", "library", "museum")
PAIRS = tuple(combinations_with_replacement(SECTORS, 2))
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)

# observed, expected, low, high, q, smallest p
_UNDER = ((2, 5.3, 3, 9, 0.012), (0, 7.94, 4, 12, 0.0004), (1, 4.96, 2, 8, 0.05), (1204, 1510.26, 1440, 1580, 0.000001))
_OVER = (
    (11, 5.3, 2, 9, 0.031),
    (1, 0.02, 0, 0, 0.049),
    (31, 17.5, 11, 24, 0.00099),
    (2150, 1010.04, 950, 1070, 0.0001),
)
_EXPECTED = (
    (3, 4.1, 1, 8, 0.71),
    (0, 0.85, 0, 3, 0.52),
    (6, 5.9, 3, 9, 1.0),
    (1, 5.5, 2, 9, 0.11),
    (1, 1.0, 0, 3, 0.96),
)
_SCARCE = (
    (0, 0.004, 0, 0, 0.996),
    (1, 1.35, 0, 3, 0.18),
    (5, 5.0, 5, 5, 1.0),
    (0, 3.2, 1, 6, 0.038),
    (6, 9.2, 6, 12, 0.41),
)
_PRESENT = ((0, 4), (7, 0), (0, 0))


def places() -> Iterator[tuple[str, Place]]:
    """The country, the regions and the counties with Budapest, each with its code."""
    yield "HU", Place("COUNTRY", Words("Magyarország", "Hungary"))
    with (ROOT / "seed" / "counties.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    regions = {row["nuts2"]: Words(row["region_hu"], row["region_en"]) for row in rows}
    for code in sorted(regions):
        yield code, Place("REGION", regions[code])
    for row in sorted(rows, key=lambda one: one["nuts3"]):
        yield row["nuts3"], Place("COUNTY", Words(row["name_hu"], row["name_en"]))


def gap_facts() -> Iterator[tuple[str, GapFacts]]:
    """Every place × pair × verdict, with a key: `HU223 library museum UNDER_CONNECTED`."""
    for turn, ((code, place), (a, b), verdict) in enumerate(product(places(), PAIRS, VERDICTS)):
        family = {"COUNTRY": 6, "REGION": 48, "COUNTY": 108}[place.level]
        numbers = _numbers(verdict, turn // len(VERDICTS), family)
        first, second = _PRESENT[turn // len(VERDICTS) % 3] if verdict == "NO_ACTIVITY" else (20, 20)
        if a == b:
            second = first = 0 if verdict == "NO_ACTIVITY" else 20
        yield f"{code} {a} {b} {verdict}", GapFacts(place, a, b, numbers, first, second)


def _numbers(verdict: Verdict, turn: int, family: int) -> AgainstChance:
    if verdict == "NO_ACTIVITY":
        return AgainstChance(verdict, 0, 0.0, 0, 0, None, 1.0, family)
    if verdict == "INSUFFICIENT_DATA":
        observed, expected, low, high, smallest = _SCARCE[turn % len(_SCARCE)]
        return AgainstChance(verdict, observed, expected, low, high, None, smallest, family)
    rows = {"UNDER_CONNECTED": _UNDER, "OVER_CONNECTED": _OVER, "AS_EXPECTED": _EXPECTED}[verdict]
    observed, expected, low, high, q = rows[turn % len(rows)]
    return AgainstChance(verdict, observed, expected, low, high, q, 0.0001, family)

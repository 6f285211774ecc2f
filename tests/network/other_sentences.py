"""Every form of the sentences that are not of gaps, each with a key."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import get_args

from graph_service.errors import Language
from graph_service.network.sentences import (
    MIXED_NOTE,
    NOT_REPORTED,
    RANKING_LABELS,
    SYNTHETIC_NOTE,
    ActivityFacts,
    AgainstChance,
    BacktestFacts,
    CandidateFacts,
    CompletenessFacts,
    CoverageFacts,
    DiffusionFacts,
    FragilityFacts,
    OpennessFacts,
    Place,
    Words,
    activity_sentence,
    backtest_sentence,
    candidate_sentence,
    completeness_sentence,
    coverage_sentence,
    diffusion_sentence,
    fragility_sentence,
    openness_sentence,
    stale_note,
)
from graph_service.network.sentences.candidates import BacktestVerdict
from tests.network.drawn_facts import SECTORS

ZALA = Place("COUNTY", Words("Zala", "Zala County"))
HEVES = Place("COUNTY", Words("Heves", "Heves County"))
NORTH = Place("REGION", Words("Észak-Alföld", "Northern Great Plain"))
COUNTRY = Place("COUNTRY", Words("Magyarország", "Hungary"))

_NUMBERS = (
    AgainstChance("UNDER_CONNECTED", 0, 9.1, 6, 12, 0.03, 0.001, 54),
    AgainstChance("UNDER_CONNECTED", 4, 7.2, 5, 9, 0.0002, 0.0001, 54),
    AgainstChance("OVER_CONNECTED", 13, 9.1, 6, 12, 0.044, 0.001, 54),
    AgainstChance("AS_EXPECTED", 1, 0.9, 0, 2, 0.5, 0.2, 54),
    AgainstChance("AS_EXPECTED", 2, 5.5, 3, 8, 0.08, 0.01, 54),
    AgainstChance("INSUFFICIENT_DATA", 0, 1.2, 0, 3, None, 0.3, 54),
    AgainstChance("INSUFFICIENT_DATA", 14, 14.0, 14, 14, None, 1.0, 54),
)
_NOTHING = AgainstChance("NO_ACTIVITY", 0, 0.0, 0, 0, None, 1.0, 54)


def other_sentences(language: Language) -> Iterator[tuple[str, str]]:
    """Key and sentence of every form."""
    yield from _activity(language)
    yield from _openness(language)
    yield from _candidates(language)
    yield from _backtests(language)
    yield from _fragility(language)
    yield from _coverage(language)
    yield from _diffusion(language)
    yield from _completeness(language)
    for version in (1, 2, 5, 12, 1234):
        yield f"stale {version}", stale_note(version, language)
    for name, note in (("synthetic", SYNTHETIC_NOTE), ("mixed", MIXED_NOTE), ("not reported", NOT_REPORTED)):
        yield name, note.in_(language)


def _activity(language: Language) -> Iterator[tuple[str, str]]:
    for sector, (turn, numbers) in product(SECTORS, enumerate(_NUMBERS)):
        facts = ActivityFacts((ZALA, HEVES)[turn % 2], sector, 14, numbers)
        yield f"activity {sector} {numbers.verdict} {turn}", activity_sentence(facts, language)
    for sector, institutions in product(SECTORS, (0, 1, 4)):
        facts = ActivityFacts(ZALA, sector, institutions, _NOTHING)
        yield f"activity {sector} NO_ACTIVITY of {institutions}", activity_sentence(facts, language)


def _openness(language: Language) -> Iterator[tuple[str, str]]:
    for turn, numbers in enumerate((*_NUMBERS, _NOTHING)):
        facts = OpennessFacts(ZALA, 0 if numbers is _NOTHING else 60, numbers)
        yield f"openness {numbers.verdict} {turn}", openness_sentence(facts, language)


def _candidates(language: Language) -> Iterator[tuple[str, str]]:
    rows = (
        CandidateFacts("Lenti Könyvtár", "Egri Múzeum", 12.34, 2, True, 1, 3, True, 0.042),
        CandidateFacts("Lenti Könyvtár", "Egri Múzeum", 0.0, 1, False, 0, 0, True, 0.0004),
        CandidateFacts("Lenti Könyvtár", "Egri Múzeum", 1.0, 0, False, 2, 0, False, 0.31),
        CandidateFacts("Lenti Könyvtár", "Egri Múzeum", None, 0, True, 0, 0, False, None),
        CandidateFacts("Lenti Könyvtár", "Egri Múzeum", None, 0, False, 0, 0, False, None),
        CandidateFacts("Lenti Könyvtár", "Egri Múzeum", 1005.2, 0, False, 0, 1, False, None),
    )
    for turn, facts in enumerate(rows):
        yield f"candidate {turn}", candidate_sentence(facts, language)


def _backtests(language: Language) -> Iterator[tuple[str, str]]:
    verdicts: tuple[BacktestVerdict, ...] = get_args(BacktestVerdict)
    for verdict, baseline in product(verdicts, (one for one in RANKING_LABELS if one != "MODEL")):
        positives = 29 if verdict == "TOO_FEW_POSITIVES" else 1181
        facts = BacktestFacts(verdict, positives, 30, 0.757, 0.65, 0.88, baseline, 0.7)
        yield f"backtest {verdict} {baseline}", backtest_sentence(facts, language)
    for few in (0, 1):
        facts = BacktestFacts("TOO_FEW_POSITIVES", few, 30, None, None, None, "DISTANCE", None)
        yield f"backtest TOO_FEW_POSITIVES of {few}", backtest_sentence(facts, language)


def _fragility(language: Language) -> Iterator[tuple[str, str]]:
    rows = (
        FragilityFacts("institution", "Egri Múzeum", (12, 2, 1), 38, 2),
        FragilityFacts("institution", "Lenti Könyvtár", (1, 1), 1, 1),
        FragilityFacts("institution", "Lenti Könyvtár", (), 0, 0, 2),
        FragilityFacts("institution", None, (9, 4), 36, 1, 1),
        FragilityFacts("mentor", None, (1040, 3), 3120, 0, 5),
        FragilityFacts("mentor", None, (), 0, 0, 1),
        FragilityFacts("community", "Olvasókör", (4, 4), 16, 3),
        FragilityFacts("community", None, (), 0, 0),
    )
    for turn, facts in enumerate(rows):
        yield f"fragility {facts.kind} {turn}", fragility_sentence(facts, language)


def _coverage(language: Language) -> Iterator[tuple[str, str]]:
    rows = (
        CoverageFacts("Lenti", 0, None, 1, 1, None, 90),
        CoverageFacts("Lenti", 1, 42.05, 2, 0, 120, 90),
        CoverageFacts("Lenti", 1, None, 0, 0, 1, 90),
        CoverageFacts("Lenti", 3, 2.0, 3, 2, 0, 90),
        CoverageFacts("Lenti", 2, 0.4, 2, 1, 90, 90),
        CoverageFacts("Lenti", None, 12.0, 2, 0, 30, 90),
        CoverageFacts("Lenti", None, None, 1, 0, 1200, 90),
    )
    for turn, facts in enumerate(rows):
        yield f"coverage {turn}", coverage_sentence(facts, language)


def _diffusion(language: Language) -> Iterator[tuple[str, str]]:
    title = "Könyvtári kert"
    rows = (
        DiffusionFacts(title, "Lenti Könyvtár", 0.62, 5, 2, 10, 0.4, 0.03, False),
        DiffusionFacts(title, "Egri Múzeum", 1.0, 3, 0, 10, 0.004, None, True),
        DiffusionFacts(title, "Egri Múzeum", 0.045, 6, None, 10, None, None, True),
        DiffusionFacts(title, "Egri Múzeum", 0.5, 4, 1, 10, None, None, False),
    )
    for turn, facts in enumerate(rows):
        yield f"diffusion {turn}", diffusion_sentence(facts, language)


def _completeness(language: Language) -> Iterator[tuple[str, str]]:
    kinds = (
        Words("intézmények", "institutions"),
        Words("közösségek", "communities"),
        Words("együttműködések", "collaborations"),
    )
    rows = ((0.42, "2019-08-01"), (0.9, None), (0.598, None), (0.004, "2018-12-31"), (None, None))
    for turn, (place, kind, (filled, last)) in enumerate(product((ZALA, NORTH, COUNTRY), kinds, rows)):
        facts = CompletenessFacts(place, kind, filled, last, 0.6)
        yield f"completeness {turn}", completeness_sentence(facts, language)
    for turn, (filled, last) in enumerate(rows):
        facts = CompletenessFacts(None, kinds[0], filled, last, 0.6)
        yield f"completeness of one {turn}", completeness_sentence(facts, language)

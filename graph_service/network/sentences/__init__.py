"""What numbers say, as sentences in Hungarian and English: plain values in, text out.

Rules of the Hungarian text: no plural after a number, no suffix glued to a variable, articles by `model/wording.py`,
the formal address, and never a zero that looks like a finding. `tests/network/sentences/` shows them all.
"""

from graph_service.network.sentences.candidates import (
    PART_LABELS,
    PART_UNITS,
    RANKING_LABELS,
    BacktestFacts,
    CandidateFacts,
    backtest_sentence,
    candidate_sentence,
)
from graph_service.network.sentences.gaps import (
    ActivityFacts,
    GapFacts,
    OpennessFacts,
    activity_sentence,
    gap_sentence,
    openness_sentence,
)
from graph_service.network.sentences.notes import (
    MIXED_NOTE,
    NOT_REPORTED,
    SYNTHETIC_NOTE,
    CompletenessFacts,
    completeness_sentence,
    stale_note,
)
from graph_service.network.sentences.spread import (
    DIFFUSION_LABELS,
    CoverageFacts,
    DiffusionFacts,
    coverage_sentence,
    diffusion_sentence,
)
from graph_service.network.sentences.structure import BROKERAGE_ROLES, FragilityFacts, Role, fragility_sentence
from graph_service.network.sentences.words import SECTOR_NOUNS, AgainstChance, SectorNouns, Words
from graph_service.network.sentences.words import Place as Place  # by alias: in a list it would read as a label

__all__ = [
    "BROKERAGE_ROLES",
    "DIFFUSION_LABELS",
    "MIXED_NOTE",
    "NOT_REPORTED",
    "PART_LABELS",
    "PART_UNITS",
    "RANKING_LABELS",
    "SECTOR_NOUNS",
    "SYNTHETIC_NOTE",
    "ActivityFacts",
    "AgainstChance",
    "BacktestFacts",
    "CandidateFacts",
    "CompletenessFacts",
    "CoverageFacts",
    "DiffusionFacts",
    "FragilityFacts",
    "GapFacts",
    "OpennessFacts",
    "Role",
    "SectorNouns",
    "Words",
    "activity_sentence",
    "backtest_sentence",
    "candidate_sentence",
    "completeness_sentence",
    "coverage_sentence",
    "diffusion_sentence",
    "fragility_sentence",
    "gap_sentence",
    "openness_sentence",
    "stale_note",
]

"""Candidate pairs: who should meet, for which reasons, and how well such suggestions would have done."""

from graph_service.network.candidates.backtest import Backtest, BacktestVerdict, BaselineResult, backtest
from graph_service.network.candidates.figures import CalibrationBin
from graph_service.network.candidates.logistic import Model
from graph_service.network.candidates.orders import BaselineCode, RankingBasis
from graph_service.network.candidates.parts import CODES, MODELLED, PARTS, PartCode
from graph_service.network.candidates.ranking import Candidate, Candidates, ScorePart, candidates
from graph_service.network.candidates.resampling import Estimate

__all__ = [
    "CODES",
    "MODELLED",
    "PARTS",
    "Backtest",
    "BacktestVerdict",
    "BaselineCode",
    "BaselineResult",
    "CalibrationBin",
    "Candidate",
    "Candidates",
    "Estimate",
    "Model",
    "PartCode",
    "RankingBasis",
    "ScorePart",
    "backtest",
    "candidates",
]

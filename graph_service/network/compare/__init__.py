"""A network on two days: ties with their collaborations, measures, parts and verdicts that differ."""

from graph_service.network.compare.deltas import METRICS, BeforeAfter, CountyChange, InstitutionChange
from graph_service.network.compare.parts import CommunityChange, ComponentChange, PartChanges
from graph_service.network.compare.table import NetworkDiff, compare
from graph_service.network.compare.ties import TieChange, TieKind
from graph_service.network.compare.verdicts import VerdictChange

__all__ = [
    "METRICS",
    "BeforeAfter",
    "CommunityChange",
    "ComponentChange",
    "CountyChange",
    "InstitutionChange",
    "NetworkDiff",
    "PartChanges",
    "TieChange",
    "TieKind",
    "VerdictChange",
    "compare",
]

"""How mentors cover the places that the programme reached: distance, load, silence, and dependence on one person.

Mentors are persons: rows give their numbers only, and counts of fewer than three of them are for the roles that may
read persons. Nothing here is tested against chance: a county's team is three or four people.
"""

from graph_service.network.coverage.counties import CountyCover
from graph_service.network.coverage.loads import ACTIVITY_DAYS, Evenness, Load, MentorLoad, gini
from graph_service.network.coverage.places import CommunityCover, PlaceCover
from graph_service.network.coverage.table import MAX_KM, STALE_AFTER_DAYS, Coverage, mentor_coverage

__all__ = [
    "ACTIVITY_DAYS",
    "MAX_KM",
    "STALE_AFTER_DAYS",
    "CommunityCover",
    "CountyCover",
    "Coverage",
    "Evenness",
    "Load",
    "MentorLoad",
    "PlaceCover",
    "gini",
    "mentor_coverage",
]

"""Numbers of persons: below three they are told only to those who may read persons."""

from __future__ import annotations

from graph_service.access.scopes import READ_PEOPLE
from graph_service.model.structure import Model, NodeType, TieType

FEWEST = 3


def is_few(number: float) -> bool:
    """Whether there are some, but so few that they are hardly a number. That there is none is always told."""
    return 0 < number < FEWEST


def withholds(model: Model, listed: NodeType | TieType, scopes: frozenset[str]) -> bool:
    """Whether a viewer with `scopes` is not told small numbers of what is listed: of persons and nothing else."""
    return READ_PEOPLE not in scopes and isinstance(listed, NodeType) and model.are_persons(model.members(listed.name))


def many_of(number: object) -> object:
    """The number, or None where it is withheld; what is no number passes unchanged."""
    return None if isinstance(number, (int, float)) and is_few(number) else number


def any_few(*numbers: object) -> bool:
    """Whether one of these numbers is withheld."""
    return any(isinstance(number, (int, float)) and is_few(number) for number in numbers)

"""Numbers of people: one and two are told only to those who may read people."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from tests.oracle.mapping import PEOPLE, READ_PEOPLE

_SMALL = 3


def are_people(listed: str) -> bool:
    """Whether lists of a type hold people and nothing else."""
    return listed in PEOPLE


def is_hidden(number: Any, scopes: Collection[str]) -> bool:
    """Whether a number of people is not for a viewer with these scopes."""
    return READ_PEOPLE not in scopes and number is not None and 0 < number < _SMALL


def told(number: Any, scopes: Collection[str], *, people: bool) -> Any:
    """The number, or null where it is hidden."""
    return None if people and is_hidden(number, scopes) else number

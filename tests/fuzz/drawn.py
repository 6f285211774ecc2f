"""What is drawn: a document with its variables, others to ask it with, and the lists to go on with."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Continued:
    """A list that is asked for again from where its first page ends: the variable, and where its cursor stands."""

    variable: str
    path: tuple[str, ...]
    cursor: str


@dataclass(frozen=True)
class Drawn:
    """A document with its variables, and the lists whose next page it asks for when it is sent again.

    `others` are values for some of the variables, of another shape if chance has it: one plan must not answer for both.
    """

    text: str
    variables: dict[str, Any]
    continued: tuple[Continued, ...] = ()
    others: dict[str, Any] = field(default_factory=dict)

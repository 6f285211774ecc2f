"""Numbers of persons: below three they are told only to those who may read persons."""

from __future__ import annotations

from dataclasses import dataclass

FEWEST = 3


@dataclass(frozen=True)
class Counted:
    """A number of persons, for a viewer who may read persons or not. That there is none is always told."""

    number: int
    may_read: bool

    @property
    def is_suppressed(self) -> bool:
        """Whether the number is withheld."""
        return not self.may_read and 0 < self.number < FEWEST

    @property
    def told(self) -> int | None:
        """The number; None where it is withheld."""
        return None if self.is_suppressed else self.number

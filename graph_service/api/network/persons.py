"""Numbers of persons: below three they are told only to those who may read persons."""

from __future__ import annotations

from dataclasses import dataclass

from graph_service.query.persons import is_few


@dataclass(frozen=True)
class Counted:
    """A number of persons, for a viewer who may read persons or not. That there is none is always told."""

    number: int
    may_read: bool

    @property
    def is_suppressed(self) -> bool:
        """Whether the number is withheld."""
        return not self.may_read and is_few(self.number)

    @property
    def told(self) -> int | None:
        """The number; None where it is withheld."""
        return None if self.is_suppressed else self.number

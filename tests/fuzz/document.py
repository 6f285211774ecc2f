"""Documents by their number, the same on every machine, or from Hypothesis, which makes failing ones smaller."""

from __future__ import annotations

from random import Random

from hypothesis import strategies as st

from tests.fuzz.draw import Draw
from tests.fuzz.drawn import Drawn
from tests.fuzz.lists import Lists
from tests.fuzz.values import Values


def drawn(lists: Lists, values: Values, number: int, day: str | None = None) -> Drawn:
    """The document of a number; with a `day`, one of which every root is as of that day."""
    return Draw(lists, values, Random(number), day).document()


def documents(lists: Lists, values: Values) -> st.SearchStrategy[Drawn]:
    """Any document, with the random numbers in Hypothesis' hands."""
    return st.randoms(use_true_random=False).map(lambda random: Draw(lists, values, random).document())

"""Draws without replacement: how many marked ones a sample holds by chance."""

from __future__ import annotations

import numpy as np

from graph_service.network.chance.law import Law, law_of


def hypergeometric(population: int, marked: int, sample: int) -> Law:
    """The law of the marked ones among `sample` drawn from `population`, of which `marked` are marked.

    Probabilities come from the exact ratios of neighbours, so that they hold for large numbers too.
    """
    least, most = max(0, marked + sample - population), min(marked, sample)
    values = np.arange(least, most, dtype=np.float64)
    steps = np.log(marked - values) + np.log(sample - values)
    steps -= np.log(values + 1) + np.log(population - marked - sample + values + 1)
    logarithms = np.concatenate([[0.0], np.cumsum(steps)])
    law = law_of(np.exp(logarithms - logarithms.max()))
    return Law(least + law.first, law.mass)

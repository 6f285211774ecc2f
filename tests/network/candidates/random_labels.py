"""Backtests on labels that mean nothing: how often a model that cannot know anything would be called BETTER."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np

from graph_service.network.candidates.backtest import HORIZON, BacktestVerdict, Sample, judge, sample
from graph_service.network.candidates.pairs import near_of
from graph_service.network.network import Scope, network_of
from graph_service.network.projection import Projection
from tests.network.oracles.planted_effect import drawn

SHARE = 0.02
MOST_OF_A_HUNDRED = 5


def verdicts(projection: Projection, seeds: int) -> Counter[BacktestVerdict]:
    """Verdicts on candidates of the projection, of which SHARE are labelled at random in both windows."""
    scope = Scope(projection.today)
    near = near_of(network_of(projection, scope), 25.0)
    samples = [sample(projection, replace(scope, day=scope.day - back * HORIZON), near) for back in (2, 1)]
    return Counter(
        judge(*(labelled(one, seed, place) for place, one in enumerate(samples))).verdict for seed in range(seeds)
    )


def labelled(one: Sample, seed: int, window: int) -> Sample:
    """The sample with labels drawn by seed, window and place of the pair."""
    labels = np.array([drawn(seed, window, place) for place in range(len(one.labels))]) < SHARE
    return replace(one, labels=labels, formed=int(labels.sum()))

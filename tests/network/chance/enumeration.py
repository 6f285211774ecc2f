"""The test of sector pairs by counting every way to fill every collaboration: slow, plain, and shares no code."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from tests.network.chance.drawn import County


@dataclass(frozen=True)
class Counted:
    """The law of meetings (h to probability) and the expected ties of two sectors, given their totals."""

    law: dict[int, float]
    ties: float


def counted(county: County, one: str, other: str) -> Counted:
    """The conditional law over all allocations, each with the product of the weights of those drawn."""
    names = sorted({name for work in county.works for name in work})
    choices = _possible(county, names)
    chances = _chances(county, names, choices)
    totals = np.zeros((1, 4))
    chance = np.ones(1)
    for subsets, weights in zip(choices, chances, strict=True):
        seats = np.array([_seen(subset, names, county, one, other) for subset in subsets])
        totals = (totals[:, None, :] + seats[None, :, :]).reshape(-1, 4)
        chance = (chance[:, None] * weights[None, :]).ravel()
    observed = sum(_seen(_places(work, names), names, county, one, other) for work in county.works)
    given = (totals[:, 0] == observed[0]) & (totals[:, 1] == observed[1])
    chance = np.where(given, chance, 0.0) / chance[given].sum()
    law = {int(h): float(chance[totals[:, 2] == h].sum()) for h in np.unique(totals[given, 2])}
    return Counted(law, float(chance @ totals[:, 3]))


def _places(work: object, names: list[str]) -> tuple[int, ...]:
    return tuple(sorted(names.index(name) for name in work))  # type: ignore[attr-defined]


def _seen(subset: tuple[int, ...], names: list[str], county: County, one: str, other: str) -> np.ndarray:
    """Seats of both sectors, whether it is a meeting, and its ties."""
    sectors = [county.sectors[names[place]] for place in subset]
    a, b = sectors.count(one), sectors.count(other)
    ties = a * (a - 1) // 2 if one == other else a * b
    return np.array([a, b, int(ties > 0), ties], dtype=float)


def _possible(county: County, names: list[str]) -> list[list[tuple[int, ...]]]:
    """For each collaboration the sets that may fill it: who is in it, or not, in every allocation with the very same
    activities is in it, or not, in every set."""
    goal = np.array([sum(name in work for work in county.works) for name in names])
    every = [list(combinations(range(len(names)), len(work))) for work in county.works]
    members = [np.array([[place in subset for place in range(len(names))] for subset in own]) for own in every]
    grid = np.indices([len(own) for own in every]).reshape(len(every), -1)
    filled = sum(own[choice].astype(int) for own, choice in zip(members, grid, strict=True))
    feasible = grid[:, (filled == goal).all(axis=1)]
    kept = []
    for subsets, own, choice in zip(every, members, feasible, strict=True):
        always, ever = own[choice].all(axis=0), own[choice].any(axis=0)
        kept.append(
            [s for s, is_in in zip(subsets, own, strict=True) if (always <= is_in).all() and (is_in <= ever).all()]
        )
    return kept


def _chances(county: County, names: list[str], choices: list[list[tuple[int, ...]]]) -> list[np.ndarray]:
    """Probabilities of the sets: the most likely weights, by Newton's method on their logarithms."""
    activity = Counter(name for work in county.works for name in work)
    goal = np.array([activity[name] for name in names], dtype=float)
    members = [np.array([[place in subset for place in range(len(names))] for subset in own], float) for own in choices]
    logs = np.zeros(len(names))
    for _ in range(200):
        weights = [np.exp(own @ logs) for own in members]
        chances = [own / own.sum() for own in weights]
        means = [chance @ own for chance, own in zip(chances, members, strict=True)]
        gradient = goal - sum(means)
        if np.abs(gradient).max() < 1e-13:
            break
        spread = sum(
            (own * chance[:, None]).T @ own - np.outer(mean, mean)
            for own, chance, mean in zip(members, chances, means, strict=True)
        )
        step = np.linalg.pinv(spread, rcond=1e-12, hermitian=True) @ gradient
        logs = logs + step * min(1.0, 2.0 / max(np.abs(step).max(), 1e-300))
    return chances

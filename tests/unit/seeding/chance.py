"""Sector pairs against chance (SC2): given who is active and how large collaborations are, do two sectors meet?

A plain reading of the method for checking the planted gap: exact expectations and covariances in each county, the
conditional law of the number of meetings as a normal one, counties added up.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from itertools import combinations_with_replacement

Pair = tuple[str, str]


@dataclass(frozen=True)
class Finding:
    """One pair of sectors: collaborations in which they meet, and what chance would give."""

    observed: int
    expected: float
    p_under: float
    p_over: float


def findings(collaborations: dict[str, list[list[str]]], sectors: dict[str, str]) -> dict[Pair, Finding]:
    """The six pairs; `collaborations` are the participants of each, by county."""
    pairs = list(combinations_with_replacement(sorted(set(sectors.values())), 2))
    sums = {pair: [0.0, 0.0, 0.0] for pair in pairs}
    for works in collaborations.values():
        weights = _weights(works)
        for pair in pairs:
            for place, value in enumerate(_county(works, sectors, weights, pair)):
                sums[pair][place] += value
    return {pair: _finding(*values) for pair, values in sums.items()}


def _finding(observed: float, mean: float, variance: float) -> Finding:
    spread = math.sqrt(variance)
    under = _normal((observed + 0.5 - mean) / spread)
    over = 1 - _normal((observed - 0.5 - mean) / spread)
    return Finding(int(observed), mean, under, over)


def _normal(z: float) -> float:
    return 0.5 * (1 + math.erf(z / math.sqrt(2)))


def _symmetric(weights: list[float], most: int) -> list[float]:
    """Elementary symmetric polynomials up to `most`."""
    sums = [1.0] + [0.0] * most
    for weight in weights:
        for degree in range(most, 0, -1):
            sums[degree] += weight * sums[degree - 1]
    return sums


def _weights(works: list[list[str]]) -> dict[str, float]:
    """Weights that give every institution its number of collaborations in expectation."""
    degree = Counter(member for work in works for member in work)
    sizes = Counter(len(work) for work in works)
    weights = {member: float(count) for member, count in degree.items()}
    for _ in range(400):
        e = _symmetric(list(weights.values()), max(sizes))
        change = 0.0
        for member, weight in weights.items():
            expected, inside = 0.0, 0.0
            for size in range(1, max(sizes) + 1):
                inside = weight * e[size - 1] / e[size] * (1 - inside)
                expected += sizes[size] * inside
            change = max(change, abs(degree[member] / expected - 1))
            weights[member] = weight * degree[member] / expected
        if change < 1e-9:
            break
    return weights


def _county(
    works: list[list[str]], sectors: dict[str, str], weights: dict[str, float], pair: Pair
) -> tuple[float, float, float]:
    """Observed meetings, and their mean and variance given the sectors' totals."""
    most = max(len(work) for work in works)
    groups = {name: [w for m, w in weights.items() if sectors[m] == name] for name in set(sectors.values())}
    one, other = pair
    e_one, e_other = _symmetric(groups[one], most), _symmetric(groups[other], most)
    rest = _symmetric([w for name, ws in groups.items() if name not in pair for w in ws], most)
    whole = _symmetric(list(weights.values()), most)
    observed, totals = 0.0, [0.0, 0.0]
    mean = [0.0, 0.0, 0.0]
    moments = [[0.0] * 3 for _ in range(3)]
    for work in works:
        a = sum(sectors[member] == one for member in work)
        b = 0 if one == other else sum(sectors[member] == other for member in work)
        observed += (a >= 2) if one == other else (a >= 1 and b >= 1)
        totals = [totals[0] + a, totals[1] + b]
        size = len(work)
        own_mean = [0.0, 0.0, 0.0]
        own = [[0.0] * 3 for _ in range(3)]
        for i in range(size + 1):
            for j in range(1 if one == other else size - i + 1):
                probability = e_one[i] * (1.0 if one == other else e_other[j]) * rest[size - i - j] / whole[size]
                value = ((i >= 2) if one == other else (i >= 1 and j >= 1)) * 1.0
                vector = (value, float(i), float(j))
                for x in range(3):
                    own_mean[x] += probability * vector[x]
                    for y in range(3):
                        own[x][y] += probability * vector[x] * vector[y]
        for x in range(3):
            mean[x] += own_mean[x]
            for y in range(3):
                moments[x][y] += own[x][y] - own_mean[x] * own_mean[y]
    return (observed, *_given_totals(mean, moments, totals))


def _given_totals(mean: list[float], cov: list[list[float]], totals: list[float]) -> tuple[float, float]:
    """Mean and variance of the first given the other two (the third may be constant)."""
    known = [place for place in (1, 2) if cov[place][place] > 1e-12]
    if len(known) == 2:
        a, b, c = cov[1][1], cov[1][2], cov[2][2]
        determinant = a * c - b * b
        if determinant > 1e-12:
            beta = [(cov[0][1] * c - cov[0][2] * b) / determinant, (cov[0][2] * a - cov[0][1] * b) / determinant]
            shift = beta[0] * (totals[0] - mean[1]) + beta[1] * (totals[1] - mean[2])
            return mean[0] + shift, max(cov[0][0] - beta[0] * cov[0][1] - beta[1] * cov[0][2], 1e-9)
        known = known[:1]
    if not known:
        return mean[0], max(cov[0][0], 1e-9)
    place = known[0]
    slope = cov[0][place] / cov[place][place]
    return mean[0] + slope * (totals[place - 1] - mean[place]), max(cov[0][0] - slope * cov[0][place], 1e-9)


def verdicts(found: dict[Pair, Finding], level: float = 0.05) -> dict[Pair, str]:
    """Benjamini-Hochberg over the pairs, each side on its own."""
    under = _rejected({pair: finding.p_under for pair, finding in found.items()}, level)
    over = _rejected({pair: finding.p_over for pair, finding in found.items()}, level)
    return {
        pair: "UNDER_CONNECTED" if pair in under else "OVER_CONNECTED" if pair in over else "AS_EXPECTED"
        for pair in found
    }


def _rejected(p: dict[Pair, float], level: float) -> set[Pair]:
    order = sorted(p, key=lambda pair: p[pair])
    last = max((place for place, pair in enumerate(order, 1) if p[pair] <= level * place / len(order)), default=0)
    return set(order[:last])

"""Null models that were weighed and left: they are here so that the tests can show why.

BiCM gives every institution and every collaboration its number of seats in expectation only, each seat drawn alone
(SDSM is the same with exact Poisson-binomial tails for two institutions). The hypergeometric model knows sizes and
sectors but not that some institutions are busier than others.
"""

from __future__ import annotations

from math import comb

import numpy as np

from graph_service.network.chance.law import Law, law_of


def bicm(rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """Probability of each cell of a table with these sums in expectation, x·y/(1 + x·y)."""
    wide, narrow = (np.unique(sums, return_counts=True, return_inverse=True) for sums in (rows, columns))
    x, y = wide[0] / np.sqrt(rows.sum()), narrow[0] / np.sqrt(columns.sum())
    for _ in range(20_000):
        cells = 1.0 / (1.0 + np.outer(x, y))
        new_x = wide[0] / (cells * y * narrow[2]).sum(axis=1)
        new_y = narrow[0] / (cells.T * new_x * wide[2]).sum(axis=1)
        change = max(np.abs(new_x / x - 1).max(), np.abs(new_y / y - 1).max())
        x, y = new_x, new_y
        if change < 1e-10:
            break
    odds = np.outer(x, y)
    return np.asarray((odds / (1 + odds))[np.ix_(wide[1], narrow[1])])


def poisson_binomial(chances: np.ndarray) -> Law:
    """The law of the number of successes of independent trials."""
    mass = np.ones(1)
    for chance in chances:
        mass = np.convolve(mass, [1 - chance, chance])
    return law_of(mass)


def sdsm(table: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """P(shared ≥ observed) and P(shared ≤ observed) of each two rows, the diagonal as well."""
    cells, shared = bicm(table.sum(axis=1), table.sum(axis=0)), table @ table.T
    upper, lower = np.ones(shared.shape), np.ones(shared.shape)
    for i, j in np.ndindex(shared.shape):
        law = poisson_binomial(cells[i] * cells[j])
        upper[i, j], lower[i, j] = law.p_over(int(shared[i, j])), law.p_under(int(shared[i, j]))
    return upper, lower


def bicm_meetings(cells: np.ndarray, one: np.ndarray, other: np.ndarray | None) -> Law:
    """The law of collaborations that join sectors under BiCM; `one` and `other` choose rows, None is `one` again."""
    absent = 1 - cells
    if other is not None:
        return poisson_binomial((1 - absent[one].prod(axis=0)) * (1 - absent[other].prod(axis=0)))
    nobody = absent[one].prod(axis=0)
    single = nobody * (cells[one] / absent[one]).sum(axis=0)
    return poisson_binomial(1 - nobody - single)


def blind_meetings(sizes: np.ndarray, people: tuple[int, int], everybody: int, one_sector: bool) -> Law:
    """The law of meetings when every institution is as likely as any other; `people` are those of both sectors."""
    chances = {}
    for size in np.unique(sizes).tolist():
        whole = comb(everybody, size)
        a, b = people
        if one_sector:
            apart = comb(everybody - a, size) + a * comb(everybody - a, size - 1)
        else:
            apart = comb(everybody - a, size) + comb(everybody - b, size) - comb(everybody - a - b, size)
        chances[size] = 1 - apart / whole
    return poisson_binomial(np.array([chances[size] for size in sizes.tolist()]))

"""The exact law of the number of meetings of two sectors in a county, given how often each sector takes part.

Over the collaborations one by one, f[x, y, h] is the probability that the seats taken are x and y (see PairDraws) and
h of the collaborations joined the two sectors. The law is f of all collaborations at the given totals, made to add up
to 1. It is read from two halves of the collaborations, which meet in the totals only: each is far smaller than the
whole. What the halves have in common is computed once, and many blocks are computed side by side.

Beside the probabilities of each h the last axis holds their sum, and the sum of ties times probability: for each of
these rows a place for each block.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from graph_service.network.chance.draws import PairDraws
from graph_service.network.chance.law import Law, law_of
from graph_service.network.projection import Floats, Ints

LARGEST = 50_000
"""Cells of the table over both sectors' seats and h from which on the law is approximated."""
_CELLS_AT_ONCE = 60_000
_ALIKE = 2.0
_TIES, _ALL, _COUNTS = 0, 1, 2


@dataclass(frozen=True, eq=False)
class _Step:
    """The next collaboration of each block, all arrays (x, y, blocks): probabilities where it does not join the two
    sectors and where it does, and the latter times the ties."""

    apart: Floats
    joined: Floats
    ties: Floats


@dataclass(frozen=True, eq=False)
class _Bounds:
    """What no block of a batch can exceed: seats of x, of y and meetings."""

    x: int
    y: int
    meetings: int


def cells(draws: PairDraws) -> int:
    """Size of the plain table of the exact law, (T_A + 1)(T_B + 1)(m + 1); a sector with itself counts as two."""
    return (draws.totals[0] + 1) * (draws.totals[1] + 1) * (draws.works + 1)


def exact_laws(blocks: Sequence[PairDraws]) -> list[tuple[Law, float]]:
    """For each block the law of its meetings, and the ties to expect."""
    extents = np.array([_extents(block) for block in blocks]).reshape(-1, 3)
    left = np.argsort(-extents.prod(axis=1), kind="stable")
    found: dict[int, tuple[Law, float]] = {}
    while len(left):
        union = np.maximum(extents[left], extents[left[0]]).prod(axis=1)
        fits = _ALIKE * np.minimum(extents[left].prod(axis=1), extents[left[0]].prod()) >= union
        fits &= np.cumsum(fits) <= max(1, _CELLS_AT_ONCE // extents[left[0]].prod())
        batch, left = left[fits].tolist(), left[~fits]
        found.update(zip(batch, _batch([blocks[place] for place in batch]), strict=True))
    return [found[place] for place in range(len(blocks))]


def _extents(draws: PairDraws) -> tuple[int, int, int]:
    """How many values meetings, seats of y and seats of x can have."""
    return min(draws.works, *draws.totals) + 1, draws.goal[1] + 1, draws.goal[0] + 1


def _batch(blocks: Sequence[PairDraws]) -> Iterator[tuple[Law, float]]:
    goal = np.array([block.goal for block in blocks])
    bounds = _Bounds(int(goal[:, 0].max()), int(goal[:, 1].max()), max(_extents(block)[0] for block in blocks) - 1)
    common = np.zeros((1, 1, (_COUNTS + 1) * len(blocks)))
    common[0, 0, _ALL * len(blocks) :] = 1.0
    for step in _steps(blocks, [[count // 2 for count in block.times] for block in blocks]):
        common = _after(common, step, bounds)
    halves = [common, common]
    for place, step in enumerate(_steps(blocks, [[count % 2 for count in block.times] for block in blocks])):
        halves[place % 2] = _after(halves[place % 2], step, bounds)
    joint = _joint(halves[0], halves[1], goal)
    counts = joint[:, _COUNTS:, _COUNTS:]
    law = np.zeros((len(blocks), counts.shape[1] + counts.shape[2] - 1))
    for h in range(counts.shape[1]):
        law[:, h : h + counts.shape[2]] += counts[:, h]
    expected = (joint[:, _TIES, _ALL] + joint[:, _ALL, _TIES]) / joint[:, _ALL, _ALL]
    return ((law_of(mass), float(mean)) for mass, mean in zip(law, expected, strict=True))


def _steps(blocks: Sequence[PairDraws], times: Sequence[Sequence[int]]) -> Iterator[_Step]:
    """The collaborations of all blocks abreast, each block's largest first; a block that has no more takes no seat."""
    queues = [[kind for kind, count in enumerate(own) for _ in range(count)] for own in times]
    for place in range(max(map(len, queues))):
        kinds = [(number, queue[place]) for number, queue in enumerate(queues) if place < len(queue)]
        shapes = np.array([blocks[number].laws[kind].shape for number, kind in kinds])
        shape = (*shapes.max(axis=0), len(blocks))
        law, ties = np.zeros(shape), np.zeros(shape)
        law[0, 0] = 1.0
        for number, kind in kinds:
            own = blocks[number].laws[kind]
            law[: own.shape[0], : own.shape[1], number] = own
            ties[: own.shape[0], : own.shape[1], number] = blocks[number].ties[kind]
        yield _Step(np.where(ties > 0, 0.0, law), np.where(ties > 0, law, 0.0), law * ties)


def _after(before: Floats, step: _Step, bounds: _Bounds) -> Floats:
    """f after one more collaboration. Seats beyond every goal are left out: they can never come down again."""
    blocks = step.apart.shape[2]
    rows = min(before.shape[0] + step.apart.shape[0] - 1, bounds.x + 1)
    columns = min(before.shape[1] + step.apart.shape[1] - 1, bounds.y + 1)
    width = before.shape[2]
    deeper = min(width + blocks, (_COUNTS + bounds.meetings + 1) * blocks)
    after, spare = np.zeros((rows, columns, deeper)), np.empty(rows * columns * deeper)
    first = _COUNTS * blocks
    for x, y in np.argwhere((step.apart + step.joined).any(axis=2)):
        come = before[: rows - x, : columns - y]
        into = after[x : x + come.shape[0], y : y + come.shape[1]]
        if step.apart[x, y].any():
            _add(into[:, :, :width], come, step.apart[x, y], spare)
        if step.joined[x, y].any():
            _add(into[:, :, first + blocks :], come[:, :, first : deeper - blocks], step.joined[x, y], spare)
            _add(into[:, :, :first], come[:, :, :first], step.joined[x, y], spare)
            _add(into[:, :, :blocks], come[:, :, blocks:first], step.ties[x, y], spare)
    return after


def _add(into: Floats, come: Floats, law: Floats, spare: Floats) -> None:
    """Adds `come` times `law` in place; `spare` is room for the product, which is dear to ask for each time."""
    product = spare[: come.size].reshape(come.shape)
    np.multiply(come, np.tile(law, come.shape[2] // len(law)), out=product)
    np.add(into, product, out=into)


def _joint(one: Floats, other: Floats, goal: Ints) -> Floats:
    """For each block the sum over all ways to share the goal between the halves: (blocks, row of one, of other)."""
    left, right = _by_block(one, len(goal)), _by_block(other, len(goal))
    padded = np.zeros((right.shape[0], right.shape[1] + 1, right.shape[2] + 1, right.shape[3]))
    padded[:, :-1, :-1] = right
    x = _rest(goal[:, 0], left.shape[1], right.shape[1])
    y = _rest(goal[:, 1], left.shape[2], right.shape[2])
    rest = padded[np.arange(len(goal))[:, None, None], x[:, :, None], y[:, None, :]]
    ways = left.shape[1] * left.shape[2]
    return left.reshape(len(goal), ways, -1).transpose(0, 2, 1) @ rest.reshape(len(goal), ways, -1)


def _by_block(half: Floats, blocks: int) -> Floats:
    split = half.reshape(half.shape[0], half.shape[1], -1, blocks)
    return np.ascontiguousarray(np.moveaxis(split, 3, 0))


def _rest(goal: Ints, places: int, most: int) -> Ints:
    """What the other half must have taken, (blocks, places); `most`, where it stores nothing, if it cannot."""
    rest = goal[:, None] - np.arange(places)
    return np.where((rest >= 0) & (rest < most), rest, most).astype(np.int32)

"""Are the p-values of gaps what they say? Networks drawn from the null, where every p must be uniform.

`python -m tests.network.calibration` prints the long form: four kinds of networks, 20 of each, four models. A p of a
count is randomised, P(H < h) + u·P(H = h), so that it is uniform exactly where the model is right.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations_with_replacement

import numpy as np
from scipy.stats import kstest

from graph_service.network.chance.blocks import blocks_of
from graph_service.network.chance.draws import draws_of, pair_draws
from graph_service.network.chance.law import Law
from graph_service.network.chance.normal import normal_law
from graph_service.network.chance.strata import Stratum, strata_of
from graph_service.network.network import Network, Scope, network_of
from tests.network.chance.rivals import bicm, bicm_meetings, blind_meetings
from tests.network.small import SECTORS, TODAY, projection

COUNTIES = 18
INSTITUTIONS = 40
NETWORKS = 20
LEAST_P = 0.001
PAIRS = list(combinations_with_replacement(range(3), 2))
_SIZES, _SHARES = (1, 2, 3, 4, 5), (0.1, 0.45, 0.25, 0.12, 0.08)
_SECTOR_SHARES = (0.45, 0.35, 0.2)
_BUSY = (1.0, 0.9, 0.35)
"""How much an institution of each sector takes part: activity goes with the sector, as it does in the data."""


@dataclass(frozen=True)
class Kind:
    """Networks of one kind: collaborations a county, and whether both margins are fixed (curveball) or drawn."""

    name: str
    collaborations: int
    curveball: bool


KINDS = (
    Kind("9 a county, weighted draws", 9, False),
    Kind("9 a county, both margins fixed", 9, True),
    Kind("24 a county, weighted draws", 24, False),
    Kind("45 a county, weighted draws", 45, False),
    Kind("45 a county, both margins fixed", 45, True),
)


def null_network(kind: Kind, seed: int) -> Network:
    """A network in which sectors have no say in who meets whom, beyond how busy their institutions are."""
    rng = np.random.default_rng([20190915, seed, kind.collaborations])
    institutions, works = {}, {}
    for county in range(COUNTIES):
        sectors = rng.choice(3, INSTITUTIONS, p=_SECTOR_SHARES)
        weights = np.exp(rng.normal(0, 0.8, INSTITUTIONS)) * np.array(_BUSY)[sectors]
        names = [f"i{county:02d}:{place:02d}" for place in range(INSTITUTIONS)]
        institutions.update({n: (SECTORS[s], f"HU{county:03d}") for n, s in zip(names, sectors.tolist(), strict=True)})
        sets = [drawn(rng, weights, int(size)) for size in rng.choice(_SIZES, kind.collaborations, p=_SHARES)]
        if kind.curveball:
            sets = traded(rng, sets)
        works.update({f"k{county:02d}:{k:03d}": [names[i] for i in sorted(own)] for k, own in enumerate(sets)})
    return network_of(projection(institutions, works), Scope(TODAY))


def drawn(rng: np.random.Generator, weights: np.ndarray, size: int) -> set[int]:
    """A set of `size` with probability in proportion to the product of its weights: drawn anew until the size fits."""
    odds = weights * size / weights.sum()
    while True:
        chosen = np.flatnonzero(rng.random(len(odds)) < odds / (1 + odds))
        if len(chosen) == size:
            return set(chosen.tolist())


def traded(rng: np.random.Generator, sets: list[set[int]]) -> list[set[int]]:
    """The sets after many fair trades of members between two: sizes and activities stay (Strona et al., 2014)."""
    sets = [set(one) for one in sets]
    for _ in range(20 * len(sets)):
        a, b = rng.choice(len(sets), 2, replace=False)
        pool = np.array(sorted(sets[a] ^ sets[b]))
        both, own = sets[a] & sets[b], len(sets[a] - sets[b])
        rng.shuffle(pool)
        sets[a], sets[b] = both | set(pool[:own].tolist()), both | set(pool[own:].tolist())
    return sets


Model = Callable[[Network], Iterator[tuple[int, Law]]]


def sc2(network: Network) -> Iterator[tuple[int, Law]]:
    """Observed meetings and their law, block by block, as the product computes them."""
    yield from ((block.observed, block.law) for block in blocks_of(network))


def sc2_normal(network: Network) -> Iterator[tuple[int, Law]]:
    """The same with the normal law everywhere."""
    strata = list(strata_of(network).values())
    for stratum, draws in zip(strata, draws_of(strata), strict=True):
        for pair, view in zip(PAIRS, pair_draws(draws, PAIRS), strict=True):
            yield meetings(stratum, pair), normal_law(view)[0]


def bicm_cells(network: Network) -> Iterator[tuple[int, Law]]:
    """Every seat drawn alone."""
    for stratum in strata_of(network).values():
        cells = bicm(stratum.activity.astype(float), stratum.sizes.astype(float))
        for a, b in PAIRS:
            one, other = stratum.sector == a, stratum.sector == b
            yield meetings(stratum, (a, b)), bicm_meetings(cells, one, None if a == b else other)


def blind(network: Network) -> Iterator[tuple[int, Law]]:
    """Every institution as likely as any other."""
    for stratum in strata_of(network).values():
        here = network.sector[network.county == stratum.county]
        for a, b in PAIRS:
            people = int((here == a).sum()), int((here == b).sum())
            yield meetings(stratum, (a, b)), blind_meetings(stratum.sizes, people, len(here), a == b)


def meetings(stratum: Stratum, pair: tuple[int, int]) -> int:
    """Collaborations that join the two sectors in the county."""
    a, b = (stratum.counts[:, sector] for sector in pair)
    return int((a >= 2).sum() if pair[0] == pair[1] else ((a >= 1) & (b >= 1)).sum())


MODELS: dict[str, Model] = {"SC2": sc2, "SC2 normal": sc2_normal, "BiCM cells": bicm_cells, "hypergeometric": blind}
EXPECTED = {"SC2": True, "BiCM cells": False, "hypergeometric": False}


def randomised(model: Model, network: Network, kind: Kind, seed: int) -> np.ndarray:
    """One p for each block in which more than one count is possible."""
    rng = np.random.default_rng([seed, kind.collaborations, kind.curveball])
    found = []
    for observed, law in model(network):
        u = rng.random()
        if not law.is_certain:
            found.append(law.p_under(observed) - u * law.at(observed))
    return np.array(found)


def uniform_p(p: np.ndarray) -> float:
    """p of the Kolmogorov-Smirnov test that these are uniform."""
    return float(kstest(np.clip(p, 0, 1), "uniform").pvalue)


@dataclass(frozen=True)
class Calibration:
    """The p-values of one model on the networks of one kind."""

    each: list[np.ndarray]

    @property
    def every(self) -> np.ndarray:
        """All p-values together."""
        return np.concatenate(self.each)

    @property
    def least(self) -> float:
        """The smallest p of the test of uniformity over the networks."""
        return min(map(uniform_p, self.each))

    @property
    def holds(self) -> bool:
        """Whether the p-values of every network, and all together, may be uniform."""
        return self.least > LEAST_P and uniform_p(self.every) > LEAST_P


def calibration(model: Model, kind: Kind) -> Calibration:
    """The model on the networks of a kind."""
    return Calibration([randomised(model, null_network(kind, seed), kind, seed) for seed in range(NETWORKS)])


def main() -> int:
    """Prints the table; 0 if SC2 holds everywhere, and neither BiCM nor the hypergeometric model anywhere."""
    print(f"{NETWORKS} networks of each kind. Uniform has sd .289 and 5 % below .05.")
    print(f"A model holds if the test of uniformity has p > {LEAST_P} in every network and for all together.")
    print(f"{'networks':34}{'model':16}{'least p':>9}{'p of all':>10}{'sd':>7}{'< .05':>8}  holds")
    wrong = 0
    for kind in KINDS:
        for name, model in MODELS.items():
            found = calibration(model, kind)
            every = found.every
            print(
                f"{kind.name:34}{name:16}{found.least:9.2g}{uniform_p(every):10.2g}{every.std():7.3f}"
                f"{(every <= 0.05).mean():8.1%}  {'yes' if found.holds else 'no'}",
                flush=True,
            )
            wrong += EXPECTED.get(name, found.holds) is not found.holds
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())

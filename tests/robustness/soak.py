"""A hundred thousand requests in two thousand shapes: the memory of the service process stays where it was.

The process without the engine is measured (Linux, `VmRSS`): after every shape was asked twenty times, when caches are
full and have been turned over, and after a hundred thousand further requests.
Shapes differ in the fields, filters, orders and page sizes that they ask for, so every cache is filled and turned over.
"""

from __future__ import annotations

import itertools
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass

from tests.engines.running import Name
from tests.robustness.figures import Figure, Trial
from tests.robustness.load import Generator, Plan, Sample, Shape, counted, post
from tests.robustness.served import FREE_RATE, Served, resident_mib, served

MOST_MIB = 512.0
MOST_GROWTH = 0.05
"""In the long form. While 3,000 requests are asked, caches still fill: then three times as much."""
SHAPES = 2_000
REQUESTS, WARMING = 100_000, 40_000
QUICK_REQUESTS = 1_500
"""Asked twice: to warm, and to measure."""
_CLIENTS = 6
_FIELDS = ("id", "name { hu en }", "name { hu }", "settlement { id }", "settlement { name }", "__typename")
_ROOTS = ("institutions", "settlements", "goodPractices", "communities")
_ONLY = {"settlements": ("id", "name", "population", "__typename", "county { id }")}
_TITLED = {"goodPractices": ("id", "title { hu en }", "title { hu }", "__typename")}


@dataclass(frozen=True)
class Soak:
    """What was asked, and MiB after the warm-up, at the end, and at most."""

    samples: Sequence[Sample]
    warm: float
    end: float

    @property
    def growth(self) -> float:
        return self.end / self.warm - 1


def shapes(service: Served, count: int) -> list[Shape]:
    """`count` different documents, always the same ones."""
    chance = random.Random(7)
    found: dict[str, None] = {}
    for number in itertools.count():
        if len(found) >= count:
            break
        root = _ROOTS[number % len(_ROOTS)]
        possible = _ONLY.get(root) or _TITLED.get(root) or _FIELDS
        fields = " ".join(chance.sample(possible, chance.randint(1, len(possible))))
        alias = "" if chance.random() < 0.5 else f"a{chance.randint(1, 40)}: "
        total = " totalCount" if chance.random() < 0.5 else ""
        found[f"{{ {alias}{root}(first: {chance.randint(1, 6)}) {{{total} nodes {{ {fields} }} }} }}"] = None
    host = f"{service.host}:{service.port}"
    return [Shape(str(number), post(host, {"query": document})) for number, document in enumerate(found)]


def soak(service: Served, requests: int, warming: int) -> Soak:
    """Ask so many requests after so many to warm up."""
    asked = shapes(service, SHAPES)
    samples = _asked(service, asked, warming, seed=1)
    warm = resident_mib(service.pid)
    samples += _asked(service, asked, requests, seed=2)
    return Soak(samples, warm, resident_mib(service.pid))


def _asked(service: Served, asked: list[Shape], requests: int, seed: int) -> list[Sample]:
    """A few clients, each with the next request after an answer."""
    plan = Plan(service.host, service.port, asked, 1, 0, seed=seed, clients=_CLIENTS, requests=requests)
    return Generator(plan).samples()


def rows(engine: Name, found: Soak, most_growth: float = MOST_GROWTH) -> list[Figure]:
    """The figures of one soak."""
    outcomes = counted(found.samples)
    about = f"{len(found.samples):,} requests in {SHAPES:,} shapes, {engine}"
    top, growth = max(found.warm, found.end), found.growth
    return [
        Figure(f"memory without the engine, {about}", f"≤ {MOST_MIB:.0f} MiB", f"{top:.0f} MiB", top <= MOST_MIB),
        Figure(
            f"its growth after the warm-up, {about}", f"≤ {most_growth:.0%}", f"{growth:.1%}", growth <= most_growth
        ),
        Figure(f"outcomes, {about}", "all good", json.dumps(outcomes), set(outcomes) == {"good"}),
    ]


def run(long: bool) -> list[Figure]:
    """The service holds the same for both engines: the embedded one, which is the quicker."""
    with served("embedded", **FREE_RATE) as service:
        found = soak(service, REQUESTS, WARMING) if long else soak(service, QUICK_REQUESTS, QUICK_REQUESTS)
        return rows("embedded", found, MOST_GROWTH if long else 3 * MOST_GROWTH)


TRIAL = Trial("soak", run)

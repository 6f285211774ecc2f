"""Where a cohort works: the fixed targets of the demonstration, or places drawn by population for a benchmark."""

from __future__ import annotations

import math

from graph_service.seeding.hashing import Chance
from graph_service.seeding.open_data import County, OpenData, Part, Settlement
from graph_service.seeding.world import Area, Place, Target

SKEWED = "HU311"
TARGETS = 20
_SLOTS = 4
_POWER = 0.7


def demonstration_areas(data: OpenData) -> list[Area]:
    """The eighteen counties with their 20 targets each."""
    areas: dict[str, Area] = {}
    for row in data.targets:
        area = areas.setdefault(row.area, Area(row.area, data.counties[row.area], []))
        area.targets.append(Target(row.number, Place(row.settlement, row.part), row.slot, row.communities))
    return [areas[code] for code in sorted(areas)]


def cohort_areas(data: OpenData, chance: Chance, number: int) -> list[Area]:
    """Eighteen areas of a benchmark cohort; one county in turn gives its place to HU311, which so has a tenth."""
    counties = [data.counties[code] for code in sorted(data.counties) if data.counties[code].in_area]
    others = [county for county in counties if county.nuts3 != SKEWED]
    absent = others[number % len(others)].nuts3
    plan = [(county.nuts3, county) for county in counties if county.nuts3 != absent]
    plan.append((f"{SKEWED}X", data.counties[SKEWED]))
    return [_area(data, chance, number, code, county) for code, county in sorted(plan)]


def _area(data: OpenData, chance: Chance, number: int, code: str, county: County) -> Area:
    """Twenty settlements with probability by population to the power 0.7, two of them by one of their parts."""
    seed = f"B{number:04d}:{code}"
    here = [settlement for settlement in data.settlements.values() if settlement.nuts3 == county.nuts3]
    order = sorted(here, key=lambda settlement: (_waiting_time(chance, seed, settlement), settlement.code))
    parts = _parts(data, order[:TARGETS])
    targets = []
    for place, settlement in enumerate(order[:TARGETS]):
        slot = 1 + place * _SLOTS // TARGETS
        targets.append(Target(f"T{place + 1:02d}", Place(settlement, parts.get(settlement.code)), slot, 1))
    return Area(code, county, targets)


def _waiting_time(chance: Chance, seed: str, settlement: Settlement) -> float:
    """An exponential waiting time whose rate is the weight: the shortest ones are a weighted draw."""
    share = (chance.number("Target", seed, settlement.code) + 1) / (2**64 + 1)
    return -math.log(share) / math.pow(max(settlement.population, 1), _POWER)


def _parts(data: OpenData, settlements: list[Settlement]) -> dict[str, Part]:
    chosen = {settlement.code for settlement in settlements}
    found: dict[str, Part] = {}
    for part in data.parts.values():
        if part.settlement in chosen and part.settlement not in found and len(found) < 2:
            found[part.settlement] = part
    return found

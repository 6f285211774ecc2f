"""Who may meet whom in a collaboration: the planted links and missing links, and the choice of partners."""

from __future__ import annotations

from dataclasses import dataclass, field

from graph_service.seeding.hashing import Draw
from graph_service.seeding.world import CULTURE, LIBRARY, MUSEUM, Area, House, World

UNLINKED_TOWNS = 40
ISOLATED = 6
CHAIN_COUNTIES = ("HU223", "HU222")
MUSEUM_MEETS_LIBRARY = 8
"""Of 100 chances for a museum and a library to meet in a freely chosen collaboration, so many are taken."""
VERDICTS = {
    ("community_culture", "community_culture"): "AS_EXPECTED",
    ("community_culture", "library"): "AS_EXPECTED",
    ("community_culture", "museum"): "AS_EXPECTED",
    ("library", "library"): "AS_EXPECTED",
    ("library", "museum"): "UNDER_CONNECTED",
    ("museum", "museum"): "OVER_CONNECTED",
}
"""What the test of sector pairs against chance says of the whole country, of all collaborations."""
VERDICTS_OF_LAST_DAY = {**VERDICTS, ("community_culture", "museum"): "UNDER_CONNECTED"}
"""And of those that are live on the last day of the data."""
_NEAR = 0.06


@dataclass
class Plan:
    """Planted links of a cohort, by area."""

    unlinked: set[str]
    closed: set[str]
    pairs: dict[str, list[tuple[House, House]]] = field(default_factory=dict)
    crossing: dict[str, tuple[House, House]] = field(default_factory=dict)

    def is_fixed(self, houses: list[House]) -> bool:
        """Whether these are exactly the partners of the planted chain, which nobody may join."""
        return any(house.id in self.closed for house in houses) or tuple(houses) in self.crossing.values()


def plan_partners(world: World) -> Plan:
    """Chooses the towns without a link, the isolated institutions and the cross-county chain."""
    unlinked = _unlinked_towns(world)
    closed: set[str] = set()
    plan = Plan(unlinked, closed)
    for area in world.areas:
        plan.pairs[area.code] = _linked_pairs(area, unlinked)
    if world.is_demonstration:
        _plan_chain(world, plan)
        for which, verdicts in (("all", VERDICTS), ("live on the last day", VERDICTS_OF_LAST_DAY)):
            told = (f"{one} and {other}: {verdict}" for (one, other), verdict in verdicts.items())
            world.build.plant(f"gaps against chance in the country, collaborations: {which}", *told)
    for area in world.areas:
        closed |= area.reserved | _isolated(world, area, plan)
    return plan


def _town_pairs(area: Area) -> dict[str, tuple[House, House]]:
    """Library and cultural centre of each town."""
    pairs = {}
    for target in area.targets:
        if target.rank == 3:
            here = {house.sector: house for house in area.houses if house.target is target}
            if LIBRARY in here and CULTURE in here:
                pairs[target.place.settlement.code] = (here[LIBRARY], here[CULTURE])
    return pairs


def _unlinked_towns(world: World) -> set[str]:
    towns = [code for area in world.areas for code in _town_pairs(area)]
    chosen = set(world.ranked("Settlement", "unlinked", towns)[:UNLINKED_TOWNS])
    world.build.plant(
        "21 towns without a link of library and cultural centre", *(f"settlement:{code}" for code in chosen)
    )
    return chosen


def _linked_pairs(area: Area, unlinked: set[str]) -> list[tuple[House, House]]:
    return [pair for code, pair in sorted(_town_pairs(area).items()) if code not in unlinked]


def _isolated(world: World, area: Area, plan: Plan) -> set[str]:
    """Village institutions in no collaboration at all; those of the planted path are among them."""
    kept = {house.id for house in area.socialised.values()} | plan.closed
    free = {house.id: house.target.rank for house in area.houses if house.id not in kept | area.reserved}
    order = sorted(world.ranked("Institution", "isolated", list(free)), key=lambda id: free[id])
    return set(order[: max(ISOLATED - len(area.reserved), 0)])


def _plan_chain(world: World, plan: Plan) -> None:
    """Four institutions in a row: the outer two know only their neighbour, the inner two lie in two counties."""
    by_code = {area.code: area for area in world.areas}
    ends = [_chain_ends(world, by_code[code]) for code in CHAIN_COUNTIES]
    (outer, inner), (far_inner, far_outer) = ends[0], ends[1][::-1]
    plan.pairs[CHAIN_COUNTIES[0]].insert(0, (inner, outer))
    plan.pairs[CHAIN_COUNTIES[1]].insert(0, (far_inner, far_outer))
    plan.crossing[CHAIN_COUNTIES[0]] = (inner, far_inner)
    plan.closed |= {outer.id, far_outer.id}
    world.build.plant_path("8 cross-county chain of cooperation", outer.id, inner.id, far_inner.id, far_outer.id)


def _chain_ends(world: World, area: Area) -> tuple[House, House]:
    """A village house outside everything else, and a cultural centre of a town."""
    kept = area.reserved | {house.id for house in area.socialised.values()}
    houses = {house.id: house for house in area.of_sector(CULTURE) if house.id not in kept}
    outer = world.ranked("Institution", "chain end", [id for id, house in houses.items() if house.target.rank == 1])[0]
    inner = world.ranked("Institution", "chain link", [id for id, house in houses.items() if house.target.rank == 3])[0]
    return houses[outer], houses[inner]


class Choice:
    """Chooses partners in one area: weighted by size of place and nearness, within the planted limits."""

    def __init__(self, world: World, plan: Plan, area: Area) -> None:
        self._world = world
        self.plan = plan
        self._area = area
        self._active = [house for house in area.houses if house.id not in plan.closed]
        order = world.ranked("Institution", "cover", [house.id for house in self._active])
        self._waiting = dict.fromkeys(order)
        self._weights = self._zipf() if world.hubs else {house.id: house.target.rank for house in self._active}

    def _zipf(self) -> dict[str, int]:
        """In a benchmark cohort few institutions are in much: hash rank to the power -1.1."""
        order = self._world.ranked("Institution", "zipf", [house.id for house in self._active])
        return {id: 1 + int(24 / (rank + 1) ** 1.1) for rank, id in enumerate(order)}

    def free(self) -> list[House]:
        """Institutions that may take part at all."""
        return self._active

    def left(self) -> list[House]:
        """Active institutions still without a collaboration."""
        return [house for house in self._active if house.id in self._waiting]

    def pressure(self, collaborations: int) -> int:
        """How many each of so many collaborations must take for nobody to be left."""
        return -(-len(self._waiting) // max(collaborations, 1))

    def take(self, houses: list[House]) -> None:
        """These have a collaboration now."""
        for house in houses:
            self._waiting.pop(house.id, None)

    def one(self, draw: Draw, with_: list[House], *, sector: str, any_pair: bool = False) -> House:
        """One more institution of a sector beside `with_`."""
        fitting = [
            house for house in self._active if house.sector == sector and self.may_join(draw, with_, house, any_pair)
        ]
        return min(fitting, key=lambda house: self._order(draw, house, with_))

    def several(self, draw: Draw, with_: list[House], count: int, *, most_rank: int = 4) -> list[House]:
        """`count` more institutions beside `with_`, the first from those who still wait."""
        chosen: list[House] = []
        for _ in range(count):
            fitting = [
                house
                for house in self._active
                if house.target.rank <= most_rank and self.may_join(draw, [*with_, *chosen], house)
            ]
            if not fitting:
                break
            together = [*with_, *chosen]
            chosen.append(min(fitting, key=lambda house: self._order(draw, house, together)))
        return chosen

    def _order(self, draw: Draw, house: House, with_: list[House]) -> tuple[bool, int, str]:
        near = bool(with_) and house.settlement.distance(with_[0].settlement) < _NEAR
        tries = self._weights[house.id] * (4 if near else 1)
        waits = house.id not in self._waiting if self._world.is_demonstration else False
        best = min(draw.number(f"partner {house.id} {attempt}") for attempt in range(tries))
        return waits and not with_, best, house.id

    def may_join(self, draw: Draw, with_: list[House], house: House, any_pair: bool = False) -> bool:
        """Whether `house` may meet these: never twice, never over a planted missing link, seldom museum and library."""
        for other in with_:
            if other.id == house.id or self._is_unlinked(other, house):
                return False
        sectors = {other.sector for other in with_}
        meets = {MUSEUM, LIBRARY} <= sectors | {house.sector} and not {MUSEUM, LIBRARY} <= sectors
        return any_pair or not meets or draw.happens(f"museum meets library {house.id}", MUSEUM_MEETS_LIBRARY)

    def _is_unlinked(self, one: House, other: House) -> bool:
        same = one.settlement.code == other.settlement.code and one.settlement.code in self.plan.unlinked
        return same and {one.sector, other.sector} == {LIBRARY, CULTURE}

    def neighbour(self, draw: Draw) -> Area:
        """One of the three nearest areas of another county."""
        seat = self._area.seat().place.settlement
        others = [area for area in self._world.areas if area.county.nuts3 != self._area.county.nuts3]
        near = sorted(others, key=lambda area: (area.seat().place.settlement.distance(seat), area.code))[:3]
        return draw.pick("neighbour", near)

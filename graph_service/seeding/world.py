"""What the modules of the generator share: the areas of a cohort with their targets, institutions and communities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, TypeVar

from graph_service.model.wording import capitalised
from graph_service.seeding.dataset import Builder, Point
from graph_service.seeding.hashing import Draw
from graph_service.seeding.hungarian import adjective
from graph_service.seeding.open_data import County, OpenData, Part, Settlement
from graph_service.seeding.texts_community import Kind

MUSEUM, LIBRARY, CULTURE = "museum", "library", "community_culture"
SECTORS = (MUSEUM, LIBRARY, CULTURE)
SHORT = {MUSEUM: "mus", LIBRARY: "lib", CULTURE: "com"}
RANK = {"megyei_jogu_varos": 4, "varos": 3, "nagykozseg": 2, "kozseg": 1, "fovaros": 4}

# Part names so common that the settlement has to stand before them.
_COMMON_PARTS = frozenset({"újtelep", "üdülőterület", "nagyhegy", "városerdő", "hunyadi tér", "vasúti újtelep"})
Option = TypeVar("Option", bound=Sequence[object])


class Place(NamedTuple):
    """A settlement, or a part of one, with its words."""

    settlement: Settlement
    part: Part | None = None

    @property
    def id(self) -> str:
        """Its id in the graph."""
        return f"part:{self.part.id}" if self.part else self.settlement.id

    @property
    def hu(self) -> str:
        """Its name in Hungarian text."""
        return f"{self.settlement.name} – {self.part.name}" if self.part else self.settlement.name

    @property
    def en(self) -> str:
        """Its name in English text."""
        return f"{self.part.name} ({self.settlement.name})" if self.part else self.settlement.name

    @property
    def adjective(self) -> str:
        """Its adjective in lower case."""
        if self.part is None:
            return adjective(self.settlement.name)
        if self.part.name.lower() in _COMMON_PARTS or len(self.part.name.split()) > 1:
            return f"{self.settlement.name.lower()}-{adjective(self.part.name)}"
        return adjective(self.part.name)

    @property
    def title(self) -> str:
        """Its adjective as the first word of a name."""
        return capitalised(self.adjective)

    @property
    def point(self) -> Point:
        """Its point; a part without one lies at its settlement."""
        return self.part.point if self.part and self.part.point else self.settlement.point


@dataclass
class Target:
    """A place the programme reached."""

    number: str
    place: Place
    slot: int
    communities: int
    reached: date = date.min

    @property
    def key(self) -> str:
        """Its place's id."""
        return self.place.id

    @property
    def rank(self) -> int:
        """4 for a city down to 1 for a village."""
        return RANK[self.place.settlement.status]


@dataclass
class House:
    """An institution."""

    id: str
    sector: str
    type: str
    place: Place
    target: Target
    hu: str
    en: str

    @property
    def settlement(self) -> Settlement:
        """The settlement of its seat."""
        return self.place.settlement


@dataclass
class Group:
    """A community."""

    id: str
    target: Target
    kind: Kind
    hu: str
    en: str
    founded: date
    mentored: date
    mentor: str = ""
    hosts: list[House] = field(default_factory=list)


class Body(NamedTuple):
    """An organisation beside the institutions."""

    id: str
    place: Place
    hu: str
    en: str


class Partnership(NamedTuple):
    """An institution that receives volunteers from a civil organisation."""

    house: House
    civil: Body
    since: date


@dataclass
class Area:
    """The programme's work in one county: 20 targets with all that belongs to them."""

    code: str
    county: County
    targets: list[Target]
    houses: list[House] = field(default_factory=list)
    municipalities: dict[str, Body] = field(default_factory=dict)
    civil: list[Body] = field(default_factory=list)
    church: list[Body] = field(default_factory=list)
    other: list[Body] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    mentors: dict[int, tuple[str, date]] = field(default_factory=dict)
    office: str = ""
    socialised: dict[str, House] = field(default_factory=dict)
    collaborations: list[str] = field(default_factory=list)
    sample: str = ""
    top: list[str] = field(default_factory=list)
    practices: list[str] = field(default_factory=list)
    path: list[Target] = field(default_factory=list)
    reserved: set[str] = field(default_factory=set)
    partnerships: list[Partnership] = field(default_factory=list)
    consortium: list[str] = field(default_factory=list)
    sample_partners: list[str] = field(default_factory=list)

    def seat(self) -> Target:
        """The target of the highest rank, the county's seat where it is one."""
        return max(self.targets, key=lambda target: (target.place.settlement.seat, target.rank, target.number))

    def of_sector(self, sector: str) -> list[House]:
        """The institutions of one sector."""
        return [house for house in self.houses if house.sector == sector]

    @property
    def adjective(self) -> str:
        """`Zala megyei`."""
        return f"{self.county.name_hu} megyei"


@dataclass
class World:
    """A cohort while it is being made; cohort 0 is the demonstration."""

    build: Builder
    data: OpenData
    areas: list[Area]
    programme: str = ""
    names: set[str] = field(default_factory=set)
    hubs: list[str] = field(default_factory=list)

    @property
    def is_demonstration(self) -> bool:
        """Whether this is the demonstration, not a benchmark cohort."""
        return self.build.cohort == 0

    def draw(self, kind: str, id: str) -> Draw:
        """The choices of one entity."""
        return self.build.chance.of(kind, id)

    def ranked(self, kind: str, field: str, keys: Sequence[str]) -> list[str]:
        """Keys in the order of their hashes."""
        return self.build.chance.ranked(kind, field, keys)

    def new_name(self, draw: Draw, options: Sequence[tuple[str, str]]) -> tuple[str, str]:
        """The first pair of names, in the order of this entity, that no other entity has."""
        order = sorted(range(len(options)), key=lambda place: (draw.number(f"name|{options[place][0]}"), place))
        chosen = next((options[place] for place in order if options[place][0] not in self.names), options[order[0]])
        self.names.add(chosen[0])
        return chosen

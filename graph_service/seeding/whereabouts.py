"""Where the things of a seed are: the points of its places; the settlements and counties of whatever has a place."""

from __future__ import annotations

from dataclasses import dataclass, field

from graph_service.seeding.dataset import Dataset, Node, Point, Tie
from graph_service.writes.seats import Part, Places, Spot

_AT = ("LOCATED_IN", "BASED_IN")
_SITED = ("PART_OF", *_AT, "HELD_IN")
_PASSED_ON = ("INTRODUCES",)
_NOT_SITED = "TrainingSession"  # held in a settlement, and asked for by that alone


@dataclass
class Whereabouts:
    """Remembers the places of datasets, one after the other."""

    counties: dict[str, str] = field(default_factory=dict)
    """The county of each settlement, part, organisation, community and event, and of quests that lead there."""
    shortcuts: dict[str, list[Tie]] = field(default_factory=lambda: {"SITED_IN": [], "IN_SETTLEMENT": []})
    """To the county of all but settlements, and to the settlement of organisations and communities."""
    _rows: dict[str, Node] = field(default_factory=dict)
    _settlements: dict[str, Spot] = field(default_factory=dict)
    _parts: dict[str, Part] = field(default_factory=dict)
    _at: dict[str, dict[str, str]] = field(default_factory=lambda: {type_: {} for type_ in _AT})

    @property
    def places(self) -> Places:
        """The points of all places so far."""
        return Places(self._settlements, self._parts)

    def of(self, type_: str) -> dict[str, str]:
        """The place of each that has one by a relationship of this type."""
        return self._at[type_]

    def of_county(self, id_: str, name: str) -> object:
        """A property of the county of a node; None where it has none."""
        county = self.counties.get(id_)
        return None if county is None else self._rows[county][name]

    def remember(self, dataset: Dataset) -> None:
        """Adds the places of a dataset, and who has a place there."""
        self._rows |= {str(row["id"]): row for row in dataset.nodes.get("County", [])}
        self._settlements |= spots_of(dataset, "Settlement")
        own = spots_of(dataset, "SettlementPart")
        for tie in dataset.relationships.get("IN_COUNTY", []):
            self.counties[tie.from_id] = tie.to_id
        for tie in dataset.relationships.get("PART_OF", []):
            self._parts[tie.from_id] = Part(tie.to_id, own.get(tie.from_id))
        for type_ in _AT:
            for tie in dataset.relationships.get(type_, []):
                self._at[type_][tie.from_id] = tie.to_id
                self._lead("IN_SETTLEMENT", tie, self.places.whole(tie.to_id), "Settlement")
        for type_ in _SITED:
            for tie in dataset.relationships.get(type_, []):
                self._note(tie)
        for type_ in _PASSED_ON:
            for tie in dataset.relationships.get(type_, []):
                if tie.to_id in self.counties:
                    self.counties[tie.from_id] = self.counties[tie.to_id]

    def _note(self, tie: Tie) -> None:
        county = self.counties.get(tie.to_id)
        if county is not None and tie.from_label != _NOT_SITED:
            self.counties[tie.from_id] = county
            self._lead("SITED_IN", tie, county, "County")

    def _lead(self, type_: str, tie: Tie, id_: str, label: str) -> None:
        self.shortcuts[type_].append(Tie(tie.from_id, tie.from_label, id_, label, {}))


def spots_of(dataset: Dataset, label: str) -> dict[str, Spot]:
    """The points of the nodes of one label."""
    return {
        str(row["id"]): Spot(point.lon, point.lat)
        for row in dataset.nodes.get(label, [])
        if isinstance(point := row.get("location"), Point)
    }

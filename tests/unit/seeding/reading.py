"""Reads a dataset the way its tests ask: by id, by relationship, by county."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from graph_service.seeding.dataset import Dataset, Node, Tie


class Reading:
    """Indexes over a dataset."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self.rows: dict[str, Any] = {str(row["id"]): row for rows in dataset.nodes.values() for row in rows}
        self.labels = {str(row["id"]): label for label, rows in dataset.nodes.items() for row in rows}
        self._counties = {t.from_id: t.to_id for t in self.ties("IN_COUNTY", "Settlement")}
        self._parts = {t.from_id: t.to_id for t in self.ties("PART_OF")}
        self._places = {t.from_id: t.to_id for t in (*self.ties("LOCATED_IN"), *self.ties("BASED_IN"))}

    def nodes(self, label: str) -> list[Any]:
        return list(self.dataset.nodes[label])

    def ties(self, type_: str, from_label: str | None = None) -> list[Tie]:
        return [t for t in self.dataset.relationships[type_] if from_label in (None, t.from_label)]

    def settlement(self, id_: str) -> str:
        place = self._places.get(id_, id_)
        return self._parts.get(place, place)

    def county(self, id_: str) -> str:
        return self._counties[self.settlement(id_)]

    def ends(self, type_: str, from_label: str | None = None) -> dict[str, set[str]]:
        """Start to its ends."""
        found: dict[str, set[str]] = defaultdict(set)
        for tie in self.ties(type_, from_label):
            found[tie.from_id].add(tie.to_id)
        return found

    def starts(self, type_: str, from_label: str | None = None) -> dict[str, set[str]]:
        """End to its starts."""
        found: dict[str, set[str]] = defaultdict(set)
        for tie in self.ties(type_, from_label):
            found[tie.to_id].add(tie.from_id)
        return found

    def invented(self) -> list[tuple[str, Node]]:
        return [
            (label, row)
            for label, rows in self.dataset.nodes.items()
            for row in rows
            if row["dataOrigin"] == "synthetic" and label != "Source"
        ]

    def partners(self) -> dict[str, set[str]]:
        """Institutions that share a collaboration."""
        found: dict[str, set[str]] = defaultdict(set)
        for members in self.starts("PARTICIPATES_IN", "Institution").values():
            for one in members:
                found[one] |= members - {one}
        return found

"""The exported files as texts, and the few walks that the questions need; knows neither service nor oracle."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, cached_property
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any

Values = dict[str, str]
EARTH_KM = 6371.0088


class Files:
    """Nodes by label and id, relationships by type and end; every value is the text that stands in the file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read = cache(self._rows)
        self._ends = cache(self._by_end)

    def nodes(self, label: str) -> dict[str, Values]:
        """All nodes of a label by id."""
        return {row["id"]: row for row in self._read(f"nodes/{label}.csv")}

    def node(self, id_: str) -> Values:
        """A node of any label."""
        return self.all[id_]

    def rels(self, type_: str) -> list[Values]:
        """All relationships of a type."""
        return self._read(f"relationships/{type_}.csv")

    def out(self, type_: str, id_: str) -> list[Values]:
        """Relationships that begin at a node."""
        return self._ends(type_, "from_id").get(id_, [])

    def into(self, type_: str, id_: str) -> list[Values]:
        """Relationships that end at a node."""
        return self._ends(type_, "to_id").get(id_, [])

    def targets(self, type_: str, id_: str) -> list[str]:
        return [rel["to_id"] for rel in self.out(type_, id_)]

    def sources(self, type_: str, id_: str) -> list[str]:
        return [rel["from_id"] for rel in self.into(type_, id_)]

    def place(self, id_: str) -> str:
        """Where an organisation or community is: a settlement or a part of one."""
        [place] = self.targets("LOCATED_IN", id_) or self.targets("BASED_IN", id_)
        return place

    def settlement(self, id_: str) -> str:
        """The settlement of a place, or of what has a place."""
        place = id_ if id_.startswith(("settlement:", "part:")) else self.place(id_)
        return (self.targets("PART_OF", place) or [place])[0]

    def county(self, id_: str) -> str:
        [county] = self.targets("IN_COUNTY", self.settlement(id_))
        return county

    def institutions(self, county: str) -> list[str]:
        """The institutions of a county, given by its id or NUTS code."""
        wanted = county if county.startswith("county:") else f"county:{county}"
        return [id_ for id_ in self.nodes("Institution") if self.county(id_) == wanted]

    @cached_property
    def ties(self) -> dict[tuple[str, str], set[str]]:
        """Pairs of institutions, smaller id first, with the collaborations that they share."""
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for work in self.nodes("Collaboration"):
            both = sorted(id_ for id_ in self.sources("PARTICIPATES_IN", work) if id_.startswith("inst:"))
            for at, low in enumerate(both):
                for high in both[at + 1 :]:
                    found[low, high].add(work)
        return found

    @cached_property
    def partners(self) -> dict[str, set[str]]:
        """Institutions that an institution has a tie to."""
        found: dict[str, set[str]] = defaultdict(set)
        for low, high in self.ties:
            found[low].add(high)
            found[high].add(low)
        return found

    def assessments(self, institution: str) -> list[Values]:
        """The assessments of an institution, the oldest first."""
        made = (self.node(id_) for id_ in self.targets("HAS_ASSESSMENT", institution))
        return sorted(made, key=lambda one: (one["assessedOn"], one["id"]))

    def is_socialised(self, institution: str) -> bool:
        """By the newest assessment."""
        newest = self.assessments(institution)[-1]
        return newest["degree"] in ("minimal", "partial", "optimal") and "documented" in listed(newest["elementsMet"])

    @cached_property
    def all(self) -> dict[str, Values]:
        """All nodes by id."""
        files = sorted((self._folder / "nodes").glob("*.csv"))
        return {row["id"]: row for file in files for row in self._read(f"nodes/{file.name}")}

    def _rows(self, name: str) -> list[Values]:
        with (self._folder / name).open(encoding="utf-8", newline="") as opened:
            return list(csv.DictReader(opened))

    def _by_end(self, type_: str, end: str) -> dict[str, list[Values]]:
        found = defaultdict(list)
        for rel in self.rels(type_):
            found[rel[end]].append(rel)
        return found


# What the official codes of disadvantage are called in the API.
DISTRICTS = {
    "1": "BENEFICIARY",
    "2": "TO_BE_DEVELOPED",
    "3": "TO_BE_DEVELOPED_COMPLEX",
    "4": "REGIONAL",
    "9": "NOT_BENEFICIARY",
}
SETTLEMENTS = {"1": "SOCIAL_ECONOMIC", "2": "UNEMPLOYMENT", "3": "BOTH", "9": "NOT_BENEFICIARY"}


def listed(text: str) -> list[Any]:
    """A list in a cell."""
    return json.loads(text) if text else []


def live(rels: list[Values], day: str) -> Iterator[Values]:
    """Of relationships with `from` and `to` those that hold on a day."""
    return (rel for rel in rels if rel["from"] <= day and not (rel.get("to") and rel["to"] <= day))


def kilometres(one: Values, other: Values) -> float:
    """The great-circle distance of two nodes with a location."""
    lon0, lat0, lon1, lat1 = (float(p[f"location.{axis}"]) for p in (one, other) for axis in ("lon", "lat"))
    half = (
        sin(radians(lat1 - lat0) / 2) ** 2
        + cos(radians(lat0)) * cos(radians(lat1)) * sin(radians(lon1 - lon0) / 2) ** 2
    )
    return 2 * EARTH_KM * asin(sqrt(half))


def quarter(day: str) -> str:
    """`2018-Q3` of a day."""
    return f"{day[:4]}-Q{(int(day[5:7]) + 2) // 3}"


def is_institution(id_: str) -> bool:
    """Whether it is the id of an institution."""
    return id_.startswith("inst:")


def employer_of_trained(files: Files, professional: str, day: str) -> str | None:
    """The employer on a day of someone who had attended a training by then; "" without one, None for others."""
    sessions = [files.node(id_)["startDate"] for id_ in files.targets("ATTENDED", professional)]
    if not any(start <= day for start in sessions):
        return None
    employers = [rel["to_id"] for rel in live(files.out("EMPLOYED_BY", professional), day)]
    return employers[0] if employers else ""

"""Reads the open data of `seed/` into plain records: places, targets, vocabularies, facts and sources."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from graph_service.seeding.dataset import Point


class County(NamedTuple):
    """A county of the programme or not."""

    nuts3: str
    name_hu: str
    name_en: str
    seat: str
    in_area: bool

    @property
    def id(self) -> str:
        """Its id in the graph."""
        return f"county:{self.nuts3}"


class Settlement(NamedTuple):
    """A settlement as the generator needs it."""

    code: str
    name: str
    status: str
    nuts3: str
    seat: bool
    district_disadvantage: str
    population: int
    point: Point

    @property
    def id(self) -> str:
        """Its id in the graph."""
        return f"settlement:{self.code}"

    def distance(self, other: Settlement) -> float:
        """About the squared distance in degrees of latitude: enough to tell near from far, exact everywhere."""
        across = (self.point.lon - other.point.lon) * 0.68
        along = self.point.lat - other.point.lat
        return across * across + along * along


class Part(NamedTuple):
    """A part of a settlement."""

    id: str
    name: str
    settlement: str
    point: Point | None


class TargetRow(NamedTuple):
    """A place that the programme reached, with the mentor's slot and the number of communities there."""

    number: str
    settlement: Settlement
    part: Part | None
    area: str
    slot: int
    communities: int


@dataclass(frozen=True)
class OpenData:
    """The folder `seed/`, read when needed."""

    folder: Path

    def rows(self, name: str) -> Iterator[dict[str, str]]:
        """The rows of one CSV file."""
        with (self.folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)

    def _json(self, name: str) -> Any:
        return json.loads((self.folder / f"{name}.json").read_text(encoding="utf-8"))

    @cached_property
    def facts(self) -> dict[str, Any]:
        """Cited facts of the real programme."""
        facts: dict[str, Any] = self._json("programme_facts")
        return facts

    @cached_property
    def schemes(self) -> list[dict[str, Any]]:
        """The vocabularies."""
        schemes: list[dict[str, Any]] = self._json("vocabularies")["schemes"]
        return schemes

    @cached_property
    def sources(self) -> list[dict[str, str]]:
        """The cited pages."""
        sources: list[dict[str, str]] = self._json("sources")
        return sources

    def codes(self, scheme: str) -> list[str]:
        """The codes of one vocabulary."""
        found = next(entry for entry in self.schemes if entry["id"] == scheme)
        return [str(concept["code"]) for concept in found["concepts"]]

    @cached_property
    def counties(self) -> dict[str, County]:
        """The counties by NUTS 3 code."""
        return {
            row["nuts3"]: County(
                row["nuts3"], row["name_hu"], row["name_en"], row["seat_ksh_code"], row["in_programme_area"] == "1"
            )
            for row in self.rows("counties")
        }

    @cached_property
    def settlements(self) -> dict[str, Settlement]:
        """The settlements by code."""
        return {row["ksh_code"]: _settlement(row) for row in self.rows("settlements")}

    @cached_property
    def parts(self) -> dict[str, Part]:
        """The parts of settlements by id."""
        return {row["part_id"]: _part(row) for row in self.rows("settlement_parts")}

    @cached_property
    def targets(self) -> list[TargetRow]:
        """The 360 places of the demonstration."""
        return [
            TargetRow(
                row["target_id"].partition("-")[2],
                self.settlements[row["ksh_code"]],
                self.parts[row["part_id"]] if row["part_id"] else None,
                row["nuts3"],
                int(row["mentor_slot"][-1]),
                int(row["communities"]),
            )
            for row in self.rows("programme_targets_synthetic")
        ]


def point(row: dict[str, str]) -> Point | None:
    """The point of a row, if it has one."""
    return Point(float(row["lon"]), float(row["lat"])) if row["lon"] else None


def _settlement(row: dict[str, str]) -> Settlement:
    return Settlement(
        row["ksh_code"],
        row["name"],
        row["legal_status"],
        row["nuts3"],
        row["is_county_seat"] == "1",
        row["district_disadvantage"],
        int(row["population_2018"]),
        Point(float(row["lon"]), float(row["lat"])),
    )


def _part(row: dict[str, str]) -> Part:
    return Part(row["part_id"], row["part_name"], row["ksh_code"], point(row))

"""Rows of the vocabularies, of the cited pages and data files, and of the illustrative source."""

from __future__ import annotations

import re
from datetime import date

from graph_service.seeding.dataset import Builder
from graph_service.seeding.dates import VOCABULARY
from graph_service.seeding.open_data import OpenData

ILLUSTRATIVE = "source:illustrative"
_CITED = "real_cited"
_FILES: tuple[tuple[str, str, str, str], ...] = (
    (
        "D1",
        "KSH, Magyarország helységnévtára, 2018. január 1. (Gazetteer of Hungary)",
        "https://www.ksh.hu",
        "CC BY 4.0",
    ),
    ("D2", "GeoNames, cities500 (2026)", "https://www.geonames.org", "CC BY 4.0"),
    ("D3", "GeoNames, HU (2017)", "https://www.geonames.org", "CC BY 4.0"),
    ("D4", "GeoNames, postal codes (2024)", "https://www.geonames.org", "CC BY 4.0"),
    ("D5", "Natural Earth 1:10m admin-1", "https://www.naturalearthdata.com", "public domain"),
)
# Pages that the documentation of a vocabulary rests on beside those that it names.
_ALSO = {"organisationForm": ("S37",), "institutionType": ("S45",)}
_ADDRESS = re.compile(r"^[a-z0-9.-]+\.[a-z]{2,}(/[^\s,;…()]*)?")


def add_vocabulary(build: Builder, data: OpenData) -> None:
    """Adds sources first, for everything else cites them, then schemes and concepts."""
    _add_sources(build, data)
    for scheme in data.schemes:
        scheme_id = f"scheme:{scheme['id']}"
        build.add_real(
            "ConceptScheme",
            scheme_id,
            _CITED,
            VOCABULARY,
            code=str(scheme["id"]),
            prefLabelHu=scheme["hu"],
            prefLabelEn=scheme["en"],
            definitionEn=scheme.get("note"),
        )
        for concept in scheme["concepts"]:
            id = f"concept:{concept['key']}"
            build.add_real(
                "Concept",
                id,
                _CITED,
                VOCABULARY,
                key=concept["key"],
                code=str(concept["code"]),
                prefLabelHu=concept["hu"],
                prefLabelEn=concept["en"],
            )
            build.join("IN_SCHEME", id, scheme_id)
        named = re.findall(r"\b[SD]\d+\b", str(scheme.get("source") or ""))
        cite(build, scheme_id, [*named, *_ALSO.get(str(scheme["id"]), ())])
    for scheme in data.schemes:
        for concept in scheme["concepts"]:
            if concept.get("broader"):
                build.join("BROADER", f"concept:{concept['key']}", f"concept:{concept['broader']}")


def cite(build: Builder, id: str, keys: list[str]) -> None:
    """Says that a node comes from the pages with these keys."""
    for key in sorted(set(keys)):
        build.join("FROM_SOURCE", id, f"source:{key}")


def address(page: str) -> str | None:
    """The first address of a page's description, where it can be followed as it stands."""
    first = page.split(" ")[0].rstrip(",;")
    found = _ADDRESS.match(first)
    return f"https://{first}" if found and found.group() == first and "…" not in first else None


def _add_sources(build: Builder, data: OpenData) -> None:
    for row in data.sources:
        build.add_real(
            "Source",
            f"source:{row['key']}",
            _CITED,
            VOCABULARY,
            key=row["key"],
            title=row["page"].replace("`", ""),
            url=address(row["page"]),
            accessedOn=date.fromisoformat(row["accessedOn"]) if row.get("accessedOn") else None,
        )
    for key, title, url, licence in _FILES:
        build.add_real(
            "Source", f"source:{key}", "real_open", VOCABULARY, key=key, title=title, url=url, licence=licence
        )
    build.add(
        "Source",
        ILLUSTRATIVE,
        VOCABULARY,
        key="illustrative",
        title="Szemléltető forrás / illustrative source",
        licence="CC BY 4.0",
    )

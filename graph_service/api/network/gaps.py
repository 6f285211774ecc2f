"""Gaps against chance: sector pairs (SC2), whether institutions take part at all, and how open counties are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graph_service.api.fields import Argument, derived, many, optional, with_arguments
from graph_service.api.network.asking import Root
from graph_service.api.network.enums import GapLevel, GapOrder, Verdict
from graph_service.api.network.gap_answers import answer_activity, answer_gaps, answer_openness
from graph_service.api.network.inputs import SCOPE
from graph_service.api.network.made import FIRST, LANG, connection, fill_type, object_type, page
from graph_service.api.network.meta import AnalysisMeta
from graph_service.api.network.shared import FloatRange, IntRange
from graph_service.api.vocabularies import enum_of
from graph_service.model.labels import COLLABORATION, COUNTY, REGION

Types = Mapping[str, Any]


def roots(types: Types, candidates: type, completeness: type, gap: type) -> tuple[Root, ...]:
    """The roots of this room; `candidates` is the connection of candidate pairs, `gap` the empty class of a gap."""
    fill_type(gap, "A pair of sectors in a place, against chance.", **_gap(types, candidates, completeness))
    activity = object_type("ActivityGap", "A sector in a county, against chance.", **_activity(types, completeness))
    openness = object_type("CountyOpenness", "How open a county is.", **_openness(types))
    pair = object_type("CountyPair", "Two counties that work together, against chance.", **_county_pair(types))
    listed = (optional(many(Verdict)), "Only these verdicts.")
    verdicts = Argument("verdict", *listed)
    return (
        Root(
            "collaborationGaps",
            _GAPS,
            optional(connection("Gap", gap, "Sector pairs in places.", **_FAMILY)),
            page(
                SCOPE,
                Argument("level", GapLevel, "Over which places.", GapLevel["COUNTRY"]),
                verdicts,
                Argument("orderBy", optional(GapOrder), "The order.", GapOrder["SHRUNK_RATIO_ASC"]),
            ),
            answer_gaps,
            price=50,
        ),
        Root(
            "activityGaps",
            _ACTIVITY,
            optional(connection("ActivityGap", activity, "Sectors in counties.", **_FAMILY)),
            page(SCOPE, verdicts),
            answer_activity,
            price=20,
        ),
        Root(
            "countyOpenness",
            _OPENNESS,
            optional(connection("CountyOpenness", openness, "Counties, the least open first.", **_pairs(pair))),
            page(SCOPE),
            answer_openness,
            price=20,
        ),
    )


_META = {"meta": (AnalysisMeta, "How it was made.")}
_FAMILY = {
    **_META,
    "familySize": (int, "Tests that were made together."),
    "attainable": (int, "Those that could have been significant at all, on the side of too few."),
}
_TESTED = {
    "verdict": (Verdict, "What the test says."),
    "observed": (int, "What there is."),
    "expected": (float, "Mean under chance."),
    "interval": (IntRange, "Where 95 % lie under chance."),
    "pUnder": (float, "Chance of so few."),
    "pOver": (float, "Chance of so many."),
    "qUnder": (optional(float), "pUnder after Benjamini and Hochberg; null where no result could be significant."),
    "qOver": (optional(float), "pOver, likewise."),
}
_SENTENCE = derived(str, "The finding as a sentence.", LANG)


def _gap(types: Types, candidates: type, completeness: type) -> dict[str, Any]:
    evidence = connection("GapEvidence", types[COLLABORATION], "The collaborations that join both sectors.")
    sector = enum_of("sector")
    return {
        "id": (str, "Level, place and sectors; the same in all versions of the data."),
        "region": (optional(types[REGION]), "The region, at level REGION."),
        "county": (optional(types[COUNTY]), "The county, at level COUNTY."),
        "sectorA": (sector, "One sector."),
        "sectorB": (sector, "The other; the same where a sector is tested with itself."),
        **_TESTED,
        "observed": (
            int,
            "Collaborations with one of each (two, where A is B), once a county where they meet.",
        ),
        "minAttainableP": (float, "The least pUnder that it could have shown."),
        "shrunkRatio": (float, "(observed + a)/(expected + a), 1 is as expected; a is fitted to all of the level."),
        "shrunkRange": (FloatRange, "Where the shrunk ratio lies, 5 to 95 %."),
        "rawRatio": (optional(float), "observed/expected: large by chance where little is expected."),
        "observedTies": (int, "Pairs of participants, one of each, summed over collaborations."),
        "expectedTies": (float, "Their mean under chance."),
        "participationsA": (int, "Participations of A."),
        "participationsB": (int, "Participations of B."),
        "collaborations": derived(evidence, "The evidence.", with_arguments(page())),
        "candidates": derived(
            optional(candidates),
            "Pairs of it that could be brought together; null for the gap of a candidate.",
            with_arguments(FIRST),
        ),
        "sentence": _SENTENCE,
        "completeness": (optional(completeness), "How well its county reports; null at other levels."),
    }


def _activity(types: Types, completeness: type) -> dict[str, Any]:
    return {
        "id": (str, "County and sector; the same in all versions of the data."),
        "county": (types[COUNTY], "The county."),
        "sector": (enum_of("sector"), "The sector."),
        "institutions": (int, "Its institutions of the sector."),
        **_TESTED,
        "observed": (int, "Those that take part in anything."),
        "minAttainableP": (float, "The least pUnder that it could have shown."),
        "sentence": _SENTENCE,
        "completeness": (optional(completeness), "How well the county reports."),
    }


def _openness(types: Types) -> dict[str, Any]:
    return {
        "county": (types[COUNTY], "The county."),
        "participations": (int, "Participations of its institutions."),
        **_TESTED,
        "observed": (int, "Those in collaborations with another county."),
        "share": (optional(float), "observed/participations; null without any."),
        "ei": (optional(float), "E-I index of its ties by county; null without a tie."),
        "sentence": _SENTENCE,
    }


def _county_pair(types: Types) -> dict[str, Any]:
    return {
        "a": (types[COUNTY], "One county."),
        "b": (types[COUNTY], "The other."),
        **{key: value for key, value in _TESTED.items() if not key.startswith("q")},
        "observed": (int, "Collaborations that join them."),
        "km": (optional(float), "Kilometres between their seats."),
    }


def _pairs(pair: type) -> dict[str, Any]:
    return {
        **_META,
        "pairs": (many(pair), "Pairs of counties with at least three collaborations expected."),
        "untested": (int, "Pairs of counties of which too little is expected to say anything."),
    }


_GAPS = """\
Observed against expected joint collaborations of sector pairs (SC2): sizes of collaborations, activity of \
institutions and totals of sectors are kept, who meets whom is left to chance."""
_ACTIVITY = "Do institutions take part at all? Exact hypergeometric test of active institutions by county and sector."
_OPENNESS = "The share of participations that cross the border of a county, against chance; and pairs of counties."

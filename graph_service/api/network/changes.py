"""Networks compared: with hypothetical collaborations, on two days, quarter by quarter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import strawberry

from graph_service.api.fields import Argument, derived, fill, given, many, optional, shell, with_arguments
from graph_service.api.network.asking import Root
from graph_service.api.network.change_answers import answer_compare, answer_series, answer_what_if
from graph_service.api.network.enums import Verdict
from graph_service.api.network.inputs import SCOPE
from graph_service.api.network.made import LANG, connection, object_type, page
from graph_service.api.network.meta import AnalysisMeta
from graph_service.api.network.shared import BeforeAfter
from graph_service.api.scalars import Date
from graph_service.api.vocabularies import enum_of
from graph_service.model.labels import COLLABORATION, COUNTY, INSTITUTION

Types = Mapping[str, Any]
_META = (AnalysisMeta, "How it was made.")


def _hypothetical() -> type:
    made = shell("HypotheticalCollaboration")
    fields = {"institutions": given(many(strawberry.ID), "Its 2 to 10 institutions.")}
    fill(made, strawberry.input, "A collaboration that is only thought of.", fields)
    return made


HypotheticalCollaboration = _hypothetical()


def roots(types: Types) -> tuple[Root, ...]:
    """The roots of this room."""
    measured = _measured(types)
    what_if = (
        Argument("add", optional(many(HypotheticalCollaboration)), "To think of; with `remove` at most 50."),
        Argument("remove", optional(many(strawberry.ID)), "Ids of collaborations to think away."),
        SCOPE,
        Argument("withBetweenness", bool, "Whether betweenness is computed, twice over the whole network.", False),
    )
    days = (
        Argument("from", Date, "The first day."),
        Argument("to", Date, "The second day, not before the first."),
        SCOPE,
    )
    quarters = Argument("quarters", int, "How many, 1 to 40, the last ending with `asOf`.", 12)
    return (
        Root("whatIf", _WHAT_IF, optional(_what_if(types, measured)), what_if, answer_what_if, price=10, more=_price),
        Root("compare", _COMPARE, optional(_compare(types, measured)), days, answer_compare, price=100),
        Root("networkSeries", _SERIES, optional(_series()), (SCOPE, quarters), answer_series, price=50),
    )


_BETWEENNESS_PRICE = 100


def _price(arguments: Mapping[str, Any]) -> int:
    """2 for each pair of a hypothetical collaboration, and for betweenness what a heavy measure costs."""
    sizes = [len(one["institutions"]) for one in arguments.get("add") or ()]
    pairs = sum(size * (size - 1) // 2 for size in sizes)
    return 2 * pairs + (_BETWEENNESS_PRICE if arguments.get("withBetweenness") else 0)


def _measured(types: Types) -> type:
    change = object_type(
        "MeasureChange",
        "A measure that changed.",
        name=(str, "The measure: a field of `InstitutionNetwork`."),
        label=derived(str, "What people call it.", LANG),
        before=(optional(float), "Before; null where it was not defined."),
        after=(optional(float), "After; null where it is not defined."),
    )
    return object_type(
        "InstitutionChange",
        "An institution of which a measure changed.",
        institution=(types[INSTITUTION], "The institution."),
        measures=(many(change), "The measures that changed."),
    )


def _gap_change(types: Types) -> type:
    return object_type(
        "BlockChange",
        "A sector pair of a county before and after.",
        county=(types[COUNTY], "The county."),
        sectorA=(enum_of("sector"), "One sector."),
        sectorB=(enum_of("sector"), "The other."),
        observed=(BeforeAfter, "Collaborations that join them."),
        expected=(BeforeAfter, "Their mean under chance."),
        pUnder=(BeforeAfter, "Chance of so few."),
        pOver=(BeforeAfter, "Chance of so many."),
    )


def _what_if(types: Types, measured: type) -> type:
    parts = object_type(
        "PartsBeforeAfter",
        "The sizes of connected parts that exchange members.",
        before=(many(int), "Before, largest first."),
        after=(many(int), "After."),
    )
    tie = object_type(
        "TieBeforeAfter",
        "A pair that would share another number of collaborations.",
        a=(types[INSTITUTION], "One end."),
        b=(types[INSTITUTION], "The other."),
        before=(int, "Before; 0 is no tie."),
        after=(int, "After."),
    )
    return object_type(
        "WhatIf",
        "What would change. Nothing is written.",
        meta=_META,
        tieCount=(BeforeAfter, "Ties of the network."),
        density=(BeforeAfter, "Density."),
        components=(BeforeAfter, "Connected parts."),
        largestComponent=(BeforeAfter, "Institutions in the largest."),
        parts=(many(parts), "Connected parts that would be joined or split."),
        ties=(many(tie), "Ties that would be another weight."),
        institutions=(many(measured), "Those with a measure that changes, by id."),
        gaps=(many(_gap_change(types)), "Sector pairs of the counties touched."),
    )


def _compare(types: Types, measured: type) -> type:
    tie = object_type(
        "TieChange",
        "A tie that changed.",
        a=(types[INSTITUTION], "One end."),
        b=(types[INSTITUTION], "The other."),
        before=(int, "Collaborations shared on the first day; 0 is no tie."),
        after=(int, "Collaborations shared on the second."),
        begun=(many(types[COLLABORATION]), "Those shared only on the second."),
        ended=(many(types[COLLABORATION]), "Those shared only on the first."),
        kept=(many(types[COLLABORATION]), "Those shared on both."),
    )
    ties = connection("TieChange", tie, "Ties that changed.")
    county = object_type(
        "CountyChange",
        "A county of which a number changed.",
        county=(types[COUNTY], "The county."),
        ties=(BeforeAfter, "Ties within."),
        tiesAcross=(BeforeAfter, "Ties across its border."),
        density=(BeforeAfter, "Density within."),
        active=(BeforeAfter, "Active institutions."),
        openness=(BeforeAfter, "Share of participations across the border."),
    )
    part = object_type(
        "PartChange",
        "A connected part that holds what were several, or several that were one.",
        first=(types[INSTITUTION], "Its member of the smallest id."),
        size=(int, "Its institutions."),
        parts=(many(int), "How many of them lie in each part of the other day."),
    )
    group = object_type(
        "CommunityChange",
        "A densely tied group that is not the same on both days; borders of groups are uncertain.",
        kind=(str, "CHANGED, NEW or GONE."),
        before=(optional(types[INSTITUTION]), "What named it on the first day."),
        after=(optional(types[INSTITUTION]), "What names it on the second."),
        size=(BeforeAfter, "Its institutions."),
        jaccard=(float, "Overlap of the members of both days, in [0, 1]."),
    )
    verdict = object_type(
        "VerdictChange",
        "A sector pair whose verdict changed.",
        id=(str, "Id of the gap."),
        before=(Verdict, "Verdict on the first day."),
        after=(Verdict, "Verdict on the second."),
    )
    paged = page()
    lists = {
        "gained": "Ties that there were not.",
        "lost": "Ties that there are no more.",
        "strengthened": "Ties of greater weight.",
        "weakened": "Ties of less weight.",
        "renewed": "Ties of the same weight that rest on other collaborations.",
    }
    return object_type(
        "NetworkDiff",
        "What changed between two days. Differences are not tested for significance.",
        before=(AnalysisMeta, "The first day."),
        after=(AnalysisMeta, "The second day."),
        **{name: derived(ties, text, with_arguments(paged)) for name, text in lists.items()},
        institutions=derived(
            connection("InstitutionChange", measured, "Institutions whose measures changed."),
            "Institutions whose measures changed.",
            with_arguments(paged),
        ),
        counties=(many(county), "Counties of which a number changed."),
        merged=(many(part), "Parts of the second day that were several."),
        split=(many(part), "Parts of the first day that are several."),
        communities=(many(group), "Densely tied groups that changed."),
        verdicts=(many(verdict), "Sector pairs of country and counties whose verdict changed."),
    )


def _series() -> type:
    point = object_type(
        "NetworkPoint",
        "The network at the end of a quarter.",
        quarter=(str, "`2018-Q3`."),
        day=(Date, "The day looked at."),
        institutions=(optional(int), "Institutions of the scope; null, as all numbers, before the data begin."),
        active=(optional(int), "Those with a collaboration."),
        collaborations=(optional(int), "Collaborations that count."),
        begun=(optional(int), "Of those begun by then, the ones that began in the quarter."),
        ties=(optional(int), "Ties."),
        density=(optional(float), "Density."),
        meanDegree=(optional(float), "Mean number of partners."),
        components=(optional(int), "Connected parts, single institutions included."),
        largestShare=(optional(float), "Share of the institutions in the largest part."),
        eiSector=(optional(float), "E-I index by sector."),
        openness=(optional(float), "Share of participations across a county border."),
    )
    return object_type(
        "NetworkSeries", "The network quarter by quarter.", meta=_META, points=(many(point), "The quarters, in order.")
    )


_WHAT_IF = """\
What hypothetical collaborations would change: before and after of every measure they touch. Each pair of institutions \
adds 2 to the price, betweenness 100."""
_COMPARE = "What changed in the network between two days, with the collaborations behind it."
_SERIES = "The network at the end of each quarter."

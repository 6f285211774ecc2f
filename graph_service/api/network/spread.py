"""Spread and cover: where a practice could be adopted next, and how well mentors reach their places."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import strawberry

from graph_service.api.fields import Argument, derived, many, optional
from graph_service.api.network.asking import Root
from graph_service.api.network.enums import BacktestVerdict, DataKind, TimeMode
from graph_service.api.network.made import LANG, connection, object_type, page
from graph_service.api.network.meta import AnalysisMeta
from graph_service.api.network.shared import Estimate
from graph_service.api.network.spread_answers import answer_coverage, answer_diffusion
from graph_service.api.scalars import Date
from graph_service.model.labels import COUNTY, GOOD_PRACTICE, INSTITUTION, SETTLEMENT, SETTLEMENT_PART

Types = Mapping[str, Any]
_META = {"meta": (AnalysisMeta, "How it was made.")}
_AS_OF = Argument("asOf", optional(Date), "The day; by default the last day of the data.")
_MODE = Argument("mode", TimeMode, "Which mentors count: those of the day, or all by then.", TimeMode["STATE"])


def roots(types: Types, node: type, completeness: type) -> tuple[Root, ...]:
    """The roots of this room; `node` is the interface of all nodes."""
    coverage = connection(
        "Coverage", _coverage(types, node, completeness), "Reached places, the worst covered first.", **_mentors(types)
    )
    diffusion = connection(
        "Diffusion", _diffusion(types, completeness), "Institutions that could adopt a practice.", **_backtest()
    )
    return (
        Root(
            "practiceDiffusion",
            _DIFFUSION,
            optional(diffusion),
            page(
                Argument("practice", optional(strawberry.ID), "Only this practice."),
                Argument("settlement", optional(strawberry.ID), "Only institutions of this settlement."),
                Argument("minParts", int, "Parts of the score that must be known, 1 to 6.", 3),
                Argument("data", optional(DataKind), "Which data; by default real ones where there are any."),
                Argument("neverAdoptedElsewhere", bool, "Only practices that never left their county.", False),
                _AS_OF,
                _MODE,
            ),
            answer_diffusion,
            price=50,
        ),
        Root(
            "mentorCoverage",
            _COVERAGE,
            optional(coverage),
            page(
                Argument("counties", optional(many(strawberry.ID)), "Only these: ids or NUTS 3 codes."),
                _AS_OF,
                _MODE,
                Argument("data", optional(DataKind), "Which mentors and communities; by default real ones if any."),
                Argument("maxKm", float, "From the county seat, farther is far: 0 to 500 kilometres.", 40.0),
                Argument("staleAfterDays", int, "Days without a visit after which a place is stale, 1 to 3650.", 90),
            ),
            answer_coverage,
            price=20,
            labels=(SETTLEMENT, SETTLEMENT_PART),
        ),
    )


def _diffusion(types: Types, completeness: type) -> type:
    part = object_type(
        "DiffusionPart",
        "A part of the score, in [0, 1].",
        code=(str, "SIZE, DISADVANTAGE, SECTOR, THEME, PEERS or REACH."),
        value=(optional(float), "Its value; null where it is not known, and then left out of the mean."),
        label=derived(str, "What people call it.", LANG),
    )
    return object_type(
        "Diffusion",
        "A practice and an institution that could adopt it.",
        practice=(types[GOOD_PRACTICE], "The practice."),
        institution=(types[INSTITUTION], "The institution, which has not adopted it."),
        score=(float, "Mean of the parts that are known, in [0, 1]."),
        parts=(many(part), "The six parts."),
        peersAdopted=(int, "Of its ten most similar settlements, those that adopted it."),
        peersExpected=(optional(float), "How many chance would give."),
        p=(optional(float), "Chance of so many or more; null where nobody has it."),
        q=(optional(float), "p after Benjamini and Hochberg, within the practice."),
        nearestKm=(optional(float), "Kilometres to the nearest that has it."),
        mentorWithAdopter=(bool, "Whether a mentor of it works with one that has it."),
        neverAdoptedElsewhere=(optional(bool), "Whether the practice never left the counties of its owners."),
        sentence=derived(str, "The finding as a sentence.", LANG),
        completeness=(optional(completeness), "How well the institution reports."),
    )


def _backtest() -> dict[str, Any]:
    rule = object_type(
        "AdoptionRule",
        "A simple rule in the same test.",
        name=(str, "The rule: a part that orders alone, distance, or chance."),
        auc=(optional(Estimate), "Its AUC."),
        difference=(optional(Estimate), "AUC of the score less its own, paired."),
    )
    backtest = object_type(
        "AdoptionBacktest",
        "How the score of half a year ago would have done.",
        cut=(Date, "The day whose knowledge was used."),
        horizonDays=(int, "Days after it in which adoptions counted."),
        positives=(int, "Adoptions of that time that could have been foreseen; below 30 nothing is said."),
        candidates=(int, "Pairs of practice and institution that were ranked."),
        verdict=(BacktestVerdict, "The score against the best simple rule."),
        auc=(optional(Estimate), "Chance that an adopter stands above another institution."),
        rules=(many(rule), "Simple rules in the same test."),
    )
    return {**_META, "backtest": (backtest, "What the past says of the score.")}


def _coverage(types: Types, node: type, completeness: type) -> type:
    return object_type(
        "Coverage",
        "A place that the programme reached, and its mentors.",
        place=(node, "The settlement or part of one."),
        county=(optional(types[COUNTY]), "Its county; null where it is not known."),
        mentors=(optional(int), "Mentors responsible for it; null where it is withheld."),
        suppressed=(bool, "Whether numbers of persons below 3 are withheld, for viewers who may not read persons."),
        hasMentor=(bool, "Whether there is any."),
        singleMentor=(optional(bool), "Whether it hangs on one mentor; null where it is withheld."),
        officeKm=(optional(float), "Kilometres from the nearest office of its mentors, else of its county."),
        isFar=(optional(bool), "Whether that is more than `maxKm`; null where it is not known."),
        otherMentorKm=(optional(float), "Kilometres to the nearest place of another mentor."),
        communities=(int, "Communities based here."),
        communitiesWithoutMentor=(int, "Those without an open mentor."),
        daysSinceVisit=(optional(int), "Days since the last mentoring activity; null where none is on record."),
        stale=(optional(bool), "Whether that is too long ago, or there was none; null without a mentored community."),
        sentence=derived(str, "The finding as a sentence.", LANG),
        completeness=(optional(completeness), "How well its county reports."),
    )


def _mentors(types: Types) -> dict[str, Any]:
    load = object_type(
        "TeamLoad",
        "The load of a county's team: communities, visits of the last 90 days, kilometres to all places.",
        communities=(optional(float), "Of communities."),
        visits=(optional(float), "Of visits."),
        km=(optional(float), "Of kilometres."),
    )
    county = object_type(
        "CountyCoverage",
        "The mentors of a county, as a team.",
        county=(types[COUNTY], "The county."),
        places=(int, "Places reached."),
        placesWithoutMentor=(int, "Those for which no mentor is responsible."),
        placesWithoutMentoredCommunity=(int, "Those without a mentored community."),
        communities=(int, "Communities."),
        communitiesWithoutMentor=(int, "Those without a mentor."),
        communitiesFar=(int, "Those more than `maxKm` from the office of their mentor."),
        communitiesStale=(int, "Those whose mentors did nothing for too long."),
        mentors=(optional(int), "Mentors; null where it is withheld."),
        mentorsFar=(optional(int), "Mentors with a place more than `maxKm` away; null where it is withheld."),
        suppressed=(bool, "Whether numbers of persons below 3 are withheld."),
        median=(optional(load), "Median of the team; null without one."),
        gini=(load, "Gini, 0 is equal; null for teams of fewer than two."),
    )
    return {**_META, "counties": (many(county), "Counties, those with most far communities first.")}


_DIFFUSION = """\
Where a practice could be adopted: six parts in [0, 1] with equal weights, and whether similar places adopt it more \
than chance gives."""
_COVERAGE = "How mentors reach places: distance, visits, load, and what hangs on one mentor. Mentors are never named."

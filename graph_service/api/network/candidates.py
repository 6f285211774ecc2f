"""Pairs of institutions that could be brought together: reasons, what a tie would change, and the honest backtest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import strawberry

from graph_service.api.fields import Argument, derived, many, optional, with_arguments
from graph_service.api.network.asking import Root
from graph_service.api.network.candidate_answers import answer_candidates
from graph_service.api.network.enums import BacktestVerdict, BrokerageRole, RankingBasis, ScorePartCode
from graph_service.api.network.inputs import SCOPE
from graph_service.api.network.made import FIRST, LANG, connection, object_type, page
from graph_service.api.network.meta import AnalysisMeta
from graph_service.api.network.shared import BeforeAfter, Estimate
from graph_service.api.scalars import Date
from graph_service.model.labels import CONCEPT, COUNTY, INSTITUTION, TRAINING_SESSION, WORK_ITEM

Types = Mapping[str, Any]

Backtest = object_type(
    "Backtest",
    "How well such suggestions would have done: features of a cut, ties that were formed in the time after it.",
    cut=(Date, "The day whose knowledge was used."),
    horizonDays=(int, "Days after it in which new ties counted."),
    positives=(int, "Pairs that were tied in that time."),
    candidates=(int, "Pairs that were ranked."),
    verdict=(BacktestVerdict, "The model against the best simple rule."),
    auc=(optional(Estimate), "Chance that a pair that was tied stands above one that was not."),
    precisionAtK=(optional(Estimate), "Share of the first k pairs that were tied."),
    k=(int, "k of precisionAtK."),
    recallAt100=(optional(Estimate), "Share of the new ties among the first 100 pairs."),
    difference=(
        optional(Estimate),
        "AUC of the model less that of the best simple rule, paired.",
    ),
    baselines=(
        many(
            object_type(
                "BaselineResult",
                "A simple rule in the same test.",
                name=(str, "The rule."),
                auc=(optional(Estimate), "Its AUC."),
                difference=(optional(Estimate), "AUC of the model less its own, paired."),
            )
        ),
        "Simple rules in the same test.",
    ),
    calibration=(
        many(
            object_type(
                "CalibrationBin",
                "Pairs of like probability.",
                low=(float, "Least probability."),
                high=(float, "Greatest probability."),
                pairs=(int, "How many pairs."),
                expected=(float, "New ties that the model expected."),
                observed=(int, "New ties that there were."),
            )
        ),
        "Whether probabilities hold, in bins.",
    ),
    weights=(
        many(
            object_type(
                "Weight",
                "A weight of the model.",
                code=(ScorePartCode, "The part."),
                weight=(float, "Its weight, of the standardised part."),
                mean=(float, "Mean of the part, by which it was standardised."),
                sd=(float, "Standard deviation, likewise."),
            )
        ),
        "The model itself.",
    ),
    intercept=(optional(float), "Its intercept; null where no model was fitted."),
    sentence=derived(str, "The verdict as a sentence.", LANG),
)
ScorePart = object_type(
    "ScorePart",
    "A part of what speaks for a pair.",
    code=(ScorePartCode, "Which part."),
    raw=(optional(float), "In the unit that the code names."),
    contribution=(optional(float), "Added to the logit; null where simple rules order, or the part is only shown."),
    label=derived(str, "What people call it.", LANG),
)


def connection_of(types: Types, completeness: type, gap: type) -> type:
    """The connection of candidate pairs; `gap` is the type of a sector pair in a place."""
    fields = _candidate(types, completeness)
    fields["gap"] = (optional(gap), "The sector pair of their county; null where the two are of different counties.")
    candidate = object_type("Candidate", "Two institutions that are not tied.", **fields)
    return connection(
        "Candidate",
        candidate,
        "Pairs that could be brought together, best first.",
        meta=(AnalysisMeta, "How it was made."),
        ranking=(RankingBasis, "What they are ordered by."),
        leftOut=(int, "Pairs that would be in the list, had nobody rejected them: see `worklist`."),
        backtest=(Backtest, "How well it would have done in the past."),
        intercept=(optional(float), "Intercept of the model: with all contributions, the logit. Null without one."),
    )


def roots(types: Types, candidates: type) -> tuple[Root, ...]:
    """The root of this room."""
    arguments = page(
        Argument("institution", optional(strawberry.ID), "Only pairs of this institution."),
        Argument("county", optional(strawberry.ID), "Only pairs with an end in it: id or NUTS 3 code."),
        SCOPE,
        Argument(
            "maxKm", float, "Pairs at most this far apart, 0 to 500; nearer in the network they may be farther.", 25.0
        ),
        Argument("crossSectorOnly", bool, "Only pairs of different sectors.", False),
    )
    return (Root("collaborationCandidates", _ABOUT, optional(candidates), arguments, answer_candidates, price=100),)


def _candidate(types: Types, completeness: type) -> dict[str, Any]:
    partners = connection("CommonPartner", types[INSTITUTION], "Partners that both have.")
    return {
        "a": (types[INSTITUTION], "One, of the smaller id."),
        "b": (types[INSTITUTION], "The other."),
        "rank": (int, "Its place in the whole ranking, from 1."),
        "probability": (
            optional(float),
            "Chance of a tie within 183 days; null where the backtest does not support it.",
        ),
        "parts": (many(ScorePart), "What speaks for it."),
        "commonPartners": derived(partners, "Partners that both have.", with_arguments(FIRST)),
        "sharedMentorCount": (optional(int), "Mentors who work with both; null below 3, see `suppressed`."),
        "suppressed": (bool, "Whether the number of mentors is withheld: there are some, but fewer than 3."),
        "mentorOffices": (many(types[COUNTY]), "Counties of whose offices those mentors are."),
        "sharedTrainings": (many(types[TRAINING_SESSION]), "Sessions with people of both."),
        "sharedThemes": (many(types[CONCEPT]), "Themes of both."),
        "distanceKm": (optional(float), "Great-circle distance in kilometres; null where a place is not known."),
        "effect": (_effect(types), "What a tie of the two would change."),
        "sentence": derived(str, "Why they should meet, as a sentence.", LANG),
        "workItem": (optional(types[WORK_ITEM]), "The item of the worklist on it that is open or contacted."),
        "completeness": (optional(completeness), "How well the less complete of the two reports."),
    }


def _effect(types: Types) -> type:
    density = object_type(
        "CountyDensity",
        "Density of a county's network.",
        county=(types[COUNTY], "The county."),
        density=(BeforeAfter, "Share of its pairs of institutions that are tied."),
    )
    gained = object_type(
        "RoleGain",
        "Open pairs that an institution would come to broker.",
        institution=(types[INSTITUTION], "The broker."),
        role=(BrokerageRole, "In this role."),
        gained=(int, "So many more, or fewer."),
    )
    block = object_type(
        "GapChange",
        "What the tie would do to the sector pair of its county.",
        county=(types[COUNTY], "The county."),
        observed=(BeforeAfter, "Collaborations that join the sectors."),
        pUnder=(BeforeAfter, "Chance of so few."),
    )
    return object_type(
        "TieEffect",
        "What one new tie would change.",
        componentsJoined=(
            optional(many(int)),
            "Sizes of the two components that it would join; null where it joins none.",
        ),
        constraintA=(BeforeAfter, "Constraint of `a`."),
        constraintB=(BeforeAfter, "Constraint of `b`."),
        countyDensity=(many(density), "Densities of the counties of both."),
        newlyWithinTwoHops=(int, "Institutions that would get within two steps of either."),
        rolesGained=(many(gained), "Brokerage that both would gain."),
        gap=(optional(block), "The gap it would work on; null where the two are of different counties."),
    )


_ABOUT = """\
Pairs that are not tied, near each other in space or in the network, with reasons. Ordered by a model only where it \
would have done better in the past than every simple rule; otherwise by the best of these, without a probability. \
Pairs of which somebody rejected an item of the worklist are left out and not ranked; the \
backtest, which tests the method, knows nothing of the worklist."""

"""The enums of the analysis roots; the value of a member is what the methods call it."""

from __future__ import annotations

from enum import Enum

import strawberry


def _enum(name: str, description: str, **members: str) -> type[Enum]:
    values = {key: strawberry.enum_value(key, description=text) for key, text in members.items()}
    made = Enum(name, values, module=__name__)  # type: ignore[misc]  # its members are data
    return strawberry.enum(made, name=name, description=description)


TimeMode = _enum(
    "TimeMode",
    "Which collaborations count on a day.",
    STATE="Those that are live on the day.",
    CUMULATIVE="All that had begun by the day.",
)
DataKind = _enum(
    "DataKind",
    "Which data are analysed.",
    REAL="Real data only.",
    SYNTHETIC="Invented data only.",
    MIXED="Both together.",
)
Verdict = _enum(
    "Verdict",
    "What a test against chance says. No verdict says that there is no gap.",
    NO_ACTIVITY="One of the two takes no part at all: there is nothing to test.",
    INSUFFICIENT_DATA="No result could have been significant.",
    UNDER_CONNECTED="Fewer than chance gives, at a false discovery rate of 5 %.",
    OVER_CONNECTED="More than chance gives, at a false discovery rate of 5 %.",
    AS_EXPECTED="No evidence of a gap.",
)
GapLevel = _enum(
    "GapLevel",
    "Over which places sector pairs are tested.",
    COUNTRY="The counties together.",
    REGION="Statistical regions (NUTS 2).",
    COUNTY="Each county: exploratory where there are few collaborations.",
)
GapOrder = _enum(
    "GapOrder",
    "An order of gaps; the id decides between equals.",
    SHRUNK_RATIO_ASC="By the shrunk ratio, the widest gap first.",
    SHRUNK_RATIO_DESC="By the shrunk ratio, the most connected first.",
    P_UNDER_ASC="By the p-value of too few.",
    P_OVER_ASC="By the p-value of too many.",
    OBSERVED_DESC="By the number observed, most first.",
    EXPECTED_DESC="By the number expected, most first.",
    PLACE_ASC="By place and sectors.",
)
NetworkGrouping = _enum(
    "NetworkGrouping", "By what institutions are grouped.", SECTOR="By sector.", COUNTY="By county."
)
BrokerageRole = _enum(
    "BrokerageRole",
    "The part of a broker between two partners that are not tied (Gould and Fernandez).",
    COORDINATOR="All three of one group.",
    ITINERANT="The two of one group, the broker of another.",
    BOUNDARY="Just one of the two is of the broker's group.",
    LIAISON="All three of different groups.",
)
RankingBasis = _enum(
    "RankingBasis",
    "What candidates are ordered by.",
    MODEL="The fitted model, which did better than every simple rule.",
    DISTANCE="Distance: the model did no better.",
    ADAMIC_ADAR="Common partners, weighted by how few partners they have: the model did no better.",
    ACTIVITY="How active both are: the model did no better.",
    RANK_AVERAGE="The mean rank of all parts: the model did no better.",
)
BacktestVerdict = _enum(
    "BacktestVerdict",
    "What the past says of the model against the best simple rule.",
    BETTER="It did better.",
    NOT_DISTINGUISHABLE="It cannot be told apart.",
    WORSE="It did worse.",
    TOO_FEW_POSITIVES="Fewer than 30 new ties: nothing can be said.",
)
ScorePartCode = _enum(
    "ScorePartCode",
    "A part of what speaks for a candidate pair; `raw` is in the unit named.",
    DISTANCE="Kilometres between the two.",
    ADAMIC_ADAR="Common partners, each weighted by 1/ln of its degree.",
    RESOURCE_ALLOCATION="Common partners, each weighted by 1/degree; shown, not in the model.",
    MENTORS="1 where a mentor works with both.",
    TRAININGS="Training sessions with people of both, each weighted by 1/ln(1 + attendants).",
    THEMES="Share of common themes, rare ones weigh more, in [0, 1].",
    SECTOR="1 where the sectors differ.",
    ACTIVITY="ln(1 + collaborations) of both, added.",
)

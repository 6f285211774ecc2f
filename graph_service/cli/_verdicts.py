"""Words for the enums of analyses that are no vocabularies: what tables show of verdicts and orders."""

from __future__ import annotations

from collections.abc import Mapping

from graph_service.questions import Words

VERDICTS: Mapping[str, Mapping[str, Words]] = {
    "Verdict": {
        "NO_ACTIVITY": Words("nincs részvétel", "no activity"),
        "INSUFFICIENT_DATA": Words("kevés az adat", "not enough data"),
        "UNDER_CONNECTED": Words("a véletlennél kevesebb", "fewer than by chance"),
        "OVER_CONNECTED": Words("a véletlennél több", "more than by chance"),
        "AS_EXPECTED": Words("hiányra nincs bizonyíték", "no evidence of a gap"),
    },
    "BacktestVerdict": {
        "BETTER": Words("jobb", "better"),
        "NOT_DISTINGUISHABLE": Words("nem különböztethető meg", "not distinguishable"),
        "WORSE": Words("rosszabb", "worse"),
        "TOO_FEW_POSITIVES": Words("kevés az új kapcsolat", "too few new ties"),
    },
    "RankingBasis": {
        "MODEL": Words("modell", "model"),
        "DISTANCE": Words("távolság szerint", "by distance"),
        "ADAMIC_ADAR": Words("közös partnerek szerint", "by common partners"),
        "ACTIVITY": Words("aktivitás szerint", "by activity"),
        "RANK_AVERAGE": Words("átlagos helyezés szerint", "by average rank"),
    },
}

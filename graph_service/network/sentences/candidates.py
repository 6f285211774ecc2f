"""Words on candidate pairs: their parts, the order they stand in, what the backtest says, and a pair in a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from graph_service.errors import Language
from graph_service.model.wording import decimal, percent, whole, with_article
from graph_service.network.sentences.words import Words

BacktestVerdict = Literal["BETTER", "NOT_DISTINGUISHABLE", "WORSE", "TOO_FEW_POSITIVES"]

PART_LABELS: dict[str, Words] = {
    "DISTANCE": Words("Távolság", "Distance"),
    "ADAMIC_ADAR": Words(
        "Közös partnerek, a kevés kapcsolatú többet számít", "Common partners, those with few ties count more"
    ),
    "RESOURCE_ALLOCATION": Words(
        "Közös partnerek, erőforrás-megosztás szerint", "Common partners, by resource allocation"
    ),
    "MENTORS": Words("Közös mentor", "Shared mentor"),
    "TRAININGS": Words("Közös képzések, a kisebb többet számít", "Shared trainings, small ones count more"),
    "THEMES": Words("Közös témák, a ritkább többet számít", "Shared themes, rare ones count more"),
    "SECTOR": Words("Különböző szakterület", "Different sectors"),
    "ACTIVITY": Words("A két intézmény aktivitása", "Activity of the two institutions"),
}
"""What a part of a score is called."""

PART_UNITS: dict[str, Words] = {
    "DISTANCE": Words("km", "km"),
    "ADAMIC_ADAR": Words("összeg", "sum"),
    "RESOURCE_ALLOCATION": Words("összeg", "sum"),
    "MENTORS": Words("van (1) vagy nincs (0)", "yes (1) or no (0)"),
    "TRAININGS": Words("összeg", "sum"),
    "THEMES": Words("súlyozott arány, 0 és 1 között", "weighted share, from 0 to 1"),
    "SECTOR": Words("különböző (1) vagy azonos (0)", "different (1) or the same (0)"),
    "ACTIVITY": Words("együttműködések, logaritmusban", "collaborations, as logarithms"),
}
"""The unit of the raw value of a part."""

RANKING_LABELS: dict[str, Words] = {
    "MODEL": Words("modell", "model"),
    "DISTANCE": Words("távolság szerinti sorrend", "order by distance"),
    "ADAMIC_ADAR": Words("közös partnerek szerinti sorrend", "order by common partners"),
    "ACTIVITY": Words("aktivitás szerinti sorrend", "order by activity"),
    "RANK_AVERAGE": Words("átlagos helyezés szerinti sorrend", "order by average rank"),
    "RANDOM": Words("véletlen sorrend", "random order"),
}
"""What pairs are ordered by; a random order is only compared with."""


@dataclass(frozen=True)
class CandidateFacts:
    """A pair that is not tied: names of both, what joins them, and the chance of a tie where it may be told.

    Mentors are persons: only whether there is a shared one is said.
    """

    a: str
    b: str
    distance_km: float | None
    common_partners: int
    has_shared_mentor: bool
    shared_trainings: int
    shared_themes: int
    has_different_sectors: bool
    probability: float | None
    days: int = 183


@dataclass(frozen=True)
class BacktestFacts:
    """How the model would have done: area under the curve with its 95 % interval, and that of the best simple order.

    `positives` are the ties that formed, `needed` how many a verdict takes.
    """

    verdict: BacktestVerdict
    positives: int
    needed: int
    auc: float | None
    low: float | None
    high: float | None
    baseline: str
    baseline_auc: float | None


def candidate_sentence(facts: CandidateFacts, language: Language) -> str:
    """What speaks for bringing the two together, and how likely a tie is, as far as that is known."""
    reasons = _joined(_reasons(facts, language), language)
    if language == "hu":
        said = f"A találkozás mellett szól: {reasons}" if reasons else "A találkozás mellett szóló adatot nem ismerünk"
        start = f"{facts.a} és {facts.b} között nincs rögzített közös együttműködés. {said}."
    else:
        said = f"What speaks for a meeting: {reasons}" if reasons else "Nothing on record speaks for a meeting"
        start = f"{facts.a} and {facts.b} share no collaboration on record. {said}."
    return f"{start} {_likelihood(facts, language)}"


def backtest_sentence(facts: BacktestFacts, language: Language) -> str:
    """What the backtest allows to be said of the ranking."""
    if facts.verdict == "TOO_FEW_POSITIVES":
        return f"{_too_few(facts, language)} {_fallback(facts, language)}"
    found = _FOUND[facts.verdict].in_(language)
    if facts.verdict == "BETTER":
        return f"{_measured(facts, language)} {found}"
    return f"{_measured(facts, language)} {found} {_fallback(facts, language)}"


def _reasons(facts: CandidateFacts, language: Language) -> list[str]:
    counted = ((facts.common_partners, _PARTNER), (facts.shared_trainings, _TRAINING), (facts.shared_themes, _THEME))
    told = [_counted(count, noun, language) for count, noun in counted if count > 0]
    if facts.has_shared_mentor:
        told.append("közös mentor" if language == "hu" else "a shared mentor")
    if facts.has_different_sectors:
        told.append("különböző szakterület" if language == "hu" else "different sectors")
    if facts.distance_km is not None:
        told.append(_distance(facts.distance_km, language))
    return told


@dataclass(frozen=True)
class _Noun:
    """What is counted; Hungarian has one form after every number."""

    hu: str
    one: str
    many: str


_PARTNER = _Noun("közös partner", "common partner", "common partners")
_TRAINING = _Noun("közös képzés", "shared training", "shared trainings")
_THEME = _Noun("közös téma", "shared theme", "shared themes")
_TIE = _Noun("új kapcsolat", "new tie", "new ties")


def _counted(count: int, noun: _Noun, language: Language) -> str:
    """`2 közös partner`, `1 new tie`."""
    if language == "hu":
        return f"{whole(count, language)} {noun.hu}"
    return f"{whole(count, language)} {noun.one if count == 1 else noun.many}"


def _distance(km: float, language: Language) -> str:
    if km < 0.05:
        return "azonos hely" if language == "hu" else "the same location"
    return f"{decimal(km, language)} km távolság" if language == "hu" else f"a distance of {decimal(km, language)} km"


def _joined(parts: list[str], language: Language) -> str:
    """`a, b és c`."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {'és' if language == 'hu' else 'and'} {parts[-1]}"


def _likelihood(facts: CandidateFacts, language: Language) -> str:
    if facts.probability is None:
        return _NO_CHANCE.in_(language)
    chance, days = percent(facts.probability, language), whole(facts.days, language)
    if language == "hu":
        return f"A modell szerint {days} napon belül {chance} százalék az esélye annak, hogy együttműködnek."
    return f"By the model the chance of a tie within {days} days is {chance} per cent."


_NO_CHANCE = Words(
    hu="Esélyt nem közlünk: a visszamérés nem igazolta, hogy a modell jobb az egyszerű sorrendnél.",
    en="No chance is told: the backtest has not shown that the model is better than a simple order.",
)


def _too_few(facts: BacktestFacts, language: Language) -> str:
    formed, needed = _counted(facts.positives, _TIE, language), whole(facts.needed, language)
    if language == "hu":
        formed = formed if facts.positives else "egyetlen új kapcsolat sem"
        return f"A visszamérés időszakában {formed} jött létre, az ítélethez legalább {needed} kellene."
    formed = formed if facts.positives else "no new tie"
    return f"In the period of the backtest {formed} formed; a verdict takes at least {needed}."


def _fallback(facts: BacktestFacts, language: Language) -> str:
    """Which order holds instead of the model's."""
    name = RANKING_LABELS[facts.baseline].in_(language)
    if language == "hu":
        return f"Ezért {with_article(name)} érvényes, esélyt nem közlünk."
    return f"So the {name} holds, and no chance is told."


def _measured(facts: BacktestFacts, language: Language) -> str:
    """Both areas under the curve, as a sentence."""
    model, other = _area(facts.auc, language), _area(facts.baseline_auc, language)
    interval = f"{_area(facts.low, language)}–{_area(facts.high, language)}"
    ties, order = _counted(facts.positives, _TIE, language), RANKING_LABELS[facts.baseline].in_(language)
    if language == "hu":
        start = f"A visszamérésben, {ties} alapján, a modell AUC-értéke {model} (95%-os sáv: {interval})"
        return f"{start}, a legjobb egyszerű sorrendé ({order}) {other}."
    start = f"In the backtest, on {ties}, the model reached an AUC of {model} (95% interval: {interval})"
    return f"{start}, the best simple order ({order}) {other}."


def _area(value: float | None, language: Language) -> str:
    if value is None:
        return "–"
    return f"{value:.2f}".replace(".", "," if language == "hu" else ".")


_FOUND: dict[BacktestVerdict, Words] = {
    "BETTER": Words(
        hu="A modell jobbnak bizonyult a legjobb egyszerű sorrendnél, ezért az általa adott sorrend és esély érvényes.",
        en="The model proved better than the best simple order, so its order and its chances hold.",
    ),
    "NOT_DISTINGUISHABLE": Words(
        hu="Nem igazolódott, hogy a modell jobb volna.",
        en="The model has not been shown to be better.",
    ),
    "WORSE": Words(
        hu="A modell rosszabbnak bizonyult.",
        en="The model proved worse.",
    ),
}

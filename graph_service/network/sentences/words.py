"""The words that all sentences share: places, sectors, and how a number stands beside chance."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from graph_service.errors import Language
from graph_service.model.wording import capitalised, decimal, equals, percent, whole, with_article

Level = Literal["COUNTRY", "REGION", "COUNTY"]
Verdict = Literal["NO_ACTIVITY", "INSUFFICIENT_DATA", "UNDER_CONNECTED", "OVER_CONNECTED", "AS_EXPECTED"]
ALPHA = 0.05
"""The share of false alarms that a verdict accepts."""
_CAPITAL = "Budapest"


@dataclass(frozen=True)
class Words:
    """A text in both languages."""

    hu: str
    en: str

    def in_(self, language: Language) -> str:
        """The text in `language`."""
        return self.hu if language == "hu" else self.en


@dataclass(frozen=True)
class Place:
    """Where a number holds. `name` is as the graph has it (`Zala`, `Zala County`); that of the country is not told."""

    level: Level
    name: Words

    def where(self, language: Language) -> str:
        """`Zala megye területén`, `az Észak-Alföld régió területén`, `országosan`; or `in Zala County`."""
        if self.level == "COUNTRY":
            return "országosan" if language == "hu" else "in the whole country"
        if self.level == "REGION":
            named = f"{with_article(self.name.hu)} régió területén"
            return named if language == "hu" else f"in the {self.name.en} region"
        if self.name.hu == _CAPITAL:
            return "Budapest területén" if language == "hu" else "in Budapest"
        return f"{self.name.hu} megye területén" if language == "hu" else f"in {self.name.en}"

    def opening(self, language: Language) -> str:
        """`where`, to begin a sentence with."""
        return capitalised(self.where(language))


@dataclass(frozen=True)
class SectorNouns:
    """What an institution of a sector is called: one, several, and `with another` in Hungarian."""

    one: Words
    many: Words
    with_another_hu: str


SECTOR_NOUNS: dict[str, SectorNouns] = {
    "museum": SectorNouns(Words("múzeum", "museum"), Words("múzeumok", "museums"), "másik múzeummal"),
    "library": SectorNouns(Words("könyvtár", "library"), Words("könyvtárak", "libraries"), "másik könyvtárral"),
    "community_culture": SectorNouns(
        Words("közművelődési intézmény", "house of community culture"),
        Words("közművelődési intézmények", "houses of community culture"),
        "másik közművelődési intézménnyel",
    ),
}


@dataclass(frozen=True)
class AgainstChance:
    """An observed number and what chance would give: its mean, and the 2.5 % and 97.5 % quantiles.

    `q` is that of the side the verdict speaks of, of the smaller one for AS_EXPECTED; None where the test could not
    have become significant. `smallest_p` is the smallest p that the lower side could have shown, and `family` the
    number of tests that were done together.
    """

    verdict: Verdict
    observed: int
    expected: float
    low: int
    high: int
    q: float | None
    smallest_p: float
    family: int

    @property
    def is_far(self) -> bool:
        """Whether it is at most half or at least twice of what chance would give."""
        return self.observed <= self.expected / 2 or self.observed >= 2 * self.expected

    @property
    def is_fixed(self) -> bool:
        """Whether nothing else could have been observed."""
        return self.smallest_p >= 1 - 1e-9


def chance(facts: AgainstChance, language: Language) -> str:
    """`a véletlen alapján 5,3 várható (95%-os sáv: 2–9)`."""
    low, high = whole(facts.low, language), whole(facts.high, language)
    band = low if low == high else f"{low}–{high}"
    mean = decimal(facts.expected, language)
    if language == "hu":
        return f"a véletlen alapján {mean} várható (95%-os sáv: {band})"
    return f"chance would give {mean} (95% range: {band})"


def significance(q: float | None, language: Language) -> str:
    """What q says, to end a sentence with: ` (q = 0,012): … százaléka téves riasztás`; nothing where there is no q."""
    if q is None:
        return ""
    most, cited = _upper_percent(q, language), equals("q", q, language)
    if language == "hu":
        so_far = "az ennyire vagy még inkább eltérő eredményeknek várhatóan"
        return f" ({cited}): {so_far} legfeljebb {most} százaléka téves riasztás"
    return f" ({cited}): of results this far off or farther, at most {most} per cent are expected to be false alarms"


def too_little(facts: AgainstChance, unit: Words, language: Language) -> str:
    """That there is no verdict, why, and what one would need. `unit` is what is counted, after a number.

    With a mean of E nothing at all is seen by chance with a probability of about exp(−E): alone that is significant
    from about 3 on, beside `family` tests from ln(family/0.05) on at the latest.
    """
    start = _TOO_LITTLE.in_(language)
    if facts.is_fixed:
        return f"{start}: {_FIXED.in_(language)}"
    least = percent(facts.smallest_p, language)
    if language == "hu":
        why = f"itt a lehető legkisebb szám is {least} százalék eséllyel adódna véletlenül"
    else:
        why = f"chance alone would give even the smallest possible number in {least} per cent of cases"
    return f"{start}: {why}. {_needed(facts, unit, language)}"


def _needed(facts: AgainstChance, unit: Words, language: Language) -> str:
    together = math.log(facts.family / ALPHA)
    if facts.expected >= together:
        return _MORE.in_(language)
    alone, most = whole(round(-math.log(ALPHA)), language), decimal(together, language)
    family = whole(facts.family, language)
    if language == "hu":
        tests = f", {with_article(family)} egyidejű vizsgálat miatt akár {most}" if facts.family > 1 else ""
        return f"Nagyjából {alone}{tests} véletlen alapján várható {unit.hu} kellene hozzá."
    tests = f", and up to {most} because {family} tests are done together" if facts.family > 1 else ""
    return f"It would take about {alone} {unit.en} expected by chance{tests}."


def no_evidence(facts: AgainstChance, head: Words, language: Language) -> str:
    """That nothing was found, after `head`, and why a number beside the range is no finding among so many tests."""
    if facts.low <= facts.observed <= facts.high:
        return f"{head.in_(language)}: {_WITHIN.in_(language)}"
    family = whole(facts.family, language)
    if language == "hu":
        return (
            f"{head.hu}: a szám kilóg a sávból, de {family} egyidejű vizsgálat mellett ilyen véletlenül is előfordul."
        )
    return f"{head.en}: the number is outside the range, but among {family} tests chance brings such ones too."


_WITHIN = Words(
    hu="ez a szám belefér abba, amit a véletlen megmagyaráz.",
    en="this number is within what chance explains.",
)
_TOO_LITTLE = Words(hu="Kevés az adat az ítélethez", en="There is not enough data for a verdict")
_FIXED = Words(
    hu="a résztvevők száma és aktivitása mellett más szám nem adódhatott. Több együttműködés adata kellene hozzá.",
    en="given who takes part and how often, no other number was possible. It would take data on more collaborations.",
)
_MORE = Words(
    hu="Több együttműködés adata kellene hozzá.",
    en="It would take data on more collaborations.",
)


def _upper_percent(share: float, language: Language) -> str:
    """A share in per cent, rounded up to one decimal so that `at most` stays true; at least 0.1."""
    tenths = max(1, math.ceil(round(1000 * share, 6)))
    text = f"{tenths / 10:.1f}".removesuffix(".0")
    return text if language == "en" else text.replace(".", ",")

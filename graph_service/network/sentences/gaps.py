"""Sentences on gaps: whether two sectors meet, whether institutions take part, whether a county is open."""

from __future__ import annotations

from dataclasses import dataclass

from graph_service.errors import Language
from graph_service.model.wording import percent, whole
from graph_service.network.sentences.words import (
    SECTOR_NOUNS,
    AgainstChance,
    Place,
    Words,
    chance,
    no_evidence,
    significance,
    too_little,
)

_NO_GAP_FOUND = Words(hu="Hiányra nincs bizonyíték", en="There is no evidence of a gap")
_NO_DIFFERENCE_FOUND = Words(hu="Eltérésre nincs bizonyíték", en="There is no evidence of a difference")
_NOT_RULED_OUT = Words(hu="A hiányt ez nem zárja ki.", en="It does not rule a gap out.")


@dataclass(frozen=True)
class GapFacts:
    """A row of `collaborationGaps`: sectors by their codes, and how often each takes part in the place."""

    place: Place
    sector_a: str
    sector_b: str
    numbers: AgainstChance
    participations_a: int
    participations_b: int


@dataclass(frozen=True)
class ActivityFacts:
    """A row of `activityGaps`: institutions of the sector in the place; `numbers` count those that take part."""

    place: Place
    sector: str
    institutions: int
    numbers: AgainstChance


@dataclass(frozen=True)
class OpennessFacts:
    """A county's participations; `numbers` count those in collaborations that cross its border."""

    place: Place
    participations: int
    numbers: AgainstChance


def gap_sentence(facts: GapFacts, language: Language) -> str:
    """What a row of `collaborationGaps` says, in two or three sentences."""
    if facts.numbers.verdict == "NO_ACTIVITY":
        return _no_meeting_possible(facts, language)
    numbers, unit = facts.numbers, Words(hu="közös együttműködés", en="joint collaborations")
    first = f"{_opening(facts.place, language)} {_met(facts, language)}; {chance(numbers, language)}."
    return f"{first} {_judged(numbers, unit, language)}"


def activity_sentence(facts: ActivityFacts, language: Language) -> str:
    """What a row of `activityGaps` says."""
    numbers, nouns = facts.numbers, SECTOR_NOUNS[facts.sector]
    opening = _opening(facts.place, language)
    if facts.institutions == 0:
        if language == "hu":
            return f"{opening} nincs nyilvántartott {nouns.one.hu}, ezért a részvétel nem vizsgálható."
        return f"{opening} no {nouns.one.en} is on record, so taking part cannot be tested."
    first = f"{opening} {_took_part(facts, language)}"
    if numbers.verdict == "NO_ACTIVITY":
        return f"{first}. {_NOWHERE.in_(language)}"
    return f"{first}; {chance(numbers, language)}. {_judged(numbers, _ACTIVE, language)}"


def openness_sentence(facts: OpennessFacts, language: Language) -> str:
    """How far a county works across its border, against the share of the country."""
    opening = _opening(facts.place, language)
    if facts.participations == 0:
        if language == "hu":
            return f"{opening} nincs rögzített részvétel, ezért a nyitottság nem vizsgálható."
        return f"{opening} no participation is on record, so openness cannot be tested."
    numbers = facts.numbers
    told = f"{opening} {_crossed(facts, language)}; {chance(numbers, language)}."
    return f"{told} {_judged(numbers, _CROSSING, language, _NO_DIFFERENCE_FOUND)}"


def _crossed(facts: OpennessFacts, language: Language) -> str:
    """`60 rögzített részvétel közül 12 nyúlik át a megyehatáron (20 százalék)`."""
    all_, count = whole(facts.participations, language), facts.numbers.observed
    share = percent(count / facts.participations, language)
    if language == "hu":
        across = f"{whole(count, language)} nyúlik át a megyehatáron ({share} százalék)"
        return f"{all_} rögzített részvétel közül {across if count else 'egy sem nyúlik át a megyehatáron'}"
    noun = "participation" if facts.participations == 1 else "participations"
    across = f"{whole(count, language) if count else 'none'} of {all_} recorded {noun}"
    told = f" ({share} per cent)" if count else ""
    return f"{across} {'reaches' if count < 2 else 'reach'} across the county border{told}"


_ACTIVE = Words(hu="résztvevő intézmény", en="institutions taking part")
_CROSSING = Words(hu="megyehatáron átnyúló részvétel", en="participations across the border")
_NOWHERE = Words(
    hu="Másutt sem vesznek részt, ezért nincs mihez mérni.",
    en="They take part nowhere else either, so there is nothing to compare with.",
)


def _opening(place: Place, language: Language) -> str:
    """The place, at the beginning of a sentence; English sets it off with a comma."""
    return place.opening(language) if language == "hu" else f"{place.opening(language)},"


def _judged(numbers: AgainstChance, unit: Words, language: Language, nothing: Words = _NO_GAP_FOUND) -> str:
    """The verdict in words, as sentences; `nothing` is how one begins that says that nothing was found."""
    match numbers.verdict:
        case "UNDER_CONNECTED" | "OVER_CONNECTED":
            return _differs(numbers, language)
        case "AS_EXPECTED":
            told = no_evidence(numbers, nothing, language)
            is_open = nothing is _NO_GAP_FOUND and numbers.observed < numbers.expected
            return f"{told} {_NOT_RULED_OUT.in_(language)}" if is_open else told
        case _:
            return too_little(numbers, unit, language)


def _differs(numbers: AgainstChance, language: Language) -> str:
    is_under = numbers.verdict == "UNDER_CONNECTED"
    if language == "hu":
        direction = "kevesebb" if is_under else "több"
        much = "jóval " if numbers.is_far else ""
        return f"Ez {much}{direction}, mint amit a véletlen magyarázna{significance(numbers.q, language)}."
    direction = "fewer" if is_under else "more"
    much = "far " if numbers.is_far else ""
    return f"This is {much}{direction} than chance would explain{significance(numbers.q, language)}."


def _met(facts: GapFacts, language: Language) -> str:
    """`múzeum és könyvtár 2 közös együttműködésben találkozott`."""
    count = facts.numbers.observed
    if language == "hu":
        who = _both_hu(facts)
        if count == 0:
            return f"a rögzített adatok szerint {who} egyetlen közös együttműködésben sem találkozott"
        return f"{who} {whole(count, language)} közös együttműködésben találkozott"
    who = _both_en(facts, "met")
    if count == 0:
        return f"{who} in no joint collaboration on record"
    return f"{who} in {whole(count, language)} joint {'collaboration' if count == 1 else 'collaborations'}"


def _both_hu(facts: GapFacts) -> str:
    """`múzeum és könyvtár`, `múzeum másik múzeummal`."""
    a, b = SECTOR_NOUNS[facts.sector_a], SECTOR_NOUNS[facts.sector_b]
    return f"{a.one.hu} {a.with_another_hu}" if a is b else f"{a.one.hu} és {b.one.hu}"


def _both_en(facts: GapFacts, verb: str) -> str:
    """`museums and libraries met`, `museums met other museums`."""
    a, b = SECTOR_NOUNS[facts.sector_a].many.en, SECTOR_NOUNS[facts.sector_b].many.en
    return f"{a} {verb} other {a}" if a == b else f"{a} and {b} {verb}"


def _no_meeting_possible(facts: GapFacts, language: Language) -> str:
    """Why there is nothing to judge: a sector takes no part at all."""
    opening = _opening(facts.place, language)
    nouns = [SECTOR_NOUNS[sector] for sector in _absent(facts)]
    if language == "hu":
        who = nouns[0].one.hu if len(nouns) == 1 else f"sem {nouns[0].one.hu}, sem {nouns[1].one.hu}"
        absent = f"a rögzített adatok szerint {who} nem vett részt együttműködésben"
        return f"{opening} {absent}, ezért nem vizsgálható, hogy {_both_hu(facts)} találkozik-e. {_NOT_A_VERDICT.hu}"
    who = " or ".join(one.one.en for one in nouns)
    absent = f"no {who} took part in a collaboration on record"
    return f"{opening} {absent}, so it cannot be tested whether {_both_en(facts, 'meet')}. {_NOT_A_VERDICT.en}"


_NOT_A_VERDICT = Words(
    hu="Ez nem ítélet a kapcsolatról: a részvétel elmaradását külön vizsgálat méri.",
    en="This is no verdict on the tie: whether they take part at all is tested on its own.",
)


def _absent(facts: GapFacts) -> tuple[str, ...]:
    """The sectors without a participation, each once. Both, where the numbers do not say which."""
    counted = ((facts.sector_a, facts.participations_a), (facts.sector_b, facts.participations_b))
    absent = [sector for sector, count in counted if count == 0] or [sector for sector, _ in counted]
    return tuple(dict.fromkeys(absent))


def _took_part(facts: ActivityFacts, language: Language) -> str:
    """`14 múzeum közül 3 vett részt együttműködésben`."""
    nouns, count = SECTOR_NOUNS[facts.sector], facts.numbers.observed
    all_, active = whole(facts.institutions, language), whole(count, language)
    if language == "hu":
        if count == 0:
            return f"a rögzített adatok szerint {all_} {nouns.one.hu} közül egy sem vett részt együttműködésben"
        return f"{all_} {nouns.one.hu} közül {active} vett részt együttműködésben"
    noun = nouns.one.en if facts.institutions == 1 else nouns.many.en
    if count == 0:
        return f"none of {all_} {noun} took part in a collaboration on record"
    return f"{active} of {all_} {noun} took part in a collaboration"

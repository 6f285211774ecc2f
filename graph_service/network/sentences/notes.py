"""Notes that stand beside numbers: what was not reported, which version was read, and that data are invented."""

from __future__ import annotations

from dataclasses import dataclass

from graph_service.errors import Language
from graph_service.model.wording import day, percent, whole, with_article
from graph_service.network.sentences.words import Place, Words

SYNTHETIC_NOTE = Words(
    hu="Szemléltető adat: kitalált intézmények és együttműködések eredménye, a valós programról nem állít semmit.",
    en="Illustrative data: made of invented institutions and collaborations, it says nothing of the real programme.",
)
MIXED_NOTE = Words(
    hu="Valós és szemléltető adat együtt szerepel ebben az elemzésben, mert a kérés így szólt.",
    en="Real and illustrative data stand together in this analysis, because the request asked for that.",
)
NOT_REPORTED = Words(
    hu="Ami nem szerepel, azt nem jelentették; ez nem azt jelenti, hogy nem létezik.",
    en="What is not here was not reported; that does not mean that it does not exist.",
)


@dataclass(frozen=True)
class CompletenessFacts:
    """How full the records of a place are: `kinds` in the plural (`intézmények`, `institutions`); without a place those
    of one institution.

    `filled` is the share of optional fields that are filled in [0, 1], None without a record; `last_report` an ISO
    date or None; below `threshold` an answer warns.
    """

    place: Place | None
    kinds: Words
    filled: float | None
    last_report: str | None
    threshold: float


def completeness_sentence(facts: CompletenessFacts, language: Language) -> str:
    """How full the records are; below the threshold with the warning that not reported is not the same as absent."""
    if facts.place is None:
        return _of_one(facts, language)
    kinds, opening = facts.kinds.in_(language), facts.place.opening(language)
    if facts.filled is None:
        if language == "hu":
            return f"{opening} nincs rögzített adat erről: {kinds}. {NOT_REPORTED.hu}"
        return f"{opening}, nothing is on record of {kinds}. {NOT_REPORTED.en}"
    share = percent(facts.filled, language)
    if language == "hu":
        filled = f"{opening} {with_article(kinds)} kitölthető adatainak {share} százaléka ismert"
    else:
        filled = f"{opening}, {share} per cent of the optional data of {kinds} are known"
    return _with_report(filled, facts.filled, facts, language)


def _of_one(facts: CompletenessFacts, language: Language) -> str:
    """The same of one institution."""
    if facts.filled is None:
        nothing = Words("Erről az intézményről nincs rögzített adat.", "Nothing is on record of this institution.")
        return f"{nothing.in_(language)} {NOT_REPORTED.in_(language)}"
    share = percent(facts.filled, language)
    if language == "hu":
        filled = f"Az intézmény kitölthető adatainak {share} százaléka ismert"
    else:
        filled = f"Of the optional data of the institution, {share} per cent are known"
    return _with_report(filled, facts.filled, facts, language)


def _with_report(opening: str, filled: float, facts: CompletenessFacts, language: Language) -> str:
    """The opening, the last report, and the warning when less is filled than the threshold."""
    told = f"{opening}; {_last_report(facts, language)}"
    return f"{told} {_warning(facts, language)}" if filled < facts.threshold else told


def stale_note(version: int, language: Language) -> str:
    """That the answer rests on an earlier version of the data."""
    number = whole(version, language)
    if language == "hu":
        return f"Az adatok közben változtak: ez az eredmény {with_article(number)}. adatállapotból származik."
    return f"The data have changed meanwhile: this result rests on data version {number}."


_REPORTED_NEVER = Words(
    hu="az utolsó jelentés napja nem ismert.",
    en="the day of the last report is not known.",
)


def _last_report(facts: CompletenessFacts, language: Language) -> str:
    if facts.last_report is None:
        return _REPORTED_NEVER.in_(language)
    told = day(facts.last_report, language)
    return f"utolsó jelentés: {told}" if language == "hu" else f"last report: {told}."


def _warning(facts: CompletenessFacts, language: Language) -> str:
    limit = percent(facts.threshold, language)
    if language == "hu":
        care = f"A küszöb {limit} százalék, ezért az eredmény óvatosan kezelendő."
        return f"{care} {NOT_REPORTED.hu}"
    return f"This is below the threshold of {limit} per cent, so take the result with care. {NOT_REPORTED.en}"

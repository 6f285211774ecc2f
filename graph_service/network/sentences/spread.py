"""Words on spreading and cover: where a practice could be adopted, and how mentors reach a place."""

from __future__ import annotations

from dataclasses import dataclass

from graph_service.errors import Language
from graph_service.model.wording import decimal, equals, whole, with_article
from graph_service.network.sentences.words import Words

DIFFUSION_LABELS: dict[str, Words] = {
    "SIZE": Words("Hasonló népesség", "Similar population"),
    "DISADVANTAGE": Words("Hasonló hátrányos helyzet", "Similar disadvantage"),
    "SECTOR": Words("Szakterület az átvevők között", "Sector among the adopters"),
    "THEME": Words("Közös témák", "Shared themes"),
    "PEERS": Words("Hasonló települések, amelyek átvették", "Similar settlements that adopted it"),
    "REACH": Words("Közelség az átvevőkhöz", "Nearness to adopters"),
}
"""What a part of the score of `practiceDiffusion` is called."""


@dataclass(frozen=True)
class DiffusionFacts:
    """A practice and an institution without it. `score` in [0, 1] is the mean of `parts` of the six parts.

    `peers` of `peer_count` similar settlements adopted it, `expected` by chance; None where that is not known.
    """

    practice: str
    institution: str
    score: float
    parts: int
    peers: int | None
    peer_count: int
    expected: float | None
    q: float | None
    has_left_county: bool


@dataclass(frozen=True)
class CoverageFacts:
    """A place that the programme reached: its mentors are told as a number only, None where it is too small for that.

    `km_from_office` is None where no mentor is responsible; `days_since` None where no activity is on record.
    """

    place: str
    mentors: int | None
    km_from_office: float | None
    communities: int
    communities_without_mentor: int
    days_since: int | None
    stale_after: int


def diffusion_sentence(facts: DiffusionFacts, language: Language) -> str:
    """How well a practice fits an institution, and whether those like it have adopted it."""
    score, parts, all_ = decimal(facts.score, language), whole(facts.parts, language), whole(6, language)
    if language == "hu":
        fit = f"„{facts.practice}” és {facts.institution}: az illeszkedés {score} a 0 és 1 közötti skálán"
        basis = f"{with_article(all_)} szempont közül {parts} adata ismert"
    else:
        fit = f"“{facts.practice}” and {facts.institution}: the fit is {score} on a scale from 0 to 1"
        basis = f"{parts} of the {all_} parts are known"
    told = [f"{fit}; {basis}."]
    if facts.peers is not None:
        told.append(_peers(facts, facts.peers, language))
    if not facts.has_left_county:
        told.append(_AT_HOME.in_(language))
    return " ".join(told)


_AT_HOME = Words(
    hu="A gyakorlat saját megyéjén kívüli átvételéről nincs adat.",
    en="No adoption outside its own county is on record.",
)


def _peers(facts: DiffusionFacts, peers: int, language: Language) -> str:
    all_ = whole(facts.peer_count, language)
    cited = "" if facts.q is None else f"; {equals('q', facts.q, language)}"
    mean = None if facts.expected is None else decimal(facts.expected, language)
    if language == "hu":
        adopted = f"{whole(peers, language)} átvette" if peers else "egy sem szerepel az átvevők között"
        chance = "" if mean is None else f" (véletlen alapján {mean} várható{cited})"
        return f"A leginkább hasonló {all_} település közül {adopted}{chance}."
    adopted = f"{whole(peers, language)} adopted it" if peers else "none is on record as an adopter"
    chance = "" if mean is None else f" (chance would give {mean}{cited})"
    return f"Of the {all_} most similar settlements {adopted}{chance}."


def coverage_sentence(facts: CoverageFacts, language: Language) -> str:
    """How a place is covered: mentors, distance, communities without one, and when something last happened."""
    told = [_mentors(facts, language), _last_activity(facts, language)]
    if facts.communities_without_mentor:
        told.append(_without_mentor(facts, language))
    return " ".join(told)


def _mentors(facts: CoverageFacts, language: Language) -> str:
    if facts.mentors == 0:
        return f"{facts.place}: {_NO_MENTOR.in_(language)}."
    if facts.mentors is None:
        told = _FEW_MENTORS.in_(language)
    elif facts.mentors == 1:
        told = _ONE_MENTOR.in_(language)
    else:
        count = whole(facts.mentors, language)
        told = f"{count} felelős mentor" if language == "hu" else f"{count} responsible mentors"
    if facts.km_from_office is None:
        return f"{facts.place}: {told}."
    km = decimal(facts.km_from_office, language)
    far = f"a megyei iroda {km} km távolságra van" if language == "hu" else f"the county office is {km} km away"
    return f"{facts.place}: {told}; {far}."


_NO_MENTOR = Words(hu="a rögzített adatok szerint nincs felelős mentora", en="no responsible mentor on record")
_FEW_MENTORS = Words(
    hu="van felelős mentora (a számuk túl kicsi ahhoz, hogy közöljük)",
    en="there are responsible mentors (too few for their number to be told)",
)
_ONE_MENTOR = Words(
    hu="1 felelős mentor, így egyetlen embertől függ", en="1 responsible mentor, so it depends on one person"
)


def _last_activity(facts: CoverageFacts, language: Language) -> str:
    if facts.days_since is None:
        return _NO_VISIT.in_(language)
    if facts.days_since == 0:
        return _VISITED_TODAY.in_(language)
    days, limit = whole(facts.days_since, language), whole(facts.stale_after, language)
    is_late = facts.days_since > facts.stale_after
    if language == "hu":
        late = f", a határ {limit} nap" if is_late else ""
        return f"Az utolsó rögzített mentori tevékenység {days} napja volt{late}."
    late = f", the limit is {limit} days" if is_late else ""
    noun = "day" if facts.days_since == 1 else "days"
    return f"The last mentoring activity on record was {days} {noun} ago{late}."


_VISITED_TODAY = Words(
    hu="Az utolsó rögzített mentori tevékenység a vizsgált napon volt.",
    en="The last mentoring activity on record was on the day looked at.",
)
_NO_VISIT = Words(
    hu="Mentori tevékenységet innen nem jelentettek.",
    en="No mentoring activity has been reported from here.",
)


def _without_mentor(facts: CoverageFacts, language: Language) -> str:
    without, all_ = whole(facts.communities_without_mentor, language), whole(facts.communities, language)
    if language == "hu":
        return f"{all_} közösség közül {without} mentor nélkül van."
    are = "is" if facts.communities_without_mentor == 1 else "are"
    noun = "community" if facts.communities == 1 else "communities"
    return f"{without} of {all_} {noun} {are} without a mentor."

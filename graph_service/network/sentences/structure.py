"""Words on structure: the roles of a broker, and what breaks when a node leaves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from graph_service.errors import Language
from graph_service.model.wording import capitalised, whole, with_article
from graph_service.network.sentences.words import Words

FragileKind = Literal["institution", "mentor", "community"]


@dataclass(frozen=True)
class Role:
    """A role between two partners that are not tied: its name, and between whom it mediates."""

    label: Words
    meaning: Words


BROKERAGE_ROLES: dict[str, Role] = {
    "COORDINATOR": Role(
        Words("Koordinátor", "Coordinator"),
        Words(
            "A saját csoportjának két tagja között közvetít.",
            "Mediates between two members of its own group.",
        ),
    ),
    "ITINERANT": Role(
        Words("Vándor közvetítő", "Itinerant broker"),
        Words(
            "Egy másik csoport két tagja között közvetít, kívülről.",
            "Mediates between two members of another group, from outside.",
        ),
    ),
    "BOUNDARY": Role(
        Words("Határőr", "Boundary broker"),
        Words(
            "A saját csoportját köti össze egy másik csoporttal.",
            "Joins its own group to another one.",
        ),
    ),
    "LIAISON": Role(
        Words("Összekötő", "Liaison"),
        Words(
            "Két olyan csoport között közvetít, amelyek egyikéhez sem tartozik.",
            "Mediates between two groups and belongs to neither.",
        ),
    ),
}


@dataclass(frozen=True)
class FragilityFacts:
    """What happens without a node. `separates` are the sizes of the parts left, largest first; empty if it holds.

    `name` is None for a mentor: persons are not named. Dependent communities have no other mentor,
    or of an institution, no space in another one.
    """

    kind: FragileKind
    name: str | None
    separates: Sequence[int]
    pairs_disconnected: int
    bridges: int
    dependent_communities: int = 0


def fragility_sentence(facts: FragilityFacts, language: Language) -> str:
    """What breaks when the node leaves."""
    told = [_parts(facts, language)]
    if facts.bridges:
        told.append(_bridges(facts.bridges, language))
    if facts.dependent_communities:
        told.append(_dependent(facts, language))
    return " ".join(told)


_UNNAMED: dict[FragileKind, Words] = {
    "institution": Words("E nélkül az intézmény nélkül", "Without this institution"),
    "mentor": Words("E nélkül a mentor nélkül", "Without this mentor"),
    "community": Words("E nélkül a közösség nélkül", "Without this community"),
}


def _without(facts: FragilityFacts, language: Language) -> str:
    """`A Városi Könyvtár nélkül`, to begin a sentence with."""
    if facts.name is None:
        return _UNNAMED[facts.kind].in_(language)
    return f"{capitalised(with_article(facts.name))} nélkül" if language == "hu" else f"Without {facts.name}"


def _parts(facts: FragilityFacts, language: Language) -> str:
    without = _without(facts, language)
    if len(facts.separates) < 2:
        if language == "hu":
            return f"{without} a rögzített hálózat nem esik szét."
        return f"{without} the network on record does not fall apart."
    parts, pairs = whole(len(facts.separates), language), whole(facts.pairs_disconnected, language)
    sizes = ", ".join(whole(size, language) for size in facts.separates)
    if language == "hu":
        broken = f"a hálózatnak ez a része {parts} darabra esik szét (méretük: {sizes})"
        return f"{without} {broken}, és {pairs} pár elveszíti az összeköttetését."
    noun = "pair loses its" if facts.pairs_disconnected == 1 else "pairs lose their"
    return (
        f"{without} this part of the network falls into {parts} pieces (sizes: {sizes}), and {pairs} {noun} connection."
    )


def _bridges(count: int, language: Language) -> str:
    number = whole(count, language)
    if language == "hu":
        losing = "megszűnése" if count == 1 else "bármelyik megszűnése"
        return f"{number} kapcsolata pótolhatatlan: {losing} szétvágná a hálózatot."
    if count == 1:
        return f"{number} of its ties has no substitute: losing it alone would cut the network."
    return f"{number} of its ties have no substitute: losing any one of them would cut the network."


def _dependent(facts: FragilityFacts, language: Language) -> str:
    count, is_mentor = facts.dependent_communities, facts.kind == "mentor"
    number = whole(count, language)
    if language == "hu":
        left = "nem maradna mentora" if is_mentor else "nem maradna helye egyetlen intézményben sem"
        return f"{number} közösségnek {left}."
    left = "any mentor" if is_mentor else "a space in any institution"
    return f"{number} {'community' if count == 1 else 'communities'} would be left without {left}."

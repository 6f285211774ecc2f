"""What the questions of methodology teams must answer, 21 to 30: the gaps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tests.questions.files import (
    SETTLEMENTS,
    Files,
    Values,
    employer_of_trained,
    is_institution,
    kilometres,
    listed,
    live,
)

Variables = Mapping[str, Any]
Only = Callable[[Any], bool]
SECTORS = {"museum", "library", "community_culture"}


def q21(files: Files, given: Variables, only: Only) -> Any:
    return {
        id_: unlinked
        for id_ in files.institutions(given["county"])
        if (unlinked := _unlinked(files, id_)) and only(id_)
    }


def _unlinked(files: Files, id_: str) -> set[str]:
    settlement, sector = files.settlement(id_), files.node(id_)["sector"]
    places = [settlement, *files.sources("PART_OF", settlement)]
    near = (far for place in places for far in files.sources("LOCATED_IN", place) if is_institution(far))
    return {far for far in near if files.node(far)["sector"] != sector and far not in files.partners[id_]}


def q22(files: Files, given: Variables, only: Only) -> Any:
    day = given["today"]
    reached = {rel["to_id"] for rel in files.out("REACHED", f"programme:{given['code']}") if rel["on"] <= day}
    mentored = {rel["to_id"] for rel in live(files.rels("MENTORS"), day)}
    return {place for place in reached if not mentored & set(files.sources("BASED_IN", place)) and only(place)}


def q23(files: Files, given: Variables, only: Only) -> Any:
    found = {}
    for id_ in {rel["to_id"] for rel in live(files.rels("MENTORS"), given["today"])}:
        days = [files.node(activity)["date"] for activity in files.sources("FOR", id_)]
        if only(id_) and not any(given["since"] <= day <= given["today"] for day in days):
            found[id_] = max((day for day in days if day <= given["today"]), default=None)
    return found


def q24(files: Files, given: Variables, only: Only) -> Any:
    found = {}
    for id_, mentor in files.nodes("Mentor").items():
        number, farthest = len(files.targets("MENTORS", id_)), _farthest(files, id_)
        if mentor["mentorStatus"] == "active" and (number != given["load"] or farthest > given["km"]) and only(id_):
            found[id_] = (number, round(farthest, 3))
    return found


def _farthest(files: Files, mentor: str) -> float:
    offices = files.targets("WORKS_AT", mentor)
    if not offices:
        return 0.0
    seat = files.node(files.settlement(offices[0]))
    places = (files.node(id_) for id_ in files.targets("RESPONSIBLE_FOR", mentor))
    located = (place if place["location.lon"] else files.node(files.settlement(place["id"])) for place in places)
    return max((kilometres(seat, place) for place in located), default=0.0)


def q25(files: Files, given: Variables, only: Only) -> Any:
    day = given["today"]
    found = set()
    for id_ in filter(files.is_socialised, files.nodes("Institution")):
        people = [rel["from_id"] for rel in live(files.into("EMPLOYED_BY", id_), day)]
        if only(id_) and all(employer_of_trained(files, one, day) is None for one in people):
            found.add(id_)
    return found


def q26(files: Files, given: Variables, only: Only) -> Any:
    found = {}
    for id_ in files.nodes("Institution"):
        made = files.assessments(id_)
        levels = [int(one["participationLevel"]) for one in made]
        change = levels[-1] - levels[0] if len(levels) > 1 else None
        is_stance = made[-1]["stance"] == given["stance"].lower()
        if only(id_) and (is_stance or (change is not None and change <= given["change"])):
            found[id_] = change
    return found


def q27(files: Files, given: Variables, only: Only) -> Any:
    stayed = set()
    for id_ in files.nodes("GoodPractice"):
        home = {files.county(owner) for owner in files.sources("OWNS_PRACTICE", id_)}
        if home and all(files.county(one) in home for one in files.sources("ADOPTED", id_)) and only(id_):
            stayed.add(id_)
    low, high = given["population"]
    wanted = {theme.lower() for theme in given["themes"]}
    similar = {
        id_
        for id_, settlement in files.nodes("Settlement").items()
        if low <= int(settlement["population"]) <= high
        and SETTLEMENTS[settlement["disadvantage"]] in given["disadvantages"]
        and any(wanted & set(listed(files.node(one)["themes"])) for one in files.sources("BASED_IN", id_))
    }
    return stayed, similar


def q28(files: Files, given: Variables, only: Only) -> Any:
    return {
        id_
        for id_, process in files.nodes("DevelopmentProcess").items()
        if process["startedOn"] <= given["today"] and _is_rash(files, id_) and only(id_)
    }


def _is_rash(files: Files, process: str) -> bool:
    entered = {rel["to_id"].rpartition(":")[2]: rel["on"] for rel in files.out("ENTERED", process)}
    analysed = entered.get("situation_analysis")
    return "action" in entered and not (analysed and analysed < entered["action"])


def q29(files: Files, given: Variables, only: Only) -> Any:
    sectors = {
        id_: {_sector(files.node(one)) for one in files.sources("PARTNER_IN", id_)}
        for id_ in files.nodes("SampleProject")
    }
    lacking = {id_ for id_, found in sectors.items() if not found >= SECTORS and only(id_)}
    few = {id_ for id_ in files.nodes("TopProject") if len(files.sources("PARTNER_IN", id_)) < given["least"]}
    return lacking, few


def _sector(partner: Values) -> str | None:
    return partner.get("sector")


def q30(files: Files, given: Variables, only: Only) -> Any:
    found: dict[str, dict[str, tuple[int, float]]] = {}
    for id_ in files.institutions(given["county"]):
        for far in {two for one in files.partners[id_] for two in files.partners[one]} - files.partners[id_] - {id_}:
            common = len(files.partners[id_] & files.partners[far])
            km = kilometres(files.node(id_), files.node(far))
            if km <= given["km"] and only(id_):
                found.setdefault(id_, {})[far] = (common, round(km, 3))
    return found

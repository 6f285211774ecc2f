"""What the questions of partner sites must answer, 11 to 20."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from tests.questions.files import Files, is_institution, kilometres, listed

Variables = Mapping[str, Any]
Only = Callable[[Any], bool]


def q11(files: Files, given: Variables, only: Only) -> Any:
    settlement = f"settlement:{given['kshCode']}"
    [county] = files.targets("IN_COUNTY", settlement)
    events = sorted(
        (files.node(id_)["startDate"], id_)
        for id_ in files.sources("HELD_IN", settlement)
        if id_.startswith("event:") and files.node(id_)["startDate"] >= given["today"]
    )
    parts = {
        part: set(files.sources("BASED_IN", part)) | {i for i in files.sources("LOCATED_IN", part) if is_institution(i)}
        for part in files.sources("PART_OF", settlement)
    }
    return (
        set(filter(only, files.sources("BASED_IN", settlement))),
        {id_ for id_ in files.sources("LOCATED_IN", settlement) if is_institution(id_)},
        {part: there for part, there in parts.items() if there},
        files.sources("COVERS", county),
        [id_ for _, id_ in events[:5]],
    )


def q12(files: Files, given: Variables, only: Only) -> Any:
    point = {"location.lon": str(given["longitude"]), "location.lat": str(given["latitude"])}
    return {
        id_: practice["titleEn"] or practice["titleHu"]
        for id_, practice in files.nodes("GoodPractice").items()
        if f"concept:goodPracticeTheme:{given['theme']}" in files.targets("HAS_THEME", id_)
        and any(
            kilometres(files.node(files.settlement(owner)), point) <= given["km"]
            for owner in files.sources("OWNS_PRACTICE", id_)
        )
        and only(id_)
    }


def q13(files: Files, given: Variables, only: Only) -> Any:
    return {id_: files.is_socialised(id_) for id_ in files.institutions(given["county"]) if only(id_)}


def q14(files: Files, given: Variables, only: Only) -> Any:
    """By id what has all words of the text at the beginnings of words of one of its names, with its county."""
    wanted = words(given["text"])
    found = {}
    for id_, node in files.all.items():
        names = [words(node.get(column) or "") for column in _NAMES]
        has_all = any(all(any(w.startswith(word) for w in name) for word in wanted) for name in names)
        county = _county_or_none(files, id_) if has_all else None
        if has_all and given.get("county") in (None, county) and only(id_):
            found[id_] = county
    return found


_NAMES = ("nameHu", "nameEn", "titleHu", "titleEn", "title", "prefLabelHu", "prefLabelEn")


def words(text: str) -> list[str]:
    """The words of a text without marks and capitals."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return re.findall("[a-z0-9]+", plain.lower())


def _county_or_none(files: Files, id_: str) -> str | None:
    place = [*files.targets("LOCATED_IN", id_), *files.targets("BASED_IN", id_), *files.targets("HELD_IN", id_)]
    return files.county(place[0]) if place else None


def q15(files: Files, given: Variables, only: Only) -> Any:
    return {
        id_: (set(files.sources("PARTNER_IN", id_)), set(files.targets("GAVE_RISE_TO", id_)))
        for id_, project in files.nodes("SampleProject").items()
        if given["from"] <= project["startDate"] <= given["to"] and only(id_)
    }


def q16(files: Files, given: Variables, only: Only) -> Any:
    found = {}
    for id_, event in files.nodes("Event").items():
        held = files.targets("HELD_IN", id_)
        is_here = held and files.county(held[0]) == f"county:{given['county']}"
        if is_here and given["today"] <= event["startDate"] <= given["until"] and only(id_):
            found[id_] = next(iter(files.targets("PART_OF_SERIES", id_)), None)
    return found


def q17(files: Files, given: Variables, only: Only) -> Any:
    field = f"concept:methodologyField:{given['field']}"
    models = set(files.sources("IN_FIELD", field))
    return {
        id_
        for id_, publication in files.nodes("Publication").items()
        if given["language"] in listed(publication["languages"])
        and models & set(files.targets("DESCRIBES", id_))
        and (publication["isbn"] or publication["url"])
        and only(id_)
    }


def q18(files: Files, given: Variables, only: Only) -> Any:
    inside = set(files.institutions(given["county"]))
    return {
        id_: sum(int(files.node(stat)["completions"]) for stat in files.targets("HAS_STAT", id_))
        for id_ in files.nodes("Quest")
        if inside & set(files.targets("INTRODUCES", id_)) and only(id_)
    }


def q19(files: Files, given: Variables, only: Only) -> Any:
    id_ = given["id"]
    partners = [far for far in files.partners[id_] if only(far)]
    weights = {far: len(files.ties[min(id_, far), max(id_, far)]) for far in partners}
    levels = [int(one["participationLevel"]) for one in files.assessments(id_)]
    volunteering, practices = files.targets("RUNS_VOLUNTEERING", id_), files.targets("OWNS_PRACTICE", id_)
    return levels, weights, set(volunteering), set(practices)


def q20(files: Files, given: Variables, only: Only) -> Any:
    """The ids of the first page in their order, and how many there are."""
    changed = sorted(
        (node["updatedAt"], id_) for id_, node in files.all.items() if node["updatedAt"] > given["since"] and only(id_)
    )
    return [id_ for _, id_ in changed[: given["first"]]], len(changed)

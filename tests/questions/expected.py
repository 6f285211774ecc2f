"""What each question must answer, one function a question, by its number.

A function gets the files, the variables with their defaults, and `only`: what one more filter leaves of the ids in the
main list. It gives what `picked.py` picks of the answer of the same number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from tests.questions.files import Files, Values, kilometres, listed, live, quarter

Variables = Mapping[str, Any]
Only = Callable[[Any], bool]
Expected = Callable[[Files, Variables, Only], Any]
SECTORS = {"museum", "library", "community_culture"}


def q01(files: Files, given: Variables, only: Only) -> Any:
    inside = set(files.institutions(given["county"]))
    pairs = {pair: work for pair, work in files.ties.items() if inside & set(pair) and only(pair)}
    alone = {id_ for id_ in inside if not files.partners[id_]}
    return pairs, alone


def q02(files: Files, given: Variables, only: Only) -> Any:
    indicators = [files.node(id_) for id_ in files.sources("OF_PROGRAMME", f"programme:{given['code']}") if only(id_)]
    reported = {
        one["code"]: sorted(
            float(value["value"])
            for value in map(files.node, files.targets("HAS_VALUE", one["id"]))
            if value["method"] == "reported"
        )
        for one in indicators
    }
    attended = {rel["from_id"] for rel in files.rels("ATTENDED") if rel["completed"] == "true"}
    counts = (
        len({rel["to_id"] for rel in files.rels("REACHED")}),
        len({rel["to_id"] for rel in files.rels("MENTORS")}),
        sum(mentor["mentorStatus"] == "active" for mentor in files.nodes("Mentor").values()),
        len(attended & files.nodes("Mentor").keys()),
        sum(map(files.is_socialised, files.nodes("Institution"))),
        len(attended & files.nodes("Professional").keys()),
        len(files.nodes("SampleProject")),
    )
    return {one["code"]: int(one["target"]) for one in indicators}, reported, counts


def q03(files: Files, given: Variables, only: Only) -> Any:
    first, last = given["from"], given["to"]
    reached = Counter(
        (quarter(rel["on"]), files.county(rel["to_id"]))
        for rel in files.out("REACHED", f"programme:{given['code']}")
        if first <= rel["on"] <= last and only(rel["to_id"])
    )
    joined = Counter(
        (quarter(mentor["joinedOn"]), _county_of_mentor(files, mentor["id"]))
        for mentor in files.nodes("Mentor").values()
        if first <= mentor["joinedOn"] <= last
    )
    since = {id_: _socialised_since(files, id_) for id_ in files.nodes("Institution") if files.is_socialised(id_)}
    socialised = Counter((quarter(day), files.county(id_)) for id_, day in since.items() if first <= day <= last)
    return reached, joined, socialised


def _county_of_mentor(files: Files, mentor: str) -> str | None:
    offices = files.targets("WORKS_AT", mentor)
    return files.targets("COVERS", offices[0])[0] if offices else None


def _socialised_since(files: Files, institution: str) -> str:
    since = ""
    for made in files.assessments(institution):
        is_socialised = made["degree"] != "none" and "documented" in listed(made["elementsMet"])
        since = (since or made["assessedOn"]) if is_socialised else ""
    return since


def q04(files: Files, given: Variables, only: Only) -> Any:
    touching = Counter(county for pair in files.ties for county in {files.county(id_) for id_ in pair})
    wanted = "true" if given["inProgrammeArea"] else "false"
    rates = [
        (touching[id_] * 100_000 / int(county["population"]), id_)
        for id_, county in files.nodes("County").items()
        if county["inProgrammeArea"] == wanted and only(id_)
    ]
    sign = -1 if given["direction"] == "DESC" else 1
    return [(id_, round(rate, 6), touching[id_]) for rate, id_ in sorted(rates, key=lambda r: (sign * r[0], r[1]))]


def q05(files: Files, given: Variables, only: Only) -> Any:
    found = {}
    for id_, one in files.nodes("Institution").items():
        sectors = [
            files.node(far)["sector"]
            for far in files.partners[id_]
            if files.node(far)["sector"] != one["sector"] or files.county(far) != files.county(id_)
        ]
        if sectors and one["sector"].upper() in given["sectors"] and only(id_):
            found[id_] = (len(sectors), len(set(sectors)))
    return found


def q06(files: Files, given: Variables, only: Only) -> Any:
    values: dict[tuple[str, str | None], list[float]] = {}
    for rel in files.into("SCORED", f"concept:{given['dimension']}"):
        measured = files.node(rel["from_id"])
        waves = [files.node(id_)["no"] for id_ in files.sources("INCLUDES", measured["id"])]
        if measured["perspective"] != "external" or not waves or int(waves[0]) not in given["waves"]:
            continue
        if only(measured["id"]):
            settlement = files.settlement(files.targets("OF", measured["id"])[0])
            districts = files.targets("IN_DISTRICT", settlement)
            group = files.node(districts[0])["disadvantage"].upper() if districts else None
            values.setdefault((waves[0], group), []).append(float(rel["value"]))
    return {key: (len(found), round(sum(found) / len(found), 6)) for key, found in values.items()}


def q07(files: Files, given: Variables, only: Only) -> Any:
    employers = {id_: _employer_of_trained(files, id_, given["today"]) for id_ in files.nodes("Professional")}
    trained = {id_: employer for id_, employer in employers.items() if employer is not None and only(id_)}
    by_place = Counter(
        (files.county(one), files.node(one)["sector"].upper()) if one else (None, None) for one in trained.values()
    )
    by_type = Counter(files.node(one)["institutionType"].upper() if one else None for one in trained.values())
    places = {one for one in employers.values() if one}
    return by_place, by_type, Counter(str(files.is_socialised(one)).lower() for one in places)


def _employer_of_trained(files: Files, professional: str, day: str) -> str | None:
    """The employer on a day of someone who had attended a training by then; "" without one, None for others."""
    sessions = [files.node(id_)["startDate"] for id_ in files.targets("ATTENDED", professional)]
    if not any(start <= day for start in sessions):
        return None
    employers = [rel["to_id"] for rel in live(files.out("EMPLOYED_BY", professional), day)]
    return employers[0] if employers else ""


def q08(files: Files, given: Variables, only: Only) -> Any:
    """All shortest chains, of which the answer must be one."""
    chains = [[given["from"]]]
    for _ in range(given["maxHops"]):
        chains = [
            [*chain, far] for chain in chains for far in files.partners[chain[-1]] if far not in chain and only(far)
        ]
        if found := sorted(chain for chain in chains if chain[-1] == given["to"]):
            return found
    return []


def q09(files: Files, given: Variables, only: Only) -> Any:
    reached = {rel["to_id"] for rel in files.rels("REACHED")} & files.nodes("Settlement").keys()
    statuses = {status.lower() for status in given["statuses"]}
    won = {
        place
        for id_, project in files.nodes("TopProject").items()
        if project["status"] in statuses
        for place in files.targets("TAKES_PLACE_IN", id_)
    }
    return _communities(files, {one for one in reached & won if only(one)}), _communities(files, reached - won)


def _communities(files: Files, settlements: set[str]) -> tuple[int, int, int]:
    numbers = [len(files.sources("BASED_IN", id_)) for id_ in settlements]
    return len(numbers), sum(numbers), max(numbers, default=0)


def q10(files: Files, given: Variables, only: Only) -> Any:
    begins = {"MENTORS": "from", "PARTICIPATES_IN": "from", "ADOPTED": "on"}
    found = set()
    for type_ in given["kinds"]:
        for rel in files.rels(type_):
            member = rel["to_id"] if type_ == "MENTORS" else rel["from_id"]
            if files.county(member) != given["county"] or not only(rel):
                continue
            work = files.node(rel["to_id"]) if type_ == "PARTICIPATES_IN" else {}
            began = rel[begins[type_]] or work.get("startDate", "")
            ended = rel.get("to") or work.get("endDate", "")
            for change, day in (("BEGAN", began), ("ENDED", ended)):
                if day and given["from"] <= day < given["to"]:
                    found.add((day, change, type_, rel["from_id"], rel["to_id"]))
    return found


def q11(files: Files, given: Variables, only: Only) -> Any:
    settlement = f"settlement:{given['kshCode']}"
    [county] = files.targets("IN_COUNTY", settlement)
    events = sorted(
        (files.node(id_)["startDate"], id_)
        for id_ in files.sources("HELD_IN", settlement)
        if id_.startswith("event:") and files.node(id_)["startDate"] >= given["today"]
    )
    parts = {
        part: set(files.sources("BASED_IN", part)) | {i for i in files.sources("LOCATED_IN", part) if _is_inst(i)}
        for part in files.sources("PART_OF", settlement)
    }
    return (
        set(filter(only, files.sources("BASED_IN", settlement))),
        {id_ for id_ in files.sources("LOCATED_IN", settlement) if _is_inst(id_)},
        {part: there for part, there in parts.items() if there},
        files.sources("COVERS", county),
        [id_ for _, id_ in events[:5]],
    )


def _is_inst(id_: str) -> bool:
    return id_.startswith("inst:")


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


def q21(files: Files, given: Variables, only: Only) -> Any:
    return {
        id_: unlinked
        for id_ in files.institutions(given["county"])
        if (unlinked := _unlinked(files, id_)) and only(id_)
    }


def _unlinked(files: Files, id_: str) -> set[str]:
    settlement, sector = files.settlement(id_), files.node(id_)["sector"]
    places = [settlement, *files.sources("PART_OF", settlement)]
    near = (far for place in places for far in files.sources("LOCATED_IN", place) if _is_inst(far))
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
        if only(id_) and all(_employer_of_trained(files, one, day) is None for one in people):
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
        and settlement["disadvantage"].upper() in given["disadvantages"]
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
            km = kilometres(files.node(files.settlement(id_)), files.node(files.settlement(far)))
            if km <= given["km"] and only(id_):
                found.setdefault(id_, {})[far] = (common, round(km, 3))
    return found

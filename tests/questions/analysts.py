"""What the questions of analysts must answer, 1 to 10."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from tests.questions.files import DISTRICTS, Files, employer_of_trained, listed, quarter

Variables = Mapping[str, Any]
Only = Callable[[Any], bool]


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
            group = DISTRICTS[files.node(districts[0])["disadvantage"]] if districts else None
            values.setdefault((waves[0], group), []).append(float(rel["value"]))
    return {key: (len(found), round(sum(found) / len(found), 6)) for key, found in values.items()}


def q07(files: Files, given: Variables, only: Only) -> Any:
    employers = {id_: employer_of_trained(files, id_, given["today"]) for id_ in files.nodes("Professional")}
    trained = {id_: employer for id_, employer in employers.items() if employer is not None and only(id_)}
    by_place = Counter(
        (files.county(one), files.node(one)["sector"].upper()) if one else (None, None) for one in trained.values()
    )
    by_type = Counter(files.node(one)["institutionType"].upper() if one else None for one in trained.values())
    places = {one for one in employers.values() if one}
    return by_place, by_type, Counter(str(files.is_socialised(one)).lower() for one in places)


def q08(files: Files, given: Variables, only: Only) -> Any:
    """Of the shortest chains the first by its ids."""
    chains, last = [[given["from"]]], given["to"]
    for _ in range(given["maxHops"]):
        chains = [
            [*chain, far]
            for chain in chains
            for far in files.partners[chain[-1]]
            if far not in chain and (far == last or only(far))
        ]
        if found := sorted(chain for chain in chains if chain[-1] == last):
            return found[:1]
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

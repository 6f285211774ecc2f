"""What is compared of an answer, one function a question: ids and numbers, in the shape of what is expected."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Data = Mapping[str, Any]
Picked = Callable[[Data], Any]


def ids(connection: Data) -> list[str]:
    """The ids of the nodes of a connection, each once."""
    found = [node["id"] for node in connection["nodes"]]
    assert len(found) == len(set(found))
    return found


def whole(connection: Data) -> list[dict[str, Any]]:
    """The nodes of a connection that has no further page."""
    assert len(connection["nodes"]) == connection["totalCount"]
    return list(connection["nodes"])


@dataclass(frozen=True)
class FirstOf:
    """A page of what has `total` items."""

    total: int
    items: dict[Any, Any]


def fits(got: Any, expected: Any) -> bool:
    """Whether what was picked is what is expected; of a page, what is on it and how many there are in all."""
    if isinstance(got, FirstOf):
        is_there = all(key in expected and fits(item, expected[key]) for key, item in got.items.items())
        return got.total == len(expected) and is_there
    if isinstance(got, tuple) and isinstance(expected, tuple):
        return len(got) == len(expected) and all(map(fits, got, expected))
    return bool(got == expected)


def groups(connection: Data, of: Callable[[Data], Any] = lambda group: group["count"]) -> FirstOf:
    """Groups by the values of their keys."""
    nodes = connection["nodes"]
    found = {_key(group): of(group) for group in nodes}
    assert len(found) == len(nodes)
    return FirstOf(connection.get("totalCount", len(nodes)), found)


def _key(group: Data) -> Any:
    values = tuple(key["value"] for key in group["key"])
    return values if len(values) > 1 else values[0]


def q01(data: Data) -> Any:
    pairs = {
        tuple(one["id"] for one in tie["institutions"]): {one["id"] for one in tie["collaborations"]["nodes"]}
        for tie in data["county"]["cooperation"]["nodes"]
    }
    assert [tie["weight"] for tie in data["county"]["cooperation"]["nodes"]] == [len(work) for work in pairs.values()]
    return FirstOf(data["county"]["cooperation"]["totalCount"], pairs), set(
        ids({"nodes": whole(data["county"]["institutions"])})
    )


def q02(data: Data) -> Any:
    nodes = whole(data["programme"]["indicators"])
    reported = {one["code"]: sorted(value["value"] for value in one["reported"]["nodes"]) for one in nodes}
    for one in nodes:
        assert one["computed"] == {"value": float(one["target"]), "asOf": "2019-09-15"}
    names = ("mentored", "active", "trained", "socialised", "professionals", "sampleProjects")
    counts = (data["programme"]["reached"]["totalCount"], *(data[name]["totalCount"] for name in names))
    return {one["code"]: one["target"] for one in nodes}, reported, counts


def q03(data: Data) -> Any:
    lists = (data["programme"]["reached"], data["mentors"], data["institutions"])
    return tuple(groups(connection["groupBy"]) for connection in lists)


def q04(data: Data) -> Any:
    return [
        (one["id"], round(one["cooperationRate"], 6), one["cooperation"]["totalCount"])
        for one in whole(data["counties"])
    ]


def q05(data: Data) -> Any:
    found = {
        one["id"]: (one["bridges"]["totalCount"], one["bridges"]["aggregate"]["sector"]["countDistinct"])
        for one in data["institutions"]["nodes"]
    }
    return FirstOf(data["institutions"]["totalCount"], found)


def q06(data: Data) -> Any:
    found = data["concept"]["measurements"]["groupBy"]
    return groups(found, lambda group: (group["count"], round(group["aggregate"]["value"]["avg"], 6)))


def q07(data: Data) -> Any:
    people = data["professionals"]
    return groups(people["groupBy"]), groups(people["byType"]), groups(data["institutions"]["groupBy"])


def q08(data: Data) -> Any:
    return [_chain(path) for path in data["paths"]["nodes"]]


def _chain(path: Data) -> list[str]:
    found = [step["node"]["id"] for step in path["steps"]]
    assert path["length"] == len(found) - 1
    return found


def q09(data: Data) -> Any:
    return _communities(data["with"]), _communities(data["without"])


def _communities(connection: Data) -> tuple[int, int, int]:
    numbers = connection["aggregate"]["communitiesCount"]
    return connection["totalCount"], int(numbers["sum"]), int(numbers["max"] or 0)


def q10(data: Data) -> Any:
    nodes = whole(data["networkChanges"])
    found = {(n["on"], n["change"], n["relationship"]["type"], n["source"]["id"], n["target"]["id"]) for n in nodes}
    assert [n["on"] for n in nodes] == sorted(n["on"] for n in nodes)
    return found


def q11(data: Data) -> Any:
    here = data["settlement"]
    parts = {one["id"]: {*ids(one["communities"]), *ids(one["institutions"])} for one in here["parts"]["nodes"]}
    office = here["county"]["office"]
    institutions = set(ids({"nodes": whole(here["institutions"])}))
    return set(ids(here["communities"])), institutions, parts, [office["id"]] if office else [], ids(here["events"])


def q12(data: Data) -> Any:
    return {one["id"]: one["title"]["text"] for one in whole(data["goodPractices"])}


def q13(data: Data) -> Any:
    return {one["id"]: one["socialised"] for one in whole(data["county"]["institutions"])}


def q14(data: Data) -> Any:
    search = data["search"]
    assert sum(kind["count"] for kind in search["facets"]["types"]) == search["totalCount"]
    places = {one["id"]: one.get("county") or one.get("place") for one in search["nodes"]}
    return FirstOf(search["totalCount"], {id_: place and place["id"] for id_, place in places.items()})


def q15(data: Data) -> Any:
    return {
        one["id"]: (
            {edge["node"]["id"] for edge in one["partners"]["edges"]},
            {result["id"] for result in one["results"]["nodes"]},
        )
        for one in whole(data["sampleProjects"])
    }


def q16(data: Data) -> Any:
    return {one["id"]: one["series"] and one["series"]["id"] for one in whole(data["events"])}


def q17(data: Data) -> Any:
    return set(ids({"nodes": whole(data["publications"])}))


def q18(data: Data) -> Any:
    return {one["id"]: int(one["stats"]["aggregate"]["completions"]["sum"]) for one in whole(data["quests"])}


def q19(data: Data) -> Any:
    one = data["institution"]
    levels = [made["participationLevel"] for made in one["assessments"]["nodes"]]
    weights = {edge["node"]["id"]: edge["weight"] for edge in one["cooperatesWith"]["edges"]}
    assert len(weights) == one["cooperatesWith"]["totalCount"]
    return levels, weights, set(ids(one["volunteerProgrammes"])), set(ids(one["practices"]))


def q20(data: Data) -> Any:
    return ids(data["everything"]), data["everything"]["totalCount"]


def q21(data: Data) -> Any:
    return {one["id"]: set(ids({"nodes": whole(one["unlinkedNeighbours"])})) for one in whole(data["institutions"])}


def q22(data: Data) -> Any:
    reached = data["programme"]["reached"]
    found = [edge["node"]["id"] for edge in reached["edges"]]
    assert len(found) == reached["totalCount"]
    return set(found)


def q23(data: Data) -> Any:
    found = {one["id"]: _last_day(one["mentoring"]["nodes"]) for one in data["communities"]["nodes"]}
    return FirstOf(data["communities"]["totalCount"], found)


def _last_day(activities: Iterable[Data]) -> str | None:
    return next((one["date"] for one in activities), None)


def q24(data: Data) -> Any:
    return {
        one["id"]: (one["communities"]["totalCount"], round(one["farthestKm"] or 0.0, 3))
        for one in whole(data["mentors"])
    }


def q25(data: Data) -> Any:
    return set(ids({"nodes": whole(data["institutions"])}))


def q26(data: Data) -> Any:
    found = {one["id"]: one["participationLevelChange"] for one in data["institutions"]["nodes"]}
    return FirstOf(data["institutions"]["totalCount"], found)


def q27(data: Data) -> Any:
    return set(ids({"nodes": whole(data["goodPractices"])})), set(ids({"nodes": whole(data["settlements"])}))


def q28(data: Data) -> Any:
    return set(ids({"nodes": whole(data["developmentProcesses"])}))


def q29(data: Data) -> Any:
    return set(ids({"nodes": whole(data["sampleProjects"])})), set(ids({"nodes": whole(data["topProjects"])}))


def q30(data: Data) -> Any:
    """The first institutions, and of each the first suggestions."""
    found = {one["id"]: _suggested(one["possiblePartners"]) for one in data["institutions"]["nodes"]}
    return FirstOf(data["institutions"]["totalCount"], found)


def _suggested(connection: Data) -> FirstOf:
    edges = connection["edges"]
    found = {edge["node"]["id"]: (edge["weight"], round(edge["km"], 3)) for edge in edges}
    assert [edge["weight"] for edge in edges] == sorted((edge["weight"] for edge in edges), reverse=True)
    return FirstOf(connection["totalCount"], found)

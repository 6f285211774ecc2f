"""Paths on both engines against networkx, over the files of the demonstration: 300 pairs under four conditions."""

from __future__ import annotations

import asyncio
import json
import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import networkx
import pytest

from graph_service.access.scopes import READ_PEOPLE
from tests.answering import Service
from tests.engines.seeded import ROOT
from tests.oracle import Oracle
from tests.oracle.graph import Rel, Row, began, ended

pytestmark = pytest.mark.anyio
KINDS = """
    ADOPTED ATTENDED EMPLOYED_BY GAVE_RISE_TO HAS_BODY MAINTAINS MENTORS OPERATES ORGANISES OWNS_PRACTICE
    PARTICIPATES_IN PARTNER_IN RUNS_VOLUNTEERING SITS_IN SUPPLIES_VOLUNTEERS TAUGHT TOOK_PART_IN USES_SPACE_OF WORKS_AT
"""
DERIVED = ("COOPERATES_WITH", "SHARES_MENTOR_WITH", "SHARES_PRACTICE_WITH", "SHARES_TRAINING_WITH")
FIRST, END = "2018-03-01", "2018-09-01"
HOPS = 6
SIZES = (1, 3, 5)
PAIRS = 300
SEED = 20_190_915
Ids = tuple[str, ...]


@dataclass(frozen=True)
class Condition:
    """A condition as the document states it, and the graph that it leaves for two ends."""

    arguments: str
    graph: Callable[[str, str], networkx.Graph]


class Graphs:
    """The demonstration as graphs of networkx, read without the service."""

    def __init__(self, oracle: Oracle) -> None:
        self._oracle = oracle
        self.rels = [rel for type_ in KINDS.split() for rel in oracle.graph.rels(type_)]
        self.all = graph_of(self.rels)
        self.directed = graph_of(self.rels, directed=True)
        self._active = graph_of([rel for rel in self.rels if is_active(rel)])
        self.county = {id_: self._county(oracle.graph.rows[id_]) for id_ in self.all}

    def conditions(self) -> dict[str, Condition]:
        """The four conditions by name."""
        interval = f'activeBetween: {{from: "{FIRST}", to: "{END}"}}'
        return {
            "none": Condition("", lambda *_: self.all),
            "interval": Condition(interval, lambda *_: self._active),
            "directed": Condition("directed: true", lambda *_: self.directed),
            "county": Condition("within: $county", self._within),
        }

    def _within(self, start: str, target: str) -> networkx.Graph:
        wanted = self.county[start]
        return self.all.subgraph(
            id_ for id_ in self.all if id_ in (start, target) or self.county[id_] in (None, wanted)
        )

    def _county(self, row: Row) -> str | None:
        path = self._oracle.types.path(row.label, "county")
        found = self._oracle.graph.follow(row, path) if path else []
        return found[0][1].id if found else None

    def pairs(self) -> list[tuple[str, str]]:
        """Pairs by a seed: in one county, anywhere, and at the ends of walks along relationships."""
        chance = random.Random(SEED)
        ids = sorted(max(networkx.connected_components(self.all), key=len))
        placed = [id_ for id_ in ids if self.county[id_] is not None]
        found: dict[tuple[str, str], None] = {}
        while len(found) < PAIRS:
            start = chance.choice(placed)
            near = [id_ for id_ in placed if self.county[id_] == self.county[start]]
            walked = walk(self.directed, start, chance)
            target = (chance.choice(near), chance.choice(ids), walked)[len(found) % 3]
            if target != start:
                found[start, target] = None
        return list(found)


def graph_of(rels: Sequence[Rel], *, directed: bool = False) -> networkx.Graph:
    """A simple graph: parallel relationships are one edge."""
    made = networkx.DiGraph() if directed else networkx.Graph()
    made.add_edges_from((rel.start.id, rel.end.id) for rel in rels)
    return made


def is_active(rel: Rel) -> bool:
    """Whether a relationship holds on some day from FIRST until before END."""
    first, last = max(began(rel) or FIRST, FIRST), min(ended(rel) or END, END)
    return first < last


def walk(graph: networkx.DiGraph, start: str, chance: random.Random) -> str:
    """Where up to four steps along relationships lead."""
    for _ in range(4):
        onward = sorted(graph[start]) if start in graph else []
        if not onward:
            break
        start = chance.choice(onward)
    return start


def expected_paths(graph: networkx.Graph, start: str, target: str) -> list[Ids]:
    """The shortest simple paths by length, then by ids: as many as the largest size asks, all of at most HOPS."""
    if start not in graph or target not in graph:
        return []
    back = graph.reverse(copy=False) if graph.is_directed() else graph
    there = networkx.single_source_shortest_path_length(graph, start, HOPS)
    here = networkx.single_source_shortest_path_length(back, target, HOPS)
    found: list[Ids] = []
    for length in range(there.get(target, HOPS + 1), HOPS + 1):
        near = graph.subgraph(id_ for id_ in there if id_ in here and there[id_] + here[id_] <= length)
        found = [tuple(path) for path in networkx.all_simple_paths(near, start, target, cutoff=length)]
        if len(found) >= max(SIZES):
            break
    return sorted(found, key=lambda ids: (len(ids), ids))[: max(SIZES)]


def document(arguments: str) -> str:
    """The paths of each size; ids of nodes with the largest, ids of relationships with all."""
    asked = " ".join(
        f"k{size}: paths(from: $start, to: $target, maxHops: {HOPS}, first: {size} {arguments}) "
        f"{{ truncated nodes {{ length steps {{ relationship {{ type source target }}"
        f"{' node { id }' if size == max(SIZES) else ''} }} }} }}"
        for size in SIZES
    )
    county = ", $county: ID" if "$county" in arguments else ""
    return f"query Q($start: ID!, $target: ID!{county}) {{ {asked} }}"


def ids_of(path: dict[str, Any], start: str) -> Ids:
    """The ids on a path, from its relationships; where nodes were selected they are the same."""
    ids = [start]
    for step in path["steps"][1:]:
        ends = (step["relationship"]["source"], step["relationship"]["target"])
        assert ids[-1] in ends
        ids.append(ends[1] if ends[0] == ids[-1] else ends[0])
    assert path["length"] == len(ids) - 1
    if "node" in path["steps"][0]:
        assert [step["node"]["id"] for step in path["steps"]] == ids
    return tuple(ids)


async def found_paths(
    service: Service, graphs: Graphs, asked: Sequence[tuple[str, str]], condition: Condition
) -> list[dict[int, list[Ids]]]:
    """The service's paths of all pairs, some at a time; the county is that of the start."""
    free = asyncio.Semaphore(4)
    text = document(condition.arguments)

    async def one(start: str, target: str) -> dict[int, list[Ids]]:
        async with free:
            variables = {"start": start, "target": target, "county": graphs.county[start]}
            data = await service.data(text, variables)
        assert not any(data[f"k{size}"]["truncated"] for size in SIZES)
        return {size: [ids_of(path, start) for path in data[f"k{size}"]["nodes"]] for size in SIZES}

    return list(await asyncio.gather(*(one(*pair) for pair in asked)))


@pytest.fixture(scope="module")
def graphs(oracle: Oracle) -> Graphs:
    return Graphs(oracle)


@pytest.fixture(scope="module")
def pairs(graphs: Graphs) -> list[tuple[str, str]]:
    return graphs.pairs()


@pytest.mark.parametrize("name", ["none", "interval", "directed", "county"])
async def test_paths_are_those_of_networkx(
    service: Service, graphs: Graphs, pairs: list[tuple[str, str]], name: str
) -> None:
    condition = graphs.conditions()[name]
    found = await found_paths(service, graphs, pairs, condition)
    wrong = []
    for (start, target), answers in zip(pairs, found, strict=True):
        expected = expected_paths(condition.graph(start, target), start, target)
        wrong += [(start, target, size) for size in SIZES if answers[size] != expected[:size]]
    assert wrong == []


def test_the_pairs_are_worth_asking(graphs: Graphs, pairs: list[tuple[str, str]]) -> None:
    """Conditions lengthen paths, not only forbid them; and no length from 1 to 6 is missing."""
    conditions = graphs.conditions()
    lengths: dict[str, list[int]] = {
        name: [len(paths[0]) - 1 if (paths := expected_paths(one.graph(*pair), *pair)) else 0 for pair in pairs]
        for name, one in conditions.items()
    }
    assert len(set(pairs)) == PAIRS
    assert set(range(1, HOPS + 1)) <= set(lengths["none"])
    both = {name: list(zip(lengths["none"], lengths[name], strict=True)) for name in conditions}
    forbidden = {name: sum(0 < free != bound for free, bound in both[name]) for name in conditions if name != "none"}
    assert all(number >= 30 for number in forbidden.values()), forbidden
    assert sum(0 < free < bound for free, bound in both["interval"]) >= 30
    for name in conditions:
        found = Counter(lengths[name])
        assert PAIRS - found[0] >= 40, (name, found)
        assert name == "directed" or found[HOPS] >= 10, (name, found)


@pytest.mark.parametrize(
    ("name", "length", "via"),
    [
        ("8 path of four steps in HU223", 4, "[PARTICIPATES_IN, MENTORS, USES_SPACE_OF]"),
        ("8 cross-county chain of cooperation", 3, "[COOPERATES_WITH]"),
    ],
)
async def test_planted_chains_are_found(service: Service, name: str, length: int, via: str) -> None:
    planted = json.loads((ROOT / "seed" / "manifest.json").read_text("utf-8"))["planted"][name]
    ends = f'from: "{planted[0]}", to: "{planted[-1]}", via: {via}'
    data = await service.data(f"{{ paths({ends}) {{ truncated nodes {{ length steps {{ node {{ id }} }} }} }} }}")
    [path] = data["paths"]["nodes"]
    assert (path["length"], data["paths"]["truncated"]) == (length, False)
    assert [step["node"]["id"] for step in path["steps"]] == planted


WORKED_EXAMPLE = """
query Connected($a: ID!, $b: ID!) { paths(from: $a, to: $b, via: [PARTICIPATES_IN, MENTORS, USES_SPACE_OF], activeBetween: {from: "2018-01-01", to: "2018-12-31"}, maxHops: 4, first: 3) {
    truncated nodes { length steps { relationship { type from to } node { __typename id ... on Institution { name { hu } } } } } } }
"""  # noqa: E501  # as DESIGN.md prints it


async def test_the_worked_example_runs_as_it_is_printed(service: Service) -> None:
    variables = {"a": "inst:HU223:com:002", "b": "inst:HU223:com:004"}
    result = await service.execute(WORKED_EXAMPLE, variables)
    assert result.errors is None
    assert result.data is not None
    [path] = result.data["paths"]["nodes"]
    assert path["steps"][0] == {
        "relationship": None,
        "node": {"__typename": "Institution", "id": variables["a"], "name": {"hu": "Bagladi Kultúrudvar"}},
    }
    assert path["steps"][1] == {
        "relationship": {"type": "USES_SPACE_OF", "from": "2017-04-27", "to": None},
        "node": {"__typename": "Community", "id": "comm:HU223:002"},
    }
    assert result.extensions is not None
    assert result.extensions["cost"] == {"price": 30, "limit": 10_000, "remaining": 9_970, "statements": 3}
    assert result.extensions["dataVersion"] == 1


@pytest.mark.parametrize("type_", DERIVED)
@pytest.mark.parametrize("day", ["2018-06-15", "2019-03-01"])
async def test_a_derived_tie_holds_when_what_it_rests_on_does(
    service: Service, oracle: Oracle, type_: str, day: str
) -> None:
    """Around some nodes: the ties are those of the graph that held only what held on that day."""
    then = oracle.as_of(day).graph
    starts = sorted(rel.start.id for rel in oracle.graph.rels(type_))
    asked = random.Random(SEED).sample(sorted(set(starts)), 10)
    document = f'query Q($of: ID!) {{ neighbourhood(of: $of, via: {type_}, asOf: "{day}") {{ nodes {{ id }} }} }}'
    met = 0
    for start in asked:
        ends = {rel.end.id for rel in then.out[type_][start]} | {rel.start.id for rel in then.into[type_][start]}
        found = (await service.data(document, {"of": start}))["neighbourhood"]["nodes"]
        assert [node["id"] for node in found] == [start, *sorted(ends)]
        met += len(ends)
    ever = sum(len(oracle.graph.out[type_][start]) + len(oracle.graph.into[type_][start]) for start in asked)
    assert 0 < met < ever


async def test_the_path_over_one_kind_is_the_first_of_several(service: Service, oracle: Oracle) -> None:
    """One path over one kind is looked for by the database, several hop by hop: the first of them is the same."""
    chance = random.Random(SEED)
    steps = "steps { relationship { type from to } relationships { source } node { id } }"
    what = f"totalCount truncated nodes {{ length {steps} }}"
    lengths: Counter[int] = Counter()
    for type_ in (*KINDS.split(), *DERIVED, "HAS_THEME", "LOCATED_IN"):
        graph = graph_of(oracle.graph.rels(type_))
        starts = chance.sample(sorted(graph), 15 if type_ in DERIVED else 5)
        for number, (start, other) in enumerate(zip(starts, reversed(starts), strict=True)):
            target = other if number % 3 == 0 else walk(graph, start, chance)
            if start == target:
                continue
            asked = f"from: $from, to: $to, via: {type_}, directed: {str(number == 1).lower()}"
            one = f"paths({asked}, mode: SHORTEST) {{ {what} }}"
            both = f"one: {one} several: paths({asked}, first: 2) {{ {what} }}"
            variables = {"from": start, "to": target}
            data = await service.data(f"query Q($from: ID!, $to: ID!) {{ {both} }}", variables)
            first = data["several"]["nodes"][:1]
            assert data["one"] == {"totalCount": len(first), "truncated": False, "nodes": first}, (asked, variables)
            lengths[first[0]["length"] if first else 0] += 1
    assert all(lengths[length] >= 3 for length in range(5)), lengths
    alone = await service.execute(f"query Q($from: ID!, $to: ID!) {{ {one} }}", variables)
    assert alone.data == {"paths": data["one"]}
    assert alone.extensions is not None
    assert alone.extensions["cost"]["statements"] == 1


async def test_as_of_reaches_what_is_selected_of_the_nodes(service: Service) -> None:
    ends = 'from: "comm:HU223:002", to: "mentor:HU223:1", via: MENTORS'
    what = "{ id ... on Community { mentors(first: 1) { totalCount } } }"
    for day in ("2017-04-26", "2018-06-01"):
        data = await service.data(
            f"""{{ at: paths({ends}, asOf: "{day}") {{ nodes {{ steps {{ node {what} }} }} }}
                   now: paths({ends}) {{ nodes {{ steps {{ node {what} }} }} }}
                   node: community(id: "comm:HU223:002", asOf: "{day}") {what} }}""",
            scopes=[READ_PEOPLE],
        )
        held = data["node"]["mentors"]["totalCount"]
        assert [path["steps"][0]["node"] for path in data["at"]["nodes"]] == [data["node"]] * held
        assert len(data["now"]["nodes"]) == 1
        assert held == (day >= "2017-04-27")


async def test_paths_stand_beside_planned_roots_and_introspection(service: Service) -> None:
    document = """
      query Q($a: ID!, $deep: Boolean!) {
        __typename
        paths(from: $a, to: "mentor:HU223:1", via: [MENTORS, USES_SPACE_OF]) { ...P }
        county(nuts3: "HU223") { nuts3 }
        again: paths(from: $a, to: "mentor:HU223:1", via: [MENTORS, USES_SPACE_OF], first: 2) {
          t: __typename
          list: nodes { steps {
            what: node { ... on Community { members: mentors(first: 1) { totalCount } } }
            relationship { __typename kind: type } } }
        }
        INTROSPECTION
      }
      fragment P on Paths {
        nodes { steps { node { ... on Person { displayName } ... on Community { id @include(if: $deep) } } } }
      }
    """
    variables = {"a": "inst:HU223:com:002", "deep": True}
    plain = document.replace("INTROSPECTION", "")
    seen: list[Any] = []
    for text in (plain, document.replace("INTROSPECTION", 'schema: __type(name: "Path") { name }')):
        data = dict(await service.data(text, variables))
        assert data.pop("schema", {"name": "Path"}) == {"name": "Path"}
        assert list(data) == ["__typename", "paths", "county", "again"]
        seen.append(data)
    assert seen[0] == seen[1]
    assert seen[0]["paths"]["nodes"] == [
        {"steps": [{"node": {}}, {"node": {"id": "comm:HU223:002"}}, {"node": {"displayName": None}}]}
    ]
    community = seen[0]["again"]["list"][0]["steps"][1]
    assert community["what"] == {"members": {"totalCount": None}}  # one person: told to who may read people
    assert community["relationship"] == {"__typename": "PathRelationship", "kind": "USES_SPACE_OF"}


async def test_ends_that_are_one_node_or_none(service: Service) -> None:
    same = 'from: "concept:sector:museum", to: "concept:sector:museum"'
    data = await service.data(f"{{ paths({same}) {{ nodes {{ length steps {{ node {{ id }} }} }} }} }}")
    [path] = data["paths"]["nodes"]
    assert path == {"length": 0, "steps": [{"node": {"id": "concept:sector:museum"}}]}
    for start in ("inst:none", "version:current", "nothing", ""):
        document = (
            f'{{ paths(from: "{start}", to: "inst:HU223:com:002") {{ truncated totalCount nodes {{ length }} }} }}'
        )
        assert (await service.data(document))["paths"] == {"truncated": False, "totalCount": 0, "nodes": []}


async def test_searches_of_one_operation_read_a_hop_once(service: Service) -> None:
    ends = 'from: "inst:HU223:com:002", to: "inst:HU223:com:004"'
    one = await service.execute(f"{{ a: paths({ends}) {{ nodes {{ length }} }} }}")
    three = await service.execute(
        f"{{ a: paths({ends}) {{ nodes {{ length }} }} b: paths({ends}) {{ totalCount }} "
        f"c: paths({ends}, directed: true) {{ totalCount }} }}"
    )
    assert one.extensions is not None
    assert three.extensions is not None
    assert one.extensions["cost"]["statements"] == three.extensions["cost"]["statements"] == 2
    assert three.extensions["cost"]["price"] == 3 * one.extensions["cost"]["price"]


async def test_neighbourhoods_are_those_of_networkx(service: Service, graphs: Graphs) -> None:
    chance = random.Random(SEED)
    for start in chance.sample(sorted(graphs.all), 20):
        hops = chance.choice((1, 2, 3))
        selected = "truncated nodes { id } relationships { type source target }"
        document = f'{{ neighbourhood(of: "{start}", hops: {hops}, first: 500) {{ {selected} }} }}'
        found = (await service.data(document))["neighbourhood"]
        near = networkx.single_source_shortest_path_length(graphs.all, start, hops)
        ids = [node["id"] for node in found["nodes"]]
        expected = sorted(near, key=lambda id_: (near[id_], id_))
        assert ids == expected[:500]
        assert found["truncated"] == (len(expected) > 500)
        among = set(ids)
        ties = {(one["type"], one["source"], one["target"]) for one in found["relationships"]}
        assert ties == {
            (rel.type, rel.start.id, rel.end.id) for rel in graphs.rels if rel.start.id in among and rel.end.id in among
        }

"""Every measure on both engines: filtered, ordered, grouped and paged both ways over all institutions the service gives
the plain table, also right after the data changed; degree is what `cooperatesWith` counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from graph_service.api.context import MeasureTables
from graph_service.api.service import Api
from graph_service.model import load_model
from graph_service.model.declare import screaming
from graph_service.model.measures import BY_NAME, MEASURES
from graph_service.model.structure import Kind
from graph_service.network.keeping.build import projection_of
from graph_service.seeding import generator
from graph_service.seeding.dataset import Dataset, Node, Tie
from graph_service.seeding.load import load
from graph_service.store.store import Store
from graph_service.writes.derive import current_version
from tests.answering import Service
from tests.engines.running import RunningEngine
from tests.measures import Table, network_at, plain_meta, plain_table, table_of
from tests.network.demonstration import columns_of, demonstration

pytestmark = pytest.mark.anyio

DAY = "2018-06-30"
NAMES = [measure.name for measure in MEASURES]
IDS = demonstration().institutions.ids
SIZE = 100
each_measure = pytest.mark.parametrize("name", NAMES)


def test_there_are_720_institutions_and_each_has_a_degree() -> None:
    assert len(IDS) == 720
    assert set(plain_table(None)["degree"]) == set(IDS)


@each_measure
async def test_selected_it_is_the_plain_table(name: str, service: Service) -> None:
    await check_selected(name, plain_table(None), service)


@each_measure
async def test_filtered_it_finds_those_of_the_plain_table(name: str, service: Service) -> None:
    await check_filtered(name, plain_table(None), service)


@each_measure
@pytest.mark.parametrize("direction", ["ASC", "DESC"])
async def test_ordered_and_paged_both_ways_it_is_the_plain_table(name: str, direction: str, service: Service) -> None:
    await check_ordered(name, plain_table(None), direction, service)


@each_measure
async def test_grouped_it_counts_the_plain_table(name: str, service: Service) -> None:
    await check_grouped(name, plain_table(None), service)


async def check_selected(name: str, table: Table, service: Service) -> None:
    told = await all_pages(service, "institutions", f"id network {{ {name} }}", "first", "after")
    assert {node["id"]: node["network"][name] for node in told} == dict.fromkeys(IDS) | dict(table[name])


async def check_filtered(name: str, table: Table, service: Service) -> None:
    column = table[name]
    for condition, meets in conditions(name, column):
        where = f"{{network: {{{name}: {condition}}}}}"
        told = await service.data(f"{{ institutions(where: {where}, first: 100) {{ totalCount nodes {{ id }} }} }}")
        found = [id_ for id_ in IDS if meets(column.get(id_))]
        assert told["institutions"]["totalCount"] == len(found), condition
        assert [node["id"] for node in told["institutions"]["nodes"]] == found[:100], condition


async def check_ordered(name: str, table: Table, direction: str, service: Service) -> None:
    order = f"orderBy: [{{field: NETWORK_{screaming(name)}, direction: {direction}}}]"
    expected = ordered(table[name], descending=direction == "DESC")
    forwards = await all_pages(service, "institutions", "id", "first", "after", order)
    assert [node["id"] for node in forwards] == expected
    backwards = await all_pages(service, "institutions", "id", "last", "before", order)
    assert [node["id"] for node in backwards] == expected


async def check_grouped(name: str, table: Table, service: Service) -> None:
    shown = "totalCount pageInfo { hasNextPage endCursor } nodes { key { value } count }"
    groups = f"groupBy(keys: [NETWORK_{screaming(name)}], first: 100, after: $at) {{ {shown} }}"
    document = f"query Page($at: String) {{ institutions {{ {groups} }} }}"
    found: Counter[str | None] = Counter()
    page: Any = {"pageInfo": {"endCursor": None, "hasNextPage": True}}
    while page["pageInfo"]["hasNextPage"]:
        page = (await service.data(document, {"at": page["pageInfo"]["endCursor"]}))["institutions"]["groupBy"]
        found.update({group["key"][0]["value"]: group["count"] for group in page["nodes"]})
    assert found == Counter(as_key(table[name].get(id_)) for id_ in IDS)
    assert page["totalCount"] == len(found)


def conditions(name: str, column: Mapping[str, Any]) -> list[tuple[str, Callable[[Any], bool]]]:
    """Operators of its kind with a value that occurs, and what meets them."""
    kind, values = BY_NAME[name].kind, sorted(set(column.values())) or [0]
    middle = values[len(values) // 2]
    written = {Kind.BOOLEAN: str(middle).lower(), Kind.STRING: f'"{middle}"'}.get(kind, str(middle))
    found: list[tuple[str, Callable[[Any], bool]]] = [
        (f"{{eq: {written}}}", lambda value: value == middle),
        (f"{{ne: {written}}}", lambda value: value is not None and value != middle),
        ("{isNull: true}", lambda value: value is None),
    ]
    if kind in (Kind.INT, Kind.LONG, Kind.FLOAT):
        found += [
            (f"{{gte: {written}}}", lambda value: value is not None and value >= middle),
            (f"{{lt: {written}}}", lambda value: value is not None and value < middle),
            (f"{{between: [{values[0]}, {written}]}}", lambda value: value is not None and value <= middle),
        ]
    return found


def ordered(column: Mapping[str, Any], *, descending: bool) -> list[str]:
    """Missing ones last ascending and first descending; the id decides between equals."""
    by_value: dict[Any, list[str]] = {}
    for id_ in IDS:
        by_value.setdefault(column.get(id_), []).append(id_)
    missing = by_value.pop(None, [])
    there = [id_ for value in sorted(by_value, reverse=descending) for id_ in by_value[value]]
    return missing + there if descending else there + missing


def as_key(value: Any) -> str | None:
    """A value as the key of a group tells it."""
    return str(value).lower() if isinstance(value, bool) else None if value is None else str(value)


@dataclass
class Following:
    """Measures of the data of several versions: it learns of a change when it is told of a version that was read."""

    tables: Mapping[int, Table]
    version: int
    versions: list[int] = field(default_factory=list)

    async def measures(self, names: frozenset[str], day: str | None, seen: int | None = None) -> MeasureTables:
        assert day is None
        self.version = self.version if seen is None else seen
        self.versions.append(self.version)
        meta = {**plain_meta(None), "dataVersion": self.version}
        return MeasureTables(self.version, meta, {name: self.tables[self.version][name] for name in names})


def of_the_network(whole: Dataset) -> Dataset:
    """The institutions and what they take part in."""
    taking_part = [tie for tie in whole.relationships["PARTICIPATES_IN"] if tie.from_label == "Institution"]
    nodes = {label: whole.nodes[label] for label in ("Institution", "Collaboration")}
    return Dataset(nodes, {"PARTICIPATES_IN": taking_part})


def one_more() -> Dataset:
    """A collaboration of an institution with many partners and of two without any."""
    degree = plain_table(None)["degree"]
    alone = [id_ for id_ in IDS if degree[id_] == 0][:2]
    members = [max(IDS, key=lambda id_: degree[id_]), *alone]
    nodes = generator.demonstration().nodes
    row = next(row for row in nodes["Collaboration"] if "endDate" not in row)
    work: Node = {**row, "id": "coll:one_more", "startDate": date(2019, 1, 1)}
    taking_part = [Tie(id_, "Institution", "coll:one_more", "Collaboration", {"key": "1"}) for id_ in members]
    known = [row for row in nodes["Institution"] if row["id"] in members]
    return Dataset({"Institution": known, "Collaboration": [work]}, {"PARTICIPATES_IN": taking_part})


async def test_right_after_the_data_changed_it_is_the_plain_table_of_the_changed_data(
    bare_store: Store, api: Api, scratch_engine: RunningEngine
) -> None:
    """The first request after the change is answered with tables that are got again, and is not said to be stale."""
    demo, more = generator.demonstration(), one_more()
    await load(bare_store, load_model(), [of_the_network(demo)])
    version = await current_version(bare_store, raised=True)
    changed = projection_of(columns_of([demo, more]), version + 1)
    tables = {version: plain_table(None), version + 1: table_of(network_at(changed, None))}
    following = Following(tables, version)
    service = Service(api, bare_store, tables=following)
    await check_selected("degree", tables[version], service)
    await load(bare_store, load_model(), [more])
    assert await current_version(bare_store, raised=True) == version + 1
    following.versions.clear()
    result = await service.execute("{ institutions(where: {network: {degree: {eq: 0}}}) { totalCount } }")
    assert following.versions == [version, version + 1]
    assert "analysis" not in (result.extensions or {})
    assert result.data == {"institutions": {"totalCount": sum(not d for d in tables[version + 1]["degree"].values())}}
    assert tables[version]["degree"] != tables[version + 1]["degree"]
    for name in NAMES[:: 4 if scratch_engine.name == "neo4j" else 1]:
        await check_filtered(name, tables[version + 1], service)
        await check_ordered(name, tables[version + 1], "DESC", service)
        await check_grouped(name, tables[version + 1], service)


@pytest.mark.parametrize("day", [None, "2017-03-01", DAY, "2019-09-15"])
async def test_degree_is_the_number_of_those_that_it_cooperates_with(day: str | None, service: Service) -> None:
    when = f'asOf: "{day}"' if day else ""
    selected = "id network { degree } cooperatesWith { totalCount }"
    told = await all_pages(service, "institutions", selected, "first", "after", when)
    assert len(told) == 720
    wrong = [node["id"] for node in told if node["network"]["degree"] != node["cooperatesWith"]["totalCount"]]
    assert wrong == []
    assert sum(node["network"]["degree"] for node in told) > 0


async def test_below_a_day_all_measures_are_of_that_day(service: Service) -> None:
    selected = f"id network {{ {' '.join(NAMES)} meta {{ asOf mode ties }} }}"
    told = await all_pages(service, "institutions", selected, "first", "after", f'asOf: "{DAY}"')
    table = plain_table(DAY)
    for node in told:
        measured = node["network"]
        assert measured.pop("meta") == {"asOf": DAY, "mode": "STATE", "ties": plain_meta(DAY)["ties"]}
        assert measured == {name: table[name].get(node["id"]) for name in NAMES}


async def all_pages(service: Service, root: str, node: str, size: str, cursor: str, more: str = "") -> list[Any]:
    """The nodes of all pages, in the order of the list."""
    end, ahead = ("endCursor", "hasNextPage") if size == "first" else ("startCursor", "hasPreviousPage")
    page = f"nodes {{ {node} }} totalCount pageInfo {{ {ahead} {end} }}"
    document = f"query Page($at: String) {{ list: {root}({more} {size}: {SIZE}, {cursor}: $at) {{ {page} }} }}"
    pages: list[list[Any]] = []
    at = None
    while True:
        told = (await service.data(document, {"at": at}))["list"]
        pages.append(told["nodes"])
        if not told["pageInfo"][ahead]:
            assert sum(map(len, pages)) == told["totalCount"]
            return [one for part in (pages if size == "first" else pages[::-1]) for one in part]
        at = told["pageInfo"][end]

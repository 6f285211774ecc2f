"""A small graph to write in: official data by hand, all else by mutations; asked as the service asks, without HTTP."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import count
from typing import Any, Literal

from strawberry.types import ExecutionResult

from graph_service.access.scopes import SCOPES
from graph_service.access.viewer import Viewer
from graph_service.api.context import RequestContext
from graph_service.api.mutations.named import NodeMutation, TieMutation, type_name
from graph_service.api.service import Api
from graph_service.cypher import Statement, identifier
from graph_service.errors import Language
from graph_service.model.structure import Kind, Model, NodeType, Property
from graph_service.model.vocabulary import schemes
from graph_service.model.writable import written_links, written_properties
from graph_service.seeding.dataset import Point
from graph_service.store.store import Store
from graph_service.writes.digest import graph_digest
from graph_service.writes.upserts import create_nodes, node_row
from tests.mutations.drawn import distinct, drawn, selected

EVERYTHING = Viewer(frozenset(SCOPES), key="key:test")
SECONDS = 60.0
SOMOGY, ZALA, PEST = "HU232", "HU223", "HU120"
HOME, NEAR, FAR, OUTSIDE = "settlement:1", "settlement:2", "settlement:3", "settlement:4"
"""Settlements: two in Somogy, one in Zala, one in Pest, which is not in the area of the programme."""
PART, OUTER_PART = "part:1", "part:2"
"""Parts of the first and of the last of them."""
CONCEPT = "concept:any"
_COUNTIES = {SOMOGY: ("county:1", True), ZALA: ("county:2", True), PEST: ("county:3", False)}
_PLACED = {HOME: SOMOGY, NEAR: SOMOGY, FAR: ZALA, OUTSIDE: PEST}
_IDS = count(1)
_THEN = datetime(2018, 1, 1, tzinfo=UTC)
_KEPT = {"dataOrigin": "real_open", "createdAt": _THEN, "updatedAt": _THEN, "revision": 1}
_FIXED: Mapping[str, Mapping[str, Any]] = {
    "Institution": {"sector": "MUSEUM", "institutionType": "NATIONAL_MUSEUM"},
    "VolunteerProgramme": {"form": "DIRECT"},
}
"""What rules tie to something else, where values are drawn."""


@dataclass
class World:
    """One graph, and the service over it."""

    api: Api
    store: Store
    model: Model
    viewer: Viewer = EVERYTHING
    language: Language = "en"
    tested: set[str] = field(default_factory=set)
    """Names of the mutations that were sent and changed something."""

    def seen_by(self, viewer: Viewer, language: Language = "en") -> World:
        """The same, asked by somebody else."""
        return replace(self, viewer=viewer, language=language)

    async def execute(self, document: str, variables: Mapping[str, Any] | None = None) -> ExecutionResult:
        """The result of a document."""
        context = RequestContext(
            self.store, "test", self.language, self.viewer, SECONDS, writes=self.store, write_seconds=SECONDS
        )
        return await self.api.execute(document, dict(variables or {}), context)

    async def data(self, document: str, variables: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """The data of a document that has no errors."""
        result = await self.execute(document, variables)
        assert not result.errors, result.errors
        assert result.data is not None
        return result.data

    async def code(self, document: str, variables: Mapping[str, Any] | None = None) -> str:
        """The code of the one error of a document that is refused as a whole."""
        result = await self.execute(document, variables)
        assert result.data is None
        [code] = codes(result)
        return code

    async def send(self, name: str, input_: Mapping[str, Any], select: str = "") -> dict[str, Any]:
        """The payload of one mutation, whatever came of it."""
        return dict((await self.data(*operation((name, input_, select))))["m0"])

    async def do(self, name: str, input_: Mapping[str, Any], select: str = "") -> dict[str, Any]:
        """The payload of one mutation that must succeed, and raise the number of the data by one."""
        before = await self.number()
        payload = await self.send(name, input_, select)
        assert payload["errors"] == [], (name, input_, payload["errors"])
        assert payload["dataVersion"] == before + 1 == await self.number(), name
        self.tested.add(name)
        return payload

    async def refused(self, name: str, input_: Mapping[str, Any], select: str = "") -> list[dict[str, Any]]:
        """The errors of one mutation that must be refused, and change nothing."""
        before = await self.mark()
        payload = await self.send(name, input_, select)
        assert payload["errors"], (name, input_)
        assert payload["dataVersion"] is None
        assert await self.mark() == before
        return list(payload["errors"])

    async def digest(self) -> str:
        """A digest of everything, service labels included."""
        text = (
            "MATCH (n) WHERE (n:IdempotencyKey OR n:DataVersion OR n:Alias OR n:Pending) AND n.id <> 'turn' "
            "WITH n ORDER BY n.id RETURN collect([n.id, n.number, n.outcome]) AS rows"
        )
        [record] = await self.store.records(Statement(text), quiet=True)
        return await graph_digest(self.store, self.model) + json.dumps(record["rows"])

    async def mark(self) -> list[Any]:
        """What nearly every write changes, quickly read: how much there is, and the sum of all revisions."""
        text = (
            "MATCH (n) WHERE n.id IS NULL OR n.id <> 'turn' "
            "WITH count(n) AS nodes, sum(n.revision) AS revisions, sum(n.number) AS numbers "
            "OPTIONAL MATCH ()-[r]->() RETURN nodes, revisions, numbers, count(r) AS ties"
        )
        [record] = await self.store.records(Statement(text), quiet=True)
        return list(record.values())

    async def number(self) -> int:
        """The number of the data."""
        text = "OPTIONAL MATCH (v:DataVersion {id: 'current'}) RETURN coalesce(v.number, 0) AS number"
        [record] = await self.store.records(Statement(text), quiet=True)
        return int(record["number"])

    async def stored(self, id_: str) -> dict[str, Any] | None:
        """The properties of a node as they stand."""
        found = await self.store.records(Statement("MATCH (n:Node {id: $id}) RETURN properties(n) AS p", {"id": id_}))
        return dict(found[0]["p"]) if found else None

    async def ties(self, type_: str, start: str, end: str) -> list[dict[str, Any]]:
        """The properties of the relationships of a type between two nodes."""
        text = f"MATCH (:Node {{id: $a}})-[r:{identifier(type_)}]->(:Node {{id: $b}}) RETURN properties(r) AS p"
        return [dict(one["p"]) for one in await self.store.records(Statement(text, {"a": start, "b": end}), quiet=True)]

    async def changes(self, subject: str) -> list[dict[str, Any]]:
        """What the history tells of a node, in order."""
        text = "MATCH (c:Change {subject: $id}) WITH c ORDER BY c.id RETURN properties(c) AS p"
        return [dict(one["p"]) for one in await self.store.records(Statement(text, {"id": subject}), quiet=True)]

    # What is there

    async def least(self, label: str) -> dict[str, Any]:
        """An input for a new node with no more than it must have."""
        node = self.model.types[label]
        values = {p.name: drawn(p) for p in distinct(written_properties(node)) if p.public and p.required}
        links = [link for link in written_links(self.model, node) if link.card == "one"]
        ends = {link.name: await self.node(link.labels[0]) for link in links}
        return {**values, **_real(values), **_FIXED.get(label, {}), **ends}

    async def node(self, label: str) -> str:
        """The id of a node of a label: official data there is, all else is made anew."""
        if self.model.types[label].reference:
            return {"SettlementPart": PART, "Concept": CONCEPT}.get(label) or await self.official(label)
        name = f"{self.model.types[label].single}Create"
        return (await self.make(label, name, await self.least(label)))["id"]

    async def official(self, label: str) -> str:
        """New official data: a settlement has one municipality, a county one office."""
        id_ = f"{self.model.types[label].prefix}:n{next(_IDS)}"
        await put(self.store, self.model, label, id_)
        if label == "Settlement":
            await tie_by_hand(self.store, "IN_COUNTY", id_, "county:1")
        return id_

    async def make(self, label: str, name: str, input_: Mapping[str, Any], select: str = "id") -> dict[str, Any]:
        """The node that a mutation creates, with what the rules want beside it in one operation."""
        node = self.model.types[label]
        id_ = input_.get("id") or f"{node.prefix}:t{next(_IDS)}"
        beside = await self.beside(label, id_)
        payload = (
            await self.data(*operation((name, {**input_, "id": id_}, f"{node.single} {{ {select} }}"), *beside))
        )["m0"]
        assert payload["errors"] == [], (name, input_, payload["errors"])
        self.tested.add(name)
        return dict(payload[node.single])

    async def beside(self, label: str, id_: str) -> list[tuple[str, Mapping[str, Any], str]]:
        """The further mutations without which a new node would break a rule."""
        if label == "SampleProject":
            made = [await self.institution(sector) for sector in SECTORS]
            return [_partner("sampleProject", id_, inst) for inst in made]
        if label == "TopProject":
            return [_partner("topProject", id_, await self.node("Municipality")) for _ in range(2)]
        if label == "DevelopmentProcess":
            entered = {"developmentProcess": id_, "phase": CONCEPT, "on": "2018-01-01"}
            return [("developmentProcessAddPhase", entered, "")]
        return []

    async def institution(self, sector: str, place: str = HOME, **values: Any) -> str:
        """A new institution."""
        input_ = await self.least("Institution") | {"sector": sector, "institutionType": SECTORS[sector]}
        input_ |= {"place": place, **values}
        return str((await self.make("Institution", "institutionCreate", input_))["id"])


def codes(result: ExecutionResult) -> list[str]:
    """The codes of the errors of an operation."""
    return [
        str((error.extensions or {}).get("code") or getattr(error.original_error, "code", ""))
        for error in result.errors or ()
    ]


SECTORS = {"MUSEUM": "NATIONAL_MUSEUM", "LIBRARY": "NATIONAL_LIBRARY", "COMMUNITY_CULTURE": "CULTURAL_CENTRE"}
"""Each sector with a type in it."""
Asked = tuple[str, Mapping[str, Any], str]


def operation(*asked: Asked, directive: str = "") -> tuple[str, dict[str, Any]]:
    """A document with mutations `m0`, `m1` …, and its variables."""
    told = "errors { path code message allowed } clientMutationId dataVersion"
    heads, fields, variables = [], [], {}
    for number, (name, input_, select) in enumerate(asked):
        type_ = "DeleteInput" if name.endswith("Delete") else f"{type_name(name)}Input"
        heads.append(f"$i{number}: {type_}!")
        fields.append(f"m{number}: {name}(input: $i{number}) {{ {told} {select} }}")
        variables[f"i{number}"] = dict(input_)
    return f"mutation Drawn({', '.join(heads)}) {directive} {{ {' '.join(fields)} }}", variables


def whole(mutation: NodeMutation | TieMutation, model: Model) -> str:
    """The selection of all that can be given of the node in a payload."""
    node = mutation.of if isinstance(mutation, NodeMutation) else mutation.home.label
    return f"{node.single} {{ {everything_of(model, node)} }}"


def everything_of(model: Model, node: NodeType) -> str:
    """The fields that can be given of a label, its to-one fields and its bookkeeping."""
    fields = [selected(p) for p in distinct(written_properties(node)) if p.public]
    links = [f"{link.name} {{ __typename ... on Node {{ id }} }}" for link in written_links(model, node)]
    return " ".join(["id revision createdAt updatedAt", *fields, *links])


def _real(values: Mapping[str, Any]) -> dict[str, Any]:
    return {"dataOrigin": "REAL_CITED"} if "dataOrigin" in values else {}


def _partner(single: str, id_: str, organisation: str) -> Asked:
    role: Literal["MEMBER", "PARTNER"] = "MEMBER"
    return f"{single}AddPartner", {single: id_, "partner": organisation, "role": role}, ""


async def open_world(api: Api, store: Store, model: Model) -> World:
    """A world in an empty graph."""
    for nuts3, (id_, is_inside) in _COUNTIES.items():
        await put(store, model, "County", id_, nuts3=nuts3, inProgrammeArea=is_inside)
    for id_ in _PLACED:
        await put(store, model, "Settlement", id_)
    for id_ in (PART, OUTER_PART):
        await put(store, model, "SettlementPart", id_)
    await put(store, model, "Concept", CONCEPT)
    ties = [("IN_COUNTY", place, _COUNTIES[nuts3][0]) for place, nuts3 in _PLACED.items()]
    ties += [("PART_OF", PART, HOME), ("PART_OF", OUTER_PART, OUTSIDE)]
    ties += [("SITED_IN", PART, "county:1"), ("SITED_IN", OUTER_PART, "county:3")]
    for type_, start, end in ties:
        await tie_by_hand(store, type_, start, end)
    return World(api, store, model)


async def put(store: Store, model: Model, label: str, id_: str, **more: Any) -> None:
    """Official data with what they must have."""
    points = {"location": Point(17.5, 46.5)} if label == "Settlement" else {}
    rows = [node_row({**plain_values(model, label, id_), **more}, points)]
    await store.write([Statement(create_nodes(model, label), {"rows": rows})], seconds=SECONDS)


def plain_values(model: Model, label: str, id_: str) -> dict[str, Any]:
    """What a node of official data must have."""
    values: dict[str, Any] = {**_KEPT, "id": id_}
    for prop in model.types[label].properties.values():
        if prop.required and prop.name not in values and prop.kind is not Kind.POINT:
            values |= dict.fromkeys(prop.stored_names, _plain(prop, id_))
    return values


def _plain(prop: Property, id_: str) -> Any:
    if prop.kind is Kind.ENUM:
        return schemes()[prop.scheme or ""].terms[0].code
    return {Kind.INT: 100, Kind.BOOLEAN: True}.get(prop.kind, id_)


async def tie_by_hand(store: Store, type_: str, start: str, end: str) -> None:
    """A relationship that no mutation writes."""
    text = f"MATCH (a:Node {{id: $a}}) MATCH (b:Node {{id: $b}}) CREATE (a)-[:{type_}]->(b) RETURN a.id AS id"
    await store.write([Statement(text, {"a": start, "b": end})], seconds=SECONDS)

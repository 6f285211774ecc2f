"""A small graph with institutions in two counties, changed by mutations and asked as the service asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from graph_service.access.scopes import SCOPES
from graph_service.access.viewer import Viewer
from graph_service.api.context import RequestContext
from graph_service.api.mutations.named import type_name
from graph_service.api.network.desk import Desk
from graph_service.api.service import Api
from graph_service.cypher import Statement, identifier
from graph_service.model import load_model
from graph_service.seeding.dataset import Point
from graph_service.store.store import Store
from graph_service.writes.upserts import create_nodes, node_row
from tests.waiting import until

SECONDS = 60.0
EVERYTHING = Viewer(frozenset(SCOPES), key="key:test")
_THEN = datetime(2018, 1, 1, tzinfo=UTC)
_KEPT = {"dataOrigin": "real_open", "createdAt": _THEN, "updatedAt": _THEN, "revision": 1}
_COUNTIES = {"HU223": ("Zala", 46.8, 16.8), "HU232": ("Somogy", 46.4, 17.8)}
_CITED = {"dataOrigin": "REAL_CITED"}
_SECTORS = {"m": ("MUSEUM", "NATIONAL_MUSEUM"), "l": ("LIBRARY", "NATIONAL_LIBRARY")}


@dataclass
class World:
    """One graph, and the service over it."""

    api: Api
    store: Store
    desk: Desk | None = None
    viewer: Viewer = EVERYTHING
    before: list[str] = field(default_factory=list)

    def seen_by(self, viewer: Viewer) -> World:
        """The same, asked by somebody else."""
        return replace(self, viewer=viewer)

    async def data(self, document: str, variables: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """The data of a document that has no errors."""
        context = RequestContext(self.store, "test", "en", self.viewer, SECONDS, writes=self.store, tables=self.desk)
        context.write_seconds = SECONDS  # a Neo4j that is new to the statements plans for seconds
        result = await self.api.execute(document, dict(variables or {}), context)
        assert not result.errors, result.errors
        assert result.data is not None
        return result.data

    async def fresh(self, root: str, document: str, variables: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """The data of a document whose `root` says whether it is stale, once it is not: a database that is new to the
        statements may take longer than such an answer waits."""
        found: dict[str, Any] = {}

        async def is_fresh() -> bool:
            found.update(await self.data(document, variables))
            told = found[root].get("meta", found[root])
            return not told["stale"]

        await until(is_fresh, SECONDS)
        return found

    async def send(self, name: str, select: str = "", /, **input_: Any) -> dict[str, Any]:
        """The payload of one mutation, whatever came of it."""
        type_ = "DeleteInput" if name.endswith("Delete") else f"{type_name(name)}Input"
        document = (
            f"mutation Sent($input: {type_}!) {{ {name}(input: $input) "
            f"{{ errors {{ path code message allowed }} dataVersion {select} }} }}"
        )
        return dict((await self.data(document, {"input": input_}))[name])

    async def do(self, name: str, select: str = "", /, **input_: Any) -> dict[str, Any]:
        """The payload of one mutation that must succeed."""
        payload = await self.send(name, select, **input_)
        assert payload["errors"] == [], payload["errors"]
        return payload

    async def refused(self, name: str, /, **input_: Any) -> dict[str, Any]:
        """The one error of a mutation that must be refused, and change nothing."""
        before = await self.number()
        payload = await self.send(name, **input_)
        [error] = payload["errors"]
        assert (payload["dataVersion"], await self.number()) == (None, before)
        return dict(error)

    async def number(self, scope: str = "current") -> int:
        """The number of the data, or of a scope of it."""
        text = "OPTIONAL MATCH (v:DataVersion {id: $id}) RETURN coalesce(v.number, 0) AS number"
        [record] = await self.store.records(Statement(text, {"id": scope}), quiet=True)
        return int(record["number"])

    async def item(self, id_: str) -> dict[str, Any]:
        """An item as clients see it."""
        told = "state kind closedAt revision assignee workNotes became { id } concerns { nodes { id } }"
        return dict((await self.data(f'{{ workItem(id: "{id_}") {{ {told} }} }}'))["workItem"])

    async def state(self, id_: str) -> str:
        """The state of an item."""
        return str((await self.item(id_))["state"])

    async def add(self, *pair: str, **values: Any) -> str:
        """The id of a new item."""
        input_ = {"kind": "CANDIDATE", "concerns": pair, **values}
        return str((await self.do("workItemCreate", "workItem { id }", **input_))["workItem"]["id"])

    async def institution(self, id_: str, place: str = "settlement:HU223", **values: Any) -> None:
        """A new institution: a museum, or a library where the last letter of its id is an l."""
        sector, type_ = _SECTORS.get(id_[-1], _SECTORS["m"])
        given = {"sector": sector, "institutionType": type_, "operatorType": "LOCAL_GOVERNMENT"}
        named = {"name": {"hu": id_}, "organisationForm": "LOCAL_GOVERNMENT", "active": True, **_CITED}
        await self.do("institutionCreate", id=id_, place=place, **(named | given | values))

    async def collaboration(self, id_: str, *participants: str, day: str = "2018-03-01") -> None:
        """A new collaboration."""
        given = {"type": "INTER_INSTITUTION", "status": "ACTIVE", "agreementSigned": False, **_CITED}
        await self.do("collaborationCreate", id=id_, name={"hu": id_}, startDate=day, **given)
        for participant in participants:
            await self.join(id_, participant)

    async def join(self, collaboration: str, participant: str) -> None:
        """Somebody takes part."""
        given = {"role": "PARTNER", "key": participant}
        await self.do("collaborationAddParticipant", collaboration=collaboration, participant=participant, **given)

    async def leave(self, collaboration: str, participant: str) -> None:
        """Somebody takes no part any more, as if it never had."""
        await self.do("collaborationRemoveParticipant", collaboration=collaboration, participant=participant)

    async def changes(self, subject: str) -> list[dict[str, Any]]:
        """What the history tells of a node, in order."""
        text = "MATCH (c:Change {subject: $id}) WITH c ORDER BY c.id RETURN properties(c) AS p"
        return [dict(one["p"]) for one in await self.store.records(Statement(text, {"id": subject}), quiet=True)]


async def open_world(api: Api, store: Store, desk: Desk | None = None) -> World:
    """Two counties with a settlement each."""
    model = load_model()
    rows: dict[str, Sequence[dict[str, Any]]] = {
        "Region": [node_row({**_KEPT, "id": "region:1", "nuts2": "HU22", "nameHu": "NY", "nameEn": "W"}, {})],
        "County": [node_row({**_KEPT, **_county(nuts3, name)}, {}) for nuts3, (name, _, _) in _COUNTIES.items()],
        "Settlement": [
            node_row({**_KEPT, **_settlement(nuts3)}, {"location": Point(lon, lat)})
            for nuts3, (_, lat, lon) in _COUNTIES.items()
        ],
    }
    for label, some in rows.items():
        await store.write([Statement(create_nodes(model, label), {"rows": some})], seconds=SECONDS)
    for nuts3 in _COUNTIES:
        await _tie(store, "IN_COUNTY", f"settlement:{nuts3}", f"county:{nuts3}")
        await _tie(store, "SITED_IN", f"settlement:{nuts3}", f"county:{nuts3}")
        await _tie(store, "IN_REGION", f"county:{nuts3}", "region:1")
    return World(api, store, desk)


async def _tie(store: Store, type_: str, start: str, end: str) -> None:
    ends = "MATCH (a:Node {id: $a}) MATCH (b:Node {id: $b})"
    text = f"{ends} CREATE (a)-[:{identifier(type_)}]->(b) RETURN a.id AS id"
    await store.write([Statement(text, {"a": start, "b": end})], seconds=SECONDS)


def _county(nuts3: str, name: str) -> dict[str, Any]:
    named = {"nameHu": name, "nameEn": name, "kshCode": nuts3, "iso31662": nuts3}
    return {"id": f"county:{nuts3}", "nuts3": nuts3, "population": 1, "inProgrammeArea": True, **named}


def _settlement(nuts3: str) -> dict[str, Any]:
    held = {"populationYear": 2018, "legalStatus": "village", "disadvantage": "9", "kshCode": nuts3}
    return {"id": f"settlement:{nuts3}", "nameHu": f"Falu {nuts3}", "population": 100, **held}

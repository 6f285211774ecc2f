"""Trial: two service processes on one database write the same nodes, and the same mutations, for a minute.

Each counts up a field of a few institutions as careful callers do (read, write with `expectedVersion`, or else again),
and sends creations under keys that the other sends at the same time. No count is lost, each key has made one node of
which both are told, and no conflict of transactions reaches a caller.
"""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

from graph_service.access.scopes import READ, WRITE
from tests.engines import neo4j
from tests.engines.running import Name
from tests.robustness.chaos_stage import Stage, stage
from tests.robustness.figures import Figure, Trial
from tests.robustness.served import FREE_RATE, Served, served

SECONDS, QUICK_SECONDS = 60.0, 8.0
NODES = 3
_READ = "query Q($id: ID!) { institution(id: $id) { staffCount revision } }"
_UPDATE = (
    "mutation U($i: InstitutionUpdateInput!) { m: institutionUpdate(input: $i) { errors { code } institution { id } } }"
)
_CREATE = (
    "mutation C($i: InstitutionCreateInput!) { m: institutionCreate(input: $i) { errors { code } institution { id } } }"
)


@dataclass
class Writer:
    """One caller of one service."""

    service: Served
    key: str
    place: str
    counted: Counter[str] = field(default_factory=Counter)
    conflicts: int = 0
    made: dict[str, str] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def ask(self, query: str, variables: dict[str, Any]) -> Any:
        """The data of an answer; None, and a note, where it has errors."""
        line = http.client.HTTPConnection(self.service.host, self.service.port, timeout=30)
        try:
            body = json.dumps({"query": query, "variables": variables})
            headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self.key}"}
            line.request("POST", "/graphql", body, headers)
            answer = json.loads(line.getresponse().read())
        finally:
            line.close()
        if answer.get("errors"):
            self.wrong.append(str(answer["errors"])[:300])
        return answer.get("data")

    def new(self, name: str, **more: Any) -> str | None:
        """The id of a new institution."""
        input_ = {
            "dataOrigin": "REAL_CITED",
            "name": {"hu": name},
            "organisationForm": "CULTURAL_INSTITUTION",
            "active": True,
            "sector": "MUSEUM",
            "institutionType": "NATIONAL_MUSEUM",
            "operatorType": "STATE",
            "place": self.place,
            **more,
        }
        data = self.ask(_CREATE, {"i": input_})
        if data is None or data["m"]["errors"]:
            self.wrong.append(f"{name}: {data}")
            return None
        return str(data["m"]["institution"]["id"])

    def count_up(self, id_: str) -> None:
        """Add one, unless somebody came between."""
        data = self.ask(_READ, {"id": id_})
        if data is None:
            return
        seen = data["institution"]
        input_ = {"id": id_, "staffCount": seen["staffCount"] + 1, "expectedVersion": seen["revision"]}
        data = self.ask(_UPDATE, {"i": input_})
        if data is None:
            return
        codes = [error["code"] for error in data["m"]["errors"]]
        if codes == ["VERSION_CONFLICT"]:
            self.conflicts += 1
        elif codes:
            self.wrong.append(str(codes))
        else:
            self.counted[id_] += 1

    def write(self, ids: list[str], until: float) -> None:
        """Go on until then."""
        number = 0
        while time.monotonic() < until:
            number += 1
            self.count_up(ids[number % len(ids)])
            if number % 3 == 0:
                name = f"contended-{number}"
                made = self.new(name, clientMutationId=name)
                if made is not None:
                    self.made[name] = made


@dataclass
class Contended:
    """What came of it."""

    seconds: float
    writers: list[Writer]
    stored: dict[str, int]
    named: dict[str, list[str]]

    @property
    def lost(self) -> list[str]:
        """Counts that are not the sum of what was acknowledged."""
        wanted = {id_: sum(writer.counted[id_] for writer in self.writers) for id_ in self.stored}
        return [f"{id_}: {self.stored[id_]} of {wanted[id_]}" for id_ in self.stored if self.stored[id_] != wanted[id_]]

    @property
    def doubled(self) -> list[str]:
        """Keys that made another number of nodes than one, or of which the two were told differently."""
        told: dict[str, set[str]] = {}
        for writer in self.writers:
            for name, id_ in writer.made.items():
                told.setdefault(name, set()).add(id_)
        return [name for name, ids in told.items() if sorted(ids) != sorted(self.named.get(name, []))]

    @property
    def shared(self) -> int:
        """How many keys both sent."""
        return len(set.intersection(*({*writer.made} for writer in self.writers)))

    @property
    def wrong(self) -> list[str]:
        return [one for writer in self.writers for one in writer.wrong]


def contend(name: Name, seconds: float) -> Contended:
    """Two writers through two services, for so long."""
    with ExitStack() as stack:
        one: Stage = stack.enter_context(stage(name))
        folder = None if name == "neo4j" else one.engine.options.data_dir
        database = one.engine if name == "neo4j" else None
        services = [stack.enter_context(served(name, folder=folder, database=database, **FREE_RATE)) for _ in range(2)]
        key = services[0].new_key(READ, WRITE)
        writers = [Writer(service, key, one.place) for service in services]
        ids = [id_ for number in range(NODES) if (id_ := writers[0].new(f"Counted {number}", staffCount=0))]
        until = time.monotonic() + seconds
        threads = [threading.Thread(target=writer.write, args=(ids, until), daemon=True) for writer in writers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(seconds + 60)
        rows = one.ask(
            "MATCH (i:Institution) WHERE i.nameHu STARTS WITH 'contended-' OR i.id IN $ids "
            "RETURN i.id AS id, i.nameHu AS name, i.staffCount AS n",
            ids=ids,
        )
        named: dict[str, list[str]] = {}
        for row in rows:
            named.setdefault(row["name"], []).append(row["id"])
        return Contended(seconds, writers, {row["id"]: row["n"] for row in rows if row["id"] in ids}, named)


def figures(name: Name, seconds: float) -> list[Figure]:
    """The rows of one engine."""
    found = contend(name, seconds)
    updates = sum(sum(writer.counted.values()) for writer in found.writers)
    conflicts = sum(writer.conflicts for writer in found.writers)
    shape = f"{updates} updates, {conflicts} conflicts of versions told, in {seconds:.0f} s"
    return [
        Figure(f"updates lost, two writers, {name}", "0", f"{len(found.lost)}; {shape}", not found.lost),
        Figure(
            f"keys of two writers with another number of nodes than one, {name}",
            "0",
            f"{len(found.doubled)} of {len(found.named)}, {found.shared} sent by both",
            not found.doubled and found.shared > 0,
        ),
        Figure(
            f"errors that reached a writer, {name}",
            "0",
            f"{len(found.wrong)} {found.wrong[:2] or ''}".rstrip(),
            not found.wrong and updates > 0,
        ),
    ]


def run(long: bool) -> list[Figure]:
    """Both engines; a minute each in the long form."""
    names: list[Name] = ["embedded"] if neo4j.missing() else ["embedded", "neo4j"]
    return [figure for name in names for figure in figures(name, SECONDS if long else QUICK_SECONDS)]


TRIAL = Trial("contending", run)

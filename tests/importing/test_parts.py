"""An import in parts leaves the graph that one transaction leaves: what it knows of its own nodes is true."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from graph_service.cypher import Statement
from graph_service.importing.importer import Wanted, import_files
from graph_service.importing.sources import Source
from graph_service.importing.spool import Spool
from graph_service.model import load_model
from graph_service.store.store import Store
from graph_service.writes.edits import Edit, NodeEdit, TieEdit
from graph_service.writes.shapes import Shapes
from graph_service.writes.view import Run
from graph_service.writes.writing import Writing
from tests.mutations.world import put, tie_by_hand

pytestmark = pytest.mark.anyio
MODEL = load_model()
HOME = "settlement:1"
ROWS = 7
IN_PARTS = Wanted(at_once=1, part=3)
INSTITUTIONS = "\n".join(
    [
        "id;nameHu;organisationForm;active;sector;institutionType;operatorType;place;dataOrigin",
        *(
            f"inst:{n};Szintetikus {n};cultural_institution;igen;library;city_library;other;{HOME};synthetic"
            for n in range(ROWS)
        ),
    ]
)
_ROW = "joint_event;2018-01-01;igen;active;synthetic"
COLLABORATIONS = "\n".join(
    [
        "id;nameHu;type;startDate;agreementSigned;status;dataOrigin",
        *(f"collab:{n};Szintetikus közös munka {n};{_ROW}" for n in range(2)),
    ]
)
SEATS = "\n".join(["from_id;to_id", *(f"inst:{n};{HOME}" for n in range(ROWS))])
PARTICIPATES = "\n".join(
    ["from_id;to_id;from;role", *(f"inst:{n};collab:{n % 2};2018-0{n + 1}-01;partner" for n in range(ROWS))]
)
AGAIN = "\n".join(["from_id;to_id;from;role", "inst:6;collab:0;2018-07-01;host"])


def files() -> list[Source]:
    """The same seats are told by a field and by rows; one participation by two files."""
    texts = {
        **{"Institution": INSTITUTIONS, "Collaboration": COLLABORATIONS, "LOCATED_IN": SEATS},
        **{"PARTICIPATES_IN": PARTICIPATES, "again/PARTICIPATES_IN": AGAIN},
    }
    return [Source(f"{name}.csv", text.encode()) for name, text in texts.items()]


@pytest.fixture
async def county(bare_store: Store) -> Store:
    """A settlement in its county."""
    await put(bare_store, MODEL, "County", "county:1", nuts3="HU223")
    await put(bare_store, MODEL, "Settlement", HOME)
    await tie_by_hand(bare_store, "IN_COUNTY", HOME, "county:1")
    return bare_store


async def told(store: Store, text: str) -> list[Any]:
    [record] = await store.records(Statement(text), quiet=True)
    return list(record["rows"])


async def test_what_is_told_twice_is_there_once_however_many_parts(county: Store) -> None:
    with Spool() as spool:
        report = await import_files(county, MODEL, files(), spool, IN_PARTS)
        assert [one for one in report.lines("en") if one.verdict == "refused"] == []
        assert report.number is not None
        assert report.number > 4
    seats = await told(
        county, "MATCH (n:Institution)-[r:LOCATED_IN]->(s) WITH n, s ORDER BY n.id RETURN collect([n.id, s.id]) AS rows"
    )
    assert seats == [[f"inst:{n}", HOME] for n in range(ROWS)]
    parts = await told(
        county,
        "MATCH (n:Institution)-[r:PARTICIPATES_IN]->(c) WITH n, r, c ORDER BY n.id "
        "RETURN collect([n.id, c.id, r.role, toString(r.from)]) AS rows",
    )
    roles = ["partner"] * (ROWS - 1) + ["host"]
    assert parts == [[f"inst:{n}", f"collab:{n % 2}", roles[n], f"2018-0{n + 1}-01"] for n in range(ROWS)]


async def test_every_part_leaves_its_history_at_the_nodes_and_counties(county: Store) -> None:
    with Spool() as spool:
        await import_files(county, MODEL, files(), spool, IN_PARTS)
    changed = await told(
        county,
        "MATCH (c:Change)-[:CHANGED]->(n:Institution) WITH n, count(c) AS changes ORDER BY n.id "
        "RETURN collect([n.id, changes, n.revision]) AS rows",
    )
    assert [row[:2] for row in changed] == [[f"inst:{n}", row[1]] for n, row in enumerate(changed)]
    assert {(changes >= 2, revision) for _, changes, revision in changed} == {(True, 1)}
    counties = await told(
        county, "MATCH (c:Change) WHERE c.subject STARTS WITH 'inst:' RETURN collect(DISTINCT c.counties) AS rows"
    )
    assert counties == [["HU223"]]


class Between:
    """A store, and somebody else who makes an edit after so many transactions."""

    def __init__(self, store: Store, after: int, edit: Edit) -> None:
        self._store, self._left, self._edit = store, after, edit
        self.records = store.records

    async def transact(self, work: Any, *, seconds: float, metadata: Any = None) -> Any:
        done = await self._store.transact(work, seconds=seconds, metadata=metadata)
        self._left -= 1
        if self._left == 0:
            await self._store.transact(self._write, seconds=seconds)
        return done

    async def _write(self, run: Run) -> None:
        writing = Writing(run, Shapes(MODEL))
        examined = await writing.apply([self._edit])
        assert examined.problems == []
        await writing.settle()


async def test_what_somebody_else_deletes_meanwhile_is_told_not_written_to(county: Store) -> None:
    with Spool() as spool:
        other = Between(county, 4, NodeEdit("delete", "Institution", "inst:0"))
        report = await import_files(other, MODEL, files(), spool, IN_PARTS)
        refused = [(one.code, one.before) for one in report.lines("en") if one.verdict == "refused"]
        assert ("END_UNKNOWN", "inst:0") in refused
        assert report.is_broken
    there = await told(county, "MATCH (n:Institution) RETURN collect(n.id) AS rows")
    assert sorted(there) == [f"inst:{n}" for n in range(1, ROWS)]


async def test_what_somebody_else_links_meanwhile_is_not_doubled(county: Store) -> None:
    """Who writes in between may write what the files say."""
    edit = TieEdit("add", "PARTICIPATES_IN", "inst:0", "collab:0", values={"role": "host", "from": date(2018, 1, 1)})
    with Spool() as spool:
        await import_files(Between(county, 4, edit), MODEL, files(), spool, IN_PARTS)
    text = "MATCH (:Institution {id: 'inst:0'})-[r:PARTICIPATES_IN]->(:Collaboration {id: 'collab:0'})"
    found = await told(county, f"{text} RETURN collect([r.role, toString(r.from)]) AS rows")
    assert found == [["partner", "2018-01-01"]]

"""Items close when what joins their pair is imported, at once or in parts, and open when the import is undone."""

from __future__ import annotations

import pytest

from graph_service.writes.history import Author
from graph_service.writes.undo_run import Undoing
from tests.importing.imported import bring, lines_of
from tests.undoing.edits import SHAPES
from tests.worklist.world import World

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("at_once", [5_000, 1], ids=["at once", "in parts"])
async def test_an_imported_collaboration_closes_the_item_and_undoing_opens_it(world: World, at_once: int) -> None:
    id_, other = await world.add("inst:a", "inst:l"), await world.add("inst:b", "inst:l")
    await world.do("workItemUpdate", id=id_, state="CONTACTED")
    before = (await world.item(id_))["revision"]
    collaboration = {"id": "collab:1", "nameHu": "Közös mesemondás", "startDate": "2018-03-01", **_GIVEN}
    ends = [{"from_id": one, "to_id": "collab:1", "role": "partner", "key": one} for one in ("inst:a", "inst:l")]
    files = lines_of("Collaboration", collaboration), lines_of("PARTICIPATES_IN", *ends)

    told = await bring(world.store, *files, at_once=at_once, part=at_once)

    assert (told.counts["created"], told.counts.get("refused", 0)) == (3, 0)
    item = await world.item(id_)
    assert (item["state"], item["became"]) == ("BECAME_COLLABORATION", {"id": "collab:1"})
    assert await world.state(other) == "OPEN"
    closing = (await world.changes(id_))[-1]
    assert (closing["importId"], closing["madeBy"]) == (told.report.id, "key:test")

    undone = await Undoing(world.store, SHAPES, str(told.report.id), Author("key:test")).run()

    assert not undone.left
    item = await world.item(id_)
    assert (item["state"], item["became"], item["closedAt"]) == ("CONTACTED", None, None)
    assert item["revision"] == before


async def test_an_import_that_takes_a_participant_away_opens_the_item(world: World) -> None:
    id_ = await world.add("inst:a", "inst:l")
    await world.collaboration("collab:1", "inst:a", "inst:l")
    assert await world.state(id_) == "BECAME_COLLABORATION"
    gone = {"from_id": "inst:l", "to_id": "collab:1", "key": "inst:l", "action": "delete"}
    told = await bring(world.store, lines_of("PARTICIPATES_IN", gone))
    assert told.counts["removed"] == 1
    assert await world.state(id_) == "OPEN"


_GIVEN = {"type": "inter_institution", "status": "active", "agreementSigned": False, "dataOrigin": "real_cited"}

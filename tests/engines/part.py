"""A part of the demonstration, for tests that read the whole graph again and again.

It holds two counties, the capital, and what is of none.

Every label and nearly every relationship type of the demonstration is in it, a tenth of its size.
"""

from __future__ import annotations

import re

from graph_service.model import load_model
from graph_service.seeding.dataset import Dataset
from graph_service.seeding.generator import demonstration
from graph_service.seeding.load import load
from graph_service.store.store import Store
from graph_service.writes.derive import derive

COUNTIES = ("HU110", "HU223", "HU232")
_COUNTY = re.compile(r"HU\d{3}")
# What has no county in its id lies where it leads to, or where what leads to it does.
_LIES = {"Settlement": "IN_COUNTY", "District": "IN_COUNTY", "SettlementPart": "PART_OF", "Municipality": "GOVERNS"}


def part_of_demonstration() -> Dataset:
    """Nodes of the counties and of none, and the relationships between them."""
    whole = demonstration()
    away = {
        str(row["id"])
        for rows in whole.nodes.values()
        for row in rows
        if (found := _COUNTY.search(str(row["id"]))) and found[0] not in COUNTIES
    }
    for label, type_ in _LIES.items():
        away |= {t.from_id for t in whole.relationships[type_] if t.from_label == label and t.to_id in away}
    # What must lie somewhere goes with its place.
    away |= {
        tie.from_id for type_ in ("HELD_IN", "LOCATED_IN") for tie in whole.relationships[type_] if tie.to_id in away
    }
    nodes = {label: [row for row in rows if row["id"] not in away] for label, rows in whole.nodes.items()}
    ties = {
        type_: [tie for tie in found if tie.from_id not in away and tie.to_id not in away]
        for type_, found in whole.relationships.items()
    }
    return Dataset(nodes, ties)


async def load_part(store: Store) -> None:
    """Put the part, with all that follows from it, into an empty graph."""
    model = load_model()
    await load(store, model, [part_of_demonstration()])
    await derive(store, model)

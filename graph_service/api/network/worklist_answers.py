"""What the room `worklist` answers: items counted by state, as a whole, by method and by county."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from graph_service.api.network.asking import Asked
from graph_service.api.network.scopes import county_row
from graph_service.model.vocabulary import schemes
from graph_service.query.found import Term
from graph_service.writes.worklist import DONE

if TYPE_CHECKING:
    from graph_service.network.projection import Projection

MOST_METHODS = 100
_KINDS = {term.code: Term(term.code, term.enum) for term in schemes()["workKind"].terms}


async def answer_summary(asked: Asked) -> dict[str, Any]:
    """The data of a `WorklistSummary`. Raises RequestError for a county that there is not."""
    projection, county = asked.projection, asked.arguments.get("county")
    chosen = None if county is None else county_row(projection, county)
    counties = [_counties(projection, row) for row in range(len(projection.worklist.ids))]
    rows = [row for row, found in enumerate(counties) if chosen is None or chosen in found]
    methods: dict[tuple[str, str], list[int]] = {}
    places: dict[int, list[int]] = {}
    for row in rows:
        methods.setdefault((projection.worklist.kinds[row], projection.worklist.methods[row]), []).append(row)
        for place in counties[row]:
            places.setdefault(place, []).append(row)
    most = sorted(methods.items(), key=lambda found: (-len(found[1]), found[0]))[:MOST_METHODS]
    return {
        "dataVersion": projection.version,
        "stale": asked.held.stale,
        **_counted(projection, rows),
        "byMethod": [
            {"kind": _KINDS[kind], "method": name or None, **_counted(projection, some)} for (kind, name), some in most
        ],
        "byCounty": [
            {"county": projection.counties.ids[place], **_counted(projection, some)}
            for place, some in sorted(places.items())
        ],
    }


def _counties(projection: Projection, row: int) -> set[int]:
    """The counties of the institutions of an item, as far as they are known; rows of the projection."""
    ends = (int(projection.worklist.a[row]), int(projection.worklist.b[row]))
    return {int(projection.institutions.county[end]) for end in ends if end >= 0} - {-1}


def _counted(projection: Projection, rows: Sequence[int]) -> dict[str, Any]:
    from graph_service.network.rounding import told

    items = projection.worklist
    states = Counter(items.states[row] for row in rows)
    return {
        "total": len(rows),
        "open": states["open"],
        "contacted": states["contacted"],
        "rejected": states["rejected"],
        "becameCollaboration": states[DONE],
        "becameByTie": sum(bool(items.by_tie[row]) and items.states[row] == DONE for row in rows),
        "share": told(states[DONE] / len(rows)) if rows else None,
    }

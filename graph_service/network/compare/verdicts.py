"""Gaps of which the verdict is another one on the other day."""

from __future__ import annotations

from dataclasses import dataclass

from graph_service.network.chance.blocks import blocks_of
from graph_service.network.gaps import Gap, GapLevel, collaboration_gaps
from graph_service.network.network import Network

_LEVELS: tuple[GapLevel, ...] = ("COUNTRY", "COUNTY")


@dataclass(frozen=True)
class VerdictChange:
    """A gap whose verdict changed, as it was and as it is."""

    key: str
    """The id of the gap, the same at both times."""
    before: Gap
    after: Gap


def verdict_changes(before: Network, after: Network) -> tuple[VerdictChange, ...]:
    """Gaps of the country, then of the counties, with another verdict; in the order in which gaps are listed."""
    found = []
    blocks, blocks_after = blocks_of(before), blocks_of(after)
    for level in _LEVELS:
        known = {gap.id: gap for gap in collaboration_gaps(before, level, blocks).rows}
        for gap in collaboration_gaps(after, level, blocks_after).rows:
            # Sectors and places are those of the scope: both times have the same gaps.
            if known[gap.id].verdict != gap.verdict:
                found.append(VerdictChange(gap.id, known[gap.id], gap))
    return tuple(found)

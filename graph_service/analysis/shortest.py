"""The shortest path over one kind of relationship, left to the database: nothing is asked of what lies on the way.

With a condition on a path the embedded engine answers wrongly, and over many kinds there can be very many paths; then
the service searches hop by hop. Both give the same answer, see docs/decisions.
"""

from __future__ import annotations

from graph_service.analysis.hops import hop_row
from graph_service.analysis.kinds import Kind
from graph_service.analysis.reading import ROOT
from graph_service.cypher import identifier
from graph_service.model.structure import Model

MOST_EQUAL = 1_000
"""Shortest paths among which the first by ids is looked for; with more, the search goes hop by hop."""


def shortest_cypher(model: Model, kind: Kind, *, directed: bool, hops: int) -> str:
    """The block that finds the first by ids of the shortest paths from `$from` to `$to`, of at most `hops` hops.

    Its `data`: how many there are, `$most` at most; the ids on the first; the relationships between its neighbours, as
    the rows of hops.
    """
    head = ">" if directed and not kind.symmetric else ""
    ends = (
        f"CALL () {{ MATCH (a:{ROOT} {{id: $from}}) MATCH (b:{ROOT} {{id: $to}}) "
        f"MATCH p = allShortestPaths((a)-[:{identifier(kind.type)}*..{int(hops)}]-{head}(b)) "
    )
    if kind.derived:  # one between two nodes: the path itself tells it
        row = hop_row(model, (kind,), near="startNode(r)", far="endNode(r)")
        return (
            f"{ends}WITH [n IN nodes(p) | n.id] AS way, [r IN relationships(p) | {row}] AS rows LIMIT $most "
            "WITH way, rows ORDER BY way WITH collect([way, rows]) AS every "
            "WITH size(every) AS found, coalesce(head(every), [[], []]) AS one "
            "RETURN [found, one[0], one[1]] AS data }"
        )
    return (
        f"{ends}WITH [n IN nodes(p) | n.id] AS way LIMIT $most WITH way ORDER BY way WITH collect(way) AS every "
        "WITH size(every) AS found, coalesce(head(every), []) AS way "
        "CALL (way) { UNWIND range(1, size(way) - 1) AS place WITH way[place - 1] AS near, way[place] AS far "
        f"MATCH (n:{ROOT} {{id: near}})-[r:{identifier(kind.type)}]-{head}(m) WHERE m.id = far "
        f"RETURN collect({hop_row(model, (kind,))}) AS rows }} RETURN [found, way, rows] AS data }}"
    )

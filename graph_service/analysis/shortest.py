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
    arrow = f"-[r:{identifier(kind.type)}]-{head}"
    rows = "[]"
    between = (
        "UNWIND range(1, size(way) - 1) AS place WITH way[place - 1] AS near, way[place] AS far "
        f"MATCH (n:{ROOT} {{id: near}}){arrow}(m) WHERE m.id = far RETURN collect({hop_row(model, (kind,))}) AS rows"
    )
    if kind.derived:  # one between two nodes: the path itself tells it
        rows = f"[r IN relationships(p) | {hop_row(model, (kind,), near='startNode(r)', far='endNode(r)')}]"
        between = "RETURN along AS rows"
    return (
        f"CALL () {{ MATCH (a:{ROOT} {{id: $from}}) MATCH (b:{ROOT} {{id: $to}}) "
        f"MATCH p = allShortestPaths((a)-[:{identifier(kind.type)}*..{int(hops)}]-{head}(b)) "
        f"WITH [n IN nodes(p) | n.id] AS way, {rows} AS along LIMIT $most WITH way, along ORDER BY way "
        "WITH collect([way, along]) AS every WITH size(every) AS found, coalesce(head(every), [[], []]) AS one "
        f"WITH found, one[0] AS way, one[1] AS along CALL (way, along) {{ {between} }} "
        "RETURN [found, way, rows] AS data }"
    )

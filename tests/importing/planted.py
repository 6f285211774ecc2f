"""What a graph for take-outs holds beside the demonstration: all that is awkward to write down, and every record."""

from __future__ import annotations

from graph_service.cypher import Statement
from graph_service.store.store import Store

LONG = "ő" * 200_000
TEXTS = ("=1+1", "'=1", "''@x", "+36 1", "-", "@a", "\tb", "\rc", "", "'", "\"a\";\n'b'", "🎻,\u2028", LONG)
_WHEN = "datetime('2026-03-04T05:06:07.123456789Z')"
_NEW_SOURCES = (
    "UNWIND range(0, size($texts) - 1) AS i CREATE (n:Source:Node:Searchable {id: 'source:planted' + toString(i)}) "
    "SET n.key = 'planted' + toString(i), n.title = $texts[i], n.url = $texts[size($texts) - 1 - i], "
    f"n.licence = '', n.dataOrigin = 'synthetic', n.createdAt = {_WHEN}, "
    "n.updatedAt = datetime('1999-12-31T23:59:59Z'), n.accessedOn = date('0900-02-28'), "
    "n.revision = 9223372036854775807 RETURN count(n) AS written"
)
_NUMBERS = (
    "MATCH (n:Quest) WITH n ORDER BY n.id LIMIT 1 SET n.location = point({longitude: $lon, latitude: $lat}), "
    "n.points = -9223372036854775808 WITH n MATCH (v:IndicatorValue) WITH v ORDER BY v.id LIMIT 3 "
    "WITH collect(v) AS vs FOREACH (v IN vs[0..1] | SET v.value = $tiny) "
    "FOREACH (v IN vs[1..2] | SET v.value = 5) FOREACH (v IN vs[2..3] | SET v.value = -0.0) RETURN size(vs) AS written"
)
_RECORDS = (
    "MATCH (s:Source) WITH s ORDER BY s.id DESC LIMIT 1 MATCH (i:Institution) WITH s, i ORDER BY i.id LIMIT 1 "
    "CREATE (c:Change {id: 'change:000000000002:000001', number: 2, action: 'updated', subject: s.id, label: 'Source', "
    f"at: {_WHEN}, counties: [], fields: $fields, personalFields: [], hidden: [], relationships: ['=1', ''], "
    "madeBy: 'key:x', changeComment: '@all'})-[:CHANGED]->(s) "
    f"CREATE (w:WorkItem {{id: 'work:a', state: 'open', kind: 'gap', createdAt: {_WHEN}, updatedAt: {_WHEN}, "
    "revision: 1, workNotes: '-', workAssignee: '@b'})-[:CONCERNS]->(i) "
    "CREATE (c)-[:CHANGED]->(i) CREATE (c)-[:CHANGED]->(w) "
    f"CREATE (m:Import {{id: 'import:a', name: '=a.csv', state: 'done', startedAt: {_WHEN}, rows: 9007199254740993, "
    "created: 0, changed: 0, removed: 0, unchanged: 0, refused: 0, digest: 'd', done: 0, madeBy: 'key:x', "
    "changeComment: '-'}) "
    "CREATE (a:Alias {id: 'source:old', of: s.id}) "
    f"CREATE (p:Pending {{id: 'pending:a', kind: 'names', subjects: [], queuedAt: {_WHEN}}}) "
    "CREATE (v:DataVersion {id: 'county:HU223', number: 2}) RETURN 1 AS written"
)
_LEFT_OUT = (
    f"CREATE (k:IdempotencyKey {{id: 'once:a', at: {_WHEN}, request: 'r', outcome: '', subjects: []}}) "
    f"CREATE (a:ApiKey {{id: 'key:a', name: 'n', secretHash: 'h', scopes: ['admin'], counties: [], origins: [], "
    f"createdAt: {_WHEN}}}) RETURN 1 AS written"
)
_FIELDS = ['{"n": "title", "b": null, "a": "=1"}', ""]
_SOURCES = Statement(_NEW_SOURCES, {"texts": list(TEXTS)})
RECORDS = (Statement(_RECORDS, {"fields": _FIELDS}),)
"""A change, an import, an item of the worklist and their like; there must be a source and an institution."""


async def plant(store: Store) -> None:
    """Put all of it into a graph that holds the demonstration."""
    numbers = {"lon": 19.040235999999997, "lat": -47.1, "tiny": 5e-324}
    for statement in (_SOURCES, Statement(_NUMBERS, numbers), *RECORDS, Statement(_LEFT_OUT)):
        [[record]] = await store.write([statement], seconds=60)
        assert record["written"]

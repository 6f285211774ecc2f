// {"p0": "EFOP-1.3.1-15-2016-00001", "p1": 20, "p2": 20, "p3": 20}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Programme {code: $p0})
  CALL (n0) { MATCH (n0)<-[:OF_PROGRAMME]-(n1) WITH n1 ORDER BY n1.code, n1.id LIMIT $p1
    CALL (n1) { MATCH (n1)-[:HAS_VALUE]->(n2) WHERE n2.method = 'computed' WITH n2 ORDER BY n2.asOf DESC, n2.id DESC LIMIT 1 RETURN head(collect([toString(n2.asOf), n2.value, n2.method])) AS f0 }
    CALL (n1) { MATCH (n1)-[:HAS_VALUE]->(n3) WHERE n3.method = 'reported' WITH n3 ORDER BY n3.value, n3.id WITH collect(n3) AS every WITH size(every) AS total, every[..$p2] AS page UNWIND page AS n3
      CALL (n3) { MATCH (n3)-[:FROM_SOURCE]->(n4) WITH n4 ORDER BY n4.id LIMIT $p3 RETURN collect([[n4.key]]) AS f1 }
      WITH * ORDER BY n3.value, n3.id RETURN collect([[n3.value, toString(n3.asOf), n3.note, f1]]) AS f2, coalesce(max(total), 0) AS f3 }
    WITH * ORDER BY n1.code, n1.id RETURN collect([[n1.code, n1.kind, n1.nameHu, n1.nameEn, n1.unitHu, n1.unitEn, n1.target, n1.baseline, f0, f2, f3]]) AS f4 }
  RETURN head(collect([n0.nameHu, n0.nameEn, f4, COUNT { MATCH (n0)<-[:OF_PROGRAMME]-(n5) }])) AS f5 }
RETURN v0 AS version, [f5] AS data;

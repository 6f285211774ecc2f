// {"p0": "EFOP-1.3.1-15-2016-00001", "p1": 20, "p2": "targetGroup", "p3": 100, "p4": 0, "p5": 3}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Programme {code: $p0})
  CALL (n0) { MATCH (n0)<-[r0:IMPLEMENTS]-(n1) WITH n1, r0 ORDER BY n1.id LIMIT $p1 RETURN collect([[n1.nameHu, n1.nameEn, n1.role], r0.role]) AS f0 }
  CALL (n0) { MATCH (n0)-[r1:SERVES]->(n2) WHERE EXISTS { MATCH (n2)-[:IN_SCHEME]->(n3) WHERE n3.code = $p2 }
    WITH n2, r1 ORDER BY n2.id LIMIT $p3 RETURN collect([[n2.code], r1.direct]) AS f1 }
  CALL (n0) { MATCH (n0)-[:REACHED]->(n5) WHERE (n5.populationYear > $p4 AND NOT EXISTS { MATCH (n5)<-[:BASED_IN]-(n6) }) WITH n5 ORDER BY n5.id WITH collect(n5) AS every WITH size(every) AS total, every[..$p5] AS page UNWIND page AS n5 RETURN collect([[n5.id, n5.nameHu]]) AS f2, coalesce(max(total), 0) AS f3 }
  RETURN head(collect([f0, f1, COUNT { MATCH (n0)-[:REACHED]->(n4) }, f2, f3])) AS f4 }
RETURN v0 AS version, [f4] AS data;

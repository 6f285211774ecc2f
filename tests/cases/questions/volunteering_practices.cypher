// {"p0": "institutional_volunteering", "p1": 10, "p2": 20, "p3": 3}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n1:Concept) WHERE n1.code = $p0 MATCH (n1)<-[:HAS_THEME]-(n0:GoodPractice) WITH DISTINCT n0 ORDER BY n0.nameSort, n0.id WITH collect(n0) AS every WITH size(every) AS total, every[..$p1] AS page UNWIND page AS n0
  CALL (n0) { MATCH (n0)<-[:OWNS_PRACTICE]-(n2) WITH n2 ORDER BY n2.id LIMIT $p2 RETURN collect([[n2.id, n2.nameHu, n2.nameEn, head([(n2)-[:IN_SETTLEMENT]->(n3) | [n3.nameHu]])]]) AS f0 }
  CALL (n0) { MATCH (n0)-[:USES_TOOL]->(n5) WITH n5 ORDER BY n5.id LIMIT $p3 RETURN collect([[n5.code]]) AS f1 }
  WITH * ORDER BY n0.nameSort, n0.id RETURN collect([[n0.titleHu, n0.titleEn, f0, COUNT { MATCH (n0)<-[:OWNS_PRACTICE]-(n4) }, f1]]) AS f2, coalesce(max(total), 0) AS f3 }
RETURN v0 AS version, [f2, f3] AS data;

// {"p0": "32054", "p1": 20, "p2": 10}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Settlement {kshCode: $p0})
  CALL (n0) { MATCH (n0)-[r0:NEAR]->(n1) WITH n1, r0 ORDER BY n1.nameSort, n1.id LIMIT $p1 RETURN collect([[n1.nameHu], r0.km]) AS f0 }
  CALL (n0) { MATCH (n0)<-[r1:NEAR]-(n3) WITH n3, r1 ORDER BY n3.id LIMIT $p2 RETURN collect([[n3.id], r1.km]) AS f1 }
  RETURN head(collect([f0, COUNT { MATCH (n0)-[:NEAR]->(n2) }, f1, COUNT { MATCH (n0)<-[:NEAR]-(n4) }])) AS f2 }
RETURN v0 AS version, [f2] AS data;

// {"p0": 5, "p1": 10, "p2": 10}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:DevelopmentProcess) WHERE n0.id IS NOT NULL WITH n0 ORDER BY n0.id LIMIT $p0
  CALL (n0) { MATCH (n0)-[r0:ENTERED]->(n1) WITH n1, r0 ORDER BY n1.code, n1.id, r0.key LIMIT $p1 RETURN collect([[n1.code], toString(r0.on)]) AS f0 }
  CALL (n0) { MATCH (n0)-[r1:USED]->(n3) WITH n3, r1 ORDER BY n3.id, r1.key LIMIT $p2 RETURN collect([[n3.code], toString(r1.on), r1.participants]) AS f1 }
  WITH * ORDER BY n0.id RETURN collect([[n0.id, n0.currentPhase, f0, COUNT { MATCH (n0)-[:ENTERED]->(n2) }, f1, COUNT { MATCH (n0)-[:USED]->(n4) }]]) AS f2 }
RETURN v0 AS version, [f2] AS data;

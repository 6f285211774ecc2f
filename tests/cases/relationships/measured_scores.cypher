// {"p0": "external", "p1": 2, "p2": 9}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Measurement) WHERE n0.perspective = $p0 AND n0.takenOn IS NOT NULL AND n0.id IS NOT NULL WITH n0 ORDER BY n0.takenOn, n0.id LIMIT $p1
  CALL (n0) { MATCH (n0)-[r0:SCORED]->(n1) WITH n1, r0 ORDER BY n1.code, n1.id LIMIT $p2 RETURN collect([[n1.code, n1.prefLabelHu, n1.prefLabelEn], r0.value]) AS f0 }
  WITH * ORDER BY n0.takenOn, n0.id RETURN collect([[toString(n0.takenOn), n0.respondents, f0, COUNT { MATCH (n0)-[:SCORED]->(n2) }]]) AS f1 }
RETURN v0 AS version, [f1] AS data;

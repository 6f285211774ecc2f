// {"p0": 20, "p1": "computed", "p2": 100, "p3": "computed"}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Indicator) WHERE n0.code IS NOT NULL AND n0.id IS NOT NULL WITH n0 ORDER BY n0.code, n0.id LIMIT $p0
  CALL (n0) { MATCH (n0)-[:HAS_VALUE]->(n1) WHERE n1.method = $p1 WITH n1 ORDER BY n1.asOf, n1.id LIMIT $p2 RETURN collect([[toString(n1.asOf), n1.value]]) AS f0 }
  CALL (n0) { MATCH (n0)-[:HAS_VALUE]->(n3) WHERE n3.method = 'computed' WITH n3 ORDER BY n3.asOf DESC, n3.id DESC LIMIT 1 RETURN head(collect([n3.id, toString(n3.asOf), n3.value])) AS f1 }
  WITH * ORDER BY n0.code, n0.id RETURN collect([[n0.code, f0, COUNT { MATCH (n0)-[:HAS_VALUE]->(n2) WHERE n2.method = $p3 }, f1]]) AS f2 }
RETURN v0 AS version, [f2] AS data;

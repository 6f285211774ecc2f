// {"p0": 100000, "p1": 3, "p2": "HU223", "p3": 2, "p4": 2}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Settlement) WHERE n0.population > $p0 AND n0.id IS NOT NULL WITH n0 ORDER BY n0.id LIMIT $p1 + 1 RETURN collect([[n0.id]]) AS f0 }
CALL () { MATCH (n1:County {nuts3: $p2})
  CALL (n1) { MATCH (n3:Institution) WHERE n3.countyNuts3 = n1.nuts3 AND n3.id IS NOT NULL WITH n3, n3.countyNuts3 AS k0, n3.id AS k1 ORDER BY k0, k1 LIMIT $p3 RETURN collect([[n3.id]]) AS f1 }
  CALL (n1) { MATCH (n4:Institution) WHERE n4.countyNuts3 = n1.nuts3 WITH DISTINCT n4 MATCH (n4)-[r0:COOPERATES_WITH]-(:Institution) WITH DISTINCT r0, startNode(r0) AS r0a, endNode(r0) AS r0b WITH r0, r0a, r0b ORDER BY r0a.id, r0b.id LIMIT $p4 RETURN collect([[1]]) AS f2 }
  RETURN head(collect([head([(n1)-[:HAS_SEAT]->(n2) | [n2.id]]), f1, f2])) AS f3 }
RETURN v0 AS version, [f0, f3] AS data;

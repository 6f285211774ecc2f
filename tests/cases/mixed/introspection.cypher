// {"p0": "HU223", "p1": 1, "p2": "county:HU999"}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:County {nuts3: $p0})
  CALL (n0) { MATCH (n2:Institution) WHERE n2.countyNuts3 = n0.nuts3 AND n2.id IS NOT NULL WITH n2, n2.countyNuts3 AS k0, n2.id AS k1 ORDER BY k0, k1 LIMIT $p1 RETURN collect([[n2.id]]) AS f0 }
  RETURN head(collect([n0.nuts3, head([(n0)-[:HAS_SEAT]->(n1) | [n1.nameHu]]), f0])) AS f1 }
CALL () { MATCH (n3:County {id: $p2}) RETURN head(collect([n3.id])) AS f2 }
RETURN v0 AS version, [f1, f2] AS data;

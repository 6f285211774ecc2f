// {"p0": "HU223", "p1": 2}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:County {nuts3: $p0})
  CALL (n0) { MATCH (n1:Institution) WHERE n1.countyNuts3 = n0.nuts3 AND n1.id IS NOT NULL WITH n1, n1.countyNuts3 AS k0, n1.id AS k1 ORDER BY k0, k1 WITH collect(n1) AS every WITH size(every) AS total, every[..$p1 + 1] AS page UNWIND page AS n1 RETURN collect([[n1.id, head([(n1)-[:IN_SETTLEMENT]->(n2) | [n2.nameHu, n2.kshCode]]), n1.sector]]) AS f0, coalesce(max(total), 0) AS f1 }
  RETURN head(collect([f0, f1, head([(n0)-[:HAS_SEAT]->(n3) | [n3.nameHu, n3.population, head([(n3)-[:IN_COUNTY]->(n4) | [n4.nuts3]])]])])) AS f2 }
RETURN v0 AS version, [f2] AS data;

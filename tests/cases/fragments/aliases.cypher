// {"p0": "HU223", "p1": "HU22", "p2": 2, "p3": 1}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:County {nuts3: $p0}) RETURN head(collect([n0.nuts3, n0.kshCode, n0.nameHu, n0.nameEn, n0.population])) AS f0 }
CALL () { MATCH (n1:Region {nuts2: $p1})
  CALL (n1) { MATCH (n1)<-[:IN_REGION]-(n2) WITH n2 ORDER BY n2.id LIMIT $p2 RETURN collect([[n2.nuts3, n2.id]]) AS f1 }
  RETURN head(collect([n1.nuts2, f1])) AS f2 }
CALL () { MATCH (n3:Region) WHERE n3.id IS NOT NULL WITH n3 ORDER BY n3.id LIMIT $p3 RETURN collect([[n3.id, n3.nuts2]]) AS f3 }
CALL () { MATCH (n4:Region) RETURN count(n4) AS f4 }
RETURN v0 AS version, [f0, f2, f3, f4] AS data;

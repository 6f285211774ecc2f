// {"p0": "HU223", "p1": 100}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:County {nuts3: $p0})
  CALL (n0) { MATCH (n0)<-[:SITED_IN]-(n1:Institution) WITH n1 ORDER BY n1.nameSort, n1.id LIMIT $p1 RETURN collect([[n1.id, n1.nameHu, n1.nameEn, n1.sector, n1.socialised, n1.participationLevel, n1.location.x, n1.location.y]]) AS f0 }
  RETURN head(collect([f0, COUNT { MATCH (n0)<-[:SITED_IN]-(n2:Institution) }])) AS f1 }
RETURN v0 AS version, [f1] AS data;

// {"p0": 4, "p1": 20, "p2": 20, "p3": 20}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:SampleProject) WHERE n0.nameSort IS NOT NULL AND n0.id IS NOT NULL WITH n0 ORDER BY n0.nameSort, n0.id LIMIT $p0
  CALL (n0) { MATCH (n0)<-[r0:PARTNER_IN]-(n1) WITH n1, r0 ORDER BY n1.nameSort, n1.id LIMIT $p1 RETURN collect([[n1.id, n1.nameHu, n1.nameEn, n1.sector], r0.role]) AS f0 }
  CALL (n0) { MATCH (n0)-[:GAVE_RISE_TO]->(n2) WITH n2 ORDER BY n2.id LIMIT $p2 RETURN collect([[n2.id, n2.type, n2.titleHu, n2.titleEn]]) AS f1 }
  CALL (n0) { MATCH (n0)-[:TAKES_PLACE_IN]->(n3) WITH n3 ORDER BY n3.id LIMIT $p3 RETURN collect([[n3.nameHu]]) AS f2 }
  WITH * ORDER BY n0.nameSort, n0.id RETURN collect([[n0.nameHu, n0.nameEn, n0.summaryHu, n0.summaryEn, n0.status, n0.grantHuf, f0, f1, f2]]) AS f3 }
CALL () { MATCH (n4:SampleProject) RETURN count(n4) AS f4 }
RETURN v0 AS version, [f3, f4] AS data;

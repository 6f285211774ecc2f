// {"p0": 3, "p1": 2, "p2": 2, "p3": 2}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:County) WHERE n0.population IS NOT NULL AND n0.id IS NOT NULL WITH n0 ORDER BY n0.population DESC, n0.id LIMIT $p0
  CALL (n0) { MATCH (n1:Institution) WHERE n1.countyNuts3 = n0.nuts3 AND n1.nameSort IS NOT NULL WITH n1, n1.countyNuts3 AS k0, n1.nameSort AS k1 ORDER BY k0, k1, n1.id WITH collect(n1) AS every WITH size(every) AS total, every[..$p1 + 1] AS page UNWIND page AS n1
    CALL (n1) { MATCH (n1)-[r0:PARTICIPATES_IN]->(n2) WITH n2, r0 ORDER BY n2.startDate DESC, n2.id, r0.key LIMIT $p2
      CALL (n2) { MATCH (n2)<-[r1:PARTICIPATES_IN]-(n3:Institution) WITH n3, r1 ORDER BY n3.id, r1.key WITH collect([n3, r1]) AS every WITH size(every) AS total, every[..$p3] AS page UNWIND page AS kept WITH total, kept[0] AS n3, kept[1] AS r1 RETURN collect([[n3.id]]) AS f0, coalesce(max(total), 0) AS f1 }
      WITH * ORDER BY n2.startDate DESC, n2.id, r0.key RETURN collect([[n2.nameHu, n2.nameEn, f0, f1], r0.role, toString(r0.from)]) AS f2 }
    WITH * ORDER BY n1.nameSort, n1.id RETURN collect([[n1.nameHu, n1.nameEn, f2, COUNT { MATCH (n1)-[:PARTICIPATES_IN]->(n4) }], n1.nameSort, n1.id]) AS f3, coalesce(max(total), 0) AS f4 }
  WITH * ORDER BY n0.population DESC, n0.id RETURN collect([[n0.nameHu, n0.nameEn, f3, f4]]) AS f5 }
RETURN v0 AS version, [f5] AS data;

// {"p0": "HU223", "p1": "library", "p2": 5, "p3": "active", "p4": "inst:HU223:lib:009", "p5": 3}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:County {nuts3: $p0})
  CALL (n0) { MATCH (n1:Institution) WHERE n1.countyNuts3 = n0.nuts3 AND n1.sector = $p1 AND n1.id IS NOT NULL WITH n1, n1.countyNuts3 AS k0, n1.id AS k1 ORDER BY k0, k1 LIMIT $p2
    CALL (n1) { MATCH (n1)-[r0:PARTICIPATES_IN]->(n2) WHERE (n2.status = $p3 AND EXISTS { MATCH (n2)<-[:PARTICIPATES_IN]-(n3) WHERE n3.id <> $p4 }) WITH n2, r0 ORDER BY n2.id, r0.key WITH collect([n2, r0]) AS every WITH size(every) AS total, every[..$p5] AS page UNWIND page AS kept WITH total, kept[0] AS n2, kept[1] AS r0 RETURN collect([[n2.id, n2.status]]) AS f0, coalesce(max(total), 0) AS f1 }
    WITH * ORDER BY n1.id RETURN collect([[n1.id, f0, f1]]) AS f2 }
  RETURN head(collect([f2])) AS f3 }
RETURN v0 AS version, [f3] AS data;

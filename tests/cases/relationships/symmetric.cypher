// {"p0": "inst:HU223:lib:009", "p1": 100, "p2": "inst:HU223:lib:009", "p3": "library", "p4": 20}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Institution {id: $p0})
  CALL (n0) { MATCH (n0)-[r0:COOPERATES_WITH]-(n1) WITH n1, r0 ORDER BY n1.nameSort, n1.id LIMIT $p1 RETURN collect([[n1.id, n1.nameHu, n1.nameEn, COUNT { MATCH (n1)-[:COOPERATES_WITH]-(n2) WHERE n2.id = $p2 }], r0.weight, toString(r0.since), r0.types, r0.crossSector, r0.crossCounty]) AS f0 }
  CALL (n0) { MATCH (n0)-[:COOPERATES_WITH]-(n4) WHERE n4.sector <> $p3 WITH n4 ORDER BY n4.id WITH collect(n4) AS every WITH size(every) AS total, every[..$p4] AS page UNWIND page AS n4 RETURN collect([[n4.id, n4.sector]]) AS f1, coalesce(max(total), 0) AS f2 }
  RETURN head(collect([f0, COUNT { MATCH (n0)-[:COOPERATES_WITH]-(n3) }, f1, f2])) AS f3 }
RETURN v0 AS version, [f3] AS data;

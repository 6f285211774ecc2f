// {"p0": "HU223", "p1": "library", "p2": 2, "p3": "HU222", "p4": "library", "p5": 2}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:County {nuts3: $p0})
  CALL (n0) { MATCH (n1:Institution) WHERE n1.countyNuts3 = n0.nuts3 AND n1.sector = $p1 AND n1.id IS NOT NULL WITH n1, n1.countyNuts3 AS k0, n1.id AS k1 ORDER BY k0, k1 WITH collect(n1) AS every WITH size(every) AS total, every[..$p2] AS page UNWIND page AS n1 RETURN collect([[n1.nameHu, n1.nameEn]]) AS f0, coalesce(max(total), 0) AS f1 }
  RETURN head(collect([n0.nameHu, n0.nameEn, f0, f1])) AS f2 }
CALL () { MATCH (n2:County {nuts3: $p3})
  CALL (n2) { MATCH (n3:Institution) WHERE n3.countyNuts3 = n2.nuts3 AND n3.sector = $p4 AND n3.id IS NOT NULL WITH n3, n3.countyNuts3 AS k2, n3.id AS k3 ORDER BY k2, k3 WITH collect(n3) AS every WITH size(every) AS total, every[..$p5] AS page UNWIND page AS n3 RETURN collect([[n3.nameHu, n3.nameEn]]) AS f3, coalesce(max(total), 0) AS f4 }
  RETURN head(collect([n2.nameHu, n2.nameEn, f3, f4])) AS f5 }
RETURN v0 AS version, [f2, f5] AS data;

// {"p0": "HU223", "p1": "library", "p2": 2, "p3": "HU222", "p4": "library", "p5": 2}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:County {nuts3: $p0})
  CALL (n0) { MATCH (n0)<-[:SITED_IN]-(n1:Institution) WHERE n1.sector = $p1 WITH n1 ORDER BY n1.id WITH collect(n1) AS every WITH size(every) AS total, every[..$p2] AS page UNWIND page AS n1 RETURN collect([[n1.nameHu, n1.nameEn]]) AS f0, coalesce(max(total), 0) AS f1 }
  RETURN head(collect([n0.nameHu, n0.nameEn, f0, f1])) AS f2 }
CALL () { MATCH (n2:County {nuts3: $p3})
  CALL (n2) { MATCH (n2)<-[:SITED_IN]-(n3:Institution) WHERE n3.sector = $p4 WITH n3 ORDER BY n3.id WITH collect(n3) AS every WITH size(every) AS total, every[..$p5] AS page UNWIND page AS n3 RETURN collect([[n3.nameHu, n3.nameEn]]) AS f3, coalesce(max(total), 0) AS f4 }
  RETURN head(collect([n2.nameHu, n2.nameEn, f3, f4])) AS f5 }
RETURN v0 AS version, [f2, f5] AS data;

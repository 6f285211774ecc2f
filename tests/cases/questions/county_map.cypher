// {"p0": "HU223", "p1": 100}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:County {nuts3: $p0})
  CALL (n0) { MATCH (n1:Institution) WHERE n1.countyNuts3 = n0.nuts3 AND n1.nameSort IS NOT NULL WITH n1, n1.countyNuts3 AS k0, n1.nameSort AS k1 ORDER BY k0, k1, n1.id WITH collect(n1) AS every WITH size(every) AS total, every[..$p1] AS page UNWIND page AS n1 RETURN collect([[n1.id, n1.nameHu, n1.nameEn, n1.sector, n1.socialised, n1.participationLevel, n1.location.x, n1.location.y]]) AS f0, coalesce(max(total), 0) AS f1 }
  RETURN head(collect([f0, f1])) AS f2 }
RETURN v0 AS version, [f2] AS data;

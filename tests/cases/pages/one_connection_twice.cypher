// {"p0": "HU223", "p1": "library", "p2": 3, "p3": "museum", "p4": 2, "p5": 1}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:County {nuts3: $p0})
  CALL (n0) { MATCH (n1:Institution) WHERE n1.countyNuts3 = n0.nuts3 AND n1.sector = $p1 AND n1.id IS NOT NULL WITH n1, n1.countyNuts3 AS k0, n1.id AS k1 ORDER BY k0, k1 WITH collect(n1) AS every WITH size(every) AS total, every[..$p2] AS page UNWIND page AS n1 RETURN collect([[n1.id, n1.sector]]) AS f0, coalesce(max(total), 0) AS f1 }
  CALL (n0) { MATCH (n2:Institution) WHERE n2.countyNuts3 = n0.nuts3 AND n2.sector = $p3 AND n2.id IS NOT NULL WITH n2, n2.countyNuts3 AS k2, n2.id AS k3 ORDER BY k2 DESC, k3 DESC WITH collect(n2) AS every WITH size(every) AS total, every[..$p4] AS page UNWIND page AS n2 RETURN collect([[n2.id, n2.sector]]) AS f2, coalesce(max(total), 0) AS f3 }
  CALL (n0) { MATCH (n3:Institution) WHERE n3.countyNuts3 = n0.nuts3 AND n3.id IS NOT NULL WITH n3, n3.countyNuts3 AS k4, n3.id AS k5 ORDER BY k4, k5 WITH collect(n3) AS every WITH size(every) AS total, every[..$p5] AS page UNWIND page AS n3 RETURN collect([[n3.id]]) AS f4, coalesce(max(total), 0) AS f5 }
  RETURN head(collect([f0, f1, f2, f3, f4, f5])) AS f6 }
RETURN v0 AS version, [f6] AS data;

// {"p0": "HU110", "p1": 20}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:County {nuts3: $p0})
  CALL (n0) { MATCH (n1:Institution) WHERE n1.countyNuts3 = n0.nuts3 WITH DISTINCT n1 MATCH (n1)-[r0:COOPERATES_WITH]-(:Institution) WITH DISTINCT r0, startNode(r0) AS r0a, endNode(r0) AS r0b WITH r0, r0a, r0b ORDER BY r0a.id, r0b.id WITH collect([r0, r0a, r0b]) AS every WITH size(every) AS total, every[..$p1 + 1] AS page UNWIND page AS kept WITH total, kept[0] AS r0, kept[1] AS r0a, kept[2] AS r0b RETURN collect([[r0.weight], r0a.id, r0b.id]) AS f0, coalesce(max(total), 0) AS f1 }
  RETURN head(collect([f0, f1])) AS f2 }
RETURN v0 AS version, [f2] AS data;

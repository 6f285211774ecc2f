// {"p0": 20, "p1": "computed", "p2": 100}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Indicator) WHERE n0.code IS NOT NULL AND n0.id IS NOT NULL WITH n0 ORDER BY n0.code, n0.id LIMIT $p0
  CALL (n0) { MATCH (n0)-[:HAS_VALUE]->(n1) WHERE n1.method = $p1 WITH n1 ORDER BY n1.asOf, n1.id WITH collect(n1) AS every WITH size(every) AS total, every[..$p2] AS page UNWIND page AS n1 RETURN collect([[toString(n1.asOf), n1.value]]) AS f0, coalesce(max(total), 0) AS f1 }
  CALL (n0) { MATCH (n0)-[:HAS_VALUE]->(n2) WHERE n2.method = 'computed' WITH n2 ORDER BY n2.asOf DESC, n2.id DESC LIMIT 1 RETURN head(collect([n2.id, toString(n2.asOf), n2.value])) AS f2 }
  WITH * ORDER BY n0.code, n0.id RETURN collect([[n0.code, f0, f1, f2]]) AS f3 }
RETURN v0 AS version, [f3] AS data;

// {"p0": "HU223", "p1": 20, "p2": 1, "p3": 20}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:County {nuts3: $p0})
  CALL (n0) { MATCH (n1:Institution) WHERE n1.countyNuts3 = n0.nuts3 WITH DISTINCT n1 MATCH (n1)-[r0:COOPERATES_WITH]-(:Institution) WITH DISTINCT r0, startNode(r0) AS r0a, endNode(r0) AS r0b WITH r0, r0a, r0b, r0.crossSector AS g0, r0.since.year AS g1 WITH g0, g1, count(r0) AS a0, round(avg(r0.weight), 6) AS a1, max(r0.weight) AS a2, min(r0.since) AS a3 ORDER BY g0, g1 WITH collect([g0, g1, a0, a1, a2, toString(a3)]) AS every, sum(a0) AS counted RETURN every[..$p1] AS f0, size(every) AS f1, coalesce(counted, 0) AS f2 }
  CALL (n0) { MATCH (n2:Institution) WHERE n2.countyNuts3 = n0.nuts3 WITH DISTINCT n0, n2 MATCH (n2)-[r1:COOPERATES_WITH]->(n2b:Institution) WHERE n2b.countyNuts3 = n0.nuts3 WITH r1, n2 AS r1a, n2b AS r1b WHERE r1.weight >= $p2 WITH r1, r1a, r1b, r1.weight AS g2 WITH g2, count(r1) AS a4 ORDER BY a4 DESC, g2 LIMIT $p3 RETURN collect([g2, a4]) AS f3 }
  RETURN head(collect([f0, f1, f2, f3])) AS f4 }
RETURN v0 AS version, [f4] AS data;

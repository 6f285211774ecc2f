// {"p0": 3000, "p1": 4}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Institution) WHERE EXISTS { MATCH (n0)-[:IN_SETTLEMENT]->(n1) WHERE n1.population > $p0 }
  WITH n0, head([(n0)-[:IN_SETTLEMENT]->(n2) | [n2.nameHu, n2.nameSort]]) AS g0, n0.sector AS g1 WITH g0, g1, count(n0) AS a0, round(avg(n0.staffCount), 6) AS a1 ORDER BY a1 DESC, g0[1], g0[0], g1 WITH collect([g0[0], g1, a0, a1, g0[1]]) AS every, sum(a0) AS counted RETURN every[..$p1 + 1] AS f0, size(every) AS f1, coalesce(counted, 0) AS f2 }
RETURN v0 AS version, [f0, f1] AS data;

// {"p0": 3000, "p1": 56.0, "p2": "HJHY!!1", "p3": "Eger", "p4": "museum", "p5": 3}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Institution) WHERE EXISTS { MATCH (n0)-[:IN_SETTLEMENT]->(n1) WHERE n1.population > $p0 }
  WITH n0, head([(n0)-[:IN_SETTLEMENT]->(n2) | [n2.nameHu, n2.nameSort]]) AS g0, n0.sector AS g1 WITH g0, g1, count(n0) AS a0, round(avg(n0.staffCount), 6) AS a1 WHERE (a1 > $p1 OR a1 IS NULL OR (a1 = $p1 AND g0[1] <= $p2 AND (g0[1] < $p2 OR g0[0] <= $p3 AND (g0[0] < $p3 OR g1 < $p4)))) WITH * ORDER BY a1, g0[1] DESC, g0[0] DESC, g1 DESC LIMIT $p5 + 1 RETURN collect([g0[0], g1, a0, a1, g0[1]]) AS f0 }
RETURN v0 AS version, [f0] AS data;

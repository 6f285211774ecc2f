// {"p0": 3000, "p1": 57.0, "p2": "BHOHZDABA!0101!1", "p3": "Békéscsaba", "p4": "museum", "p5": 4, "p6": 3000}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Institution) WHERE EXISTS { MATCH (n0)-[:IN_SETTLEMENT]->(n1) WHERE n1.population > $p0 }
  WITH n0, head([(n0)-[:IN_SETTLEMENT]->(n2) | [n2.nameHu, n2.nameSort]]) AS g0, n0.sector AS g1 WITH g0, g1, count(n0) AS a0, round(avg(n0.staffCount), 6) AS a1 WHERE a1 <= $p1 AND (a1 < $p1 OR g0[1] >= $p2 AND (g0[1] > $p2 OR g0[0] >= $p3 AND (g0[0] > $p3 OR g1 > $p4))) WITH * ORDER BY a1 DESC, g0[1], g0[0], g1 LIMIT $p5 + 1 RETURN collect([g0[0], g1, a0, a1, g0[1]]) AS f0 }
CALL () { MATCH (n3:Institution) WHERE EXISTS { MATCH (n3)-[:IN_SETTLEMENT]->(n4) WHERE n4.population > $p6 }
  WITH n3, head([(n3)-[:IN_SETTLEMENT]->(n5) | [n5.nameHu, n5.nameSort]]) AS g2, n3.sector AS g3 WITH g2, g3, count(n3) AS a2 RETURN count(*) AS f1 }
RETURN v0 AS version, [f0, f1] AS data;

// {"m_degree": {}, "m_constraint": {}, "m_community": {}, "m_articulation": {}, "m_core": {}, "p0": 20, "m_component": {}, "p1": 3, "p2": 1, "p3": 3.0, "p4": 20, "m_liaisonZ": {}, "p5": 3}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Institution) RETURN [count(n0), min($m_degree[n0.id]), max($m_degree[n0.id]), avg($m_degree[n0.id]), sum($m_degree[n0.id]), count(DISTINCT $m_degree[n0.id]), avg($m_constraint[n0.id]), max($m_constraint[n0.id]), count(DISTINCT $m_community[n0.id]), count(DISTINCT $m_articulation[n0.id])] AS f0 }
CALL () { MATCH (n1:Institution) WITH n1, $m_core[n1.id] AS g0 WITH g0, count(n1) AS a0, round(avg($m_constraint[n1.id]), 6) AS a1 ORDER BY g0 LIMIT $p0 RETURN collect([g0, a0, a1]) AS f1 }
CALL () { MATCH (n2:Institution) WITH n2, $m_component[n2.id] AS g1 WITH g1, count(n2) AS a2, collect(n2) AS x0 ORDER BY a2 DESC, g1 LIMIT $p1 + 1
  CALL (x0) { UNWIND x0 AS n3 WITH n3 ORDER BY n3.id LIMIT $p2 RETURN collect([n3.id]) AS f2 }
  WITH * ORDER BY a2 DESC, g1 RETURN collect([g1, a2, f2]) AS f3 }
CALL () { MATCH (n4:Institution) WITH n4, $m_component[n4.id] AS g2 WITH g2, count(n4) AS a3 RETURN count(*) AS f4 }
CALL () { MATCH (n5:Institution) WITH n5, n5.sector AS g3, $m_articulation[n5.id] AS g4 WITH g3, g4, count(n5) AS a4, round(avg($m_degree[n5.id]), 6) AS a5 WHERE a5 > $p3 WITH * ORDER BY g3, g4 LIMIT $p4 RETURN collect([g3, g4, a4, a5]) AS f5 }
CALL () { MATCH (n6:Institution) WITH n6, $m_liaisonZ[n6.id] AS g5 WITH g5, count(n6) AS a6 ORDER BY g5 DESC LIMIT $p5 RETURN collect([g5, a6]) AS f6 }
RETURN v0 AS version, [f0, f1, f3, f4, f5, f6] AS data;

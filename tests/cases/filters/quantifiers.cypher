// {"p0": "joint_event", "p1": 3, "p2": "joint_event", "p3": "2018-06-01", "p4": "joint_event", "p5": 3, "p6": "joint_event", "p7": "2018-06-01"}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Institution) WHERE NOT EXISTS { MATCH (n0)-[:PARTICIPATES_IN]->(n1) WHERE NOT coalesce(n1.type = $p0, false) } AND n0.id IS NOT NULL WITH n0 ORDER BY n0.id LIMIT $p1 RETURN collect([[n0.id]]) AS f0 }
CALL () { MATCH (n2:Institution) WHERE NOT EXISTS { MATCH (n2)-[:PARTICIPATES_IN]->(n3) WHERE NOT coalesce(n3.type = $p2, false) }
  RETURN count(n2) AS f1 }
CALL () { MATCH (n4:Institution) WHERE NOT EXISTS { MATCH (n4)-[:PARTICIPATES_IN]->(n5) WHERE NOT coalesce(n5.endDate > date($p3), false) }
  RETURN count(n4) AS f2 }
CALL () { MATCH (n6:Institution) WHERE COUNT { MATCH (n6)-[:PARTICIPATES_IN]->(n7) WHERE n7.type = $p4 } = 1 AND n6.id IS NOT NULL WITH n6 ORDER BY n6.id LIMIT $p5 RETURN collect([[n6.id]]) AS f3 }
CALL () { MATCH (n8:Institution) WHERE COUNT { MATCH (n8)-[:PARTICIPATES_IN]->(n9) WHERE n9.type = $p6 } = 1 RETURN count(n8) AS f4 }
CALL () { MATCH (n10:Institution) WHERE NOT EXISTS { MATCH (n10)-[:PARTICIPATES_IN]->(n11) WHERE n11.endDate > date($p7) }
  RETURN count(n10) AS f5 }
RETURN v0 AS version, [f0, f1, f2, f3, f4, f5] AS data;

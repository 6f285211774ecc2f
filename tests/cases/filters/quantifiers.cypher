// {"p0": "joint_event", "p1": 3, "p2": "2018-06-01", "p3": "joint_event", "p4": 3, "p5": "2018-06-01"}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Institution) WHERE NOT EXISTS { MATCH (n0)-[:PARTICIPATES_IN]->(n1) WHERE NOT coalesce(n1.type = $p0, false) }
  WITH n0 ORDER BY n0.id WITH collect(n0) AS every WITH size(every) AS total, every[..$p1] AS page UNWIND page AS n0 RETURN collect([[n0.id]]) AS f0, coalesce(max(total), 0) AS f1 }
CALL () { MATCH (n2:Institution) WHERE NOT EXISTS { MATCH (n2)-[:PARTICIPATES_IN]->(n3) WHERE NOT coalesce(n3.endDate > date($p2), false) }
  RETURN count(n2) AS f2 }
CALL () { MATCH (n4:Institution) WHERE COUNT { MATCH (n4)-[:PARTICIPATES_IN]->(n5) WHERE n5.type = $p3 } = 1 WITH n4 ORDER BY n4.id WITH collect(n4) AS every WITH size(every) AS total, every[..$p4] AS page UNWIND page AS n4 RETURN collect([[n4.id]]) AS f3, coalesce(max(total), 0) AS f4 }
CALL () { MATCH (n6:Institution) WHERE NOT EXISTS { MATCH (n6)-[:PARTICIPATES_IN]->(n7) WHERE n7.endDate > date($p5) }
  RETURN count(n6) AS f5 }
RETURN v0 AS version, [f0, f1, f2, f3, f4, f5] AS data;

// {"p0": "host", "p1": "joint_event", "p2": 2, "p3": "host", "p4": 20, "p5": 3, "p6": 20, "p7": "2018-01-01", "p8": true, "p9": 3, "p10": "2010-01-01", "p11": "initiator", "p12": "closed"}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Institution) WHERE EXISTS { MATCH (n0)-[r0:PARTICIPATES_IN]->(n1) WHERE (r0.role = $p0 AND n1.type = $p1) }
  WITH n0 ORDER BY n0.id WITH collect(n0) AS every WITH size(every) AS total, every[..$p2] AS page UNWIND page AS n0
  CALL (n0) { MATCH (n0)-[r1:PARTICIPATES_IN]->(n2) WHERE r1.role = $p3 WITH n2, r1 ORDER BY n2.id, r1.key WITH collect([n2, r1]) AS every WITH size(every) AS total, every[..$p4] AS page UNWIND page AS kept WITH total, kept[0] AS n2, kept[1] AS r1 RETURN collect([[n2.id], r1.role]) AS f0, coalesce(max(total), 0) AS f1 }
  WITH * ORDER BY n0.id RETURN collect([[n0.id, f0, f1]]) AS f2, coalesce(max(total), 0) AS f3 }
CALL () { MATCH (n3:Institution) WHERE COUNT { MATCH (n3)-[r2:COOPERATES_WITH]-(n4) WHERE r2.weight >= $p5 } = 1 AND n3.id IS NOT NULL WITH n3 ORDER BY n3.id LIMIT $p6 RETURN collect([[n3.id]]) AS f4 }
CALL () { MATCH (n5:Community) WHERE NOT EXISTS { MATCH (n5)<-[r3:MENTORS]-(n6) WHERE NOT coalesce(r3.from >= date($p7), false) }
  RETURN count(n5) AS f5 }
CALL () { MATCH (n7:Institution) WHERE COUNT { MATCH (n7)-[r4:COOPERATES_WITH]-(n8) WHERE r4.crossCounty = $p8 } >= $p9 RETURN count(n7) AS f6 }
CALL () { MATCH (n9:Professional) WHERE EXISTS { MATCH (n9)-[r5:EMPLOYED_BY]->(n10) WHERE r5.to IS NULL AND r5.from < date($p10) }
  RETURN count(n9) AS f7 }
CALL () { MATCH (n11:Institution) WHERE EXISTS { MATCH (n11)-[r6:PARTICIPATES_IN]->(n12) WHERE (r6.role = $p11 OR n12.status = $p12) }
  RETURN count(n11) AS f8 }
RETURN v0 AS version, [f2, f3, f4, f5, f6, f7, f8] AS data;

// {"p0": "host", "p1": "joint_event", "p2": 2, "p3": "host", "p4": 20, "p5": "host", "p6": "host", "p7": "joint_event", "p8": 3, "p9": 20, "p10": "2018-01-01", "p11": true, "p12": 3, "p13": "2010-01-01", "p14": "initiator", "p15": "closed"}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Institution) WHERE EXISTS { MATCH (n0)-[r0:PARTICIPATES_IN]->(n1) WHERE (r0.role = $p0 AND n1.type = $p1) } AND n0.id IS NOT NULL WITH n0 ORDER BY n0.id LIMIT $p2
  CALL (n0) { MATCH (n0)-[r1:PARTICIPATES_IN]->(n2) WHERE r1.role = $p3 WITH n2, r1 ORDER BY n2.id, r1.key LIMIT $p4 RETURN collect([[n2.id], r1.role]) AS f0 }
  WITH * ORDER BY n0.id RETURN collect([[n0.id, f0, COUNT { MATCH (n0)-[r2:PARTICIPATES_IN]->(n3) WHERE r2.role = $p5 }]]) AS f1 }
CALL () { MATCH (n4:Institution) WHERE EXISTS { MATCH (n4)-[r3:PARTICIPATES_IN]->(n5) WHERE (r3.role = $p6 AND n5.type = $p7) }
  RETURN count(n4) AS f2 }
CALL () { MATCH (n6:Institution) WHERE COUNT { MATCH (n6)-[r4:COOPERATES_WITH]-(n7) WHERE r4.weight >= $p8 } = 1 AND n6.id IS NOT NULL WITH n6 ORDER BY n6.id LIMIT $p9 RETURN collect([[n6.id]]) AS f3 }
CALL () { MATCH (n8:Community) WHERE NOT EXISTS { MATCH (n8)<-[r5:MENTORS]-(n9) WHERE NOT coalesce(r5.from >= date($p10), false) }
  RETURN count(n8) AS f4 }
CALL () { MATCH (n10:Institution) WHERE COUNT { MATCH (n10)-[r6:COOPERATES_WITH]-(n11) WHERE r6.crossCounty = $p11 } >= $p12 RETURN count(n10) AS f5 }
CALL () { MATCH (n12:Professional) WHERE EXISTS { MATCH (n12)-[r7:EMPLOYED_BY]->(n13) WHERE r7.to IS NULL AND r7.from < date($p13) }
  RETURN count(n12) AS f6 }
CALL () { MATCH (n14:Institution) WHERE EXISTS { MATCH (n14)-[r8:PARTICIPATES_IN]->(n15) WHERE (r8.role = $p14 OR n15.status = $p15) }
  RETURN count(n14) AS f7 }
RETURN v0 AS version, [f1, f2, f3, f4, f5, f6, f7] AS data;

// {"p0": "host", "p1": "joint_event", "p2": 2, "p3": "host", "p4": 20, "p5": "host", "p6": "joint_event", "p7": 3, "p8": 20, "p9": "2018-01-01", "p10": true, "p11": 3, "p12": "2010-01-01", "p13": "initiator", "p14": "closed"}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Institution) WHERE EXISTS { MATCH (n0)-[r0:PARTICIPATES_IN]->(n1) WHERE (r0.role = $p0 AND n1.type = $p1) } AND n0.id IS NOT NULL WITH n0 ORDER BY n0.id LIMIT $p2
  CALL (n0) { MATCH (n0)-[r1:PARTICIPATES_IN]->(n2) WHERE r1.role = $p3 WITH n2, r1 ORDER BY n2.id, r1.key WITH collect([n2, r1]) AS every WITH size(every) AS total, every[..$p4] AS page UNWIND page AS kept WITH total, kept[0] AS n2, kept[1] AS r1 RETURN collect([[n2.id], r1.role]) AS f0, coalesce(max(total), 0) AS f1 }
  WITH * ORDER BY n0.id RETURN collect([[n0.id, f0, f1]]) AS f2 }
CALL () { MATCH (n3:Institution) WHERE EXISTS { MATCH (n3)-[r2:PARTICIPATES_IN]->(n4) WHERE (r2.role = $p5 AND n4.type = $p6) }
  RETURN count(n3) AS f3 }
CALL () { MATCH (n5:Institution) WHERE COUNT { MATCH (n5)-[r3:COOPERATES_WITH]-(n6) WHERE r3.weight >= $p7 } = 1 AND n5.id IS NOT NULL WITH n5 ORDER BY n5.id LIMIT $p8 RETURN collect([[n5.id]]) AS f4 }
CALL () { MATCH (n7:Community) WHERE NOT EXISTS { MATCH (n7)<-[r4:MENTORS]-(n8) WHERE NOT coalesce(r4.from >= date($p9), false) }
  RETURN count(n7) AS f5 }
CALL () { MATCH (n9:Institution) WHERE COUNT { MATCH (n9)-[r5:COOPERATES_WITH]-(n10) WHERE r5.crossCounty = $p10 } >= $p11 RETURN count(n9) AS f6 }
CALL () { MATCH (n11:Professional) WHERE EXISTS { MATCH (n11)-[r6:EMPLOYED_BY]->(n12) WHERE r6.to IS NULL AND r6.from < date($p12) }
  RETURN count(n11) AS f7 }
CALL () { MATCH (n13:Institution) WHERE EXISTS { MATCH (n13)-[r7:PARTICIPATES_IN]->(n14) WHERE (r7.role = $p13 OR n14.status = $p14) }
  RETURN count(n13) AS f8 }
RETURN v0 AS version, [f2, f3, f4, f5, f6, f7, f8] AS data;

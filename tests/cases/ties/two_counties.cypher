// {"p0": "HU223", "p1": 4, "p2": 2, "p3": 2, "p4": 2, "p5": "HU333", "p6": 4, "p7": 2, "p8": 2, "p9": 2}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:County {nuts3: $p0})
  CALL (n0) { MATCH (n0)<-[:SITED_IN]-(n1:Institution) WITH DISTINCT n1 MATCH (n1)-[r0:COOPERATES_WITH]-(:Institution) WITH DISTINCT r0, startNode(r0) AS r0a, endNode(r0) AS r0b WITH r0, r0a, r0b ORDER BY r0a.id, r0b.id WITH collect([r0, r0a, r0b]) AS every WITH size(every) AS total, every[..$p1] AS page UNWIND page AS kept WITH total, kept[0] AS r0, kept[1] AS r0a, kept[2] AS r0b
    CALL (r0a, r0b) { MATCH (r0a)-[:PARTICIPATES_IN]->(n2:Collaboration) MATCH (n2)<-[:PARTICIPATES_IN]-(r0b) WITH DISTINCT n2 ORDER BY n2.id WITH collect(n2) AS every WITH size(every) AS total, every[..$p2] AS page UNWIND page AS n2 RETURN collect([[n2.id]]) AS f0, coalesce(max(total), 0) AS f1 }
    WITH * ORDER BY r0a.id, r0b.id RETURN collect([[r0.weight, [[r0a.id], [r0b.id]], f0, f1]]) AS f2, coalesce(max(total), 0) AS f3 }
  CALL (n0) { MATCH (n0)<-[:SITED_IN]-(n3:Institution) WITH DISTINCT n0, n3 MATCH (n3)-[r1:COOPERATES_WITH]->(n3b:Institution) WHERE EXISTS { MATCH (n3b)-[:SITED_IN]->(n0) }
    WITH r1, n3 AS r1a, n3b AS r1b WITH r1, r1a, r1b ORDER BY r1a.id DESC, r1b.id DESC WITH collect([r1, r1a, r1b]) AS every WITH size(every) AS total, every[..$p3] AS page UNWIND page AS kept WITH total, kept[0] AS r1, kept[1] AS r1a, kept[2] AS r1b
    CALL (r1a, r1b) { MATCH (r1a)-[:PARTICIPATES_IN]->(n4:Collaboration) MATCH (n4)<-[:PARTICIPATES_IN]-(r1b) WITH DISTINCT n4 ORDER BY n4.id WITH collect(n4) AS every WITH size(every) AS total, every[..$p4] AS page UNWIND page AS n4 RETURN collect([[n4.id]]) AS f4, coalesce(max(total), 0) AS f5 }
    WITH * ORDER BY r1a.id DESC, r1b.id DESC RETURN collect([[r1.weight, [[r1a.id], [r1b.id]], f4, f5]]) AS f6, coalesce(max(total), 0) AS f7 }
  RETURN head(collect([n0.nameHu, n0.nameEn, f2, f3, f6, f7])) AS f8 }
CALL () { MATCH (n5:County {nuts3: $p5})
  CALL (n5) { MATCH (n5)<-[:SITED_IN]-(n6:Institution) WITH DISTINCT n6 MATCH (n6)-[r2:COOPERATES_WITH]-(:Institution) WITH DISTINCT r2, startNode(r2) AS r2a, endNode(r2) AS r2b WITH r2, r2a, r2b ORDER BY r2a.id, r2b.id WITH collect([r2, r2a, r2b]) AS every WITH size(every) AS total, every[..$p6] AS page UNWIND page AS kept WITH total, kept[0] AS r2, kept[1] AS r2a, kept[2] AS r2b
    CALL (r2a, r2b) { MATCH (r2a)-[:PARTICIPATES_IN]->(n7:Collaboration) MATCH (n7)<-[:PARTICIPATES_IN]-(r2b) WITH DISTINCT n7 ORDER BY n7.id WITH collect(n7) AS every WITH size(every) AS total, every[..$p7] AS page UNWIND page AS n7 RETURN collect([[n7.id]]) AS f9, coalesce(max(total), 0) AS f10 }
    WITH * ORDER BY r2a.id, r2b.id RETURN collect([[r2.weight, [[r2a.id], [r2b.id]], f9, f10]]) AS f11, coalesce(max(total), 0) AS f12 }
  CALL (n5) { MATCH (n5)<-[:SITED_IN]-(n8:Institution) WITH DISTINCT n5, n8 MATCH (n8)-[r3:COOPERATES_WITH]->(n8b:Institution) WHERE EXISTS { MATCH (n8b)-[:SITED_IN]->(n5) }
    WITH r3, n8 AS r3a, n8b AS r3b WITH r3, r3a, r3b ORDER BY r3a.id DESC, r3b.id DESC WITH collect([r3, r3a, r3b]) AS every WITH size(every) AS total, every[..$p8] AS page UNWIND page AS kept WITH total, kept[0] AS r3, kept[1] AS r3a, kept[2] AS r3b
    CALL (r3a, r3b) { MATCH (r3a)-[:PARTICIPATES_IN]->(n9:Collaboration) MATCH (n9)<-[:PARTICIPATES_IN]-(r3b) WITH DISTINCT n9 ORDER BY n9.id WITH collect(n9) AS every WITH size(every) AS total, every[..$p9] AS page UNWIND page AS n9 RETURN collect([[n9.id]]) AS f13, coalesce(max(total), 0) AS f14 }
    WITH * ORDER BY r3a.id DESC, r3b.id DESC RETURN collect([[r3.weight, [[r3a.id], [r3b.id]], f13, f14]]) AS f15, coalesce(max(total), 0) AS f16 }
  RETURN head(collect([n5.nameHu, n5.nameEn, f11, f12, f15, f16])) AS f17 }
RETURN v0 AS version, [f8, f17] AS data;

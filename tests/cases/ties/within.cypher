// {"p0": "HU333", "p1": true, "p2": 100, "p3": true, "p4": "HU222", "p5": true, "p6": "HU222"}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:County {nuts3: $p0})
  CALL (n0) { MATCH (n0)<-[:SITED_IN]-(n1:Institution) WITH DISTINCT n1 MATCH (n1)-[r0:COOPERATES_WITH]-(:Institution) WITH DISTINCT r0, startNode(r0) AS r0a, endNode(r0) AS r0b WHERE r0.crossCounty = $p1 WITH r0, r0a, r0b ORDER BY r0a.id, r0b.id WITH collect([r0, r0a, r0b]) AS every WITH size(every) AS total, every[..$p2] AS page UNWIND page AS kept WITH total, kept[0] AS r0, kept[1] AS r0a, kept[2] AS r0b RETURN collect([[[[head([(r0a)-[:SITED_IN]->(n2) | [n2.nuts3]])], [head([(r0b)-[:SITED_IN]->(n3) | [n3.nuts3]])]]]]) AS f0, coalesce(max(total), 0) AS f1 }
  RETURN head(collect([f0, f1, COUNT { MATCH (n0)<-[:SITED_IN]-(n4:Institution) WITH DISTINCT n0, n4 MATCH (n4)-[r1:COOPERATES_WITH]->(n4b:Institution) WHERE EXISTS { MATCH (n4b)-[:SITED_IN]->(n0) }
    WITH r1, n4 AS r1a, n4b AS r1b WHERE r1.crossCounty = $p3 RETURN r1 }, COUNT { MATCH (n0)<-[:SITED_IN]-(n5:Institution) WITH DISTINCT n0, n5 MATCH (n5)-[r2:COOPERATES_WITH]->(n5b:Institution) WHERE EXISTS { MATCH (n5b)-[:SITED_IN]->(n0) }
    WITH r2, n5 AS r2a, n5b AS r2b RETURN r2 }, COUNT { MATCH (n0)<-[:SITED_IN]-(n6:Institution) WITH DISTINCT n6 MATCH (n6)-[r3:COOPERATES_WITH]-(:Institution) WITH DISTINCT r3, startNode(r3) AS r3a, endNode(r3) AS r3b RETURN r3 }])) AS f2 }
CALL () { MATCH (n7:County {nuts3: $p4}) RETURN head(collect([COUNT { MATCH (n7)<-[:SITED_IN]-(n8:Institution) WITH DISTINCT n7, n8 MATCH (n8)-[r4:COOPERATES_WITH]->(n8b:Institution) WHERE EXISTS { MATCH (n8b)-[:SITED_IN]->(n7) }
    WITH r4, n8 AS r4a, n8b AS r4b WHERE r4.crossCounty = $p5 RETURN r4 }])) AS f3 }
CALL () { MATCH (n9:County {nuts3: $p6}) RETURN head(collect([COUNT { MATCH (n9)<-[:SITED_IN]-(n10:Institution) WITH DISTINCT n9, n10 MATCH (n10)-[r5:COOPERATES_WITH]->(n10b:Institution) WHERE EXISTS { MATCH (n10b)-[:SITED_IN]->(n9) }
    WITH r5, n10 AS r5a, n10b AS r5b RETURN r5 }])) AS f4 }
RETURN v0 AS version, [f2, f3, f4] AS data;

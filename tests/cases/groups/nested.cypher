// {"p0": 2, "p1": 20, "p2": 1, "p3": 20, "p4": 1, "p5": 20}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:County) WHERE n0.nameSort IS NOT NULL AND n0.id IS NOT NULL WITH n0 ORDER BY n0.nameSort, n0.id LIMIT $p0
  CALL (n0) { MATCH (n0)<-[:SITED_IN]-(n1:Institution) WITH n1, n1.sector AS g0 WITH g0, count(n1) AS a0, collect(n1) AS x0 ORDER BY a0, g0 LIMIT $p1
    CALL (x0) { UNWIND x0 AS n2 WITH n2 ORDER BY n2.id LIMIT $p2
      CALL (n2) { MATCH (n2)-[:PARTICIPATES_IN]->(n3) WHERE n2:Institution WITH n3, n3.type AS g1 WITH g1, count(n3) AS a1 ORDER BY g1 LIMIT $p3 RETURN collect([g1, a1]) AS f0 }
      CALL (n2) { MATCH (n2)-[:PARTICIPATES_IN]->(n4) WHERE n2:Institution WITH n4, n4.type AS g2 WITH g2, count(n4) AS a2 RETURN count(*) AS f1 }
      WITH * ORDER BY n2.id RETURN collect([n2.id, f0, f1]) AS f2 }
    WITH * ORDER BY a0, g0 RETURN collect([g0, a0, f2]) AS f3 }
  CALL (n0) { MATCH (n0)<-[:SITED_IN]-(n5:Institution) WITH n5, n5.sector AS g3 WITH g3, count(n5) AS a3 RETURN count(*) AS f4 }
  CALL (n0) { MATCH (n0)<-[:SITED_IN]-(n6:Institution) WITH DISTINCT n6 MATCH (n6)-[r0:COOPERATES_WITH]-(:Institution) WITH DISTINCT r0, startNode(r0) AS r0a, endNode(r0) AS r0b WITH r0, r0a, r0b ORDER BY r0a.id, r0b.id LIMIT $p4
    CALL (r0a, r0b) { MATCH (r0a)-[:PARTICIPATES_IN]->(n7:Collaboration) MATCH (n7)<-[:PARTICIPATES_IN]-(r0b) WITH DISTINCT n7 WITH n7, n7.type AS g4 WITH g4, count(n7) AS a4 ORDER BY g4 LIMIT $p5 RETURN collect([g4, a4]) AS f5 }
    WITH * ORDER BY r0a.id, r0b.id RETURN collect([[f5]]) AS f6 }
  WITH * ORDER BY n0.nameSort, n0.id RETURN collect([[n0.nuts3, f3, f4, f6]]) AS f7 }
RETURN v0 AS version, [f7] AS data;

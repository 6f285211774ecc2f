// {"p0": 2, "p1": 20, "p2": 1, "p3": 20, "p4": 1, "p5": 20}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:County) WHERE n0.nameSort IS NOT NULL AND n0.id IS NOT NULL WITH n0 ORDER BY n0.nameSort, n0.id LIMIT $p0
  CALL (n0) { MATCH (n1:Institution) WHERE n1.countyNuts3 = n0.nuts3 WITH n1, n1.sector AS g0 WITH g0, count(n1) AS a0, collect(n1) AS x0 ORDER BY a0, g0 LIMIT $p1
    CALL (x0) { UNWIND x0 AS n2 WITH n2 ORDER BY n2.id LIMIT $p2
      CALL (n2) { MATCH (n2)-[:PARTICIPATES_IN]->(n3) WHERE n2:Institution WITH n3, n3.type AS g1 WITH g1, count(n3) AS a1 ORDER BY g1 WITH collect([g1, a1]) AS every, sum(a1) AS counted RETURN every[..$p3] AS f0, size(every) AS f1, coalesce(counted, 0) AS f2 }
      WITH * ORDER BY n2.id RETURN collect([n2.id, f0, f1]) AS f3 }
    WITH * ORDER BY a0, g0 RETURN collect([g0, a0, f3]) AS f4 }
  CALL (n0) { MATCH (n4:Institution) WHERE n4.countyNuts3 = n0.nuts3 WITH n4, n4.sector AS g2 WITH g2, count(n4) AS a2 RETURN count(*) AS f5 }
  CALL (n0) { MATCH (n5:Institution) WHERE n5.countyNuts3 = n0.nuts3 WITH DISTINCT n5 MATCH (n5)-[r0:COOPERATES_WITH]-(:Institution) WITH DISTINCT r0, startNode(r0) AS r0a, endNode(r0) AS r0b WITH r0, r0a, r0b ORDER BY r0a.id, r0b.id LIMIT $p4
    CALL (r0a, r0b) { MATCH (r0a)-[:PARTICIPATES_IN]->(n6:Collaboration) MATCH (n6)<-[:PARTICIPATES_IN]-(r0b) WITH DISTINCT n6 WITH n6, n6.type AS g3 WITH g3, count(n6) AS a3 ORDER BY g3 LIMIT $p5 RETURN collect([g3, a3]) AS f6 }
    WITH * ORDER BY r0a.id, r0b.id RETURN collect([[f6]]) AS f7 }
  WITH * ORDER BY n0.nameSort, n0.id RETURN collect([[n0.nuts3, f4, f5, f7]]) AS f8 }
RETURN v0 AS version, [f8] AS data;

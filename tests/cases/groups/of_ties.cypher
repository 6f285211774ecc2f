// {"p0": "HU223", "p1": 20, "p2": 1, "p3": 20}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:County {nuts3: $p0})
  CALL (n0) { MATCH (n0)<-[:SITED_IN]-(n1:Institution) WITH DISTINCT n1 MATCH (n1)-[r0:COOPERATES_WITH]-(:Institution) WITH DISTINCT r0, startNode(r0) AS r0a, endNode(r0) AS r0b WITH r0, r0a, r0b, r0.crossSector AS g0, r0.since.year AS g1 WITH g0, g1, count(r0) AS a0, round(avg(r0.weight), 6) AS a1, max(r0.weight) AS a2, min(r0.since) AS a3 ORDER BY g0, g1 LIMIT $p1 RETURN collect([g0, g1, a0, a1, a2, toString(a3)]) AS f0 }
  CALL (n0) { MATCH (n0)<-[:SITED_IN]-(n2:Institution) WITH DISTINCT n2 MATCH (n2)-[r1:COOPERATES_WITH]-(:Institution) WITH DISTINCT r1, startNode(r1) AS r1a, endNode(r1) AS r1b WITH r1, r1a, r1b, r1.crossSector AS g2, r1.since.year AS g3 WITH g2, g3, count(r1) AS a4 RETURN count(*) AS f1 }
  CALL (n0) { MATCH (n0)<-[:SITED_IN]-(n4:Institution) WITH DISTINCT n0, n4 MATCH (n4)-[r3:COOPERATES_WITH]->(n4b:Institution) WHERE EXISTS { MATCH (n4b)-[:SITED_IN]->(n0) }
    WITH r3, n4 AS r3a, n4b AS r3b WHERE r3.weight >= $p2 WITH r3, r3a, r3b, r3.weight AS g4 WITH g4, count(r3) AS a5 ORDER BY a5 DESC, g4 LIMIT $p3 RETURN collect([g4, a5]) AS f2 }
  RETURN head(collect([f0, f1, COUNT { MATCH (n0)<-[:SITED_IN]-(n3:Institution) WITH DISTINCT n3 MATCH (n3)-[r2:COOPERATES_WITH]-(:Institution) WITH DISTINCT r2, startNode(r2) AS r2a, endNode(r2) AS r2b RETURN r2 }, f2])) AS f3 }
RETURN v0 AS version, [f3] AS data;

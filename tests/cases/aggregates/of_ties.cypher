// {"p0": "HU223", "p1": 20}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:County {nuts3: $p0})
  CALL (n0) { MATCH (n1:Institution) WHERE n1.countyNuts3 = n0.nuts3 WITH DISTINCT n1 MATCH (n1)-[r0:COOPERATES_WITH]-(:Institution) WITH DISTINCT r0, startNode(r0) AS r0a, endNode(r0) AS r0b RETURN [count(r0), min(r0.weight), max(r0.weight), avg(r0.weight), sum(r0.weight), toString(min(r0.since)), toString(max(r0.since)), count(DISTINCT r0.crossSector)] AS f0 }
  CALL (n0) { MATCH (n2:Institution) WHERE n2.countyNuts3 = n0.nuts3 WITH DISTINCT n0, n2 MATCH (n2)-[r1:COOPERATES_WITH]->(n2b:Institution) WHERE n2b.countyNuts3 = n0.nuts3 WITH r1, n2 AS r1a, n2b AS r1b WITH r1, r1a, r1b ORDER BY r1a.id, r1b.id LIMIT $p1
    CALL (r1a, r1b) { MATCH (r1a)-[:PARTICIPATES_IN]->(n3:Collaboration) MATCH (n3)<-[:PARTICIPATES_IN]-(r1b) WITH DISTINCT n3 WITH n3, COUNT { MATCH (n3)<-[:PARTICIPATES_IN]-(n4) } AS k0 RETURN [count(n3), toString(min(n3.startDate)), avg(k0)] AS f1 }
    WITH * ORDER BY r1a.id, r1b.id RETURN collect([[f1]]) AS f2 }
  CALL (n0) { MATCH (n5:Institution) WHERE n5.countyNuts3 = n0.nuts3 WITH DISTINCT n0, n5 MATCH (n5)-[r2:COOPERATES_WITH]->(n5b:Institution) WHERE n5b.countyNuts3 = n0.nuts3 WITH r2, n5 AS r2a, n5b AS r2b RETURN [count(r2), sum(r2.weight)] AS f3 }
  RETURN head(collect([f0, f0[0], f2, f3])) AS f4 }
RETURN v0 AS version, [f4] AS data;

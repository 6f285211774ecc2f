// {"p0": "HU223", "p1": 20}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:County {nuts3: $p0})
  CALL (n0) { MATCH (n0)<-[:IN_COUNTY]-()<-[:PART_OF*0..1]-()<-[:LOCATED_IN]-(n2:Institution) WITH DISTINCT n2 MATCH (n2)-[r1:COOPERATES_WITH]-(:Institution) WITH DISTINCT r1, startNode(r1) AS r1a, endNode(r1) AS r1b RETURN [count(r1), min(r1.weight), max(r1.weight), avg(r1.weight), sum(r1.weight), toString(min(r1.since)), toString(max(r1.since)), count(DISTINCT r1.crossSector)] AS f0 }
  CALL (n0) { MATCH (n0)<-[:IN_COUNTY]-()<-[:PART_OF*0..1]-()<-[:LOCATED_IN]-(n3:Institution) WITH DISTINCT n0, n3 MATCH (n3)-[r2:COOPERATES_WITH]->(n3b:Institution) WHERE EXISTS { MATCH (n3b)-[:LOCATED_IN]->()-[:PART_OF*0..1]->()-[:IN_COUNTY]->(n0) }
    WITH r2, n3 AS r2a, n3b AS r2b WITH r2, r2a, r2b ORDER BY r2a.id, r2b.id LIMIT $p1
    CALL (r2a, r2b) { MATCH (r2a)-[:PARTICIPATES_IN]->(n4:Collaboration) MATCH (n4)<-[:PARTICIPATES_IN]-(r2b) WITH DISTINCT n4 WITH n4, COUNT { MATCH (n4)<-[:PARTICIPATES_IN]-(n5) } AS k0 RETURN [count(n4), toString(min(n4.startDate)), avg(k0)] AS f1 }
    WITH * ORDER BY r2a.id, r2b.id RETURN collect([[f1]]) AS f2 }
  CALL (n0) { MATCH (n0)<-[:IN_COUNTY]-()<-[:PART_OF*0..1]-()<-[:LOCATED_IN]-(n6:Institution) WITH DISTINCT n0, n6 MATCH (n6)-[r3:COOPERATES_WITH]->(n6b:Institution) WHERE EXISTS { MATCH (n6b)-[:LOCATED_IN]->()-[:PART_OF*0..1]->()-[:IN_COUNTY]->(n0) }
    WITH r3, n6 AS r3a, n6b AS r3b RETURN [count(r3), sum(r3.weight)] AS f3 }
  RETURN head(collect([COUNT { MATCH (n0)<-[:IN_COUNTY]-()<-[:PART_OF*0..1]-()<-[:LOCATED_IN]-(n1:Institution) WITH DISTINCT n1 MATCH (n1)-[r0:COOPERATES_WITH]-(:Institution) WITH DISTINCT r0, startNode(r0) AS r0a, endNode(r0) AS r0b RETURN r0 }, f0, f2, f3])) AS f4 }
RETURN v0 AS version, [f4] AS data;

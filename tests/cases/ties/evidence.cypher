// {"p0": "HU223", "p1": 5, "p2": 20, "p3": true, "p4": 1, "p5": true}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:County {nuts3: $p0})
  CALL (n0) { MATCH (n0)<-[:IN_COUNTY]-()<-[:PART_OF*0..1]-()<-[:LOCATED_IN]-(n1:Institution) WITH DISTINCT n1 MATCH (n1)-[r0:COOPERATES_WITH]-(:Institution) WITH DISTINCT r0, startNode(r0) AS r0a, endNode(r0) AS r0b WITH r0, r0a, r0b ORDER BY r0.weight DESC, r0a.id, r0b.id LIMIT $p1
    CALL (r0a, r0b) { MATCH (r0a)-[:PARTICIPATES_IN]->(n2:Collaboration) MATCH (n2)<-[:PARTICIPATES_IN]-(r0b) WITH DISTINCT n2 ORDER BY n2.id LIMIT $p2 RETURN collect([[n2.id, n2.type, COUNT { MATCH (n2)<-[:PARTICIPATES_IN]-(n3:Institution) }]]) AS f0 }
    CALL (r0a, r0b) { MATCH (r0a)-[:PARTICIPATES_IN]->(n5:Collaboration) MATCH (n5)<-[:PARTICIPATES_IN]-(r0b) WHERE n5.agreementSigned = $p3 WITH DISTINCT n5 ORDER BY n5.startDate, n5.id DESC LIMIT $p4 RETURN collect([[n5.id]]) AS f1 }
    WITH * ORDER BY r0.weight DESC, r0a.id, r0b.id RETURN collect([[r0.weight, f0, COUNT { MATCH (r0a)-[:PARTICIPATES_IN]->(n4:Collaboration) MATCH (n4)<-[:PARTICIPATES_IN]-(r0b) RETURN DISTINCT n4 }, f1, COUNT { MATCH (r0a)-[:PARTICIPATES_IN]->(n6:Collaboration) MATCH (n6)<-[:PARTICIPATES_IN]-(r0b) WHERE n6.agreementSigned = $p5 RETURN DISTINCT n6 }]]) AS f2 }
  RETURN head(collect([f2])) AS f3 }
RETURN v0 AS version, [f3] AS data;

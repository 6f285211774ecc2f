// {"p0": "HU223", "p1": "library", "p2": 5, "p3": "inst:HU223:lib:009", "p4": "active", "p5": 3, "p6": "inst:HU223:lib:009", "p7": "active"}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:County {nuts3: $p0})
  CALL (n0) { MATCH (n0)<-[:IN_COUNTY]-()<-[:PART_OF*0..1]-()<-[:LOCATED_IN]-(n1:Institution) WHERE n1.sector = $p1 WITH DISTINCT n1 ORDER BY n1.id LIMIT $p2
    CALL (n1) { MATCH (n1)-[r0:PARTICIPATES_IN]->(n2) WHERE (EXISTS { MATCH (n2)<-[:PARTICIPATES_IN]-(n3) WHERE n3.id <> $p3 } AND n2.status = $p4) WITH n2, r0 ORDER BY n2.id, r0.key LIMIT $p5 RETURN collect([[n2.id, n2.status]]) AS f0 }
    WITH * ORDER BY n1.id RETURN collect([[n1.id, f0, COUNT { MATCH (n1)-[:PARTICIPATES_IN]->(n4) WHERE (EXISTS { MATCH (n4)<-[:PARTICIPATES_IN]-(n5) WHERE n5.id <> $p6 } AND n4.status = $p7) }]]) AS f1 }
  RETURN head(collect([f1])) AS f2 }
RETURN v0 AS version, [f2] AS data;

// {"p0": "HU223", "p1": "library", "p2": 3, "p3": "library", "p4": "museum", "p5": 2, "p6": "museum", "p7": 1}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:County {nuts3: $p0})
  CALL (n0) { MATCH (n0)<-[:IN_COUNTY]-()<-[:PART_OF*0..1]-()<-[:LOCATED_IN]-(n1:Institution) WHERE n1.sector = $p1 WITH DISTINCT n1 ORDER BY n1.id LIMIT $p2 RETURN collect([[n1.id, n1.sector]]) AS f0 }
  CALL (n0) { MATCH (n0)<-[:IN_COUNTY]-()<-[:PART_OF*0..1]-()<-[:LOCATED_IN]-(n3:Institution) WHERE n3.sector = $p4 WITH DISTINCT n3 ORDER BY n3.id DESC LIMIT $p5 RETURN collect([[n3.id, n3.sector]]) AS f1 }
  CALL (n0) { MATCH (n0)<-[:IN_COUNTY]-()<-[:PART_OF*0..1]-()<-[:LOCATED_IN]-(n5:Institution) WITH DISTINCT n5 ORDER BY n5.id LIMIT $p7 RETURN collect([[n5.id]]) AS f2 }
  RETURN head(collect([f0, COUNT { MATCH (n0)<-[:IN_COUNTY]-()<-[:PART_OF*0..1]-()<-[:LOCATED_IN]-(n2:Institution) WHERE n2.sector = $p3 RETURN DISTINCT n2 }, f1, COUNT { MATCH (n0)<-[:IN_COUNTY]-()<-[:PART_OF*0..1]-()<-[:LOCATED_IN]-(n4:Institution) WHERE n4.sector = $p6 RETURN DISTINCT n4 }, f2, COUNT { MATCH (n0)<-[:IN_COUNTY]-()<-[:PART_OF*0..1]-()<-[:LOCATED_IN]-(n6:Institution) RETURN DISTINCT n6 }])) AS f3 }
RETURN v0 AS version, [f3] AS data;

// {"p0": "HU223", "p1": "library", "p2": 2, "p3": "library", "p4": "HU222", "p5": "library", "p6": 2, "p7": "library"}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:County {nuts3: $p0})
  CALL (n0) { MATCH (n0)<-[:IN_COUNTY]-()<-[:PART_OF*0..1]-()<-[:LOCATED_IN]-(n1:Institution) WHERE n1.sector = $p1 WITH DISTINCT n1 ORDER BY n1.id LIMIT $p2 RETURN collect([[n1.nameHu, n1.nameEn]]) AS f0 }
  RETURN head(collect([n0.nameHu, n0.nameEn, f0, COUNT { MATCH (n0)<-[:IN_COUNTY]-()<-[:PART_OF*0..1]-()<-[:LOCATED_IN]-(n2:Institution) WHERE n2.sector = $p3 RETURN DISTINCT n2 }])) AS f1 }
CALL () { MATCH (n3:County {nuts3: $p4})
  CALL (n3) { MATCH (n3)<-[:IN_COUNTY]-()<-[:PART_OF*0..1]-()<-[:LOCATED_IN]-(n4:Institution) WHERE n4.sector = $p5 WITH DISTINCT n4 ORDER BY n4.id LIMIT $p6 RETURN collect([[n4.nameHu, n4.nameEn]]) AS f2 }
  RETURN head(collect([n3.nameHu, n3.nameEn, f2, COUNT { MATCH (n3)<-[:IN_COUNTY]-()<-[:PART_OF*0..1]-()<-[:LOCATED_IN]-(n5:Institution) WHERE n5.sector = $p7 RETURN DISTINCT n5 }])) AS f3 }
RETURN v0 AS version, [f1, f3] AS data;

// {"p0": "32054", "p1": 20, "p2": 20, "p3": "2019-09-15", "p4": 5}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Settlement {kshCode: $p0})
  CALL (n0) { MATCH (n0)<-[:BASED_IN]-(n1) WITH n1 ORDER BY n1.nameSort, n1.id LIMIT $p1 RETURN collect([[n1.id, n1.nameHu, n1.nameEn]]) AS f0 }
  CALL (n0) { MATCH (n0)<-[:LOCATED_IN]-(n3:Institution) WITH n3 ORDER BY n3.nameSort, n3.id LIMIT $p2 RETURN collect([[n3.id, n3.nameHu, n3.nameEn, n3.sector, n3.location.x, n3.location.y]]) AS f1 }
  CALL (n0) { MATCH (n0)<-[:HELD_IN]-(n7:Event) WHERE n7.startDate >= date($p3) WITH n7 ORDER BY n7.startDate, n7.id LIMIT $p4 RETURN collect([[n7.nameHu, n7.nameEn, toString(n7.startDate)]]) AS f2 }
  RETURN head(collect([n0.nameHu, f0, COUNT { MATCH (n0)<-[:BASED_IN]-(n2) }, f1, COUNT { MATCH (n0)<-[:LOCATED_IN]-(n4:Institution) }, head([(n0)-[:IN_COUNTY]->(n5) | [head([(n5)<-[:COVERS]-(n6) | [n6.nameHu, n6.nameEn, n6.website]])]]), f2])) AS f3 }
RETURN v0 AS version, [f3] AS data;

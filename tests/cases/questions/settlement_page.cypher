// {"p0": "32054", "p1": 20, "p2": 20, "p3": "2019-09-15", "p4": 5}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Settlement {kshCode: $p0})
  CALL (n0) { MATCH (n0)<-[:BASED_IN]-(n1) WITH n1 ORDER BY n1.nameSort, n1.id LIMIT $p1 RETURN collect([[n1.id, n1.nameHu, n1.nameEn]]) AS f0 }
  CALL (n0) { MATCH (n0)<-[:LOCATED_IN]-(n3:Institution) WITH n3 ORDER BY n3.nameSort, n3.id WITH collect(n3) AS every WITH size(every) AS total, every[..$p2] AS page UNWIND page AS n3 RETURN collect([[n3.id, n3.nameHu, n3.nameEn, n3.sector, n3.location.x, n3.location.y]]) AS f1, coalesce(max(total), 0) AS f2 }
  CALL (n0) { MATCH (n0)<-[:HELD_IN]-(n6:Event) WHERE n6.startDate >= date($p3) WITH n6 ORDER BY n6.startDate, n6.id LIMIT $p4 RETURN collect([[n6.nameHu, n6.nameEn, toString(n6.startDate)]]) AS f3 }
  RETURN head(collect([n0.nameHu, f0, COUNT { MATCH (n0)<-[:BASED_IN]-(n2) }, f1, f2, head([(n0)-[:IN_COUNTY]->(n4) | [head([(n4)<-[:COVERS]-(n5) | [n5.nameHu, n5.nameEn, n5.website]])]]), f3])) AS f4 }
RETURN v0 AS version, [f4] AS data;

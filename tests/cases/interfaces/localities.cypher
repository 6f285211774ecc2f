// {"p0": "EFOP-1.3.1-15-2016-00001", "p1": ["settlement:32054", "part:02097-01", "part:32522-03"], "p2": 100}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Programme {code: $p0})
  CALL (n0) { MATCH (n0)-[r0:REACHED]->(n1) WHERE n1.id IN $p1 WITH n1, r0 ORDER BY n1.id WITH collect([n1, r0]) AS every WITH size(every) AS total, every[..$p2] AS page UNWIND page AS kept WITH total, kept[0] AS n1, kept[1] AS r0 RETURN collect([[n1.id, n1.nameHu, n1.kshCode, head([(n1)-[:IN_COUNTY]->(n2) | [n2.id]]), COUNT { MATCH (n1)<-[:BASED_IN]-(n3) }, n1.partId, head([(n1)-[:PART_OF]->(n4) | [n4.id, head([(n4)-[:IN_COUNTY]->(n5) | [n5.nuts3]])]])], toString(r0.on)]) AS f0, coalesce(max(total), 0) AS f1 }
  RETURN head(collect([f0, f1])) AS f2 }
RETURN v0 AS version, [f2] AS data;

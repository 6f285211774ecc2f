// {"p0": 3, "p1": "nothing", "p2": 2, "p3": 2, "p4": 3}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Event) WHERE EXISTS { MATCH (n0)-[:PROMOTES]->(n1) } AND n0.id IS NOT NULL WITH n0 ORDER BY n0.id LIMIT $p0
  CALL (n0) { MATCH (n0)-[r0:PROMOTES]->(n2) WHERE n2.id <> $p1 WITH n2, r0 ORDER BY n2.createdAt DESC, n2.id WITH collect([n2, r0]) AS every WITH size(every) AS total, every[..$p2] AS page UNWIND page AS kept WITH total, kept[0] AS n2, kept[1] AS r0 RETURN collect([[n2.id, n2.titleHu, n2.titleEn, n2.featured], toString(r0.on), n2.createdAt, n2.id]) AS f0, coalesce(max(total), 0) AS f1 }
  WITH * ORDER BY n0.id RETURN collect([[n0.id, f0, f1]]) AS f2 }
CALL () { MATCH (n3:GoodPractice) WHERE EXISTS { MATCH (n3)<-[:ADOPTED]-(n4) } AND n3.id IS NOT NULL WITH n3 ORDER BY n3.id LIMIT $p3
  CALL (n3) { MATCH (n3)<-[r1:ADOPTED]-(n5) WITH n5, r1 ORDER BY n5.id LIMIT $p4 RETURN collect([[n5.id, n5.sector], toString(r1.on), r1.adapted]) AS f3 }
  WITH * ORDER BY n3.id RETURN collect([[f3]]) AS f4 }
RETURN v0 AS version, [f2, f4] AS data;

// {"p0": 3, "p1": "nothing", "p2": 2, "p3": "nothing", "p4": 2, "p5": 3}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Event) WHERE EXISTS { MATCH (n0)-[:PROMOTES]->(n1) } AND n0.id IS NOT NULL WITH n0 ORDER BY n0.id LIMIT $p0
  CALL (n0) { MATCH (n0)-[r0:PROMOTES]->(n2) WHERE n2.id <> $p1 WITH n2, r0 ORDER BY n2.createdAt DESC, n2.id LIMIT $p2 RETURN collect([[n2.id, n2.titleHu, n2.titleEn, n2.featured], toString(r0.on), n2.createdAt, n2.id]) AS f0 }
  WITH * ORDER BY n0.id RETURN collect([[n0.id, f0, COUNT { MATCH (n0)-[:PROMOTES]->(n3) WHERE n3.id <> $p3 }]]) AS f1 }
CALL () { MATCH (n4:GoodPractice) WHERE EXISTS { MATCH (n4)<-[:ADOPTED]-(n5) } AND n4.id IS NOT NULL WITH n4 ORDER BY n4.id LIMIT $p4
  CALL (n4) { MATCH (n4)<-[r1:ADOPTED]-(n6) WITH n6, r1 ORDER BY n6.id LIMIT $p5 RETURN collect([[n6.id, n6.sector], toString(r1.on), r1.adapted]) AS f2 }
  WITH * ORDER BY n4.id RETURN collect([[f2]]) AS f3 }
RETURN v0 AS version, [f1, f3] AS data;

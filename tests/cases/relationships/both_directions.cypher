// {"p0": 20, "p1": 3, "p2": 3, "p3": 2}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Event) WHERE EXISTS { MATCH (n0)<-[:PART_OF_SERIES]-(n1) } AND n0.id IS NOT NULL WITH n0 ORDER BY n0.id LIMIT $p0
  CALL (n0) { MATCH (n0)<-[:PART_OF_SERIES]-(n3) WITH n3 ORDER BY n3.id LIMIT $p1 RETURN collect([[n3.id, head([(n3)-[:PART_OF_SERIES]->(n4) | [n4.id]])]]) AS f0 }
  WITH * ORDER BY n0.id RETURN collect([[n0.id, head([(n0)-[:PART_OF_SERIES]->(n2) | [n2.id]]), f0, COUNT { MATCH (n0)<-[:PART_OF_SERIES]-(n5) }]]) AS f1 }
CALL () { MATCH (n6:Concept) WHERE EXISTS { MATCH (n6)-[:BROADER]->(n7) } AND n6.id IS NOT NULL WITH n6 ORDER BY n6.id LIMIT $p2
  CALL (n6) { MATCH (n6)-[:BROADER]->(n8) WITH n8 ORDER BY n8.id LIMIT 1
    CALL (n8) { MATCH (n8)<-[:BROADER]-(n9) WITH n9 ORDER BY n9.id LIMIT $p3 RETURN collect([[n9.code]]) AS f2 }
    RETURN head(collect([n8.code, f2, COUNT { MATCH (n8)<-[:BROADER]-(n10) }])) AS f3 }
  WITH * ORDER BY n6.id RETURN collect([[n6.code, f3]]) AS f4 }
RETURN v0 AS version, [f1, f4] AS data;

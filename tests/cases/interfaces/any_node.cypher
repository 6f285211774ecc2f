// {"p0": "S1", "p1": 8, "p2": "targetGroup", "p3": 20, "p4": 2}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Source {key: $p0})
  CALL (n0) { MATCH (n0)<-[:FROM_SOURCE]-(n1) WITH n1 ORDER BY n1.id LIMIT $p1 RETURN collect([[n1.id, n1.code]]) AS f0 }
  RETURN head(collect([f0, COUNT { MATCH (n0)<-[:FROM_SOURCE]-(n2) }])) AS f1 }
CALL () { MATCH (n4:ConceptScheme {code: $p2}) MATCH (n4)<-[:IN_SCHEME]-(n3:Concept) WITH n3 ORDER BY n3.code, n3.id LIMIT $p3
  CALL (n3) { MATCH (n3)<-[:BELONGS_TO]-(n5) WITH n5 ORDER BY n5.createdAt, n5.id LIMIT $p4 RETURN collect([[n5.id, n5.dataOrigin, COUNT { MATCH (n5)-[:FROM_SOURCE]->(n6) }]]) AS f2 }
  WITH * ORDER BY n3.code, n3.id RETURN collect([[n3.code, f2, COUNT { MATCH (n3)<-[:BELONGS_TO]-(n7) }]]) AS f3 }
RETURN v0 AS version, [f1, f3] AS data;

// {"p0": "EFOP-1.3.1-15-2016-00001", "p1": 100}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Programme {code: $p0})
  CALL (n0) { MATCH (n0)-[r0:REACHED]->(n1) WHERE NOT EXISTS { MATCH (n1)<-[:BASED_IN]-(n2) WHERE EXISTS { MATCH (n2)<-[:MENTORS]-(n3) } }
    WITH n1, r0 ORDER BY n1.nameSort, n1.id LIMIT $p1 RETURN collect([[n1.id, n1.nameHu], toString(r0.on)]) AS f0 }
  RETURN head(collect([f0, COUNT { MATCH (n0)-[:REACHED]->(n4) WHERE NOT EXISTS { MATCH (n4)<-[:BASED_IN]-(n5) WHERE EXISTS { MATCH (n5)<-[:MENTORS]-(n6) } } }])) AS f1 }
RETURN v0 AS version, [f1] AS data;

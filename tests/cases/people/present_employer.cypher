// {"p0": 6, "p1": 20}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Professional) WHERE n0.id IS NOT NULL WITH n0 ORDER BY n0.id LIMIT $p0 + 1
  CALL (n0) { MATCH (n0)-[r3:EMPLOYED_BY]->(n4) WITH n4, r3 ORDER BY n4.id, r3.key LIMIT $p1 + 1 RETURN collect([[n4.id], toString(r3.from), toString(r3.to), r3.position]) AS f0 }
  WITH * ORDER BY n0.id RETURN collect([[n0.id, n0.position, head([(n0)-[r0:EMPLOYED_BY]->(n1:Institution) WHERE r0.to IS NULL | [n1.id, n1.nameHu, n1.nameEn, n1.sector]]), head([(n0)-[r1:EMPLOYED_BY]->(n2) WHERE r1.to IS NULL | [n2.id]]), head([(n0)-[r2:EMPLOYED_BY]->()-[:LOCATED_IN]->()-[:PART_OF*0..1]->(:Settlement)-[:IN_COUNTY]->(n3:County) WHERE r2.to IS NULL | [n3.nuts3]]), f0, COUNT { MATCH (n0)-[r4:EMPLOYED_BY]->(n5) }]]) AS f1 }
RETURN v0 AS version, [f1] AS data;

// {"p0": ["prof:HU211:012", "prof:HU211:018", "prof:HU223:001"], "p1": 20, "p2": 20, "p3": "inst:HU211:com:010", "p4": "inst:HU211:com:010", "p5": 20}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Professional) WHERE n0.id IN $p0 WITH n0 ORDER BY n0.id LIMIT $p1
  CALL (n0) { MATCH (n0)-[r3:EMPLOYED_BY]->(n4) WITH n4, r3 ORDER BY n4.id, r3.key LIMIT $p2 RETURN collect([[n4.id], toString(r3.from), toString(r3.to), r3.position]) AS f0 }
  WITH * ORDER BY n0.id RETURN collect([[n0.id, n0.position, head([(n0)-[r0:EMPLOYED_BY]->(n1:Institution) WHERE r0.to IS NULL | [n1.id, n1.nameHu, n1.nameEn, n1.sector]]), head([(n0)-[r1:EMPLOYED_BY]->(n2) WHERE r1.to IS NULL | [n2.id]]), head([(n0)-[r2:EMPLOYED_BY]->()-[:SITED_IN]->(n3) WHERE r2.to IS NULL | [n3.nuts3]]), f0, COUNT { MATCH (n0)-[:EMPLOYED_BY]->(n5) }]]) AS f1 }
CALL () { MATCH (n7:Organisation {id: $p3}) MATCH (n7)<-[:EMPLOYED_BY]-(n6:Professional) WHERE NOT EXISTS { MATCH (n6)-[r4:EMPLOYED_BY]->(n8:Institution) WHERE r4.to IS NULL AND n8.id = $p4 }
  WITH DISTINCT n6 ORDER BY n6.id WITH collect(n6) AS every WITH size(every) AS total, every[..$p5] AS page UNWIND page AS n6 RETURN collect([[n6.id]]) AS f2, coalesce(max(total), 0) AS f3 }
RETURN v0 AS version, [f1, f2, f3] AS data;

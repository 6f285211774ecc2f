// {"p0": "HU110", "p1": 20, "p2": "HU120"}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n1:County {nuts3: $p0}) MATCH (n1)<-[:IN_COUNTY]-(n0:Settlement) WITH n0 ORDER BY n0.id LIMIT $p1 RETURN collect([[n0.nameHu, head([(n0)-[:IN_DISTRICT]->(n2) | [n2.id]]), head([(n0)-[:IN_COUNTY]->(n3) | [n3.nuts3, head([(n3)<-[:COVERS]-(n4) | [n4.id]])]]), head([(n0)<-[:GOVERNS]-(n5) | [n5.id]])]]) AS f0 }
CALL () { MATCH (n6:County {nuts3: $p2}) RETURN head(collect([head([(n6)<-[:COVERS]-(n7) | [n7.id, n7.nameHu, n7.nameEn]]), head([(n6)-[:HAS_SEAT]->(n8) | [n8.nameHu]])])) AS f1 }
RETURN v0 AS version, [f0, f1] AS data;

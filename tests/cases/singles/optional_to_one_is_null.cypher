// {"p0": "HU110", "p1": 20, "p2": 20, "p3": "HU120"}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n1:County {nuts3: $p0}) MATCH (n1)<-[:IN_COUNTY]-(n0:Settlement) WITH n0 ORDER BY n0.id LIMIT $p1 RETURN collect([[n0.nameHu, head([(n0)-[:IN_DISTRICT]->(n2) | [n2.id]]), head([(n0)-[:IN_COUNTY]->(n3) | [n3.nuts3, head([(n3)<-[:COVERS]-(n4) | [n4.id]])]]), head([(n0)<-[:GOVERNS]-(n5) | [n5.id]])]]) AS f0 }
CALL () { MATCH (n6:Event) WHERE EXISTS { MATCH (n6)<-[:PART_OF_SERIES]-(n7) } AND n6.id IS NOT NULL WITH n6 ORDER BY n6.id LIMIT $p2 RETURN collect([[n6.id, head([(n6)-[:HELD_IN]->(n8) | [n8.nameHu]]), head([(n6)-[:SITED_IN]->(n9) | [n9.nuts3]])]]) AS f1 }
CALL () { MATCH (n10:County {nuts3: $p3}) RETURN head(collect([head([(n10)<-[:COVERS]-(n11) | [n11.id, n11.nameHu, n11.nameEn]]), head([(n10)-[:HAS_SEAT]->(n12) | [n12.nameHu]])])) AS f2 }
RETURN v0 AS version, [f0, f1, f2] AS data;

// {"p0": "32054"}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Settlement {kshCode: $p0}) RETURN head(collect([head([(n0)-[:IN_DISTRICT]->(n1) | [n1.nameHu, n1.nameEn, head([(n1)-[:IN_COUNTY]->(n2) | [n2.nameHu, n2.nameEn, head([(n2)-[:IN_REGION]->(n3) | [n3.nameHu, n3.nameEn, head([(n3)-[:IN_COUNTRY]->(n4) | [n4.code, n4.nameHu, n4.nameEn]])]])]])]]), head([(n0)-[:IN_COUNTY]->(n5) | [head([(n5)-[:HAS_SEAT]->(n6) | [n6.nameHu, head([(n6)-[:IN_COUNTY]->(n7) | [head([(n7)<-[:COVERS]-(n8) | [n8.nameHu, n8.nameEn, head([(n8)-[:COVERS]->(n9) | [n9.id]])]])]])]])]])])) AS f0 }
RETURN v0 AS version, [f0] AS data;

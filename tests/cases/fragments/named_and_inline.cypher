// {"p0": "HU223"}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:County {nuts3: $p0}) RETURN head(collect([n0.nameHu, n0.nameEn, n0.nuts3, n0.population, n0.id, head([(n0)-[:HAS_SEAT]->(n1) | [n1.nameHu, head([(n1)-[:IN_DISTRICT]->(n2) | [n2.nameHu, n2.nameEn]]), n1.kshCode]]), head([(n0)-[:IN_REGION]->(n3) | [n3.nuts2, n3.nameHu, n3.nameEn]])])) AS f0 }
RETURN v0 AS version, [f0] AS data;

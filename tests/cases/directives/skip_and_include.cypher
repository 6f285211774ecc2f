// {"p0": "HU223"}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:County {nuts3: $p0}) RETURN head(collect([n0.id, n0.nameHu, n0.nameEn, n0.population, head([(n0)-[:HAS_SEAT]->(n1) | [n1.nameHu]])])) AS f0 }
CALL () { MATCH (n2:Country) RETURN count(n2) AS f1 }
RETURN v0 AS version, [f0, f1] AS data;

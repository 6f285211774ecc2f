// {"p0": "inst:HU223:lib:009", "p1": "county:HU223", "p2": "game:app"}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Institution {id: $p0}) RETURN head(collect([n0.id, n0.sector, n0.nameHu, n0.nameEn, COUNT { MATCH (n0)-[:PARTICIPATES_IN]->(n1) WHERE n0:Institution }, n0.organisationForm, head([(n0)-[:SITED_IN]->(n2) | [n2.nuts3]]), n0.dataOrigin])) AS f0 }
CALL () { MATCH (n3:County {id: $p1}) RETURN head(collect([n3.population])) AS f1 }
CALL () { MATCH (n4:GameApp {id: $p2}) RETURN head(collect([n4.nameHu, n4.nameEn, COUNT { MATCH (n4)-[:HAS_QUEST]->(n5) WHERE n4:GameApp }])) AS f2 }
RETURN v0 AS version, [f0, f1, f2] AS data;

// {"p0": 4, "p1": 3, "p2": 3}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:MentoringActivity) WHERE n0.date IS NOT NULL AND n0.id IS NOT NULL WITH n0 ORDER BY n0.date DESC, n0.id LIMIT $p0 RETURN collect([[toString(n0.date), head([(n0)-[:FOR]->(n1) | [n1.id, n1.nameHu, n1.nameEn, head([(n1)-[:BASED_IN]->(n2) | [n2.id, n2.nameHu]]), n1.sector, head([(n1)-[:UNDER_CALL]->(n3) | [n3.code]])]])]]) AS f0 }
CALL () { MATCH (n5:MonitoringWave {no: $p1}) MATCH (n5)-[:INCLUDES]->(n4:Measurement) WITH n4 ORDER BY n4.id LIMIT $p2 RETURN collect([[head([(n4)-[:OF]->(n6) | [n6.id, n6.kshCode, n6.partId]])]]) AS f1 }
RETURN v0 AS version, [f0, f1] AS data;

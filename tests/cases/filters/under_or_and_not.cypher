// {"p0": "HU223", "p1": "sample_project", "p2": "HU223", "p3": "sample_project"}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Institution) WHERE (EXISTS { MATCH (n0)-[:SITED_IN]->(n1) WHERE n1.nuts3 = $p0 } OR EXISTS { MATCH (n0)-[:PARTICIPATES_IN]->(n2) WHERE n2.type = $p1 }) RETURN count(n0) AS f0 }
CALL () { MATCH (n3:Institution) WHERE (NOT EXISTS { MATCH (n3)-[:SITED_IN]->(n4) WHERE n4.nuts3 = $p2 } AND NOT EXISTS { MATCH (n3)-[:PARTICIPATES_IN]->(n5) WHERE n5.type = $p3 }) RETURN count(n3) AS f1 }
RETURN v0 AS version, [f0, f1] AS data;

// {"p0": 20, "p1": "2018-12-31"}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Institution) WHERE NOT EXISTS { MATCH (n0)-[:COOPERATES_WITH]-(n1) } AND n0.id IS NOT NULL WITH n0 ORDER BY n0.id LIMIT $p0 RETURN collect([[n0.id]]) AS f0 }
CALL () { MATCH (n2:Institution) WHERE NOT EXISTS { MATCH (n2)-[:COOPERATES_WITH]-(n3) }
  RETURN count(n2) AS f1 }
CALL () { MATCH (n4:Institution) WHERE (NOT EXISTS { MATCH (n4)-[:PARTICIPATES_IN]->(n5) WHERE n5.endDate IS NULL } AND EXISTS { MATCH (n4)-[:PARTICIPATES_IN]->(n6) }) RETURN count(n4) AS f2 }
CALL () { MATCH (n7:Institution) WHERE NOT EXISTS { MATCH (n7)-[:PARTICIPATES_IN]->(n8) WHERE n8.endDate > date($p1) }
  RETURN count(n7) AS f3 }
CALL () { MATCH (n9:Institution) WHERE EXISTS { MATCH (n9)-[:COOPERATES_WITH]-(n10) }
  RETURN count(n9) AS f4 }
RETURN v0 AS version, [f0, f1, f2, f3, f4] AS data;

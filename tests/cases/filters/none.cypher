// {"p0": 20, "p1": "2018-12-31"}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:Institution) WHERE NOT EXISTS { MATCH (n0)-[:COOPERATES_WITH]-(n1) }
  WITH n0 ORDER BY n0.id WITH collect(n0) AS every WITH size(every) AS total, every[..$p0] AS page UNWIND page AS n0 RETURN collect([[n0.id]]) AS f0, coalesce(max(total), 0) AS f1 }
CALL () { MATCH (n2:Institution) WHERE (NOT EXISTS { MATCH (n2)-[:PARTICIPATES_IN]->(n3) WHERE n3.endDate IS NULL } AND EXISTS { MATCH (n2)-[:PARTICIPATES_IN]->(n4) }) RETURN count(n2) AS f2 }
CALL () { MATCH (n5:Institution) WHERE NOT EXISTS { MATCH (n5)-[:PARTICIPATES_IN]->(n6) WHERE n6.endDate > date($p1) }
  RETURN count(n5) AS f3 }
CALL () { MATCH (n7:Institution) WHERE EXISTS { MATCH (n7)-[:COOPERATES_WITH]-(n8) }
  RETURN count(n7) AS f4 }
RETURN v0 AS version, [f0, f1, f2, f3, f4] AS data;

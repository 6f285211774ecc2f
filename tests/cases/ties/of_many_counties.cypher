// {"p0": 100}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n0:County) WHERE n0.nuts3 IS NOT NULL AND n0.id IS NOT NULL WITH n0 ORDER BY n0.nuts3, n0.id LIMIT $p0 RETURN collect([[n0.nuts3, COUNT { MATCH (n1:Institution) WHERE n1.countyNuts3 = n0.nuts3 WITH DISTINCT n1 MATCH (n1)-[r0:COOPERATES_WITH]-(:Institution) WITH DISTINCT r0, startNode(r0) AS r0a, endNode(r0) AS r0b RETURN r0 }, COUNT { MATCH (n2:Institution) WHERE n2.countyNuts3 = n0.nuts3 AND NOT EXISTS { MATCH (n2)-[:COOPERATES_WITH]-(n3) } }]]) AS f0 }
RETURN v0 AS version, [f0] AS data;

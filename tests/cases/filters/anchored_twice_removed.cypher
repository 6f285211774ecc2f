// {"p0": "inst:HU223:lib:009", "p1": 100, "p2": "inst:HU223:lib:009"}
CALL () { MATCH (v:DataVersion {id: 'current'}) RETURN head(collect(v.number)) AS v0 }
CALL () { MATCH (n1:Community|Organisation {id: $p0}) MATCH (n1)-[:PARTICIPATES_IN]->(n2:Collaboration) WITH DISTINCT n2 MATCH (n2)<-[:PARTICIPATES_IN]-(n0:Institution) WITH DISTINCT n0 ORDER BY n0.id LIMIT $p1 RETURN collect([[n0.id]]) AS f0 }
CALL () { MATCH (n4:Community|Organisation {id: $p2}) MATCH (n4)-[:PARTICIPATES_IN]->(n5:Collaboration) WITH DISTINCT n5 MATCH (n5)<-[:PARTICIPATES_IN]-(n3:Institution) RETURN count(DISTINCT n3) AS f1 }
RETURN v0 AS version, [f0, f1] AS data;
